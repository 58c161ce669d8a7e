"""Find what two documents share word for word: runs of the same words in the same order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.lineage.prepared import Prepared

SHORTEST = 6
"""Words of the shortest run that counts by itself; shorter ones are phrases of the trade."""

BRIDGE = 6
"""Words of an edit within a copied passage, on either side."""


@dataclass(frozen=True, slots=True)
class Run:
    """Place the same words in two documents, counted in words."""

    a: int
    b: int
    length: int


def runs(a: Prepared, b: Prepared, shortest: int = SHORTEST) -> list[Run]:
    """Return the longest runs of words that two documents share, in the order of ``a``, none twice there."""
    common = a.places.keys() & b.places.keys()
    out: list[Run] = []
    at = 0
    for i in sorted(place for number in common for place in a.places[number]):
        if i < at:
            continue
        length, j = max((_length(a.words.texts, b.words.texts, i, j), -j) for j in b.places[a.seeds[i]])
        if length >= shortest:
            out.append(Run(i, -j, length))
            at = i + length
    return out


def _length(a: list[str], b: list[str], i: int, j: int) -> int:
    """Return how many words are the same from two places on."""
    most = min(len(a) - i, len(b) - j)
    n = 0
    while n < most and a[i + n] == b[j + n]:
        n += 1
    return n


def covered(found: list[Run], size: int, *, in_a: bool) -> npt.NDArray[np.bool_]:
    """Return for each word of one document whether a run holds it."""
    mask = np.zeros(size, dtype=bool)
    for run in found:
        first = run.a if in_a else run.b
        mask[first : first + run.length] = True
    return mask


def bridged(found: list[Run], sizes: tuple[int, int]) -> tuple[float, float]:
    """Return which part of either document its runs make up, small edits between them included.

    A copy-editor changes a word here and there: what stands between two runs that follow each other in both
    documents belongs to them, if it is short in both.
    """
    in_a, in_b = covered(found, sizes[0], in_a=True), covered(found, sizes[1], in_a=False)
    for one, other in itertools.pairwise(found):
        end_a, end_b = one.a + one.length, one.b + one.length
        if 0 <= other.a - end_a <= BRIDGE and 0 <= other.b - end_b <= BRIDGE:
            in_a[end_a : other.a] = True
            in_b[end_b : other.b] = True
    return (float(in_a.mean()) if sizes[0] else 0.0, float(in_b.mean()) if sizes[1] else 0.0)
