"""Leave of a position what may be told: without some of the entries and words that it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from onrecord.model import Point, Position


def kept_of(
    position: Position, told: Callable[[Point], Point | None], has: Callable[[str], bool]
) -> Position | None:
    """Return a position as what is kept carries it; ``None`` where what opened it is not kept.

    It is no shift where what it took the place of is not kept.

    Args:
        position: as the casefile has it.
        told: gives a point as it is told, ``None`` where it is not.
        has: says whether an entry is kept.
    """
    opening = told(position.opening)
    if opening is None:
        return None
    at = [number for number, each in enumerate(position.entries) if has(each)]
    days = position.days if len(position.days) == len(position.entries) else ()
    before = told(position.before) if position.before else None
    return replace(
        position,
        opening=opening,
        latest=told(position.latest) or opening,
        entries=tuple(position.entries[number] for number in at),
        days=tuple(days[number] for number in at) if days else (),
        before=before,
        changed=position.changed if before else (),
        compared=position.compared if before else "",
        others=tuple(point for each in position.others if (point := told(each)) is not None),
    )
