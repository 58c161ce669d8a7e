"""Find the act that another's report holds: "Ostria said Korvath had rejected the offer" is Korvath's act.

Ruling 2 of the coding manual: such an act belongs to the inner party, through the outer one. The encoder has
one layer of spans; where it took the whole report as content, the inner act is read off its beginning.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.model import Act, Attribution, Mention, Span
from onrecord.reading.cues import told

_LEAD = re.compile(r"(?:that\s+)?(?:the\s+|a\s+|an\s+)?(?:[\w’'.-]+\s+){0,3}?$", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\s+(?:(?:had|has|have|also|already|again|then|repeatedly|previously|earlier|since|now|firmly|\w+ly)\s+){0,3}$"
)
_AHEAD = 30  # characters of a content before its subject's name
_VERB = 60  # characters after a name in which the verb stands
_OPEN = re.compile(r"\s+(?:that|to|on|of|for|against|with|as|by)\b")
_ACTS = frozenset(Act) - {Act.WARN, Act.COMMIT}
_DOUBTFUL = re.compile(
    r"(?:would|will|could|can|won['’]t|is to|are to|to|blast|attack|hit|back|press|seek|sought|favou?r)",
    re.IGNORECASE,
)
"""Words that tell an act in a cue, but as often a deed or a plan in what is reported."""

_QUOTES = '"“”«»'
_AS_SAYING = re.compile(
    r"(?P<who>[^.!?;:\n“”\"]{2,90}?)\s(?P<cue>as\s(?:also\s)?(?:saying|telling\s\w+|giving|stating|claiming|"
    r"reporting|warning|adding|denying|describing|calling|confirming|insisting|suggesting|admitting)(?:\sthat)?)\s+(?=\S)"
)
_PASSES_ON = re.compile(r"(?:\w+\s){0,3}(?:quot|cit)(?:es?|ed|ing)(?:\sthe)?", re.IGNORECASE)
_ACCORDING = re.compile(r"according to(?:\sthe)?", re.IGNORECASE)
_SAID_LAST = re.compile(
    r"[,?!.…][”\"]\s+(?P<who>[\w’'.-]+(?:\s[\w’'.-]+){0,5}?)\s"
    r"(?P<cue>(?:said|says|told|wrote|added|tweeted|warned|argued)\b[^“”\"\n]{0,70})$"
)
_SEEN_LAST = 160  # characters at the end of a content within which its speaker and cue stand


@dataclass(frozen=True, slots=True)
class Embedded:
    """Hold the inner attribution, and which one reports it."""

    inner: Attribution
    outer: Attribution


def embedded(text: str, a: Attribution, mentions: Sequence[Mention]) -> Embedded | None:
    """Return the act of another that a plain report holds; ``None`` where it is the speaker's own.

    ``mentions`` are in the order of the text. The outer cue tells no act of its own ("said", not "rejected").

    >>> from onrecord.model import MentionKind
    >>> text = "Ostria said Korvath had rejected the offer."
    >>> a = Attribution((Span(0, 6),), (Span(7, 11),), (Span(12, 42),))
    >>> found = embedded(text, a, [Mention(Span(12, 19), MentionKind.PLACE, 1.0)])
    >>> [s.of(text) for part in (found.inner.source, found.inner.cue, found.inner.content) for s in part]
    ['Korvath', 'had rejected', 'the offer']
    """
    if len(a.content) == 1 and len(a.cue) == 1 and _PASSES_ON.fullmatch(a.cue[0].of(text)):
        return _passed_on(text, a)
    if a.content and len(a.cue) == 1 and _ACCORDING.fullmatch(a.cue[0].of(text)):
        return _said_last(text, a)
    if len(a.content) != 1 or not a.cue or any(told(s.of(text)) for s in a.cue):
        return None
    content = a.content[0]
    if text[content.start] in _QUOTES:
        return None
    at = bisect_left(mentions, content.start, key=lambda m: m.span.start)
    subject = mentions[at].span if at < len(mentions) else None
    if subject is None or subject.start > content.start + _AHEAD or subject.end >= content.end:
        return None
    if _LEAD.fullmatch(text, content.start, subject.start) is None:
        return None
    return _inner(text, a, content, subject)


def _inner(text: str, a: Attribution, content: Span, subject: Span) -> Embedded | None:
    stretch = text[subject.end : min(content.end, subject.end + _VERB)]
    found = next(iter(told(stretch)), None)
    if found is None or found.negated or found.act not in _ACTS or _DOUBTFUL.match(stretch, found.start):
        return None
    if _BETWEEN.fullmatch(stretch[: found.start]) is None:
        return None
    first = subject.end + len(stretch) - len(stretch.lstrip())
    cue_end = subject.end + found.end
    opened = _OPEN.match(text, cue_end)
    start = cue_end if opened is None or opened.group().strip() == "to" else opened.end()
    rest = text[start : content.end]
    if len(rest.split()) < 2:
        return None
    begin = start + len(rest) - len(rest.lstrip())
    source = Span(content.start + _skipped(text, content.start, subject.start), subject.end)
    cue = Span(first, cue_end if start == cue_end else start)
    return Embedded(replace(a, source=(source,), cue=(cue,), content=(Span(begin, content.end),)), a)


def _passed_on(text: str, a: Attribution) -> Embedded | None:
    """Split "villagers as saying the road was mined", the content of "quoted"."""
    content = a.content[0]
    m = _AS_SAYING.match(text, content.start, content.end)
    if m is None or len(text[m.end() : content.end].split()) < 2:
        return None
    inner = replace(
        a, source=(Span(*m.span("who")),), cue=(Span(*m.span("cue")),), content=(Span(m.end(), content.end),)
    )
    return Embedded(inner, a)


def _said_last(text: str, a: Attribution) -> Embedded | None:
    """Take "“...” Oster said", the content of "according to", for Oster's words.

    >>> text = "“It is shut,” Oster said, according to Reuters."
    >>> a = Attribution((Span(39, 46),), (Span(26, 38),), (Span(1, 24),))
    >>> found = _said_last(text, a)
    >>> [s.of(text) for part in (found.inner.source, found.inner.cue, found.inner.content) for s in part]
    ['Oster', 'said', 'It is shut']
    """
    first, last = a.content[0].start, a.content[-1]
    m = _SAID_LAST.search(text, max(first, last.end - _SEEN_LAST), last.end)
    pieces = [replace(c, end=min(c.end, m.start())) for c in a.content if c.start < m.start()] if m else []
    if m is None or not pieces:
        return None
    return Embedded(
        replace(a, source=(Span(*m.span("who")),), cue=(Span(*m.span("cue")),), content=tuple(pieces)), a
    )


def _skipped(text: str, start: int, end: int) -> int:
    """Return the length of a leading "that"."""
    m = re.compile(r"that\s+", re.IGNORECASE).match(text, start, end)
    return m.end() - start if m else 0
