"""Describe the API by OpenAPI: its own routes alone, with the schemas of its records."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi

from onrecord import __version__
from onrecord.web.api.components import components, ref
from onrecord.web.api.models import FilesToAdd, ToAdd

Responses: TypeAlias = dict[int | str, dict[str, Any]]

PROBLEM = "application/problem+json"
_ABOUT = (
    "What a casefile has on record. Records are those of `onrecord export` and `--json`: docs/formats.md "
    "describes their fields. Fields are added in later versions, never renamed or removed.\n\n"
    "Lists come page by page: give `next` of one page as `cursor` for the next. Answers on the casefile have "
    "an `ETag`; ask with `If-None-Match` and one comes again only when the casefile has changed. Errors are "
    "`application/problem+json` (RFC 9457) with `detail` and, where there is one, a `remedy`.\n\n"
    "Where there are accounts, give a token (`onrecord users token`, or the page of your account) as "
    "`Authorization: Bearer …`; it may do what its owner may."
)
TAGS = (
    ("register", "Acts that news coverage reports, each once."),
    ("articles", "The articles and what was read from each."),
    ("positions", "Where actors stand, and what disagrees."),
    ("plans", "Proposals, packages, deadlines, the calendar."),
    ("names", "Actors, issues, outlets."),
    ("desk", "Decisions, and adding articles."),
)


_WRONG = {
    400: "A parameter or the body is not understood; nothing is done.",
    401: "A token is needed, or this one is not valid.",
    403: "It takes another role, or from a browser the token of a page.",
    404: "There is no such thing.",
    409: "The record changed since it was seen; nothing is decided.",
    413: "This is more than is taken at once.",
    503: "The casefile cannot be used just now.",
}
_OF_ALL = (400, 401, 403, 404, 503)


def api_router() -> APIRouter:
    """Return a router for operations of the API; each is known by the name of its function."""
    return APIRouter(
        prefix="/api/v1",
        responses=wrong(*_OF_ALL) | {"default": _problem_of("What went wrong, and what to do.")},
        generate_unique_id_function=lambda route: route.name,
    )


def one(name: str, told: str) -> Responses:
    """Return the responses of an operation that gives one record."""
    good = {"content": {"application/json": {"schema": ref(name)}}}
    return {status: held | (good if status == 200 else {}) for status, held in tagged(told).items()}


def many(name: str, told: str) -> Responses:
    """Return the responses of an operation that gives a page of a list."""
    return one(f"{name}List", told)


def tagged(told: str) -> Responses:
    """Return the responses of an operation on the casefile, whose answers say of which state they are."""
    tag = {"ETag": {"description": "State of what was answered.", "schema": {"type": "string"}}}
    return {
        200: {"description": told, "headers": tag},
        304: {"description": "Nothing has changed since `If-None-Match`."},
    }


def wrong(*statuses: int) -> Responses:
    """Return the responses of what can go wrong."""
    return {status: _problem_of(_WRONG[status]) for status in statuses}


def _problem_of(told: str) -> dict[str, Any]:
    return {"description": told, "content": {PROBLEM: {"schema": ref("Problem")}}}


def described(routers: Iterable[APIRouter]) -> dict[str, Any]:
    """Return the OpenAPI document of some routers."""
    routes = [route for router in routers for route in router.routes]
    made = get_openapi(
        title="onrecord",
        version=__version__,
        openapi_version="3.1.0",
        summary="Who said what, as news coverage has it, with the words it rests on.",
        description=_ABOUT,
        routes=routes,
        tags=[{"name": name, "description": told} for name, told in TAGS],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    held = made.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        held.pop(name, None)
    held.update(components())
    held |= {each.__name__: each.model_json_schema() for each in (ToAdd, FilesToAdd)}
    held["Problem"] = _problem()
    made["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Of somebody's account, for programs."}
    }
    made["security"] = [{"token": []}, {}]
    return made


@cache
def _problem() -> dict[str, Any]:
    return {
        "type": "object",
        "description": "What went wrong (RFC 9457).",
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "remedy": {"type": "string", "description": "What to do about it."},
        },
        "required": ["type", "title", "status"],
    }
