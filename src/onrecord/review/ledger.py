"""Keep account of reviews as they come in: what is decided on, who decided what last, and how fast.

A ledger is fed the heads of reviews in the order in which a casefile got them, the new ones alone at each
look, so that a page never reads all reviews anew.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from onrecord.model import RecordKind
from onrecord.store.interface_review import ReviewHead
from onrecord.store.reviews import ReviewAction

PAUSE = timedelta(minutes=3)
"""A longer time between two decisions is no work on a record: somebody was away, or read elsewhere."""

SITTING = timedelta(minutes=30)
"""A longer time between two decisions ends a sitting."""


class Timed(Protocol):
    """Have been done at some time, as decisions of every kind were."""

    @property
    def at(self) -> datetime:
        """Return when."""
        ...


T = TypeVar("T", bound=Timed)


class Ledger:
    """Hold what the reviews of a casefile amount to."""

    def __init__(self) -> None:
        self.last = 0  # key of the last review that was taken in
        self.heads: list[ReviewHead] = []  # in the order of their keys
        self._undone: set[str] = set()
        self._on: dict[tuple[RecordKind, str], dict[str, ReviewHead]] = defaultdict(dict)

    def take(self, heads: Iterable[ReviewHead]) -> int:
        """Take in what is new; return how many that were."""
        before = len(self.heads)
        for head in heads:
            self.last = max(self.last, head.key)
            self.heads.append(head)
            if head.undoes is not None:
                self._undone.add(head.undoes)
            elif head.kind is not None and head.record is not None:
                self._on[head.kind, head.record][head.id] = head
        return len(self.heads) - before

    def holds(self, head: ReviewHead) -> bool:
        """Tell whether a review was not taken back, and is none that takes one back."""
        return head.undoes is None and head.id not in self._undone

    def undone(self, review_id: str) -> bool:
        """Tell whether a review was taken back."""
        return review_id in self._undone

    def is_decided(self, kind: RecordKind, record: str) -> bool:
        """Tell whether somebody decided on a record, as it was shown then under this id."""
        return any(self.holds(each) for each in self._on.get((kind, record), {}).values())

    def decided(self) -> Iterator[tuple[RecordKind, str]]:
        """Yield the records that somebody decided on."""
        return (key for key in self._on if self.is_decided(*key))

    def by(self, kind: RecordKind, record: str) -> frozenset[str]:
        """Return who decided on a record."""
        return frozenset(each.by for each in self._on.get((kind, record), {}).values() if self.holds(each))

    def last_of(self, by: str) -> ReviewHead | None:
        """Return the last review of a person that holds, by its time."""
        mine = [each for each in self.heads if each.by == by and self.holds(each)]
        return max(mine, key=lambda each: (each.at, each.id), default=None)


@dataclass(frozen=True, slots=True)
class Pace:
    """Hold how fast somebody decides: records, and the minutes that they took, pauses left out."""

    decisions: int
    records: int
    minutes: float

    @property
    def per_minute(self) -> float | None:
        """Return records settled per minute; ``None``: too few decisions to tell."""
        return self.records / self.minutes if self.minutes > 0 and self.records > 1 else None


@dataclass(frozen=True, slots=True)
class DayOfWork:
    """Hold what one reviewer did on one day (UTC)."""

    day: str
    by: str
    actions: Counter[str]
    pace: Pace


def pace(times: Sequence[datetime], records: int) -> Pace:
    """Return the pace of decisions made at these times on so many records.

    The minutes are those between decisions, without gaps longer than ``PAUSE``; the first of each run is
    given the mean of the others, since nothing says when work on it began.
    """
    ordered = sorted(times)
    gaps = [b - a for a, b in itertools.pairwise(ordered)]
    worked = [gap for gap in gaps if gap <= PAUSE]
    if not worked:
        return Pace(len(ordered), records, 0.0)
    mean = sum(worked, timedelta()) / len(worked)
    runs = len(ordered) - len(worked)
    return Pace(len(ordered), records, (sum(worked, timedelta()) + runs * mean).total_seconds() / 60)


def days(heads: Iterable[ReviewHead]) -> list[DayOfWork]:
    """Return what each reviewer did on each day, the latest day first."""
    held: dict[tuple[str, str], list[ReviewHead]] = defaultdict(list)
    for head in heads:
        held[head.at.date().isoformat(), head.by].append(head)
    out = [
        DayOfWork(day, by, Counter(each.action for each in mine), _pace(mine))
        for (day, by), mine in held.items()
    ]
    return sorted(sorted(out, key=lambda each: each.by), key=lambda each: each.day, reverse=True)


def sitting(heads: Iterable[ReviewHead], by: str, now: datetime) -> Pace | None:
    """Return the pace of a person's sitting that goes on now; ``None``: there is none."""
    mine = sitting_of((each for each in heads if each.by == by), now)
    return _pace(mine) if mine else None


def sitting_of(done: Iterable[T], now: datetime) -> list[T]:
    """Return what was done in the sitting that goes on now, in the order of time; nothing: there is none."""
    last: list[T] = []
    for each in sorted(done, key=lambda each: each.at):
        if last and each.at - last[-1].at > SITTING:
            last = []
        last.append(each)
    return last if last and now - last[-1].at <= SITTING else []


def _pace(heads: Sequence[ReviewHead]) -> Pace:
    records = {(each.kind, each.record or each.subject) for each in heads if each.action not in _NO_RECORD}
    return pace([each.at for each in heads], len(records))


_NO_RECORD = (ReviewAction.UNDO.value, ReviewAction.COMPLETE.value)


def latest_first(heads: Sequence[ReviewHead]) -> Iterator[ReviewHead]:
    """Yield reviews, the latest first, by their time."""
    yield from sorted(heads, key=lambda each: (each.at, each.id), reverse=True)
