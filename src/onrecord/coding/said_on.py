"""Work out the day each statement was said: from the words beside its cue, or carried over."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.coding.when import Anchor, When, anchor, resolve, whens
from onrecord.model import Attribution, Document, Span, Zone, ZoneKind
from onrecord.text.dates import to_edtf
from onrecord.text.sentences import sentences

_FULL = re.compile(r"(?:\d{4}|XXXX)-\d\d-\d\d")
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_HABIT = re.compile(
    r"\b(?:repeatedly|long|often|always|frequently|previously|consistently|regularly|usually|already|never|"
    r"in the past|so far|has|have|had|says?|is|are|was|were|wants?|will|would|claims?|believes?|thinks?|"
    r"expects?|hopes?|insists?|argues?|calls?|warns?|accuses?|denies|deny|notes?|adds?|explains?)\b"
)
_PAST = re.compile(r"\b(?:\w+ed|said|told|wrote|spoke|gave|made|put|set|asking|\w+ing)\b")
_ASIDE = re.compile(r"(?:^|,\s)(?:who|which|whose|where|when|after|before|since)\b[^,]*$", re.IGNORECASE)
_SPEECH = re.compile(r"\b(?:said|told|tweeted|added|wrote|announced)\b")
_STATE = re.compile(r"[A-Z]{3}")
_OTHER_CLAUSE = re.compile(r"\b(?:who|which|when|after|where|since|because|whose|before|while|until)\b|;")
_PLANNED = re.compile(
    r"\b(?:will|shall|(?:is|are)\sto|(?:due|set|scheduled|expected|planned|planning|agreed|plans?|hopes?|intends?)\sto)"
    r"\s(?:meet|hold|convene|gather|return|resume|vote|decide|travel|visit|open|start|begin|sign|discuss|talk|come|go|be\sheld|"
    r"take\splace|see)\b(?P<rest>[^.!?“”\"]*)$"
)
_TOLD = re.compile(
    r"\b(?:said|says|told|tells|added|wrote|announced|stated|warned|declared|insisted|claimed|reported|spoke|signed|met)\b"
)
_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]([01]\d)[-/_]([0-3]\d)(?!\d)")
_REACH = 90  # characters between a cue and the words that date it
_SEEN = 250  # characters of a sentence around a cue that are looked at
_LEAD = 3  # sentences that say which day the news is of
_FIRST = 60  # characters that a first sentence of the news has at least
_TOP = 400  # characters within which a headline or credit line stands above the lead
_OF_PLAN = 160  # characters before dating words within which a plan is told
_CARRY = 1700  # characters over which the same speaker's statements are of one day
_BACK = 2500  # characters from the lead's statement to the one that dates it


@dataclass(frozen=True, slots=True)
class SaidOn:
    """Hold the day of a statement as EDTF, the words that date it, how it was found and how sure."""

    edtf: str
    spans: tuple[Span, ...]  # empty: the page's own date
    basis: str  # cue, carried, lead
    confidence: float


@dataclass(frozen=True, slots=True)
class _Dated:
    when: When
    edtf: str


def day_of(document: Document) -> str | None:
    """Return the day to reckon from: the publication date, else a full date in the page's address or name.

    >>> day = _ADDRESS.search("https://eastline.example/2031/06/12/talks")
    >>> "-".join(day.groups())
    '2031-06-12'
    """
    if document.published:
        return document.published
    for place in (document.url, document.name):
        m = _ADDRESS.search(place or "")
        edtf = to_edtf("-".join(m.groups())) if m else None
        if edtf is not None:
            return edtf
    return None


def said_on(
    text: str,
    attributions: Sequence[Attribution],
    speakers: Sequence[Sequence[str]],
    published: str | None,
    zones: Sequence[Zone] = (),
) -> list[SaidOn | None]:
    """Date each attribution of an article as far as its passage does; ``None`` where it does not.

    ``speakers`` names who speaks in each attribution, in any form that is one for one speaker; states by
    their ISO codes. ``zones`` tell the headline and the credit lines from the lead.

    >>> text = "On Friday Ana Oster rejected the offer. “It is a trap,” she said."
    >>> a = Attribution((Span(10, 19),), (Span(20, 28),), (Span(29, 38),))
    >>> b = Attribution((Span(56, 59),), (Span(60, 64),), (Span(41, 53),))
    >>> [(d.edtf, d.basis) for d in said_on(text, [a, b], [["Ana Oster"], ["Ana Oster"]], "2031-06-12")]
    [('2031-06-06', 'cue'), ('2031-06-06', 'carried')]
    """
    article = _Article(text, published, zones)
    out = [article.own(a) for a in attributions]
    order = sorted(range(len(out)), key=lambda i: _place(attributions[i]))
    _carry(text, attributions, speakers, order, out)
    for i in order:
        if out[i] is None and article.opens(attributions[i]):
            out[i] = article.today
    _carry(text, attributions, speakers, order, out)
    for i in order:
        if out[i] is None and _said(text, attributions[i]) and not any(map(_STATE.fullmatch, speakers[i])):
            out[i] = article.news_for(attributions[i])
    return out


class _Article:
    """Hold an article's dating words, its sentences and the day its news is of."""

    def __init__(self, text: str, published: str | None, zones: Sequence[Zone]) -> None:
        self.text = text
        found = list(whens(text, 0, len(text)))
        self.sentences = sentences(text)
        self.starts = [s.start for s in self.sentences]
        self.anchor = anchor_of(text, found, published)
        self.dated = [d for d in _dated(found, self.anchor) if not self._ahead(d)]
        self.places = [d.when.span.start for d in self.dated]
        heads = [z.span for z in zones if z.kind in (ZoneKind.HEADLINE, ZoneKind.CREDIT)]
        above = max((h.end for h in heads if h.start < _TOP), default=0)
        self.lead = [s for s in self.sentences[: _LEAD + 20] if s.start >= above][:_LEAD]
        self.first = next((s for s in self.lead if s.end - s.start > _FIRST), None)
        self.news = self._news()
        self.today = self._today() if published else None

    def opens(self, a: Attribution) -> bool:
        """Tell whether an attribution is the act that the first sentence reports as news."""
        first = self.first
        if first is None or not first.start <= _place(a) < first.end:
            return False
        return _has_said(self.text, a) or _simple_past(self.text, a)

    def news_for(self, a: Attribution) -> SaidOn | None:
        """Return the day of the news, unless it is what the attribution itself speaks of."""
        news = self.news
        inside = news and any(c.start <= s.start < c.end for c in a.content for s in news.spans)
        return None if inside else news

    def _today(self) -> SaidOn | None:
        """Return the day of publication where the article names it among its days: a report of that day."""
        if self.anchor.day is None:
            return None
        day = self.anchor.write(self.anchor.day)
        named = any(d.edtf == day and d.when.kind in ("weekday", "today") for d in self.dated)
        return SaidOn(day, (), "lead", 0.6) if named else None

    def _news(self) -> SaidOn | None:
        """Return the day that the lead names for its news."""
        lead = self.lead
        if self.anchor.day is None or not lead:
            return None
        for d in self.dated:
            if d.when.span.start >= lead[-1].end:
                break
            if d.when.span.start >= lead[0].start and d.when.kind in ("weekday", "today", "yesterday"):
                return SaidOn(d.edtf, (d.when.span,), "lead", 0.5)
        return None

    def _ahead(self, d: _Dated) -> bool:
        """Tell whether words date what is yet to come: a later day, or the day of a plan."""
        last = self.anchor.write(self.anchor.day) if self.anchor.day else None
        if last is not None and _FULL.fullmatch(d.edtf) and d.edtf > last:
            return True
        start = d.when.span.start
        before = self.text[max(self.sentence(start).start, start - _OF_PLAN) : start]
        m = _PLANNED.search(before)
        return m is not None and not _TOLD.search(m["rest"])

    def sentence(self, place: int) -> Span:
        """Return the sentence at a place."""
        return self.sentences[max(0, bisect_right(self.starts, place) - 1)]

    def own(self, a: Attribution) -> SaidOn | None:
        """Return the date that the words beside an attribution's cue give it."""
        best: tuple[float, _Dated] | None = None
        for piece in a.cue or a.source or a.content:
            sentence = self.sentence(piece.start)
            for d in self._around(piece, sentence):
                cost = self._cost(piece, d.when.span, sentence, a)
                if cost is not None and (best is None or cost < best[0]):
                    best = (cost, d)
        if best is None:
            return None
        return SaidOn(best[1].edtf, (best[1].when.span,), "cue", 0.85 if best[0] < 40 else 0.7)

    def _around(self, piece: Span, sentence: Span) -> list[_Dated]:
        """Return the dates of a sentence that can be a cue's: those nearby, and the one it opens with."""
        first = bisect_left(self.places, sentence.start)
        begin = bisect_left(self.places, max(sentence.start, piece.start - _SEEN))
        end = bisect_left(self.places, min(sentence.end, piece.end + _SEEN))
        return self.dated[first : first + (first < begin)] + self.dated[begin:end]

    def _cost(self, cue: Span, when: Span, sentence: Span, a: Attribution) -> float | None:
        """Say how far dating words stand from a cue; ``None`` where they date something else."""
        if any(c.start <= when.start < c.end for c in a.content):
            return None
        if cue.start <= when.start < cue.end:
            return 0
        if when.start < cue.start:
            ahead = self.text[max(sentence.start, when.start - _SEEN) : when.start]
            if when.start - sentence.start < _SEEN and len(ahead.split()) <= 2:
                return 10
            between = self.text[when.end : cue.start]
            if _ASIDE.search(ahead):
                return None
        else:
            between = self.text[cue.end : when.start]
        if len(between) > _REACH or _OTHER_CLAUSE.search(between):
            return None
        return len(between)


