"""Bring contents to the manual's form: no stray marks at the edges, no conjunction of the cue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Attribution, Evidence, Span

_LEAD = re.compile(r"[\s,;:.\-–—]+")
_THAT = re.compile(r"that\s+", re.IGNORECASE)
_TAIL = re.compile(r"[\s,;:\-–—]+$")
_MARK = re.compile(r"[\"“”„«»‹›]|''|``")
_OPENING = re.compile(rf"(?:{_MARK.pattern})\s*")
_CLOSING = re.compile(rf"\s*(?:{_MARK.pattern})$")


def tidy(text: str, a: Attribution, placeholders: Sequence[Evidence] = ()) -> Attribution:
    """Trim each piece of the content: outer quotation marks, space and punctuation, a leading "that".

    A placeholder citation at a piece's end is cut off. The "that" belongs to the cue in the manual
    ("confirmed that"): it joins a cue that stands right before it.
    """
    content: list[Span] = []
    cue = list(a.cue)
    for piece in a.content:
        start, end = _without(piece, placeholders)
        m = _LEAD.match(text, start, end)
        start = m.end() if m else start
        m = _THAT.match(text, start, end)
        if m and m.end() < end:
            if cue and text[cue[-1].end : start].isspace():
                cue[-1] = Span(cue[-1].start, start + len("that"))
            start = m.end()
        trimmed = _bare(text, start, end)
        if trimmed is not None:
            content.append(trimmed)
    if not content:
        return a
    return replace(a, content=tuple(content), cue=tuple(cue))


def _without(piece: Span, placeholders: Sequence[Evidence]) -> tuple[int, int]:
    """Cut a placeholder citation off the end of a piece: the page's words, not the speaker's."""
    end = min(
        (p.start for p in placeholders if piece.start < p.start < piece.end <= p.end + 2), default=piece.end
    )
    return piece.start, end


def _bare(text: str, start: int, end: int) -> Span | None:
    """Take outer quotation marks off where they enclose the whole piece, and hanging punctuation."""
    m = _TAIL.search(text, start, end)
    end = m.start() if m else end
    while start < end and text[start].isspace():
        start += 1
    opening, closing = _OPENING.match(text, start, end), _CLOSING.search(text, start, end)
    if opening and not _MARK.search(text, opening.end(), closing.start() if closing else end):
        start = opening.end()
        end = closing.start() if closing else end
    elif closing and not _MARK.search(text, start, closing.start()):
        end = closing.start()
    return Span(start, end) if any(c.isalnum() for c in text[start:end]) else None
