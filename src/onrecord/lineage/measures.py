"""Measure what two documents have in common, and how likely one was written from the other."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.lineage.align import Alignment
from onrecord.lineage.prepared import Prepared, Sentences, Table

MOST_CREDITS = 2
"""Naming the source twice says more than once; naming it more often says no more."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold a fitted logistic: a weight for each measure, by name, and an intercept."""

    weights: Mapping[str, float]
    intercept: float

    def chance(self, measures: Mapping[str, float]) -> float:
        """Return the fitted probability for measures."""
        total = self.intercept + sum(w * measures[name] for name, w in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def fitted(name: str) -> Weights:
    """Return the shipped weights: ``rewrite`` or ``direction`` (training/fit_lineage.py makes the file)."""
    raw = json.loads(files("onrecord.lineage").joinpath("data/weights.json").read_text(encoding="utf-8"))
    return Weights(raw[name]["weights"], raw[name]["intercept"])


def alignment_measures(found: Alignment | None) -> dict[str, float]:
    """Return what an alignment of sentences gives; zeros where there is none."""
    if found is None:
        return dict.fromkeys(("matched", "mutual", "ordered", "gain", "level"), 0.0)
    return {
        "matched": found.matched(),
        "mutual": found.count(),
        "ordered": found.ordered(),
        "gain": found.gain(),
        "level": float(found.likeness.mean()),
    }


def share(of: frozenset[str], found_in: frozenset[str]) -> float:
    """Return the part of a set that is found in another, drawn to a half where there are few.

    >>> share(frozenset("ab"), frozenset("abc")), share(frozenset(), frozenset("a"))
    (0.8333333333333334, 0.5)
    """
    return (len(of & found_in) + 0.5) / (len(of) + 1)


def rewrite_measures(
    aligned: Mapping[str, float], source: Prepared, derived: Prepared, credits_: int, back: int
) -> dict[str, float]:
    """Return the measures by which ``derived`` is told to be written from ``source``.

    Args:
        aligned: of `alignment_measures`, the same both ways.
        source: the document that would be the source.
        derived: the one that would be written from it.
        credits_: how often the derived names the outlet of the source.
        back: how often the source names that of the derived.
    """
    own, other = derived.numbers, source.numbers
    return {
        **aligned,
        "numbers_taken": share(own, other),
        "numbers_kept": share(other, own),
        "credit": float(min(credits_, MOST_CREDITS)),
        "credit_back": float(min(back, 1)),
    }


def without(sentences: Sentences, mask: npt.NDArray[np.bool_]) -> Sentences:
    """Leave out the sentences of which most words are marked."""
    marked = np.concatenate(([0], np.cumsum(mask)))
    first, last = np.asarray(sentences.first, dtype=int), np.asarray(sentences.last, dtype=int)
    kept = np.flatnonzero(2 * (marked[last] - marked[first]) < last - first).tolist()
    if len(kept) == len(sentences):
        return sentences
    stems = tuple(sentences.stems[n] for n in kept)
    return replace(
        sentences,
        spans=tuple(sentences.spans[n] for n in kept),
        first=tuple(sentences.first[n] for n in kept),
        last=tuple(sentences.last[n] for n in kept),
        vectors=sentences.vectors[kept],
        stems=stems,
        table=Table.of(stems),
    )
