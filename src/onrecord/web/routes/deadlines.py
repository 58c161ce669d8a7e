"""Answer for deadlines: what is due, and pledges against what was delivered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.web.desk import Desk, FromDesk
from onrecord.web.plans import due_page
from onrecord.web.plans.parameters import parameters
from onrecord.web.plans.showing import kept_blocks, kept_page

router = APIRouter(include_in_schema=False)

_PAGE = "deadlines.html.j2"


@router.get("/deadlines")
def deadlines(request: Request, desk: FromDesk) -> HTMLResponse:
    """Show what is due by when, and whether it is known to be met."""
    asked, today = due_page.asked(desk, parameters(request)), date.today().isoformat()
    return kept_page(request, desk, _PAGE, (asked, today), lambda: _made(desk, asked, today))


def first_deadlines(desk: Desk) -> None:
    """Make all deadlines, and what is shown where nothing is asked for, unless they are kept."""
    asked, today = due_page.asked(desk, {}), date.today().isoformat()
    due_page.every(desk, asked.as_of)
    kept_blocks(desk, _PAGE, (asked, today), lambda: _made(desk, asked, today))


def _made(desk: Desk, asked: due_page.Asked, today: str) -> tuple[str, Mapping[str, object]]:
    return "Deadlines", _values(desk, asked, today)


def _values(desk: Desk, asked: due_page.Asked, today: str) -> Mapping[str, object]:
    pledges, more = due_page.pledged(desk, asked) if asked.shown == "pledges" else ((), False)
    return {
        "asked": asked,
        "due": due_page.due(desk, asked) if asked.shown == "due" else None,
        "undated": due_page.undated(desk, asked) if asked.shown == "undated" else (),
        "pledges": pledges,
        "more": more,
        "book": desk.codebook(),
        "tabs": due_page.SHOWN,
        "kinds": due_page.KINDS,
        "page_size": due_page.PAGE,
        "today": today,
    }
