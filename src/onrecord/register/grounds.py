"""Tell what two reports of a happening have in common that would not be so of any two in one country."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.actors.base import shipped
from onrecord.model import ReportedAct
from onrecord.register.names import any_in_common, is_group, is_state
from onrecord.register.sameness import is_generic
from onrecord.register.when import apart, month_days, ordinal
from onrecord.register.words import words
from onrecord.text.folding import fold

SAME_DAYS = 4
"""Days within which two dated reports of a happening lie near."""
WIDEST = 10
"""Days of a stretch that still says when: "in March" does not tell one happening of a war from another."""
OF_STATES = 2
"""Things in common that two happenings need besides where only a state or a crowd took part in both."""
SUMMIT = "event:summit"
"""The kind of which one place sees few."""

_MEETINGS = frozenset({SUMMIT, "event:meeting"})
_DIGITS = re.compile(r"\d+")
_MONTH = re.compile(r"[0-9X]{4}-([01]\d)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _parts() -> frozenset[str]:
    rows = files("onrecord.register").joinpath("data/parts_of_places.txt").read_text("utf-8").splitlines()
    return frozenset(word for row in rows if not row.startswith("#") for word in row.split())


@lru_cache(maxsize=16384)
def bare(place: str) -> str:
    """Return a place without words that say which part or sort of place it is.

    >>> bare("south-eastern Ukraine"), bare("the Luhansk region")
    ('Ukraine', 'Luhansk')
    """
    return " ".join(w for w in _WORD.findall(place) if fold(w) not in _parts())


def where(a: ReportedAct, b: ReportedAct) -> tuple[str, str] | None:
    """Return the places of two happenings; ``None`` where one is unknown, too wide, or one of the parties.

    What is set in a country or its capital, or in what stands for a party, may be anything that happened.
    """
    left, right = bare(a.place_name or ""), bare(b.place_name or "")
    if not left or not right:
        return None
    parties = frozenset((*a.principals, *a.actors, *b.principals, *b.actors))
    called = {word: of for act in (a, b) for word, of in act.names}
    if any(_is_state(x) or x in parties or called.get(x) in parties for x in (left, right)):
        return None
    return left, right


@lru_cache(maxsize=16384)
def _is_state(name: str) -> bool:
    """Tell whether a word names a state, or is a capital that stands for one."""
    return shipped().state(name) is not None


@lru_cache(maxsize=16384)
def _is_known(name: str) -> bool:
    """Tell whether a word names a state or an organisation, which take part in much."""
    return _is_state(name) or any(shipped().organisation(x) is not None for x in (name, name.upper()))


def without_grounds(a: ReportedAct, b: ReportedAct) -> str | None:
    """Return why nothing shows that two happenings of articles that no derivation ties are one.

    Of happenings of one time something has to be the same: a participant, a place, a word, a number. Where no
    time is known it takes a participant, and one of the others; two of them where a state or a crowd is all
    who took part in both. A summit is known by its place.
    """
    places = where(a, b)
    placed = places is not None and fold(places[0]) == fold(places[1])
    ours, theirs = ((*x.principals, *x.actors) for x in (a, b))
    together = any_in_common(ours, theirs)
    if _one_time(a, b):
        if placed or together or _counted(a, b) or _shared(a, b):
            return None
        return "They have nobody, no place, no number and no telling word in common"
    if _months_differ(a, b):
        return "They are of different months"
    if (
        placed
        and SUMMIT in {*a.issues[:1], *b.issues[:1]} <= _MEETINGS
        and (together or not (ours and theirs))
    ):
        return None
    if placed and a.issues[:1] == b.issues[:1] == (SUMMIT,):
        return None
    if not together:
        return "It is not known when one was, and nobody is known to have taken part in both"
    needed = 1 if any_in_common(_own(ours), _own(theirs)) else OF_STATES
    if placed + _counted(a, b) + len(_telling(a, b)) >= needed:
        return None
    return "It is not known when one was, and they have too few places, numbers and telling words in common"


def _own(names: tuple[str, ...]) -> list[str]:
    """Return the participants that are neither states nor crowds, which take part in much."""
    return [name for name in names if not is_state(name) and not is_group(name)]


def _months_differ(a: ReportedAct, b: ReportedAct) -> bool:
    """Tell whether both texts name a month, with or without its year, and not the same."""
    left, right = (_MONTH.match(act.due or "") for act in (a, b))
    return left is not None and right is not None and left[1] != right[1]


def _one_time(a: ReportedAct, b: ReportedAct) -> bool:
    """Tell whether the texts give both a day, or a few, that lie near."""
    left, right = month_days(a.due), month_days(b.due)
    if left and right:
        return left == right or _near(a, b)
    return _near(a, b)


def _near(a: ReportedAct, b: ReportedAct) -> bool:
    if not (a.dated and b.dated and _narrow(a) and _narrow(b)):
        return False
    gap = apart((a.first_day, a.last_day), (b.first_day, b.last_day))
    return gap is not None and gap <= SAME_DAYS


def _narrow(act: ReportedAct) -> bool:
    if not act.first_day or not act.last_day:
        return False
    return ordinal(act.last_day) - ordinal(act.first_day) <= WIDEST


def _shared(a: ReportedAct, b: ReportedAct) -> frozenset[str]:
    """Return the words in common that are neither generic nor those of the happening itself, nor numbers."""
    shared = words(a.text).stems & words(b.text).stems
    triggers = (act.trigger.exact for act in (a, b) if act.trigger)
    said = frozenset(stem for text in triggers for stem in _stems(text)) | words(a.text).numbers
    return frozenset(w for w in shared if w not in said and not is_generic(w) and w not in _parts())


def _telling(a: ReportedAct, b: ReportedAct) -> frozenset[str]:
    """Return those of them that are neither a party's nor a place's."""
    named = frozenset(
        stem
        for act in (a, b)
        for text in (*act.actors, *act.principals, *(word for word, _ in act.names), act.place_name or "")
        for stem in _stems(text)
    )
    return frozenset(w for w in _shared(a, b) if w not in named and not _is_known(w))


@lru_cache(maxsize=16384)
def _stems(text: str) -> frozenset[str]:
    return words(text.partition(":")[2] if is_group(text) else text).stems


def _counted(a: ReportedAct, b: ReportedAct) -> bool:
    """Tell whether a number of two digits is common to both, or one before the same word; no dates."""
    left, right = words(a.text), words(b.text)
    dates = {str(int(n)) for act in (a, b) for n in _DIGITS.findall(act.due or "")}
    both = {n for n in left.numbers & right.numbers if n not in dates and not _YEAR.fullmatch(n)}
    return any(len(n) > 1 for n in both) or any(pair[0] in both for pair in left.pairs & right.pairs)
