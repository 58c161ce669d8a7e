"""Tell whether two numbers exclude each other, with room for rounding and for open bounds."""

from __future__ import annotations

import math

from onrecord.model import Fact

_ABOUT = 0.15
"""Share by which a number told as "about" may miss."""
_ROUND = 0.1
"""Share by which a number may miss that is written round: 300 for 287."""
_EXACT_BELOW = 20
"""Below it a number is a count, however round."""


def apart(a: Fact, b: Fact) -> bool:
    """Tell whether no number fits what both say: ranges, rounding and open bounds allowed for."""
    (low, high), (least, most) = bounds(a), bounds(b)
    return high < least or most < low


def bounds(fact: Fact) -> tuple[float, float]:
    """Return between what a number may lie."""
    share = max(_ABOUT if fact.approximate else 0.0, *(_rounding(x) for x in (fact.least, fact.most)))
    low = -math.inf if fact.least is None else fact.least * (1 - share)
    high = math.inf if fact.most is None else fact.most * (1 + share)
    return low, high


def _rounding(value: float | None) -> float:
    if value is None or value < _EXACT_BELOW:
        return 0.0
    digits = f"{value:.0f}".rstrip("0")
    return _ROUND if len(digits) <= len(f"{value:.0f}") - 1 and len(digits) <= 2 else 0.0


def ratio(a: Fact, b: Fact) -> float:
    """Return how many times the smaller the greater is, from the nearest ends of what they say."""
    (low, high), (least, most) = bounds(a), bounds(b)
    smaller, greater = (high, least) if high < least else (most, low)
    return math.inf if smaller <= 0 else greater / smaller
