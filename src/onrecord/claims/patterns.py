"""Load the patterns and word lists of claims and expand their slots: <place>, <holder>, <name>, <group>."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_NAME = r"[A-ZÀ-Þ][\w’'-]*(?:\s(?:(?:of\sthe|of|al|el|de|du|and\sthe)\s)?[A-ZÀ-Þ][\w’'-]*){0,4}"
_SHORT_NAME = r"[A-ZÀ-Þ][\w’'-]*(?:\s(?:(?:al|el|de|du|of)\s)?[A-ZÀ-Þ][\w’'-]*){0,2}"
_SLOT = re.compile(r"(?<!\?P)<(\w+)>")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hold one pattern: its name, which confidence goes with it, and what its file says of it."""

    name: str
    regex: re.Pattern[str]
    aspect: str = ""
    subject: bool = False  # who it is stands before the verb
    ahead: bool = False  # the date is to come
    known: bool = False  # only of an organisation that the base knows
    negative: bool = False
    aside: bool = False  # told by the way: the outlet's own even in a sentence that reports somebody
    kinds: tuple[str, ...] = ()
    then: re.Pattern[str] | None = None  # what must follow


@cache
def table(name: str) -> dict[str, Any]:
    """Return one of the data files."""
    return tomllib.loads(files("onrecord.claims").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of words, in lower case."""
    return frozenset(table("words")[name])


def any_of(found: frozenset[str] | list[str]) -> str:
    """Return a regex for any of some words, the longest first."""
    longest = sorted(found, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s") for w in longest) + ")"


@cache
def _slots() -> dict[str, str]:
    noun, share, force = (any_of(words(k)) for k in ("places", "shares", "forces"))
    of_noun = rf"(?:(?:[a-z-]+\s){{0,3}}?{noun}\sof\s)?"
    named = rf"{of_noun}{_SHORT_NAME}(?:\s{noun}\b)?"
    share_of = rf"(?:(?:\b(?i:about|nearly|almost|roughly|some|over)\s)?\b(?i:{share})\sof\s)?"
    return {
        "name": _NAME,
        "place": rf"\b{share_of}(?:[Tt]he\s)?(?:{named}|(?<=[Tt]he\s)(?:[a-z-]+\s){{0,2}}?{noun}\b)",
        "held": named,
        "holder": rf"(?:the\s|an?\s)?(?:[\w’-]+\s){{0,3}}?(?:{_SHORT_NAME}(?:\s{force}\b)?|{force}\b)",
        "group": rf"(?:the\s)?(?:(?!member)[a-z-]+\s){{0,2}}?{_NAME}",
        "adverb": any_of(words("adverbs")),
    }


def compiled(regex: str) -> re.Pattern[str]:
    """Compile a regex after its slots are filled in."""
    return re.compile(_SLOT.sub(lambda m: f"(?:{_slots()[m.group(1)]})", regex))


@cache
def patterns(file: str, section: str = "pattern") -> tuple[Pattern, ...]:
    """Return the patterns of a section of a file, in its order."""
    return tuple(_pattern(dict(row)) for row in table(file)[section])


def _pattern(row: dict[str, Any]) -> Pattern:
    regex, kinds, negative = compiled(row.pop("regex")), tuple(row.pop("kinds", ())), row.pop("no", False)
    then = compiled(row.pop("then")) if "then" in row else None
    return Pattern(regex=regex, kinds=kinds, negative=negative, then=then, **row)
