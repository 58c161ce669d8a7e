"""Turn texts into wordpieces with their places, and cut them into windows for the encoder.

The pieces are those of all-MiniLM-L6-v2's tokenizer. Paragraphs are set apart by [SEP]; [CLS] stands in
front of each window and serves the links as "none here".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from onrecord.text.sentences import paragraphs, sentence_starts

CLS, SEP = 101, 102

WINDOW = 190
"""Longest window in pieces. The tagger is trained at this length; longer ones cost F1 (shared trial)."""

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Hold one text's wordpieces: ids, code point offsets, and how strong a break stands before each.

    ``breaks`` is 2 before a paragraph's first piece, 1 before a sentence's, else 0. A [SEP] between two
    paragraphs has an empty stretch (start == end).
    """

    ids: Ints
    starts: Ints
    ends: Ints
    breaks: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.ids)


@cache
def tokenizer() -> Tokenizer:
    """Load the shipped tokenizer once."""
    loaded = Tokenizer.from_str(
        files("onrecord.encoder").joinpath("data/tokenizer.json").read_text(encoding="utf-8")
    )
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def pieces(texts: Sequence[str]) -> list[Pieces]:
    """Cut texts into wordpieces, all paragraphs of all texts in one call."""
    spans = [paragraphs(text) for text in texts]
    encoded = iter(
        tokenizer().encode_batch(
            [p.of(text) for text, ps in zip(texts, spans, strict=True) for p in ps], add_special_tokens=False
        )
    )
    return [
        _assemble([(p.start, next(encoded)) for p in ps], sentence_starts(text))
        for text, ps in zip(texts, spans, strict=True)
    ]


def _assemble(parts: list, sentences: list[int]) -> Pieces:  # type: ignore[type-arg]
    ids: list[npt.NDArray[np.int32]] = []
    offsets: list[npt.NDArray[np.int32]] = []
    first: list[int] = []
    count = 0
    for at, encoding in parts:
        if not encoding.ids:
            continue
        if ids:
            ids.append(np.array([SEP], np.int32))
            offsets.append(np.array([[at, at]], np.int32))
            count += 1
        first.append(count)
        ids.append(np.array(encoding.ids, np.int32))
        offsets.append(np.array(encoding.offsets, np.int32) + at)
        count += len(encoding.ids)
    if not ids:
        empty = np.zeros(0, np.int32)
        return Pieces(empty, empty, empty, np.zeros(0, np.int8))
    where = np.concatenate(offsets)
    breaks = np.zeros(count, np.int8)
    at_sentence = np.searchsorted(where[:, 0], np.array(sentences, np.int32))
    breaks[at_sentence[at_sentence < count]] = 1
    breaks[first] = 2
    joined = np.concatenate(ids)
    breaks[joined == SEP] = 0
    return Pieces(joined, where[:, 0], where[:, 1], breaks)


def windows(
    breaks: npt.NDArray[np.int8], limit: int = WINDOW, first: int | None = None
) -> list[tuple[int, int]]:
    """Cut ``len(breaks)`` pieces into windows of at most ``limit``, at the strongest late break.

    A paragraph break in the last two fifths wins, then a sentence break there, then one in the last two
    thirds, then a hard cut. ``first`` shortens the first window (training draws it anew each epoch).

    >>> import numpy as np
    >>> windows(np.array([2, 0, 0, 1, 0, 0], np.int8), limit=4)
    [(0, 3), (3, 6)]
    """
    n, begin, size = len(breaks), 0, first or limit
    paragraph, sentence = np.flatnonzero(breaks >= 2), np.flatnonzero(breaks >= 1)
    out: list[tuple[int, int]] = []
    while n - begin > size:
        cut = begin + size
        for places, low in (
            (paragraph, begin + int(size * 0.6)),
            (sentence, begin + int(size * 0.6)),
            (sentence, begin + size // 3),
        ):
            i = int(np.searchsorted(places, begin + size, side="right")) - 1
            if i >= 0 and places[i] > low:
                cut = int(places[i])
                break
        out.append((begin, cut))
        begin, size = cut, limit
    if begin < n:
        out.append((begin, n))
    return out
