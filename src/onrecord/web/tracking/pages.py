"""What the pages of a tracker have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse

from onrecord.model.users import Role
from onrecord.pipeline.trackers import Tracker, opened
from onrecord.web.pages import shown
from onrecord.web.saying import saying
from onrecord.web.saying_days import day_words

if TYPE_CHECKING:
    from onrecord.tracker.accepted import Effective
    from onrecord.web.desk import Desk


def opened_at(desk: Desk, name: str) -> Tracker:
    """Return a tracker; what it is read with takes a moment to load."""
    return desk.kept("tracker", name, lambda: opened(desk.casefile, name))


def effective_at(desk: Desk, tracker: Tracker) -> Effective:
    """Return the rows of a tracker with what was accepted."""
    return desk.kept("tracker rows", tracker.file.name, tracker.effective)


def shown_for(
    request: Request,
    desk: Desk,
    tracker: Tracker,
    template: str,
    title: str,
    status: int = 200,
    **values: Any,
) -> HTMLResponse:
    """Return a page of a tracker."""
    may = request.state.user.role.may(Role.REVIEWER)
    home = f"tracker/{part(tracker.file.name)}"
    return shown(
        request, template, title=title, status=status, tracker=tracker.file, home=home, may=may,
        called=saying(desk).called, day_words=day_words, **values,
    )  # fmt: skip


def part(name: str) -> str:
    """Return a tracker's name as a part of an address."""
    return quote(name, safe="")
