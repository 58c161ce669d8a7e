"""Serve what reports disagree on: the list of conflicts, and every side of one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.web.desk import Desk, FromDesk
from onrecord.web.errors import NotFoundError
from onrecord.web.pages import shown
from onrecord.web.saying import saying
from onrecord.web.saying_days import day_words
from onrecord.web.standing import asked
from onrecord.web.standing import conflicts as page

router = APIRouter(include_in_schema=False)

PAGE = 25
"""Conflicts on one page."""


def all_conflicts(desk: Desk) -> tuple[page.Listed, ...]:
    """Return all conflicts, the latest first, kept until the casefile changes."""
    return desk.kept("conflicts", (), lambda: page.listed(desk.view()))


@router.get("/conflicts")
def conflicts(request: Request, desk: FromDesk) -> HTMLResponse:
    """List conflicts by what they are about, whom and when."""
    choice = page.Choice(
        kinds=tuple(each for each in asked.many(request, "kind") if each in page.KINDS),
        actor=asked.one(request, "actor"),
        issue=asked.one(request, "issue"),
        since=asked.day(request, "since") or "",
        until=asked.day(request, "until") or "",
        text=asked.one(request, "text"),
    )
    every, say = all_conflicts(desk), saying(desk)
    found, number = page.chosen(every, choice), asked.number(request, "page", 1, 10_000)
    first = (number - 1) * PAGE
    told = {each.dispute.kind for each in every}
    issues = sorted({issue for each in every for issue in each.dispute.issues})
    return shown(
        request,
        "conflicts.html.j2",
        title="Conflicts",
        found=[each.dispute for each in found[first : first + PAGE]],
        total=len(found),
        everything=len(every),
        choice=choice,
        query=_query(choice),
        number=number,
        last_page=max(1, -(-len(found) // PAGE)),
        kinds={kind: words for kind, words in page.KINDS.items() if kind in told},
        issues={each: say.issues.get(each, each.replace("_", " ")) for each in issues},
        called=say.called,
        day_words=day_words,
    )


@router.get("/conflict/{id}")
def conflict(request: Request, desk: FromDesk, id: str) -> HTMLResponse:
    """Show every side of a conflict, with the words of every report; none is chosen."""
    listed, say = page.found_by(all_conflicts(desk), id), saying(desk)
    if listed is None:
        raise NotFoundError(f"there is no conflict {id!r}", None, "the page of conflicts has all of them")
    found = desk.kept(
        "conflict", listed.dispute.id, lambda: page.conflict_shown(desk.view(), listed.dispute, say.issues)
    )
    return shown(
        request,
        "conflict.html.j2",
        title=found.subject,
        conflict=found,
        called=say.called,
        day_words=day_words,
    )


def _query(choice: page.Choice) -> dict[str, object]:
    """Return a choice as parameters."""
    return {
        "kind": list(choice.kinds),
        "actor": choice.actor,
        "issue": choice.issue,
        "since": choice.since,
        "until": choice.until,
        "text": choice.text,
    }
