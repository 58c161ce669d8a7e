"""Cut a text into words as lineage compares them, and weigh how much each word says.

A word's weight is a fixed function of the word: the rank of the word in the vocabulary of the shipped
tokenizer, which is in the order of frequency in English. Counts over the casefile would change with it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files

from onrecord.encoder.tokens import tokenizer
from onrecord.text.folding import fold

_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_FIRST_WORD = 1996
"""Where the words begin in the tokenizer's vocabulary; below stand marks and single characters."""
_USUAL = 60  # the most frequent words say nothing
_LEAST, _MOST = 0.5, 100.0
_UNKNOWN = 9.0  # of a word that the vocabulary lacks: mostly names
_LONG_NUMBER, _DIGIT = 6.0, 3.0
_ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")),
    *(("er", ""), ("ers", ""), ("er", "e"), ("ers", "e"), ("ly", ""), ("ation", "e"), ("ment", "")),
)
_STEM = 5  # letters: "Ochakov" and "Ochakiv", "agree" and "agreement" are one


def words(text: str, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
    """Return the words of a stretch of text, folded, with their places.

    >>> words("Kyiv’s 1,200 men")
    [('kyiv', 0, 6), ('1200', 7, 12), ('men', 13, 16)]
    """
    stop = len(text) if end is None else end
    return [(_plain(m[0]), *m.span()) for m in _WORD.finditer(text, start, stop)]


@lru_cache(maxsize=65536)
def _plain(word: str) -> str:
    if word[0].isdigit():
        return word.replace(",", "").replace(":", ".")
    folded = fold(word)
    return folded[:-2] if folded.endswith("'s") else folded


@cache
def _numerals() -> dict[str, str]:
    rows = files("onrecord.lineage").joinpath("data/numerals.txt").read_text(encoding="utf-8").splitlines()
    return dict(row.split() for row in rows if row and not row.startswith("#"))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what of a word is compared: its first letters, a number in figures.

    >>> stem("ketterlanders"), stem("eleven"), stem("1961")
    ('kette', '11', '1961')
    """
    word = _numerals().get(word, word)
    return word if word[0].isdigit() else word[:_STEM]


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """Return how much a word says: 0 for the most frequent, 9 for one that the vocabulary lacks.

    >>> weight("the"), round(weight("ferry"), 1), weight("donuzlav")
    (0.0, 4.4, 9.0)
    """
    word = _numerals().get(word, word)
    if word[0].isdigit():
        return _LONG_NUMBER if len(word) > 1 else _DIGIT
    rank = _rank(word)
    return _UNKNOWN if rank is None else max(0.0, math.log(max(rank - _FIRST_WORD, 1) / _USUAL))


def _rank(word: str) -> int | None:
    """Return where a word stands in the vocabulary, or the word that it is a form of."""
    known = tokenizer().token_to_id
    rank = known(word)
    for ending, instead in _ENDINGS:
        if rank is None and word.endswith(ending) and len(word) - len(ending) >= 3:
            rank = known(word[: -len(ending)] + instead)
    return rank


@lru_cache(maxsize=262144)
def number_of(word: str) -> int:
    """Return a word's number of 64 bits, the same on every machine."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=131072)
def _telling(word: str) -> tuple[str, float] | None:
    heavy = weight(word)
    return (stem(word), heavy) if heavy > _LEAST else None


def weights(found: Iterable[str]) -> dict[str, float]:
    """Return the weight of each stem among words; the least of its words counts, usual words are left out."""
    out: dict[str, float] = {}
    for told in map(_telling, found):
        if told is not None:
            key, heavy = told
            if heavy < out.get(key, _MOST):
                out[key] = heavy
    return out
