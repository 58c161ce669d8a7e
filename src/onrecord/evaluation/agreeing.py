"""Say how far reviewers agree beyond chance: Krippendorff's alpha over all of them, with its interval.

Source: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), for nominal values: 1 minus the
disagreement that was seen over that which chance would give. It takes any number of reviewers, each of whom
decided on some of the records alone.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_DRAWS = 1000
_SEED = 20310502


@dataclass(frozen=True, slots=True)
class Alpha:
    """Hold the agreement of several reviewers on the units that at least two decided on."""

    units: int
    pairs: int  # of values that were compared
    agreed: float  # share of these that are equal
    alpha: float | None  # None: everybody only ever said one thing
    low: float | None  # 95 % interval, by drawing units anew; None: too few to tell
    high: float | None


def agreement_of(units: Sequence[Sequence[str]], draws: int = _DRAWS) -> Alpha | None:
    """Return how far the values agree that reviewers gave to units; ``None``: no unit has two.

    >>> found = agreement_of([["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"]])
    >>> round(found.agreed, 2), round(found.alpha, 3)
    (0.75, 0.533)
    """
    held = [tuple(each) for each in units if len(each) > 1]
    if not held:
        return None
    pairs = sum(len(each) * (len(each) - 1) // 2 for each in held)
    same = sum(sum(n * (n - 1) // 2 for n in Counter(each).values()) for each in held)
    low, high = _interval(held, draws)
    return Alpha(len(held), pairs, same / pairs, alpha(held), low, high)


def alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha of nominal values; ``None`` where only one value was ever given."""
    seen, disagreeing = Counter[str](), 0.0
    for unit in units:
        if len(unit) < 2:
            continue
        counts = Counter(unit)
        seen.update(counts)
        disagreeing += (len(unit) ** 2 - sum(n * n for n in counts.values())) / (len(unit) - 1)
    total = sum(seen.values())
    by_chance = total**2 - sum(n * n for n in seen.values())
    return 1 - (total - 1) * disagreeing / by_chance if by_chance else None


def _interval(units: Sequence[Sequence[str]], draws: int) -> tuple[float | None, float | None]:
    """Return the 95 % interval of alpha, from units drawn anew; the same each time."""
    if len(units) < 5:
        return None, None
    chance = random.Random(_SEED)
    found = sorted(
        value for _ in range(draws) if (value := alpha(chance.choices(units, k=len(units)))) is not None
    )
    if len(found) < draws // 2:
        return None, None
    return found[int(0.025 * len(found))], found[min(len(found) - 1, int(0.975 * len(found)))]
