"""Weigh what speaks for a draft: its parties, its measure, and whether it is a commitment of the manual's.

The weights are fitted by training/fit_records.py on gold/train.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.coding.arguments import Ranked, instead, logit, ranked, readings
from onrecord.coding.regression import Regression, regression
from onrecord.commitments.drafts import CommitmentDraft
from onrecord.commitments.status import Statuses, settled
from onrecord.commitments.status import shipped as shipped_statuses


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold the regressions: whom the arguments mean, and whether it is a record."""

    party: Regression
    beneficiary: Regression
    status: Statuses
    record: Regression


@cache
def shipped() -> Weights:
    """Return the shipped weights."""
    party, beneficiary, record = (regression("commitments", n) for n in ("party", "beneficiary", "record"))
    return Weights(party, beneficiary, shipped_statuses(), record)


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold a draft with one party and one measure, and how likely this is a commitment."""

    draft: CommitmentDraft
    party: Ranked
    beneficiary: Ranked | None
    measure: str
    statuses: Mapping[str, float]
    chance: float
    settled: Mapping[str, float]  # the statuses with what the words settle taken in

    @property
    def status(self) -> str:
        """Return the likeliest status."""
        return max(self.settled, key=lambda s: self.settled[s])


def taken(d: CommitmentDraft, w: Weights) -> list[Taken]:
    """Return a draft with each of its likely parties: several where a list names them, one at least."""
    statuses = w.status.shares(d.of_status)
    context = of_record(statuses)
    final = settled(statuses, d.said)
    found = ranked(d.fillers, w.party, context)
    likely = [p for p in found if p.chance >= w.party.least] or list(found[:1])
    sides = readings(d.fillers)
    parties: list[Ranked] = []
    for p in likely:
        if not any(instead(p, o) or p.filler.form in sides[o.filler.form] for o in parties):
            parties.append(p)
    for_whom = ranked(d.fillers, w.beneficiary, context)
    measure = max(d.measures, key=lambda m: d.measures[m])
    out = []
    for p in parties:
        other = next(
            (b for b in for_whom if b.filler.form != p.filler.form and b.filler.span != p.filler.span), None
        )
        given = other if other is not None and other.chance >= w.beneficiary.least else None
        chance = w.record.chance(record_features(d, p, measure, statuses))
        out.append(Taken(d, p, given, measure, statuses, chance, final))
    return out


def of_record(statuses: Mapping[str, float]) -> dict[str, float]:
    """Describe the draft that a filler is weighed for."""
    return {f"status {k}": v for k, v in statuses.items()}


def record_features(
    d: CommitmentDraft, party: Ranked, measure: str, statuses: Mapping[str, float]
) -> dict[str, float]:
    """Describe how likely it is that a draft with this party and measure is a commitment of the manual's."""
    t, s = d.trigger, d.carried
    chances = sorted(d.measures.values(), reverse=True)
    length = t.evidence.end - t.evidence.start
    out = {
        "trigger": logit(t.chance),
        "party": logit(party.chance),
        "party sure": party.filler.sure,
        "measure": logit(d.measures[measure]),
        "measure lead": chances[0] - chances[1] if len(chances) > 1 else 0.0,
        "status": logit(max(statuses.values())),
        "rival": d.rival,
        "beaten": float(d.rival > 0),
        "in statement": float(s is not None and not s.by_cue),
        "cue of statement": float(s is not None and s.by_cue),
        "short evidence": float(length < 25),
        "length": min(length, 400) / 200,
        "as state": float(party.filler.stands_for == "state"),
        f"kind {party.filler.kind.value}": 1.0,
        f"zone {d.zone.value}": 1.0,
        f"measure {measure}": 1.0,
        f"{measure}, {max(statuses, key=lambda s: statuses[s])}": 1.0,
        **of_record(statuses),
        **{f"event {k}": v for k, v in d.happening.items()},
    }
    if s is not None:
        out[f"act {s.statement.act}"] = 1.0
    return out
