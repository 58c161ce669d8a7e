"""Tell what surrounds a place of an article: its people, its day, and the state most in view there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from heapq import nlargest

from onrecord.actors.base import Base
from onrecord.actors.context import Context, Introduction, Resolved, people_by_name
from onrecord.actors.resolve import resolve, resolve_list
from onrecord.actors.resolve_people import person_named
from onrecord.coding.periods import period_of
from onrecord.reading.speakers import Casting
from onrecord.text.days import days

_CAPITALS = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,2}")
_OWNS = re.compile(r"['’]s?$")
_AT = re.compile(r"\b(?:in|to|from|into|near|at|across|over)\s(?:the\s)?$")
_PERSON, _PLACE = 0.8, 0.4  # weight of a state's person, and of its name as a mere place
_REACH = 800  # characters before a place that are looked at
_NEAR = 250  # distance at which a mention counts half
_SHARE = 1.5  # weight of a state's share of the whole article
_LEAD = 0.35  # least lead over the next state


class Surroundings:
    """Answer for any place of one article against what a phrase there is to be resolved."""

    def __init__(self, text: str, casting: Casting, base: Base, day: str | None) -> None:
        """Find the states that the text names, by their people too; ``day`` is EDTF."""
        self._viewed: dict[int, str | None] = {}
        people = casting.people
        day = day if days(day) is not None else period_of(people, base)
        sides = _sides(casting, Context(base, day, people_by_name(people)))
        self._named = sorted(_states_named(text, base) + sides)
        self._places = [place for place, _, _ in self._named]
        self._share = _shares(self._named)
        self._by_name = people_by_name(self._seen(one) for one in people)
        self.base, self._day = base, day
        self._contexts: dict[str | None, Context] = {}
        self._resolved: dict[tuple[str, str | None], Resolved] = {}
        self._listed: dict[tuple[str, str | None], tuple[Resolved, ...]] = {}

    def _seen(self, one: Introduction) -> Introduction:
        return one if one.span is None else replace(one, in_view=self.in_view(one.span.start))

    def at(self, place: int) -> Context:
        """Return the context of a place in the text."""
        code = self.in_view(place)
        if code not in self._contexts:
            self._contexts[code] = Context(self.base, self._day, self._by_name, code)
        return self._contexts[code]

    def resolve(self, phrase: str, place: int) -> Resolved:
        """Return whom a phrase at a place of the text means; looked up once per state in view."""
        context = self.at(place)
        known = (phrase, context.in_view)
        if known not in self._resolved:
            self._resolved[known] = resolve(phrase, context)
        return self._resolved[known]

    def resolve_list(self, phrase: str, place: int) -> tuple[Resolved, ...]:
        """Return whom the members of a list at a place of the text mean; looked up once likewise."""
        context = self.at(place)
        known = (phrase, context.in_view)
        if known not in self._listed:
            self._listed[known] = resolve_list(phrase, context)
        return self._listed[known]

    def in_view(self, place: int) -> str | None:
        """Return the state that a bare "the government" would mean; ``None`` where two are about equal."""
        if place not in self._viewed:
            self._viewed[place] = self._view(place)
        return self._viewed[place]

    def _view(self, place: int) -> str | None:
        scores = defaultdict[str, float](float, {code: _SHARE * share for code, share in self._share.items()})
        for at in range(bisect_right(self._places, place) - 1, -1, -1):
            where, code, weight = self._named[at]
            if place - where > _REACH:
                break
            scores[code] += weight * _NEAR / (_NEAR + place - where)
        ranked = nlargest(2, scores.items(), key=lambda pair: pair[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _LEAD):
            return None
        return ranked[0][0]


def _sides(casting: Casting, context: Context) -> list[tuple[int, str, float]]:
    """Return where the text names people who surely speak for a state."""
    side: dict[str, str | None] = {}
    for _, name in casting.named:
        if name not in side:
            found = person_named(name, context)
            side[name] = found.affiliation if found is not None else None
    pairs = ((place, side[name]) for place, name in casting.named)
    return [(place, code, _PERSON) for place, code in pairs if code and context.base.code_known(code)]


def _states_named(text: str, base: Base) -> list[tuple[int, str, float]]:
    """Return where the text names which state, and how much each counts."""
    out: list[tuple[int, str, float]] = []
    for found in _CAPITALS.finditer(text):
        words = found.group().split(" ")
        at = 0
        while at < len(words):
            size, code = next(
                ((n, c) for n in range(len(words), at, -1) if (c := _code(base, " ".join(words[at:n])))),
                (at + 1, ""),
            )
            if code:
                place = found.start() + sum(len(w) + 1 for w in words[:at])
                out.append((place, code, _PLACE if _AT.search(text, max(0, place - 10), place) else 1.0))
            at = size
    return out


@lru_cache(maxsize=65536)
def _code(base: Base, name: str) -> str:
    found = base.state(name) or base.state(_OWNS.sub("", name))
    if found is None or found.code is None or (found.also and not found.usual):
        return ""
    return found.code


def _shares(named: Sequence[tuple[int, str, float]]) -> dict[str, float]:
    total = defaultdict[str, float](float)
    for _, code, weight in named:
        total[code] += weight
    whole = sum(total.values())
    return {code: count / whole for code, count in total.items()} if whole else {}
