"""Measure how far confidences can be trusted: precision above a bar, reliability, calibration error.

A confidence is calibrated where of all fields that carry 0.8, eight in ten are right. Bins hold equal numbers
of fields, so that each bin's share is about equally well known wherever the confidences lie.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from onrecord.errors import UsageError
from onrecord.evaluation.judgements import Judgement

Floats: TypeAlias = npt.NDArray[np.float64]

BINS = 15
"""Number of bins unless told otherwise."""

_Z = 1.959963984540054  # of a 95 % interval


@dataclass(frozen=True, slots=True)
class Sample:
    """Hold the confidences of some fields, whether each is right, and which article each is of.

    All three have one entry for each field; articles are any numbers, equal for fields of one article.
    """

    confidence: Floats
    right: Floats  # 1.0 or 0.0
    article: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.confidence)

    def at(self, rows: npt.NDArray[np.int64]) -> Sample:
        """Return some rows, in the order and as often as they are named."""
        return Sample(self.confidence[rows], self.right[rows], self.article[rows])


Statistic: TypeAlias = Callable[[Sample], float]
"""A figure of a sample; NaN where the sample does not have it."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Hold one bin of a reliability curve: its mean confidence and the share that is right.

    ``least`` and ``most`` bound the share (95 %, Wilson), as if every field were drawn by itself.
    """

    n: int
    confidence: float
    right: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Reach:
    """Hold how many of ``n`` fields or records reach a bar of confidence, and how many of these are right."""

    n: int
    reached: int
    right: int

    @property
    def share(self) -> float:
        """Return the share that reaches the bar; NaN of nothing."""
        return self.reached / self.n if self.n else math.nan

    @property
    def precision(self) -> float:
        """Return the share right of those that reach the bar; NaN where none does."""
        return self.right / self.reached if self.reached else math.nan


def confidence_of(judgement: Judgement) -> float | None:
    """Return the confidence of a judged field; ``None`` where the coding gives none.

    Raises:
        UsageError: it is no number from 0 to 1.
    """
    given = judgement.confidence
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0.0 <= given <= 1.0:
        where = f"{judgement.file}, {judgement.kind} {judgement.index}, {judgement.field}"
        raise UsageError(f"has the confidence {given!r}", where, "a confidence is a number from 0 to 1")
    return float(given)


def sample(judgements: Iterable[Judgement]) -> Sample:
    """Gather the fields that carry a confidence; those without one are left out.

    Raises:
        UsageError: a confidence is no number from 0 to 1.
    """
    rows = [(c, j.right, j.file) for j in judgements if (c := confidence_of(j)) is not None]
    numbers = {name: i for i, name in enumerate(dict.fromkeys(name for *_, name in rows))}
    return Sample(
        np.array([c for c, _, _ in rows], np.float64),
        np.array([right for _, right, _ in rows], np.float64),
        np.array([numbers[name] for *_, name in rows], np.int64),
    )


def bins(s: Sample, count: int = BINS) -> list[Bin]:
    """Cut a sample, by rising confidence, into bins of equal numbers; fewer where there are fewer fields.

    Of fields with one confidence that fall into two bins, each bin gets the same share right, so that the
    order of the rows does not matter.
    """
    confidence, right = _by_confidence(s)
    cut = _edges(len(s), count)
    out = []
    for start, end in pairwise(cut):
        n, share = int(end - start), float(right[start:end].mean())
        out.append(Bin(n, float(confidence[start:end].mean()), share, *wilson(share * n, n)))
    return out


def calibration_error(s: Sample, count: int = BINS) -> float:
    """Return the expected calibration error with bins of equal numbers; NaN of nothing.

    It is the mean, over fields, of the distance between their bin's mean confidence and its share right
    (Naeini, Cooper & Hauskrecht 2015; equal-mass bins: Nixon et al. 2019).

    >>> two = Sample(np.array([0.5, 0.9]), np.array([1.0, 1.0]), np.array([0, 1]))
    >>> round(calibration_error(two), 6)
    0.3
    """
    if not len(s):
        return math.nan
    confidence, right = _by_confidence(s)
    apart = np.add.reduceat(right - confidence, _edges(len(s), count)[:-1])
    return float(np.abs(apart).sum() / len(s))


def _by_confidence(s: Sample) -> tuple[Floats, Floats]:
    """Return confidences, rising, and the share right among the fields of each one's confidence."""
    values, which, counts = np.unique(s.confidence, return_inverse=True, return_counts=True)
    shares = np.bincount(which, weights=s.right, minlength=len(values)) / np.maximum(counts, 1)
    return np.repeat(values, counts), np.repeat(shares, counts)


