"""Find when treaties take effect and talks open, and tell dates of one matter that differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.coding.when import When, every_when, resolve
from onrecord.conflicts import occasions
from onrecord.conflicts.days import published_together
from onrecord.conflicts.drafts import Draft
from onrecord.conflicts.lists import holding
from onrecord.conflicts.matters import lists, named, tokens
from onrecord.conflicts.scene import Day, Scene, Sentence
from onrecord.conflicts.sides import between_facts
from onrecord.model import (
    Conflict,
    ConflictKind,
    Event,
    EventKind,
    EventStatus,
    Fact,
    RecordKind,
    Span,
)
from onrecord.text.days import days

_GAP = 28
"""Characters between a verb and the date that belongs to it."""
_CLOSE = 3
"""Days between two pages from which one may know of a change that the other does not."""
_HELD = (EventKind.MEETING, EventKind.SUMMIT, EventKind.TALKS, EventKind.SIGNING, EventKind.VOTE)
_ANY = re.compile(r"\d|day\b|Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec|month|year|tomorrow")


@cache
def _verbs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{row})\b")) for name, row in lists()["dated"].items())


def dated(scene: Scene) -> Iterator[Draft]:
    """Yield when matters are held, signed, ended or in force, each date of a sentence once."""
    events = list(_events(scene))
    yield from events
    taken = {(d.sentence.number, d.value) for d in events}
    for sentence in scene.sentences:
        if not _ANY.search(sentence.text) or _moved(scene, sentence) or scene.distant(sentence):
            continue
        for aspect, verb in _verbs():
            for m in verb.finditer(sentence.text):
                draft = _draft(scene, sentence, aspect, m)
                if draft is not None and (sentence.number, draft.value) not in taken:
                    taken.add((sentence.number, draft.value))
                    yield draft


def _draft(scene: Scene, sentence: Sentence, aspect: str, m: re.Match[str]) -> Draft | None:
    at = sentence.span.start
    if re.search(
        r"\b(?:not|never|if|unless|could|may|might|would|should)\s(?:\w+\s)?$", sentence.text[: m.start()]
    ):
        return None
    found = _date_after(scene, at + m.end(), sentence.span.end)
    if found is None:
        return None
    when, edtf = found
    about = tokens(scene, sentence)
    if not named(about, "h:") or not named(about, "n:"):
        return None
    words = Span(at + m.start(), when.span.end)
    return _made(scene, sentence, aspect, words, edtf, about)


def _made(
    scene: Scene,
    sentence: Sentence,
    aspect: str,
    words: Span,
    edtf: str,
    about: tuple[str, ...],
    record: str | None = None,
) -> Draft:
    head = " ".join(sorted(each[2:] for each in named(about, "h:")))
    who = " ".join(sorted(each[2:] for each in named(about, "n:")))
    shown = " ".join(words.of(scene.text).split())
    carried = (RecordKind.EVENT, record) if record else None
    return Draft(
        ConflictKind.DATE, sentence, words, f"{aspect}: {head}, {who}", edtf, shown, Day(edtf, True),
        scene.teller(words), about, aspect, record=carried,
    )  # fmt: skip


def _date_after(scene: Scene, start: int, end: int) -> tuple[When, str] | None:
    for w in every_when(scene.text, start, min(end, start + 80)):
        if w.span.start - start > _GAP:
            return None
        edtf = resolve(w, scene.anchor)
        return (w, edtf) if edtf is not None and _of_days(edtf) else None
    return None


def _of_days(edtf: str) -> bool:
    """Tell whether a date names days of a known year."""
    bounds = days(edtf)
    return bounds is not None and len(edtf) >= len("2031-03-04")


def _moved(scene: Scene, sentence: Sentence) -> bool:
    """Tell whether a sentence, or one beside it, speaks of a change of date."""
    return any(holding("moved").search(s.text) for s in scene.beside(sentence))


def _events(scene: Scene) -> Iterator[Draft]:
    for event in scene.reading.events:
        sentence = scene.at(event.trigger.start)
        if sentence is None or not _dates_itself(event) or _moved(scene, sentence):
            continue
        first = min(e.start for e in event.quote)
        last = max(e.end for e in (*event.quote, *event.date_text))
        at = sentence.span.start
        about = tokens(scene, sentence, max(0, first - at), max(0, last - at))
        words = Span(min(first, event.trigger.start), max(last, event.trigger.end))
        if named(about, "h:") and named(about, "n:"):
            aspect = "sign" if event.kind == EventKind.SIGNING else "held"
            if event.status == EventStatus.HAPPENED:
                aspect = f"was {aspect}"
            yield _made(scene, sentence, aspect, words, str(event.date), about, event.id)


def _dates_itself(event: Event) -> bool:
    """Tell whether an event is one that is held on a day, and the words around it give this day."""
    if event.kind not in _HELD or not event.date or not event.date_text or not _of_days(event.date):
        return False
    start, end = min(e.start for e in event.quote), max(e.end for e in event.quote)
    return all(start <= e.start and e.end <= end + _GAP for e in event.date_text)


def compare(a: Fact, b: Fact) -> Conflict | None:
    """Return the conflict of two dates of one matter."""
    if occasions.LOOSE in (a.unit[:1], b.unit[:1]):
        return occasions.date(a, b)
    if a.unit != b.unit or _overlap(a, b) or not published_together(a, b, _CLOSE):
        return None
    if not _one_matter(a.about, b.about):
        return None
    one, other = sorted((a, b), key=lambda f: (f.published or "", f.document, f.id))
    why = (
        f"One matter ({subject(a, b)}) cannot be of both {one.value} and {other.value};"
        " neither page tells of a change."
    )
    return between_facts(ConflictKind.DATE, subject(a, b), a, b, why, 0.75)


def subject(a: Fact, b: Fact) -> str:
    """Return what two facts are about in what they share."""
    shared = sorted(set(a.about) & set(b.about))
    return f"{a.unit}: " + " ".join(each[2:] for each in shared)


def _overlap(a: Fact, b: Fact) -> bool:
    x, y = days(a.value), days(b.value)
    return x is None or y is None or max(x[0], y[0]) <= min(x[1], y[1])


def _one_matter(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether two texts name one matter: by its number, or as one of which there is one alone."""
    heads, who = named(a, "h:") & named(b, "h:"), named(a, "n:") & named(b, "n:")
    ordinals = named(a, "o:"), named(b, "o:")
    if not heads or not who:
        return False
    if ordinals[0] or ordinals[1]:
        return ordinals[0] == ordinals[1]
    single = {f"h:{each}" for each in lists()["single"]}
    fewer = min(len(named(a, "n:")), len(named(b, "n:")))
    return bool(heads & single) and len(who) >= 2 and len(who) == fewer
