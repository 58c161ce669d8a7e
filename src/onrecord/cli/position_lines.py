"""Put positions into lines: stance, condition, order, age, voice; find the holders that a person types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.cli.screen import counted, one_line
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.model import Point
    from onrecord.store.interface import CasefileStore
    from onrecord.views.positions.standing import Standing

STYLES = {
    "for": "green",
    "against": "red",
    "conditional": "yellow",
    "mixed": "magenta",
    "none": "dim",
    "silent": "dim",
}
TOLD = {"none": "spoke, no side"}
SHORT = 8
"""Characters of an id that a table shows."""


def holders_named(casefile: CasefileStore, typed: Iterable[str]) -> tuple[str, ...]:
    """Return what the register calls those who are typed: by code or name, or all with a part so called.

    :raises UsageError: where nobody with a position is called so, with names that are near.
    """
    return tuple(dict.fromkeys(name for each in typed for name in _named(casefile, each)))


def _named(casefile: CasefileStore, typed: str) -> list[str]:
    from onrecord.cli import bases, naming
    from onrecord.store.fold import fold
    from onrecord.store.interface_shown import PointFilter

    form = bases.forms(casefile)(typed)
    if any(True for _ in casefile.points(PointFilter(holders=(form,)))):
        return [form]
    within = sorted(name for name in set(casefile.actor_names().values()) if fold(typed) in fold(name))
    spoken = [name for name in within if any(True for _ in casefile.points(PointFilter(holders=(name,))))]
    if spoken:
        return spoken
    try:
        return [naming.actor_named(casefile, typed)]
    except UsageError:
        if within:
            return within  # known, and silent
        raise


def stance(standing: Standing) -> Text:
    """Return the stance with its condition and order."""
    from rich.text import Text

    told = Text(TOLD.get(standing.stance, standing.stance), STYLES.get(standing.stance, ""))
    for part in hangs_on(standing.latest):
        told.append(f"\n{part}", "yellow")
    return told


def hangs_on(point: Point) -> list[str]:
    """Return the condition and the order of a stance, each as a line."""
    order = one_line(point.order).replace("_", " ")
    condition = one_line(point.condition)
    return [part for part in (condition and f"“{condition}”", order) if part]


def said(point: Point) -> str:
    """Return the words of a point in quotation marks."""
    return f"“{one_line(point.words)}”"


def who_said(point: Point) -> str:
    """Return who said it, in what voice, and when."""
    voice = "told of them, " if point.told == "of them" else f"{point.voice.value}, "
    others = [each for each in point.speakers if each != point.holder]
    by = f"{one_line('; '.join(others))}, " if others else ""
    return f"{by}{voice}{day(point)}"


def day(point: Point) -> str:
    """Return the day of a point, or the days between which it lies."""
    if not point.first_day or not point.last_day:
        return "undated"
    return point.first_day if point.first_day == point.last_day else f"{point.first_day} to {point.last_day}"


def age(standing: Standing) -> str:
    """Return how old the last word is; "" where no day was asked for."""
    return "" if standing.age is None else f"{counted(standing.age, 'day')} old"


def otherwise(standing: Standing) -> list[str]:
    """Return who says otherwise, a line each."""
    return [
        f"! {one_line('; '.join(o.speakers))}, {o.voice.value}: {o.stance}, {day(o)}  {o.entry[:SHORT]}"
        for o in standing.others
    ]
