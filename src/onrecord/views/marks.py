"""Mark the statements of an article in its text, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from onrecord.model import Document, Evidence, Statement, ZoneKind
from onrecord.store.record_kinds import FoundRecord


class Role(StrEnum):
    """What a stretch of text does in a statement."""

    SPEAKER = "speaker"
    CUE = "cue"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Say that a stretch belongs to a statement, by its number from 1, and how."""

    number: int
    role: Role


@dataclass(frozen=True, slots=True)
class Segment:
    """Hold a stretch of text whose marks are the same throughout."""

    text: str
    marks: frozenset[Mark]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold one paragraph, or one line of furniture that stands between paragraphs."""

    segments: tuple[Segment, ...]
    zone: ZoneKind | None  # None: furniture
    starting: tuple[int, ...] = ()  # numbers of the statements whose content begins here
    records: tuple[FoundRecord, ...] = ()  # commitments, events and claims whose evidence begins here


@dataclass(frozen=True, slots=True)
class _Marked:
    start: int
    end: int
    mark: Mark


def marked(
    document: Document,
    statements: Sequence[Statement],
    records: Sequence[FoundRecord] = (),
    *,
    furniture: bool = False,
) -> list[Paragraph]:
    """Lay out an article with its statements marked, numbered in the order given.

    Args:
        document: the article.
        statements: its statements.
        records: its commitments, events and claims, which are put to the paragraphs where they begin.
        furniture: show what was taken out of the page as well, where it stood.
    """
    spans = sorted(_all_marks(statements), key=lambda m: (m.start, m.end))
    firsts = {number: min(e.start for e in s.quote) for number, s in enumerate(statements, 1)}
    outside = _furniture(document) if furniture else []
    out: list[Paragraph] = []
    for start, end in _lines(document.text):
        while outside and outside[0][0] <= start:
            out.append(_furniture_line(outside.pop(0)[1]))
        starting = tuple(number for number, at in firsts.items() if start <= at < end)
        here = [m for m in spans if m.start < end and m.end > start]
        found = tuple(each for each in records if start <= min(e.start for e in each.quote) < end)
        segments = tuple(_segments(document.text, start, end, here))
        out.append(Paragraph(segments, _zone(document, start), starting, found))
    return out + [_furniture_line(text) for _, text in outside]


def _furniture_line(text: str) -> Paragraph:
    return Paragraph((Segment(text, frozenset()),), None)


def _all_marks(statements: Sequence[Statement]) -> Iterator[_Marked]:
    for number, statement in enumerate(statements, 1):
        parts: tuple[tuple[Role, tuple[Evidence, ...]], ...] = (
            (Role.SPEAKER, statement.speaker_text),
            (Role.CUE, statement.cue),
            (Role.CONTENT, statement.quote),
        )
        for role, evidence in parts:
            yield from (_Marked(e.start, e.end, Mark(number, role)) for e in evidence)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield at, at + len(line)
        at += len(line) + 1


def _segments(text: str, start: int, end: int, marks: Sequence[_Marked]) -> Iterator[Segment]:
    edges = {start, end, *(edge for m in marks for edge in (m.start, m.end) if start < edge < end)}
    ordered = sorted(edges)
    for left, right in pairwise(ordered):
        covering = frozenset(m.mark for m in marks if m.start <= left and m.end >= right)
        yield Segment(text[left:right], covering)


def _zone(document: Document, at: int) -> ZoneKind:
    return next((z.kind for z in document.zones if z.span.start <= at < z.span.end), ZoneKind.BODY)


def _furniture(document: Document) -> list[tuple[int, str]]:
    """Return each line of furniture with the place in the clean text before which it stood."""
    end = len(document.text)
    return [
        (next((p.start for p in document.pieces if p.source_start >= span.end), end), line.strip())
        for span in document.furniture
        for line in span.of(document.source_text).split("\n")
        if line.strip()
    ]
