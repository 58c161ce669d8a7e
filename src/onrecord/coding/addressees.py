"""Code at whom a statement is aimed: the one asked, accused, threatened, praised, promised to, rejected.

Candidates are the names and groups in a statement's cue, in the first words of its content and between them,
and what the encoder marks as addressed. A regression (data/addressees.json, fitted by
training/fit_addressees.py) says how likely each is, from its place, the act and the words before it.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from onrecord.actors.context import Kind, Resolved
from onrecord.actors.resolve import resolve_list
from onrecord.coding.acts import Choice
from onrecord.coding.surroundings import Surroundings
from onrecord.encoder.labels import ACTS
from onrecord.model import Attribution, Mark, Mention, Span
from onrecord.reading.lexicon import squeeze
from onrecord.text.sentences import sentences

_GROUP = re.compile(
    r"\b(?:the|all|both|other|these|those|his|her|their|its|our|some|many|most|several|two|three|four|five|\d+)\s"
    r"(?:[\w’'-]+\s){0,3}?(?:[a-z][\w’'-]*s|people|police|government|military|opposition|army|parliament|regime|"
    r"public|media|press|world|west|alliance|bloc|union|administration|authorities)\b",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"\b(?:told|in an interview with|speaking to|tells|in comments to|reporters|journalists|broadcaster|television|"
    r"newspaper|news agency|magazine|radio)\b",
    re.IGNORECASE,
)
_BEFORE = {
    "on": re.compile(r"\b(?:on|upon)\s(?:\w+\s){0,2}$", re.IGNORECASE),
    "with": re.compile(r"\bwith\s(?:\w+\s){0,2}$", re.IGNORECASE),
    "to": re.compile(r"\b(?:to|towards?|at)\s(?:\w+\s){0,2}$", re.IGNORECASE),
    "of": re.compile(r"\b(?:of|from)\s(?:\w+\s){0,2}$", re.IGNORECASE),
    "for": re.compile(r"\bfor\s(?:\w+\s){0,2}$", re.IGNORECASE),
    "by": re.compile(r"\bby\s(?:\w+\s){0,2}$", re.IGNORECASE),
    "in": re.compile(r"\b(?:in|into|near|across|over)\s(?:\w+\s){0,2}$", re.IGNORECASE),
    "against": re.compile(r"\bagainst\s(?:\w+\s){0,2}$", re.IGNORECASE),
    "verb": re.compile(r"(?:ed|ing|urges?|blames?|tells?|told|asks?|warns?|accuses?|praises?)\s$", re.IGNORECASE),
}
_AFTER = {
    "to do": re.compile(r"\s*(?:not )?to\s[a-z]+"),
    "of": re.compile(r"\s*(?:of|for)\s"),
    "verb": re.compile(r"\s*(?:\w+ly\s)?(?:is|are|was|were|has|have|had|should|must|will|would|[a-z]+ed|[a-z]+s)\b"),
    "owns": re.compile(r"\s*[’']s?\b"),
    "end": re.compile(r"\s*(?:[.,;:”\"]|$)"),
}
_EARLY = 40  # characters of a content that count as its beginning
_MOST = 6  # candidates of one statement that are looked at


@dataclass(frozen=True, slots=True)
class Addressees:
    """Hold the addressees of one statement in the manual's forms, and the words that name them."""

    forms: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold words that may name an addressee, whom they mean, and what speaks for it."""

    span: Span
    forms: tuple[str, ...]
    features: Mapping[str, float]


def addressees(
    text: str,
    statements: Sequence[Attribution],
    acts: Sequence[Choice],
    speakers: Sequence[Sequence[str]],
    marks: Sequence[Mark],
    mentions: Sequence[Mention],
    around: Surroundings,
) -> list[Addressees]:
    """Return the addressees of each statement; ``acts`` and ``speakers`` are theirs."""
    w = _weights()
    out = []
    for found in candidates(text, statements, acts, speakers, marks, mentions, around):
        scored = [(chance(c.features, w.values), c) for c in found]
        kept = [(p, c) for p, c in scored if p >= w.least]
        forms: dict[str, tuple[float, Span]] = {}
        for p, c in sorted(kept, key=lambda k: -k[0]):
            for form in c.forms:
                forms.setdefault(form, (p, c.span))
        chosen = dict(list(forms.items())[: w.most])
        out.append(
            Addressees(
                tuple(chosen), tuple(s for _, s in chosen.values()), min((p for p, _ in chosen.values()), default=0.0)
            )
        )
    return out


@dataclass(frozen=True, slots=True)
class _Weights:
    values: Mapping[str, float]
    least: float
    most: int


@cache
def _weights() -> _Weights:
    raw = json.loads(files("onrecord.coding").joinpath("data/addressees.json").read_text(encoding="utf-8"))
    return _Weights(raw["weights"], raw["least"], raw["most"])


def chance(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the probability that a candidate is addressed."""
    score = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return round(float(1 / (1 + np.exp(-score))), 3)


