"""What the decisions say: how fast, how far reviewers agree, how often the machine is right."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.review.ledger import days, sitting
from onrecord.web.desk import FromDesk
from onrecord.web.pages import shown
from onrecord.web.reviewing.measures import measures
from onrecord.web.reviewing.waiting import queue_of

router = APIRouter(include_in_schema=False)
DAYS = 60


@router.get("/review/measures")
def page(request: Request, desk: FromDesk) -> HTMLResponse:
    """Show what the decisions say."""
    ledger, user = queue_of(desk).ledger(), request.state.user.name
    worked = days(ledger.heads)
    found = desk.kept("review measures", (), lambda: measures(desk, ledger))
    return shown(
        request, "review_measures.html.j2", title="Measures of the review", found=found, days=worked[:DAYS],
        more=max(0, len(worked) - DAYS), pace=sitting(ledger.heads, user, datetime.now(UTC)),
        reviewers=sorted({each.by for each in ledger.heads}), decisions=len(ledger.heads),
    )  # fmt: skip
