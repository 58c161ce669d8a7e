"""Find who holds a place where no pattern fits: a sentence with one place, one state and words of holding.

Looser than ``controls``, and stricter in what it leaves out: a sentence that names two sides, two places, a
part of a place or a time that is past says nothing here, nor does one that tells of advances or of fire.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.coding.said_on import day_of
from onrecord.conflicts.drafts import Draft
from onrecord.conflicts.lists import any_of, read, words
from onrecord.conflicts.places import bare_place, place_key
from onrecord.conflicts.scene import Day, Scene, Sentence
from onrecord.model import ConflictKind, Span

_OURS = re.compile(r"\bours?\b", re.IGNORECASE)
_BREAK = re.compile(r"[,;:]\s|\sand\s|\swhile\s|\sbut\s")
_OF_SITE = re.compile(r"\b(?:north|south|east|west)\sof\b")


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(read("held")[name], re.IGNORECASE)


def held(scene: Scene, told: frozenset[int]) -> Iterator[Draft]:
    """Yield who holds a place where no pattern says so; ``told``: numbers of the sentences where one does."""
    for sentence in scene.sentences:
        if sentence.number in told or not _cue("holding").search(sentence.text):
            continue
        draft = _draft(scene, sentence)
        if draft is not None:
            yield draft


def _draft(scene: Scene, sentence: Sentence) -> Draft | None:
    text = sentence.text
    if text.endswith("?") or scene.distant(sentence) or _cue("open").search(text):
        return None
    m = next((m for m in _cue("holding").finditer(text) if not _denied(text, m)), None)
    if m is None:
        return None
    side, where = _side(scene, sentence, m), _place(scene, sentence)
    if side is None or where is None:
        return None
    span = Span(sentence.span.start + m.start(), sentence.span.start + m.end())
    teller = scene.teller(span)
    party = teller.side is not None and scene.base.code_known(teller.side)
    if not teller.own and party and scene.home != side:
        return None  # what a party says of itself or of the other
    day = scene.day(sentence, span.start)
    since = re.search(r"\bsince\b", text) is not None
    how = (
        "keeps"
        if since or _cue("keeps").search(text)
        else "took"
        if _cue("took").fullmatch(m.group())
        else "holds"
    )
    if since:
        day = Day(day_of(scene.document), False, None)
    elif how == "holds" and _cue("past").search(text) and not day.dated:
        return None
    return Draft(
        ConflictKind.CONTROL, sentence, sentence.span, where, side, " ".join(text.split())[:120], day, teller,
        about=(how, "" if day.part is None else str(day.part)), confidence=0.6,
    )  # fmt: skip


def _denied(text: str, m: re.Match[str]) -> bool:
    return (
        re.search(r"\b(?:not|never|no|nor|neither|without|to|n['’]t)\s(?:\w+\s){0,2}$", text[: m.start()])
        is not None
    )


def _side(scene: Scene, sentence: Sentence, m: re.Match[str]) -> str | None:
    """Return the one side that the clause around some words names, else its sentence; ``None``: not one."""
    if {w.lower() for w in re.findall(r"[\w’']+", sentence.text)} & words("hostile"):
        return None
    clause = _clause(sentence.text, m)
    found = _named(scene, clause) or _named(scene, sentence.text)
    return next(iter(found)) if len(found) == 1 else None


def _clause(text: str, m: re.Match[str]) -> str:
    start = max((x.end() for x in _BREAK.finditer(text, 0, m.start())), default=0)
    end = next((x.start() for x in _BREAK.finditer(text, m.end())), len(text))
    return text[start:end]


def _named(scene: Scene, text: str) -> set[str]:
    """Return the states that a stretch names, and that of the outlet where it speaks of its own."""
    own = scene.home if _OURS.search(text) else None
    return set(scene.states_in(text)) | ({own} if own is not None and scene.base.code_known(own) else set())


_NO_SITE = frozenset(("front", "state", "area", "road", "coast", "highway"))


@cache
def _site() -> re.Pattern[str]:
    nouns = (words("places") | words("regions")) - _NO_SITE
    return re.compile(rf"\b(?P<noun>{any_of(nouns)})\b", re.IGNORECASE)


def _place(scene: Scene, sentence: Sentence) -> str | None:
    """Return the key of the one place that a sentence is of: its site, and what is named with it."""
    text = sentence.text
    if _cue("part").search(_OF_SITE.sub("", text)):
        return None
    here = scene.places_in(sentence.span)
    site = next((m["noun"].lower() for m in _site().finditer(text)), None)
    keys = {bare_place(k) for k in here}
    if not keys:
        before = scene.place_before(sentence.span.start, sentence.number)
        if before is None or not (site or _cue("there").search(text)):
            return None
        keys = {bare_place(place_key(before.of(scene.text)))}
    if len(keys) != 1:
        return None
    (name,) = keys
    if _beside(scene, text, name) and (site is None or site in words("settlements")):
        return None
    if site is None or site in words("settlements") or site in name.split():
        return name
    return f"{name} {site}"


def _beside(scene: Scene, text: str, name: str) -> bool:
    """Tell whether a place is named only to say what is near it."""
    return (
        re.search(rf"(?:{read('held')['beside']})\s(?:the\s)?{re.escape(name)}\b", text, re.IGNORECASE)
        is not None
    )
