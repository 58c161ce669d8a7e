"""Show the words that carry a record within the paragraph that they stand in, each kind marked apart."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import Evidence, ReportedAct
from onrecord.views.places import paragraph_starts

Marks = Sequence[tuple[str, Sequence[Evidence]]]
"""Names of marks, each with the evidence that has it."""

_LONG = 700  # characters from which on a paragraph is cut around what is marked
_AROUND = 220  # characters that stay on each side then


@dataclass(frozen=True, slots=True)
class Run:
    """Hold words that are marked alike: none, one or several of the marks, in the order of ``Marks``."""

    text: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold words that stand together in one paragraph; ``begun`` and ``goes_on``: there is more of it."""

    paragraph: int  # from 1, as ``views.places`` counts
    start: int  # code points in the clean text
    runs: tuple[Run, ...]
    begun: bool
    goes_on: bool


def of_act(text: str, act: ReportedAct) -> tuple[Stretch, ...]:
    """Return where a report stands in the clean text of its page, with quote, cue, condition and trigger."""
    trigger = (act.trigger,) if act.trigger is not None else ()
    return stretches(
        text, (("quote", act.quote), ("cue", act.cue), ("condition", act.condition), ("trigger", trigger))
    )


def stretches(text: str, marks: Marks) -> tuple[Stretch, ...]:
    """Return the paragraphs in which evidence stands, in the order of the text, long ones cut.

    Evidence that does not stand where it says in this text is passed over: nothing is marked in its place.
    """
    held = [(piece, name) for name, pieces in marks for piece in pieces if _stands(text, piece)]
    if not held:
        return ()
    starts = paragraph_starts(text)
    bounds = _joined(window for piece, _ in held for window in _windows(text, starts, piece.start, piece.end))
    order = [name for name, _ in marks]
    return tuple(
        Stretch(
            paragraph=max(1, bisect_right(starts, start)),
            start=start,
            runs=tuple(_cut(text, start, end, held, order)),
            begun=not _begins_paragraph(text, start),
            goes_on=not _ends_paragraph(text, end),
        )
        for start, end in bounds
    )


def _stands(text: str, piece: Evidence) -> bool:
    return text[piece.start : piece.end] == piece.exact


def _windows(text: str, starts: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield what is shown of each paragraph that a piece of evidence stands in."""
    first, last = max(0, bisect_right(starts, start) - 1), max(0, bisect_right(starts, end - 1) - 1)
    for begin in starts[first : last + 1]:
        stop = text.find("\n", begin)
        stop = len(text) if stop < 0 else stop
        low, high = max(begin, start), min(stop, end)
        if low >= high:
            continue
        if stop - begin > _LONG:
            begin, stop = _shortened(text, begin, stop, low, high)
        yield begin, stop


def _shortened(text: str, begin: int, stop: int, low: int, high: int) -> tuple[int, int]:
    """Return the part of a long paragraph around a mark, from a whole word to a whole word."""
    start, end = low - _AROUND, high + _AROUND
    if start > begin:
        blank = text.find(" ", start, low)
        begin = blank + 1 if blank >= 0 else start
    if end < stop:
        blank = text.rfind(" ", high, end)
        stop = blank if blank >= 0 else end
    return begin, stop


def _joined(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join windows that meet."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return out


def _begins_paragraph(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


def _ends_paragraph(text: str, end: int) -> bool:
    stop = text.find("\n", end)
    return not text[end : stop if stop >= 0 else len(text)].strip()


def _cut(
    text: str, start: int, end: int, held: Sequence[tuple[Evidence, str]], order: Sequence[str]
) -> Iterator[Run]:
    """Cut a stretch wherever a mark begins or ends."""
    inside = [(piece, name) for piece, name in held if piece.start < end and piece.end > start]
    edges = {start, end}
    for piece, _ in inside:
        edges |= {max(start, piece.start), min(end, piece.end)}
    places = sorted(edges)
    for low, high in pairwise(places):
        names = {name for piece, name in inside if piece.start <= low and piece.end >= high}
        yield Run(text[low:high], tuple(name for name in order if name in names))
