"""Gather what a site shows besides its entries: positions, shifts, conflicts, plans and sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.codebook.records import Codebook
from onrecord.model import SubjectKind
from onrecord.store.interface import CasefileView, DocumentSummary
from onrecord.store.interface_shown import PositionFilter
from onrecord.text.days import days
from onrecord.views.calendar.calendar import CalendarFilter, Line, calendar
from onrecord.views.conflicts.disputes import disputes
from onrecord.views.looking import Looked
from onrecord.views.packages.deadlines import Deadline, DeadlineFilter, deadlines
from onrecord.views.packages.gaps import Board, gaps
from onrecord.views.packages.pledges import Pledge, PledgeFilter, pledges
from onrecord.views.positions.matrix import matrix
from onrecord.views.positions.shifts import shifts
from onrecord.views.positions.standing import Standing, standings, usual
from onrecord.views.proposals.proposals import Proposal, ProposalFilter, proposals
from onrecord.views.published.hiding import NOBODY
from onrecord.views.report.content import BENEFICIARIES
from onrecord.views.wordings import proposition_of
from onrecord.web.plans.due_page import meant_day
from onrecord.web.publish.listed import Positions
from onrecord.web.standing.conflicts import ConflictShown, conflict_shown
from onrecord.web.standing.matrix import Table, laid_out
from onrecord.web.standing.positions import ShiftShown, Shown, shifts_shown, shown
from onrecord.web.standing.who import Who

_MATRIX = (48, 16)
"""Actors and issues of the matrix at most: those with most positions."""
_ISSUES = PositionFilter(about=SubjectKind.ISSUE)


@dataclass(frozen=True, slots=True)
class Section:
    """Hold a page of a site: where it stands, and what it shows."""

    path: str
    name: str  # in the navigation
    heading: str
    template: str
    values: Mapping[str, object]
    number: int  # of what it shows; 0: it is left out of the navigation


@dataclass(frozen=True, slots=True)
class Outlet:
    """Hold an outlet with its pages, the latest first."""

    name: str
    pages: tuple[DocumentSummary, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Hold what a site shows besides its entries."""

    held: Positions
    conflicts: tuple[ConflictShown, ...]
    calendar: tuple[Line, ...]
    sources: tuple[DocumentSummary, ...]
    sections: tuple[Section, ...]


def gathered(casefile: CasefileView, book: Codebook, who: Who, today: date) -> Gathered:
    """Return what a site shows besides its entries.

    Args:
        casefile: as the public may see it.
        book: names issues, and has the packages.
        who: tells what codes stand for.
        today: by which it is said what is due.
    """
    labels = {issue.id: issue.label for issue in book.issues}
    look = Looked(casefile)
    now = list(standings(casefile, _ISSUES))
    table = laid_out(matrix(casefile, None, (), (), _MATRIX), who, labels, None, None)
    held = Positions(
        _by(now, "holder", labels, look), _by(usual(now), "subject", labels, look),
        tuple(_shifts(casefile, labels, look)),
        {row.name: [cell.issue for cell in row.cells] for row in table.rows},
    )  # fmt: skip
    conflicts = tuple(conflict_shown(casefile, each, labels) for each in disputes(casefile))
    happened = tuple(calendar(casefile, CalendarFilter()))
    sources = tuple(casefile.summaries())
    as_of = meant_day(_latest(sources), today)
    sections = (
        _positions(table),
        Section("shifts.html", "Shifts", "Shifts", "shifts", {"shifts": held.shifts}, len(held.shifts)),
        Section(
            "conflicts.html", "Conflicts", "Reports that cannot all hold", "conflicts",
            {"conflicts": conflicts}, len(conflicts),
        ),
        _proposals(tuple(proposals(casefile, ProposalFilter(answered=True)))),
        _packages(_boards(casefile, book)),
        _pledges(tuple(pledges(casefile, PledgeFilter(as_of=as_of))), as_of),
        _deadlines(tuple(deadlines(casefile, DeadlineFilter(as_of=as_of))), as_of),
        _calendar(happened),
        _sources(sources),
    )  # fmt: skip
    return Gathered(held, conflicts, happened, sources, sections)


