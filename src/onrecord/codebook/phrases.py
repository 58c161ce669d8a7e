"""Read the phrases of a codebook: words, endings left open, alternatives and gaps.

=================  ==========================================================================
``peace talks``    these words in this order; capitals, accents, hyphens and a plural do not matter
``negotiat*``      any ending
``(join|enter)``   one of these; ``(new)?`` may be left out
``withdraw* ... troops``  up to four words between
``UN``, ``NATO``   all capitals: an acronym, which small letters do not match ("un"; "Nato" does)
=================  ==========================================================================
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

GAP = 4
"""Most words that ``...`` stands for."""

MOST_ALTERNATIVES = 400
"""Most plain phrases that one phrase with alternatives may stand for between two gaps."""

LEAST_STEM = 3
"""Fewest letters before ``*``: shorter stems begin too many words."""

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*")
_PART = re.compile(
    r"\.\.\.|…|[()|?]|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W_]+)*\*?|[\s\-–/.,&'’]+?|.", re.DOTALL
)
_BETWEEN = re.compile(r"[\s\-–/.,&'’]")
_POSSESSIVE = re.compile(r"['’]s?$")
# What may stand between two words of one phrase; anything else, such as a full stop, ends it.
_JOINS = re.compile(r"[ \t\xa0\-‐‑–/,&\"'“”‘’«»\[\]]{1,4}|[^\S\n]*\n[^\S\n]*(?!\s)")


class PhraseError(ValueError):
    """Say what is wrong with a phrase."""


@dataclass(frozen=True, slots=True)
class Word:
    """Test one word of a text: folded; ``is_stem`` leaves its ending open."""

    text: str
    is_stem: bool = False
    is_acronym: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """Hold one word of a text: folded, as it stands, and whether it can go on the phrase before it."""

    start: int
    end: int
    text: str
    is_capital: bool  # begins with a capital
    is_upper: bool  # has capitals alone
    joins: bool


Segment = tuple[tuple[Word, ...], ...]
"""The runs of words of which one has to stand between two gaps of a phrase."""


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word in lower case without accents, stops and a possessive ending.

    >>> fold("Élysée’s"), fold("U.S.")
    ('elysee', 'us')
    """
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word))
    return "".join(c for c in plain if not unicodedata.combining(c) and c != ".").replace("’", "'").lower()


@lru_cache(maxsize=65536)
def _shape(word: str) -> tuple[str, bool, bool]:
    """Return a word folded, and whether it begins with a capital and has capitals alone."""
    return fold(word), word[0].isupper(), _POSSESSIVE.sub("", word).isupper()


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text, in order.

    >>> [(t.text, t.joins) for t in tokens("No-fly zone. Next")]
    [('no', False), ('fly', True), ('zone', True), ('next', False)]
    """
    end = 0
    for m in _TOKEN.finditer(text):
        start, after = m.span()
        joins = bool(end) and (text[end:start] == " " or _JOINS.fullmatch(text, end, start) is not None)
        yield Token(start, after, *_shape(m.group()), joins)
        end = after


def segments(phrase: str) -> list[Segment]:
    """Return the runs of words between a phrase's gaps; raise PhraseError where it cannot be read.

    >>> [[[w.text for w in run] for run in s] for s in segments("(join|enter) ... NATO")]
    [[['join'], ['enter']], [['nato']]]
    """
    out: list[Segment] = []
    places: list[list[list[Word]]] = []
    for place in [*_places(phrase), None]:
        if place is not None:
            places.append(place)
            continue
        total = math.prod(len(p) for p in places)
        if total > MOST_ALTERNATIVES:
            raise PhraseError(f"stands for {total} plain phrases (at most {MOST_ALTERNATIVES}): split it")
        runs = [tuple(itertools.chain.from_iterable(run)) for run in itertools.product(*places)]
        if not all(runs):
            raise PhraseError("may have no word, or begins or ends with '...'")
        out.append(tuple(dict.fromkeys(runs)))
        places = []
    return out


def _places(phrase: str) -> Iterator[list[list[Word]] | None]:
    """Cut a phrase into places, each with its alternative runs of words; a gap is ``None``."""
    group: list[list[Word]] | None = None
    waiting: list[list[Word]] | None = None  # a closed group, which "?" may follow
    for m in _PART.finditer(phrase):
        part = m.group()
        if waiting is not None:
            yield [*waiting, []] if part == "?" else waiting
            waiting = None
            if part == "?":
                continue
        if part == "(" and group is None:
            group = [[]]
        elif part == "|" and group is not None:
            group.append([])
        elif part == ")" and group is not None:
            waiting, group = group, None
        elif part in ("...", "…") and group is None:
            yield None
        elif part[0].isalnum():
            if group is None:
                yield [[_word(part)]]
            else:
                group[-1].append(_word(part))
        elif not _BETWEEN.fullmatch(part):
            raise PhraseError(f"has {part!r} where phrases do not take it (patterns begin with 're:')")
    if group is not None:
        raise PhraseError("has a bracket that is not closed")
    if waiting is not None:
        yield waiting


def _word(part: str) -> Word:
    is_stem = part.endswith("*")
    bare = part.rstrip("*")
    if is_stem and len(bare) < LEAST_STEM:
        raise PhraseError(f"has {part!r}: write at least {LEAST_STEM} letters before '*'")
    return Word(fold(bare), is_stem, bare.isupper() and len(bare) > 1 and bare.isalpha())
