"""Cut the words around a report into runs, so that what carries it can be marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import CONTEXT, Evidence, Report

GAP = " […] "
CUT = "…"
_BLANK = re.compile(r"\s+")
_MOST = 1_200  # characters of the words around one piece of evidence


@dataclass(frozen=True, slots=True)
class Run:
    """Hold words that stand together: "quote", "cue", "condition" or "" for those between them."""

    text: str
    mark: str = ""


def runs(report: Report) -> tuple[Run, ...]:
    """Return the sentences that a report stands in, with its quote, cue and condition told apart.

    Words that none of the sentences has are shown with what stands directly before and after them.
    """
    act = report.act
    trigger = (act.trigger,) if act.trigger is not None else ()
    marks = [("quote", act.quote), ("cue", (*act.cue, *trigger)), ("condition", act.condition)]
    return marked(marks, act.around)


def marked(
    marks: Iterable[tuple[str, Sequence[Evidence]]], around: Sequence[Evidence] = ()
) -> tuple[Run, ...]:
    """Return stretches of one document with evidence marked; where two marks meet the first one holds."""
    held = [(piece, name) for name, pieces in marks for piece in pieces]
    stretches = _stretches([piece for piece, _ in held], around)
    found: list[Run] = []
    for start, text in stretches:
        if found:
            found.append(Run(GAP))
        found.extend(_cut(start, text, held))
    if stretches:
        (first, _), (start, text) = stretches[0], stretches[-1]
        begun = any(len(p.prefix) == CONTEXT and p.start - len(_before(p)) == first for p, _ in held)
        goes_on = any(
            len(p.suffix) == CONTEXT and p.end + len(_after(p)) == start + len(text) for p, _ in held
        )
        whole = {each.start for each in around}, {each.end for each in around}
        found = [Run(CUT)] * (begun and first not in whole[0]) + found
        found += [Run(CUT)] * (goes_on and start + len(text) not in whole[1])
    return tuple(run for run in found if run.text)


def _before(piece: Evidence) -> str:
    """Return the whole words before a piece of evidence; what is kept of them begins anywhere."""
    if len(piece.prefix) < CONTEXT or piece.prefix[:1].isspace():
        return piece.prefix
    blank = _BLANK.search(piece.prefix)
    return piece.prefix[blank.end() :] if blank else ""


def _after(piece: Evidence) -> str:
    """Return the whole words after a piece of evidence."""
    if len(piece.suffix) < CONTEXT or piece.suffix[-1:].isspace():
        return piece.suffix
    last = max((blank.start() for blank in _BLANK.finditer(piece.suffix)), default=0)
    return piece.suffix[:last]


def _stretches(pieces: Sequence[Evidence], around: Sequence[Evidence]) -> list[tuple[int, str]]:
    """Return where the stretches begin that are shown, and their text, none of them over another."""
    known: list[tuple[int, str]] = []
    bounds = [(each.start, each.exact) for each in around if len(each.exact) <= _MOST]
    for piece in pieces:
        if not any(start <= piece.start and piece.end <= start + len(text) for start, text in bounds):
            before = _before(piece)
            known.append((piece.start - len(before), before + piece.exact + _after(piece)))
    needed = [
        (start, text)
        for start, text in bounds
        if any(start <= piece.start and piece.end <= start + len(text) for piece in pieces)
    ]
    merged: list[tuple[int, str]] = []
    for start, text in sorted({*known, *needed}):
        if merged and start <= merged[-1][0] + len(merged[-1][1]):
            first, before = merged[-1]
            merged[-1] = (first, before + text[max(0, first + len(before) - start) :])
        else:
            merged.append((start, text))
    return merged


def _cut(start: int, text: str, held: Sequence[tuple[Evidence, str]]) -> Iterator[Run]:
    """Cut one stretch where marks begin and end."""
    names = [""] * len(text)
    for piece, name in reversed(held):
        low, high = max(0, piece.start - start), min(len(text), piece.end - start)
        if low < high:
            names[low:high] = [name] * (high - low)
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or names[at] != names[begin]:
            yield Run(" ".join(text[begin:at].split("\n")), names[begin])
            begin = at
