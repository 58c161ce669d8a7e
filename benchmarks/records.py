"""Score the whole chain on coded articles: statements, commitments and events, each with its fields.

usage: python benchmarks/records.py [GOLD_DIR ...] [--codings DIR ...] [--draws N] [--smoke]

Prints all figures of the scorer for each folder, with 95 % intervals of every F1 and share (articles drawn
with replacement), and the reach of those of commitments and events that have one. With --codings, one for
each gold folder in the same order, codings made before are scored: those of training/cross_validate.py give
the figures of gold/train with everything fitted held out.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from _codings import pairs
from _setting import conditions, digest, gold_folders
from onrecord.evaluation.score import counts, pooled
from onrecord.evaluation.tally import Scores, Tally

REACH = {
    "commitments": 0.45,
    "commitment status": 0.75,
    "commitment beneficiary": 0.65,
    "events": 0.45,
    "event date": 0.70,
    "event status": 0.90,
}


def figures(scores: Scores) -> dict[str, float]:
    """Return the F1 of each kind of record and the share right of each field."""
    return {name: s.f1 for name, s in scores.sets.items()} | {
        name: s.right for name, s in scores.fields.items()
    }


def intervals(articles: Sequence[Tally], draws: int) -> dict[str, tuple[float, float]]:
    """Return the 95 % interval of each figure, articles drawn with replacement."""
    chance = np.random.default_rng(0)
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(draws):
        drawn = chance.integers(len(articles), size=len(articles))
        for name, value in figures(pooled(articles[i] for i in drawn)).items():
            found[name].append(value)
    quantiles = {name: np.quantile(values, (0.025, 0.975)) for name, values in found.items()}
    return {name: (float(low), float(high)) for name, (low, high) in quantiles.items()}


def report(articles: Sequence[Tally], draws: int) -> None:
    """Print the figures of one folder."""
    scores, sure = pooled(articles), intervals(articles, draws)
    for name, s in scores.sets.items():
        line = f"P {s.precision:.3f}  R {s.recall:.3f}  F1 {s.f1:.3f}{span(sure, name)}"
        print(f"{name:38s} {line}  ({s.predicted} predicted, {s.gold} gold){against(name)}")
    print("fields of matched records")
    for name, f in scores.fields.items():
        decided = (
            f"  decided {f.decided:.2f}, right of decided {f.right_of_decided}"
            if f.decided is not None
            else ""
        )
        print(f"  {name:36s} {f.right:.3f}{span(sure, name)}  (n {f.n}){decided}{against(name)}")


def span(sure: dict[str, tuple[float, float]], name: str) -> str:
    """Return an interval in brackets, or nothing where none was drawn."""
    return " [{:.3f}, {:.3f}]".format(*sure[name]) if name in sure else ""


def against(name: str) -> str:
    """Return the reach of a figure, if it has one."""
    return f"  reach {REACH[name]:.2f}" if name in REACH else ""


def main() -> int:
    """Measure the folders named, or the coded articles beside the checkout."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*", help="gold folders (default: train and dev)")
    parser.add_argument(
        "--codings", type=Path, nargs="*", help="codings to measure, one folder for each gold"
    )
    parser.add_argument("--draws", type=int, default=1000, help="for the intervals (default: 1000)")
    parser.add_argument("--smoke", action="store_true", help="three articles: does it run?")
    o = parser.parse_args()
    folders = gold_folders(o.folders, o.smoke)
    made = o.codings or [None] * len(folders)
    if len(made) != len(folders):
        parser.error(f"{len(made)} folders of codings for {len(folders)} of gold")
    for folder, codings in zip(folders, made, strict=True):
        found = pairs(folder, codings, 3 if o.smoke else None)
        print(f"{folder}: {len(found)} articles")
        report([counts(gold, coded) for _, gold, coded in found], 5 if o.smoke else o.draws)
        print(conditions(digest(folder.glob("*"))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
