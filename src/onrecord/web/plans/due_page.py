"""Make the page of deadlines: what is overdue, due next, due later; and pledges against deliveries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.store.interface import DocumentFilter
from onrecord.text.days import days
from onrecord.views.packages.deadlines import (
    Deadline,
    DeadlineFilter,
    DeadlineKind,
    DeadlineState,
    deadlines,
    within,
)
from onrecord.views.packages.pledges import Pledge, PledgeFilter, pledges
from onrecord.views.spells import days_after
from onrecord.web import naming
from onrecord.web.plans.parameters import Given, choice, day, number, one

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

SHOWN = ("due", "undated", "pledges")
"""What the page shows: days that are due, what is due on a day that is not given, pledges and deliveries."""
KINDS = tuple(each.value for each in DeadlineKind)
SOON, BACK, AHEAD = 14, 92, 183
"""Days: what is due soon; how far back and ahead it is looked for in a large casefile, if nothing is said."""
SMALL = 20_000
"""Statements up to which everything is looked for."""
PAGE = 50
_NEAR = 31  # days that pages may lie back or ahead for today to be the day that is meant
_EVERY = "every deadline"
Query = dict[str, list[str]]


class Group(StrEnum):
    """Say when something is due, as of a day."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    SETTLED = "settled"  # met or taken back


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what an address asks for."""

    shown: str
    as_of: str  # an ISO day
    chosen: bool  # the address gives the day
    since: str | None
    until: str | None
    parties: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    measures: tuple[str, ...]
    kinds: tuple[str, ...]
    overdue: bool  # of pledges those alone that are overdue
    pledged: bool  # of pledges none that is only considered or proposed
    group: str | None  # the one that is shown whole
    page: int

    def query(self, **changes: object) -> Query:
        """Return the parameters of this view, some of them changed."""
        values = {
            "shown": self.shown if self.shown != SHOWN[0] else None,
            "as_of": self.as_of if self.chosen else None,
            "since": self.since,
            "until": self.until,
            "party": list(self.parties),
            "for": list(self.beneficiaries),
            "measure": list(self.measures),
            "kind": list(self.kinds),
            "overdue": "yes" if self.overdue else None,
            "pledged": "yes" if self.pledged else None,
            "group": self.group,
            "page": self.page if self.page > 1 else None,
        } | changes
        return {
            name: [str(each) for each in value] if isinstance(value, list) else [str(value)]
            for name, value in values.items()
            if value not in (None, "", [])
        }


@dataclass(frozen=True, slots=True)
class Section:
    """Hold the deadlines of one group."""

    group: Group
    lines: tuple[Deadline, ...]  # those of the page
    number: int  # all of them


@dataclass(frozen=True, slots=True)
class Due:
    """Hold what is due: sections, and between which days it was looked for."""

    sections: tuple[Section, ...]
    since: str | None
    until: str | None


def asked(desk: Desk, given: Given, today: date | None = None) -> Asked:
    """Return what an address asks for; where it gives no day, of today or of the latest page.

    Raises:
        UsageError: a date, a number or a choice is none.
        NotFoundError: nobody on record is called so.
    """
    as_of = day(given, "as_of")
    return Asked(
        choice(given, "shown", SHOWN) or SHOWN[0],
        _last(as_of) if as_of else usual_day(desk, today or date.today()),
        as_of is not None,
        day(given, "since"),
        day(given, "until"),
        naming.all_named(desk, given.get("party", ())),
        naming.all_named(desk, given.get("for", ())),
        tuple(given.get("measure", ())),
        tuple(given.get("kind", ())) if choice(given, "kind", KINDS) else (),
        one(given, "overdue") == "yes",
        one(given, "pledged") == "yes",
        choice(given, "group", tuple(Group)),
        number(given, "page"),
    )


def usual_day(desk: Desk, today: date) -> str:
    """Return the day that is meant where none is given: today, or the day of the latest page.

    Of a record that ended, or is of another time, today would say that everything is overdue, or to come.
    """
    return meant_day(latest_page(desk), today)


def meant_day(latest: str | None, today: date) -> str:
    """Return today where the latest page is of these days, else the day of that page."""
    if latest is None:
        return today.isoformat()
    near = (today - timedelta(_NEAR)).isoformat() <= latest <= (today + timedelta(_NEAR)).isoformat()
    return today.isoformat() if near else latest


def latest_page(desk: Desk) -> str | None:
    """Return the first day on which the latest page can have been published; ``None``: none has a date."""
    found = desk.kept("latest page", (), lambda: desk.casefile.document_page(DocumentFilter(), True, 0, 1)[0])
    span = days(found[0].published) if found else None
    return span[0] if span else None


def due(desk: Desk, wanted: Asked) -> Due:
    """Return what is due, in groups."""
    small = desk.kept("size", (), lambda: desk.casefile.counts().statements) <= SMALL
    since = wanted.since or (None if small else after(wanted.as_of, -BACK))
    until = wanted.until or (None if small else after(wanted.as_of, AHEAD))
    where = DeadlineFilter(
        wanted.parties, wanted.beneficiaries, since, until, wanted.as_of,
        tuple(DeadlineKind(kind) for kind in wanted.kinds),
    )  # fmt: skip
    found = desk.kept("deadlines", where, lambda: looked_for(desk, where))
    return Due(tuple(_sections(found, wanted)), since, until)


def every(desk: Desk, as_of: str) -> tuple[Deadline, ...]:
    """Return all deadlines as they stand on a day, of any period, kept until the casefile changes."""
    where = DeadlineFilter(as_of=as_of)
    return desk.kept(_EVERY, as_of, lambda: deadlines(desk.view(), where))


def looked_for(desk: Desk, where: DeadlineFilter) -> tuple[Deadline, ...]:
    """Return what is asked for, out of all deadlines where these were made already."""
    of_some = where.parties or where.beneficiaries
    if where.as_of is not None and not of_some and desk.at_hand(_EVERY, where.as_of):
        return within(every(desk, where.as_of), where)
    return deadlines(desk.view(), where)


def _sections(found: Sequence[Deadline], wanted: Asked) -> Iterator[Section]:
    soon = after(wanted.as_of, SOON)
    groups: dict[Group, list[Deadline]] = {group: [] for group in Group}
    for each in found:
        if each.due is not None:
            groups[group_of(each, soon)].append(each)
    groups[Group.OVERDUE].reverse()  # the last to have passed first
    groups[Group.SETTLED].reverse()
    for group, lines in groups.items():
        if wanted.group == group:
            first = (wanted.page - 1) * PAGE
            yield Section(group, tuple(lines[first : first + PAGE]), len(lines))
        elif wanted.group is None:
            yield Section(group, tuple(lines[: PAGE // 2]), len(lines))


def group_of(each: Deadline, soon: str) -> Group:
    """Return in which group a deadline stands; ``soon``: the last day that is soon."""
    if each.state in (DeadlineState.MET, DeadlineState.TAKEN_BACK):
        return Group.SETTLED
    if each.state is DeadlineState.NOT_KNOWN:
        return Group.OVERDUE
    return Group.SOON if each.last_day is not None and each.last_day <= soon else Group.LATER


def undated(desk: Desk, wanted: Asked) -> tuple[Deadline, ...]:
    """Return what is due on a day that its words do not give: "within a week of ratification"."""
    where = DeadlineFilter(
        wanted.parties, wanted.beneficiaries, None, None, wanted.as_of,
        tuple(DeadlineKind(kind) for kind in wanted.kinds),
    )  # fmt: skip
    return desk.kept("undated deadlines", where, lambda: _undated(desk, where))


def _undated(desk: Desk, where: DeadlineFilter) -> tuple[Deadline, ...]:
    return tuple(each for each in deadlines(desk.view(), where) if each.due is None)


def pledged(desk: Desk, wanted: Asked) -> tuple[tuple[Pledge, ...], bool]:
    """Return the pledges of a page, and whether there are more."""
    where = PledgeFilter(
        wanted.parties, wanted.beneficiaries, wanted.measures, wanted.as_of, wanted.overdue,
        not wanted.pledged,
    )  # fmt: skip
    first = (wanted.page - 1) * PAGE

    def make() -> tuple[Pledge, ...]:
        return tuple(islice(pledges(desk.view(), where), first, first + PAGE + 1))

    found = desk.kept("pledges", (where, first), make)
    return found[:PAGE], len(found) > PAGE


def after(iso: str, number_: int) -> str:
    """Return the day so many days after another.

    >>> after("2031-06-30", 14), after("2031-06-30", -30)
    ('2031-07-14', '2031-05-31')
    """
    return days_after(date.fromisoformat(iso), number_).isoformat()


def _last(edtf: str) -> str:
    """Return the last day that a date allows, which there is: the last of a month has its own number.

    >>> _last("2031-02"), _last("2031-06-12")
    ('2031-02-28', '2031-06-12')
    """
    span = days(edtf)
    assert span is not None, edtf
    year_month, end = span[1][:8], int(span[1][8:])
    while True:
        try:
            return date.fromisoformat(f"{year_month}{end:02}").isoformat()
        except ValueError:
            end -= 1
