"""Describe the API: for programs as OpenAPI, for people as a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from onrecord.web.api.describing import TAGS, described
from onrecord.web.pages import shown
from onrecord.web.routes import api_desk, api_records, api_shown

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """Hold a parameter as the page shows it."""

    name: str
    kind: str
    needed: bool
    told: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Hold an operation as the page shows it."""

    method: str
    path: str
    told: str
    gives: str
    record: str  # that is given, or of which a list is
    parameters: tuple[Parameter, ...]
    takes: str


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    return described((api_records.router, api_shown.router, api_desk.router))


@router.get("/api/openapi.json")
def openapi() -> Response:
    """Return the OpenAPI document."""
    return Response(msgspec.json.encode(document()), media_type="application/json")


@router.get("/api")
def page(request: Request) -> HTMLResponse:
    """Show what programs can ask."""
    shelves = [(name, told, tuple(_operations(name))) for name, told in TAGS]
    schemas = tuple(_schemas())
    home = str(request.base_url).rstrip("/")
    return shown(
        request, "api.html.j2", title="Data for programs", shelves=shelves, schemas=schemas, home=home
    )


def _operations(tag: str) -> Iterator[Operation]:
    for path, methods in document()["paths"].items():
        for method, told in methods.items():
            if tag in told.get("tags", ()):
                yield _operation(method, path, told)


def _operation(method: str, path: str, told: dict[str, Any]) -> Operation:
    good = next(found for status, found in told["responses"].items() if status.startswith("2"))
    schema = good.get("content", {}).get("application/json", {}).get("schema", {})
    body = told.get("requestBody", {}).get("content", {})
    return Operation(
        method.upper(),
        path,
        told.get("description", ""),
        _name(schema),
        _record(schema),
        tuple(
            Parameter(
                each["name"], _kind(each["schema"]), each.get("required", False), each.get("description", "")
            )
            for each in told.get("parameters", ())
        ),
        ", ".join(f"{kind} {_name(held.get('schema', {}))}".strip() for kind, held in body.items()),
    )


def _schemas() -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Yield each record with its fields; those of lists are all alike and left out."""
    for name, schema in sorted(document()["components"]["schemas"].items()):
        fields = _fields(schema)
        if fields and "items" not in fields:
            yield (
                name,
                schema.get("description", ""),
                tuple((key, _kind(kind)) for key, kind in fields.items()),
            )


def _record(schema: dict[str, Any]) -> str:
    """Return the name of a record, or of those that a list is of."""
    listed = document()["components"]["schemas"].get(_name(schema), {}).get("properties", {}).get("items")
    return _name(listed["items"]) if listed else _name(schema)


def _fields(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the fields of a record; one that is made of others has theirs."""
    if "$ref" in schema:
        return _fields(document()["components"]["schemas"][_name(schema)])
    found: dict[str, dict[str, Any]] = dict(schema.get("properties", {}))
    for part in schema.get("allOf", ()):
        found |= _fields(part)
    return found


def _name(schema: dict[str, Any]) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _kind(schema: dict[str, Any]) -> str:
    """Say what a value is, in few words.

    >>> _kind({"type": "array", "items": {"type": "string"}}), _kind({"type": ["number", "null"]})
    ('list of string', 'number or null')
    """
    if "$ref" in schema:
        name = _name(schema)
        meant = document()["components"]["schemas"].get(name, {})
        return _kind(meant) if "enum" in meant else name
    for several in ("anyOf", "allOf"):
        if several in schema:
            return " or ".join(dict.fromkeys(_kind(each) for each in schema[several]))
    if "const" in schema:
        return str(schema["const"])
    if "enum" in schema:
        return " | ".join(str(each) for each in schema["enum"])
    kind = schema.get("type", "any")
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return " or ".join(kind) if isinstance(kind, list) else str(kind)
