"""Say what a decision on a record is worth: how doubtful the machine is of it, times how much hangs on it.

Doubt is the chance that a person who looks at the record changes it: that one of the fields that decide
what it says is wrong or was left undecided. The machine's confidences are calibrated, so that 0.7 is wrong
three times in ten. Fields of one record are wrong together more often than not: the doubt lies between that
of the most doubtful field, which would be right if they always were, and that of all of them, were they
independent. Fields count by how much their being wrong misleads: an entry that has the wrong speaker or the
wrong way round is worse than one with a wrong addressee.

Use grows with the origins and reports of the entry, with the positions, shifts, conflicts, deadlines and
cells of packages that rest on it, and falls with its age. Each of these counts by its square root or less,
so that one much-reported entry does not push everything else out of sight. Of the records of one entry the
first in the queue has the whole use of it, each further one less: once one is confirmed, the next adds
little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from onrecord.model import RecordKind
from onrecord.review.fields import FIELDS
from onrecord.store.interface_review import EntryUse, RecordHead

WEIGHTS: Mapping[RecordKind, Mapping[str, float]] = {
    RecordKind.STATEMENT: {
        "record": 1.0, "speakers": 1.0, "act": 1.0, "stance": 0.8, "issues": 0.8, "quote": 0.5,
        "said_on": 0.4, "addressees": 0.3, "condition": 0.5, "affiliation": 0.3, "via": 0.2,
    },
    RecordKind.COMMITMENT: {
        "record": 1.0, "party": 1.0, "measure": 1.0, "status": 1.0, "quantities": 0.7, "due": 0.6,
        "beneficiary": 0.5, "condition": 0.6, "legal_form": 0.4,
    },
    RecordKind.EVENT: {
        "record": 1.0, "kind": 0.8, "status": 0.8, "participants": 0.7, "date": 0.6, "place": 0.4,
        "quantities": 0.4,
    },
    RecordKind.CLAIM: {"record": 1.0, "property": 0.8, "subject": 1.0, "value": 1.0, "as_of": 0.5},
}  # fmt: skip
"""How much it misleads that a field is wrong, from 0 to 1; fields that are not here count nothing."""

LEFT_OPEN = 0.6
"""Doubt of a field that was left undecided: a person mostly finds a value, and nothing false stands there."""

HALF_LIFE = 120.0
"""Days after which what is not new any more counts half."""

APART = 0.25
"""How far fields are wrong apart from one another: 0 always together, 1 independent."""

OLD = 0.25
"""What the oldest still counts: a record is used for years."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Hold how doubtful a record is, and for which fields, the most doubtful first."""

    value: float  # 0 to 1
    fields: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """Hold one thing that hangs on a record: what it is, how many there are, and what it adds to its use."""

    name: str  # origins, reports, positions, carries, shifts, conflicts, deadlines, answers, cells
    number: int
    adds: float


@dataclass(frozen=True, slots=True)
class Use:
    """Hold how much hangs on a record: 1.0 is a record of one report from today that nothing rests on."""

    value: float
    grounds: tuple[Ground, ...] = ()
    recency: float = 1.0


@dataclass(slots=True)
class Ranked:
    """Hold a record's place in the queue."""

    kind: RecordKind
    document: str
    id: str
    entry: str  # id; "": the register does not report it
    doubt: float
    use: float

    @property
    def worth(self) -> float:
        """Return what a decision on it is worth."""
        return self.doubt * self.use


_ADDS: Mapping[str, float] = {
    "origins": 1.0,  # what many have is looked up, and cited
    "reports": 0.15,
    "positions": 1.0,
    "carries": 0.3,
    "shifts": 1.5,  # a change of course is the headline of a digest
    "conflicts": 1.0,
    "deadlines": 0.6,
    "answers": 0.4,
    "cells": 1.2,  # of a package: bound or not
}
"""What the first of each adds to the use of a record; the n-th adds the rest of the square root of n."""

_SURE_OF = {
    kind: {each.name: each.confidence for each in fields} | {"record": "record"}
    for kind, fields in FIELDS.items()
}
_FIELDS = {
    kind: tuple((name, _SURE_OF[kind][name], weight) for name, weight in weights.items())
    for kind, weights in WEIGHTS.items()
}
"""Fields that weigh, with the names under which their confidences stand."""


def doubt(kind: RecordKind, confidence: Mapping[str, float], left_open: Collection[str] = ()) -> Doubt:
    """Return how doubtful a record is.

    Args:
        kind: of the record.
        confidence: of its fields, as the record has it.
        left_open: fields that it should have and the machine left undecided.

    >>> found = doubt(RecordKind.CLAIM, {"record": 0.9, "value": 0.5})
    >>> round(found.value, 2), [name for name, _ in found.fields]
    (0.51, ['value', 'record'])
    """
    held = _held(kind, confidence, left_open)
    return Doubt(_value(each for _, each in held), tuple(sorted(held, key=lambda each: (-each[1], each[0]))))


