"""Find who may fill the arguments of a trigger: the actors of its sentence, and who speaks there.

First the words (``phrases_near``), which go through the sweep that names speakers, so that "he", "its" and
"the two countries" are somebody; then the forms they stand for (``Fillers``), each described by the encoder's
scores and by its place, for the regressions of commitments and events to choose among.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from onrecord.actors.context import LIKELY, Kind
from onrecord.coding.actor_phrases import actor_phrases
from onrecord.coding.carriers import Carried
from onrecord.coding.regression import Regression
from onrecord.coding.speakers import Speakers, code
from onrecord.coding.surroundings import Surroundings
from onrecord.encoder.triggers import Trigger
from onrecord.model import Attribution, Mention, RecordKind, Span
from onrecord.reading.speakers import SpeakerNaming
from onrecord.text.sentences import sentences

_PRONOUN = re.compile(
    r"\b(?:he|him|his|she|her|it|its|they|them|their|we|our|us|i|my|who|whose|both|which)\b", re.IGNORECASE
)
_FIRST = re.compile(r"(?:we|our|us|i|my)$", re.IGNORECASE)
_SUBJECT_AFTER = re.compile(
    r"(?:\s*[,(—–-][^,.;\n]{1,80}[,)—–-])?\s+(?:\w+ly\s|also\s|now\s|still\s|never\s|later\s)?"
    r"(?:is|are|was|were|has|had|have|will|would|could|can|may|might|should|must|did|does|do|said|made|took|gave|met|"
    r"[a-z]{2,}ed|[a-z]{2,}s|began|left|sent|shot|won|held|put|set|agreed)\b"
)
_BEFORE = {
    "by": re.compile(r"\bby\s(?:the\s)?$", re.IGNORECASE),
    "to": re.compile(r"\b(?:to|for|towards?|on|against|upon|at)\s(?:the\s)?$", re.IGNORECASE),
    "with": re.compile(r"\b(?:with|and|between)\s(?:the\s)?$", re.IGNORECASE),
    "of": re.compile(r"\b(?:of|from)\s(?:the\s)?$", re.IGNORECASE),
    "in": re.compile(r"\b(?:in|into|near|across|over|inside|around)\s(?:the\s)?$", re.IGNORECASE),
}
_REACH = 700  # characters on either side of a trigger that are looked at, at most


WORTH = 0.5
"""Least chance of a trigger that is looked at further. Those from 0.25 on give two in a hundred records more,
as often wrong as right in the end (F1 0.28 and 0.30 either way), and took two fifths of the time. The
regressions are fitted on all of them."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold words near a trigger that may name an actor, and how they do it."""

    span: Span
    how: str  # a value of actor_phrases.How, or "pronoun"


def phrases_near(
    text: str, triggers: Sequence[Trigger], mentions: Sequence[Mention], least: float = WORTH
) -> list[tuple[Phrase, ...]]:
    """Return the phrases of each trigger's sentences, once per stretch; ``mentions`` are in order.

    A trigger whose chance is below ``least`` has none.
    """
    parts = sentences(text)
    starts, at = [s.start for s in parts], [m.span.start for m in mentions]
    known: dict[Span, tuple[Phrase, ...]] = {}
    out: list[tuple[Phrase, ...]] = []
    for t in triggers:
        if t.chance < least:
            out.append(())
            continue
        stretch = _stretch(t, parts, starts)
        if stretch not in known:
            here = mentions[bisect_right(at, stretch.start - 1) : bisect_right(at, stretch.end)]
            known[stretch] = tuple(_phrases(text, stretch, here))
        out.append(known[stretch])
    return out


def _stretch(t: Trigger, parts: Sequence[Span], starts: Sequence[int]) -> Span:
    """Return the sentences that a trigger and its evidence touch, cut to what is near."""
    first = max(bisect_right(starts, min(t.span.start, t.evidence.start)) - 1, 0)
    last = max(bisect_right(starts, max(t.span.end, t.evidence.end) - 1) - 1, first)
    start, end = (parts[first].start, parts[last].end) if parts else (t.span.start, t.span.end)
    return Span(max(start, t.span.start - _REACH), min(max(end, t.span.end), t.span.end + _REACH))


