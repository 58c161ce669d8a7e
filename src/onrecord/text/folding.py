"""Bring words into the form in which lists of words hold them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NOT_FOLDED = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "’": "'", "‘": "'"}
)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word in lower case, without accents, apostrophes straight.

    >>> fold("Erdoğan’s")
    "erdogan's"
    """
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.translate(_NOT_FOLDED))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()
