"""Match predicted records to gold records one to one, best pair first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from onrecord.evaluation.compare import (
    ENOUGH,
    half_shared,
    jaccard,
    overlapping,
    same_actor,
    shared_actors,
    words,
)

Record: TypeAlias = Mapping[str, Any]
"""One statement, commitment or event in the manual's JSON."""

Coding: TypeAlias = Mapping[str, Any]
"""One article's coding: document, statements, commitments, events."""

Likeness: TypeAlias = Callable[[Record, Record], float]
"""How well a prediction fits a gold record; 0.0 where it does not fit at all."""

_TIE = 1e-3  # settles which of two equally good quotes is taken, without ever outweighing a better quote


def match(gold: Sequence[Record], predicted: Sequence[Record], likeness: Likeness) -> list[tuple[int, int]]:
    """Pair records greedily by likeness, each used once; among equals, those at like places come first.

    Returns:
        Pairs of (index into gold, index into predicted), best first.
    """
    ranked = sorted(
        ((likeness(g, p), -abs(i - j), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted)),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    pairs = []
    for value, _, i, j in ranked:
        if value > 0 and i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j))
    return pairs


def statement_likeness(gold: Record, predicted: Record) -> float:
    """Compare statements by the words of their quotes; speaker and act only break ties."""
    quotes = jaccard(words(gold.get("quote")), words(predicted.get("quote")))
    if quotes < ENOUGH:
        return 0.0
    speaker = bool(shared_actors(gold.get("speakers"), predicted.get("speakers")))
    return quotes + _TIE * (speaker + (gold.get("act") == predicted.get("act")))


def commitment_likeness(gold: Record, predicted: Record) -> float:
    """Compare commitments: same party and measure, evidence overlapping."""
    fits = (
        same_actor(gold.get("party"), predicted.get("party") or "")
        and gold.get("measure") == predicted.get("measure")
        and overlapping(gold.get("quote"), predicted.get("quote"))
    )
    return 1 + jaccard(words(gold.get("quote")), words(predicted.get("quote"))) if fits else 0.0


def event_likeness(gold: Record, predicted: Record) -> float:
    """Compare events: same kind, at least half of the participants shared, evidence overlapping."""
    fits = (
        gold.get("kind") == predicted.get("kind")
        and half_shared(gold.get("participants"), predicted.get("participants"))
        and overlapping(gold.get("quote"), predicted.get("quote"))
    )
    if not fits:
        return 0.0
    same_day = bool(gold.get("date")) and gold.get("date") == predicted.get("date")
    return 1 + same_day + jaccard(words(gold.get("quote")), words(predicted.get("quote")))
