"""Serve issues: the list of them, and who stands where on one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.web.desk import Desk, FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.pages import shown
from onrecord.web.routes.conflicts import all_conflicts
from onrecord.web.saying import saying
from onrecord.web.saying_days import day_words
from onrecord.web.standing import issues as page
from onrecord.web.standing.keeping import body
from onrecord.web.standing.signs import SIGNS

router = APIRouter(include_in_schema=False)

_CONFLICTS = 5


def all_lines(desk: Desk) -> tuple[page.Line, ...]:
    """Return the issues of the codebook with how many stand where, kept until the casefile changes."""
    return desk.kept("issues", (), lambda: page.lines(desk.view(), desk.codebook()))


@router.get("/issues")
def issues(request: Request, desk: FromDesk) -> HTMLResponse:
    """List the issues of the codebook with how many stand where."""
    book = desk.codebook()
    return shown(
        request,
        "issues.html.j2",
        title="Issues",
        lines=all_lines(desk),
        book=book,
        signs=SIGNS,
        day_words=day_words,
    )


@router.get("/issue/{id}")
def issue(request: Request, desk: FromDesk, id: str) -> HTMLResponse:
    """Show who stands where on an issue, who moved, and what is proposed."""
    found = desk.kept("issue", id, lambda: page.issue_page(desk.view(), desk.codebook(), id))
    if found is None:
        raise NotFoundError(f"there is no issue {id!r}", None, "the page of issues has all of them")
    say = saying(desk)

    def values() -> dict[str, object]:
        conflicts = [each.dispute for each in all_conflicts(desk) if id in each.dispute.issues]
        return {
            "issue": found,
            "conflicts": conflicts[:_CONFLICTS],
            "conflicts_total": len(conflicts),
            "called": say.called,
            "day_words": day_words,
        }

    return shown(
        request,
        "issue.html.j2",
        title=found.label,
        issue=found,
        body=body(desk, "issue_body.html.j2", id, values),
    )
