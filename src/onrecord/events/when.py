"""Date an event: which of the dates around its trigger is its own, and when it has none.

Candidates are the dates of the trigger's sentence and its neighbours, the day of the news that the lead
names, and the dates of other sentences that name the same happening. Each is described by features; a
regression (data/date_weights.json, fitted by training/fit_event_fields.py) tells which belongs to the event.
Most events of the background have none.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.events.calendar import STEM, Calendar, Dating
from onrecord.events.choice import ENCODER, Scored, gap, weights
from onrecord.model import Span

_BACK = 3  # sentences before the trigger's that are looked at
_REACH = 500  # characters of a long sentence on either side of the trigger
_LEAD = 4  # sentences that say which day the news is of
_AGAIN = 6  # sentences at most that name the same happening
_CLAUSE = re.compile(
    r"\b(?:who|which|that|when|after|where|since|because|whose|before|while|until|although|but|as|if|and|said|says)\b|"
    r"[;:–—]|\s-\s|,"
)
_TOLD = re.compile(
    r"\b(?:said|says|told|tells|added|wrote|announced|stated|warned|declared|insisted|claimed|reported|tweeted|"
    r"statement|report|interview)\b"
)
_BEFORE = re.compile(
    r"\b(?P<w>until|till|before|since|by|for|after|ahead\sof|as\sof|from|every|following|due|through|than|at|in|on|of|the)"
    r"(?:\s(?:the|late|early))?\s$",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have|had|having)\b[^.,;]{0,30}$", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:is|are|remains?|continues?|being|currently|now)\b", re.IGNORECASE)
_QUIET = re.compile(
    r"\b(?:recent(?:ly)?|previous(?:ly)?|ago|once|repeatedly|long|years|months|decades|earlier)\b",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\n")
_SAME_DAY = re.compile(
    r"\b(?:meanwhile|later|then|earlier|by nightfall|in the evening|hours|soon|shortly|also|the day['’]s)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_NAME = re.compile(r"\b[A-Z][^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold a date that may be an event's: the words, what they stand for and what speaks for them."""

    edtf: str
    spans: tuple[Span, ...]
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventDate:
    """Hold an event's date as EDTF, the words that give it, why, and how likely it is the event's own."""

    edtf: str
    spans: tuple[Span, ...]
    features: Mapping[str, float]
    confidence: float


def event_date(
    calendar: Calendar,
    trigger: Span,
    evidence: Sequence[Span],
    planned: bool,
    score: Scored | None = None,
) -> EventDate | None:
    """Return the date of an event; ``None`` where no words near it give one.

    ``trigger`` is the word that names the happening, ``evidence`` its quote; ``score`` gives the encoder's
    log odds that the words of a span say when it was.

    >>> c = Calendar("The generals met on Friday. Talks had failed in March.", "2031-06-12")
    >>> [(d.edtf, d.spans) for d in [event_date(c, Span(13, 16), [Span(0, 26)], False)] if d]
    [('2031-06-06', (Span(start=17, end=26),))]
    """
    found = candidates(calendar, trigger, evidence, planned, score)
    chosen = weights("date").choose([c.edtf for c in found], [c.features for c in found])
    if chosen is None:
        return None
    best, sure = found[chosen[0]], chosen[1]
    return EventDate(best.edtf, best.spans, best.features, sure)


def candidates(
    calendar: Calendar,
    trigger: Span,
    evidence: Sequence[Span],
    planned: bool,
    score: Scored | None = None,
) -> list[Candidate]:
    """Return the dates that may be an event's, each described; the order is that of the text."""
    own = calendar.sentence(trigger.start)
    around = _event(calendar, own, trigger, evidence, planned)
    out = [_candidate(calendar, d, way, around, score) for way, d in _near(calendar, own, trigger, planned)]
    return sorted(out, key=lambda c: c.spans)


