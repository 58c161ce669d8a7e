"""Measure whether two stretches of text are about the same proposition: names, numbers, stems of other words.

Every measure is a function of the two texts alone and the same from either side. Words of polarity ("not",
"refuse") are taken apart: "sending troops" and "not sending troops" are about one proposition, and opposed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import fsum
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]
import yaml

from onrecord.text.folding import fold

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:\.\d+)?(?!\d)|[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)
_OPENING = re.compile(r"[.!?:]\s*[\"“«']?$|^\W*$")
_LARGE = re.compile(r"\b[A-Z][^\W\d_A-Z]{3,}(?:['’]s)?")
_INNER_NAME = re.compile(r"(?<=[\w,] )[A-Z][^\W\d_A-Z]{3,}(?:['’]s)?")
_PEOPLE = re.compile(r"(?:ians?|ia|eans?|ans?|ese|i|a|e|y)$")
_ROOT = 4
"""Letters that are left of a name."""
_NAME_WEIGHT, _NUMBER_WEIGHT, _GENERIC_WEIGHT = 1.6, 1.3, 0.35


@cache
def words() -> Mapping[str, Any]:
    """Return the lists of data/proposition_words.yaml."""
    listed: dict[str, Any] = yaml.safe_load(
        files("onrecord.register").joinpath("data/proposition_words.yaml").read_text("utf-8")
    )
    return listed


@cache
def function_words() -> frozenset[str]:
    """Return the words that say nothing of a matter."""
    return frozenset(words()["function"].split())


@cache
def _polarity() -> frozenset[str]:
    return frozenset(stem(w) for w in words()["polarity"] if " " not in w)


@cache
def _generic() -> frozenset[str]:
    return frozenset(stem(w) for w in words()["generic"])


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of a word, the same for verb and noun of one action where the list knows them.

    >>> stem("withdrawal") == stem("withdrew") == stem("Withdrawing")
    True
    """
    plain = fold(word).removesuffix("'s").removesuffix("'")
    listed = words()["irregular"]
    base = listed.get(plain, plain)
    return str(_stemmer().stemWord(base))


@dataclass(frozen=True, slots=True)
class Content:
    """Hold what a text is about: stems of names, of other words, and numbers; and how often it says no."""

    names: frozenset[str]
    others: frozenset[str]
    numbers: frozenset[str]
    opening: frozenset[str]  # stems that are written large because they open a sentence: names or not
    negations: int

    @property
    def all(self) -> frozenset[str]:
        """Return everything that the text is about."""
        return self.names | self.others | self.numbers | self.opening


@dataclass(frozen=True, slots=True)
class Sameness:
    """Hold how far two texts are about the same proposition."""

    score: float  # weighted share of words in common, of both texts together (Dice), 0 to 1
    contained: float  # the same, of the text that has less to say
    names: float | None  # share of the names in common, of the text with fewer; None: one has none
    numbers: float | None  # likewise
    opposed: bool  # one says what the other negates
    shared: frozenset[str]  # the stems in common


@lru_cache(maxsize=16384)
def content(text: str) -> Content:
    """Take a text apart.

    >>> sorted(content("Velmora will not withdraw 1,200 troops").all)
    ['1200', 'troop', 'velmora', 'withdraw']
    """
    names, others, numbers, opening = set[str](), set[str](), set[str](), set[str]()
    negations = len(_NOT.findall(text))
    for m in _TOKEN.finditer(text):
        token = m.group()
        if token[0].isdigit():
            numbers.add(re.sub(r"[^\d.]|\.(?=\d{3}\b)", "", token))
            continue
        plain = fold(token)
        if plain in words()["numbers"]:
            numbers.add(words()["numbers"][plain])
            continue
        for part in plain.split("-"):
            found = stem(part)
            if found in _polarity():
                negations += 1
            elif part.removesuffix("'s") not in function_words() and len(part) > 1 and "n't" not in part:
                large = token[0].isupper()
                first = large and bool(_OPENING.search(text[max(0, m.start() - 4) : m.start()]))
                (opening if first else names if large else others).add(found)
    opening -= names | others
    return Content(
        frozenset(names), frozenset(others - names), frozenset(numbers), frozenset(opening), negations
    )


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that say what a text is about, numbers among them.

    >>> content_words("the withdrawal of troops") == content_words("withdrawing the troops")
    True
    """
    return content(text).all


def same_proposition(a: str, b: str) -> Sameness:
    """Compare what two texts are about; from either side the same.

    >>> found = same_proposition("sending four patrol ships", "Ostmere will not send its four patrol ships")
    >>> found.contained, found.opposed, found.score > 0.8
    (1.0, True, True)
    """
    left, right = content(a), content(b)
    names_a, names_b = left.names | (left.opening & right.names), right.names | (right.opening & left.names)
    both = left.opening & right.opening
    one, two = left.all, right.all
    weights = {w: _weight(w, names_a | names_b, left.numbers | right.numbers) for w in one | two}
    shared = one & two
    common = fsum(weights[w] for w in shared)
    total_a, total_b = fsum(weights[w] for w in one), fsum(weights[w] for w in two)
    if not one or not two:
        return Sameness(0.0, 0.0, None, None, False, frozenset())
    return Sameness(
        score=round(2 * common / (total_a + total_b), 6),
        contained=round(common / min(total_a, total_b), 6),
        names=_share(names_a | both, names_b | both),
        numbers=_share(left.numbers, right.numbers),
        opposed=(left.negations + right.negations) % 2 == 1,
        shared=shared,
    )


def rooted(a: str, b: str) -> tuple[str, str]:
    """Return two texts in which names of a country and of its people are one word.

    >>> rooted("the Pellaran soldiers", "Pellara would send soldiers")
    ('the Pellar soldiers', 'Pellar would send soldiers')
    """
    roots = {_root(m.group()) for text in (a, b) for m in _INNER_NAME.finditer(text)}

    def root_of(m: re.Match[str]) -> str:
        root = _root(m.group())
        return root if root in roots else m.group()

    return _LARGE.sub(root_of, a), _LARGE.sub(root_of, b)


def _root(name: str) -> str:
    """Return a name without the endings that make a people of a country."""
    bare = re.sub(r"['’]s$", "", name)
    while (shorter := _PEOPLE.sub("", bare)) != bare and len(shorter) >= _ROOT:
        bare = shorter
    return bare


def is_generic(found: str) -> bool:
    """Tell whether a stem names a kind of paper or step and not its matter: "plan", "treaty"."""
    return found in _generic()


def _weight(found: str, names: frozenset[str], numbers: frozenset[str]) -> float:
    if found in names:
        return _NAME_WEIGHT
    if found in numbers:
        return _NUMBER_WEIGHT
    return _GENERIC_WEIGHT if found in _generic() else 1.0


def _share(a: frozenset[str], b: frozenset[str]) -> float | None:
    return round(len(a & b) / min(len(a), len(b)), 6) if a and b else None
