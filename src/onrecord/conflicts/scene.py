"""Hold one article as facts are read out of it: its sentences, who says them, where and when they are set."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from onrecord.actors.base import As, Base
from onrecord.coding.quantities import quantities
from onrecord.coding.said_on import anchor_of, day_of
from onrecord.coding.when import Anchor, every_when, resolve, whens
from onrecord.conflicts.lists import any_of, holding, parts_of_day
from onrecord.conflicts.places import place_key
from onrecord.model import (
    Claim,
    Commitment,
    Document,
    Event,
    Mention,
    MentionKind,
    Quantity,
    Reading,
    RecordKind,
    Span,
    Statement,
    ZoneKind,
)
from onrecord.reading.statements import zone_at
from onrecord.register.sameness import content, stem
from onrecord.text.sentences import sentences

Record = Claim | Commitment | Event | Statement
LONGEST = 800
"""Code points of a sentence beyond which it is a list or a table."""
_STRETCH = 2000
"""Code points of the stretches by which records are looked up."""
_BACK = 2  # sentences before one in which the place is looked for that "the town" stands for
_CAPITAL = re.compile(r"[^\W\d_a-z][\w’'-]*")
_CAPITALS = re.compile(r"[^\W\d_]{2,}")
_DATELINE = re.compile(r"([^\W\d_a-z][\w’'. -]{1,40}?)(?:,\s|\s\(|\s[—–-]\s|\.\s)")
_AT = re.compile(r"\b(?:in|at|from|into|near|around|outside|left|entered|reached|garrison\sof|town\sof)\s$")
_ASIDE = re.compile(
    r"(?:\b(?:near|towards?|outside|beyond|behind|way\sto|fled\sto|except)|(?:miles|kilomet\w+|km)\s(?:\w+\s)?(?:from|of))\s(?:the\s)?$"
)
_OWNER = re.compile(r"['’]s?$")
_WITHIN = re.compile(r"(?<=[,;] )[^\W\d_a-z][\w’'-]*|(?<=[^\W\dA-Z_] )[^\W\d_a-z][\w’'-]*")
_PLAIN = re.compile(r"[^\W\d_a-z][^\W\d_A-Z]{2,}")  # one word, as a name is written
_MOST_PLACES = 60
_UNNAMED = ("anon:", "group:")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Hold a sentence with where it stands."""

    span: Span
    text: str  # on one line; of a line in capitals, with names alone written large
    zone: ZoneKind
    number: int  # of the sentence in the article


@dataclass(frozen=True, slots=True)
class Teller:
    """Hold who tells a fact: the outlet itself, or another whose name may not be told."""

    name: str | None
    side: str | None  # the state or organisation that it speaks for
    own: bool = False  # the outlet itself tells it


@dataclass(frozen=True, slots=True)
class Day:
    """Hold a day as told; ``part`` is that of the day, in their order."""

    edtf: str | None
    dated: bool
    part: int | None = None


