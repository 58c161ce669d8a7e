"""Find where an event was or is to be: which of the places around its trigger is its own.

Candidates are the encoder's mentions of places and the states that the base of actors knows, with the words
that belong to them ("southern Velmark", "Tarn airport", "Ost, Brenn and Tarn"). A regression over their
features (data/place_weights.json, fitted by training/fit_event_fields.py) chooses one, or none.
"""

from __future__ import annotations

import math
import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from onrecord.actors.base import Base
from onrecord.events.calendar import Calendar
from onrecord.events.choice import ENCODER, Scored, gap, weights
from onrecord.model import Mention, MentionKind, Span
from onrecord.reading.lexicon import bare, demonyms
from onrecord.text.dates import months

_BACK = 2  # sentences before the trigger's that are looked at
_REACH = 500  # characters of a long sentence on either side of the trigger
_CLAUSE = re.compile(
    r"\b(?:who|which|that|when|after|where|since|because|whose|before|while|until|although|but|as|if|and|said|says)\b|"
    r"[;:–—]|\s-\s|,"
)
_JOINT = re.compile(r",\s|,?\s(?:and|or)\s(?:in\s)?|,\s(?:and|or)\s")
_LAST_JOINT = re.compile(r",?\s(?:and|or)\s(?:in\s)?")
_PART = re.compile(r",\s(?:(?:[A-Z]\.){2}|[A-Z][a-z]{1,4}\.(?=,|\s[a-z]))")
_OWNS = re.compile(r"['’]s?\b")
_SPEAKS = re.compile(
    r"\s(?:has\s|have\s|had\s|also\s)?(?:said|says|told|accuse[sd]?|den(?:y|ies|ied)|insist(?:s|ed)?|warn(?:s|ed)?|"
    r"want(?:s|ed)?|will|would|has|have|is|was|considers?|regards?|agreed|refused|announced|argues?|claim(?:s|ed)?)\b"
)
_ACTS = re.compile(r"\s(?:[a-z]+ly\s)?(?!across|ss|is\b)[a-z]+(?:ed|[^su]s)\b")
_CAPITALS = re.compile(r"(?:al-|Al-|el-)?[^\W\d_a-z][\w’'-]*(?:[ ][^\W\d_a-z][\w’'-]*){0,2}")
_DATES = frozenset(
    name.capitalize()
    for name in (
        *months(),
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "the",
    )
)
_DATELINE = re.compile(r"^[A-Z][\w’' -]{2,30}(?:,[^()—–\n]{0,25})?\s?(?:\(|—|–|-\s)")
_KINDS = {
    "attack": "force", "deployment": "force", "arrest": "force", "protest": "crowd", "visit": "visit",
    "summit": "meet", "meeting": "meet", "talks": "talk", "call": "call", "vote": "vote", "signing": "sign",
    "other": "other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold a place that may be an event's: its name, its words and what speaks for it."""

    name: str
    spans: tuple[Span, ...]
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Hold an event's place, the words that name it, why, and how likely it is the event's own.

    ``name`` is the text's own but for places whose usual spelling has changed (Kiev: Kyiv).
    """

    name: str
    spans: tuple[Span, ...]
    features: Mapping[str, float]
    confidence: float


@cache
def _words() -> dict[str, list[str]]:
    path = files("onrecord.events").joinpath("data/place_words.toml")
    read: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return read


@cache
def _spellings() -> Mapping[str, str]:
    return dict(_words()["spellings"])  # type: ignore[arg-type]


@cache
def _left() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_any(_words()['before'])})\s$", re.IGNORECASE)


@cache
def _right() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{_any(_words()['after'])})\b")


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<w>{_any(_words()['prepositions'])})\s(?:the\s)?(?:[a-z][\w-]+\s){{0,2}}?$", re.IGNORECASE
    )


@cache
def _naming() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(_words()['naming'])})\s(?:the\s)?$", re.IGNORECASE)


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def event_place(
    calendar: Calendar,
    trigger: Span,
    evidence: Sequence[Span],
    places: Places,
    kind: str | None = None,
    score: Scored | None = None,
) -> EventPlace | None:
    """Return where an event took place; ``None`` where the words around it name no place of its own.

    ``places`` are the article's (made once); ``kind`` is an EventKind where it is known; ``score`` gives the
    encoder's log odds that the words of a span say where it was, for any spans of the text.
    """
    found = candidates(calendar, trigger, evidence, places, kind, score)
    chosen = weights("place").choose([c.name for c in found], [c.features for c in found])
    if chosen is None:
        return None
    best, sure = found[chosen[0]], chosen[1]
    return EventPlace(best.name, best.spans, best.features, sure)


class Places:
    """Hold the places that an article names, found once for all of its events."""

    def __init__(self, text: str, mentions: Sequence[Mention], base: Base) -> None:
        """Take the encoder's mentions and, after a preposition, the names that the base knows as states."""
        self.text = text
        named = [m.span for m in mentions if m.kind is MentionKind.PLACE and _is_place(text, m.span)]
        taken = sorted(m.span for m in mentions)
        named += [s for s in _unmarked(text, base) if not _overlaps(s, taken)]
        self.spans = _lists(text, [_whole(text, s) for s in sorted(named)])
        self.states = {s: _are_states(s.of(text), base) for s in self.spans}
        self.counts = Counter(self.core(s) for s in self.spans)
        mine = Counter(self.core(s) for s in self.spans if not self.states[s] and self.core(s)[:1].isupper())
        self.main = frozenset(name for name, times in mine.most_common(2) if times > 1)
        self._main = {name: [s for s in self.spans if self.core(s) == name] for name in sorted(self.main)}
        self._starts = [s.start for s in self.spans]

    def core(self, s: Span) -> str:
        """Return the name without the words around it: "southern Velmark province" is of Velmark."""
        words = [w for w in re.findall(r"[\w’'-]+", s.of(self.text)) if w[0].isupper()]
        return " ".join(words) or s.of(self.text)

    def nearest_main(self, place: int) -> list[Span]:
        """Return for each place that the article is mostly about where it is named nearest before a point."""
        return [
            spans[max(0, bisect_left(spans, Span(place, place + 1)) - 1)] for spans in self._main.values()
        ]

    def between(self, first: int, last: int) -> list[Span]:
        """Return the places named between two points."""
        return self.spans[bisect_left(self._starts, first) : bisect_left(self._starts, last)]


def _overlaps(s: Span, taken: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one of some spans in order that do not overlap each other."""
    at = bisect_left(taken, s)
    return any(t.start < s.end and s.start < t.end for t in taken[max(0, at - 1) : at + 1])


def _is_people(words: str) -> bool:
    """Tell whether words name a people or are of one: "Velmarkian"."""
    last = bare(words.split()[-1])
    return last in demonyms() or last in _words()["peoples"]


def _is_place(text: str, s: Span) -> bool:
    """Tell whether a mention names a place, not a people, nor only the kind: "the port of" Tarn."""
    words = re.sub(r"['’]s?$", "", s.of(text))
    if _is_people(words) or text.startswith("-", s.end) or words.removeprefix("The").islower():
        return False
    head = words.split()[-1]
    return not (head.islower() and text.startswith(" of ", s.end) and text[s.end + 4 : s.end + 5].isupper())


def _are_states(words: str, base: Base) -> bool:
    parts = re.split(r",?\s(?:and|or)\s|,\s", words)
    return all(base.state(part) is not None for part in parts)


def _unmarked(text: str, base: Base) -> Iterator[Span]:
    """Yield names that stand after a preposition of place: states after any, others after "in" or "near"."""
    for m in _CAPITALS.finditer(text):
        words = re.sub(r"['’]s?$", "", m.group())
        if _is_people(words) or text.startswith("-", m.start() + len(words)) or words in _DATES:
            continue
        first = max(0, m.start() - 30)
        known = base.state(words) is not None
        if (known and _before().search(text, first, m.start())) or _naming().search(text, first, m.start()):
            yield Span(m.start(), m.start() + len(words))


def _whole(text: str, s: Span) -> Span:
    """Widen a name by the words that belong to it: "southern Velmark", "Tarn airport", "Ost, N.V."."""
    left = _left().search(text, max(0, s.start - 16), s.start)
    right = _PART.match(text, s.end) or _right().match(text, s.end)
    return Span(left.start() if left else s.start, right.end() if right else s.end)


def _lists(text: str, spans: Sequence[Span]) -> list[Span]:
    """Join the members of a list: "Ost, Brenn and Tarn"."""
    out: list[Span] = []
    run: list[Span] = []
    for s in spans:
        if run and s.start < run[-1].end:
            continue
        if run and not _JOINT.fullmatch(text, run[-1].end, s.start):
            out += _run(text, run)
            run = []
        run.append(s)
    return out + _run(text, run)


def _run(text: str, run: Sequence[Span]) -> list[Span]:
    """Return one place for a list that ends with "and", else each."""
    if len(run) > 1 and _LAST_JOINT.fullmatch(text, run[-2].end, run[-1].start):
        return [Span(run[0].start, run[-1].end)]
    return list(run)


def candidates(
    calendar: Calendar,
    trigger: Span,
    evidence: Sequence[Span],
    places: Places,
    kind: str | None = None,
    score: Scored | None = None,
) -> list[Candidate]:
    """Return the places that may be an event's, each described, in the order of the text."""
    own = calendar.sentence(trigger.start)
    out: list[Candidate] = []
    here = _around(calendar, places, own, trigger)
    nearest = min(here, key=lambda s: gap(s, trigger), default=None)
    ways = [(i, _around(calendar, places, i, trigger)) for i in _sentences(calendar, own)]
    near = {s for _, some in ways for s in some}
    for i, some in [*ways, *((-1, [s]) for s in places.nearest_main(trigger.start) if s not in near)]:
        way = "same" if i == own else "article" if i < 0 else "next" if i > own else f"back{own - i}"
        for s in some:
            f = _describe(calendar, s, calendar.sentence(s.start), places)
            f[way] = 1.0
            f["in evidence"] = float(any(e.start <= s.start < e.end for e in evidence))
            if way == "same":
                f.update(_in_sentence(places.text, s, trigger, nearest, len(here)))
                word = next((n for n in f if n.startswith("after ")), "after nothing")
                f[f"clause {word}" if not f["a clause"] else f"beyond {word}"] = 1.0
                f[f"quoted {word}"] = f["in evidence"]
                f["quoted state"] = f["in evidence"] * f["state"]
                f["quoted clauses"] = f["in evidence"] * f["a clause"]
            else:
                f["placed sentence"] = float(bool(here))
            group = _KINDS.get(kind or "", "")
            if group:
                f[f"{group} {way[:4]}"] = 1.0
                f[f"{group} {'state' if places.states[s] else 'other place'}"] = 1.0
            if score is not None:
                f[ENCODER] = score(s)
            out.append(Candidate(_name(places.text, s), (s,), {k: round(v, 3) for k, v in f.items() if v}))
    return out


def _sentences(calendar: Calendar, own: int) -> range:
    return range(max(0, own - _BACK), min(len(calendar.sentences), own + 2))


def _around(calendar: Calendar, places: Places, i: int, trigger: Span) -> list[Span]:
    s = calendar.sentences[i]
    near = calendar.sentence(trigger.start) == i
    first = max(s.start, trigger.start - _REACH) if near else s.start
    last = min(s.end, trigger.end + _REACH) if near else min(s.end, s.start + 2 * _REACH)
    return [p for p in places.between(first, last) if not p.start <= trigger.start < trigger.end <= p.end]


def _describe(calendar: Calendar, s: Span, i: int, places: Places) -> dict[str, float]:
    text, sentence = places.text, calendar.sentences[i]
    out: dict[str, float] = {"state": float(places.states[s])}
    before = _before().search(text, max(sentence.start, s.start - 34), s.start)
    word = " ".join(before["w"].lower().split()) if before else ""
    if word.endswith(" of") and word != "of":
        word = "part of"
    out[f"after {word}" if word else "after nothing"] = 1.0
    if before and before.end() - before.end("w") > 5:
        out["described"] = 1.0
    out["owns"] = float(bool(_OWNS.match(text, s.end)))
    out["speaks"] = float(bool(_SPEAKS.match(text, s.end)))
    out["opens"] = float(s.start - sentence.start < 4)
    out["often"] = math.log1p(places.counts[places.core(s)]) / 2
    out["main"] = float(places.core(s) in places.main)
    out["acts"] = float(bool(_ACTS.match(text, s.end)))
    out["a list"] = float(bool(_LAST_JOINT.search(s.of(text))))
    out["a list of states"] = out["a list"] * out["state"]
    out["common"] = float(s.of(text).removeprefix("the ").islower())
    out["dateline"] = float(bool(i < 4 and _DATELINE.match(text, s.start, s.start + 60)))
    return out


def _in_sentence(text: str, s: Span, trigger: Span, nearest: Span | None, count: int) -> dict[str, float]:
    first, last = (s.end, trigger.start) if s.end <= trigger.start else (trigger.end, s.start)
    between = text[first:last] if last > first else ""
    side = "place first" if s.end <= trigger.start else "place last"
    clauses = min(len(_CLAUSE.findall(between)), 4) / 2
    return {
        side: 1.0,
        "distance": math.log1p(len(between)) / 3,
        f"{side} clauses": clauses,
        "a clause": float(clauses > 0),
        "names it": float(len(between) <= 1 and s.end <= trigger.start),
        "beside": float(len(between) <= 8),
        "nearest": float(s == nearest),
        "only": float(count == 1),
    }


def _name(text: str, s: Span) -> str:
    """Write a place's name on one line, in the spelling that is usual now."""
    words = " ".join(s.of(text).split())
    return re.sub(r"\w+", lambda m: _spellings().get(m.group(), m.group()), words)
