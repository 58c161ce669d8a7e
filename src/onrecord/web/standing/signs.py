"""Name stances and voices as pages show them: a sign, a letter and a word; colour only repeats these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from onrecord.model import Point, Stance, Voice
from onrecord.views.positions.matrix import MIXED, SILENT


@dataclass(frozen=True, slots=True)
class Sign:
    """Hold how a stance is shown."""

    name: str  # also its class
    mark: str
    letter: str
    word: str
    meaning: str


SIGNS: Mapping[str, Sign] = {
    sign.name: sign
    for sign in (
        Sign(Stance.FOR.value, "+", "F", "for", "for it"),
        Sign(Stance.AGAINST.value, "−", "A", "against", "against it"),
        Sign(Stance.CONDITIONAL.value, "±", "C", "conditional", "for it, under a condition or in an order"),
        Sign(MIXED, "≠", "M", "mixed", "words that nothing dates, and that differ"),
        Sign(Stance.NONE.value, "○", "N", "no side", "spoke of it and took no side"),
        Sign(SILENT, "·", "", "silent", "nothing on record"),
    )
}

_UNKNOWN = Sign("undecided", "?", "U", "undecided", "the words do not settle it")

VOICES: Mapping[str, str] = {
    Voice.BINDING.value: "can bind it",
    Voice.SPEAKING.value: "speaks for it",
    Voice.WITHIN.value: "within it",
    Voice.UNNAMED.value: "unnamed",
    Voice.APART.value: "for itself alone",
}
"""How far words are those of the state or organisation, from the weightiest voice down."""

_TOLD: Mapping[str, str] = {
    "standing": "said to be held for long",
    "earlier": "told later, looking back",
    "of them": "told of them",
}


def sign(stance: str) -> Sign:
    """Return how a stance is shown.

    >>> sign("for").mark, sign("undecided").letter
    ('+', 'U')
    """
    return SIGNS.get(stance, _UNKNOWN)


def plain(value: str) -> str:
    """Return a value of the vocabulary as words.

    >>> plain("nato_membership")
    'nato membership'
    """
    return value.replace("_", " ")


def voice(point: Point) -> str:
    """Say in what voice something was said."""
    return ", ".join(filter(None, (VOICES[point.voice.value], _TOLD.get(point.told, ""))))


def day(first: str | None, last: str | None) -> str:
    """Return a day, or the days between which something lies.

    >>> day("2031-03-01", "2031-03-31"), day("2031-03-02", "2031-03-02"), day(None, None)
    ('2031-03-01 to 2031-03-31', '2031-03-02', 'undated')
    """
    if not first or not last:
        return "undated"
    return first if first == last else f"{first} to {last}"
