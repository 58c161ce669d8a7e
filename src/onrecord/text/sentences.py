"""Find where paragraphs and sentences begin: for cutting windows, for sentence vectors, for places in a page.

A wrong cut only moves a window's edge or splits a vector, so the rule is short: closing punctuation, then
space, then something that can open a sentence, with abbreviations and initials left alone.
"""

from __future__ import annotations

import itertools
import re
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.model import Span

_LONG = 2_000
"""Code points from which on a text is taken for an article, not for one passage."""

_PARAGRAPH = re.compile(r"[^\r\n]+")
# From the first mark of a run only and without giving marks back: a row of dots is looked at once.
_BOUNDARY = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+(?=(\s+)["'“‘«(\[]*[A-Z0-9À-ÖØ-ÞĀ-Ž])""")
_LAST_WORD = re.compile(r"[^\s(\[\"'“‘«]+$")


@cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations after which a full stop ends no sentence, lower case, without the stop."""
    lines = files("onrecord.text").joinpath("data/abbreviations.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip().lower() for line in lines if line.strip() and not line.startswith("#"))


def paragraphs(text: str) -> list[Span]:
    r"""Return the runs between line breaks that hold more than white space.

    >>> [p.of("One.\n\nTwo.") for p in paragraphs("One.\n\nTwo.")]
    ['One.', 'Two.']
    """
    return [Span(m.start(), m.end()) for m in _PARAGRAPH.finditer(text) if not m.group().isspace()]


def sentence_starts(text: str) -> list[int]:
    """Return where sentences begin, paragraph starts included, in order.

    >>> sentence_starts("He spoke to Gen. Alt. She left.")
    [0, 22]
    """
    starts: list[int] = []
    for paragraph in paragraphs(text):
        starts.append(paragraph.start)
        for m in _BOUNDARY.finditer(text, paragraph.start, paragraph.end):
            if not _is_abbreviation(text, m):
                starts.append(m.end(1))
    return starts


def _is_abbreviation(text: str, boundary: re.Match[str]) -> bool:
    if boundary.group() != ".":
        return False
    word = _LAST_WORD.search(text, max(0, boundary.start() - 20), boundary.start())
    if word is None:
        return False
    token = word.group()
    initial = len(token) == 1 and token.isupper()
    return initial or "." in token or token.lower() in abbreviations()


def sentences(text: str) -> list[Span]:
    """Return the sentences of a text, without the space around them.

    >>> [s.of("A b. C d!") for s in sentences("A b. C d!")]
    ['A b.', 'C d!']
    """
    return list(_last_long(text) if len(text) > _LONG else _short(text))


def _cut(text: str) -> tuple[Span, ...]:
    starts = sentence_starts(text)
    found: list[Span] = []
    for start, limit in itertools.pairwise([*starts, len(text)]):
        piece = text[start:limit]
        kept = piece.rstrip()
        lead = len(kept) - len(kept.lstrip())
        if kept[lead:]:
            found.append(Span(start + lead, start + len(kept)))
    return tuple(found)


# Several steps ask for the sentences of one article, and of one content. Of long texts only the last is kept.
_last_long = lru_cache(maxsize=1)(_cut)
_short = lru_cache(maxsize=1024)(_cut)
