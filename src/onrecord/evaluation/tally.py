"""Add up hits and misses, and turn them into precision, recall and shares."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class SetScore:
    """Hold precision, recall and F1 of one kind of record, rounded to three places."""

    precision: float
    recall: float
    f1: float
    predicted: int
    gold: int

    @classmethod
    def of(cls, hits: int, predicted: int, gold: int) -> SetScore:
        """Work out the three figures; where nothing was predicted or coded they are 0.

        >>> SetScore.of(3, 4, 6).f1
        0.6
        """
        p, r = hits / predicted if predicted else 0.0, hits / gold if gold else 0.0
        f1 = 2 * p * r / (p + r) if p + r else 0.0
        return cls(round(p, 3), round(r, 3), round(f1, 3), predicted, gold)


@dataclass(frozen=True, slots=True)
class FieldScore:
    """Hold the share of matched records whose field is right; what is undecided is never right."""

    right: float
    n: int
    decided: float | None = None  # the share decided, and how much of it is right: only
    right_of_decided: float | None = None  # where some were left undecided


@dataclass(frozen=True, slots=True)
class Scores:
    """Hold the scores of one evaluation by their names."""

    sets: dict[str, SetScore]
    fields: dict[str, FieldScore]

    def as_json(self) -> dict[str, Any]:
        """Return plain values: a table per kind of record, and the fields of the matched records."""
        out: dict[str, Any] = {
            name: {"P": s.precision, "R": s.recall, "F1": s.f1, "predicted": s.predicted, "gold": s.gold}
            for name, s in self.sets.items()
        }
        out["fields of matched records"] = {name: _field_json(s) for name, s in self.fields.items()}
        return out


def _field_json(score: FieldScore) -> dict[str, Any]:
    plain: dict[str, Any] = {"right": score.right, "n": score.n}
    if score.decided is not None:
        plain |= {"decided": score.decided, "right of decided": score.right_of_decided}
    return plain


@dataclass(slots=True)
class Tally:
    """Count over many articles; ``scores`` says what the counts amount to."""

    hits: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)

    def add_set(self, name: str, hits: int, predicted: int, gold: int) -> None:
        """Count records or words of one kind."""
        self.hits[name] += hits
        self.predicted[name] += predicted
        self.gold[name] += gold

    def add_field(self, name: str, right: bool, decided: bool = True) -> None:
        """Count one field of a matched record."""
        self.seen[name] += 1
        self.decided[name] += decided
        self.right[name] += right

    def add(self, other: Tally) -> None:
        """Add what was counted elsewhere."""
        for own, more in (
            (self.hits, other.hits), (self.predicted, other.predicted), (self.gold, other.gold),
            (self.right, other.right), (self.seen, other.seen), (self.decided, other.decided),
        ):  # fmt: skip
            own.update(more)

    def scores(self, names: tuple[str, ...]) -> Scores:
        """Return the named kinds of record in their order, and every field that was seen."""
        sets = {name: SetScore.of(self.hits[name], self.predicted[name], self.gold[name]) for name in names}
        return Scores(sets, {name: self._field_score(name) for name in self.seen})

    def _field_score(self, name: str) -> FieldScore:
        n, decided, right = self.seen[name], self.decided[name], self.right[name]
        if decided == n:
            return FieldScore(round(right / n, 3), n)
        return FieldScore(
            round(right / n, 3),
            n,
            round(decided / n, 3),
            round(right / decided, 3) if decided else None,
        )
