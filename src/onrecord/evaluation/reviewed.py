"""Score the machine's records against what people decided about them, with intervals and agreement.

Each decision says yes or no to a record or a field, so that shares of few decisions and shares near one are
wanted: Wilson's interval holds for both, where a bootstrap of six yeses gives an interval of no width. The
records of one article stand and fall together; the number of decisions is therefore taken down by the design
effect, which is how much more the shares of articles differ than those of independent records would.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import combinations
from typing import Any

Z95 = 1.959964
"""Normal quantile of a 95 % interval."""

_MOST = 10**7  # decisions; nobody makes more


@dataclass(frozen=True, slots=True)
class ReviewedRecord:
    """Hold what people decided on one record; ``kind`` is its kind.

    ``is_right`` says whether the machine's record is one; ``None``: the machine does not have it.
    ``fields`` says of each field that was decided on whether the machine's value is right. ``opinions`` has
    what each reviewer made of the record: accepted, corrected, rejected, added.
    """

    document: str
    kind: str
    is_right: bool | None
    fields: Mapping[str, bool] = field(default_factory=dict)
    opinions: Mapping[str, str] = field(default_factory=dict)
    is_complete: bool = False  # its document was looked at in full


@dataclass(frozen=True, slots=True)
class Share:
    """Hold a share of decisions with its 95 % interval, and how many more decisions would halve that."""

    right: int
    n: int
    share: float
    low: float
    high: float
    documents: int
    halved_by: int | None  # None: more than ten million


@dataclass(frozen=True, slots=True)
class Agreement:
    """Hold how far two reviewers agree on the records that both decided on."""

    reviewers: tuple[str, str]
    n: int
    agreed: float
    kappa: float | None  # Cohen's; None where both only ever said one thing


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Hold all that the decisions of a casefile say about the machine."""

    precision: Mapping[str, Share]  # by kind
    recall: Mapping[str, Share]  # by kind, in documents looked at in full
    fields: Mapping[str, Share]  # by "kind field"
    agreement: tuple[Agreement, ...]
    complete: int  # documents looked at in full
    added: Mapping[str, int]  # records that the machine does not have, by kind, in all documents

    def as_json(self) -> dict[str, Any]:
        """Return the scores as ``--json`` prints them."""
        return asdict(self)


def reviewed(judgements: Sequence[ReviewedRecord], complete: int = 0) -> Reviewed:
    """Score what was decided on.

    Args:
        judgements: one for each record that somebody decided on.
        complete: how many documents were looked at in full.
    """
    kinds = sorted({each.kind for each in judgements})
    precision: dict[str, Share] = {}
    recall: dict[str, Share] = {}
    fields: dict[str, Share] = {}
    for kind in kinds:
        mine = [each for each in judgements if each.kind == kind]
        _enter(precision, kind, [(e.document, e.is_right) for e in mine if e.is_right is not None])
        there = [e for e in mine if e.is_complete and e.is_right is not False]
        _enter(recall, kind, [(e.document, e.is_right is True) for e in there])
        names = dict.fromkeys(name for each in mine for name in each.fields)
        for name in names:
            decided = [(e.document, e.fields[name]) for e in mine if name in e.fields]
            _enter(fields, f"{kind} {name}", decided)
    added = Counter(each.kind for each in judgements if each.is_right is None)
    return Reviewed(precision, recall, fields, agreement(judgements), complete, dict(added))


def _enter(into: dict[str, Share], name: str, decided: Sequence[tuple[str, bool]]) -> None:
    if decided:
        into[name] = share(decided)


def share(decided: Sequence[tuple[str, bool]]) -> Share:
    """Return the share of yeses among (document, yes or no), with its interval.

    >>> found = share([("a", True), ("b", True), ("c", False), ("d", True)])
    >>> found.share, round(found.low, 2), round(found.high, 2)
    (0.75, 0.3, 0.95)
    """
    n, right = len(decided), sum(yes for _, yes in decided)
    effective = n / design_effect(decided)
    low, high = wilson(right / n, effective)
    halved = _halved_by(right / n, n, effective)
    return Share(right, n, right / n, low, high, len({document for document, _ in decided}), halved)


def wilson(p: float, n: float) -> tuple[float, float]:
    """Return the 95 % interval of a share of ``n`` decisions.

    Source: E. B. Wilson, Probable inference, JASA 22 (1927).

    >>> [round(x, 3) for x in wilson(0.9, 50)]
    [0.786, 0.957]
    """
    spread = Z95**2 / n
    middle = (p + spread / 2) / (1 + spread)
    half = Z95 / (1 + spread) * math.sqrt(p * (1 - p) / n + spread / (4 * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def design_effect(decided: Sequence[tuple[str, bool]]) -> float:
    """Return how much wider shares vary because decisions come in documents; at least 1.

    Source: the linearised variance of a ratio over clusters (L. Kish, Survey Sampling, 1965).
    """
    n, p = len(decided), sum(yes for _, yes in decided) / len(decided)
    sizes = Counter(document for document, _ in decided)
    if len(sizes) < 2 or p in (0.0, 1.0):
        return 1.0
    yeses = Counter(document for document, yes in decided if yes)
    squares = sum((yeses[each] - p * size) ** 2 for each, size in sizes.items())
    between = len(sizes) / (len(sizes) - 1) * squares / n**2
    return max(1.0, between / (p * (1 - p) / (n - 1)))


def _halved_by(p: float, n: int, effective: float) -> int | None:
    """Return how many more decisions, should the share stay, would halve the interval."""

    def width(decisions: int) -> float:
        low, high = wilson(p, decisions * effective / n)
        return high - low

    wanted = width(n) / 2
    if width(_MOST) > wanted:
        return None
    few, many = n, _MOST
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if width(middle) <= wanted else (middle, many)
    return many - n


def agreement(judgements: Iterable[ReviewedRecord]) -> tuple[Agreement, ...]:
    """Return how far each two reviewers agree, where they decided on the same records."""
    pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for each in judgements:
        for left, right in combinations(sorted(each.opinions), 2):
            pairs.setdefault((left, right), []).append((each.opinions[left], each.opinions[right]))
    return tuple(
        Agreement(names, len(found), sum(a == b for a, b in found) / len(found), kappa(found))
        for names, found in sorted(pairs.items())
    )


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two codings; ``None`` where both only ever say one thing.

    Source: J. Cohen, A coefficient of agreement for nominal scales (1960).

    >>> kappa([("yes", "yes"), ("yes", "no"), ("no", "no"), ("no", "no")])
    0.5
    """
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(left[name] * right[name] for name in left) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)
