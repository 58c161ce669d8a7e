"""Find when and where what happens once is said to happen, in whatever words; tell where two pages differ.

Other than in ``dates``, the sentence need not name all that the matter is of: the sentences beside it and the
headline count too. A page that names the other page's day or place as well is never held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.coding.when import every_when, resolve
from onrecord.conflicts.days import one_day, published_together
from onrecord.conflicts.drafts import Draft
from onrecord.conflicts.lists import any_of, holding, read
from onrecord.conflicts.places import bare_place
from onrecord.conflicts.scene import Day, Scene, Sentence
from onrecord.conflicts.sides import between_facts
from onrecord.conflicts.tellings import KNOWN, known, matter, of, one_matter, tokens_of
from onrecord.model import Conflict, ConflictKind, Fact, Span, ZoneKind
from onrecord.text.days import days

LOOSE = "~"
"""What the units of these facts begin with."""
HEAD = "h:"
_CLOSE = 3
_PLACE_POINTS = 2.2
_PLACE_ALIKE = 0.05
_DATE_POINTS = 1.3
_DATE_ALIKE = 0.03
_ANY_DAY = re.compile(r"\d|day\b|tomorrow|tonight|midnight", re.IGNORECASE)


@cache
def _held(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"\b(?:{row})\b", re.IGNORECASE))
        for name, row in read("occasions")[section].items()
    )


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of(read('occasions')['heads'])}(?![\w-])")


@cache
def _unreal() -> re.Pattern[str]:
    return re.compile(read("occasions")["unreal"], re.IGNORECASE)


def occasioned(scene: Scene) -> Iterator[Draft]:
    """Yield the days and the places of what happens once, each sentence of the body once for either."""
    if len(scene.sentences) and any(holding("moved").search(s.text) for s in scene.sentences[:1]):
        return
    for sentence in scene.sentences:
        if sentence.zone is ZoneKind.HEADLINE or sentence.text.endswith("?") or scene.distant(sentence):
            continue
        yield from _day(scene, sentence)
        yield from _where(scene, sentence)


def _day(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    if not _ANY_DAY.search(sentence.text) or any(
        holding("moved").search(s.text) for s in scene.beside(sentence)
    ):
        return
    found = next(((a, m) for a, verb in _held("dated") if (m := verb.search(sentence.text))), None)
    heads = _heads_of(scene, sentence)
    if found is None or not heads or _unreal().search(sentence.text[: found[1].start()][-24:]):
        return
    told = _stretch(scene, sentence)
    mentioned = known(scene.days_named)
    if told is None or mentioned is None:
        return
    aspect, m = found
    about = (*tokens_of(scene, sentence), *heads, *mentioned)
    yield Draft(
        ConflictKind.DATE, sentence, _within(sentence, m), f"{aspect}: {', '.join(h[2:] for h in heads)}",
        told, " ".join(sentence.text.split())[:120], Day(told, True), scene.teller(sentence.span), about,
        f"{LOOSE}{aspect}", confidence=0.55,
    )  # fmt: skip


def _within(sentence: Sentence, m: re.Match[str]) -> Span:
    return Span(sentence.span.start + m.start(), sentence.span.start + m.end())


def _heads_of(scene: Scene, sentence: Sentence) -> tuple[str, ...]:
    """Return the matters that a sentence names, else those of the sentences beside it and of the headline."""
    titles = [s for s in scene.sentences[:2] if s.zone is ZoneKind.HEADLINE]
    for texts in ([sentence], scene.beside(sentence) + titles):
        found = {f"{HEAD}{m.group().lower()}" for s in texts for m in _heads().finditer(s.text)}
        if found:
            return tuple(sorted(found))
    return ()


def _stretch(scene: Scene, sentence: Sentence) -> str | None:
    """Return the one day that a sentence names, or two days in a row as one stretch."""
    found = sorted(
        {
            e
            for w in every_when(scene.text, sentence.span.start, sentence.span.end)
            if (e := resolve(w, scene.anchor)) is not None and len(e) >= len("2031-03-04")
        }
    )
    if len(found) == 1:
        return found[0]
    bounds = [b for e in found if (b := days(e)) is not None]
    if len(found) == 2 and len(bounds) == 2 and _next(bounds[0][1], bounds[1][0]):
        return f"{bounds[0][0]}/{bounds[1][1]}"
    return None


def _next(day: str, other: str) -> bool:
    return day[:8] == other[:8] and int(other[8:]) - int(day[8:]) <= 1


def date(a: Fact, b: Fact) -> Conflict | None:
    """Return the conflict of two days of one occasion."""
    if a.unit != b.unit or not published_together(a, b, _CLOSE) or not _excluded(a, b):
        return None
    heads = of(a.about, HEAD) & of(b.about, HEAD)
    if not heads or not one_matter(a, b, _DATE_POINTS, _DATE_ALIKE):
        return None
    named = f"{', '.join(sorted(h[2:] for h in heads))}: {matter(a, b)}"
    why = f"One matter ({named}) cannot be of both {a.value} and {b.value}; neither page names the other day."
    return between_facts(ConflictKind.DATE, named, a, b, why, 0.55)


def _excluded(a: Fact, b: Fact) -> bool:
    """Tell whether neither page names a day that the other has."""
    x, y = days(a.value), days(b.value)
    if x is None or y is None or max(x[0], y[0]) <= min(x[1], y[1]):
        return False
    return not (_names(a, y) or _names(b, x))


def _names(fact: Fact, day: tuple[str, str]) -> bool:
    told = (days(k.removeprefix(KNOWN)) for k in of(fact.about, KNOWN))
    return any(t is not None and t[0] <= day[1] and day[0] <= t[1] and t[0][:7] == t[1][:7] for t in told)


# --- where


def _where(scene: Scene, sentence: Sentence) -> Iterator[Draft]:
    found = next(((f, m) for f, verb in _held("happened") if (m := verb.search(sentence.text))), None)
    if found is None or _unreal().search(sentence.text):
        return
    family, m = found
    here = {bare_place(k) for k in scene.places_in(sentence.span)} & _set_in(scene, sentence)
    day = scene.day_before(sentence, sentence.span.start + m.start())
    mentioned = known(bare_place(k) for k in scene.all_places)
    if len(here) != 1 or not day.dated or mentioned is None:
        return
    (place,) = here
    yield Draft(
        ConflictKind.PLACE, sentence, _within(sentence, m), family, place,
        " ".join(sentence.text.split())[:120], day, scene.teller(sentence.span),
        (*tokens_of(scene, sentence), *mentioned), f"{LOOSE}{family}", confidence=0.55,
    )  # fmt: skip


def _set_in(scene: Scene, sentence: Sentence) -> set[str]:
    """Return the places that stand behind a word for where, other than the dateline's."""
    text = sentence.text
    return {
        key
        for key in map(bare_place, scene.places_in(sentence.span))
        if re.search(
            rf"\b(?:in|at|near|outside|over|above|of|on|off)\s(?:the\s)?{re.escape(key)}\b",
            text,
            re.IGNORECASE,
        )
    }


def place(a: Fact, b: Fact) -> Conflict | None:
    """Return the conflict of two places of one occasion."""
    if a.unit != b.unit or a.value == b.value or not one_day(a, b):
        return None
    if f"{KNOWN}{a.value}" in b.about or f"{KNOWN}{b.value}" in a.about:
        return None
    if set(a.value.split()) & set(b.value.split()):
        return None
    if not one_matter(a, b, _PLACE_POINTS, _PLACE_ALIKE, nameless=True):
        return None
    why = f"One {a.subject} ({matter(a, b)}) cannot be both at {a.value.title()} and at {b.value.title()}."
    return between_facts(ConflictKind.PLACE, f"{a.subject}: {matter(a, b)}", a, b, why, 0.55)