def anchor_of(text: str, found: Sequence[When], published: str | None) -> Anchor:
    """Take the page's date; without one, the last day that the text writes out with its weekday."""
    if published:
        named = next((w.value for w in found if w.kind == "weekday"), None)
        return anchor(published, named)
    full = [w for w in found if w.kind == "date" and w.value[0] != "X" and _WEEKDAY.match(w.span.of(text))]
    return anchor(max((w.value for w in full), default=None))


def _dated(found: Sequence[When], at: Anchor) -> list[_Dated]:
    """Resolve dating words in their order, each against the last day in view."""
    out: list[_Dated] = []
    view: str | None = None
    for w in found:
        edtf = resolve(w, at, view)
        if edtf is not None:
            out.append(_Dated(w, edtf))
            view = edtf if _FULL.fullmatch(edtf) else view
    return out


def _carry(
    text: str,
    attributions: Sequence[Attribution],
    speakers: Sequence[Sequence[str]],
    order: Sequence[int],
    out: list[SaidOn | None],
) -> None:
    """Let the same speaker's statements have one day, from the dated one onwards, and back to the lead's."""
    last: dict[str, tuple[int, SaidOn]] = {}
    waiting: dict[str, list[int]] = {}
    for i in order:
        place, own = _place(attributions[i]), out[i]
        if own is not None:
            if not _FULL.fullmatch(own.edtf):
                continue
            for who in speakers[i]:
                last[who] = (place, own)
                for j in waiting.pop(who, ()):
                    if out[j] is None and place - _place(attributions[j]) < _BACK:
                        out[j] = SaidOn(own.edtf, own.spans, "carried", 0.6)
            continue
        before = next((last[who] for who in speakers[i] if who in last), None)
        if before is not None and place - before[0] < _CARRY and _simple_past(text, attributions[i]):
            out[i] = SaidOn(before[1].edtf, before[1].spans, "carried", 0.65)
            last.update(dict.fromkeys(speakers[i], (place, before[1])))
        elif before is None and (_has_said(text, attributions[i]) or _simple_past(text, attributions[i])):
            for who in speakers[i]:
                waiting.setdefault(who, []).append(i)


def _place(a: Attribution) -> int:
    return min(s.start for s in (a.cue or a.content))


def _cue(text: str, a: Attribution) -> str:
    return " ".join(s.of(text) for s in a.cue)


def _simple_past(text: str, a: Attribution) -> bool:
    """Tell whether a cue reports one act in the past: "said", not "says", "has said", "repeatedly said"."""
    cue = _cue(text, a)
    return bool(_PAST.search(cue)) and not _HABIT.search(cue)


def _said(text: str, a: Attribution) -> bool:
    return bool(_SPEECH.search(_cue(text, a))) and _simple_past(text, a)


def _has_said(text: str, a: Attribution) -> bool:
    return bool(re.search(r"\b(?:has|have) (?!repeatedly|long|often|always|previously)\w+", _cue(text, a)))
