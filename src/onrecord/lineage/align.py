"""Set the sentences of two documents side by side: how alike each two are, against how alike all are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.lineage.prepared import Floats, Numbers, Sentences

MEANING = 2.0
"""How much the vectors count beside the words that two sentences share."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Hold how alike the sentences of two documents are, and which are each other's best.

    ``excess`` is what is left of the likeness of two sentences once the means of both are taken off: two
    texts about one matter are alike throughout, a report told again is alike sentence by sentence.
    """

    a: Sentences
    b: Sentences
    likeness: Floats  # sentences of a x sentences of b
    excess: Floats
    mutual: tuple[tuple[int, int], ...]  # in the order of a

    @property
    def size(self) -> float:
        """Return the mean number of sentences of the two."""
        return (len(self.a) + len(self.b)) / 2

    def matched(self) -> float:
        """Return the sum of what mutual best sentences exceed the rest by, per sentence."""
        return float(sum(self.excess[i, j] for i, j in self.mutual)) / self.size

    def count(self) -> float:
        """Return the share of sentences that have a mutual best."""
        return len(self.mutual) / self.size

    def ordered(self) -> float:
        """Return the heaviest run of mutual best sentences that stand in the same order, per sentence."""
        return _chain(self._mutual_alone()) / self.size

    def gain(self) -> float:
        """Return what is gained by reading b forwards rather than backwards, per sentence."""
        wins = np.clip(self.excess, 0, None)
        return (_chain(wins) - _chain(wins[:, ::-1])) / self.size

    def _mutual_alone(self) -> Floats:
        alone = np.zeros_like(self.excess)
        for i, j in self.mutual:
            alone[i, j] = max(self.excess[i, j], 0.0)
        return alone


def _chain(wins: Floats) -> float:
    """Return the heaviest sum over cells that go down and to the right, one in each row and column."""
    best = np.zeros(wins.shape[1] + 1, dtype=np.float32)
    for row in wins:
        best[1:] = np.maximum(best[1:], best[:-1] + row)
        np.maximum.accumulate(best, out=best)
    return float(best[-1])


def align(a: Sentences, b: Sentences) -> Alignment | None:
    """Align two documents; ``None`` where one has no sentence to compare, or vectors of another length."""
    if not len(a) or not len(b) or a.vectors.shape[1] != b.vectors.shape[1]:
        return None
    likeness = MEANING * (a.vectors @ b.vectors.T) + shared_words(a, b)
    excess = likeness - likeness.mean(0) - likeness.mean(1)[:, None] + likeness.mean()
    right, left = likeness.argmax(1), likeness.argmax(0)
    mutual = tuple((i, int(j)) for i, j in enumerate(right) if left[j] == i)
    return Alignment(a, b, likeness, excess, mutual)


def shared_words(a: Sentences, b: Sentences) -> Floats:
    """Return for each two sentences the weight of the stems they share, as a part of all their stems."""
    stems = np.intersect1d(a.table.stems, b.table.stems)
    product: Floats = _table(a, stems) @ _table(b, stems).T
    return product


def _table(s: Sentences, stems: Numbers) -> Floats:
    """Return the shares of some stems in each sentence: sentences x stems."""
    table = np.zeros((len(s), len(stems)), dtype=np.float32)
    if len(stems):
        columns = np.minimum(np.searchsorted(stems, s.table.stems), len(stems) - 1)
        held = stems[columns] == s.table.stems
        table[s.table.rows[held], columns[held]] = s.table.shares[held]
    return table
