"""Lay a month out: a grid of days, a list of what happens when, and what has no day of its own."""

from __future__ import annotations

import calendar as almanac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.model import EventKind
from onrecord.text.days import days
from onrecord.views.calendar.calendar import CalendarFilter, Line, Telling, calendar
from onrecord.views.calendar.ics import whole_days
from onrecord.views.packages.deadlines import Deadline, DeadlineFilter, DeadlineKind
from onrecord.views.spells import days_after
from onrecord.web.plans.due_page import looked_for, usual_day
from onrecord.web.plans.parameters import Given, one

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

KINDS = tuple(each.value for each in EventKind)
_DUE = (DeadlineKind.COMMITMENT, DeadlineKind.ACT, DeadlineKind.CLAIM)
"""What sets deadlines that are no happenings."""
_NAMED = 3  # pages that tell of a happening, of which the list gives the names
_LONGEST = 14  # days that a happening may take to stand on each of them
Query = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what an address asks for."""

    month: str  # "2031-06"
    kinds: tuple[str, ...]
    actor: str | None
    planned: bool
    undated: bool
    due: bool  # deadlines too

    def filter(self) -> CalendarFilter:
        """Return which happenings are looked for."""
        return CalendarFilter(self.month, self.month, self.kinds, self.actor, self.planned, self.undated)

    def choice(self) -> Query:
        """Return the parameters that choose happenings, of whatever month: for the calendar feed."""
        query = self.query()
        return {name: query[name] for name in ("kind", "actor", "planned") if name in query}

    def query(self, **changes: object) -> Query:
        """Return the parameters of this view, some of them changed."""
        values = {
            "month": self.month,
            "kind": list(self.kinds),
            "actor": self.actor,
            "planned": "yes" if self.planned else None,
            "undated": "yes" if self.undated else None,
            "due": None if self.due else "no",
        } | changes
        return {
            name: [str(each) for each in value] if isinstance(value, list) else [str(value)]
            for name, value in values.items()
            if value not in (None, "", [])
        }


@dataclass(frozen=True, slots=True)
class Day:
    """Hold a day of the grid."""

    iso: str
    number: int
    inside: bool  # of the month, not of a week that it shares with another
    marked: bool  # the day that is meant by today
    lines: tuple[Line, ...]
    due: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Date:
    """Hold what the list has under one date."""

    date: str  # EDTF, as the texts give it
    first: str  # ISO day, for anchors
    lines: tuple[Line, ...]
    due: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """Hold a month."""

    asked: Asked
    before: str
    after: str
    weeks: tuple[tuple[Day, ...], ...]
    dates: tuple[Date, ...]
    uncertain: int  # happenings that stand in the list alone, since no text gives their day
    left_out: int  # that have no day in a text and were not asked for

    @property
    def number(self) -> int:
        """Return how many happenings and deadlines there are."""
        return sum(len(each.lines) + len(each.due) for each in self.dates)


def asked(desk: Desk, given: Given, today: date | None = None) -> Asked:
    """Return what an address asks for.

    Raises:
        UsageError: the month or a kind is none.
    """
    month = one(given, "month") or usual_day(desk, today or date.today())[:7]
    if len(month) != 7 or days(month) is None or "X" in month or not "1000" <= month[:4] <= "9998":
        raise UsageError(f"{month!r} is no month", None, "write it as 2031-06")
    kinds = tuple(dict.fromkeys(given.get("kind", ())))
    for kind in kinds:
        if kind not in KINDS:
            raise UsageError(f"kind={kind!r} is not known", None, f"it is one of {', '.join(KINDS)}")
    return Asked(
        month, kinds, one(given, "actor"), one(given, "planned") == "yes", one(given, "undated") == "yes",
        one(given, "due") != "no",
    )  # fmt: skip


def page(desk: Desk, wanted: Asked, today: date | None = None) -> Month:
    """Return a month with what happens in it."""
    now = usual_day(desk, today or date.today())
    return desk.kept("month", (wanted, now), lambda: _made(desk, wanted, now))


def _made(desk: Desk, wanted: Asked, now: str) -> Month:
    left_out: list[str] = []
    lines = list(calendar(desk.view(), wanted.filter(), left_out))
    due = _due(desk, wanted, now) if wanted.due else ()
    return laid_out(wanted, lines, due, now, len(left_out))


def _due(desk: Desk, wanted: Asked, now: str) -> tuple[Deadline, ...]:
    where = DeadlineFilter(first=wanted.month, last=wanted.month, as_of=now, kinds=_DUE)
    found = (each for each in looked_for(desk, where) if each.due is not None)
    if wanted.actor is None:
        return tuple(found)
    part = wanted.actor.casefold()
    return tuple(each for each in found if any(part in name.casefold() for name in each.parties))


def parties(line: Line) -> str:
    """Return who takes part in a happening, without what marks those who have no name."""
    names = (name.removeprefix("group: ").removeprefix("anon: ").strip() for name in line.participants)
    return ", ".join(names) or "undecided who"


def pages(told: Sequence[Telling]) -> str:
    """Say on how many pages something is told, and name the first of them."""
    found = list(dict.fromkeys(each.quoted.source for each in told))
    named = "; ".join(found[:_NAMED]) + ("; …" if len(found) > _NAMED else "")
    return f"{len(found)} {'page' if len(found) == 1 else 'pages'} ({named})"


def laid_out(
    wanted: Asked, lines: Sequence[Line], due: Sequence[Deadline], now: str, left_out: int = 0
) -> Month:
    """Lay a month out.

    Args:
        wanted: the month and what is looked for.
        lines: happenings that may lie in it.
        due: deadlines that may.
        now: the ISO day that is meant by today.
        left_out: how many happenings have no day in a text and were not asked for.
    """
    year, month = int(wanted.month[:4]), int(wanted.month[5:])
    of_day: dict[str, list[Line]] = {}
    uncertain = 0
    for line in lines:
        stands = list(_days_of(line))
        uncertain += not stands
        for iso in stands:
            of_day.setdefault(iso, []).append(line)
    due_on: dict[str, list[Deadline]] = {}
    for each in due:
        if each.last_day is not None and each.first_day == each.last_day:
            due_on.setdefault(each.last_day, []).append(each)
    weeks = tuple(
        tuple(_day(day, month, now, of_day, due_on) for day in week)
        for week in almanac.Calendar().monthdatescalendar(year, month)
    )
    first = date(year, month, 1)
    return Month(
        wanted,
        days_after(first, -1).isoformat()[:7],
        days_after(first, 31).isoformat()[:7],
        weeks,
        tuple(_dates(lines, due)),
        uncertain,
        left_out,
    )


def _days_of(line: Line) -> Iterator[str]:
    """Yield the days on which a happening stands in the grid: none where no text gives them."""
    found = whole_days(line)
    if found is None or (found[1] - found[0]).days >= _LONGEST:
        return
    day, last = found
    while day <= last:
        yield day.isoformat()
        day += timedelta(1)


def _day(
    day: date, month: int, now: str, of_day: Mapping[str, list[Line]], due_on: Mapping[str, list[Deadline]]
) -> Day:
    iso = day.isoformat()
    inside = day.month == month
    lines, due = (tuple(found.get(iso, ())) if inside else () for found in (of_day, due_on))
    return Day(iso, day.day, inside, iso == now, lines, due)  # type: ignore[arg-type]


def _dates(lines: Iterable[Line], due: Iterable[Deadline]) -> Iterator[Date]:
    """Yield what the list has, by the first day of each date, then the shortest dates first."""
    told: dict[tuple[str, str, str], tuple[list[Line], list[Deadline]]] = {}
    for line in lines:
        key = _key(line.date, line.first_day, line.last_day)
        told.setdefault(key, ([], []))[0].append(line)
    for each in due:
        key = _key(each.due or "", each.first_day or each.last_day, each.last_day)
        told.setdefault(key, ([], []))[1].append(each)
    for key in sorted(told):
        first, _, edtf = key
        own, owed = told[key]
        yield Date(edtf, first, tuple(own), tuple(owed))


def _key(edtf: str, first: str | None, last: str | None) -> tuple[str, str, str]:
    return first or last or "9999-99-99", last or "9999-99-99", edtf