def _phrases(text: str, stretch: Span, mentions: Sequence[Mention]) -> Iterator[Phrase]:
    found = [Phrase(p.span, p.how.value) for p in actor_phrases(text, stretch, mentions)]
    yield from found
    for m in _PRONOUN.finditer(text, stretch.start, stretch.end):
        span = Span(m.start(), m.end())
        is_acronym = m.group().isupper() and len(m.group()) > 1
        if not is_acronym and not any(p.span.start < span.end and span.start < p.span.end for p in found):
            yield Phrase(span, "pronoun")


def worth_asking(triggers: Sequence[Trigger], near: Sequence[Sequence[Phrase]]) -> list[Span]:
    """Return the phrases that the encoder sees in any role near their trigger, in order."""
    arguments = {RecordKind.COMMITMENT: ("party", "beneficiary"), RecordKind.EVENT: ("participant",)}
    found = {
        p.span
        for t, phrases in zip(triggers, near, strict=True)
        for p in phrases
        for argument in arguments[t.kind]
        if (x := t.fills(argument, p.span)) is not None and x >= _LEAST
    }
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Filler:
    """Hold one actor who may fill an argument, the words that name it there, and what speaks for it.

    ``stands_for`` is "itself", "state" where a person is taken as the state spoken for, or "within" for a
    state that qualifies the words ("Varnian jets").
    """

    form: str
    span: Span
    kind: Kind
    stands_for: str
    sure: float  # of the form, given the words
    features: Mapping[str, float]


@dataclass(slots=True)
class Fillers:
    """Answer for a trigger who may fill its arguments; one for an article."""

    text: str
    around: Surroundings
    namings: Mapping[Span, SpeakerNaming]  # of the phrases, from the sweep that names speakers
    _meant: dict[Span, Speakers] = field(default_factory=dict)

    def of(
        self, t: Trigger, phrases: Sequence[Phrase], carried: Carried | None, arguments: Sequence[str]
    ) -> list[Filler]:
        """Return every form that a phrase may stand for, and the speakers of the carrying statement."""
        scores = {a: self._scored(t, phrases, a) for a in arguments}
        out: list[Filler] = []
        for number, phrase in enumerate(phrases):
            values = {a: s[number] for a, s in scores.items()}
            if max(values.values()) < _LEAST:
                continue
            described = self._described(t, phrase)
            for a, value in values.items():
                described |= _weighed(a, value, scores[a])
            if _FIRST.match(phrase.span.of(self.text)) and carried is not None:
                out += _speaking(carried, phrase.span, described | {"first person": 1.0})
            else:
                who = self._who(phrase.span)
                out += _forms(who, phrase.span, described)
                out += _states_within(self.text, phrase.span, self.around, who.speakers, described)
        if carried is not None and carried.statement.speakers:
            where = carried.statement.speaker_text or carried.statement.quote
            described = {"speaker": 1.0, "speaker, by cue": float(carried.by_cue)}
            described |= {f"{a} there": _best(scores[a]) for a in arguments}
            out += _speaking(carried, Span(where[0].start, where[0].end), described)
        return out

    def _scored(self, t: Trigger, phrases: Sequence[Phrase], argument: str) -> list[float]:
        found = (t.fills(argument, p.span) for p in phrases)
        return [_LEAST - 1 if x is None else x for x in found]

    def _who(self, span: Span) -> Speakers:
        if span not in self._meant:
            a = Attribution((span,), (), ())
            self._meant[span] = code(self.text, [a], [self.namings[span]], self.around)[0]
        return self._meant[span]

    def _described(self, t: Trigger, phrase: Phrase) -> dict[str, float]:
        text, span = self.text, phrase.span
        ahead = span.start >= t.span.end
        gap = (span.start - t.span.end) if ahead else (t.span.start - span.end)
        before = text[max(0, span.start - 16) : span.start]
        out = {
            f"by {phrase.how}": 1.0,
            "after": float(ahead),
            "far": math.log1p(max(gap, 0) / 20),
            "in evidence": float(t.evidence.start <= span.start < t.evidence.end),
            "subject": float(not ahead and _SUBJECT_AFTER.match(text, span.end) is not None),
            "owner": float(text[span.end : span.end + 1] in ("'", "’") or _owns(span.of(text))),
        }
        out |= {f"after {n}": 1.0 for n, p in _BEFORE.items() if p.search(before)}
        return out


