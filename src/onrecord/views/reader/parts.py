"""Cut an article into paragraphs, and a long one into parts that a page can show."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from onrecord.model import Span

PART = 24_000
"""Code points of a part; a record counts as ``RECORD`` of them."""
RECORD = 150
_LINE = re.compile(r"[^\n]+")


def paragraphs(text: str, longest: int = PART) -> list[Span]:
    r"""Return where the lines stand that are not blank; what is longer is cut between words.

    >>> [each.of("One.\n\nTwo words.") for each in paragraphs("One.\n\nTwo words.", 6)]
    ['One.', 'Two ', 'words.']
    """
    found: list[Span] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if line.group().isspace():
            continue
        while end - start > longest:
            cut = _cut(text, start, start + longest)
            found.append(Span(start, cut))
            start = cut
        found.append(Span(start, end))
    return found


def _cut(text: str, start: int, most: int) -> int:
    """Return where to cut: after the last white space, or within a word that is longer than a part."""
    at = max(text.rfind(blank, start, most) for blank in (" ", "\t", "\u00a0", "\u3000"))
    return at + 1 if at > start else most


def parts(lines: Sequence[Span], begins: Sequence[int], most: int = PART) -> list[tuple[int, int]]:
    """Return the parts of an article, as the first paragraph of each and the first after it.

    Args:
        lines: its paragraphs.
        begins: where its records begin, sorted: they take room beside the text.
        most: how much one part holds.
    """
    found: list[tuple[int, int]] = []
    first, held = 0, 0
    for number, line in enumerate(lines):
        records = bisect_left(begins, line.end) - bisect_left(begins, line.start)
        weight = line.end - line.start + RECORD * records
        if number > first and held + weight > most:
            found.append((first, number))
            first, held = number, 0
        held += weight
    if first < len(lines):
        found.append((first, len(lines)))
    return found


def part_with(lines: Sequence[Span], cut: Sequence[tuple[int, int]], at: int) -> int:
    """Return the number, from 0, of the part that holds a place of the clean text."""
    line = max(0, bisect_right([each.start for each in lines], at) - 1)
    return max(0, bisect_right([first for first, _ in cut], line) - 1)