def _by(
    found: Iterable[Standing], of: str, labels: Mapping[str, str], look: Looked
) -> Mapping[str, Sequence[Shown]]:
    """Return positions by whose they are, or by what they are on."""
    made = defaultdict[str, list[Shown]](list)
    for each in found:
        if each.holder not in NOBODY:
            made[getattr(each, of)].append(shown(each, labels, look))
    return made


def _shifts(casefile: CasefileView, labels: Mapping[str, str], look: Looked) -> Iterable[ShiftShown]:
    found = list(shifts(casefile, PositionFilter()))
    put = casefile.entries_by_id({each.subject for each in found})
    return reversed(list(shifts_shown(found, labels, look, {each.id: proposition_of(each) for each in put})))


def _latest(pages: Iterable[DocumentSummary]) -> str | None:
    """Return the first day on which the latest page can have been published."""
    told = (span[0] for each in pages if each.published and (span := days(each.published)))
    return max(told, default=None)


def _positions(table: Table) -> Section:
    return Section(
        "positions.html", "Positions", "Who stands where", "positions", {"table": table}, len(table.rows)
    )


def _proposals(found: tuple[Proposal, ...]) -> Section:
    return Section(
        "proposals.html", "Proposals", "Proposals and answers", "proposals", {"proposals": found}, len(found)
    )


def _boards(casefile: CasefileView, book: Codebook) -> tuple[Board, ...]:
    """Return the packages of those for whom most is undertaken, where anything is on record for them."""
    towards = Counter(
        name
        for each in casefile.entries()
        if each.kind.value in ("commitment", "offer")
        for name in each.towards
        if name not in NOBODY
    )
    most = sorted(towards, key=lambda name: (-towards[name], name))[:BENEFICIARIES]
    boards = [
        gaps(casefile, book, name, None, package) for name in most for package in (*book.packages, None)
    ]
    return tuple(each for each in boards if any(line.stands for line in each.lines))


def _packages(boards: tuple[Board, ...]) -> Section:
    heading = "Packages: what is asked, undertaken and missing"
    return Section("packages.html", "Packages", heading, "packages", {"boards": boards}, len(boards))


def _pledges(found: tuple[Pledge, ...], as_of: str) -> Section:
    return Section(
        "pledges.html", "Pledges", "Pledged and delivered", "pledges",
        {"pledges": found, "as_of": as_of}, len(found),
    )  # fmt: skip


def _deadlines(found: tuple[Deadline, ...], as_of: str) -> Section:
    dated = tuple(each for each in found if each.due or each.first_day or each.last_day)
    undated = tuple(each for each in found if each not in dated)
    return Section(
        "deadlines.html", "Deadlines", "Deadlines", "deadlines",
        {"dated": dated, "undated": undated, "as_of": as_of}, len(found),
    )  # fmt: skip


def _calendar(found: tuple[Line, ...]) -> Section:
    months = defaultdict[str, list[Line]](list)
    for each in found:
        months[(each.first_day or each.last_day or "")[:7]].append(each)
    ordered = sorted(months.items(), key=lambda item: item[0] or "9")
    return Section("calendar.html", "Calendar", "Calendar", "calendar", {"months": ordered}, len(found))


def _sources(found: tuple[DocumentSummary, ...]) -> Section:
    by = defaultdict[str, list[DocumentSummary]](list)
    for each in found:
        by[each.outlet or ""].append(each)
    outlets = [
        Outlet(name, tuple(sorted(some, key=lambda page: page.published or "", reverse=True)))
        for name, some in sorted(by.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))
    ]
    return Section("sources.html", "Sources", "Sources", "sources", {"outlets": outlets}, len(found))