_LEAST = -5.0
"""Least log odds, for any argument, of a phrase that is looked up at all."""


def _owns(words: str) -> bool:
    return words.lower() in ("his", "her", "its", "their", "our", "my", "whose")


def _weighed(argument: str, value: float, every: Sequence[float]) -> dict[str, float]:
    best = max(every)
    others = [x for x in every if x != value]
    return {
        argument: max(-6.0, min(6.0, value)) / 2,
        f"{argument}, best": float(value == best),
        f"{argument}, behind": min(best - value, 6.0) / 2,
        f"{argument}, lead": max(0.0, min(value - max(others, default=-6.0), 6.0)) / 2,
    }


def _best(scores: Sequence[float]) -> float:
    return max(-6.0, min(6.0, max(scores, default=-6.0))) / 2


_COMPOUND = re.compile(
    r"-(backed|led|held|controlled|sponsored|brokered|allied|supported|aligned)\b", re.IGNORECASE
)
_CAPITALISED = re.compile(r"[^\W\d_a-z][\w.’']*")


def _states_within(
    text: str, span: Span, around: Surroundings, meant: Sequence[str], described: Mapping[str, float]
) -> Iterator[Filler]:
    """Yield the states that qualify a phrase: "Varnian jets" act for VAR, "Varnian-backed rebels" may not."""
    words = span.of(text)
    for m in _CAPITALISED.finditer(words):
        found = around.base.state(m.group()) or around.base.state(
            m.group().removesuffix("’s").removesuffix("'s")
        )
        code = found.code if found is not None else None
        if code is None or code in meant or m.end() == len(words):
            continue
        tie = _COMPOUND.match(words, m.end())
        out = dict(described) | {"state within": 1.0, f"head {_head_of(words)}": 1.0}
        if tie is not None:
            out |= {"state within, tied": 1.0, f"tied {tie.group(1).lower()}": 1.0}
        yield Filler(
            code, Span(span.start + m.start(), span.start + m.end()), Kind.STATE, "within", LIKELY, out
        )


def _head_of(words: str) -> str:
    """Return what kind of head a phrase has: a state's forces or bodies act for it, its people seldom."""
    last = words.split()[-1].lower()
    return next((name for name, listed in _heads().items() if last in listed), "other")


@cache
def _heads() -> dict[str, frozenset[str]]:
    lines = (
        files("onrecord.coding")
        .joinpath("data/heads_of_phrases.txt")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    rows = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, _, words in rows}


def _forms(who: Speakers, span: Span, described: Mapping[str, float]) -> Iterator[Filler]:
    several = {"several": float(len(who.speakers) > 1)}
    for form, kind in zip(who.speakers, who.kinds, strict=True):
        with_state = {"has state": float(bool(who.affiliation) and kind is Kind.PERSON)}
        own = dict(described) | several | with_state | {f"kind {kind.value}": 1.0}
        yield Filler(form, span, kind, "itself", who.confidence, own)
        if who.affiliation and kind in (Kind.PERSON, Kind.ANON) and who.affiliation != form:
            state = dict(described) | {"as state": 1.0, f"as state of {kind.value}": 1.0}
            yield Filler(who.affiliation, span, Kind.STATE, "state", who.confidence, state)


