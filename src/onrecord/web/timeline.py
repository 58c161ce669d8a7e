"""Lay out how much there is by day, month or year: a row of bars, each a link to what it counts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from onrecord.views.spells import days_after
from onrecord.web.saying_days import day_words

WIDE, HIGH = 1000, 100
"""Size of the drawing, in its own units: the page stretches it."""

MOST = 130
"""Bars that stand in a row at most: more of them would be too thin to hit."""

_LEAST = 3  # units that a bar is high at least: one entry among thousands is there too
_LABELS = 5
_LENGTHS = (10, 7, 4)  # characters of a day, a month, a year


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one bar: a day, a month, a year or ten years."""

    x: str
    y: str
    width: str
    height: str
    since: str  # EDTF
    until: str
    label: str
    count: int
    others: int = 0  # of what stands beside it, where two are counted


@dataclass(frozen=True, slots=True)
class Timeline:
    """Hold a row of bars; ``bars`` are those that count anything."""

    unit: str  # day, month, year or decade
    bars: tuple[Bar, ...]
    labels: tuple[str, ...]  # at equal distances, the first and the last period among them
    most: int  # that a bar counts
    undated: int


def timeline(
    counts: Mapping[str, int], others: Mapping[str, int] | None = None, most: int = MOST
) -> Timeline:
    """Return a row of bars for counts by day or by month, as finely as there is room.

    Args:
        counts: by EDTF day or month; "" for what has no date.
        others: of what stands beside it, as pages beside entries: said, not drawn.
        most: bars that there is room for.
    """
    dated, beside = _real(counts), _real(others or {})
    undated = counts.get("", 0)
    if not dated:
        return Timeline("month", (), (), 0, undated)
    unit, periods = _periods(dated, most)
    summed, told = _summed(dated, unit), _summed(beside, unit)
    highest = max(summed.values())
    step = WIDE / len(periods)
    gap = min(step * 0.25, 3.0)
    bars = tuple(
        _bar(at * step, max(step - gap, 0.8), period, unit, summed[period], told.get(period, 0), highest)
        for at, period in enumerate(periods)
        if summed.get(period)
    )
    return Timeline(unit, bars, tuple(_labels(periods)), highest, undated)


def _periods(counts: Mapping[str, int], most: int) -> tuple[str, list[str]]:
    """Return the finest unit for which all periods from the first to the last have room, and these."""
    finest = min(len(period) for period in counts)
    for unit, length in zip(("day", "month", "year"), _LENGTHS, strict=True):
        if length <= finest:
            found = [*_from_to(min(counts)[:length], max(counts)[:length], unit, most)]
            if len(found) <= most:
                return unit, found
    first, last = int(min(counts)[:3]), int(max(counts)[:3])
    return "decade", [f"{each:03}" for each in range(first, last + 1)]


def _summed(counts: Mapping[str, int], unit: str) -> dict[str, int]:
    length = {"day": 10, "month": 7, "year": 4, "decade": 3}[unit]
    out: dict[str, int] = {}
    for period, number in counts.items():
        out[period[:length]] = out.get(period[:length], 0) + number
    return out


def _from_to(first: str, last: str, unit: str, most: int) -> Iterator[str]:
    """Yield every period from one to another; at most one more than there is room for."""
    period = first
    for _ in range(most + 1):
        yield period
        if period >= last:
            return
        period = _after(period, unit)


def _after(period: str, unit: str) -> str:
    if unit == "day":
        return _next_day(period)
    if unit == "month":
        year, month = int(period[:4]), int(period[5:7])
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return f"{int(period) + 1:04}"


def _next_day(day: str) -> str:
    return days_after(date.fromisoformat(day), 1).isoformat()


def _real(counts: Mapping[str, int]) -> dict[str, int]:
    """Return counts by days that there are: a month's last day may be written 31 throughout."""
    out: dict[str, int] = {}
    for period, number in counts.items():
        if period and number:
            last = monthrange(int(period[:4]), int(period[5:7]))[1] if len(period) == len("2031-05-02") else 0
            real = f"{period[:8]}{min(int(period[8:]), last):02}" if last else period
            out[real] = out.get(real, 0) + number
    return out


def _bar(x: float, width: float, period: str, unit: str, count: int, others: int, most: int) -> Bar:
    height = max(_LEAST, HIGH * count / most)
    since, until = (f"{period}0", f"{period}9") if unit == "decade" else (period, period)
    label = f"{since} to {until}" if unit == "decade" else day_words(period)
    return Bar(
        f"{x:.2f}",
        f"{HIGH - height:.2f}",
        f"{width:.2f}",
        f"{height:.2f}",
        since,
        until,
        label,
        count,
        others,
    )


def _labels(periods: list[str]) -> Iterator[str]:
    """Yield some periods at equal distances, the first and the last among them."""
    shown = [f"{each}0s" if len(each) == 3 else day_words(each) for each in periods]
    if len(shown) <= _LABELS:
        yield from shown
        return
    for number in range(_LABELS):
        yield shown[round(number * (len(shown) - 1) / (_LABELS - 1))]
