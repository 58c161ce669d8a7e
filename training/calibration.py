"""Fit the maps from raw scores to confidences (coding/confidence.py), one for each kind of record and field.

usage: python training/calibration.py --gold DIR --codings DIR [--write | --identity]

CODINGS holds NAME.json of articles that nothing was fitted on (training/cross_validate.py), their
confidences raw: coded with identity maps, which --identity writes. The gold judges every field that it codes.
Held-out log loss, articles left out, chooses between Platt's logistic function of the log odds, beta
calibration and isotonic regression; the smoother one is kept unless another is better by more than the
standard error over articles. Prints the calibration error of the raw scores and of the maps, which are chosen
and fitted anew without each fold. Fields without rows take the map of their record, where it has one.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import isotonic_regression, minimize

from onrecord.coding.confidence import CalibrationMap, OddsMap, PointsMap
from onrecord.evaluation.calibration import Sample, calibration_error, interval, sample
from onrecord.evaluation.judgements import Judgement, every_judgement

TARGET = Path(str(files("onrecord.coding"))) / "data/calibration.json"
ABOUT = (
    "Maps from a raw score to the probability that the record is there and the field right; "
    "written by training/calibration.py."
)
PULL = 1.0
"""Strength of the pull of both factors towards 1: that of a few rows, so that 50 rows make no cliff."""
STEP = 20
"""Least rows of a step of isotonic regression."""
ENOUGH = 200
"""Least rows for steps: fewer do not tell a step from chance."""
FOLDS = 8
_LEAST = 1e-6
Key = tuple[str, str]
Floats = npt.NDArray[np.float64]


def platt(s: Sample) -> OddsMap:
    """Fit a logistic function of the log odds of the scores."""
    return _odds(s, tied=True)


def beta(s: Sample) -> OddsMap:
    """Fit beta calibration: the logarithms of a score and of what it lacks to 1 weigh by themselves."""
    return _odds(s, tied=False)


def isotonic(s: Sample) -> PointsMap:
    """Fit the nearest rising steps, level from a step's first score to its last and straight in between.

    Steps of fewer than ``STEP`` rows are taken together with the next, and two made-up fields, one right and
    one wrong, draw each share towards a half: a few rows that are all right do not promise certainty.
    """
    x, which, counts = np.unique(s.confidence, return_inverse=True, return_counts=True)
    hits = np.bincount(which, weights=s.right)
    found = isotonic_regression(hits / counts, weights=counts)
    points: dict[float, float] = {}
    least = 0.0
    for start, end in pairwise(_wide(found.blocks, counts)):
        least = max(least, float((hits[start:end].sum() + 1) / (counts[start:end].sum() + 2)))
        points |= {float(x[start]): least, float(x[end - 1]): least}
    return PointsMap(tuple(points.items()))


def _wide(blocks: Sequence[int], counts: npt.NDArray[np.int64]) -> list[int]:
    """Return where steps begin, and the end of the last, once those of few rows are taken together."""
    cut, end = [0], int(blocks[-1])
    for edge in map(int, blocks[1:-1]):
        if counts[cut[-1] : edge].sum() >= STEP and counts[edge:].sum() >= STEP:
            cut.append(edge)
    return [*cut, end]


def _odds(s: Sample, *, tied: bool) -> OddsMap:
    """Fit factors and shift by L-BFGS; factors are not negative and are pulled towards 1.

    Outcomes are Platt's: (hits + 1) / (hits + 2) for right, 1 / (misses + 2) for wrong.
    """
    score = np.clip(s.confidence, _LEAST, 1 - _LEAST)
    x = np.stack([np.log(score), -np.log1p(-score)], 1)
    if tied:
        x = x.sum(1, keepdims=True)
    hits = s.right.sum()
    y = np.where(s.right > 0.5, (hits + 1) / (hits + 2), 1 / (len(s) - hits + 2))
    width = x.shape[1]

    def loss(w: Floats) -> tuple[float, Floats]:
        z = x @ w[:width] + w[width]
        pulled = w[:width] - 1
        value = (np.logaddexp(0, z) - y * z).sum() + PULL * (pulled**2).sum()
        slope = 1 / (1 + np.exp(-np.clip(z, -700, 700))) - y
        return float(value), np.concatenate([x.T @ slope + 2 * PULL * pulled, [slope.sum()]])

    start = np.concatenate([np.ones(width), [0.0]])
    bounds = [(0.0, None)] * width + [(None, None)]
    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    rising, falling = (fitted[0], fitted[0]) if tied else fitted[:2]
    return OddsMap(float(rising), float(falling), float(fitted[-1]))


METHODS: dict[str, Callable[[Sample], CalibrationMap]] = {"platt": platt, "beta": beta, "isotonic": isotonic}
"""Ways to fit a map, the smoothest first."""


def mapped(fitted: CalibrationMap, scores: Floats) -> Floats:
    """Apply a map to many scores."""
    return np.array([fitted(float(score)) for score in scores], np.float64)


def folds(article: npt.NDArray[np.int64], count: int = FOLDS) -> list[npt.NDArray[np.bool_]]:
    """Deal articles, largest first, into folds of about equal rows; return the rows that each holds out."""
    names, sizes = np.unique(article, return_counts=True)
    loads = np.zeros(min(count, len(names)))
    dealt: dict[int, int] = {}
    for i in np.argsort(-sizes, kind="stable"):
        least = int(np.argmin(loads))
        dealt[int(names[i])] = least
        loads[least] += sizes[i]
    where = np.array([dealt[int(a)] for a in article])
    return [where == number for number in range(len(loads))]


def held_out(s: Sample, fit: Callable[[Sample], CalibrationMap], count: int = FOLDS) -> Floats:
    """Return each row's probability by a map fitted without its fold."""
    out = np.full(len(s), np.nan)
    for held in folds(s.article, count):
        out[held] = mapped(fit(s.at(np.flatnonzero(~held))), s.confidence[held])
    return out


