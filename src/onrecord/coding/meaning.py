"""Compare statements with what a codebook says of its issues, by the vectors of the one encoder.

An issue is the mean of its description and its examples. That is one voice beside the cues, and decides
nothing well by itself (docs/codebook.md has the figures).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from onrecord.codebook.records import Codebook
from onrecord.encoder.session import Encoder
from onrecord.encoder.tokens import pieces
from onrecord.encoder.vectors import sentence_vectors
from onrecord.encoder.viterbi import Floats as Vector
from onrecord.model import Attribution, Span

Floats: TypeAlias = npt.NDArray[np.float64]

SentenceVectors: TypeAlias = Sequence[tuple[Span, Vector]]
"""The sentences of an article in order, each with its unit vector (128)."""

DESCRIBED = -1
"""The row of an issue's description, where those of examples have the example's number."""


@dataclass(frozen=True, eq=False)
class IssueVectors:
    """Hold the vectors of a codebook's descriptions and examples; rows are unit vectors (128)."""

    count: int  # issues
    rows: Floats
    issue_of: tuple[int, ...]  # by row
    example_of: tuple[int, ...]  # by row: its number, or DESCRIBED

    def centres(self, without: int | None = None) -> Floats:
        """Return the mean of each issue's rows (issue, 128), one example left out where wanted."""
        out = np.zeros((self.count, self.rows.shape[1]))
        sizes = np.zeros(self.count)
        for row, issue, example in zip(self.rows, self.issue_of, self.example_of, strict=True):
            if without is None or example != without:
                out[issue] += row
                sizes[issue] += 1
        return out / sizes[:, None]


@lru_cache(maxsize=8)
def issue_vectors(codebook: Codebook, encoder: Encoder) -> IssueVectors:
    """Encode the descriptions and examples of a codebook, once for each pair of codebook and encoder.

    Examples that lean on what stands before them say little by themselves and are left out.
    """
    columns = {name: i for i, name in enumerate(codebook.ids)}
    todo = [(issue.description, columns[issue.id], DESCRIBED) for issue in codebook.issues]
    for number, example in enumerate(codebook.examples):
        if not example.before:
            todo += [(example.text, columns[issue], number) for issue in example.issues]
    rows = np.array([_vector(text, encoder) for text, _, _ in todo])
    return IssueVectors(len(columns), rows, tuple(i for _, i, _ in todo), tuple(e for _, _, e in todo))


def text_vectors(text: str, encoder: Encoder) -> SentenceVectors:
    """Return the sentence vectors of a short text; articles have theirs from the pass that reads them."""
    cut = pieces([text])
    return sentence_vectors(cut[0], encoder.encode(cut)[0])


def _vector(text: str, encoder: Encoder) -> Floats:
    return _unit(np.mean([v for _, v in text_vectors(text, encoder)], 0))


def _unit(vector: Floats) -> Floats:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def likeness(statements: Sequence[Attribution], sentences: SentenceVectors, centres: Floats) -> Floats:
    """Return how like each issue the sentences of each statement are: an array of statement and issue.

    In standard deviations from the mean over the issues; 0 throughout for a statement without a vector.
    """
    out = np.zeros((len(statements), len(centres)))
    if not sentences or len(centres) < 2:
        return out
    starts = [span.start for span, _ in sentences]
    ends = [span.end for span, _ in sentences]
    for row, statement in enumerate(statements):
        at = {
            i
            for span in statement.content
            for i in range(bisect_right(ends, span.start), bisect_left(starts, span.end))
        }
        if at:
            like = centres @ _unit(np.mean([sentences[i][1] for i in sorted(at)], 0))
            out[row] = (like - like.mean()) / max(float(like.std()), 1e-6)
    return out
