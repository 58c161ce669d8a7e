"""Fit the regression that says how likely two reports tell of one act (register/same_act.py).

usage: python training/fit_same_act.py [--shared DIR] [--write]

Pairs of the part "fit" of benchmarks/data/merging/pairs.csv alone. No weight is below zero: each measure
speaks for one act where it is high, and pairs were chosen hard, so that what most others lack (a common
actor, say) seems to speak against. Commitments, of which there are few, are also fitted on statements of
about one day. The threshold of a kind is the least of a few at which the entries of the part "fit" are as
precise as wanted; for articles that no derivation ties, at which pairs are, each group of articles left out
in turn.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "benchmarks"))

from _merging import Judged, Pair, counts, outcomes, pairs, sets, weighed, weighing  # noqa: E402
from onrecord.model import RecordKind  # noqa: E402
from onrecord.register import same_act  # noqa: E402

TARGET = Path(str(files("onrecord.register"))) / "data/same_act.json"
RIDGE = 0.3
WANTED = 0.9
WANTED_APART = 0.85
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
LEAST = {RecordKind.STATEMENT: 0.3, RecordKind.COMMITMENT: 0.5, RecordKind.EVENT: 0.3}
LEAST_APART = {**LEAST, RecordKind.COMMITMENT: 0.7, RecordKind.EVENT: 0.5}
"""A commitment climbs over months, where nothing but its words and numbers tells it from another.

Happenings without any ground in common are kept apart before they are weighed, so that few pairs are left to
tell from which chance others are one: an even chance at least.
"""
OWN = 4  # times that a pair of commitments counts beside one of statements
ONE_DAY = 0.45
Floats = npt.NDArray[np.float64]
Row = tuple[Mapping[str, float], bool]


def fitted(rows: Sequence[Row], names: Sequence[str], ridge: float = RIDGE) -> dict[str, float]:
    """Return the weights of a ridge logistic regression, none below zero but the bias."""
    x: Floats = np.array([[m[name] for name in names] + [1.0] for m, _ in rows])
    y: Floats = np.array([float(same) for _, same in rows])
    shrink = np.full(len(names) + 1, 2 * ridge)
    shrink[-1] = 0

    def loss(w: Floats) -> tuple[float, Floats]:
        score = x @ w
        value = float((np.logaddexp(0, score) - y * score).sum() + 0.5 * (shrink * w) @ w)
        return value, x.T @ (1 / (1 + np.exp(-score)) - y) + shrink * w

    bounds = [(0.0, None)] * len(names) + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    named = {name: round(float(w), 3) for name, w in zip(names, found, strict=False) if w >= 0.0005}
    return {"bias": round(float(found[-1]), 3), **named}


def weights(judged: Sequence[Judged]) -> dict[RecordKind, dict[str, float]]:
    """Return the weights of each kind of record."""
    rows: dict[RecordKind, list[Row]] = {}
    for kind in LEAST:
        found = (weighed(each) for each in judged if each.kind is kind)
        rows[kind] = [row for row in found if row is not None]
    names = sorted(rows[RecordKind.STATEMENT][0][0])
    near = [row for row in rows[RecordKind.STATEMENT] if row[0]["days"] >= ONE_DAY]
    rows[RecordKind.COMMITMENT] = rows[RecordKind.COMMITMENT] * OWN + near
    without_days = [name for name in names if name != "days"]
    return {
        kind: fitted(rows[kind], without_days if kind is RecordKind.COMMITMENT else names) for kind in rows
    }


def apart(listed: Sequence[tuple[Pair, Judged]]) -> dict[RecordKind, float]:
    """Return the thresholds for articles that no derivation ties, each group left out in turn."""
    held: dict[RecordKind, list[tuple[float, bool]]] = {kind: [] for kind in LEAST}
    for group in sorted({_group(pair) for pair, _ in listed}):
        made = weights([each for pair, each in listed if _group(pair) != group])
        for pair, each in listed:
            row = weighed(each) if _group(pair) == group and not _tied(each) else None
            if row is not None:
                chance = same_act.Weights(made[each.kind], 0.5, 0.5).chance(row[0])
                held[each.kind].append((chance, row[1]))
    return {kind: _least(rows, LEAST_APART[kind]) for kind, rows in held.items()}


def _tied(each: Judged) -> bool:
    return each.between.kind is not None or each.between.near


def _group(pair: Pair) -> str:
    return pair.a[1][:3] if pair.set == "lineage" else pair.a[1]


def _least(rows: Sequence[tuple[float, bool]], least: float) -> float:
    for threshold in THRESHOLDS:
        merged = [same for chance, same in rows if chance >= threshold]
        if threshold >= least and merged and sum(merged) / len(merged) >= WANTED_APART:
            return threshold
    return THRESHOLDS[-1]


def main() -> None:
    """Fit, choose the thresholds, print what they reach, and write what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    args = parser.parse_args()
    listed = [pair for pair in pairs() if pair.part == "fit"]
    made = sets(args.shared)
    judged = [(pair, each) for pair in listed if (each := made.judged(pair)) is not None]
    found, far = weights([each for _, each in judged]), apart(judged)
    chosen: dict[RecordKind, float] = {}
    for threshold in THRESHOLDS:
        held = {k: same_act.Weights(found[k], max(threshold, LEAST[k]), far[k]) for k in LEAST}
        with weighing(held):
            reached = counts(outcomes(made.registers(), listed))
        for kind, count in reached.items():
            at = held[kind].threshold
            print(f"{kind.value:10} at {at}: precision {count.precision:.3f}, recall {count.recall:.3f}")
            if count.precision >= WANTED:
                chosen.setdefault(kind, at)
        if len(chosen) == len(LEAST):
            break
    kinds = {
        k.value: {"weights": found[k], "threshold": chosen.get(k, THRESHOLDS[-1]), "apart": far[k]}
        for k in LEAST
    }
    print(json.dumps(kinds, indent=1))
    if args.write:
        TARGET.write_text(json.dumps({"kinds": kinds}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
