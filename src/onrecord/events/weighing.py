"""Weigh what speaks for a draft: its participants, and whether it is an event of the manual's.

The weights are fitted by training/fit_records.py on gold/train.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.coding.arguments import Ranked, instead, logit, ranked
from onrecord.coding.regression import Regression, regression
from onrecord.encoder.labels import ARGUMENTS
from onrecord.encoder.triggers import Trigger
from onrecord.events.drafts import EventDraft


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold the regressions: who takes part, and whether it is a record."""

    participant: Regression
    record: Regression


@cache
def shipped() -> Weights:
    """Return the shipped weights."""
    return Weights(regression("events", "participant"), regression("events", "record"))


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold a draft with its participants, and how likely this is an event of the manual's."""

    draft: EventDraft
    participants: tuple[Ranked, ...]  # in the order of the text
    chance: float


def taken(d: EventDraft, w: Weights) -> Taken:
    """Return a draft with its likely participants; of two readings of one phrase the likelier alone."""
    found = ranked(d.fillers, w.participant, of_record(d))
    some: list[Ranked] = []
    for r in found:
        if r.chance >= w.participant.least and not any(instead(r, o) for o in some):
            some.append(r)
    some.sort(key=lambda r: (r.filler.span, r.filler.form))
    return Taken(d, tuple(some), w.record.chance(record_features(d, some, found)))


def of_record(d: EventDraft) -> dict[str, float]:
    """Describe the draft that a filler is weighed for."""
    return {f"event {k}": v for k, v in d.kinds.items()}


def score(t: Trigger, argument: str) -> float:
    """Return the best log odds of any piece of the window for an argument, within -3 and 3."""
    return float(max(-3.0, min(3.0, t.scores[ARGUMENTS.index(argument)].max(initial=-3.0)))) / 3


def record_features(d: EventDraft, some: Sequence[Ranked], found: Sequence[Ranked]) -> dict[str, float]:
    """Describe how likely it is that a draft with these participants is an event of the manual's."""
    t = d.trigger
    ranked_kinds = sorted(d.kinds.values(), reverse=True)
    out = {
        "trigger": logit(t.chance),
        "kind": logit(ranked_kinds[0]),
        "participants": min(len(some), 4) / 2,
        "no participant": float(not some),
        "participants sure": min((logit(r.chance) for r in some), default=0.0),
        "forms sure": min((r.filler.sure for r in some), default=0.0),
        "next participant": max((logit(r.chance) for r in found if r not in some), default=-4.0),
        "date": score(t, "date"),
        "place": score(t, "place"),
        "rival": d.rival,
        "beaten": float(d.rival > 0),
        "in statement": float(d.carried is not None and not d.carried.by_cue),
        "cue of statement": float(d.carried is not None and d.carried.by_cue),
        "planned": math.tanh(t.planned / 4),
        "length": min(t.evidence.end - t.evidence.start, 400) / 200,
        "short evidence": float(t.evidence.end - t.evidence.start < 25),
        f"zone {d.zone.value}": 1.0,
    }
    out |= {f"event {k}": v for k, v in d.kinds.items()}
    out |= {f"a {r.filler.kind.value}": 1.0 for r in some}
    return out
