"""Put an article together as it is read: paragraphs with their marks, what stands beside, what was cut."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.model import Document, Reading, Span, ZoneKind
from onrecord.store.record_kinds import records_of
from onrecord.views.reader.notes import AnyRecord, Names, Note, note_of, stretches_of
from onrecord.views.reader.parts import paragraphs, part_with, parts
from onrecord.views.reader.stretches import Mark, Role, Segment, Stretch, segments
from onrecord.views.reader.ties import Also, Tie, also_in

FURNITURE = 4_000
"""Code points of what was cut out at one place that a page shows; the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Hold a paragraph of the clean text with what stands beside it."""

    start: int
    end: int
    zone: ZoneKind
    segments: tuple[Segment, ...]
    notes: tuple[Note, ...]  # of the records whose passage begins here
    also: tuple[Also, ...]  # where else its words stand
    cut: str = ""  # furniture that stood before it
    more_cut: int = 0  # code points of it that are not shown


@dataclass(frozen=True, slots=True)
class Part:
    """Hold one part of an article as a page shows it; a short article is one part."""

    number: int  # from 1
    of: int
    paragraphs: tuple[Paragraph, ...]
    numbers: Mapping[str, int]  # of the records that are marked in it, by id; from 1, by place in the article
    cut_after: str = ""  # furniture at the end of the article


@dataclass(frozen=True, slots=True)
class Laid:
    """Hold an article cut into paragraphs and parts: dear for a long one, the same until it is read anew."""

    lines: tuple[Span, ...]
    parts: tuple[tuple[int, int], ...]  # first paragraph, and the first after it
    furniture: Mapping[int, tuple[Span, ...]]  # in the source text, by the paragraph before which it stood
    stretches: tuple[Stretch, ...]  # of the records, by where they begin
    reach: int  # length of the longest of them

    def near(self, start: int, end: int) -> Iterator[Stretch]:
        """Yield the stretches that may reach between two places."""
        first = bisect_left(self.stretches, start - self.reach, key=_begin)
        for each in self.stretches[first : bisect_left(self.stretches, end, key=_begin)]:
            if each.end > start:
                yield each


def records_in(reading: Reading | None) -> tuple[AnyRecord, ...]:
    """Return all records of a reading by the place where their passage begins."""
    if reading is None:
        return ()
    found: list[AnyRecord] = [*reading.statements, *records_of(reading)]
    return tuple(sorted(found, key=lambda each: (min(piece.start for piece in each.quote), each.id)))


def laid(document: Document, records: Sequence[AnyRecord]) -> Laid:
    """Cut an article into paragraphs and parts."""
    lines = paragraphs(document.text)
    begins = [min(piece.start for piece in each.quote) for each in records]
    marked = sorted((each for record in records for each in stretches_of(record)), key=_begin)
    reach = max((each.end - each.start for each in marked), default=0)
    furniture = _furniture(document, lines)
    return Laid(tuple(lines), tuple(parts(lines, begins)), furniture, tuple(marked), reach)


def _begin(stretch: Stretch) -> int:
    return stretch.start


def part(
    document: Document, records: Sequence[AnyRecord], cut: Laid, number: int, ties: Sequence[Tie] = (),
    at: Span | None = None, names: Names | None = None,
) -> Part:  # fmt: skip
    """Return one part of an article.

    Args:
        document: the article.
        records: what is on record of it, by place.
        cut: the article cut up.
        number: of the part, from 1; where ``at`` is given, its part is shown whatever this says.
        ties: what ties it to other articles.
        at: the passage that is asked for.
        names: what issues and actors are called.
    """
    if at is not None and cut.parts:
        number = 1 + part_with(cut.lines, cut.parts, at.start)
    number = min(max(1, number), max(1, len(cut.parts)))
    first, last = cut.parts[number - 1] if cut.parts else (0, 0)
    numbers = {each.id: place for place, each in enumerate(records, 1)}
    made = _paragraphs(document, records, cut, (first, last), numbers, ties, at, names or Names())
    marked = {record for each in made for segment in each.segments for record in segment.records}
    left = cut.furniture.get(len(cut.lines), ()) if last == len(cut.lines) else ()
    shown = {name: place for name, place in numbers.items() if name in marked}
    return Part(number, max(1, len(cut.parts)), made, shown, _cut_text(document, left)[0])


def _paragraphs(
    document: Document, records: Sequence[AnyRecord], cut: Laid, of: tuple[int, int],
    numbers: Mapping[str, int], ties: Sequence[Tie], at: Span | None, names: Names,
) -> tuple[Paragraph, ...]:  # fmt: skip
    """Return the paragraphs from one number to another, with what stands beside each."""
    lines = cut.lines[slice(*of)]
    here = [*_marked(cut, numbers, lines), *_stretches(document, ties, at)]
    also, notes = also_in(ties, lines), _notes(records, lines, names)
    zones = sorted((zone.span.start, zone.span.end, zone.kind) for zone in document.zones)
    made = []
    for place, (line, marks) in enumerate(zip(lines, _dealt(here, lines), strict=True), of[0]):
        words = tuple(_numbered(segments(document.text, line.start, line.end, marks), numbers))
        text, more = _cut_text(document, cut.furniture.get(place, ()))
        beside = notes.get(line.start, ()), also.get(line.start, ())
        made.append(Paragraph(line.start, line.end, _zone(zones, line.start), words, *beside, text, more))
    return tuple(made)


def _numbered(found: Iterable[Segment], numbers: Mapping[str, int]) -> Iterator[Segment]:
    """Yield segments, those that begin at one place in the order of the numbers of their records."""
    for each in found:
        if len(each.opening) > 1:
            opening = sorted(each.opening, key=lambda mark: numbers.get(mark.record, 0))
            each = replace(each, opening=tuple(opening))
        yield each


def _marked(cut: Laid, shown: Collection[str], lines: Sequence[Span]) -> Iterator[Stretch]:
    """Yield where records are marked that are shown, as far as it is in some paragraphs."""
    if lines:
        yield from (each for each in cut.near(lines[0].start, lines[-1].end) if each.mark.record in shown)


def _stretches(document: Document, ties: Sequence[Tie], at: Span | None) -> Iterator[Stretch]:
    for cite in document.cites:
        yield Stretch(cite.quote.start, cite.quote.end, Mark(Role.CREDIT))
    for tie in ties:
        if tie.is_source:
            yield from (Stretch(each.start, each.end, Mark(Role.CREDIT)) for each in tie.credit)
    for each in document.placeholders:
        yield Stretch(each.start, each.end, Mark(Role.PLACEHOLDER))
    if at is not None:
        yield Stretch(at.start, at.end, Mark(Role.AT))


def _dealt(stretches: Sequence[Stretch], lines: Sequence[Span]) -> Iterator[list[Stretch]]:
    """Yield for each paragraph the stretches that reach into it."""
    ends = [line.end for line in lines]
    dealt: list[list[Stretch]] = [[] for _ in lines]
    for each in stretches:
        at = bisect_right(ends, each.start)
        while at < len(lines) and lines[at].start < each.end:
            dealt[at].append(each)
            at += 1
    yield from dealt


def _notes(records: Sequence[AnyRecord], lines: Sequence[Span], names: Names) -> dict[int, tuple[Note, ...]]:
    """Return what is said beside each paragraph, by where it begins."""
    if not lines:
        return {}
    starts = [line.start for line in lines]
    found: dict[int, list[Note]] = {}
    for record in records:
        begin = min(piece.start for piece in record.quote)
        if starts[0] <= begin < lines[-1].end:
            line = starts[max(0, bisect_right(starts, begin) - 1)]
            found.setdefault(line, []).append(note_of(record, names))
    return {start: tuple(each) for start, each in found.items()}


def _zone(zones: Sequence[tuple[int, int, ZoneKind]], at: int) -> ZoneKind:
    place = bisect_right([start for start, _, _ in zones], at) - 1
    if place >= 0 and at < zones[place][1]:
        return zones[place][2]
    return ZoneKind.BODY


def _furniture(document: Document, lines: Sequence[Span]) -> dict[int, tuple[Span, ...]]:
    """Return what was cut out of the page, by the number of the paragraph before which it stood."""
    sources = [piece.source_start for piece in document.pieces]
    starts = [line.start for line in lines]
    found: dict[int, list[Span]] = {}
    for span in document.furniture:
        piece = bisect_left(sources, span.end)
        at = document.pieces[piece].start if piece < len(sources) else len(document.text)
        found.setdefault(bisect_left(starts, at), []).append(span)
    return {place: tuple(each) for place, each in found.items()}


def _cut_text(document: Document, spans: Sequence[Span]) -> tuple[str, int]:
    """Return what was cut out at one place, its blank lines left out, and how much of it is not shown."""
    held, room = [], FURNITURE
    for span in spans:
        held.append(document.source_text[span.start : min(span.end, span.start + max(0, room))])
        room -= span.end - span.start
    kept = (line.strip() for words in held for line in words.split("\n"))
    return "\n".join(line for line in kept if line), max(0, -room)
