"""Look up which acts the words of a cue tell: "urged" a request, "turned down" a rejection.

The list (data/act_cues.txt) holds base forms; a cue may tell several acts, the earlier words counting first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.model import Act

_HEAD = re.compile(r"\[(\w+)\]")
_NEGATION = re.compile(
    r"\b(?:not|never|no longer|n['’]t|without|cannot|nor|neither|hardly|stopped short of|instead of|"
    r"fail(?:s|ed)? to)\W+"
    r"(?:\w+\W+){0,3}$",
    re.IGNORECASE,
)
_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Told:
    """Say that a cue tells an act: where in the cue, and whether it is negated ("did not reject")."""

    act: Act
    start: int
    end: int
    negated: bool


def inflected(verb: str) -> str:
    """Return a pattern for a regular verb's forms.

    >>> import re
    >>> [bool(re.fullmatch(inflected("deny"), w)) for w in ("denies", "denied", "denying", "denim")]
    [True, True, True, False]
    """
    if verb.endswith("e"):
        return f"{verb[:-1]}(?:e|es|ed|ing)"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return f"{verb[:-1]}(?:y|ies|ied|ying)"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return f"{verb}(?:es|ed|ing)?"
    double = f"{verb[-1]}?" if verb[-1] not in _VOWELS + "wxy" else ""
    return f"{verb}(?:s|{double}ed|{double}ing)?"


def _pattern(entry: str) -> str:
    """Turn an entry of the list into a pattern over folded text."""
    parts = []
    for part in entry.removeprefix("=").split(" ... "):
        tokens = part.split()
        first = re.escape(tokens[0]) if entry.startswith("=") else inflected(tokens[0])
        parts.append(r"\s+".join([first, *map(re.escape, tokens[1:])]))
    return r"\b" + r"\s+(?:\S+\s+){0,4}?".join(parts) + r"\b"


@cache
def _patterns() -> tuple[tuple[Act, re.Pattern[str]], ...]:
    content = files("onrecord.reading").joinpath("data/act_cues.txt").read_text(encoding="utf-8")
    entries: dict[Act, list[str]] = {}
    act = Act.ASSERT
    for line in content.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if head := _HEAD.fullmatch(line):
            act = Act(head.group(1))
            continue
        entries.setdefault(act, []).extend(e.strip() for e in line.split(",") if e.strip())
    return tuple(
        (act, re.compile("|".join(_pattern(e) for e in sorted(found, key=len, reverse=True))))
        for act, found in entries.items()
    )


@lru_cache(maxsize=16384)
def told(cue: str) -> tuple[Told, ...]:
    """Return the acts that a cue tells, in the order of its words; longer entries win where two overlap.

    >>> [(t.act.value, t.negated) for t in told("angrily turned down")]
    [('reject', False)]
    """
    folded = cue.lower().replace("’", "'")
    found = [
        Told(act, m.start(), m.end(), _NEGATION.search(folded, 0, m.start()) is not None)
        for act, pattern in _patterns()
        for m in pattern.finditer(folded)
    ]
    found.sort(key=lambda t: (t.start - t.end, t.start))
    kept: list[Told] = []
    for t in found:
        if not any(t.start < k.end and k.start < t.end for k in kept):
            kept.append(t)
    return tuple(sorted(kept, key=lambda t: t.start))
