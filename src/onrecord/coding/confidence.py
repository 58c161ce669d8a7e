"""Turn raw scores into confidences that mean what they say.

The confidence of a field is the probability that the record is there *and* this field is right; that of
"record" is the probability that the record is there. Each kind and field has a map of its own, fitted on
coded articles (training/calibration.py) and kept as data.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

_LEAST = 1e-6  # scores of 0 and 1 have no odds
_PLACES = 4


@dataclass(frozen=True, slots=True)
class OddsMap:
    """Map a score ``s`` to ``sigmoid(rising * ln s - falling * ln(1 - s) + shift)``.

    This is beta calibration (Kull, Silva Filho & Flach 2017); with ``rising == falling`` it is Platt's
    logistic function of the log odds, and with 1, 1 and 0 it changes nothing. Neither factor is negative, so
    that no map puts a lower score above a higher one.
    """

    rising: float
    falling: float
    shift: float

    def __post_init__(self) -> None:
        given = (self.rising, self.falling, self.shift)
        if not all(map(math.isfinite, given)) or self.rising < 0 or self.falling < 0:
            raise ValueError(f"no rising map: {given}")

    def __call__(self, score: float) -> float:
        """Map one score."""
        s = min(max(score, _LEAST), 1 - _LEAST)
        x = self.rising * math.log(s) - self.falling * math.log1p(-s) + self.shift
        return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


@dataclass(frozen=True, slots=True)
class PointsMap:
    """Map a score by straight lines between points; level before the first and after the last."""

    points: tuple[tuple[float, float], ...]  # (score, probability), both rising

    def __post_init__(self) -> None:
        x, y = zip(*self.points, strict=True) if self.points else ((), ())
        in_order = list(x) == sorted(set(x)) and list(y) == sorted(y)
        if not x or not in_order or min(x[0], y[0]) < 0 or max(x[-1], y[-1]) > 1:
            raise ValueError(f"no rising points from 0 to 1: {self.points}")

    def __call__(self, score: float) -> float:
        """Map one score."""
        x, y = zip(*self.points, strict=True)
        return float(np.interp(score, x, y))


CalibrationMap = OddsMap | PointsMap


def calibration_map(given: Mapping[str, Any]) -> CalibrationMap:
    """Return the map that a row of the data file describes: ``odds`` or ``points``.

    Raises:
        ValueError: it describes none, or one that is not rising.
    """
    if "odds" in given:
        rising, falling, shift = (float(value) for value in given["odds"])
        return OddsMap(rising, falling, shift)
    if "points" in given:
        return PointsMap(tuple((float(x), float(y)) for x, y in given["points"]))
    raise ValueError(f"neither odds nor points: {dict(given)}")


@cache
def maps() -> Mapping[str, Mapping[str, CalibrationMap]]:
    """Load the shipped maps, by kind and field."""
    text = files("onrecord.coding").joinpath("data/calibration.json").read_text(encoding="utf-8")
    return {
        kind: {field: calibration_map(row) for field, row in fields.items()}
        for kind, fields in json.loads(text)["maps"].items()
    }


def calibrated(kind: str, field: str, raw: float) -> float:
    """Return the probability that a record is there and one of its fields right, to four places.

    Args:
        kind: ``statement``, ``commitment``, ``event`` or ``claim``.
        field: ``record`` for the record itself.
        raw: the score from 0 to 1 that the map was fitted on.

    Raises:
        KeyError: there is no map for the field.
        ValueError: the score is no number from 0 to 1.

    >>> calibrated("statement", "record", 0.0) < calibrated("statement", "record", 1.0)
    True
    """
    if not 0.0 <= raw <= 1.0:
        raise ValueError(f"the raw score of {kind} {field} is {raw}, not a number from 0 to 1")
    try:
        chosen = maps()[kind][field]
    except KeyError:
        raise KeyError(f"no calibration map for the field {field!r} of a {kind!r}") from None
    return round(chosen(raw), _PLACES)


def confidences(kind: str, raw: Mapping[str, float]) -> dict[str, float]:
    """Calibrate all fields of one record; none comes out above "record", which must be among them.

    A field is right only in a record that is there: where two maps, each fitted by itself, say otherwise, the
    record's own has the last word.
    """
    record = calibrated(kind, "record", raw["record"])
    return {field: min(record, calibrated(kind, field, score)) for field, score in raw.items()}