def _held(
    kind: RecordKind, confidence: Mapping[str, float], left_open: Collection[str]
) -> list[tuple[str, float]]:
    """Return the fields that are not sure, with how much each weighs."""
    held = []
    for name, stands, weight in _FIELDS[kind]:
        sure = confidence.get(stands)
        if name in left_open:
            held.append((name, weight * LEFT_OPEN))
        elif sure is not None and sure < 1:
            held.append((name, weight * (1 - max(0.0, sure))))
    return held


def _value(held: Iterable[float]) -> float:
    most, right = 0.0, 1.0
    for each in held:
        right *= 1 - each
        most = max(most, each)
    return most + APART * (1 - right - most)


def use(entry: EntryUse | None, conflicts: int = 0, cells: int = 0, today: str | None = None) -> Use:
    """Return how much hangs on a record of an entry.

    Args:
        entry: what rests on it; ``None``: the register does not report the record.
        conflicts: in how many conflicts the record is a side.
        cells: of packages, in how many the entry may stand.
        today: the ISO day from which age is reckoned; ``None``: age does not count.
    """
    numbers = [("conflicts", conflicts), ("cells", cells)]
    if entry is not None:
        numbers += [("origins", entry.origins - 1), ("reports", entry.reports - 1)]
        numbers += [("positions", entry.positions), ("carries", entry.carries), ("shifts", entry.shifts)]
        numbers += [("deadlines", entry.deadlines), ("answers", entry.answers)]
    grounds = [
        Ground(name, number + (name in ("origins", "reports")), _ADDS[name] * math.sqrt(number))
        for name, number in numbers
        if number > 0
    ]
    grounds.sort(key=lambda each: (-each.adds, each.name))
    fresh = recency(entry.last_day if entry else None, today)
    return Use((1 + sum(each.adds for each in grounds)) * fresh, tuple(grounds), fresh)


@lru_cache(maxsize=8192)
def recency(day: str | None, today: str | None) -> float:
    """Return what is left of a record's use by its age, from 1 down to ``OLD``; undated counts as old.

    >>> recency("2031-05-02", "2031-05-02"), round(recency("2031-01-02", "2031-05-02"), 3)
    (1.0, 0.625)
    """
    if today is None:
        return 1.0
    if day is None:
        return OLD
    age = (date.fromisoformat(today) - date.fromisoformat(day)).days
    return OLD + (1 - OLD) * math.pow(0.5, max(0, age) / HALF_LIFE)


def cells_of(entry: EntryUse, measures: Mapping[str, int]) -> int:
    """Return in how many cells of packages an entry may stand.

    Args:
        entry: of any kind; only undertakings stand in packages.
        measures: of how many measures of packages each issue is one.
    """
    if not entry.status or entry.kind == "event":
        return 0
    return sum(measures.get(issue, 0) for issue in entry.issues)


def ranked(
    heads: Iterable[RecordHead],
    entries: Mapping[str, str],
    uses: Mapping[str, EntryUse],
    conflicts: Mapping[str, int],
    measures: Mapping[str, int],
) -> list[Ranked]:
    """Return all records, the one of which a decision is worth the most first.

    Of equal worth the order is that of documents and ids: the same casefile gives the same queue.

    Args:
        heads: of the records.
        entries: the entry of each record that the register reports, by the record's id.
        uses: what rests on each entry, by its id.
        conflicts: of each record that is in some.
        measures: of how many measures of packages each issue is one.
    """
    today = max((each.last_day for each in uses.values() if each.last_day), default=None)
    plain = {name: use(each, 0, cells_of(each, measures), today) for name, each in uses.items()}
    nothing = use(None, 0, 0, today)
    found = []
    for head in heads:
        entry = entries.get(head.id, "")
        hangs = plain.get(entry, nothing)
        value = hangs.value
        if head.id in conflicts:
            value += _ADDS["conflicts"] * math.sqrt(conflicts[head.id]) * hangs.recency
        sure = _value(each for _, each in _held(head.kind, head.confidence, head.open))
        found.append(Ranked(head.kind, head.document, head.id, entry, sure, value))
    return _spread(found)


def _spread(found: list[Ranked]) -> list[Ranked]:
    """Return records in their order, those of one entry with less and less of its use."""
    seen: Counter[str] = Counter()
    for each in sorted(found, key=_order):
        if each.entry:
            seen[each.entry] += 1
            each.use /= math.sqrt(seen[each.entry])
    return sorted(found, key=_order)


def _order(each: Ranked) -> tuple[float, str, str, str]:
    return -each.worth, each.document, each.kind.value, each.id