def _edges(n: int, count: int) -> npt.NDArray[np.int64]:
    """Return where the bins of ``n`` rows begin, and ``n``; the first bins are the larger ones."""
    if count < 1:
        raise ValueError(f"{count} bins")
    used = min(n, count)
    if not used:
        return np.zeros(1, np.int64)
    sizes = np.full(used, n // used)
    sizes[: n % used] += 1
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def wilson(hits: float, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, by Wilson's score.

    >>> low, high = wilson(9, 10)
    >>> round(low, 3), round(high, 3)
    (0.596, 0.982)
    """
    if n < 1:
        raise ValueError("a share of nothing has no interval")
    share, extra = hits / n, _Z * _Z / n
    middle = (share + extra / 2) / (1 + extra)
    half = _Z / (1 + extra) * math.sqrt(share * (1 - share) / n + extra / (4 * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def interval(s: Sample, statistic: Statistic, draws: int = 1000, seed: int = 0) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of a figure, whole articles drawn with replacement.

    Fields of one article are right or wrong together more often than chance has it, so that drawing fields
    would promise too much. Draws for which the figure is NaN are left out; (NaN, NaN) where all are.
    """
    if not len(s):
        return math.nan, math.nan
    rows = [np.flatnonzero(s.article == a) for a in np.unique(s.article)]
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        drawn = chance.integers(len(rows), size=len(rows))
        found.append(statistic(s.at(np.concatenate([rows[i] for i in drawn]))))
    kept = np.array([value for value in found if not math.isnan(value)])
    if not len(kept):
        return math.nan, math.nan
    low, high = np.quantile(kept, (0.025, 0.975))
    return float(low), float(high)


def error_of_calibrated(s: Sample, count: int = BINS, draws: int = 200, seed: int = 0) -> float:
    """Return the mean calibration error of this sample if its confidences were exactly right.

    Shares of few fields stray from their probability, so no finite sample has an error of 0: this is the
    floor to read an error against. It takes each field as drawn by itself.
    """
    if not len(s):
        return math.nan
    chance = np.random.default_rng(seed)
    errors = []
    for _ in range(draws):
        right = (chance.random(len(s)) < s.confidence).astype(np.float64)
        errors.append(calibration_error(Sample(s.confidence, right, s.article), count))
    return float(np.mean(errors))


def reach(s: Sample, bar: float = 0.9, n: int | None = None) -> Reach:
    """Count the fields whose confidence reaches a bar; ``n`` counts those without a confidence too."""
    over = s.confidence >= bar
    return Reach(len(s) if n is None else n, int(over.sum()), int(s.right[over].sum()))


def precision_above(bar: float = 0.9) -> Statistic:
    """Return the figure "share right of what reaches the bar"."""
    return lambda s: reach(s, bar).precision


def whole_records(judgements: Iterable[Judgement], fields: Sequence[str]) -> list[Judgement]:
    """Judge records as wholes: right where all named fields are, and as sure as of the least sure of them.

    Returns:
        One judgement for each record, its field named "all"; without confidence where a field has none.
    """
    records: dict[tuple[str, str, int], list[Judgement]] = defaultdict(list)
    for j in judgements:
        if j.field in fields:
            records[j.file, j.kind, j.index].append(j)
    out = []
    for (file, kind, index), parts in records.items():
        sure = [confidence_of(part) for part in parts]
        known = [value for value in sure if value is not None]
        least = min(known) if len(known) == len(fields) else None
        out.append(Judgement(file, kind, index, "all", least, all(part.right for part in parts)))
    return out
