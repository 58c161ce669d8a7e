"""Serve the matrix of actors and issues as of a day, and how far a bloc stands together."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from onrecord.web.desk import Desk, FromDesk
from onrecord.web.pages import shown
from onrecord.web.saying import saying
from onrecord.web.saying_days import day_words
from onrecord.web.standing import asked, blocs
from onrecord.web.standing import matrix as view
from onrecord.web.standing import unity as page
from onrecord.web.standing.months import months
from onrecord.web.standing.signs import SIGNS, VOICES
from onrecord.web.standing.who import Bloc, who_of

router = APIRouter(include_in_schema=False)

_ACTORS = 24
"""Actors that may be chosen without typing."""


@router.get("/matrix")
def matrix(request: Request, desk: FromDesk) -> HTMLResponse:
    """Show who stood where on a day: actors in rows, issues in columns."""
    day, say, who = asked.day(request), saying(desk), who_of(desk)
    bloc = blocs.bloc_asked(desk, request, day)
    chosen, issues = asked.holders(desk, request), asked.issues(desk, request)
    actors = tuple(dict.fromkeys((*chosen, *(bloc.members if bloc else ()))))[: asked.MOST]
    rows = asked.number(request, "rows", view.ROWS[0], view.ROWS[-1])
    columns = asked.number(request, "columns", view.COLUMNS[0], view.COLUMNS[-1])
    params = day, actors, issues, (rows, columns)
    make = lambda: view.table(desk.view(), who, say.issues, *params, days_told(desk))  # noqa: E731
    found = desk.kept("matrix", params, make)
    return shown(
        request,
        "matrix.html.j2",
        title="Who stands where",
        table=found,
        chosen=chosen,
        issues=issues,
        bloc=bloc,
        rows=rows,
        columns=columns,
        more_rows=next((each for each in view.ROWS if each > rows), None),
        more_columns=next((each for each in view.COLUMNS if each > columns), None),
        query=_query(chosen, issues, bloc.name if bloc else "", rows, columns),
        offered=_offered(desk, chosen),
        all_issues=say.issues,
        blocs=_blocs(desk),
        voices=VOICES,
        called=say.called,
        day_words=day_words,
    )


@router.get("/unity")
def unity(request: Request, desk: FromDesk) -> HTMLResponse:
    """Show where the members of a bloc stand: on all issues in numbers, on one in words."""
    day, say, who = asked.day(request), saying(desk), who_of(desk)
    bloc, issues = blocs.bloc_asked(desk, request, day), asked.issues(desk, request)
    issue = issues[0] if issues else ""
    found: page.UnityPage | None = None
    spreads: tuple[page.Spread, ...] = ()
    if bloc is not None and issue:
        params = bloc.name, bloc.members, issue, day
        found = desk.kept("unity", params, lambda: page.unity_page(desk.view(), who, say.issues, *params))
    elif bloc is not None:
        members = bloc.members
        spreads = desk.kept(
            "spreads", (members, day), lambda: page.spreads(desk.view(), say.issues, members, day)
        )
    title = f"Unity: {bloc.called or bloc.name}" if bloc else "Unity of a bloc"
    return shown(
        request,
        "unity.html.j2",
        title=title,
        bloc=bloc,
        issue=issue,
        unity=found,
        spreads=spreads,
        as_of=day,
        months=months(days_told(desk), day),
        all_issues=say.issues,
        blocs=_blocs(desk),
        signs=SIGNS,
        members=asked.one(request, "members"),
        called=say.called,
        day_words=day_words,
    )


def days_told(desk: Desk) -> tuple[str, str] | None:
    """Return the first and the last day on which anybody took a position, kept until the casefile changes."""
    return desk.kept("days told", (), desk.casefile.days_told)


def _blocs(desk: Desk) -> tuple[Bloc, ...]:
    return desk.kept("blocs", (), lambda: blocs.on_record(desk, who_of(desk)))


def _offered(desk: Desk, chosen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the actors that can be chosen at a glance: states and organisations with most entries."""
    who = who_of(desk)
    usual = desk.kept(
        "usual actors",
        (),
        lambda: tuple(name for name, _ in asked.counted(desk) if who.kind(name) in ("state", "organisation"))[
            :_ACTORS
        ],
    )
    return tuple(dict.fromkeys((*chosen, *usual)))


def _query(
    chosen: tuple[str, ...], issues: tuple[str, ...], bloc: str, rows: int, columns: int
) -> dict[str, object]:
    """Return what is asked for but the day, as parameters."""
    return {
        "actor": list(chosen),
        "issue": list(issues),
        "bloc": bloc,
        "rows": rows if rows != view.ROWS[0] else None,
        "columns": columns if columns != view.COLUMNS[0] else None,
    }
