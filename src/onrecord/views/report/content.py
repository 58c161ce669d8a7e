"""Gather what a report shows, each view asked for the same choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.codebook.records import Codebook
from onrecord.model import Position, SubjectKind
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.fold import fold
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import ConflictFilter, PositionFilter
from onrecord.views.calendar.calendar import CalendarFilter, Line, calendar
from onrecord.views.conflicts import disputes as disputes_view
from onrecord.views.looking import Looked
from onrecord.views.packages.gaps import Board, gaps
from onrecord.views.positions import shifts as shifts_view
from onrecord.views.positions.matrix import Matrix, matrix
from onrecord.views.positions.standing import standings, usual
from onrecord.views.proposals.proposals import Proposal, ProposalFilter, proposals
from onrecord.views.report.confirming import confirmed_view
from onrecord.views.report.coverage import Coverage, Noted, looked_through
from onrecord.views.report.sides import Opposed, disputes, shifts

BENEFICIARIES = 3
"""States or bodies whose packages are shown where nobody says whose."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Say what a report is asked to show; empty and ``None`` choose all. Dates are EDTF and inclusive."""

    since: str | None = None  # of the act, the meeting, the day that a position began
    until: str | None = None
    issues: tuple[str, ...] = ()
    actor: str | None = None  # part of a name
    confirmed: bool = False  # what a person accepted, corrected or added alone
    beneficiaries: tuple[str, ...] = ()  # whose packages; empty: those for whom most is undertaken
    packages: tuple[str, ...] = ()  # ids; empty: those that anything is on record for


@dataclass(slots=True)
class Content:
    """Hold what a report shows besides its entries."""

    coverage: Coverage
    positions: list[Position] = field(default_factory=list)  # over time, those that are usually shown
    matrix: Matrix | None = None
    shifts: list[Opposed] = field(default_factory=list)
    conflicts: list[Opposed] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    boards: list[Board] = field(default_factory=list)
    calendar: list[Line] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)  # by section: what nobody confirmed

    @property
    def last(self) -> str:
        """Return the last day of which anything is told; "" where nothing is."""
        said = [each.latest.last_day or each.since for each in self.positions]
        return max([*said, self.coverage.last_day or ""])


def entry_filter(choice: Choice) -> EntryFilter:
    """Return which entries a report shows."""
    return EntryFilter(
        issues=choice.issues, actor=choice.actor, date_from=choice.since, date_until=choice.until
    )


def gathered(casefile: CasefileView, codebook: Codebook, choice: Choice, noted: Noted) -> Content:
    """Return what the views say of a choice.

    Args:
        casefile: is asked.
        codebook: names issues and has the packages.
        choice: what to show.
        noted: is told each entry as it is looked at.
    """
    found = casefile.entries(entry_filter(choice))
    made = Content(looked_through(found, confirmed_alone=choice.confirmed, noted=noted))
    labels = {issue.id: issue.label for issue in codebook.issues}
    asked = confirmed_view(casefile) if choice.confirmed else casefile
    look = Looked(casefile)
    _positions(made, asked, choice)
    made.shifts = _shifts(asked, choice, labels, look)
    made.conflicts = _disputes(asked, choice, look)
    made.proposals = _proposals(asked, choice)
    made.calendar = _calendar(asked, choice)
    _boards(made, asked, codebook, choice)
    if choice.confirmed:
        every = replace(choice, confirmed=False)
        made.left_out = {
            "shifts": len(_shifts(casefile, every, labels, look)) - len(made.shifts),
            "conflicts": len(_disputes(casefile, every, look)) - len(made.conflicts),
            "proposals": len(_proposals(casefile, every)) - len(made.proposals),
            "calendar": len(_calendar(casefile, every)) - len(made.calendar),
        }
    return made


def _positions(made: Content, casefile: CasefileView, choice: Choice) -> None:
    """Gather positions over time, and who stands where in the end."""
    where = PositionFilter(subjects=choice.issues, about=SubjectKind.ISSUE, since_until=choice.until)
    found = list(usual(standings(casefile, where, history=True)))
    wanted = fold(choice.actor or "")
    made.positions = [each.position for each in found if wanted in fold(each.holder)]
    named: Sequence[str] = ()
    if choice.actor:
        named = tuple(dict.fromkeys(each.holder for each in made.positions))
    if made.positions:
        made.matrix = matrix(casefile, choice.until, named, choice.issues)


def _shifts(casefile: CasefileView, choice: Choice, labels: Mapping[str, str], look: Looked) -> list[Opposed]:
    where = PositionFilter(subjects=choice.issues, since_from=choice.since, since_until=choice.until)
    wanted = fold(choice.actor or "")
    found = [
        each for each in shifts_view.shifts(casefile, where) if any(wanted in fold(h) for h in each.holders)
    ]
    ids = {each for shift in found for each in (shift.before.entry, shift.after.entry, shift.subject)}
    return list(shifts(found, {e.id: e for e in casefile.entries_by_id(ids)}, labels, look))


def _disputes(casefile: CasefileView, choice: Choice, look: Looked) -> list[Opposed]:
    where = ConflictFilter(issues=choice.issues, date_from=choice.since, date_until=choice.until)
    return list(disputes(disputes_view.disputes(casefile, where, choice.actor), look))


def _proposals(casefile: CasefileView, choice: Choice) -> list[Proposal]:
    where = ProposalFilter(choice.issues, choice.actor, choice.since, choice.until, answered=True)
    return list(proposals(casefile, where))


def _calendar(casefile: CasefileView, choice: Choice) -> list[Line]:
    if choice.issues:  # happenings are on none
        return []
    return list(calendar(casefile, CalendarFilter(choice.since, choice.until, actor=choice.actor)))


def _boards(made: Content, casefile: CasefileView, codebook: Codebook, choice: Choice) -> None:
    """Gather the packages of those for whom most is undertaken, where anything is on record for them."""
    towards = made.coverage.towards
    usual = sorted(towards, key=lambda name: (-towards[name], name))[:BENEFICIARIES]
    packages = [each for each in codebook.packages if not choice.packages or each.id in choice.packages]
    for name in choice.beneficiaries or usual:
        for package in packages:
            board = gaps(casefile, codebook, name, choice.until, package)
            if choice.packages or any(line.stands for line in board.lines):
                made.boards.append(board)
        if not choice.packages:
            made.boards.append(gaps(casefile, codebook, name, choice.until))
