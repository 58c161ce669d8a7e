"""Choose among described candidates by a fitted regression, with the encoder's score as one feature."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from onrecord.model import Span

ENCODER = "encoder"
"""Name of the feature that carries the encoder's log odds; absent where nothing was handed over."""


Scored = Callable[[Span], float]
"""Gives the encoder's log odds that the words of a span fill an event's argument."""


def gap(a: Span, b: Span) -> int:
    """Return the characters between two spans; 0 where they meet.

    >>> gap(Span(9, 12), Span(2, 5))
    4
    """
    return max(a.start - b.end, b.start - a.end, 0)


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold a fitted regression.

    ``least`` is the probability from which a yes is a yes; ``none`` is the score of none of the candidates.
    """

    bias: float
    least: float = 0.5
    none: float = 0.0
    features: Mapping[str, float] = field(default_factory=dict)

    def score(self, features: Mapping[str, float]) -> float:
        """Return the log odds of what the features describe; unknown features say nothing.

        >>> Weights(-1.0, features={"near": 2.0}).score({"near": 1.0, "unknown": 9.0})
        1.0
        """
        return self.bias + sum(self.features.get(name, 0.0) * value for name, value in features.items())

    def chance(self, features: Mapping[str, float]) -> float:
        """Return the probability of what the features describe.

        >>> Weights(0.0, features={"near": 2.0}).chance({"near": 1.0})
        0.881
        """
        return round(1 / (1 + math.exp(-max(-60.0, min(60.0, self.score(features))))), 3)

    def choose(
        self, values: Sequence[str], described: Sequence[Mapping[str, float]]
    ) -> tuple[int, float] | None:
        """Return the number of the best candidate for the likeliest value, with that value's probability.

        Candidates of one value add up; ``None`` where none of them is likelier than each.

        >>> w = Weights(0.0, features={"near": 2.0})
        >>> w.choose(["a", "b"], [{"near": 1.0}, {}])
        (0, 0.787)
        >>> w.choose(["a"], [{"near": -1.0}])
        """
        scores = [self.score(x) for x in described]
        top = max((*scores, self.none))
        shares: dict[str, float] = {}
        for value, score in zip(values, scores, strict=True):
            shares[value] = shares.get(value, 0.0) + math.exp(score - top)
        none = math.exp(self.none - top)
        best = max(shares, key=lambda value: shares[value], default=None)
        if best is None or shares[best] < none:
            return None
        of_best = [i for i, value in enumerate(values) if value == best]
        total = none + sum(shares.values())
        return max(of_best, key=lambda i: scores[i]), round(shares[best] / total, 3)


@cache
def weights(name: str) -> Weights:
    """Return the weights of a choice ("date", "place", "planned"), from data/NAME_weights.json."""
    path = files("onrecord.events").joinpath(f"data/{name}_weights.json")
    read = json.loads(path.read_text(encoding="utf-8"))
    return Weights(**read)
