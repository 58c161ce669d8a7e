"""Decide whether two reports tell of one act: hard grounds against it first, then a fitted probability."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from onrecord.model import Comparison, RecordKind, ReportedAct
from onrecord.register.context import APART, Between
from onrecord.register.measures import measures
from onrecord.register.vetoes import IN_PASSAGE, same_words, takes_back, why_not

IN_WORDS = {
    "cosine": "The sentences are close in meaning",
    "stems": "The shorter one's words stand in the other",
    "shared": "They share many words",
    "order": "They share words in the same order",
    "run": "A run of words is common to both",
    "around": "The sentences around them share words",
    "names": "They name the same names",
    "numbers": "They have numbers in common",
    "counted": "They share a number",
    "act": "They are acts of one kind",
    "issues": "They are about the same issue",
    "actors": "They have an actor in common",
    "towards": "They are aimed at the same party",
    "aligned": "They stand in passages of which one was made from the other",
    "best": "Of all that the two articles say, they answer each other best",
    "in_step": "They stand where passages of which one was made from the other lead",
    "derived": "One article derives from the other, or both from a third",
    "days": "They lie close in time",
    "place": "They are set in the same place",
}
"""What each measure says where it is high."""

AGAINST = {
    "cosine": "The sentences are not close in meaning",
    "stems": "The shorter one's words do not stand in the other",
    "shared": "They share few words",
    "order": "They share few words in the same order",
    "run": "No run of words is common to both",
    "names": "They do not name the same names",
    "numbers": "They have no numbers in common",
    "act": "They are acts of different kinds",
    "issues": "They are about different issues",
    "actors": "They have no actor in common",
    "towards": "They are not aimed at the same party",
    "best": "Something else that the articles say answers them better",
    "days": "They lie apart in time",
    "place": "They are not set in the same place",
}
"""What a measure says where it is low; those are left out whose absence is usual and says nothing."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold the fitted weights for two acts of a kind, and the probabilities from which they are one.

    Where one article derives from the other, each act has one at most that answers it, and less will do.
    """

    weights: Mapping[str, float]
    threshold: float  # where a derivation ties their documents
    apart: float  # where none does

    def chance(self, measured: Mapping[str, float]) -> float:
        """Return the probability, rounded, so that no last digit of a machine decides."""
        score = self.weights["bias"] + sum(self.weights.get(name, 0.0) * v for name, v in measured.items())
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 6)


@cache
def fitted() -> Mapping[RecordKind, Weights]:
    """Return the shipped weights by kind of record."""
    read = json.loads(files("onrecord.register").joinpath("data/same_act.json").read_text("utf-8"))
    return {
        RecordKind(kind): Weights(w["weights"], w["threshold"], w["apart"])
        for kind, w in read["kinds"].items()
    }


def compare(a: ReportedAct, b: ReportedAct, between: Between = APART) -> Comparison:
    """Tell whether two acts of which documents report are one; the same from either side.

    ``between`` is what ties the documents of ``a`` and ``b``, in this order (``Context.between``).
    """
    if a.place == b.place:
        return Comparison(True, 1.0, ("They are the same words of the same page",))
    against = why_not(a, b, between)
    if against is not None:
        return Comparison(False, 0.0, (against,))
    measured = measures(a, b, between)
    if between.kind is not None and between.aligned(a, b) >= IN_PASSAGE and same_words(a, b):
        return Comparison(
            True, 1.0, ("They are the same words in a text and in what was made of it",), measured
        )
    return _weighed(a, b, measured, between)


def alike(a: ReportedAct, b: ReportedAct) -> Comparison:
    """Tell whether two acts would be one if they had been done on one day: whether one repeats the other."""
    between, days = APART, {"days": 1.0}
    moved = _on_day_of(a, b)
    against = why_not(a, moved, between)
    measured = {**measures(a, moved, between), **days}
    if against is not None:
        return Comparison(False, 0.0, (against,), measured)
    return _weighed(a, b, measured, between)


def needed(a: ReportedAct, b: ReportedAct, between: Between = APART) -> float:
    """Return the chance from which two acts are taken for one."""
    weights = fitted()[kind_of_pair(a, b)]
    # A pledge and its withdrawal have most of their words in common already, else they would not be weighed.
    tied = between.kind is not None or between.near or takes_back(a, b)
    return weights.threshold if tied else weights.apart


def kind_of_pair(a: ReportedAct, b: ReportedAct) -> RecordKind:
    """Return as what two acts are weighed: a statement beside a commitment is weighed as one."""
    kinds = {a.record_kind, b.record_kind}
    return RecordKind.COMMITMENT if RecordKind.COMMITMENT in kinds or takes_back(a, b) else a.record_kind


def _weighed(a: ReportedAct, b: ReportedAct, measured: Mapping[str, float], between: Between) -> Comparison:
    weights = fitted()[kind_of_pair(a, b)]
    chance = weights.chance(measured)
    told = sorted(
        ((weights.weights.get(name, 0.0) * (value - 0.5), name) for name, value in measured.items()),
        key=lambda x: (-x[0], x[1]),
    )
    reasons = [IN_WORDS[name] for gain, name in told if gain > 0][:3]
    against = [AGAINST[name] for gain, name in reversed(told) if gain < 0 and name in AGAINST][:3]
    same = chance >= needed(a, b, between)
    return Comparison(same, chance, tuple(reasons + against if same else against + reasons), measured)


def _on_day_of(a: ReportedAct, b: ReportedAct) -> ReportedAct:
    """Return b as if it were done when a was."""
    return replace(b, first_day=a.first_day, last_day=a.last_day, dated=a.dated)
