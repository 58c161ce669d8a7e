"""Draw positions over time, the matrix and the unity of a bloc for pages, as SVG whose marks are links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from onrecord.model import Position, SubjectKind
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import PositionFilter
from onrecord.text.days import days
from onrecord.views.pictures.courses import course_of
from onrecord.views.pictures.evidence import Told, told
from onrecord.views.pictures.render import Leads
from onrecord.views.pictures.scale import to_date
from onrecord.views.pictures.timeline import Lane
from onrecord.views.positions.standing import standings, usual
from onrecord.web.pictures import drawn
from onrecord.web.standing.meetings import meetings

CAPTION = "Each mark leads to its words."
LANES, ENTRIES = 12, 3
"""Lanes of a time line, and entries that one bar tells of: pages have the others."""


def timeline(
    casefile: CasefileView,
    labels: Mapping[str, str],
    leads: Leads,
    called: Callable[[str], str],
    actors: Sequence[str] = (),
    issues: Sequence[str] = (),
    as_of: str | None = None,
) -> bytes:
    """Return positions over time as a picture, the lanes with most to see.

    Args:
        casefile: to look in.
        labels: what issues are called, by id.
        leads: where marks lead.
        called: tells what actors are called.
        actors: whole names; empty: all but people whose state or organisation says the same.
        issues: ids; empty: all.
        as_of: EDTF, the day that it is seen on; ``None``: the last one told.
    """
    from onrecord.views.pictures import timeline as picture

    where = PositionFilter(tuple(actors), tuple(issues), SubjectKind.ISSUE)
    held = [p.position for p in usual(standings(casefile, where, history=True), people=bool(actors))]
    course = course_of(held, (), labels, _seen_on(held, as_of), by_issue=bool(actors), most=LANES)
    those = tuple(actors) or tuple(dict.fromkeys(lane.name for lane in course.lanes))
    met = meetings(casefile, those, called, least=1 if actors else 2)
    lanes = tuple(_named(lane, called, bool(actors)) for lane in course.lanes)
    course = replace(course, lanes=lanes, ticks=met if lanes else ())
    ids = [id for lane in course.lanes for bar in lane.bars for id in bar.entries]
    words = _told(casefile, [*ids, *(id for each in course.ticks for id in each.entries)])
    return drawn(lambda: picture.draw(course, words, CAPTION), leads, "t-")


def matrix(
    casefile: CasefileView,
    labels: Mapping[str, str],
    leads: Leads,
    actors: Sequence[str] = (),
    issues: Sequence[str] = (),
    as_of: str | None = None,
) -> bytes:
    """Return who stands where as a picture; see ``timeline``."""
    from onrecord.views.pictures import matrix as picture
    from onrecord.views.pictures.tables import ACTORS, ISSUES, table_of
    from onrecord.views.positions.matrix import matrix as made

    found = made(casefile, as_of, actors, issues)
    table = table_of(found, labels, max(ACTORS, len(actors)), max(ISSUES, len(issues)))
    words = _told(casefile, [id for cell in table.cells.values() for id in cell.entries])
    return drawn(lambda: picture.draw(table, words, CAPTION), leads, "m-")


def unity(
    casefile: CasefileView,
    labels: Mapping[str, str],
    leads: Leads,
    bloc: str,
    members: Sequence[str],
    issue: str,
    as_of: str | None = None,
) -> bytes:
    """Return where the members of a bloc stand on an issue as a picture."""
    from onrecord.views.pictures import unity as picture
    from onrecord.views.pictures.tables import spread_of
    from onrecord.views.positions.unity import unity as made

    spread = spread_of(made(casefile, bloc, members, issue, as_of), labels.get(issue, issue))
    words = _told(casefile, [id for each in (*spread.members, *spread.beside) for id in each.entries])
    return drawn(lambda: picture.draw(spread, words, CAPTION), leads, "u-")


def _named(lane: Lane, called: Callable[[str], str], by_issue: bool) -> Lane:
    """Call the actor of a lane as pages do; where lanes are of one actor the issue stands first."""
    name, under = (lane.name, called(lane.under)) if by_issue else (called(lane.name), lane.under)
    bars = tuple(replace(bar, entries=bar.entries[:ENTRIES]) for bar in lane.bars)
    return replace(lane, name=name, under=under, bars=bars)


def _seen_on(held: Sequence[Position], as_of: str | None) -> str:
    """Return the ISO day that positions are seen on: unless it is given, the last one told."""
    bound = days(as_of) if as_of else None
    said = [each.latest.last_day or each.since for each in held]
    return to_date(bound[1] if bound else max(said, default=date.today().isoformat())).isoformat()


def _told(casefile: CasefileView, ids: Iterable[str]) -> dict[str, Told]:
    return told(casefile.entries_by_id(tuple(dict.fromkeys(ids))))
