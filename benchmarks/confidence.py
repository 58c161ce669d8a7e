"""Measure how far the confidences of statements, commitments and events can be trusted.

usage: python benchmarks/confidence.py [GOLD_DIR ...] [--codings DIR ...] [--plot FILE.svg] [--smoke]

For each gold folder: the precision at a confidence of 0.9 and more, with the share that reaches it, for each
field, for their rows pooled and for whole records (every field of the kind reaches it, and every one is
right); and the expected calibration error with bins of equal numbers, pooled and for each field. Brackets are
95 % intervals, articles drawn with replacement. "calibrated" is the error that exact confidences would have
with as many rows. With --codings, one for each gold folder in the same order, codings made before are
measured: those of training/cross_validate.py for gold/train. --plot draws the reliability curves of all
folders pooled.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from _codings import pairs
from _setting import conditions, digest, gold_folders
from onrecord.evaluation.calibration import (
    BINS,
    Sample,
    calibration_error,
    error_of_calibrated,
    interval,
    precision_above,
    reach,
    sample,
    whole_records,
)
from onrecord.evaluation.judgements import Judgement, judgements

BAR = 0.9
ASKED = {"statement": ("record", "speaker", "act"), "commitment": ("record", "status"), "event": ("record",)}
"""The fields of each kind whose precision is measured; the error is over all fields that are scored."""
PRECISION = {"statement": 0.9, "commitment": 0.8, "event": 0.9}
SHARE = 0.25
ERROR = 0.05


def judged(folder: Path, codings: Path | None, limit: int | None) -> list[Judgement]:
    """Judge the codings of one gold folder; two folders' articles of one name stay apart."""
    found = pairs(folder, codings, limit)
    return [j for name, gold, coded in found for j in judgements(f"{folder.name}/{name}.json", gold, coded)]


def precision_line(name: str, rows: Sequence[Judgement], draws: int) -> str:
    """Return the precision above the bar, its interval, and the share that reaches the bar."""
    known = sample(rows)
    found = reach(known, BAR, len(rows))
    sure = bracket(interval(known, precision_above(BAR), draws))
    line = f"  {name:30s} precision {figure(found.precision)} {sure:16s} share {figure(found.share)}"
    without = f", {len(rows) - len(known)} without a confidence" if len(known) < len(rows) else ""
    return f"{line}  ({found.right} of {found.reached} right; {found.n} predicted{without})"


def precision(rows: Sequence[Judgement], draws: int) -> None:
    """Print precision and share of each kind: its fields, their rows pooled, whole records."""
    for kind, fields in ASKED.items():
        of_kind = [j for j in rows if j.kind == kind and j.field in fields]
        if not of_kind:
            print(f"{kind}s: none predicted")
            continue
        print(f"{kind}s at {BAR} and more; reach: precision {PRECISION[kind]:.2f}, share {SHARE:.2f}")
        for field in fields if len(fields) > 1 else ():
            print(precision_line(field, [j for j in of_kind if j.field == field], draws))
        name = ", ".join(fields)
        print(precision_line(f"{name}: rows pooled" if len(fields) > 1 else name, of_kind, draws))
        if len(fields) > 1:
            print(precision_line(f"{name}: whole records", whole_records(of_kind, fields), draws))


def error_line(
    name: str, known: Sample, n: int, error: Callable[[Sample], float], count: int, draws: int
) -> str:
    """Return the calibration error of some fields."""
    value, sure = figure(error(known)), bracket(interval(known, error, draws))
    floor = figure(error_of_calibrated(known, count, draws=min(draws, 200)))
    confident, right = (float(x.mean()) if len(known) else math.nan for x in (known.confidence, known.right))
    means = f"mean confidence {figure(confident)}, right {figure(right)}"
    return f"  {name:30s} error {value} {sure:16s} calibrated {floor}  {means}  ({len(known)} of {n} rows)"


def errors(rows: Sequence[Judgement], count: int, draws: int) -> None:
    """Print the calibration error pooled over all fields, of each kind, and of each field."""
    print(f"expected calibration error, {count} bins of equal numbers; reach: pooled below {ERROR}")
    error = partial(calibration_error, count=count)
    groups: dict[str, list[Judgement]] = {"all fields": list(rows)}
    for kind in ASKED:
        groups[f"{kind}: all fields"] = [j for j in rows if j.kind == kind]
        for field in dict.fromkeys(j.field for j in rows if j.kind == kind):
            groups[f"{kind} {field}"] = [j for j in rows if (j.kind, j.field) == (kind, field)]
    for name, group in groups.items():
        if group:
            print(error_line(name, sample(group), len(group), error, count, draws))


def figure(value: float) -> str:
    """Return a figure, or a dash where there is none."""
    return "    -" if math.isnan(value) else f"{value:.3f}"


def bracket(between: tuple[float, float]) -> str:
    """Return an interval in brackets."""
    return "[{}, {}]".format(*(figure(value).strip() for value in between))


def main() -> int:
    """Measure the folders named, or the coded articles beside the checkout, each by itself."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*", help="gold folders (default: train and dev)")
    parser.add_argument(
        "--codings", type=Path, nargs="*", help="codings to measure, one folder for each gold"
    )
    parser.add_argument("--bins", type=int, default=BINS, help=f"of the calibration error (default: {BINS})")
    parser.add_argument("--draws", type=int, default=1000, help="for the intervals (default: 1000)")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the reliability curves")
    parser.add_argument("--smoke", action="store_true", help="three articles: does it run?")
    o = parser.parse_args()
    folders = gold_folders(o.folders, o.smoke)
    made = o.codings or [None] * len(folders)
    if len(made) != len(folders):
        parser.error(f"{len(made)} folders of codings for {len(folders)} of gold")
    draws = 10 if o.smoke else o.draws
    everything: list[Judgement] = []
    for folder, codings in zip(folders, made, strict=True):
        rows = judged(folder, codings, 3 if o.smoke else None)
        print(f"{folder}: {len({j.file for j in rows})} articles with records")
        precision(rows, draws)
        errors(rows, o.bins, draws)
        print(conditions(digest(folder.glob("*"))))
        everything += rows
    if o.plot and everything:
        from _curves import draw

        draw(
            o.plot,
            {"all fields": everything} | {f"{k}s": [j for j in everything if j.kind == k] for k in ASKED},
        )
        print(f"curves drawn in {o.plot}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
