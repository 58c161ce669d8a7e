"""Answer for the calendar: what happens when, planned and past."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.views.calendar.calendar_records import numbers
from onrecord.web.desk import FromDesk
from onrecord.web.plans import month_page
from onrecord.web.plans.parameters import parameters
from onrecord.web.plans.showing import kept_page
from onrecord.web.saying_days import day_words

router = APIRouter(include_in_schema=False)


@router.get("/calendar")
def calendar(request: Request, desk: FromDesk) -> HTMLResponse:
    """Show a month: meetings, votes, attacks and deadlines, planned or happened."""
    today = date.today()
    asked = month_page.asked(desk, parameters(request), today)

    def make() -> tuple[str, Mapping[str, object]]:
        values = {
            "asked": asked,
            "month": month_page.page(desk, asked, today),
            "kinds": month_page.KINDS,
            "numbers": numbers,
            "parties": month_page.parties,
            "pages": month_page.pages,
        }
        return f"Calendar, {day_words(asked.month)}", values

    return kept_page(request, desk, "calendar.html.j2", (asked, today), make)
