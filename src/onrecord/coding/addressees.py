"""Code at whom a statement is aimed: the one asked, accused, threatened, praised, promised to, rejected.

Candidates are the actors named in a statement's cue, in its sentence and in the first words of its content,
and what the encoder marks as addressed. A regression (data/addressees.json, fitted by
training/fit_addressees.py) says how likely each is, from its place, the act, the words around it, and what
the article said before.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from onrecord.actors.context import Kind, Resolved
from onrecord.coding.actor_phrases import ActorPhrase, How, actor_phrases
from onrecord.coding.acts import Choice
from onrecord.coding.surroundings import Surroundings
from onrecord.encoder.labels import ACTS
from onrecord.model import Attribution, Mark, Mention, Span
from onrecord.reading.lexicon import squeeze
from onrecord.text.sentences import sentences

_OUTLET = re.compile(
    r"\b(?:told|in an interview with|speaking to|tells|in comments to|reporters|journalists|broadcaster|"
    r"television|newspaper|news agency|magazine|radio)\b",
    re.IGNORECASE,
)
_NEAR = r"\s(?:\w+\s){0,2}$"
_BEFORE = {
    "on": re.compile(rf"\b(?:on|upon){_NEAR}", re.IGNORECASE),
    "with": re.compile(rf"\bwith{_NEAR}", re.IGNORECASE),
    "to": re.compile(rf"\b(?:to|towards?|at){_NEAR}", re.IGNORECASE),
    "of": re.compile(rf"\b(?:of|from){_NEAR}", re.IGNORECASE),
    "for": re.compile(rf"\bfor{_NEAR}", re.IGNORECASE),
    "by": re.compile(rf"\bby{_NEAR}", re.IGNORECASE),
    "in": re.compile(rf"\b(?:in|into|near|across|over){_NEAR}", re.IGNORECASE),
    "against": re.compile(rf"\bagainst{_NEAR}", re.IGNORECASE),
    "verb": re.compile(
        r"(?:ed|ing|urges?|blames?|tells?|told|asks?|warns?|accuses?|praises?)\s$", re.IGNORECASE
    ),
}
_AFTER = {
    "to do": re.compile(r"\s*(?:not )?to\s[a-z]+"),
    "of": re.compile(r"\s*(?:of|for)\s"),
    "verb": re.compile(
        r"\s*(?:\w+ly\s)?(?:is|are|was|were|has|have|had|should|must|will|would|[a-z]+ed|[a-z]+s)\b"
    ),
    "owns": re.compile(r"[’']s?\b|(?<=s)[’']\s"),
    "end": re.compile(r"\s*(?:[.,;:”\"]|$)"),
}
_THIRD = re.compile(r"\b(?:he|she|it|they|him|her|them|his|its|their)\b", re.IGNORECASE)
_SECOND = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_EARLY = 40  # characters of a content that count as its beginning
_REACH = 240  # characters of a content that are looked at
_MOST = 10  # phrases of one statement that are looked at
_PARTIES = 4  # actors named most that count as the article's main parties


@dataclass(frozen=True, slots=True)
class Addressees:
    """Hold the addressees of one statement in the manual's forms, and the words that name them."""

    forms: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold an actor who may be addressed, the words that name it, and what speaks for it."""

    span: Span
    form: str
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Named:
    """Hold one phrase of a statement with whom it means."""

    phrase: ActorPhrase
    found: Resolved
    mark: float


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
        chosen = choose([(chance(c.features, w.values), c) for c in found], w.least, w.most)
        least = min((p for p, _ in chosen), default=0.0)
        out.append(Addressees(tuple(c.form for _, c in chosen), tuple(c.span for _, c in chosen), least))
    return out


def choose(
    scored: Sequence[tuple[float, Candidate]], least: float, most: int
) -> list[tuple[float, Candidate]]:
    """Return the likeliest candidates, the first ``most`` that are likely enough."""
    ranked = sorted(scored, key=lambda s: (-s[0], s[1].span))
    return [s for s in ranked if s[0] >= least][:most]


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
    """Yield the candidates of each statement, one per actor."""
    named = list(_named(text, statements, marks, mentions, around))
    article = _Article(statements, named, speakers, around)
    for number, (a, act) in enumerate(zip(statements, acts, strict=True)):
        described: dict[str, dict[str, float]] = defaultdict(dict)
        spans: dict[str, Span] = {}
        kinds: dict[str, Kind] = {}
        for rank, one in enumerate(named[number]):
            for form in one.found.forms:
                own = _of_phrase(text, a, one, rank)
                for name, value in own.items():
                    described[form][name] = max(value, described[form].get(name, 0.0))
                spans.setdefault(form, one.phrase.span)
                kinds.setdefault(form, one.found.kind)
        for form, why in article.before(number).items():
            if form in spans:  # one whom the statement's own words do not name would have no evidence
                described[form] |= why
        here = _of_statement(text, a)
        yield [
            Candidate(spans[f], f, _crossed(x | article.of(number, f), act, kinds[f], here))
            for f, x in described.items()
            if f not in speakers[number]
        ]


def _crossed(
    described: Mapping[str, float], act: Choice, kind: Kind, here: Mapping[str, float]
) -> dict[str, float]:
    """Return a candidate's features with the act and kind, and those that only count together."""
    out = dict(described) | {f"kind {kind}": 1}
    out |= here
    if act.value in ACTS:
        out |= {f"{act.value} {n}": v for n, v in described.items() if n in _WITH_ACT}
        out[act.value] = 1
    return out


