"""Say where actors stood on a day: the position that held, with what was on record of it until then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, islice
from typing import TypeVar

from onrecord.model import Point, Position, Stance
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import PositionFilter
from onrecord.text.days import days
from onrecord.views.counted import Counted

_EVERYTHING = PositionFilter()
_TOGETHER = 400
"""Positions that are brought to a day at once."""


Held = TypeVar("Held", "Position", "Standing")


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold a position as far as it was on record on a day."""

    position: Position
    latest: Point  # the last that repeats it
    entries: Counted  # of all that carry it, in the order of time
    others: tuple[Point, ...]  # of weaker voices, or of no day of their own, that say otherwise
    origins: int
    age: int | None  # days from the latest to the day that was asked for; None: none was

    @property
    def holder(self) -> str:
        """Return whose position it is."""
        return self.position.holder

    @property
    def subject(self) -> str:
        """Return what it is on."""
        return self.position.subject

    @property
    def stance(self) -> str:
        """Return the stance, "none" where somebody spoke and took no side."""
        return str(self.position.stance)


def standings(
    casefile: CasefileView, where: PositionFilter = _EVERYTHING, *, history: bool = False
) -> Iterator[Standing]:
    """Yield the positions that held on a day (``where.as_of``), else the latest known, by subject and holder.

    Args:
        casefile: to look in.
        where: which of them.
        history: those that were replaced too.
    """
    if where.as_of is None:
        where = where if history else replace(where, latest=True)
        yield from (whole(p) for p in casefile.positions(where))
        return
    found = iter(casefile.positions(where))
    while positions := list(islice(found, _TOGETHER)):
        yield from on_day(casefile, positions, where.as_of)


def whole(position: Position) -> Standing:
    """Return a position with all that is on record of it."""
    entries = Counted.of(position.entries)
    return Standing(position, position.latest, entries, position.others, position.origins, None)


def on_day(casefile: CasefileView, positions: Sequence[Position], day: str) -> list[Standing]:
    """Return what of positions was on record on a day (EDTF: on its last): nothing later takes part."""
    last = last_day(day)
    told = {id(p): [e for e, said in zip(p.entries, p.days, strict=True) if said <= last] for p in positions}
    wanted = {each[-1] for p in positions if (each := told[id(p)]) and _at_hand(p, each[-1]) is None}
    points: dict[tuple[str, str, str], list[Point]] = defaultdict(list)
    for point in casefile.points_of_entries(wanted) if wanted else ():
        points[point.entry, point.holder, point.subject].append(point)
    return [_until(p, told[id(p)], points, last) for p in positions]


def _at_hand(position: Position, entry: str) -> Point | None:
    """Return the point of an entry that a position holds itself."""
    return next((p for p in (position.latest, position.opening) if p.entry == entry), None)


def _until(
    position: Position, told: Sequence[str], points: Mapping[tuple[str, str, str], Sequence[Point]], last: str
) -> Standing:
    entry = told[-1] if told else position.opening.entry
    latest = _at_hand(position, entry)
    if latest is None:
        own = points.get((entry, position.holder, position.subject), ())
        same = (p for p in own if p.counts and p.stance == position.stance and (p.last_day or "9") <= last)
        latest = next(same, position.opening)
    others = tuple(p for p in position.others if (p.last_day or "9999") <= last)
    entries = Counted.of(told or (entry,))
    origins = (
        position.origins
        if len(told) == len(position.entries)
        else max(latest.origins, position.opening.origins)
    )
    return Standing(position, latest, entries, others, origins, age(latest, last))


def last_day(day: str) -> str:
    """Return the last day of a date in EDTF, as it stands in the calendar.

    >>> last_day("2031-02"), last_day("2031")
    ('2031-02-28', '2031-12-31')
    """
    found = days(day)
    end = found[1] if found else day
    year, month, number = end.split("-")
    for shorter in range(4):
        told = f"{year}-{month}-{int(number) - shorter:02}"
        try:
            date.fromisoformat(told)
        except ValueError:
            continue
        return told
    return end


def age(point: Point, day: str) -> int | None:
    """Return how many days lie between what was said and a day; ``None`` where one is not known."""
    if not point.last_day:
        return None
    return max(0, (date.fromisoformat(day) - date.fromisoformat(point.last_day)).days)


def usual(found: Iterable[Standing], *, people: bool = False, no_side: bool = False) -> Iterator[Standing]:
    """Leave out what no answer shows unless it is asked for: the same everywhere that shows positions.

    Args:
        found: by subject.
        people: keep people whose state or organisation has what they said among its own.
        no_side: keep those who spoke of it and took no side.
    """
    kept = found if people else people_apart(found)
    return (each for each in kept if no_side or each.stance != Stance.NONE)


def people_apart(held: Iterable[Held]) -> Iterator[Held]:
    """Leave out people whose state or organisation has what they said among its own.

    Positions or standings come by subject and leave so, a subject at a time.
    """
    for _, group in groupby(held, key=lambda each: each.subject):
        found = list(group)
        own = [_position(each) for each in found if not is_of_people(each)]
        told = {entry for position in own for entry in _carrying(position)}
        yield from (
            each for each in found if not is_of_people(each) or told.isdisjoint(_position(each).entries)
        )


def _carrying(position: Position) -> Iterator[str]:
    """Yield the entries that carry a position, and those of weaker voices that say otherwise."""
    yield from position.entries
    yield from (other.entry for other in position.others)


def is_of_people(held: Position | Standing) -> bool:
    """Tell whether a holder is somebody who speaks, and not the state or organisation that they speak for."""
    p = _position(held)
    return p.holder in p.opening.speakers and not _is_code(p.holder)


def _position(held: Position | Standing) -> Position:
    return held.position if isinstance(held, Standing) else held


def _is_code(holder: str) -> bool:
    return len(holder) == 3 and holder.isupper()