def log_loss(probability: Floats, right: Floats) -> Floats:
    """Return the loss of each row."""
    p = np.clip(probability, _LEAST, 1 - _LEAST)
    return -(right * np.log(p) + (1 - right) * np.log1p(-p))


def choose(s: Sample, count: int = FOLDS) -> str:
    """Name the smoothest method that no other beats by more than a standard error over articles."""
    if len(np.unique(s.article)) < 2:
        return next(iter(METHODS))
    ways = {name: way for name, way in METHODS.items() if name != "isotonic" or len(s) >= ENOUGH}
    losses = {name: log_loss(held_out(s, way, count), s.right) for name, way in ways.items()}
    best = min(losses, key=lambda name: float(losses[name].mean()))
    for name, loss in losses.items():
        apart = np.bincount(s.article, weights=loss - losses[best])
        if apart.sum() <= np.sqrt((apart**2).sum()):
            return name
    return best


def fit(s: Sample, count: int = FOLDS) -> CalibrationMap:
    """Choose a method and fit it on everything."""
    return METHODS[choose(s, count)](s)


@dataclass(frozen=True)
class Field:
    """Hold what fitting one field gave."""

    rows: Sample
    method: str
    fitted: CalibrationMap
    crossed: Floats  # each row's probability by a map chosen and fitted without its fold


def fit_field(s: Sample) -> Field:
    """Fit one field, and cross-validate choice and fit together."""
    if len(np.unique(s.article)) < 2:
        raise SystemExit("a map needs rows of two articles at least: name a folder with more codings")
    method = choose(s)
    return Field(s, method, METHODS[method](s), held_out(s, fit))


def row(method: str, fitted: CalibrationMap) -> dict[str, Any]:
    """Return a map as the data file has it."""
    if isinstance(fitted, OddsMap):
        return {
            "method": method,
            "odds": [round(v, 5) for v in (fitted.rising, fitted.falling, fitted.shift)],
        }
    points: dict[float, float] = {}
    for x, y in fitted.points:
        points.setdefault(round(x, 5), round(y, 5))
    return {"method": method, "points": [[x, y] for x, y in points.items()]}


