"""Look up the words that settle how far a commitment has come (data/status_words.toml)."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

GAP = 6
"""Words that may stand in between where a phrase says "..."."""

_VOWEL_Y = re.compile(r"[aeiou]y$")


@dataclass(frozen=True, slots=True)
class Family:
    """Hold what a family of words comes to, by how it is told ("plain", "will", "may", "not", "wont")."""

    name: str
    outcomes: Mapping[str, str]
    soft: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one form of one word: what must follow it, its family, and which form it is.

    ``form`` is "base", "s", "past", "participle", "ing", "noun" or "other"; ``rest`` are the further words
    of a phrase, after up to ``GAP`` others where ``apart``.
    """

    family: Family
    form: str
    rest: tuple[str, ...]
    apart: bool


@dataclass(frozen=True, slots=True)
class Words:
    """Hold every entry by its first word, the helping words by name, and what is withdrawable."""

    entries: Mapping[str, tuple[Entry, ...]]
    helpers: Mapping[str, frozenset[str]]
    withdrawable: frozenset[str]


@cache
def words() -> Words:
    """Return the shipped words."""
    path = files("onrecord.commitments").joinpath("data/status_words.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    entries: dict[str, list[Entry]] = defaultdict(list)
    for name, listed in raw["families"].items():
        outcomes = {k: v for k, v in listed.items() if isinstance(v, str)}
        family = Family(name, outcomes, listed.get("soft", False))
        for first, entry in _entries(family, listed, raw["irregular"]):
            entries[first].append(entry)
    by_length = {w: tuple(sorted(e, key=lambda e: -len(e.rest))) for w, e in entries.items()}
    helpers = {name: frozenset(line.split()) for name, line in raw["helpers"].items()}
    return Words(by_length, helpers, frozenset(raw["withdrawable"]["words"]))


def _entries(
    family: Family, listed: Mapping[str, Sequence[str]], irregular: Mapping[str, str]
) -> Iterator[tuple[str, Entry]]:
    for phrase in listed.get("verbs", ()):
        first, rest, apart = _parts(phrase)
        for form, word in inflected(first, irregular):
            yield word, Entry(family, form, rest, apart)
    for phrase in listed.get("nouns", ()):
        first, rest, apart = _parts(phrase)
        for word in (first, f"{first}s"):
            yield word, Entry(family, "noun", rest, apart)
    for phrase in listed.get("others", ()):
        first, rest, apart = _parts(phrase)
        yield first, Entry(family, "other", rest, apart)


def _parts(phrase: str) -> tuple[str, tuple[str, ...], bool]:
    """Split a phrase.

    >>> _parts("put ... on hold")
    ('put', ('on', 'hold'), True)
    """
    first, *rest = phrase.split()
    apart = rest[:1] == ["..."]
    return first, tuple(rest[1:] if apart else rest), apart


def inflected(base: str, irregular: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each form of a verb with its name.

    >>> list(inflected("ratify", {}))[1:4]
    [('s', 'ratifies'), ('past', 'ratified'), ('participle', 'ratified')]
    """
    yield "base", base
    if base in irregular:
        names = ("s", "past", "participle", "ing", "past", "ing")
        yield from zip(names, irregular[base].split(), strict=False)
        return
    stem = base[:-1] if base.endswith("y") and not _VOWEL_Y.search(base) else ""
    ends_in_hiss = base.endswith(("s", "sh", "ch", "x", "z"))
    past = f"{stem}ied" if stem else base + ("d" if base.endswith("e") else "ed")
    yield "s", f"{stem}ies" if stem else base + ("es" if ends_in_hiss else "s")
    yield "past", past
    yield "participle", past
    yield "ing", (base[:-1] if base.endswith("e") and not base.endswith("ee") else base) + "ing"
