"""Give each document keys by which documents like it are found without looking at all.

Three kinds, told apart by the two lowest bits:

* bands of a MinHash signature (rensa) over runs of three words: copies with many small edits;
* fingerprints of runs of seven words, the least of each nine in a row (winnowing, Schleimer, Wilkerson and
  Aiken 2003): any passage of 15 words taken over shares at least one;
* pairs of telling words of one sentence, in any order and form: rewrites, which keep few words in a row but
  have to put the same names, numbers and things together.

No key depends on other documents.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

import numpy as np
import rensa

from onrecord.lineage.prepared import MIX, SPREAD, Numbers, Prepared, shingles


class KeyKind(IntEnum):
    """What a key was made of, kept in its two lowest bits."""

    BAND = 0
    PASSAGE = 1
    PAIR = 2


LIMIT = 128
"""A key of more documents than this is furniture, or what everybody writes: it counts for nothing."""

BAND_LIMIT = 1000
"""The same for bands, which only near-equal texts share."""

NEEDED = 2
"""Points that two documents need in common to be compared."""

POINTS = {KeyKind.BAND: 2, KeyKind.PASSAGE: 2, KeyKind.PAIR: 1}

_POINTS = (POINTS[KeyKind.BAND], POINTS[KeyKind.PASSAGE], POINTS[KeyKind.PAIR])

MOST = 2_000
"""Keys of one kind that a document has at most: of a very long text the least are taken."""

_SIGNATURE, _ROWS, _SHINGLE = 128, 4, 3
_RUN, _WINDOW = 7, 9
_LINE_WORDS = 50  # of a line of furniture
_LINES = 3  # line breaks from which a text has a first and a last line beside its body
_EMPTY: Numbers = np.zeros(0, dtype=np.uint64)


def kind_of(key: int) -> KeyKind:
    """Return what a key was made of."""
    return KeyKind(key & 3)


def limit_of(key: int) -> int:
    """Return how many documents may hold a key for it to count."""
    return BAND_LIMIT if key & 3 == KeyKind.BAND else LIMIT


def points_of(key: int) -> int:
    """Return what a key is worth."""
    return _POINTS[key & 3]


def points(shared: Iterable[int]) -> int:
    """Return what shared keys are worth together."""
    return sum(_POINTS[key & 3] for key in shared)


def keys(document: Prepared) -> frozenset[int]:
    """Return a document's keys, signed integers of 64 bits."""
    numbers = document.words.numbers
    found = {
        KeyKind.BAND: _bands(numbers),
        KeyKind.PASSAGE: _fingerprints(_inner(document)),
        KeyKind.PAIR: document.pairs,
    }
    out: set[int] = set()
    for kind, part in found.items():
        tagged = (np.unique(part)[:MOST] & ~np.uint64(3)) | np.uint64(kind)
        out.update(tagged.view(np.int64).tolist())
    return frozenset(out)


def _bands(numbers: Numbers) -> Numbers:
    """Return a number for each band of the signature; equal rows of two bands have different ones."""
    cut = shingles(numbers, _SHINGLE)
    if not len(cut):
        return _EMPTY
    signature = rensa.RMinHash(num_perm=_SIGNATURE, seed=1)
    signature.update([f"{n:x}" for n in np.unique(cut).tolist()])
    rows = np.asarray(signature.digest(), dtype=np.uint64).reshape(-1, _ROWS)
    out = np.arange(1, len(rows) + 1, dtype=np.uint64) * SPREAD
    for column in rows.T:
        out = (out ^ column) * MIX
        out ^= out >> np.uint64(31)
    return out


def _inner(document: Prepared) -> Numbers:
    """Return the words without those of the first and the last line, where mastheads and furniture stand."""
    numbers, text = document.words.numbers, document.document.text.strip()
    if text.count("\n") < _LINES:
        return numbers
    lead = len(document.document.text) - len(document.document.text.lstrip())
    first, last = lead + text.find("\n"), lead + text.rfind("\n")
    begin, end = np.searchsorted(document.words.starts, (first, last)).tolist()
    most = _LINE_WORDS  # a longer one is a paragraph
    return numbers[begin if begin <= most else 0 : end if len(numbers) - end <= most else None]


def _fingerprints(numbers: Numbers) -> Numbers:
    cut = shingles(numbers, _RUN)
    if len(cut) <= _WINDOW:
        return np.sort(cut)[:1]
    least: Numbers = np.lib.stride_tricks.sliding_window_view(cut, _WINDOW).min(axis=1)
    return least
