"""Bring a user's own table in, and say how it is read."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from onrecord.errors import OnrecordError, UsageError
from onrecord.model import TrackerFile
from onrecord.model.users import Role
from onrecord.pipeline.trackers import Tracker, Words, decode, opened
from onrecord.store.rows import storable
from onrecord.tracker.columns import FIELDS
from onrecord.tracker.mapping import column_cells, from_yaml, guessed, letter, sheet_named, to_yaml
from onrecord.tracker.sheets import is_workbook, read
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.pages import TO
from onrecord.web.safety import needs, noted
from onrecord.web.safety.uploads import check_workbook
from onrecord.web.tracking.pages import opened_at, part, shown_for

router = APIRouter(include_in_schema=False, prefix="/tracker")
MAY = needs(Role.REVIEWER)
LARGEST = 10_000_000
"""Bytes of a table."""


@router.post("/import", dependencies=[MAY])
async def brought_in(
    request: Request, desk: FromDesk, file: UploadFile, name: Annotated[str, Form(max_length=200)] = ""
) -> RedirectResponse:
    """Bring a table in, read as it is guessed; the next page shows the guess and takes another."""
    content = await file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise UsageError(
            f"the table has more than {LARGEST // 1_000_000} MB", None, "leave out what is no table"
        )
    given = PurePath(storable(file.filename or "").replace("\\", "/")).name
    called = PurePath(storable(name).replace("\\", "/")).name.strip() or given
    if is_workbook(called) != is_workbook(given):
        raise UsageError(f"{called!r} cannot be its name", None, "let the name end as the file's does")
    if is_workbook(given):
        check_workbook(content, given)
    kept = await run_in_threadpool(_keep, desk, request.state.user.name, called, content, "")
    noted(request, "tracker brought in", kept.name)
    return RedirectResponse(TO.page(f"tracker/{part(kept.name)}/reading"), 303)


@router.get("/{name}/reading")
def reading(request: Request, desk: FromDesk, name: str) -> HTMLResponse:
    """Show how a tracker's table is read, and take another way."""
    return _reading(request, desk, opened_at(desk, name))


@router.post("/{name}/reading", dependencies=[MAY])
def read_anew(
    request: Request, desk: FromDesk, name: str, mapping: Annotated[str, Form(max_length=60_000)]
) -> Response:
    """Read a tracker's table in another way."""
    held = desk.casefile.tracker(name)
    try:
        _keep(desk, request.state.user.name, held.name, held.content, mapping)
    except OnrecordError as error:
        tracker = opened(desk.casefile, name)
        return _reading(request, desk, tracker, given=mapping, error=error, status=422)
    noted(request, "tracker read anew", name)
    return RedirectResponse(TO.page(f"tracker/{part(name)}/reading"), 303)


def _keep(desk: Desk, by: str, name: str, content: bytes, mapping: str) -> TrackerFile:
    """Keep a table under a name, read as a mapping says; without one as before, or as guessed."""
    words = Words(desk.casefile)
    earlier = next((each.mapping for each in desk.casefile.trackers() if each.name == name), "")
    text = mapping or earlier
    sheet = read(content, name, decode, sheet_named(text) if text else None)
    if mapping:
        chosen = from_yaml(mapping, "the mapping", sheet)
    else:
        chosen = _fitting(earlier, sheet) or guessed(sheet, words.is_actor)
    digest = hashlib.sha256(content).hexdigest()
    file = TrackerFile(name, digest, content, mapping or to_yaml(chosen, sheet), by, datetime.now(UTC))
    found = Tracker(desk.casefile, file, words).rows()
    if not found:
        raise UsageError(f"has no row below its header in row {chosen.header}", name, "check how it is read")
    with desk.writing() as casefile:
        return casefile.put_tracker(file, found)


def _fitting(earlier: str, sheet: Any) -> Any:
    """Return the earlier mapping of a tracker where it fits its newer table still."""
    if not earlier:
        return None
    try:
        return from_yaml(earlier, "the mapping of its earlier version", sheet)
    except OnrecordError:
        return None  # it is guessed anew, and the next page shows how


def _reading(
    request: Request,
    desk: Desk,
    tracker: Tracker,
    *,
    given: str = "",
    error: OnrecordError | None = None,
    status: int = 200,
) -> HTMLResponse:
    mapping, sheet = tracker.mapping, tracker.sheet
    header = sheet.lines[mapping.header - 1].values
    columns = [
        {
            "field": field,
            "letter": letter(column) if column is not None else "",
            "called": header[column] if column is not None and column < len(header) else "",
            "cells": list(dict.fromkeys(column_cells(sheet, mapping, field)))[:3]
            if column is not None
            else [],
        }
        for field in FIELDS
        for column in [mapping.columns.get(field)]
    ]
    rows = tracker.rows()
    left = [(row.number, field, why) for row in rows for field, why in row.undecided.items()]
    return shown_for(
        request, desk, tracker, "tracker_reading.html.j2", f"How {tracker.file.name} is read", status=status,
        columns=columns, mapping=mapping, text=given or tracker.file.mapping, rows=len(rows), left=left[:40],
        more=max(0, len(left) - 40), error=error,
    )  # fmt: skip
