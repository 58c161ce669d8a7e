"""Load the word lists of the room and the slots of its patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from onrecord.register.sameness import stem

NAME = r"[A-ZÀ-Þ][\w’'-]*(?:\s(?:(?:of\sthe|of|al|el|de|du)\s)?[A-ZÀ-Þ][\w’'-]*){0,4}"
"""A run of words written large."""
NUMBER = (
    r"\d[\d,.]*|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:-\w+)?)"
    r"(?![\w-])"
)


@cache
def read(name: str) -> dict[str, Any]:
    """Return one of the data files."""
    text = files("onrecord.conflicts").joinpath(f"data/{name}.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of words in lower case."""
    return frozenset(read("words")[name])


def any_of(found: Iterable[str]) -> str:
    """Return a regular expression for any of some words, the longest first."""
    longest = sorted(found, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s") for w in longest) + ")"


@cache
def holding(name: str) -> re.Pattern[str]:
    """Match any word of a list, whole and whatever its case."""
    return re.compile(rf"(?<![\w-]){any_of(words(name))}(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fate:
    """Hold what may become of those who are counted, and the words that say so around an amount."""

    name: str
    after: re.Pattern[str] | None
    before: re.Pattern[str] | None
    grows: bool
    merges: bool


@cache
def fates() -> tuple[Fate, ...]:
    """Return the fates in the order of their file."""
    return tuple(
        Fate(
            row["name"],
            re.compile(rf"\s(?:\(\w+\)\s)?(?:{row['after']})", re.IGNORECASE) if "after" in row else None,
            re.compile(rf"\b(?:{row['before']})\s$", re.IGNORECASE) if "before" in row else None,
            bool(row.get("grows")),
            bool(row.get("merges")),
        )
        for row in read("counted")["fates"]
    )


@cache
def fate(name: str) -> Fate:
    """Return a fate by its name."""
    return next(f for f in fates() if f.name == name)


@cache
def group_of() -> dict[str, str]:
    """Return the kind of people or things that a word names, by word."""
    return {word: name for name, row in read("counted")["groups"].items() for word in row}


@cache
def patterns(file: str, section: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of a section, their slots filled in."""
    rows = (row.replace("<name>", NAME).replace("<number>", NUMBER) for row in read(file)[section])
    return tuple(re.compile(row) for row in rows)


@cache
def parts_of_day() -> tuple[re.Pattern[str], ...]:
    """Return patterns for the parts of a day in their order."""
    return tuple(re.compile(rf"\b{any_of(row)}\b", re.IGNORECASE) for row in read("words")["parts_of_day"])


@cache
def vote_words() -> frozenset[str]:
    """Return the stems of words that any vote is told in."""
    return frozenset(stem(word) for word in read("counted")["vote_words"])
