"""Bring a document into the form in which it is compared: words by number, sentences by vector and stems."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from onrecord.lineage.words import number_of, weights, words
from onrecord.model import Document, Material, Span, ZoneKind
from onrecord.text.days import Days, days
from onrecord.text.quotation import quoted_spans

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.uint64]

_SMOOTH = 6.0  # weight added to each sentence, so that one shared word of a short one does not say all

SHORTEST = 4
"""Words that a sentence needs for its vector and stems to say anything."""


SEED = 4
"""Words that must be the same in a row for two documents to be held against each other there."""

TELLING = 3.5
"""Weight from which a word tells something: not among the first 2,000 of English."""

_HEAVIEST = 7  # telling words of one sentence that are paired
_COMBINATIONS = {n: np.triu_indices(n, 1) for n in range(2, _HEAVIEST + 1)}
MIX, SPREAD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
"""Odd numbers that spread what is multiplied by them over all bits."""


def shingles(numbers: Numbers, size: int) -> Numbers:
    """Return a number of 64 bits for each run of ``size`` words, in order; empty where there are fewer."""
    count = len(numbers) - size + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    out = numbers[:count].copy()
    for step in range(1, size):
        out = out * MIX + numbers[step : step + count]
    return out ^ (out >> np.uint64(29))


class Words:
    """Hold the words of a document outside its lines of credit, each with its place."""

    def __init__(self, document: Document) -> None:
        found: list[tuple[str, int, int]] = []
        at = 0
        for zone in document.zones:
            if zone.kind is ZoneKind.CREDIT:
                found += words(document.text, at, zone.span.start)
                at = zone.span.end
        found += words(document.text, at)
        texts, starts, ends = zip(*found, strict=True) if found else ((), (), ())
        self.texts: list[str] = list(texts)
        self.starts: list[int] = list(starts)
        self.ends: list[int] = list(ends)

    @cached_property
    def numbers(self) -> Numbers:
        """Return each word's number of 64 bits."""
        return np.fromiter(map(number_of, self.texts), dtype=np.uint64, count=len(self.texts))

    def __len__(self) -> int:
        return len(self.texts)

    def span(self, first: int, count: int) -> Span:
        """Return the stretch of text that some words cover."""
        return Span(self.starts[first], self.ends[first + count - 1])


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the stems of sentences as a sparse table: a row and a number each, and a share of the row."""

    rows: npt.NDArray[np.intp]
    stems: Numbers
    shares: Floats  # root of a stem's part of the weight of its sentence

    @classmethod
    def of(cls, stems: Sequence[dict[str, float]]) -> Table:
        """Make the table of sentences."""
        rows = [n for n, held in enumerate(stems) for _ in held]
        numbers = [number_of(s) for held in stems for s in held]
        shares = [
            w / total for held in stems if (total := sum(held.values()) + _SMOOTH) for w in held.values()
        ]
        return cls(
            np.asarray(rows, dtype=np.intp),
            np.asarray(numbers, dtype=np.uint64),
            np.sqrt(np.asarray(shares, dtype=np.float32)),
        )


@dataclass(frozen=True, slots=True)
class Sentences:
    """Hold the sentences that are compared: the words they hold, their vectors, their stems by weight."""

    spans: tuple[Span, ...]
    first: tuple[int, ...]  # index of each one's first word
    last: tuple[int, ...]  # index after its last word
    vectors: Floats  # sentences x 128, unit length
    stems: tuple[dict[str, float], ...]
    table: Table

    def __len__(self) -> int:
        return len(self.spans)


class Prepared:
    """Hold a document as it is compared; each part is made when it is first asked for."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.document = material.document
        self.words = Words(material.document)

    @cached_property
    def sentences(self) -> Sentences:
        """Return the sentences with a vector that have enough words."""
        starts = np.asarray(self.words.starts)
        rows: list[tuple[Span, int, int, bytes]] = []
        for sentence in self.material.sentences:
            first, last = np.searchsorted(starts, (sentence.span.start, sentence.span.end)).tolist()
            if last - first >= SHORTEST and sentence.vector:
                rows.append((sentence.span, first, last, sentence.vector))
        raw = np.frombuffer(b"".join(vector for *_, vector in rows), dtype=np.int8)
        vectors: Floats = np.zeros((0, 1), dtype=np.float32)
        if rows:
            vectors = raw.reshape(len(rows), -1).astype(np.float32)
            vectors *= np.float32(1 / 127)
        texts = self.words.texts
        stems = tuple(weights(texts[first:last]) for _, first, last, _ in rows)
        return Sentences(
            tuple(span for span, *_ in rows),
            tuple(first for _, first, _, _ in rows),
            tuple(last for _, _, last, _ in rows),
            vectors,
            stems,
            Table.of(stems),
        )

    @cached_property
    def stems(self) -> dict[str, float]:
        """Return the stems of all compared sentences by weight."""
        out: dict[str, float] = {}
        for stems in self.sentences.stems:
            for key, heavy in stems.items():
                out[key] = min(heavy, out.get(key, heavy))
        return out

    @cached_property
    def numbers(self) -> frozenset[str]:
        """Return the numbers in the compared sentences, numerals as figures."""
        return frozenset(s for s in self.stems if s[0].isdigit())

    @cached_property
    def days(self) -> Days | None:
        """Return between which days it was published."""
        return days(self.document.published)

    @cached_property
    def places(self) -> dict[int, list[int]]:
        """Return by number where each run of `SEED` words begins."""
        out: dict[int, list[int]] = {}
        for place, number in enumerate(self.seeds):
            out.setdefault(number, []).append(place)
        return out

    @cached_property
    def seeds(self) -> list[int]:
        """Return the number of each run of `SEED` words, in order."""
        found: list[int] = shingles(self.words.numbers, SEED).tolist()
        return found

    @cached_property
    def pairs(self) -> Numbers:
        """Return a number for each two telling words of one sentence, in order, each once."""
        by_size: dict[int, list[int]] = {}
        for stems in self.sentences.stems:
            telling = [(-heavy, number_of(s)) for s, heavy in stems.items() if heavy >= TELLING]
            if len(telling) > _HEAVIEST:
                telling = sorted(telling)[:_HEAVIEST]
            if len(telling) > 1:
                by_size.setdefault(len(telling), []).extend(sorted(n for _, n in telling))
        parts: list[Numbers] = [np.zeros(0, dtype=np.uint64)]
        for size, numbers in by_size.items():  # sentences with as many words together
            left, right = _COMBINATIONS[size]
            found = np.array(numbers, dtype=np.uint64).reshape(-1, size)
            mixed = (found[:, left] * MIX) ^ (found[:, right] * SPREAD)
            parts.append((mixed ^ (mixed >> np.uint64(31))).ravel())
        return np.unique(np.concatenate(parts))

    @cached_property
    def pair_set(self) -> frozenset[int]:
        """Return the same as a set."""
        return frozenset(self.pairs.tolist())

    @cached_property
    def quoted(self) -> npt.NDArray[np.bool_]:
        """Return for each word whether it stands within quotation marks."""
        mask = np.zeros(len(self.words), dtype=bool)
        starts = np.asarray(self.words.starts)
        for span in quoted_spans(self.document.text):
            first, last = np.searchsorted(starts, (span.start, span.end)).tolist()
            mask[first:last] = True
        return mask

    @cached_property
    def headline(self) -> npt.NDArray[np.bool_]:
        """Return for each word whether it stands in the headline."""
        mask = np.zeros(len(self.words), dtype=bool)
        starts = np.asarray(self.words.starts)
        for zone in self.document.zones:
            if zone.kind is ZoneKind.HEADLINE:
                first, last = np.searchsorted(starts, (zone.span.start, zone.span.end)).tolist()
                mask[first:last] = True
        return mask