_WITH_ACT = frozenset(
    (
        "spoke before",
        "own side",
        "party",
        "subject",
        "owner",
        "adjective",
        "verb in cue",
        "alone",
        "mark",
    )
)


def _of_statement(text: str, a: Attribution) -> dict[str, float]:
    """Describe which pronouns a statement points at somebody with."""
    head = text[a.content[0].start : min(a.content[0].end, a.content[0].start + _REACH)]
    cue = " ".join(s.of(text) for s in a.cue)
    return {
        "content says they": float(_THIRD.search(head) is not None),
        "content says you": float(_SECOND.search(head) is not None),
        "cue says him": float(_THIRD.search(cue) is not None),
        "no cue": float(not a.cue),
    }


def _named(
    text: str,
    statements: Sequence[Attribution],
    marks: Sequence[Mark],
    mentions: Sequence[Mention],
    around: Surroundings,
) -> Iterator[list[_Named]]:
    """Yield the phrases of each statement with whom they mean, the nearest to its cue first."""
    marked = [m for m in marks if m.kind == "addressee"]
    by_mark, by_mention = [m.span.start for m in marked], [m.span.start for m in mentions]
    reach = _Reach(text)
    for a in statements:
        found: dict[Span, tuple[ActorPhrase, float]] = {}
        for low, high in reach.of(a):
            here = marked[bisect_left(by_mark, low) : bisect_left(by_mark, high)]
            names = mentions[bisect_left(by_mention, low) : bisect_left(by_mention, high)]
            phrases = actor_phrases(text, Span(low, high), names) if low < high else []
            for p in phrases:
                sure = max((m.confidence for m in here if _meet(m.span, p.span)), default=0.0)
                found[p.span] = (p, sure)
            for m in here:
                if not any(_meet(m.span, p.span) for p in phrases):
                    found[m.span] = (ActorPhrase(m.span, How.NOUN), m.confidence)
        own = [s for s in found if not any(_meet(s, x) for x in a.source)]
        own.sort(key=lambda s: (-found[s][1], _distance(s, a), s))
        made = (_Named(found[s][0], _meaning(text, found[s][0], around), found[s][1]) for s in own[:_MOST])
        yield [n for n in made if n.found.forms]


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _meaning(text: str, phrase: ActorPhrase, around: Surroundings) -> Resolved:
    words = squeeze(phrase.span.of(text))
    found = around.resolve(words, phrase.span.start)
    if not found.forms and phrase.plural:
        found = around.resolve(f"group: {words}", phrase.span.start)
    return found


