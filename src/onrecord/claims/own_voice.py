"""Find the sentences of an article in which its outlet speaks itself, and what they leave to others."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.claims.patterns import any_of, words
from onrecord.model import Document, Span, Statement, ZoneKind
from onrecord.reading.statements import zone_at
from onrecord.text.quotation import quoted_spans
from onrecord.text.sentences import sentences

_LONGEST = 800
"""Code points of a sentence beyond which it is a list or a table, not a sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold a sentence in the outlet's own voice."""

    span: Span
    zone: ZoneKind
    reported: bool  # somebody outside of any statement is said to say it: only what is told by the way counts
    before: Span | None  # the sentence before it in the same paragraph, if that is in the outlet's voice too


class OwnVoice:
    """Answer which words are the outlet's own: those that no statement and no quotation holds."""

    def __init__(self, document: Document, statements: Sequence[Statement]) -> None:
        """Collect what belongs to others: contents and cues of statements, quotations."""
        self._document, self.text = document, document.text
        held = [(e.start, e.end) for s in statements for e in (*s.quote, *s.cue, *s.condition)]
        held += [(q.start, q.end) for q in quoted_spans(self.text)]
        self._taken = _joined(sorted(held))
        self._starts = [t[0] for t in self._taken]

    def holds(self, start: int, end: int) -> bool:
        """Tell whether a stretch is the outlet's own throughout."""
        last = bisect_left(self._starts, end) - 1
        return last < 0 or self._taken[last][1] <= start

    def sentences(self) -> Iterator[Sentence]:
        """Yield the sentences that hold words of the outlet's own and are told as facts."""
        last: Span | None = None
        for span in sentences(self.text):
            zone = zone_at(self._document, span.start)
            if zone is ZoneKind.CREDIT or not self._told(span, zone):
                last = None
                continue
            near = last is not None and "\n" not in self.text[last.end : span.start]
            reported = self._finds(_sayings(), span)
            yield Sentence(span, zone, reported, last if near else None)
            last = None if reported else span

    def _told(self, span: Span, zone: ZoneKind) -> bool:
        said = span.of(self.text)
        if len(said) > _LONGEST or said.endswith("?") or "\t" in said or "|" in said:
            return False
        if zone is ZoneKind.HEADLINE and ":" in said:
            return False
        return not self._finds(_author(), span)

    def _finds(self, regex: re.Pattern[str], span: Span) -> bool:
        """Tell whether a pattern matches words of a sentence that are the outlet's own."""
        return any(self.holds(m.start(), m.end()) for m in regex.finditer(self.text, span.start, span.end))

    def blank(self, span: Span) -> str:
        """Return a sentence with the words of others blanked, so that no pattern spans them."""
        out, at = [], span.start
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        for start, end in self._taken[first:]:
            if start >= span.end:
                break
            if end <= at:
                continue
            out.append(self.text[at : max(start, at)])
            out.append("\x00" * (min(end, span.end) - max(start, at)))
            at = min(end, span.end)
        out.append(self.text[at : span.end])
        return "".join(out)


def _joined(held: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Merge overlapping stretches that are in order."""
    out: list[tuple[int, int]] = []
    for start, end in held:
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


@cache
def _sayings() -> re.Pattern[str]:
    """Match the words by which somebody else speaks."""
    return re.compile(rf"\b{any_of(words('sayings'))}(?![\w’'-])", re.IGNORECASE)


@cache
def _author() -> re.Pattern[str]:
    """Match the words by which a person speaks of himself or to the reader; "US" is a state."""
    first = any_of(words("first_person") - {"us"})
    return re.compile(rf"\b(?:{first}|us|We|Our|My|You|Your|Me)(?![\w’'-])")
