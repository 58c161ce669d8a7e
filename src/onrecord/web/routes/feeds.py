"""Answer for feeds: what changed as Atom, what happens when as a calendar, by the filters of their pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import Response

from onrecord.errors import UsageError
from onrecord.views.calendar.calendar import CalendarFilter, calendar
from onrecord.views.calendar.ics import to_ics
from onrecord.views.looking import Looked
from onrecord.views.spells import days_after
from onrecord.web.choosing import chosen
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.leaving import leaving, today
from onrecord.web.pages import TO
from onrecord.web.plans import atom, month_page
from onrecord.web.plans.changes import Asking, changes
from onrecord.web.plans.due_page import usual_day
from onrecord.web.plans.fresh import has, mark
from onrecord.web.plans.parameters import day, parameters
from onrecord.web.safety.desks import FromDeskStore
from onrecord.web.saying import saying

if TYPE_CHECKING:
    pass

router = APIRouter(include_in_schema=False)

_BACK, _AHEAD = 180, 730
"""Days that a calendar feed goes back and ahead where it is not said how far."""
_CHOOSING = ("kind", "actor", "planned")
_ICS = "text/calendar; charset=utf-8"


@router.get("/feeds/changes.atom")
def changes_feed(request: Request, desk: FromDesk, store: FromDeskStore) -> Response:
    """Tell what changed last, chosen as the register is."""
    choice = chosen(atom.without_token(request.query_params.multi_items()))
    if choice.problems:
        raise UsageError(" ".join(choice.problems), None, "mend the filters on the page of the register")
    path, base = TO.feed("changes.atom", **choice.choice()), _base(request)

    def make() -> bytes:
        say = saying(desk)
        view = leaving(desk)
        look, read_at = Looked(view), store.jobs.read_at
        asking = Asking(view, look, TO, say.called, lambda issue: say.issues.get(issue, issue), read_at)
        told = choice.in_a_line(say.words(choice))
        title = f"{desk.name}: what changed" + ("" if choice.is_everything else f" ({told})")
        page = TO.page("register", **choice.choice())
        return atom.to_atom(atom.Feed(title, store.id, base, path, page), changes(asking, choice))

    return _answer(request, desk, ("changes", base, path), atom.TYPE, make)


@router.get("/feeds/calendar.ics")
def calendar_feed(request: Request, desk: FromDesk) -> Response:
    """Tell what happens on a certain day, chosen as the calendar is; what is planned as tentative."""
    given = parameters(request)
    asked = month_page.asked(
        desk, {name: given[name] for name in ("kind", "actor", "planned") if name in given}
    )
    now = date.fromisoformat(usual_day(desk, today()))
    since = day(given, "since") or days_after(now, -_BACK).isoformat()
    until = day(given, "until") or days_after(now, _AHEAD).isoformat()
    where = CalendarFilter(since, until, asked.kinds, asked.actor, asked.planned)

    def make() -> bytes:
        return to_ics(calendar(leaving(desk), where)).content

    return _answer(request, desk, ("calendar", str(where)), _ICS, make)


def _answer(
    request: Request, desk: Desk, parts: tuple[str, ...], kind: str, make: Callable[[], bytes]
) -> Response:
    """Answer with a feed, or that who asks has it already."""
    day_now, revision = today().isoformat(), desk.revision()
    held = mark(revision, day_now, *parts)
    headers = {"ETag": held, "Cache-Control": "private, no-cache"}
    if has(request.headers.get("if-none-match"), held):
        return Response(status_code=304, headers=headers)
    content = desk.kept("feed", (*parts, day_now, revision), make)  # never an older one under a newer mark
    return Response(content, media_type=kind, headers=headers)


def _base(request: Request) -> str:
    """Return where the app is served, as who asks knows it: the name was checked against those it has."""
    scheme = "https" if request.app.state.settings.secure else request.url.scheme
    return f"{scheme}://{request.url.netloc}"