class _Reach:
    """Tell where an addressee may stand: the sentence of its cue, and the first words of its contents."""

    def __init__(self, text: str) -> None:
        self._sentences = sentences(text)
        self._starts = [s.start for s in self._sentences]

    def of(self, a: Attribution) -> list[tuple[int, int]]:
        anchor = (a.cue or a.source or a.content)[0]
        at = max(bisect_left(self._starts, anchor.start + 1) - 1, 0)
        sentence = self._sentences[at] if self._sentences else anchor
        out = [(sentence.start, min(sentence.end, sentence.start + 4 * _REACH))]
        for s in sorted((*a.cue, *a.content)):
            low, high = max(s.start, out[-1][1]), min(s.end, s.start + _REACH)
            if low < high:
                out.append((low, high))
        return out


class _Article:
    """Answer for a statement what the article said before it, and how often it names an actor."""

    def __init__(
        self,
        statements: Sequence[Attribution],
        named: Sequence[Sequence[_Named]],
        speakers: Sequence[Sequence[str]],
        around: Surroundings,
    ) -> None:
        self._statements, self._named, self._speakers = statements, named, speakers
        self._in = [{f for n in some for f in n.found.forms} for some in named]
        self._times = Counter(f for forms in self._in for f in forms)
        self._speaks = Counter(f for forms in speakers for f in forms)
        self._kinds = {f: n.found.kind for some in named for n in some for f in n.found.forms}
        both = Counter({f: self._times[f] + self._speaks[f] for f in self._kinds})
        self._parties = [f for f, n in both.most_common(_PARTIES) if n > 1]
        self._around = around

    def before(self, number: int) -> dict[str, dict[str, float]]:
        """Return what the article said before that speaks for an actor, by actor."""
        out: dict[str, dict[str, float]] = defaultdict(dict)
        if number:
            last = self._speakers[number - 1]
            by_same = " by the same" if set(last) & set(self._speakers[number]) else ""
            for form in last:
                out[form]["spoke before"] = 1.0
            for rank, one in enumerate(self._named[number - 1][:4]):
                for form in one.found.forms:
                    out[form][f"named before{by_same}"] = 1.0
                    if rank == 0:
                        out[form]["nearest before"] = 1.0
        for form in self._parties:
            out[form]["party"] = 1.0
        return out

    def of(self, number: int, form: str) -> dict[str, float]:
        """Describe an actor by its weight in the article and its tie to the speaker."""
        total = max(len(self._statements), 1)
        sides = [self._side(f, number) for f in self._speakers[number]]
        return {
            "often": min(self._times[form] / total, 1.0),
            "speaks often": min(self._speaks[form] / total, 1.0),
            "speaks": float(self._speaks[form] > 0),
            "own side": float(form in sides),
            "alone": float(len(self._in[number]) == 1),
            "several": min(len(self._in[number]), 6) / 6,
        }

    def _side(self, form: str, number: int) -> str | None:
        if ":" in form:
            return None
        return self._around.resolve(form, self._statements[number].content[0].start).affiliation


def _distance(span: Span, a: Attribution) -> int:
    anchors = (*a.cue, *a.content[:1])
    return min(max(x.start - span.end, span.start - x.end, span.start - x.start, 0) for x in anchors)


def _of_phrase(text: str, a: Attribution, one: _Named, rank: int) -> dict[str, float]:
    """Describe a phrase by its place and the words around it."""
    span, place = one.phrase.span, _place(a, one.phrase.span)
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
    preceded = [n for n, p in _BEFORE.items() if p.search(before)]
    followed = [n for n, p in _AFTER.items() if p.match(after)]
    role = _role(preceded, followed, one.phrase.how)
    described: dict[str, float] = {
        "mark": one.mark,
        f"in {place}": 1,
        f"rank {min(rank, 3)}": 1,
        f"by {one.phrase.how}": 1,
        role: 1,
        f"in {place} {role}": 1,
        "outlet": float(place == "cue" and _OUTLET.search(text, *_stretch(a)) is not None),
    }
    described |= {f"{place} after {n}": 1 for n in preceded}
    described |= {f"{place} before {n}": 1 for n in followed}
    return described


def _role(preceded: Sequence[str], followed: Sequence[str], how: How) -> str:
    """Say what a phrase is in its clause, by the words beside it."""
    if "owns" in followed:
        return "owner"
    if how is How.ADJECTIVE:
        return "adjective"
    if preceded:
        return f"after {preceded[0]}"
    return "subject" if "verb" in followed else "plain"


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
