"""Carry spans between a clean text and the source text whose pieces it is made of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from onrecord.model import Piece, Span


def without(length: int, cut: Iterable[Span]) -> tuple[Piece, ...]:
    """Lay out the pieces that remain of a source text of this length once spans are cut out of it.

    Spans may overlap and come in any order.

    >>> without(10, [Span(2, 4)])
    (Piece(start=0, source_start=0, length=2), Piece(start=2, source_start=4, length=6))
    """
    pieces: list[Piece] = []
    at = clean = 0
    for span in [*sorted(cut), Span(length, length + 1)]:
        if span.start > at:
            pieces.append(Piece(clean, at, span.start - at))
            clean += span.start - at
        at = max(at, span.end)
    return tuple(pieces)


def joined(source: str, pieces: Sequence[Piece]) -> str:
    """Return the clean text: the pieces of the source text one after another."""
    return "".join(source[p.source_start : p.source_start + p.length] for p in pieces)


def to_source(pieces: Sequence[Piece], span: Span) -> list[Span]:
    """Return where a span of the clean text stands in the source text: one span per piece it touches.

    >>> to_source(without(10, [Span(2, 4)]), Span(1, 4))
    [Span(start=1, end=2), Span(start=4, end=6)]
    """
    out: list[Span] = []
    first = max(0, bisect_right(pieces, span.start, key=lambda p: p.start) - 1)
    for piece in pieces[first:]:
        if piece.start >= span.end:
            break
        start, end = max(span.start, piece.start), min(span.end, piece.start + piece.length)
        if start < end:
            shift = piece.source_start - piece.start
            out.append(Span(start + shift, end + shift))
    return out


def from_source(pieces: Sequence[Piece], span: Span) -> Span | None:
    """Return the span of the clean text that holds what is kept of a span of the source text.

    ``None`` where nothing of it is kept. What is kept is always one stretch, because pieces keep their order.

    >>> from_source(without(10, [Span(2, 4)]), Span(1, 6))
    Span(start=1, end=4)
    """
    out: list[Span] = []
    first = max(0, bisect_right(pieces, span.start, key=lambda p: p.source_start) - 1)
    for piece in pieces[first:]:
        if piece.source_start >= span.end:
            break
        start = max(span.start, piece.source_start)
        end = min(span.end, piece.source_start + piece.length)
        if start < end:
            shift = piece.start - piece.source_start
            out.append(Span(start + shift, end + shift))
    return Span(out[0].start, out[-1].end) if out else None
