"""Take words apart for comparing acts: what a text is about, as a set and in the order of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from onrecord.register.sameness import content, stem

_WORD = re.compile(r"[^\W\d_]+|\d[\d.,\u00a0\u202f]*")


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words of a text that say what it is about, as stems."""

    stems: frozenset[str]  # all of them, names and numbers too
    names: frozenset[str]
    numbers: frozenset[str]
    order: str  # the stems as the text has them, numbers as digits
    negations: int
    pairs: frozenset[tuple[str, str]]  # each two that follow one another in the order


@lru_cache(maxsize=32768)
def words(text: str) -> Words:
    """Return the content words of a text.

    >>> found = words("Skerrin has pledged a contingent of 1,200 troops")
    >>> found.order
    'skerrin pledg conting 1200 troop'
    """
    found = content(text)
    stems = found.all | found.opening
    order = []
    for m in _WORD.finditer(text):
        token = m.group()
        made = re.sub(r"\D", "", token) if token[0].isdigit() else stem(token)
        if made in stems:
            order.append(made)
    pairs = frozenset(pairwise(order))
    return Words(stems, found.names, found.numbers, " ".join(order), found.negations, pairs)
