"""Tell whether the text names the members of a counted party: "26 nations" does not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.coding.numerals import number, tokens
from onrecord.model import Mention, Span

_PARTLY = re.compile(
    r"\b(?:including|among\s(?:them|others)|such\sas|like|led\sby|notably|for\sexample|e\.g\.)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W*(?:\(|:|[-–—]|,\s*namely\b|namely\b|,\s*(?:(?:including|such\sas|among\sthem|notably|which\sare|made\sup\sof|comprising)\b)|"
    r"including\b|such\sas\b|comprising\b|made\sup\sof\b|of\s(?=[A-Z])|,\s(?=[A-Z]))",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"[.;!?)\n]|\s[-–—]\s")
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+|&\s*)?(?:the\s+)?", re.IGNORECASE)
_REACH = 400  # characters after the party in which its members are listed


def members_named(text: str, party: str, party_text: Sequence[Span], names: Sequence[Mention]) -> bool | None:
    """Return whether a ``group:`` party's members are all named right after it; ``None`` for other parties.

    ``names`` are the names that the text has, in order. A list that says of itself that it is a part
    ("among them A and B") names all only where it has as many names as the party counts.

    >>> from onrecord.model import MentionKind
    >>> text = "Two states (Xenia and Ystria) agreed."
    >>> names = [Mention(s, MentionKind.PLACE, 1.0) for s in (Span(12, 17), Span(22, 28))]
    >>> members_named(text, "group: Two states", [Span(0, 10)], names)
    True
    """
    if not party.startswith("group:"):
        return None
    count = _count(party)
    return any(_all_named(text, s, count, names) for s in party_text)


def _count(party: str) -> float | None:
    """Return how many a counted party has; ``None`` where it says no number."""
    run = tokens(party, len("group:"), len(party))
    read = next((n for i in range(len(run)) if (n := number(run, i)) is not None and not n.fraction), None)
    return read.most if read is not None else None


def _all_named(text: str, party: Span, count: float | None, names: Sequence[Mention]) -> bool:
    opening = _OPENS.match(text, party.end, min(len(text), party.end + _REACH))
    if opening is None:
        return False
    listed = _listed(text, opening.end(), names)
    if count is not None:
        return listed >= count
    return listed > 1 and not _PARTLY.search(text, party.end, opening.end())


def _listed(text: str, start: int, names: Sequence[Mention]) -> int:
    """Return how many names stand in a row from a place on, parted by commas and "and" only."""
    close = _CLOSES.search(text, start, min(len(text), start + _REACH))
    end = close.start() if close is not None else min(len(text), start + _REACH)
    row, at = 0, start
    for m in names:
        if m.span.start < start or m.span.start >= end:
            continue
        if not _BETWEEN.fullmatch(text, at, m.span.start):
            break
        row, at = row + 1, m.span.end
    return row
