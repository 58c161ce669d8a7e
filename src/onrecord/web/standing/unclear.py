"""Find what holders said of an issue where no position follows: told without a day, or doubtful."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onrecord.model import UNDATED, Point, Stance
from onrecord.web.standing.signs import Sign, sign


@dataclass(frozen=True, slots=True)
class Spoke:
    """Hold somebody who spoke of an issue, where nothing of it makes a position."""

    holder: str
    stances: tuple[Sign, ...]  # of words that nothing dates; empty: doubtful for another reason
    words: str  # of the first
    entries: tuple[str, ...]
    why: str  # of the first


def spoke(points: Iterable[Point], held: Collection[str]) -> tuple[Spoke, ...]:
    """Return who spoke of an issue without a position, most entries first.

    People are left out whose state or organisation has what they said among its own.

    Args:
        points: of the issue that may make no position.
        held: those who hold a position on it, or are known to take no side.
    """
    kept = [point for point in points if point.holder not in held]
    own = {point.entry for point in kept if point.holder not in point.speakers}
    said: dict[str, list[Point]] = defaultdict(list)
    for point in kept:
        if point.holder not in point.speakers or point.entry not in own:
            said[point.holder].append(point)
    return tuple(sorted((_spoke(*each) for each in said.items()), key=_order))


def _spoke(holder: str, points: list[Point]) -> Spoke:
    undated = [point for point in points if point.why_not == UNDATED and point.stance != Stance.NONE]
    stances = dict.fromkeys(str(point.stance) for point in undated)
    first = (undated or points)[0]
    entries = tuple(dict.fromkeys(point.entry for point in (*undated, *points)))
    return Spoke(holder, tuple(map(sign, stances)), first.words, entries, first.why_not)


def _order(each: Spoke) -> tuple[bool, int, str]:
    return not each.stances, -len(each.entries), each.holder
