"""Serve who is on record: the list of actors, and the page of one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from onrecord.model.users import Role
from onrecord.web.desk import Desk, FromDesk
from onrecord.web.pages import TO, shown
from onrecord.web.routes.conflicts import all_conflicts
from onrecord.web.saying import saying
from onrecord.web.saying_days import day_words
from onrecord.web.standing import actor as page
from onrecord.web.standing import actors as listing
from onrecord.web.standing import asked
from onrecord.web.standing.conflicts import with_actor
from onrecord.web.standing.keeping import body
from onrecord.web.standing.who import KINDS, SINGULAR, who_of

router = APIRouter(include_in_schema=False)

_CONFLICTS = 5


@router.get("/actors")
def actors(request: Request, desk: FromDesk) -> HTMLResponse:
    """List actors by kind, those with most entries first."""
    kind, text = asked.one(request, "kind"), asked.one(request, "text")
    found = all_lines(desk)
    kind, number = kind if kind in KINDS else "", asked.number(request, "page", 1, 10_000)
    shelves = listing.shelves(found, kind, text, number)
    return shown(
        request,
        "actors.html.j2",
        title="Actors",
        shelves=shelves,
        number=number,
        last_page=max(1, -(-shelves[0].total // listing.PAGE)) if kind and shelves else 1,
        total=len(found),
        kinds=KINDS,
        kind=kind,
        text=text,
        called=saying(desk).called,
    )


@router.get("/actor/{name:path}")
def actor(request: Request, desk: FromDesk, name: str) -> Response:
    """Show where an actor stands, what it does towards whom, and who speaks for it."""
    say, day = saying(desk), asked.day(request)
    found = desk.kept("actor", (name, day), partial(_page, desk, say.issues, name, day))
    if found is None:  # a name that somebody typed: it leads to what the register calls them
        return RedirectResponse(TO.actor(asked.holder(desk, name)), 303)
    may_decide = request.state.user.role.may(Role.REVIEWER)

    def values() -> dict[str, object]:
        conflicts = [each.dispute for each in with_actor(all_conflicts(desk), name)]
        return {
            "actor": found,
            "as_of": day,
            "conflicts": conflicts[:_CONFLICTS],
            "conflicts_total": len(conflicts),
            "may_decide": may_decide,
            "called": say.called,
            "day_words": day_words,
        }

    return shown(
        request,
        "actor.html.j2",
        title=say.called(name),
        actor=found,
        kind_told=SINGULAR[found.kind],
        called=say.called,
        body=body(desk, "actor_body.html.j2", (name, day, may_decide), values),
    )


def all_lines(desk: Desk) -> tuple[listing.Line, ...]:
    """Return all actors, kept until the casefile changes."""
    return desk.kept("actors", (), partial(_lines, desk))


def _lines(desk: Desk) -> tuple[listing.Line, ...]:
    return listing.lines(desk.casefile, who_of(desk), asked.counted(desk), asked.spoken_for(desk))


def towards_counted(desk: Desk) -> Mapping[str, int]:
    """Return how many entries are towards whom, kept until the casefile changes."""
    return desk.kept("towards counted", (), lambda: dict(desk.casefile.names_counted("towards")))


def _page(desk: Desk, labels: Mapping[str, str], name: str, day: str | None) -> page.ActorPage | None:
    towards = towards_counted(desk)
    spoken_for = asked.spoken_for(desk)
    return page.actor_page(desk.view(), who_of(desk), labels, spoken_for, towards.get(name, 0), name, day)