def _speaking(carried: Carried, span: Span, described: Mapping[str, float]) -> Iterator[Filler]:
    s = carried.statement
    sure = s.confidence.get("speaker", 0.5)
    act = {f"speaker's act {s.act}": 1.0}
    for form in s.speakers:
        kind = _kind(form)
        with_state = {"has state": float(bool(s.affiliation) and kind is Kind.PERSON)}
        own = dict(described) | act | with_state | {f"kind {kind.value}": 1.0}
        yield Filler(form, span, kind, "itself", sure, own)
    if s.affiliation and s.affiliation not in s.speakers:
        state = dict(described) | act | {"as state": 1.0}
        yield Filler(s.affiliation, span, Kind.STATE, "state", sure, state)


def _kind(form: str) -> Kind:
    if form.startswith("anon:"):
        return Kind.ANON
    if form.startswith("group:"):
        return Kind.GROUP
    return Kind.STATE if re.fullmatch(r"[A-Z]{3}", form) else Kind.PERSON


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hold an actor with the probability that it fills an argument."""

    chance: float
    filler: Filler


def ranked(found: Sequence[Filler], weigh: Regression, of_record: Mapping[str, float]) -> tuple[Ranked, ...]:
    """Return the likeliest filler of each form, the likeliest form first."""
    best: dict[str, Ranked] = {}
    for filler in found:
        one = Ranked(weigh.chance(weighable(filler, of_record)), filler)
        if filler.form not in best or one.chance > best[filler.form].chance:
            best[filler.form] = one
    return tuple(sorted(best.values(), key=lambda r: (-r.chance, r.filler.span, r.filler.form)))


def instead(a: Ranked, b: Ranked) -> bool:
    """Tell whether two are readings of one phrase: a person, and the state spoken for."""
    x, y = a.filler, b.filler
    return x.span.start < y.span.end and y.span.start < x.span.end and x.stands_for != y.stands_for


def readings(fillers: Sequence[Filler]) -> dict[str, frozenset[str]]:
    """Return for each form the forms that the same words may mean instead: a president, and the state."""
    by_words: dict[Span, set[str]] = defaultdict(set)
    for f in fillers:
        if f.stands_for != "within":
            by_words[f.span].add(f.form)
    persons = {f.form for f in fillers if f.kind is not Kind.STATE}
    out: dict[str, set[str]] = defaultdict(set)
    for f in fillers:
        others = by_words[f.span] - {f.form}
        out[f.form] |= {o for o in others if (o in persons) != (f.form in persons)}
    return {form: frozenset(others) for form, others in out.items()}


_CROSSED = ("as state", "has state", "state within", "kind group", "kind organisation", "speaker", "after")
"""Features of a filler that count differently from record to record: a call is between people, an attack is
by a state's."""


def weighable(filler: Filler, of_record: Mapping[str, float]) -> dict[str, float]:
    """Return a filler's features, the record's, and those that count together."""
    out = {**filler.features, **of_record}
    for name in _CROSSED:
        if value := filler.features.get(name):
            out |= {f"{name}, {of}": value * weight for of, weight in of_record.items() if weight > 0.1}
    return out


def logit(p: float) -> float:
    """Return log odds within -4 and 4."""
    held = min(max(p, 0.018), 0.982)
    return math.log(held / (1 - held))


_NEIGHBOURS = 12  # triggers on either side whose words may be the same


def around_each(triggers: Sequence[Trigger]) -> list[list[Trigger]]:
    """Return for each of some triggers in order those near it, itself left out; linear in their number."""
    return [
        [*triggers[max(0, i - _NEIGHBOURS) : i], *triggers[i + 1 : i + 1 + _NEIGHBOURS]]
        for i in range(len(triggers))
    ]


def rivalry(t: Trigger, others: Sequence[Trigger]) -> float:
    """Return the log odds of the likeliest other trigger within the same words, less its own; -4 for none."""
    e = t.evidence
    near = (
        logit(o.chance) - logit(t.chance)
        for o in others
        if o.evidence.start < e.end and e.start < o.evidence.end
    )
    return max(near, default=-4.0)
