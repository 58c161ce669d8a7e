"""Set two articles side by side, word by word: what both have, what the one dropped, what the other added.

Lines that both have are found first, then paragraphs that say the same, then words within these, so that time
and memory stay bounded whatever the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from onrecord.model import Span
from onrecord.views.reader.pairing import Pairs, together
from onrecord.views.reader.parts import paragraphs

LINES = 5_000
"""Paragraphs of each article that are compared."""
_WORDS = 6_000  # of each side between two lines that both have; more are shown as replaced
_CELLS = 16_000_000  # of the table that keeps the best order; above it a slower way needs less memory
_ISLAND = 3  # words below which what is kept between two changes is no more than chance
_REWORDED = 0.4  # share of what both have below which two paragraphs are one said in other words
_TOKEN = re.compile(r"\n\s*|\w+(?:[’'.,-]\w+)*|[^\w\s]")
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})


class Change(StrEnum):
    """What became of words."""

    KEPT = "kept"
    DROPPED = "dropped"
    ADDED = "added"


class Run(NamedTuple):
    """Hold words of one article with what became of them."""

    start: int
    text: str
    change: Change


@dataclass(frozen=True, slots=True)
class Row:
    """Set one paragraph beside what stands in its place; either side may be empty."""

    left: tuple[Run, ...]
    right: tuple[Run, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether nothing in it changed."""
        return all(run.change is Change.KEPT for run in (*self.left, *self.right))

    @property
    def is_reworded(self) -> bool:
        """Tell whether both sides say something, with few words in common, which are then what to mark."""
        shares = (
            sum(len(run.text) for run in side if run.change is Change.KEPT)
            for side in (self.left, self.right)
        )
        lengths = [sum(len(run.text) for run in side) for side in (self.left, self.right)]
        return all(lengths) and sum(shares) < _REWORDED * sum(lengths)


@dataclass(frozen=True, slots=True)
class Differences:
    """Hold two articles side by side."""

    rows: tuple[Row, ...]
    kept: tuple[tuple[Span, Span], ...]  # words that both have, in the order of both
    dropped: int  # words
    added: int
    same: int
    is_whole: bool = True  # False: the articles are too long, and only their beginnings were compared


class _Token(NamedTuple):
    start: int
    end: int
    key: str


def differences(left: str, right: str, passages: Pairs = ()) -> Differences:
    """Compare two texts word by word.

    Args:
        left: the text that was there first.
        right: the other.
        passages: that are known to say the same, so that their paragraphs are set side by side.

    >>> found = differences("He said no.", "He firmly said no.")
    >>> found.same, found.dropped, found.added
    (3, 0, 1)
    """
    a, b = paragraphs(left), paragraphs(right)
    is_whole = len(a) <= LINES and len(b) <= LINES
    a, b = a[:LINES], b[:LINES]
    rows: list[Row] = []
    kept: list[tuple[Span, Span]] = []
    for same, some, others in _blocks([_key(each.of(left)) for each in a], [_key(e.of(right)) for e in b]):
        mine, theirs = a[some], b[others]
        if same:
            for one, other in zip(mine, theirs, strict=True):
                rows.append(Row((_whole(left, one, Change.KEPT),), (_whole(right, other, Change.KEPT),)))
                kept.append((one, other))
        else:
            for alike, some_mine, some_theirs in together(left, right, mine, theirs, passages):
                if alike:
                    rows += _compared(left, right, some_mine, some_theirs, kept)
                else:
                    rows += _apart(left, right, some_mine, some_theirs)
    dropped, added = (_count(rows, change) for change in (Change.DROPPED, Change.ADDED))
    return Differences(tuple(rows), tuple(kept), dropped, added, _count(rows, Change.KEPT), is_whole)


def _key(text: str) -> str:
    return " ".join(text.translate(_SAME).split())


def _count(rows: Sequence[Row], change: Change) -> int:
    runs = (run for row in rows for run in (row.right if change is Change.ADDED else row.left))
    return sum(len(re.findall(r"\w+", run.text)) for run in runs if run.change is change)


def _whole(text: str, span: Span, change: Change) -> Run:
    return Run(span.start, span.of(text), change)