@dataclass(frozen=True, slots=True)
class _Event:
    """Hold what all candidates of one event are described against."""

    trigger: Span
    evidence: Sequence[Span]
    own: int
    planned: bool
    nearest: int | None  # start of the date of the sentence that stands nearest to the trigger
    inside: int  # dates in the sentence
    general: Mapping[str, float]
    words: frozenset[str]


def _event(calendar: Calendar, own: int, trigger: Span, evidence: Sequence[Span], planned: bool) -> _Event:
    text, sentence = calendar.text, calendar.sentences[own]
    here = _within(calendar, sentence, trigger, planned)
    nearest = min(here, key=lambda d: gap(d.span, trigger), default=None)
    before = text[max(sentence.start, trigger.start - 40) : trigger.start]
    general = {
        "perfect": float(bool(_PERFECT.search(before))),
        "present": float(bool(_PRESENT.search(before))),
        "quiet": float(bool(_QUIET.search(text, sentence.start, min(sentence.end, trigger.end + 100)))),
        "past": float(trigger.of(text).endswith("ed")),
        "goes on": float(bool(_SAME_DAY.match(text, sentence.start, min(sentence.end, sentence.start + 40)))),
    }
    words = frozenset(
        m.group() for s in evidence for m in _NAME.finditer(text, s.start, s.end) if m.start() > s.start
    )
    return _Event(
        trigger, evidence, own, planned, nearest.span.start if nearest else None, len(here), general, words
    )


def _near(calendar: Calendar, own: int, trigger: Span, planned: bool) -> Iterator[tuple[str, Dating]]:
    """Yield each date once with how it comes into view: same, next, back, again or news."""
    seen: set[Span] = set()
    for d in _within(calendar, calendar.sentences[own], trigger, planned):
        seen.add(d.span)
        yield "same", d
    ways = [(f"back{k}", own - k) for k in range(1, _BACK + 1)] + [("next", own + 1)]
    ways += [("again", i) for i in _again(calendar, own, trigger)]
    for way, i in ways:
        if not 0 <= i < len(calendar.sentences):
            continue
        s = calendar.sentences[i]
        for d in calendar.dated(s.start, min(s.end, s.start + 2 * _REACH), planned):
            if d.span not in seen and not _alone(calendar.text, d.span):
                seen.add(d.span)
                yield way, d
    news = _news(calendar)
    if news is not None and news.span not in seen:
        yield "news", news


def _alone(text: str, span: Span) -> bool:
    """Tell whether a date is all of its line: the page's own, of no happening."""
    first, last = (
        text.rfind("\n", max(0, span.start - 40), span.start),
        text.find("\n", span.end, span.end + 40),
    )
    return not text[max(first, 0) : span.start].strip() and last >= 0 and not text[span.end : last].strip()


def _within(calendar: Calendar, sentence: Span, trigger: Span, planned: bool) -> list[Dating]:
    first, last = max(sentence.start, trigger.start - _REACH), min(sentence.end, trigger.end + _REACH)
    return calendar.dated(first, last, planned)


def _news(calendar: Calendar) -> Dating | None:
    """Return the first day that the lead names."""
    lead = calendar.sentences[:_LEAD]
    if not lead:
        return None
    kinds = ("weekday", "today", "yesterday")
    return next((d for d in calendar.dated(0, lead[-1].end, False) if d.when.kind in kinds), None)


def _again(calendar: Calendar, own: int, trigger: Span) -> list[int]:
    """Return the nearest other sentences with a word like the trigger."""
    words = _WORD.findall(trigger.of(calendar.text))
    if not words or len(words[-1]) < STEM:
        return []
    every = calendar.naming(words[-1][:STEM])
    at = bisect_left(every, own)
    close = [i for i in every[max(0, at - _AGAIN) : at + _AGAIN] if abs(i - own) > 1]
    return sorted(sorted(close, key=lambda i: abs(i - own))[:_AGAIN])


