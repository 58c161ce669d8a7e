"""Give facts keys by which those that may contradict each other are found among all.

A key never depends on what else there is. It holds what the fact is of and the day: few facts share it.
"""

from __future__ import annotations

from collections.abc import Callable

from onrecord.conflicts.amounts import AMOUNT
from onrecord.conflicts.days import day_keys, published_windows, windows
from onrecord.conflicts.occasions import LOOSE
from onrecord.conflicts.tellings import NAME, STATE, of
from onrecord.model import ConflictKind, Fact

LIMIT = 64
"""Facts that may share a key: one that more have tells nothing, and is left out."""


def keys(fact: Fact) -> frozenset[str]:
    """Return the keys of a fact; none for one that cannot be compared."""
    return frozenset(f"{fact.property.value} {key}" for key in _KEYS.get(fact.property, _by_day)(fact))


def _by_day(fact: Fact) -> list[str]:
    return [f"{fact.subject} {day}" for day in day_keys(fact)]


def _of_place(fact: Fact) -> list[str]:
    """Return the place with its days; what holds when a page comes out, with the days around it too."""
    return _by_day(fact) + [f"{fact.subject} {window}" for window in windows(fact)]


def _by_pair(fact: Fact) -> list[str]:
    """Return what a headline and its body share: the page and what they are about."""
    return [f"{fact.document} {fact.unit}"]


def _by_names(fact: Fact) -> list[str]:
    """Return each party that a sentence names, with its days."""
    return [
        f"{each} {day}" for each in fact.about if each.startswith(("a:", NAME)) for day in _near_pages(fact)
    ]


def _near_pages(fact: Fact) -> tuple[str, ...]:
    return (*day_keys(fact), *published_windows(fact))


def _number(fact: Fact) -> list[str]:
    """Return what is counted with its days; of an amount that no pattern places, with each name around it."""
    if not fact.subject.startswith(AMOUNT):
        return _by_day(fact)
    return [f"{fact.subject} {name} {day}" for name in of(fact.about, NAME) for day in _near_pages(fact)]


def _by_words(fact: Fact) -> list[str]:
    """Return each telling word of the matter, with its aspect; of an occasion each name, with the days."""
    if fact.unit.startswith(LOOSE):
        named = of(fact.about, NAME) | of(fact.about, STATE)
        days = published_windows(fact) if fact.property is ConflictKind.DATE else day_keys(fact)
        return [f"{fact.unit} {name} {day}" for name in named for day in days]
    return [f"{fact.unit} {word}" for word in fact.about]


_KEYS: dict[ConflictKind, Callable[[Fact], list[str]]] = {
    ConflictKind.CONTROL: _of_place,
    ConflictKind.NUMBER: _number,
    ConflictKind.APPROVAL: _by_names,
    ConflictKind.STRENGTH: _by_names,
    ConflictKind.CONDITION: _by_names,
    ConflictKind.HEADLINE: _by_pair,
    ConflictKind.DATE: _by_words,
    ConflictKind.PLACE: _by_words,
    ConflictKind.ATTRIBUTION: _by_words,
}