def _blocks(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[bool, slice, slice]]:
    """Yield runs of lines that both have, and what stands between them."""
    for tag, a0, a1, b0, b1 in _opcodes(a, b):
        yield tag == "equal", slice(a0, a1), slice(b0, b1)


def _opcodes(a: Sequence[str], b: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return the steps from one sequence to the other; two changes never stand side by side."""
    way = Indel if len(a) * len(b) <= _CELLS else Levenshtein
    found: list[tuple[str, int, int, int, int]] = []
    for tag, a0, a1, b0, b1 in way.opcodes(a, b):
        if found and (tag == "equal") == (found[-1][0] == "equal"):
            last = found.pop()
            found.append((last[0] if tag == "equal" else "replace", last[1], a1, last[3], b1))
        else:
            found.append((tag if tag == "equal" else "replace", a0, a1, b0, b1))
    return found


def _compared(
    left: str, right: str, mine: Sequence[Span], theirs: Sequence[Span], kept: list[tuple[Span, Span]]
) -> Iterator[Row]:
    """Yield the row of paragraphs that say the same, and note the words that both have."""
    a, b = _tokens(left, mine), _tokens(right, theirs)
    if not a or not b or max(len(a), len(b)) > _WORDS:
        yield from _apart(left, right, mine, theirs)
        return
    steps = _without_islands(_opcodes([each.key for each in a], [each.key for each in b]), a)
    kept += [
        (Span(a[a0].start, a[a1 - 1].end), Span(b[b0].start, b[b1 - 1].end))
        for is_same, a0, a1, b0, b1 in steps
        if is_same
    ]
    yield Row(
        tuple(_runs(left, a, [(s, a0, a1) for s, a0, a1, _, _ in steps], Change.DROPPED)),
        tuple(_runs(right, b, [(s, b0, b1) for s, _, _, b0, b1 in steps], Change.ADDED)),
    )


_Step = tuple[bool, int, int, int, int]  # kept?, and where in both


def _tokens(text: str, lines: Sequence[Span]) -> list[_Token]:
    """Return words, signs and, between two paragraphs, a break."""
    if not lines:
        return []
    begin, end = lines[0].start, lines[-1].end
    return [
        _Token(m.start(), m.end(), "\n" if m[0][0] == "\n" else m[0].translate(_SAME))
        for m in _TOKEN.finditer(text, begin, end)
    ]


def _without_islands(steps: Sequence[tuple[str, int, int, int, int]], a: Sequence[_Token]) -> list[_Step]:
    """Take a word or two that both have between two changes for changed too: they are there by chance."""
    found: list[_Step] = []
    for number, (tag, a0, a1, b0, b1) in enumerate(steps):
        same = tag == "equal"
        if same and 0 < number < len(steps) - 1:
            held = [each.key for each in a[a0:a1]]
            words = sum(key[0].isalnum() for key in held)
            around = _size(steps[number - 1]) + _size(steps[number + 1])
            same = words >= _ISLAND or around <= 3 * words
        if found and found[-1][0] == same:
            last = found.pop()
            found.append((same, last[1], a1, last[3], b1))
        else:
            found.append((same, a0, a1, b0, b1))
    return found


def _size(step: tuple[str, int, int, int, int]) -> int:
    return max(step[2] - step[1], step[4] - step[3])


def _runs(
    text: str, tokens: Sequence[_Token], steps: Sequence[tuple[bool, int, int]], change: Change
) -> Iterator[Run]:
    """Yield the words of one side, what stands between two of them with the first."""
    held = [(same, list(group)) for same, group in groupby((s for s in steps if s[1] < s[2]), itemgetter(0))]
    for number, (same, group) in enumerate(held):
        start = tokens[group[0][1]].start
        end = (
            tokens[held[number + 1][1][0][1]].start
            if number + 1 < len(held)
            else tokens[group[-1][2] - 1].end
        )
        yield Run(start, text[start:end], Change.KEPT if same else change)


def _apart(left: str, right: str, mine: Sequence[Span], theirs: Sequence[Span]) -> Iterator[Row]:
    """Yield what was dropped and what was added where the two have nothing in common."""
    for span in mine:
        yield Row((_whole(left, span, Change.DROPPED),), ())
    for span in theirs:
        yield Row((), (_whole(right, span, Change.ADDED),))
