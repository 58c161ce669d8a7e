"""Show the words around a record in one piece, so that words can be chosen in it by their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.model import Evidence, Span
from onrecord.review.around import evidence_of, goes_on, paragraphs_around
from onrecord.review.snapshot import Record

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
    held = [(mark, each) for name, mark in ROLES.items() for each in evidence_of(record, name)]
    quote = [each for mark, each in held if mark == "quote"]
    return around(text, Span(min(e.start for e in quote), max(e.end for e in quote)), held)


def around(text: str, span: Span, held: Sequence[tuple[str, Evidence]], room: int = AROUND) -> Passage:
    """Return the paragraphs that a stretch of a text stands in.

    Args:
        text: of the article.
        span: the stretch.
        held: what is marked, each with the class of its mark.
        room: code points that are shown at most before and after the stretch.
    """
    window = paragraphs_around(text, span, room)
    return Passage(
        window.start,
        window.end,
        tuple(_runs(text, window, held)),
        goes_on(text, window.start),
        goes_on(text, window.end + 1),
    )


def _runs(text: str, window: Span, held: Sequence[tuple[str, Evidence]]) -> Iterator[Run]:
    inside = [(mark, e) for mark, e in held if e.start < window.end and e.end > window.start]
    edges = {window.start, window.end, *(x for _, e in inside for x in (e.start, e.end))}
    for left, right in pairwise(sorted(x for x in edges if window.start <= x <= window.end)):
        marks = (mark for mark, e in inside if e.start <= left and e.end >= right)
        yield Run(text[left:right], tuple(dict.fromkeys(marks)))
