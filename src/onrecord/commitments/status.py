"""Say how far a commitment has come: the encoder's view, weighed with the words, unless these settle it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.coding.carriers import Carried
from onrecord.coding.regression import Regression
from onrecord.commitments.wording import Said
from onrecord.encoder.labels import STATUSES
from onrecord.encoder.triggers import Trigger

_WORD = re.compile(r"[\w]+|n['’]t|['’]\w+")
_BEFORE = 60  # characters before a trigger that are looked at, within its clause
_CLAUSE = re.compile(r"[.;:!?\n]|,\s")


@dataclass(frozen=True, slots=True)
class Statuses:
    """Hold a regression for each status."""

    by_status: Mapping[str, Regression]

    def shares(self, features: Mapping[str, float]) -> dict[str, float]:
        """Return the probability of each status; they sum to one."""
        chances = {s: r.chance(features) + 1e-4 for s, r in self.by_status.items()}
        total = sum(chances.values())
        return {s: p / total for s, p in chances.items()}


SETTLED = 0.88
"""Share of a status that the words settle: so often it is the coded one (benchmarks/statuses.py)."""


def settled(shares: Mapping[str, float], words: Said) -> dict[str, float]:
    """Return the shares of statuses with what the words settle taken in; they sum to one.

    >>> settled({"pledged": 0.5, "refused": 0.5}, Said("refused", True, "action", "wont"))
    {'pledged': 0.06, 'refused': 0.94}
    """
    if not words.settled:
        return dict(shares)
    return {s: round((1 - SETTLED) * x + SETTLED * (s == words.status), 6) for s, x in shares.items()}


@cache
def shipped() -> Statuses:
    """Return the shipped weights, fitted by training/fit_records.py."""
    path = files("onrecord.commitments").joinpath("data/status.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    return Statuses({s: Regression(content[s], 0.0) for s in STATUSES})


@cache
def _groups() -> dict[str, frozenset[str]]:
    path = files("onrecord.commitments").joinpath("data/tense_words.txt")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, _, words in rows}


def features(text: str, t: Trigger, carried: Carried | None) -> dict[str, float]:
    """Describe what speaks for which status."""
    start = max(0, t.span.start - _BEFORE)
    clause = _CLAUSE.split(text[start : t.span.start])[-1]
    before = [w.lower() for w in _WORD.findall(clause)][-6:]
    inside = [w.lower() for w in _WORD.findall(t.span.of(text))]
    out = {f"heard {s}": max(x, -6.0) / 3 for s, x in zip(STATUSES, t.codes, strict=True)}
    for name, words in _groups().items():
        out[f"{name} before"] = float(any(w in words for w in before))
        out[f"{name} within"] = float(any(w in words for w in inside))
    last = inside[-1] if inside else ""
    out["ends in ed"] = float(last.endswith("ed"))
    out["ends in ing"] = float(last.endswith("ing"))
    out["ends in s"] = float(last.endswith("s") and not last.endswith("ss"))
    if carried is not None:
        out[f"act {carried.statement.act}"] = 1.0
        out["in statement"] = float(not carried.by_cue)
    return out