def candidates(
    text: str,
    statements: Sequence[Attribution],
    acts: Sequence[Choice],
    speakers: Sequence[Sequence[str]],
    marks: Sequence[Mark],
    mentions: Sequence[Mention],
    around: Surroundings,
) -> Iterator[list[Candidate]]:
    """Yield the candidates of each statement, the nearest to its cue first."""
    marked = [m for m in marks if m.kind == "addressee"]
    by_mark, by_mention = [m.span.start for m in marked], [m.span.start for m in mentions]
    reach = _Reach(text)
    for a, act, who in zip(statements, acts, speakers, strict=True):
        low, high = reach.of(a)
        here = marked[bisect_left(by_mark, low) : bisect_left(by_mark, high)]
        named = mentions[bisect_left(by_mention, low) : bisect_left(by_mention, high)]
        spans = {m.span: m.confidence for m in here}
        for span in (*(m.span for m in named), *_groups(text, a)):
            if not any(span.start < s.end and s.start < span.end for s in spans):
                spans[span] = 0.0
        own = [s for s in spans if not any(s.start < x.end and x.start < s.end for x in a.source)]
        own.sort(key=lambda s: (_distance(s, a), s))
        made = (_candidate(text, a, act, who, s, spans[s], around, rank) for rank, s in enumerate(own[:_MOST]))
        yield [c for c in made if c is not None]


class _Reach:
    """Tell how far from a statement its addressee may stand: in the sentence of its cue and its contents' first words."""

    def __init__(self, text: str) -> None:
        self._sentences = sentences(text)
        self._starts = [s.start for s in self._sentences]

    def of(self, a: Attribution) -> tuple[int, int]:
        anchor = (a.cue or a.source or a.content)[0]
        at = max(bisect_left(self._starts, anchor.start + 1) - 1, 0)
        sentence = self._sentences[at] if self._sentences else anchor
        first = a.content[0]
        low = min(sentence.start, first.start)
        return low, max(sentence.end, min(first.end, first.start + 4 * _EARLY))


def _groups(text: str, a: Attribution) -> Iterator[Span]:
    """Yield plain plurals and bodies in the cue and at the beginning of the content: "the rebels"."""
    for s in a.cue:
        yield from (Span(m.start(), m.end()) for m in _GROUP.finditer(text, s.start, s.end))
    for s in a.content[:1]:
        end = min(s.end, s.start + 2 * _EARLY)
        yield from (Span(m.start(), m.end()) for m in _GROUP.finditer(text, s.start, end))


def _distance(span: Span, a: Attribution) -> int:
    anchors = a.cue or a.content[:1]
    return min(max(x.start - span.end, span.start - x.end, 0) for x in anchors)


def _candidate(
    text: str,
    a: Attribution,
    act: Choice,
    who: Sequence[str],
    span: Span,
    mark: float,
    around: Surroundings,
    rank: int,
) -> Candidate | None:
    found = resolve_list(squeeze(span.of(text)), around.at(span.start))
    forms = tuple(f for r in found for f in r.forms if f not in who)
    if not forms:
        return None
    place = _place(a, span)
    described: dict[str, float] = {
        "mark": mark,
        f"in {place}": 1,
        f"rank {min(rank, 3)}": 1,
        f"kind {_kind(found)}": 1,
        "outlet": float(place == "cue" and _OUTLET.search(text, *_stretch(a)) is not None),
    }
    if act.value in ACTS:
        described |= {f"{act.value}": 1, f"{act.value} in {place}": 1}
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
    described |= {f"{place} after {n}": 1 for n, p in _BEFORE.items() if p.search(before)}
    described |= {f"{place} before {n}": 1 for n, p in _AFTER.items() if p.match(after)}
    return Candidate(span, forms, described)


def _stretch(a: Attribution) -> tuple[int, int]:
    return min(s.start for s in a.cue), max(s.end for s in a.cue)


def _place(a: Attribution, span: Span) -> str:
    """Say where a candidate stands: in the cue, first or early or later in the content, or elsewhere."""
    if any(s.start <= span.start < s.end for s in a.cue):
        return "cue"
    for number, s in enumerate(a.content):
        if s.start <= span.start < s.end:
            ahead = span.start - s.start
            return "later" if number or ahead > _EARLY else "first" if ahead <= 6 else "early"
    return "between"


def _kind(found: Sequence[Resolved]) -> Kind:
    return found[0].kind
