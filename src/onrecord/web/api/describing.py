"""Describe the API by OpenAPI: its own routes alone, with the schemas of its records."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi

from onrecord import __version__
from onrecord.web.api.components import components, ref
from onrecord.web.api.models import ToAdd

PROBLEM = "application/problem+json"
_ABOUT = (
    "What a casefile has on record. Records are those of `onrecord export` and `--json`: docs/formats.md "
    "describes their fields. Fields are added in later versions, never renamed or removed.\n\n"
    "Lists come page by page: give `next` of one page as `cursor` for the next. Each answer has an `ETag`; "
    "ask with `If-None-Match` and it comes again only when the casefile has changed. Errors are "
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


def one(name: str, told: str) -> dict[int | str, dict[str, Any]]:
    """Return the responses of an operation that gives one record."""
    return _responses(ref(name), told)


def many(name: str, told: str) -> dict[int | str, dict[str, Any]]:
    """Return the responses of an operation that gives a page of a list."""
    return _responses(ref(f"{name}List"), told)


def typed(told: str, *statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the responses of an operation whose answer has a class of its own."""
    found = _responses(None, told)
    for status in statuses:
        found[status] = found["default"]
    return found


def _responses(schema: dict[str, Any] | None, told: str) -> dict[int | str, dict[str, Any]]:
    good: dict[str, Any] = {"description": told}
    if schema is not None:
        good["content"] = {"application/json": {"schema": schema}}
        good["headers"] = {
            "ETag": {"description": "State of what was answered.", "schema": {"type": "string"}}
        }
    wrong = {
        "description": "What went wrong, and what to do.",
        "content": {PROBLEM: {"schema": ref("Problem")}},
    }
    found: dict[int | str, dict[str, Any]] = {200: good, "default": wrong}
    if schema is not None:
        found[304] = {"description": "Nothing has changed since `If-None-Match`."}
    return found


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
    held["ToAdd"] = ToAdd.model_json_schema()
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
