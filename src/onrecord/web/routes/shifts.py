"""Serve who changed where they stand."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.model import SubjectKind
from onrecord.store.interface_shown import PositionFilter
from onrecord.views.positions import shifts as view
from onrecord.views.wordings import proposition_of
from onrecord.web.desk import FromDesk
from onrecord.web.pages import shown
from onrecord.web.saying import saying
from onrecord.web.saying_days import day_words
from onrecord.web.standing import asked
from onrecord.web.standing.looking import looked
from onrecord.web.standing.positions import shifts_shown

router = APIRouter(include_in_schema=False)

PAGE = 25
"""Shifts on one page."""


@router.get("/shifts")
def shifts(request: Request, desk: FromDesk) -> HTMLResponse:
    """List changes of position, the latest first, the words before beside the words after."""
    say, number = saying(desk), asked.number(request, "page", 1, 10_000)
    since, until = asked.day(request, "since"), asked.day(request, "until")
    actors, issues = asked.holders(desk, request), asked.issues(desk, request)
    where = PositionFilter(actors, issues, since_from=since, since_until=until)
    found = desk.kept("shifts", where, lambda: tuple(reversed(view.shifts(desk.view(), where))))
    some = found[(number - 1) * PAGE : number * PAGE]
    ids = [each.subject for each in some if each.about is SubjectKind.PROPOSITION]
    proposed = {each.id: proposition_of(each) for each in desk.casefile.entries_by_id(ids)} if ids else {}
    look = looked(desk.casefile, (), some)
    return shown(
        request,
        "shifts.html.j2",
        title="Shifts",
        found=list(shifts_shown(some, say.issues, look, proposed)),
        total=len(found),
        asked={"actor": actors, "issue": issues, "since": since or "", "until": until or ""},
        issues=say.issues,
        number=number,
        last_page=max(1, -(-len(found) // PAGE)),
        called=say.called,
        day_words=day_words,
    )
