"""Make drafts of statements of attributions: their zone, directness and speakers (coding manual, rulings).

Ruling 1: an act counts once per article, from the body. What a headline, a bullet summary or a repeated
lead says again is left out; what only they say is kept, marked by its zone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile

from onrecord.model import Attribution, Directness, Document, Mention, Span, ZoneKind
from onrecord.reading.contents import tidy
from onrecord.reading.embedding import embedded
from onrecord.reading.record import features, probability, weights
from onrecord.reading.speakers import Casting, SpeakerNaming, cast_speakers
from onrecord.text.quotation import directness, quoted_spans

REPEATED = 0.6
"""Share of a headline's or summary's content words that one body statement must hold to make it a repeat."""

_BARE = 3
"""Words of a content up to which it is only a thing that something is done to."""

_SHORT = (ZoneKind.HEADLINE, ZoneKind.SUMMARY)
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
    carries: bool = False  # its content is another party's act, a draft of its own: no statement itself


@dataclass(frozen=True, slots=True)
class Drafted:
    """Hold a document's drafts in order of their contents, and how the article presents its people."""

    drafts: tuple[Draft, ...]
    casting: Casting
    mentions: tuple[Mention, ...]


def likely_drafts(
    document: Document,
    found: Sequence[Attribution],
    mentions: Sequence[Mention],
    phrases: Sequence[Span] = (),
) -> Drafted:
    """Return the drafts that are likely enough to be statements, and those that carry one.

    ``phrases`` are further words that may mean somebody: the casting names them (``Casting.phrases``).
    """
    every = drafts(document, found, mentions, phrases)
    return replace(every, drafts=tuple(d for d in every.drafts if d.carries or d.record >= weights().keep))


def drafts(
    document: Document,
    found: Sequence[Attribution],
    mentions: Sequence[Mention],
    phrases: Sequence[Span] = (),
) -> Drafted:
    """Return everything that may be a statement, once per article."""
    text = document.text
    quoted = quoted_spans(text)
    clipped = [(a, zone_at(document, a.content[0].start)) for a in within_zones(document, found)]
    kept = [(a, zone) for a, zone in clipped if zone is not ZoneKind.CREDIT]
    headline = next((z.span for z in document.zones if z.kind is ZoneKind.HEADLINE), None)
    named = [
        m for m in mentions if zone_at(document, m.span.start) is not ZoneKind.CREDIT
    ]  # no author is "he"
    whole = [part for a, zone in kept for part in _with_embedded(text, a, zone, named)]
    casting = cast_speakers(text, [a for a, _, _ in whole], named, headline, phrases)
    made = []
    for (a, zone, carries), naming in zip(whole, casting.namings, strict=True):
        tidied = tidy(text, a, document.placeholders)
        direct = directness(text, tidied.content, quoted)
        described = features(text, tidied, direct, zone)
        made.append(Draft(tidied, naming, zone, direct, described, probability(described), carries))
    return Drafted(tuple(_once(text, made)), casting, tuple(named))


def _with_embedded(
    text: str, a: Attribution, zone: ZoneKind, mentions: Sequence[Mention]
) -> list[tuple[Attribution, ZoneKind, bool]]:
    """Return an attribution, or where it only carries another party's act both, and which one carries."""
    found = embedded(text, a, mentions)
    return [(a, zone, False)] if found is None else [(a, zone, True), (found.inner, zone, False)]


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
    return Counter(_listed(text, spans))


def _listed(text: str, spans: Sequence[Span]) -> list[str]:
    return [w.lower() for s in spans for w in _WORD.findall(s.of(text))]


def _once(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """Leave out what a headline, summary or earlier copy of a paragraph says again.

    A copy has the same source, cue and content: two answers to one plan are two statements. Only what is
    likely enough to be kept can stand for something else.
    """
    short = any(d.zone in _SHORT for d in drafts)
    words = [_words(text, d.attribution.content) for d in drafts] if short else []
    likely = [d.record >= weights().keep for d in drafts]
    body = [i for i, d in enumerate(drafts) if d.zone is ZoneKind.BODY and likely[i] and not d.carries]
    out: list[Draft] = []
    seen: set[tuple[tuple[str, ...], ...]] = set()
    for i, d in enumerate(drafts):
        if d.carries:
            out.append(d)
            continue
        a = d.attribution
        key = tuple(tuple(sorted(_listed(text, part))) for part in (a.source, a.cue, a.content))
        if key in seen:
            continue
        if d.zone in _SHORT and any(_says_again(text, d, words[i], drafts[j], words[j]) for j in body):
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