def written(maps: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    """Return the text of the data file, a line for each field."""
    kinds = []
    for kind, fields in maps.items():
        lines = ",\n".join(f'   "{name}": {json.dumps(given)}' for name, given in fields.items())
        kinds.append(f'  "{kind}": {{\n{lines}\n  }}')
    return f'{{\n "about": {json.dumps(ABOUT)},\n "maps": {{\n' + ",\n".join(kinds) + "\n }\n}\n"


def judged(gold: Path, codings: Path) -> list[Judgement]:
    """Judge every field of the codings that there are."""
    out: list[Judgement] = []
    for path in sorted(codings.glob("*.json")):
        coded = json.loads((gold / path.name).read_text(encoding="utf-8"))
        out += every_judgement(path.name, coded, json.loads(path.read_text(encoding="utf-8")))
    if not out:
        raise SystemExit(f"{codings}: holds no coded records")
    return out


def pooled(fields: Sequence[Field]) -> tuple[Sample, Sample]:
    """Return the rows of several fields, raw and cross-validated."""
    right, article = (
        np.concatenate([getattr(f.rows, name) for f in fields]) for name in ("right", "article")
    )
    raw = np.concatenate([f.rows.confidence for f in fields])
    return Sample(raw, right, article), Sample(np.concatenate([f.crossed for f in fields]), right, article)


def told(name: str, raw: Sample, crossed: Sample, method: str) -> str:
    """Return one line of the report."""
    low, high = interval(crossed, calibration_error)
    figures = f"{calibration_error(raw):.3f} -> {calibration_error(crossed):.3f} ({low:.3f} to {high:.3f})"
    return f"{name:24s} {len(raw):5d} rows, {raw.right.mean():.3f} right  error {figures}  {method}"


def fit_all(judgements: Sequence[Judgement]) -> dict[Key, Field]:
    """Fit every kind and field that carries scores; articles have one number throughout."""
    numbers = {name: i for i, name in enumerate(dict.fromkeys(j.file for j in judgements))}
    out = {}
    for kind, field in dict.fromkeys((j.kind, j.field) for j in judgements):
        scored = [j for j in judgements if (j.kind, j.field) == (kind, field) and j.confidence is not None]
        if scored:
            s = sample(scored)
            whose = np.array([numbers[j.file] for j in scored], np.int64)
            out[kind, field] = fit_field(Sample(s.confidence, s.right, whose))
    return out


def main() -> None:
    """Fit, report and write the maps."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--gold", type=Path)
    p.add_argument("--codings", type=Path)
    p.add_argument("--write", action="store_true")
    p.add_argument("--identity", action="store_true", help="write maps that change nothing, and fit none")
    o = p.parse_args()
    maps = json.loads(TARGET.read_text(encoding="utf-8"))["maps"]
    if o.identity:
        same = row("identity", OddsMap(1.0, 1.0, 0.0))
        plain = {kind: dict.fromkeys(fields, same) for kind, fields in maps.items()}
        TARGET.write_text(written(plain), encoding="utf-8")
        return
    if not o.gold or not o.codings:
        p.error("fitting needs --gold and --codings")
    fitted = fit_all(judged(o.gold, o.codings))
    for (kind, field), f in fitted.items():
        print(told(f"{kind} {field}", f.rows, Sample(f.crossed, f.rows.right, f.rows.article), f.method))
        maps.setdefault(kind, {})[field] = row(f.method, f.fitted)
    print(told("all fields", *pooled(list(fitted.values())), "cross-validated"))
    left = [(kind, field) for kind in maps for field in maps[kind] if (kind, field) not in fitted]
    for kind, field in left:
        if (kind, "record") in fitted:
            maps[kind][field] = maps[kind]["record"]
    print(f"without rows: {', '.join(' '.join(pair) for pair in left) or 'none'}")
    if o.write:
        TARGET.write_text(written(maps), encoding="utf-8")


if __name__ == "__main__":
    main()
