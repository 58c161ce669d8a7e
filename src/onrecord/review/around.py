"""Find the words around a record: the paragraphs that it stands in, not too far from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.model import Evidence, Span
from onrecord.text.sentences import paragraphs

if TYPE_CHECKING:
    from onrecord.review.snapshot import Record


def evidence_of(record: Record, name: str) -> tuple[Evidence, ...]:
    """Return the words that a field of a record holds; none where the record has no such field."""
    held = getattr(record, name, ())
    return (held,) if isinstance(held, Evidence) else held


def paragraphs_around(text: str, span: Span, room: int) -> Span:
    """Return the paragraphs that a stretch of a text stands in, ``room`` code points beyond it at most.

    What is cut is cut between words.

    >>> text = "Before the talks nobody had agreed. Then they met in Saint-Aubrey for a week."
    >>> paragraphs_around(text, Span(36, 49), 12).of(text)
    'agreed. Then they met in'
    """
    held = [each for each in paragraphs(text) if each.start < span.end and each.end > span.start]
    first = min((each.start for each in held), default=span.start)
    last = max((each.end for each in held), default=span.end)
    start, end = max(first, span.start - room, 0), min(last, span.end + room, len(text))
    if start > first:
        start = text.find(" ", start, span.start) + 1 or start
    if end < last:
        blank = text.rfind(" ", span.end, end)
        end = end if blank < 0 else blank
    return Span(start, end)


def goes_on(text: str, at: int) -> bool:
    r"""Tell whether a paragraph goes on before a place.

    >>> goes_on("One. Two.", 5), goes_on("One.\nTwo.", 5), goes_on("One.", 0)
    (True, False, False)
    """
    return 0 < at <= len(text) and text[at - 1] not in "\r\n"
