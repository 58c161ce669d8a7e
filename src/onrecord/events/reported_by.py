"""Say who reports an event, where it is not the outlet itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.coding.surroundings import Surroundings
from onrecord.events.calendar import Calendar
from onrecord.model import Span

_ACCORDING = re.compile(
    r"\b(?:according\sto|as\sreported\sby|citing|(?:in\sthe\s)?words\sof)\s(?P<who>[^,.;:!?\n“”\"()]{2,90})",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"(?:^|[,;–—]\s|”\s)(?P<who>(?:the\s|a\s|an\s|its\s|his\s|her\s|their\s|local\s|state\s)?[\w’'-]+(?:\s[\w’'-]+){0,5}?)"
    r"\s(?P<verb>(?:has\s|have\s|had\s|also\s)?(?:said|says|reported|reports|told|confirmed|announced|stated|claimed))\b"
    r"(?!\s(?:to|on|in|by)\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s(?:that|who|which|when|where|while|as|said|says|and\sthat|told|in\sa|on\s|since)\b.*$", re.DOTALL
)
_EMPTY = frozenset(
    ("it", "this", "that", "there", "what", "which", "who", "reports", "plans", "a plan", "law")
)
_NEAR = 220  # characters between a trigger and who is named as its source


@dataclass(frozen=True, slots=True)
class Told:
    """Hold what a statement tells: its content, who says it in the manual's forms, and the words for them."""

    content: tuple[Span, ...]
    speakers: tuple[str, ...]
    source: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reporter:
    """Hold who reports an event: forms, the words that name them, and how sure."""

    names: tuple[str, ...]
    spans: tuple[Span, ...]
    confidence: float


def reported_by(
    calendar: Calendar,
    trigger: Span,
    told: Sequence[Told],
    around: Surroundings | None = None,
) -> Reporter | None:
    """Return who reports an event; ``None`` where the outlet does so itself.

    ``told`` are the article's statements; the innermost whose content holds the trigger counts. Otherwise the
    words may name a source ("according to the monitor"), which ``around`` resolves; without it, or where it
    does not know them, the source is taken for unnamed.
    """
    holding = [t for t in told if t.speakers and any(s.start <= trigger.start < s.end for s in t.content)]
    if holding:
        inner = min(holding, key=lambda t: sum(s.end - s.start for s in t.content))
        return Reporter(inner.speakers, inner.source, 0.9)
    span = _source(calendar, trigger)
    if span is None:
        return None
    return Reporter(_forms(calendar.text, span, around), (span,), 0.7)


def _source(calendar: Calendar, trigger: Span) -> Span | None:
    """Return the words of the trigger's sentence that name its source."""
    if not calendar.sentences:
        return None
    text, s = calendar.text, calendar.sentences[calendar.sentence(trigger.start)]
    first, last = max(s.start, trigger.start - _NEAR), min(s.end, trigger.end + _NEAR)
    for pattern in (_ACCORDING, _REPORTED):
        for m in pattern.finditer(text, first, last):
            if m.start() <= trigger.start < m.end():
                continue
            words = _ENDS.sub("", m["who"]).rstrip()
            if words and words.lower() not in _EMPTY:
                return Span(m.start("who"), m.start("who") + len(words))
    return None


def _forms(text: str, span: Span, around: Surroundings | None) -> tuple[str, ...]:
    words = " ".join(span.of(text).split())
    if around is not None:
        forms = tuple(dict.fromkeys(f for r in around.resolve_list(words, span.start) for f in r.forms))
        if forms:
            return forms
    return (f"anon: {words}",)
