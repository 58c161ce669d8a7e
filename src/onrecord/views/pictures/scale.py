"""Lay days along a line, with ticks at round dates."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_APART = 46.0  # points between two ticks at least
_MONTHS = (1, 2, 3, 6)


def to_date(day: str) -> date:
    """Return a day of the store as a date: months may end on a 31st there, and years reach beyond dates.

    >>> to_date("2031-02-31")
    datetime.date(2031, 2, 28)
    """
    year, month, number = int(day[:4]), int(day[5:7]), int(day[8:10])
    if year < date.min.year:
        return date.min
    return date(year, month, min(number, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Scale:
    """Hold which days a line shows, and where it begins and ends in points."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: str) -> float:
        """Return where an ISO day begins, held within the line.

        >>> Scale(date(2031, 1, 1), date(2031, 1, 11), 0.0, 100.0).at("2031-01-06")
        50.0
        """
        part = (to_date(day) - self.first).days / max(1, (self.last - self.first).days)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, part))

    def ticks(self) -> Iterator[tuple[str, str]]:
        """Yield ISO days at even distances, and what to write at each."""
        room = max(1, int((self.right - self.left) / _APART))
        days = max(1, (self.last - self.first).days)
        if days / room <= 21:
            yield from self._days(next(each for each in (1, 2, 7, 14, 21) if days / room <= each))
        else:
            months = days / 30.4 / room
            step = next((each for each in _MONTHS if months <= each), 12 * max(1, -(-int(months) // 12)))
            yield from self._months(step)

    def _days(self, step: int) -> Iterator[tuple[str, str]]:
        day = self.first
        while day <= self.last:
            yield day.isoformat(), day.isoformat() if day == self.first else day.isoformat()[5:]
            day += timedelta(step)

    def _months(self, step: int) -> Iterator[tuple[str, str]]:
        year, month = self.first.year, 1
        while (day := date(year, month, 1)) <= self.last:
            if day >= self.first:
                yield day.isoformat(), f"{year}" if step >= 12 else f"{year}-{month:02}"
            month += step
            year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
            if year > date.max.year:
                return
