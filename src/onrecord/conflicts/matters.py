"""Tell what a sentence is about by what cannot be confused: whom and where it names, what matter, which."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from onrecord.conflicts.lists import any_of, read
from onrecord.conflicts.scene import Scene, Sentence
from onrecord.model import Span

_WORD = re.compile(r"[\w’-]+")


@cache
def lists() -> dict[str, Any]:
    """Return data/matters.yaml."""
    return read("matters")


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){any_of(lists()['heads'])}(?![\w-])", re.IGNORECASE)


def tokens(scene: Scene, sentence: Sentence, start: int = 0, end: int | None = None) -> tuple[str, ...]:
    """Return what part of a sentence names: ``n:`` parties and places, ``h:`` matters, ``o:`` ordinals."""
    text = sentence.text[start:end]
    span = Span(sentence.span.start + start, sentence.span.start + start + len(text))
    found = {f"h:{m.group().lower()}" for m in _heads().finditer(text)}
    low = [w.lower() for w in _WORD.findall(text)]
    found |= {f"o:{w}" for w in low if w in lists()["ordinals"] and w not in lists()["not_ordinals"]}
    found |= {f"n:{name}" for name in names(scene, span, text)}
    return tuple(sorted(found))


def names(scene: Scene, span: Span, text: str) -> frozenset[str]:
    """Return the states, organisations and places that a stretch names; a capital is its state's."""
    out: set[str] = set()
    for m in re.finditer(r"[^\W\d_a-z][\w’-]*(?:\s[^\W\d_a-z][\w’-]*)*", text):
        organisation = scene.base.organisation(m.group())
        if organisation is not None:
            out.add(organisation.id)
        else:
            out.update(_states(scene, m.group()))
    return frozenset(out | {p for p in scene.places_in(span) if scene.state(p.title()) is None})


def _states(scene: Scene, phrase: str) -> set[str]:
    whole = scene.state(phrase)
    if whole is not None:
        return {whole}
    return {code for word in phrase.split() if (code := scene.state(word)) is not None}


def named(about: tuple[str, ...], mark: str) -> frozenset[str]:
    """Return the tokens of one sort."""
    return frozenset(each for each in about if each.startswith(mark))
