"""Index facts by the names in them, folded."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from onrecord.actors.facts import Holder, Membership, State
from onrecord.actors.spelling import surname_key
from onrecord.text.folding import fold

R = TypeVar("R")
_LONG = re.compile(
    r"(?:(?:arab|bolivarian|cooperative|democratic|federal|federative|independent|islamic|oriental|people's"
    r"|plurinational|socialist|sovereign|united) )*"
    r"(?:commonwealth|federation|grand duchy|kingdom|principality|republic|state|sultanate|union)"
    r" of (?:the )?(.+)"
)
_FAMILY_NAME_FIRST = frozenset(("CHN", "HKG", "KOR", "MAC", "PRK", "SGP", "TWN", "VNM"))
_SHORT = 4  # letters of an acronym that may be a word when it is not in capitals: US, WHO, CAR
_AROUND = re.compile(r"^the |['’]s$", re.IGNORECASE)
_REPUBLIC = re.compile(r"(.+) republic")


class As(StrEnum):
    """What a word is to the state that it names."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"


@dataclass(frozen=True, slots=True)
class Found:
    """Tell which state a word names, and how.

    ``codes`` has more than one entry where the word alone does not decide ("Congolese", "Korean").
    ``also`` says what else the word often is ("a state of the USA, a given name"), or is empty.
    """

    codes: tuple[str, ...]
    by: As
    spelling: str  # as the base writes it
    also: str = ""
    usual: bool = True  # where ``also`` says something: whether the state is nevertheless the usual meaning

    @property
    def code(self) -> str | None:
        """Return the state's code, or ``None`` where there are several."""
        return self.codes[0] if len(self.codes) == 1 else None


@dataclass(frozen=True, slots=True)
class Person:
    """Hold one person of the base with everything it says of them."""

    name: str
    other_spellings: tuple[str, ...]
    wikidata: str | None
    held: tuple[Holder, ...]  # in order of time


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Return the form in which names are compared: folded, without article, dots of acronyms and possessive.

    >>> key("The U.S."), key("the Taliban’s")
    ('us', 'taliban')
    """
    folded = " ".join(fold(name).replace("-", " ").replace(".", "").split())
    return folded.removeprefix("the ").removesuffix("'s") or folded


def fits(spelling: str, name: str) -> bool:
    """Tell whether a name may be meant by a spelling: a short acronym only by what is in capitals too.

    >>> fits("US", "the US’s"), fits("US", "Us"), fits("UNICEF", "Unicef"), fits("UNICEF", "unicef")
    (True, False, True, False)
    """
    if not spelling.isupper():
        return True
    letters = _AROUND.sub("", name)
    return letters.isupper() if len(spelling) <= _SHORT else not letters.islower()


def state_words(states: Iterable[State]) -> dict[str, list[Found]]:
    """Index the words for states."""
    table: dict[str, list[Found]] = defaultdict(list)
    for s in states:
        columns = ((As.NAME, (s.name, *s.other_names)), (As.DEMONYM, s.demonyms), (As.METONYM, s.metonyms))
        for by, names in columns:
            for name in names:
                table[key(name)].append(Found((s.code,), by, name))
    return dict(table)


def plain_name(name: str) -> str | None:
    """Return the name within an official one, folded; ``None`` where it is not of that form.

    >>> plain_name("the Federal Republic of Nigeria"), plain_name("Lebanese Republic"), plain_name("Nigeria")
    ('nigeria', 'lebanese', None)
    """
    plain = key(name)
    if " of " not in plain and not plain.endswith(" republic"):
        return None
    found = _LONG.fullmatch(plain) or _REPUBLIC.fullmatch(plain)
    return found[1] if found else None


def one_answer(found: Iterable[Found], name: str) -> Found | None:
    """Return one answer of several: the first way of naming, with all states that it names in that way."""
    fitting = [f for f in found if fits(f.spelling, name)]
    if not fitting:
        return None
    ways = list(As)
    by = min((f.by for f in fitting), key=ways.index)
    codes = tuple(dict.fromkeys(f.codes[0] for f in fitting if f.by is by))
    return Found(codes, by, next(f.spelling for f in fitting if f.by is by))


def by_name(pairs: Iterable[tuple[str, R]]) -> dict[str, list[tuple[str, R]]]:
    """Index records by name; each comes with the name as the base spells it."""
    table: dict[str, list[tuple[str, R]]] = defaultdict(list)
    for name, record in pairs:
        table[key(name)].append((name, record))
    return dict(table)


def only(spelt: Iterable[tuple[str, R]], name: str) -> R | None:
    """Return the one record that a name may mean, ``None`` where there is none or more than one."""
    found = list({id(record): record for spelling, record in spelt if fits(spelling, name)}.values())
    return found[0] if len(found) == 1 else None


def first_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a table in which the first value of a word counts."""
    table: dict[str, str] = {}
    for word, office in pairs:
        table.setdefault(word, office)
    return table


def all_of(pairs: Iterable[tuple[str, Person]]) -> dict[str, tuple[Person, ...]]:
    """Return a table of all persons of a name, each once."""
    table: dict[str, dict[int, Person]] = defaultdict(dict)
    for word, person in pairs:
        if word:
            table[word][id(person)] = person
    return {word: tuple(found.values()) for word, found in table.items()}


def surnames(name: str, held: Iterable[Holder]) -> tuple[str, ...]:
    """Return the keys of what may be the surname: the last word, and the first where family names do."""
    first_word = name.split()[0] if any(h.of in _FAMILY_NAME_FIRST for h in held) else name
    return tuple(dict.fromkeys((surname_key(name), surname_key(first_word))))


def holders_of(holders: Iterable[Holder]) -> dict[tuple[str, str], tuple[Holder, ...]]:
    """Index holders by office and state or organisation, in order of time."""
    table: dict[tuple[str, str], list[Holder]] = defaultdict(list)
    for h in sorted(holders, key=lambda h: h.since or ""):
        table[h.office, h.of].append(h)
    return {place: tuple(held) for place, held in table.items()}


def members_of(members: Iterable[Membership]) -> dict[str, tuple[Membership, ...]]:
    """Index memberships by organisation."""
    table: dict[str, list[Membership]] = defaultdict(list)
    for m in members:
        table[m.organisation].append(m)
    return {organisation: tuple(found) for organisation, found in table.items()}


def persons_of(holders: Iterable[Holder]) -> list[Person]:
    """Return the people behind the lines: one per name and Wikidata id; a line without one goes by name."""
    ids: dict[str, set[str]] = defaultdict(set)
    for h in holders:
        if h.wikidata:
            ids[h.person].add(h.wikidata)
    lines: dict[tuple[str, str | None], list[Holder]] = defaultdict(list)
    for h in sorted(holders, key=lambda h: h.since or ""):
        known = ids[h.person]
        lines[h.person, h.wikidata or (next(iter(known)) if len(known) == 1 else None)].append(h)
    return [
        Person(name, tuple(dict.fromkeys(s for h in held for s in h.other_spellings)), wikidata, tuple(held))
        for (name, wikidata), held in lines.items()
    ]
