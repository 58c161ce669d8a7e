"""Answer a request of the API: a page of a list, or one record, with what tells whether it changed."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Annotated, TypeVar, cast

import msgspec
from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel

from onrecord import __version__
from onrecord.errors import UsageError
from onrecord.model.users import Role
from onrecord.web.leaving import leaving, today

if TYPE_CHECKING:
    from onrecord.model.users import User
    from onrecord.review.view import ReviewedView
    from onrecord.store.interface import CasefileStore
    from onrecord.views.parts import Record
    from onrecord.web.desk import Desk

T = TypeVar("T")
MOST = 500
"""Records of one page at most."""
USUAL = 50


@dataclass(frozen=True, slots=True)
class Paging:
    """Say which page of a list is asked for."""

    limit: int
    offset: int


def paging(
    limit: Annotated[int, Query(ge=1, le=MOST, description="Records of a page.")] = USUAL,
    cursor: Annotated[
        str | None, Query(max_length=40, description="Where to go on: `next` of the page before.")
    ] = None,
) -> Paging:
    """Return which page is asked for.

    Raises:
        UsageError: the cursor is none that a page before gave.
    """
    return Paging(limit, 0 if cursor is None else _offset(cursor))


FromPaging = Annotated[Paging, Depends(paging)]
"""Which page of a list is asked for, as a parameter of a route."""


def cursor_at(offset: int) -> str:
    """Return the cursor of the page that begins at a place of a list.

    >>> _offset(cursor_at(200))
    200
    """
    return base64.urlsafe_b64encode(f"o{offset}".encode()).decode().rstrip("=")


def _offset(cursor: str) -> int:
    try:
        told = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        told = ""
    if not (told.startswith("o") and told[1:].isascii() and told[1:].isdigit() and len(told) <= 12):
        raise UsageError("this is no cursor", None, "take it from `next` of the page before")
    return int(told[1:])


def answer(request: Request, desk: Desk, made: Callable[[], Record | BaseModel]) -> Response:
    """Return a record as JSON; or that it is what the one who asks has already (304)."""
    tag = _tag(request, desk)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}
    if _has(request, tag):
        return Response(status_code=304, headers=headers)
    record = made()
    body = record.model_dump_json() if isinstance(record, BaseModel) else msgspec.json.encode(record)
    return Response(body, media_type="application/json", headers=headers)


def page(
    request: Request,
    desk: Desk,
    asked: Paging,
    found: Callable[[], tuple[Iterable[T], int | None]],
    record: Callable[[Sequence[T]], Iterable[Record]],
) -> Response:
    """Answer with a page of a list.

    Args:
        request: is asked for what its sender has already.
        desk: tells the state of the casefile.
        asked: which page.
        found: gives what is listed from the first thing of the page on, one more than fit where there are
            more; and how many there are in all, where that is known.
        record: turns the things of the page into records.
    """

    def made() -> Record:
        revision = desk.revision()
        rows, total = found()
        some = list(islice(rows, asked.limit + 1))
        more = len(some) > asked.limit
        items = list(record(some[: asked.limit]))
        following = cursor_at(asked.offset + asked.limit) if more else None
        return {"items": items, "total": total, "next": following, "revision": revision}

    return answer(request, desk, made)


def streamed(rows: Iterator[T], asked: Paging) -> Iterator[T]:
    """Return the rows of a stream from where a page begins."""
    return islice(rows, asked.offset, None)


def sliced(rows: Sequence[T], asked: Paging) -> tuple[Sequence[T], int]:
    """Return the things of a whole list that a page needs, and how many there are."""
    return rows[asked.offset : asked.offset + asked.limit + 1], len(rows)


def whole(
    request: Request, desk: Desk, name: str, params: object, rows: Callable[[], Iterable[T]]
) -> Sequence[T]:
    """Return a list that is dear to make, kept for this state of the casefile and what of it may be seen."""
    key = (repr(params), desk.revision(), sees_all(request) or today())
    return desk.kept(f"api {name}", key, lambda: tuple(rows()))


def sees_all(request: Request) -> bool:
    """Tell whether who asks sees what is held back: it is for those who decide on it."""
    user: User = request.state.user
    return user.role.may(Role.REVIEWER)


def casefile_for(request: Request, desk: Desk) -> CasefileStore:
    """Return the casefile as who asks may see it."""
    return desk.casefile if sees_all(request) else cast("CasefileStore", leaving(desk))


def view_for(request: Request, desk: Desk) -> ReviewedView:
    """Return the casefile as ``casefile_for`` does, as people decided on it; for one request."""
    return desk.view() if sees_all(request) else cast("ReviewedView", leaving(desk))


def _tag(request: Request, desk: Desk) -> str:
    """Return what is another where an answer may be: delays end with a day, fields come with versions."""
    user: User = request.state.user
    told = f"{request.url.path}?{request.url.query} {user.role.value} {today()} {__version__}"
    return f'"{desk.revision()}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"'


def _has(request: Request, tag: str) -> bool:
    given = request.headers.get("if-none-match", "")
    return given.strip() == "*" or tag in (each.strip().removeprefix("W/") for each in given.split(","))
