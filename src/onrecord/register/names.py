"""Tell whether two names may mean one actor: spellings of a person, a state and its people, groups."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from onrecord.actors.spelling import surname_key
from onrecord.register.words import words
from onrecord.text.folding import fold

_CODE = re.compile(r"[A-Z]{3}")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_STEM = 5  # letters that a state's name and its people's share: Velmora, Velmoran; Aurelle, Aurellian
_SPELT = 84  # of 100, from which two surnames are spellings of one: Veshchin, Veshchyn, Veshtchin
_GROUP = 80
_STATE = re.compile(r"[A-Z]{3}")


@cache
def _general() -> frozenset[str]:
    rows = files("onrecord.register").joinpath("data/general_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for row in rows if not row.startswith("#") for word in row.split())


def is_unnamed(name: str) -> bool:
    """Tell whether a name stands for somebody without one."""
    return name.startswith("anon:")


def is_state(name: str) -> bool:
    """Tell whether a name is the code of a state (ISO 3166 alpha-3)."""
    return _STATE.fullmatch(name) is not None


def is_group(name: str) -> bool:
    """Tell whether a name stands for states or organisations that are counted or lumped together."""
    return name.startswith("group:")


@lru_cache(maxsize=65536)
def one_actor(a: str, b: str) -> bool:
    """Tell whether two names may mean the same actor.

    >>> one_actor("Yarek Veshchin", "Jarek Veshchyn"), one_actor("Korvath", "Korvathi foreign ministry")
    (True, True)
    >>> one_actor("FRA", "DEU"), one_actor("group: nineteen states", "group: 26 nations")
    (False, False)
    """
    if a == b:
        return True
    if _CODE.fullmatch(a) and _CODE.fullmatch(b):
        return False
    if is_group(a) or is_group(b) or is_unnamed(a) or is_unnamed(b):
        return a[:5] == b[:5] and _alike_group(a, b)
    if fold(a) == fold(b):
        return True
    left, right = _telling(a), _telling(b)
    if not left or not right:
        return False
    return any(_same_word(x, y) for x in left for y in right[-1:]) or any(
        _same_word(x, y) for x in left[-1:] for y in right
    )


def any_in_common(a: Iterable[str], b: Iterable[str]) -> bool:
    """Tell whether two lists of names may share an actor."""
    right = list(b)
    return any(one_actor(x, y) for x in a for y in right)


def name_key(name: str) -> str:
    """Return what names of one actor mostly share, for looking actors up: no proof that two are one.

    >>> name_key("Yarek Veshchin") == name_key("Jarek Veshchyn"), name_key("FRA")
    (True, 'fra')
    """
    if is_group(name) or is_unnamed(name):
        found = words(name.partition(":")[2])
        nouns = sorted(found.stems - found.numbers)
        return f"{name[:5]} {nouns[-1] if nouns else ''}"
    telling = _telling(name)
    if not telling:
        return fold(name)
    return surname_key(telling[-1])[:_STEM]


def _telling(name: str) -> list[str]:
    """Return the words of a name that tell it from others, in order."""
    found = [fold(m.group()) for m in _WORD.finditer(name) if m.group()[0].isupper()]
    found = [re.sub(r"['’]s$", "", word) for word in found]
    return [word for word in found if word not in _general()] or found


def _same_word(x: str, y: str) -> bool:
    if x == y:
        return True
    if min(len(x), len(y)) < _STEM:
        return False
    if x[:_STEM] == y[:_STEM] and abs(len(x) - len(y)) <= 3:
        return True
    return fuzz.ratio(surname_key(x), surname_key(y)) >= _SPELT


def _alike_group(a: str, b: str) -> bool:
    left, right = words(a.partition(":")[2]), words(b.partition(":")[2])
    if left.numbers and right.numbers and left.numbers != right.numbers:
        return False
    return fuzz.token_set_ratio(
        " ".join(sorted(left.stems)), " ".join(sorted(right.stems))
    ) >= _GROUP or bool(left.numbers & right.numbers)
