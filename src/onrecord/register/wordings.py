"""Read the scale of wordings and find its words in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_VOWELS = "aeiou"
_GAP = r"(?:[\w'-]+[ \u00a0]){1,4}?"
_SPACE = r"[\s\u00a0]+"


@dataclass(frozen=True, slots=True)
class Hit:
    """Mark a wording of the scale in a text; ``bare`` words weigh only where no others stand with them."""

    start: int
    end: int
    value: float
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Find a list of wordings, each with its value; the longest at the same place wins."""

    pattern: re.Pattern[str]
    values: tuple[tuple[float, bool], ...]  # by group

    def hits(self, text: str) -> list[Hit]:
        """Return the wordings of a text in which apostrophes are straight, in order, without overlap."""
        return [Hit(m.start(), m.end(), *self.values[_group(m) - 1]) for m in self.pattern.finditer(text)]


@dataclass(frozen=True, slots=True)
class Family:
    """Hold the wordings that answer one question, weakest 0 to strongest 1."""

    name: str
    combine: str  # "product" or "least"
    negated: float
    words: Words


@dataclass(frozen=True, slots=True)
class Scale:
    """Hold the families, and what weakens, strengthens and conditions their wordings."""

    families: Mapping[str, Family]
    weaken: Words
    strengthen: Words
    condition: Words
    conditioned: frozenset[str]  # families that a condition weakens


@cache
def scale() -> Scale:
    """Return the shipped scale."""
    read = yaml.safe_load(files("onrecord.register").joinpath("data/strength.yaml").read_text("utf-8"))
    condition = read["condition"]
    return Scale(
        {name: _family(name, rows) for name, rows in read["families"].items()},
        _words((row["by"], False, row["words"]) for row in read["weaken"]),
        _words((row["by"], False, row["words"]) for row in read["strengthen"]),
        _words([(condition["by"], False, condition["words"])]),
        frozenset(condition["families"]),
    )


def _family(name: str, rows: Mapping[str, Any]) -> Family:
    listed = [
        (row["at"], bare, row["words"]) for bare in (False, True) for row in rows["bare" if bare else "scale"]
    ]
    return Family(name, rows["combine"], rows["negated"], _words(listed))


def _words(rows: Iterable[tuple[float, bool, list[str]]]) -> Words:
    """Compile rows of (value, bare, wordings) to one pattern with a group for each wording."""
    listed = [(words, value, bare) for value, bare, row in rows for words in row]
    listed.sort(key=lambda one: (-len(one[0].replace("~", "")), one[0]))
    groups = "|".join(f"({phrase(words)})" for words, _, _ in listed)
    return Words(
        re.compile(rf"(?<![\w'])(?:{groups})(?!\w)", re.IGNORECASE), tuple((v, b) for _, v, b in listed)
    )


def _group(m: re.Match[str]) -> int:
    if m.lastindex is None:  # pragma: no cover - every alternative is a group
        raise ValueError("a wording without a group")
    return m.lastindex


def phrase(words: str) -> str:
    """Return a wording as a regular expression.

    >>> re.fullmatch(phrase("put~ ... proposal"), "puts another new proposal") is not None
    True
    """
    out = ""
    for token in words.split():
        if token == "...":
            out += _SPACE + _GAP
            continue
        joined = "" if not out or out.endswith(_GAP) else _SPACE
        out += joined + (
            "(?:" + "|".join(inflected(token)) + ")" if token.endswith("~") else re.escape(token)
        )
    return out if not out.startswith("'") else rf"(?<=\w){out}"


def inflected(token: str) -> list[str]:
    """Return the forms of a verb: base, third person, past, gerund.

    >>> inflected("deny~"), inflected("commit~~"), inflected("press~")[1]
    (['deny', 'denies', 'denied', 'denying'], ['commit', 'commits', 'committed', 'committing'], 'presses')
    """
    base = token.rstrip("~")
    if token.endswith("~~"):
        return [base, f"{base}s", f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"]
    if base.endswith("y") and base[-2] not in _VOWELS:
        return [base, f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"]
    if base.endswith("e"):
        gerund = f"{base}ing" if base.endswith("ee") else f"{base[:-1]}ing"
        return [base, f"{base}s", f"{base}d", gerund]
    third = f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z")) else f"{base}s"
    return [base, third, f"{base}ed", f"{base}ing"]
