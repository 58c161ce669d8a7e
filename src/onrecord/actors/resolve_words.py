"""Read a noun phrase into words: what stands before its head noun, the head, and names of the base."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.actors.base import As, Base, Body, DoubtfulName, Organisation
from onrecord.text.folding import fold

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?|\d+(?:[.,]\d+)*%?|[^\W_]+(?:[-–’'‘./&][^\W_]+)*(?:['’](?=\s|$))?"
)
_OWNS = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_STOP = re.compile(r"[,;:()—–]|\s--?\s")
_PARTICIPLE = re.compile(r"[a-z]{3,}(?:ing|ed)$")
_SIDED = re.compile(r"^(?:pro|anti|self|non)-|-(?:backed|led|based|held|controlled|allied|aligned|speaking)$")
_SPACE = re.compile(r"\s+")
_LONGEST = 8  # words of the longest name looked up
_MOST = 40  # words of a phrase that are looked at


@cache
def nouns(kind: str) -> frozenset[str]:
    """Return one of the lists of words that tell what a phrase stands for."""
    return _lists()[kind]


@cache
def _lists() -> dict[str, frozenset[str]]:
    content = files("onrecord.actors").joinpath("data/phrases.toml").read_text(encoding="utf-8")
    return {kind: frozenset(words.split()) for kind, words in tomllib.loads(content).items()}


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word: as written without its possessive ending, folded, and what follows or leads it."""

    text: str
    plain: str
    owns: bool
    capital: bool
    opens: bool  # a comma, bracket or dash stands before it
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """Place a name of the base in a phrase, by words ``first`` to ``last`` (half open)."""

    first: int
    last: int
    codes: tuple[str, ...]  # of the state named, or that the body or organisation belongs to
    by: As | None = None  # how a state is named
    body: Body | None = None
    organisation: Organisation | None = None
    doubt: DoubtfulName | None = None  # what else the name often is

    @property
    def is_state(self) -> bool:
        """Tell whether the name is a state's."""
        return self.by is not None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold a noun phrase taken apart; ``first`` to ``last`` are the words up to and with its head noun."""

    text: str
    words: tuple[Word, ...]
    names: tuple[Name, ...]
    first: int
    last: int

    @property
    def head(self) -> Word | None:
        """Return the head noun."""
        return self.words[self.last - 1] if self.last > self.first else None

    @property
    def spanning(self) -> Name | None:
        """Return the name of the base that the phrase is, but for its determiner and what follows."""
        return next((n for n in self.names if n.first <= self.first and n.last == self.last), None)

    def head_is(self, *words: str) -> bool:
        """Tell whether the head noun is one of some words."""
        return self.last > self.first and self.words[self.last - 1].plain in words

    @property
    def definite(self) -> bool:
        """Tell whether a definite determiner or an owner stands before the head."""
        front = self.words[: self.last]
        return bool(front) and (front[0].plain in nouns("definite") or any(w.owns for w in front[:-1]))

    @property
    def counted(self) -> bool:
        """Tell whether the phrase counts or hides the people it speaks of."""
        front = {w.plain for w in self.words[: self.last - 1]}
        rest = {w.plain for w in self.words[self.last :]}
        number = any(w.plain[0].isdigit() for w in self.words[: self.last])
        return number or bool(front & nouns("counted")) or bool(rest & nouns("hidden"))

    @property
    def of_others(self) -> bool:
        """Tell whether words before the head set it apart from a state: "rebel", "X-backed", "local"."""
        front = self.words[: self.last - 1]
        return any(w.plain in nouns("of_others") or _SIDED.search(w.plain) for w in front)

    def core(self) -> str:
        """Return the phrase without its determiner."""
        return self.text[self.words[self.first].start :] if self.last > self.first else self.text

    def before_head(self) -> tuple[Name, ...]:
        """Return the names before the head noun."""
        return tuple(n for n in self.names if n.last < self.last)

    def after_head(self) -> tuple[Name, ...]:
        """Return the names after the head noun."""
        return tuple(n for n in self.names if n.first >= self.last)


@lru_cache(maxsize=32768)
def read(base: Base, text: str) -> Phrase:
    """Take a phrase apart and find the names of a base in it."""
    plain = _SPACE.sub(" ", text).strip(" \"“”‘’'«»,;:.")
    words = tuple(_words(plain))
    first = 0
    while first + 1 < len(words) and words[first].plain in nouns("determiners"):
        first += 1
    names = _names(base, plain, words)
    last = _head(words, first, names)
    return Phrase(plain, words, names, first, last)


def _words(text: str) -> list[Word]:
    out: list[Word] = []
    end = 0
    for found in _WORD.finditer(text):
        if len(out) == _MOST:
            break
        written = found.group()
        ending = _OWNS.search(written)
        bare = written[: ending.start()] if ending and ending.start() else written
        opens = bool(out) and _STOP.search(text, end, found.start() + 1) is not None
        capital = written[0].isupper()
        out.append(
            Word(bare, fold(bare), bare != written, capital, opens, found.start(), found.start() + len(bare))
        )
        end = found.end()
    return out


def _names(base: Base, text: str, words: tuple[Word, ...]) -> tuple[Name, ...]:
    out: list[Name] = []
    at = 0
    while at < len(words):
        name = next((n for n in _starting(base, text, words, at)), None)
        if name is not None:
            out.append(name)
        at = name.last if name is not None else at + 1
    return tuple(out)


def _starting(base: Base, text: str, words: tuple[Word, ...], at: int) -> list[Name]:
    if not (words[at].capital or words[at].text[0].isdigit()):
        return []
    for last in range(min(len(words), at + _LONGEST), at, -1):
        if any(w.opens for w in words[at + 1 : last]):
            continue
        found = _looked_up(base, text[words[at].start : words[last - 1].end])
        if found is not None:
            codes, by, body, organisation, doubt = found
            return [Name(at, last, codes, by, body, organisation, doubt)]
    return []


_Entry = tuple[tuple[str, ...], As | None, Body | None, Organisation | None, DoubtfulName | None]


@lru_cache(maxsize=65536)
def _looked_up(base: Base, name: str) -> _Entry | None:
    doubt = base.doubtful(name)
    organisation, state, body = base.organisation(name), base.state(name), base.body(name)
    other = (organisation is not None and doubt is not None and not doubt.usual) or (
        body is not None and state is not None and state.by is As.METONYM
    )
    if state is not None and not other:
        return state.codes, state.by, None, None, doubt
    if body is not None:
        return (body.state,), None, body, None, doubt
    if organisation is not None:
        codes = (organisation.state,) if organisation.state else ()
        return codes, None, None, organisation, doubt
    return None


def _head(words: tuple[Word, ...], first: int, names: tuple[Name, ...]) -> int:
    """Return the end of the words up to the head noun: before a preposition, comma or participle."""
    within = {i for n in names for i in range(n.first + 1, n.last)}
    begin, end = ({n.first for n in names if n.is_state}, {n.last for n in names if n.is_state})
    for at in range(first, len(words)):
        word = words[at]
        if at in within:
            continue
        listed = at in end and (at in begin or word.plain == "and")
        if at > first and ((word.opens and not listed) or word.plain in nouns("prepositions")):
            return at
        if (
            at > first
            and not word.capital
            and _PARTICIPLE.match(word.plain)
            and words[at - 1].plain.endswith("s")
        ):
            return at
    return len(words)
