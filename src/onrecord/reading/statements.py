"""Make statements of attributions: their zone, directness, speakers and evidence (coding manual, rulings).

Ruling 1: an act counts once per article, from the body. What a headline, a bullet summary or a repeated
lead says again is left out; what only they say is kept, marked by its zone.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from onrecord.model import Attribution, Directness, Document, Evidence, Mention, Span, Statement, ZoneKind
from onrecord.reading.contents import tidy
from onrecord.reading.record import features, probability, weights
from onrecord.reading.speakers import SpeakerNaming, name_speakers
from onrecord.text.quotation import directness, quoted_spans

REPEATED = 0.6
"""Share of a headline's or summary's content words that one body statement must hold to make it a repeat."""

_BARE = 3
"""Words of a content up to which it is only a thing that something is done to."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold an attribution on its way to a statement; ``record`` is how likely it is one."""

    attribution: Attribution
    naming: SpeakerNaming
    zone: ZoneKind
    direct: Directness
    features: dict[str, float]
    record: float


def statements(
    document: Document, found: Sequence[Attribution], mentions: Sequence[Mention]
) -> tuple[Statement, ...]:
    """Return the document's statements in order of their contents."""
    likely = [d for d in drafts(document, found, mentions) if d.record >= weights().keep]
    return tuple(_statement(document, d) for d in likely)


def drafts(document: Document, found: Sequence[Attribution], mentions: Sequence[Mention]) -> list[Draft]:
    """Return everything that may be a statement, once per article."""
    text = document.text
    quoted = quoted_spans(text)
    clipped = [(a, zone_at(document, a.content[0].start)) for a in within_zones(document, found)]
    kept = [(a, zone) for a, zone in clipped if zone is not ZoneKind.CREDIT]
    headline = next((z.span for z in document.zones if z.kind is ZoneKind.HEADLINE), None)
    named = [
        m for m in mentions if zone_at(document, m.span.start) is not ZoneKind.CREDIT
    ]  # no author is "he"
    namings = name_speakers(text, [a for a, _ in kept], named, headline)
    made = []
    for (a, zone), naming in zip(kept, namings, strict=True):
        tidied = tidy(text, a, document.placeholders)
        direct = directness(text, tidied.content, quoted)
        described = features(text, tidied, direct, zone)
        made.append(Draft(tidied, naming, zone, direct, described, probability(described)))
    return _once(text, made)


def zone_at(document: Document, position: int) -> ZoneKind:
    """Return the kind of the zone that holds a position of the clean text; the body where none is marked."""
    number = _zone_number(document, position)
    return document.zones[number].kind if number >= 0 else ZoneKind.BODY


def _zone_number(document: Document, position: int) -> int:
    at = bisect_right(document.zones, position, key=lambda z: z.span.start) - 1
    return at if at >= 0 and position < document.zones[at].span.end else -1


def within_zones(document: Document, found: Sequence[Attribution]) -> list[Attribution]:
    """Cut contents where a zone ends: no sentence runs from a headline or byline into the body.

    The zone that holds the attribution's cue is kept, else the one that holds most of the content.
    """
    out = []
    for a in found:
        parts = [part for span in a.content for part in _parts(document, span)]
        zones = {_zone_number(document, p.start) for p in parts}
        if len(zones) > 1:
            longest = max(parts, key=lambda p: p.end - p.start)
            cue = zones & {_zone_number(document, c.start) for c in a.cue}
            home = cue or {_zone_number(document, longest.start)}
            parts = [p for p in parts if _zone_number(document, p.start) in home]
        out.append(replace(a, content=tuple(parts)))
    return out


def _parts(document: Document, span: Span) -> list[Span]:
    """Cut a span at the edges of zones; what is between two zones is white space and left out."""
    first = max(0, bisect_right(document.zones, span.start, key=lambda z: z.span.start) - 1)
    near = takewhile(lambda z: z.span.start < span.end, islice(document.zones, first, None))
    edges = {e for z in near for e in (z.span.start, z.span.end) if span.start < e < span.end}
    bounds = [span.start, *sorted(edges), span.end]
    return [Span(a, b) for a, b in pairwise(bounds) if not document.text[a:b].isspace()]


def _words(text: str, spans: Sequence[Span]) -> Counter[str]:
    return Counter(w.lower() for s in spans for w in _WORD.findall(s.of(text)))


def _once(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out what a headline, summary or earlier copy of a paragraph says again.

    A copy has the same source, cue and content: two answers to one plan are two statements. Only what is
    likely enough to be kept can stand for something else.
    """
    words = [_words(text, d.attribution.content) for d in drafts]
    likely = [d.record >= weights().keep for d in drafts]
    body = [i for i, d in enumerate(drafts) if d.zone is ZoneKind.BODY and likely[i]]
    out: list[Draft] = []
    seen: set[tuple[tuple[str, ...], ...]] = set()
    for i, d in enumerate(drafts):
        a = d.attribution
        key = tuple(tuple(sorted(_words(text, part).elements())) for part in (a.source, a.cue, a.content))
        if key in seen:
            continue
        if d.zone in (ZoneKind.HEADLINE, ZoneKind.SUMMARY) and any(
            _says_again(text, d, words[i], drafts[j], words[j]) for j in body
        ):
            continue
        if likely[i]:
            seen.add(key)
        out.append(d)
    return out


def _says_again(text: str, short: Draft, words: Counter[str], full: Draft, held: Counter[str]) -> bool:
    """Tell whether a body statement says what a headline or summary says.

    Where the content is a word or three ("the plan"), the act is in the cue: it has to be there as well.
    """
    size = words.total()
    if (words & held).total() < REPEATED * size:
        return False
    cues = _stems(_words(text, short.attribution.cue))
    return size > _BARE or not cues or bool(cues & _stems(held + _words(text, full.attribution.cue)))


def _stems(words: Counter[str]) -> set[str]:
    """Return the beginnings of longer words: "rejects" and "rejected" begin alike."""
    return {w[:5] for w in words if len(w) > 3}


def _statement(document: Document, d: Draft) -> Statement:
    text, a = document.text, d.attribution
    marks = ",".join(f"{s.start}-{s.end}" for s in a.content)

    def evidence(spans: Sequence[Span]) -> tuple[Evidence, ...]:
        return tuple(Evidence.at(text, s) for s in spans)

    speaker = {"speaker": d.naming.confidence} if d.naming.names else {}
    confidence = {"record": round(d.record, 3), **speaker, **a.confidence}
    return Statement(
        id=hashlib.sha256(f"{document.id} {marks}".encode()).hexdigest()[:16],
        document_id=document.id,
        quote=evidence(a.content),
        cue=evidence(a.cue),
        speaker_text=evidence(a.source),
        speakers=d.naming.names,
        speaker_mentions=evidence(d.naming.mentions),
        directness=d.direct,
        zone=d.zone,
        confidence=confidence,
    )