class Scene:
    """Answer what facts need to know of an article."""

    def __init__(self, document: Document, reading: Reading, base: Base) -> None:
        """Take an article with its records as decided."""
        self.document, self.reading, self.base, self.text = document, reading, base, document.text
        self._quantities: dict[Span, tuple[Quantity, ...]] = {}
        marked = {m.span for m in reading.mentions if self._is_place(m)}
        self._places = sorted(marked | self._again(marked))

    def _again(self, marked: set[Span]) -> set[Span]:
        """Return where a place that is marked once in a page is named again, by itself and unmarked."""
        names = {name for span in marked if _PLAIN.fullmatch(name := span.of(self.text))}
        if not names or len(names) > _MOST_PLACES:
            return set()
        taken = [m.span for m in self.reading.mentions]
        starts = sorted(span.start for span in taken)
        longest = max((span.end - span.start for span in taken), default=0)
        out = set()
        for m in re.finditer(
            rf"(?<![\w’'-])(?<![^\W\d_a-z]\s){any_of(names)}(?![\w-])(?!\s[^\W\d_a-z])", self.text
        ):
            first = bisect_left(starts, m.start() - longest)
            last = bisect_right(starts, m.end())
            near = (self._mention_at(n) for n in starts[first:last])
            if all(
                span.end <= m.start() or m.end() <= span.start or span == Span(*m.span()) for span in near
            ):
                out.add(Span(m.start(), m.end()))
        return out

    def _mention_at(self, start: int) -> Span:
        return self._mentions_by_start[start]

    @cached_property
    def _mentions_by_start(self) -> dict[int, Span]:
        found: dict[int, Span] = {}
        for m in self.reading.mentions:
            if m.span.start not in found or found[m.span.start].end < m.span.end:
                found[m.span.start] = m.span
        return found

    def _is_place(self, m: Mention) -> bool:
        """Tell whether a mention is a place's: one word that is taken for a person may be, after "in"."""
        if m.kind is MentionKind.PLACE:
            return True
        before = self.text[max(0, m.span.start - 12) : m.span.start]
        return m.kind is MentionKind.PERSON and " " not in m.span.of(self.text) and bool(_AT.search(before))

    @cached_property
    def anchor(self) -> Anchor:
        """Return the day that the article is of."""
        return anchor_of(self.text, list(whens(self.text, 0, len(self.text))), day_of(self.document))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences that may tell something, in order."""
        out = []
        for number, span in enumerate(sentences(self.text)):
            zone = zone_at(self.document, span.start)
            if zone is not ZoneKind.CREDIT and span.end - span.start <= LONGEST:
                out.append(Sentence(span, self._line(span), zone, number))
        return tuple(out)

    def _line(self, span: Span) -> str:
        """Return a sentence on one line; a line in capitals as a sentence would be written."""
        line = re.sub(r"\s", " ", span.of(self.text))
        if not line.isupper():
            return line
        small = _CAPITALS.sub(lambda m: self._as_written(m.group()), line)
        return small if len(small) == len(line) else line

    def _as_written(self, word: str) -> str:
        named = word.capitalize()
        known = self.base.state(named) is not None or re.search(rf"(?<![.?!] )\b{named}\b", self._mixed)
        return named if known else word.lower()

    @cached_property
    def _mixed(self) -> str:
        """Return the lines of the text that are not in capitals."""
        return "\n".join(line for line in self.text.splitlines() if not line.isupper())

    # --- who

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the stems of the words that are written large within sentences of the body."""
        body = (s.text for s in self.sentences if s.zone is not ZoneKind.HEADLINE)
        return frozenset(map(stem, {word for text in body for word in _WITHIN.findall(text)}))

    def quantities(self, span: Span) -> tuple[Quantity, ...]:
        """Return the amounts of a stretch, read once."""
        found = self._quantities.get(span)
        if found is None:
            found = self._quantities[span] = quantities(self.text, span)
        return found

    def is_outlet(self, name: str) -> bool:
        """Tell whether the stem of a name is one of the outlet's own name."""
        return name in self._outlet

    @cached_property
    def _outlet(self) -> frozenset[str]:
        return content(self.document.outlet or "").all

    @cached_property
    def home(self) -> str | None:
        """Return the state that the outlet is of, as its name or its dateline tells; ``None``: not told."""
        for word in _CAPITAL.findall(self.document.outlet or ""):
            code = self.state(word)
            if code is not None:
                return code
        for line in self.text.splitlines()[:8]:
            m = _DATELINE.match(line.strip())
            if (
                m is not None
                and (code := self.state(m.group(1).title())) is not None
                and "(" not in m.group()
            ):
                return code
        return None

    def state(self, word: str) -> str | None:
        """Return the code of the one state that a word names; ``None``: none, several or a doubtful one."""
        found = self.base.state(_OWNER.sub("", word))
        return found.code if found is not None and found.usual else None

    def states_in(self, phrase: str) -> tuple[str, ...]:
        """Return the states that the words of a phrase name, each once."""
        named = re.sub(r"^[Tt]he\s", "", phrase)
        whole = self.state(named)
        if whole is not None:
            return (whole,)
        found = (self.state(word) for word in _CAPITAL.findall(named))
        return tuple(dict.fromkeys(code for code in found if code is not None))

    def teller(self, span: Span) -> Teller:
        """Return who tells what stands at a place: the speaker of the statement there, or the outlet."""
        near = {id for _, _, order, id in self._near(span) if _ORDER[order] is RecordKind.STATEMENT}
        held = [self._statements[id] for id in sorted(near) if _touches(self._statements[id], span)]
        if not held:
            return Teller(self.document.outlet, self.home, own=True)
        said = min(held, key=lambda s: sum(e.end - e.start for e in s.quote))
        name = next(iter(said.speakers), None)
        return Teller(name, self._side(said, name))

    @cached_property
    def _statements(self) -> dict[str, Statement]:
        return {s.id: s for s in self.reading.statements}

    def _side(self, said: Statement, name: str | None) -> str | None:
        if said.affiliation:
            return said.affiliation
        if name is None or name.startswith(_UNNAMED):
            return None
        known = self.base.answers_for(name)
        if known is not None:
            return known
        named = self.states_in(name)
        return named[0] if len(named) == 1 else name

    def distant(self, sentence: Sentence) -> bool:
        """Tell whether the outlet keeps its distance from what a sentence says."""
        return holding("distance").search(sentence.text) is not None

    # --- where

    def place_before(self, at: int, number: int) -> Span | None:
        """Return the last place named before a point, in its sentence or the two before: no state."""
        numbers = range(number - _BACK, number + 1)
        near = [s for n in numbers if (s := self._by_number.get(n)) and s.zone is not ZoneKind.HEADLINE]
        start = min((s.span.start for s in near), default=at)
        first, last = (bisect_left(self._places, x, key=lambda p: p.start) for x in (start, at))
        for span in reversed(self._places[first:last]):
            if _ASIDE.search(self.text, max(0, span.start - 24), span.start):
                continue
            found = self.base.state(_OWNER.sub("", span.of(self.text)))
            if found is None or found.by is As.METONYM:
                return span
        return None

    def places_in(self, span: Span) -> tuple[str, ...]:
        """Return the keys of the places named within a stretch, no states."""
        first = bisect_left(self._places, span.start, key=lambda p: p.start)
        last = bisect_right(self._places, span.end, key=lambda p: p.start)
        names = (p.of(self.text) for p in self._places[first:last] if p.end <= span.end)
        kept = (n for n in names if (f := self.base.state(_OWNER.sub("", n))) is None or f.by is As.METONYM)
        return tuple(dict.fromkeys(filter(None, map(place_key, kept))))

    @cached_property
    def all_places(self) -> tuple[str, ...]:
        """Return the keys of all places that the page names."""
        return tuple(dict.fromkeys(filter(None, (place_key(p.of(self.text)) for p in self._places))))

    # --- when

    @cached_property
    def days_named(self) -> tuple[str, ...]:
        """Return the days that the page names, as EDTF."""
        found = (resolve(w, self.anchor) for w in every_when(self.text, 0, len(self.text)))
        return tuple(dict.fromkeys(e for e in found if e is not None and len(e) >= len("2031-03-04")))

    def day_before(self, sentence: Sentence, near: int) -> Day:
        """Return the day of a sentence likewise, else that of the sentences before it in its paragraph."""
        found = self.day(sentence, near)
        if found.dated:
            return found
        named = self._of_event(sentence, near)
        if named is not None:
            return named
        for number in range(sentence.number - 1, sentence.number - 1 - _BACK, -1):
            before = self._by_number.get(number)
            if before is None or "\n" in self.text[before.span.end : sentence.span.start]:
                break
            told = self.day(before, before.span.end)
            if told.dated:
                return told
            named = self._of_event(before, before.span.end)
            if named is not None:
                return named
        return found

    def _of_event(self, sentence: Sentence, near: int) -> Day | None:
        """Return the day by which a sentence names what it counts: "Friday's rocket fire"."""
        told = [
            (abs(w.span.start - near), e)
            for w in every_when(self.text, sentence.span.start, sentence.span.end)
            if (e := resolve(w, self.anchor))
        ]
        return Day(min(told)[1], True) if told else None

    def day(self, sentence: Sentence, near: int) -> Day:
        """Return the day that a sentence gives by the words nearest to a point; else that of the page."""
        span = sentence.span
        told = [
            (abs(w.span.start - near), e)
            for w in whens(self.text, span.start, span.end)
            if (e := resolve(w, self.anchor))
        ]
        part = next(
            (n for n, p in reversed(list(enumerate(parts_of_day()))) if p.search(sentence.text)), None
        )
        if told:
            return Day(min(told)[1], True, part)
        return Day(day_of(self.document), False, part)

    # --- what carries it

    def beside(self, sentence: Sentence) -> list[Sentence]:
        """Return a sentence with the one before and the one behind it."""
        numbers = range(sentence.number - 1, sentence.number + 2)
        return [self._by_number[n] for n in numbers if n in self._by_number]

    def at(self, place: int) -> Sentence | None:
        """Return the sentence that holds a place."""
        found = bisect_right(self.sentences, place, key=lambda s: s.span.start) - 1
        return self.sentences[found] if found >= 0 and place < self.sentences[found].span.end else None

    @cached_property
    def _by_number(self) -> dict[int, Sentence]:
        return {s.number: s for s in self.sentences}

    def record(self, span: Span) -> tuple[RecordKind, str] | None:
        """Return the record whose words share a stretch most closely; ``None`` where none does."""
        found = []
        for start, end, order, id in self._near(span):
            shared = min(end, span.end) - max(start, span.start)
            if shared > 0:
                found.append((-shared / max(end - start, span.end - span.start), order, id))
        best = min(found, default=None)
        return (_ORDER[best[1]], best[2]) if best is not None else None

    def _near(self, span: Span) -> set[tuple[int, int, int, str]]:
        """Return the records that touch the stretches of the text that a span lies in."""
        places = range(span.start // _STRETCH, span.end // _STRETCH + 1)
        return {row for place in places for row in self._records.get(place, ())}

    @cached_property
    def _records(self) -> dict[int, list[tuple[int, int, int, str]]]:
        r = self.reading
        out: dict[int, list[tuple[int, int, int, str]]] = defaultdict(list)
        held: tuple[Sequence[Record], ...] = (r.claims, r.events, r.statements, r.commitments)
        for order, records in enumerate(held):
            for each in records:
                start, end = min(e.start for e in each.quote), max(e.end for e in each.quote)
                for place in range(start // _STRETCH, end // _STRETCH + 1):
                    out[place].append((start, end, order, each.id))
        return out

    def around(self, sentence: Sentence) -> tuple[str, ...]:
        """Return the stems of what a sentence and its neighbours are about."""
        near = self.beside(sentence)
        text = self.text[near[0].span.start : near[-1].span.end]
        return tuple(sorted(content(text).all))

    def vector(self, sentence: Sentence) -> bytes:
        """Return the vector of a sentence; empty where the reading has none."""
        at, end = sentence.span.start, sentence.span.end
        held = self.reading.sentences
        found = bisect_right(held, end - 1, key=lambda s: s.span.start) - 1
        return held[found].vector if found >= 0 and at < held[found].span.end else b""


_ORDER = (RecordKind.CLAIM, RecordKind.EVENT, RecordKind.STATEMENT, RecordKind.COMMITMENT)


def _touches(s: Statement, span: Span) -> bool:
    """Tell whether a statement's content holds most of a stretch."""
    held = sum(max(0, min(e.end, span.end) - max(e.start, span.start)) for e in s.quote)
    return 2 * held > span.end - span.start
