"""Weigh named features to a probability: the form of every small choice that was fitted on coded articles."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Regression:
    """Hold the weights of a logistic regression by name, and the least probability that is taken.

    >>> Regression({"bias": 0.0, "near": 2.0}, 0.5).chance({"near": 1.0, "unknown": 3.0})
    0.881
    """

    weights: Mapping[str, float]
    least: float

    def chance(self, features: Features) -> float:
        """Return the probability; features without a weight count nothing."""
        score, weigh = self.weights["bias"], self.weights.get
        for name, value in features.items():  # written out: this is called some hundred times an article
            if value:
                score += weigh(name, 0.0) * value
        return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 3)


@cache
def regression(room: str, name: str) -> Regression:
    """Load ``data/NAME.json`` of a room: its "weights" and its "least"."""
    path = files(f"onrecord.{room}").joinpath(f"data/{name}.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    return Regression(content["weights"], content["least"])
