"""Measure how alike two acts are, by name: each measure lies between 0 and 1, and 1 speaks for one act."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz

from onrecord.model import UNDECIDED, EntryKind, ReportedAct
from onrecord.register.context import WHOLE, Between
from onrecord.register.grounds import where
from onrecord.register.names import any_in_common
from onrecord.register.when import apart, month_days
from onrecord.register.words import Words, words

UNKNOWN = 0.5
"""Of a measure that one side leaves open."""
RETOLD = 0.9
LONG_AGO = 30
"""Days from which it makes no difference how far two acts lie apart."""

_RELATED = (
    frozenset({EntryKind.COMMITMENT, EntryKind.OFFER, EntryKind.ACCEPTANCE}),
    frozenset({EntryKind.PROPOSAL, EntryKind.DEMAND, EntryKind.OFFER}),
    frozenset({EntryKind.REFUSAL, EntryKind.DENIAL, EntryKind.ACCUSATION}),
    frozenset({EntryKind.CLAIM, EntryKind.WARNING, EntryKind.ACCUSATION, EntryKind.THREAT}),
    frozenset({EntryKind.CLAIM, EntryKind.SUPPORT, EntryKind.ACCEPTANCE}),
)


def measures(a: ReportedAct, b: ReportedAct, between: Between) -> dict[str, float]:
    """Return the measures of two acts, in whichever order they come."""
    left, right = words(a.text), words(b.text)
    wide_a, wide_b = (_wide(act) for act in (a, b))
    gap = days_apart(a, b)
    return {
        "cosine": cosine(a.vector, b.vector),
        "stems": _held(left.stems, right.stems),
        "shared": _jaccard(left.stems, right.stems),
        "order": fuzz.token_set_ratio(left.order, right.order) / 100,
        "run": fuzz.partial_ratio(left.order, right.order) / 100,
        "around": fuzz.token_set_ratio(wide_a, wide_b) / 100,
        "names": _held(left.names, right.names),
        "numbers": _held(left.numbers, right.numbers),
        "counted": _counted(left, right),
        "act": act_alike(a, b),
        "issues": _issues(a.issues, b.issues),
        "actors": actors_alike(a, b),
        "towards": _lists(a.towards, b.towards),
        "aligned": between.aligned(a, b),
        "derived": _derived(between),
        "in_step": between.in_step(a, b),
        "best": _best(a, b, between),
        "days": _days(gap, between),
        "place": _place(a, b),
    }


def days_apart(a: ReportedAct, b: ReportedAct) -> int | None:
    """Return how many days lie at least between two acts; ``None`` where that is not known.

    What happened is reported whenever it comes up: only a day that the text gives is the day of an event.
    """
    if a.kind is EntryKind.EVENT and not (a.dated and b.dated):
        left, right = month_days(a.due), month_days(b.due)
        return None if not left or not right else 0 if left == right else LONG_AGO
    return apart((a.first_day, a.last_day), (b.first_day, b.last_day))


def _derived(between: Between) -> float:
    """Return 1 where one document retells the other, half where it took passages or may be a rewrite."""
    if between.kind is None:
        return UNKNOWN if between.near else 0.0
    return 1.0 if between.kind in WHOLE else UNKNOWN


def _counted(a: Words, b: Words) -> float:
    """Return 1 where both have a number of two digits, or a number before the same word."""
    both = a.numbers & b.numbers
    return float(any(len(n) > 1 for n in both) or any(pair[0] in both for pair in a.pairs & b.pairs))


def _days(gap: int | None, between: Between) -> float:
    """Return how near in time; what retells the other is taken to be of its days where none is known."""
    if gap is None:
        return RETOLD if between.kind in WHOLE else UNKNOWN
    return 1 - min(gap, LONG_AGO) / LONG_AGO


def _best(a: ReportedAct, b: ReportedAct, between: Between) -> float:
    """Return 1 for acts that answer each other best, 0 where one of them has another that does."""
    if not (between.direct or between.near):
        return UNKNOWN
    if (a.record, b.record) in between.best:
        return 1.0
    taken = any(a.record == x or b.record == y for x, y in between.best)
    return 0.0 if taken else UNKNOWN / 2


def cosine(a: bytes, b: bytes) -> float:
    """Return the cosine of two vectors of signed bytes; 0 where one is missing or they point apart.

    >>> cosine(bytes([127, 0]), bytes([127, 0])), cosine(b"", bytes([127]))
    (1.0, 0.0)
    """
    if not a or len(a) != len(b):
        return 0.0
    x, y = (np.frombuffer(v, np.int8).astype(np.float64) for v in (a, b))
    lengths = float(np.linalg.norm(x) * np.linalg.norm(y))
    return max(0.0, min(1.0, round(float(x @ y) / lengths, 6))) if lengths else 0.0


def act_alike(a: ReportedAct, b: ReportedAct) -> float:
    """Return how alike the kinds of two acts are."""
    if a.kind == b.kind and a.kind is not EntryKind.UNDECIDED:
        return 1.0
    if EntryKind.UNDECIDED in (a.kind, b.kind):
        return UNKNOWN
    return UNKNOWN if any(a.kind in group and b.kind in group for group in _RELATED) else 0.0


def actors_alike(a: ReportedAct, b: ReportedAct) -> float:
    """Return 1 for an actor in common, less for who they speak for alone, half where one is not known."""
    if not a.actors or not b.actors:
        return UNKNOWN
    if any_in_common(a.actors, b.actors):
        return 1.0
    return 0.75 if any_in_common(a.principals, b.principals) else 0.0


def _wide(act: ReportedAct) -> str:
    return " ".join(words(e.exact).order for e in act.around) or words(act.text).order


def _held(a: frozenset[str], b: frozenset[str]) -> float:
    """Return which share of the fewer is among the more."""
    return len(a & b) / min(len(a), len(b)) if a and b else UNKNOWN


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _issues(a: Sequence[str], b: Sequence[str]) -> float:
    left, right = set(a) - {"other", UNDECIDED}, set(b) - {"other", UNDECIDED}
    if not left or not right:
        return UNKNOWN
    if a[0] == b[0]:
        return 1.0
    return 0.75 if left & right else 0.0


def _lists(a: Sequence[str], b: Sequence[str]) -> float:
    if not a or not b:
        return UNKNOWN
    return 1.0 if any_in_common(a, b) else 0.0


def _place(a: ReportedAct, b: ReportedAct) -> float:
    places = where(a, b)
    return UNKNOWN if places is None else fuzz.token_set_ratio(*(place.lower() for place in places)) / 100
