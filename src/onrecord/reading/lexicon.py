"""Look up what a word can be in a speaker's description: a role, a body, a state, a given name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.actors.base import shipped
from onrecord.model import Span
from onrecord.text.folding import fold

LETTER = r"[^\W\d_]"
CAPITAL = r"[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢİĪĶĹĻĽŁŃŅŇŐŒŔŘŚŞŠŢȚŤŪŮŰŲŹŻŽȘ]"
WORD = re.compile(rf"(?:{LETTER}\.)+{LETTER}?\b\.?|[^\W_]+(?:[-–’'‘./&][^\W_]+)*(?:['’](?=\s|$))?")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def squeeze(text: str) -> str:
    """Return a text with white space as single blanks, none at the ends, and apostrophes straight."""
    return _SPACE.sub(" ", text).strip().replace("’", "'")


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """Return a word folded and without its possessive ending.

    >>> bare("Slovakia’s")
    'slovakia'
    """
    return POSSESSIVE.sub("", fold(word))


def _lines(name: str) -> list[str]:
    content = files("onrecord.reading").joinpath("data", name).read_text(encoding="utf-8")
    return [line.strip() for line in content.splitlines() if line.strip() and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class RoleWord:
    """Describe a noun for what a person is: the wider words that may stand for it, and its gender."""

    wider: frozenset[str]
    gender: str  # "m", "f" or ""


@cache
def role_words() -> dict[str, RoleWord]:
    """Return the nouns for what a person is, singular, folded."""
    rows = (line.split(";") for line in _lines("roles.txt"))
    return {head: RoleWord(frozenset(filter(None, wider.split(","))), gender) for head, wider, gender in rows}


@cache
def honorifics() -> dict[str, str]:
    """Return the words that may stand before a person's name, each with its gender (may be empty)."""
    return {line.split(";")[0]: line.split(";")[1] for line in _lines("honorifics.txt")}


@cache
def short_roles() -> dict[str, str]:
    """Return the honorifics that shorten a role ("sen."), each with that role."""
    rows = (line.split(";") for line in _lines("honorifics.txt"))
    return {word: role for word, _, role in rows if role}


@cache
def nouns(kind: str) -> frozenset[str]:
    """Return a list of nouns: ``bodies``, ``groups``, ``documents``, ``quantifiers`` or ``prepositions``."""
    return frozenset(_lines(f"{kind}.txt"))


@cache
def given_names() -> dict[str, str]:
    """Return given names that one gender bears, folded, each with that gender."""
    return {
        name: gender
        for gender in ("f", "m")
        for line in _lines(f"given_names_{gender}.txt")
        for name in line.split()
    }


@cache
def closed(name: str) -> frozenset[str]:
    """Return one of the small closed sets of words, such as ``definite`` determiners."""
    rows = (line.partition(":") for line in _lines("closed.txt"))
    return next(frozenset(words_.split()) for key, _, words_ in rows if key == name)


@cache
def states() -> dict[str, str]:
    """Return names, demonyms and seats of states, folded, each with its ISO 3166 alpha-3 code.

    Words that several states share, and those that more often mean something else, are left out.
    """
    base, table = shipped(), dict[str, str]()
    for state in base.facts.states:
        for name in (state.name, *state.other_names, *state.demonyms, *state.metonyms):
            found = base.state(name)
            if found is not None and found.code and found.usual:
                table.setdefault(fold(name), found.code)
    return table


@cache
def demonyms() -> frozenset[str]:
    """Return the adjectives and demonyms of states, folded."""
    return frozenset(fold(name) for state in shipped().facts.states for name in state.demonyms)


def is_people(word: str) -> bool:
    """Tell whether a folded word is the plural demonym of a state.

    >>> is_people("ukrainians"), is_people("us"), is_people("swiss")
    (True, False, False)
    """
    return word in demonyms() and word.endswith("s") and word[:-1] in demonyms()


def singular(word: str) -> str:
    """Return the singular of a folded noun, by ending.

    >>> [singular(w) for w in ("spokesmen", "deputies", "ministers", "press")]
    ['spokesman', 'deputy', 'minister', 'press']
    """
    if word.endswith("people") and len(word) > 6:
        return word[:-6] + "person"
    if word.endswith("men"):
        return word[:-3] + "man"
    if word == "people":
        return "person"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def words(text: str, start: int, end: int) -> list[tuple[Span, str]]:
    """Return the words of a stretch of text, each with its span and folded form."""
    return [(Span(m.start(), m.end()), fold(m.group())) for m in WORD.finditer(text, start, end)]


def gender_of(tokens: tuple[str, ...]) -> str:
    """Return the gender that a person's folded name shows: by given name, else by a Slavic surname's ending.

    >>> gender_of(("maria", "kovalska")), gender_of(("tusk",))
    ('f', '')
    """
    if len(tokens) > 1:
        for token in tokens[:-1]:
            first = token.split("-")[0]
            if known := given_names().get(first, ""):
                return known
        if tokens[-1].endswith(("ova", "eva", "skaya", "skaia", "ovna", "evna", "ska")):
            return "f"
        return ""
    return given_names().get(tokens[0], "") if tokens else ""
