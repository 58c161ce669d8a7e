"""Show the words around a record in one piece, so that words can be chosen in it by their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import Evidence, Span
from onrecord.review.snapshot import Record
from onrecord.text.sentences import paragraphs

AROUND = 600
"""Code points of a paragraph that are shown before and after the evidence."""

ROLES = {  # fields that hold evidence, each with the class that marks it
    "quote": "quote",
    "condition": "condition",
    "cue": "cue",
    "trigger": "cue",
    "value_text": "cue",
    "speaker_text": "who",
    "party_text": "who",
    "participant_text": "who",
    "subject_text": "who",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Hold words that are marked alike, with the classes of their marks."""

    text: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold the words around a record; ``start`` is where they begin in the clean text, in code points."""

    start: int
    end: int
    runs: tuple[Run, ...]
    begun: bool  # the paragraph begins before
    goes_on: bool


def passage(text: str, record: Record) -> Passage:
    """Return the paragraphs that a record stands in, its evidence marked."""
    held = [(mark, each) for name, mark in ROLES.items() for each in _evidence(record, name)]
    quote = [each for mark, each in held if mark == "quote"]
    window = _window(text, min(e.start for e in quote), max(e.end for e in quote))
    return Passage(
        window.start,
        window.end,
        tuple(_runs(text, window, held)),
        _goes_on(text, window.start),
        _goes_on(text, window.end + 1),
    )


def _runs(text: str, window: Span, held: list[tuple[str, Evidence]]) -> Iterator[Run]:
    inside = [(mark, e) for mark, e in held if e.start < window.end and e.end > window.start]
    edges = {window.start, window.end, *(x for _, e in inside for x in (e.start, e.end))}
    for left, right in pairwise(sorted(x for x in edges if window.start <= x <= window.end)):
        marks = (mark for mark, e in inside if e.start <= left and e.end >= right)
        yield Run(text[left:right], tuple(dict.fromkeys(marks)))


def _evidence(record: Record, name: str) -> tuple[Evidence, ...]:
    held = getattr(record, name, ())
    return (held,) if isinstance(held, Evidence) else held


def _window(text: str, start: int, end: int) -> Span:
    held = [each for each in paragraphs(text) if each.start < end and each.end > start]
    first = min((each.start for each in held), default=start)
    last = max((each.end for each in held), default=end)
    return Span(max(first, start - AROUND, 0), min(last, end + AROUND, len(text)))


def _goes_on(text: str, at: int) -> bool:
    """Tell whether a paragraph goes on before a place."""
    return 0 < at <= len(text) and text[at - 1] not in "\r\n"
