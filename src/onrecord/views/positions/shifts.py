"""Say who changed where they stand, when, and from which words to which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.model import Point, Position, SubjectKind
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import PositionFilter
from onrecord.views.counted import Counted

_EVERYTHING = PositionFilter()


@dataclass(frozen=True, slots=True)
class Shift:
    """Hold one change: of a state and of the person who speaks for it, where the same words show it."""

    holders: tuple[str, ...]  # the state or organisation first
    subject: str
    about: SubjectKind
    on: str  # ISO day
    changed: tuple[str, ...]  # "stance", "condition", "order"
    compared: str  # by what before and after are about one matter
    before: Point
    after: Point
    entries: Counted  # what carries the new position, with the entry of the old one first
    origins: int


def shifts(casefile: CasefileView, where: PositionFilter = _EVERYTHING) -> list[Shift]:
    """Return the shifts by day, the earliest first; holders who share the words of one stand together."""
    return shifts_of(casefile.positions(replace(where, shifted=True)))


def shifts_of(positions: Iterable[Position]) -> list[Shift]:
    """Return the shifts that are among positions, as ``shifts`` does."""
    found: dict[tuple[str, str, str], Shift] = {}
    for position in positions:
        for shift in _shift(position):
            key = (shift.before.record, shift.after.record, shift.subject)
            found[key] = _together(found[key], shift) if key in found else shift
    return sorted(found.values(), key=lambda s: (s.on, s.subject, s.holders))


def _shift(p: Position) -> Iterator[Shift]:
    if p.before is not None:
        entries = Counted.of((p.before.entry, *p.entries))
        yield Shift(
            (p.holder,),
            p.subject,
            p.about,
            p.since,
            p.changed,
            p.compared,
            p.before,
            p.opening,
            entries,
            p.origins,
        )


def _together(known: Shift, other: Shift) -> Shift:
    holders = sorted({*known.holders, *other.holders}, key=lambda h: (h in known.after.speakers, h))
    return replace(
        known,
        holders=tuple(holders),
        entries=Counted.of((*known.entries.ids, *other.entries.ids)),
        origins=max(known.origins, other.origins),
    )
