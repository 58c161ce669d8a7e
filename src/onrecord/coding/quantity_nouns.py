"""Find the noun that a number counts: "2,000 US troops", "eight air-defence batteries", "dozens of tanks"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.coding.numerals import Token, low
from onrecord.coding.quantity_words import words

_REACH = 7  # tokens after the number in which its noun stands
_WHOLE = 6  # tokens that name the whole of a share
_DETERMINERS = frozenset(("the", "a", "an", "its", "their", "his", "her", "our", "all", "these", "those"))


@dataclass(frozen=True, slots=True)
class Noun:
    """Hold a counted noun: the last token of its phrase, half open."""

    unit: str
    people: bool
    end: int


def counted(run: Sequence[Token], j: int) -> Noun | None:
    """Return the noun counted by a number that ends before a token; ``None`` where none follows.

    After a word like "dozens" the noun stands behind an "of" or right there.

    >>> from onrecord.coding.numerals import tokens
    >>> text = "eight air-defence batteries from Ystria"
    >>> counted(tokens(text, 0, len(text)), 1)
    Noun(unit='batteries', people=False, end=3)
    """
    k = j
    if low(run, k) == "of":
        k += 1
        k += low(run, k) in _DETERMINERS
    elif low(run, k) in ("more", "other", "additional", "further", "extra", "new"):
        k += 1
    stop = min(len(run), k + _REACH)
    found: Noun | None = None
    while k < stop:
        token = run[k]
        if not _goes_on(run, k):
            break
        if _is_head(token):
            people = token.low in words().people
            if found is not None and not people:
                break
            found = Noun(token.text if token.kind == "code" else token.low, people, k + 1)
            if not _leads_on(run, k):
                break
        elif found is not None and k > found.end:
            break
        k += 1
    return found


def _goes_on(run: Sequence[Token], k: int) -> bool:
    """Tell whether a noun phrase may go on with a token."""
    token = run[k]
    if token.kind == "code":
        return True
    if token.kind == "figure":
        return run[k - 1].text[0].isupper()
    if token.low == "and":
        ties = run[k - 1].text[0].isupper() and k + 1 < len(run) and run[k + 1].text[0].isupper()
        return ties and run[k - 1].kind == "word"
    return token.kind == "word" and token.low not in words().stops


def _is_head(token: Token) -> bool:
    """Tell whether a word can be what is counted: a plural, or a word for people."""
    w, word = words(), token.low
    if token.kind == "code":
        return word.endswith("s")
    if word in w.people or word in w.plural:
        return True
    regular = (
        word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is", "’s", "'s", "ous"))
    )
    return regular and word not in w.no_head and word not in w.time


def _leads_on(run: Sequence[Token], k: int) -> bool:
    """Tell whether a plural is followed by the word that it describes: "police officers", "States troops"."""
    if k + 1 >= len(run) or run[k + 1].kind != "word" or run[k + 1].low in words().stops:
        return False
    after = run[k + 1].low
    return (after in words().people and after not in words().casualty) or run[k].text[0].isupper()


def of_whole(run: Sequence[Token], j: int) -> int:
    """Go past the words that name the whole of a share: "of GDP", "of the seats"; ``j`` where none do."""
    k = j + (low(run, j) == "of")
    named = k > j or low(run, k) in _DETERMINERS
    if not named:
        return j
    k += low(run, k) in _DETERMINERS
    first = k
    while (
        k < len(run)
        and k < first + _WHOLE
        and run[k].kind in ("word", "code")
        and run[k].low not in words().stops
    ):
        k += 1
        if _is_head(run[k - 1]) and not _leads_on(run, k - 1):
            break
        if k < len(run) and run[k - 1].text[0].islower() and run[k].low in words().no_head:
            break
    return k if k > first else j
