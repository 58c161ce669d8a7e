"""Take evidence back to the words of the page it came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.model import Act, Document, Evidence, Span, Statement
from onrecord.text.offsets import to_source


def span_of(evidence: Evidence) -> Span:
    """Return the span that a piece of evidence selects in the clean text."""
    return Span(evidence.start, evidence.end)


def source_spans(document: Document, evidence: Iterable[Evidence]) -> list[Span]:
    """Return where evidence stands in the source text, in reading order, without outer white space.

    A piece that runs over furniture comes back as several; what is white space alone is left out.
    """
    found = sorted(span for e in evidence for span in to_source(document.pieces, span_of(e)))
    trimmed = (_trimmed(document.source_text, span) for span in found)
    return [span for span in trimmed if span is not None]


def _trimmed(text: str, span: Span) -> Span | None:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    return Span(start, end) if start < end else None


def joined_quote(pieces: Sequence[Evidence], gap: str = " [...] ") -> str:
    """Return the words of evidence on one line, with a mark where it is interrupted."""
    return gap.join(" ".join(piece.exact.split()) for piece in pieces)


def content_line(statement: Statement, gap: str = " [...] ") -> str:
    """Return the content on one line; that of a denial with its cue before it, in braces."""
    content = joined_quote(statement.quote, gap)
    if statement.act != Act.DENY:
        return content
    return f"{{{joined_quote(statement.cue, gap) or 'denied, without a cue'}}} {content}"