def _candidate(calendar: Calendar, d: Dating, way: str, event: _Event, score: Scored | None) -> Candidate:
    text, sentence = calendar.text, calendar.sentences[calendar.sentence(d.span.start)]
    f: dict[str, float] = {way: 1.0, f"kind {d.when.kind}": 1.0, **_precision(d.edtf)}
    f["in evidence"] = float(any(s.start <= d.span.start < s.end for s in event.evidence))
    before = text[max(sentence.start, d.span.start - 14) : d.span.start]
    word = _BEFORE.search(before)
    if word:
        f[f"after {' '.join(word['w'].lower().split())}"] = 1.0
    opens = len(text[sentence.start : d.span.start].split()) <= 1
    f["opens"] = float(opens)
    f["owned"] = float(
        text[d.span.end - 2 : d.span.end] in ("’s", "'s") or text.startswith(("’s", "'s"), d.span.end)
    )
    f.update(_against_publication(calendar, d, event.planned))
    if way == "same":
        f.update(_in_sentence(text, d, event, opens))
    else:
        f.update(_elsewhere(text, sentence, d, way, event))
    f["told near"] = float(_told_near(text, sentence, d.span))
    if score is not None:
        f[ENCODER] = score(d.span)
    return Candidate(d.edtf, (d.span,), {k: round(v, 3) for k, v in f.items() if v})


def _precision(edtf: str) -> dict[str, float]:
    if "/" in edtf:
        return {"interval": 1.0}
    return {{4: "a year", 7: "a month"}.get(len(edtf), "a day"): 1.0}


def _against_publication(calendar: Calendar, d: Dating, planned: bool) -> dict[str, float]:
    day = calendar.day
    if day is None or "X" in d.edtf[:4] + day[:4]:
        return {"planned": float(planned)}
    begins = d.edtf[:10]
    later, sooner = begins > day[: len(begins)], d.edtf[-10:] < day[: len(d.edtf[-10:])]
    return {"happened ahead": float(later and not planned), "planned past": float(sooner and planned),
            "planned": float(planned), "old": float(abs(int(d.edtf[:4]) - int(day[:4])) > 1)}  # fmt: skip


def _in_sentence(text: str, d: Dating, event: _Event, opens: bool) -> dict[str, float]:
    t = event.trigger
    first, last = (d.span.end, t.start) if d.span.end <= t.start else (t.end, d.span.start)
    between = text[first:last] if last > first else ""
    clauses = len(_CLAUSE.findall(between))
    side = "date first" if d.span.end <= t.start else "date last"
    return {
        "distance": math.log1p(len(between)) / 3,
        "clauses": min(clauses, 4) / 2,
        "a clause": float(clauses > 0),
        side: 1.0,
        f"{side} clauses": min(clauses, 4) / 2,
        "opens clauses": min(clauses, 4) / 2 if opens else 0.0,
        "beside": float(len(between) <= 12),
        "told between": float(bool(_TOLD.search(between))),
        "nearest": float(d.span.start == event.nearest),
        "only": float(event.inside == 1),
        "not nearest": float(d.span.start != event.nearest),
        "perfect same": event.general["perfect"],
    }


def _elsewhere(text: str, sentence: Span, d: Dating, way: str, event: _Event) -> dict[str, float]:
    low, high = sorted((d.span.start, event.trigger.start))
    group = "back" if way.startswith("back") else way
    names = sum(m.group() in event.words for m in _NAME.finditer(text, sentence.start, sentence.end))
    near = event.own and len(_PARAGRAPH.findall(text[low : min(high, low + 1500)]))
    return {
        "dated sentence": float(event.inside > 0),
        f"{group} opens": float(len(text[sentence.start : d.span.start].split()) <= 1),
        f"{group} names": min(names, 3) / 3,
        "paragraphs": min(near, 4) / 4,
        **{f"{group} {name}": value for name, value in event.general.items()},
        f"{group} planned": float(event.planned),
    }


def _told_near(text: str, sentence: Span, span: Span) -> bool:
    """Tell whether the words stand right beside a verb of saying: "said on Friday", "on Friday he said"."""
    before = text[max(sentence.start, span.start - 22) : span.start]
    after = text[span.end : min(sentence.end, span.end + 22)]
    return bool(_TOLD.search(before) or _TOLD.search(after))
