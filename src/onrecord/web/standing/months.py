"""Walk through the months of a casefile: what a slider of dates shows, and the steps beside it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.store.filters import day_bounds

_MOST = 1_200
"""Months of a slider; a casefile that reaches back further is seen by its date field."""


@dataclass(frozen=True, slots=True)
class Months:
    """Hold the months that can be looked at, and where among them one looks."""

    first: str  # "2031-02"
    last: str
    at: int  # from 0
    as_of: str | None  # as asked; None: the latest known

    @property
    def number(self) -> int:
        """Return how many months there are."""
        return _count(self.last) - _count(self.first) + 1

    @property
    def before(self) -> str | None:
        """Return the month before the one that is looked at; ``None`` where there is none."""
        return _month(_count(self.first) + self.at - 1) if self.at > 0 else None

    @property
    def after(self) -> str | None:
        """Return the month after the one that is looked at; ``None`` where there is none."""
        return _month(_count(self.first) + self.at + 1) if self.at < self.number - 1 else None

    @property
    def now(self) -> str:
        """Return the month that is looked at."""
        return _month(_count(self.first) + self.at)


def months(told: tuple[str, str] | None, as_of: str | None) -> Months | None:
    """Return the months between two days; ``None`` where there are no days.

    Args:
        told: the first and the last day on which anything was said.
        as_of: EDTF: the month of its last day is looked at; ``None``: the last one.

    Raises:
        UsageError: ``as_of`` is no date.

    >>> found = months(("2031-02-04", "2031-04-30"), "2031-03-09")
    >>> found.number, found.at, found.before, found.now, found.after
    (3, 1, '2031-02', '2031-03', '2031-04')
    """
    wanted = day_bounds(as_of)[1] if as_of else None
    if told is None:
        return None
    last = _count(told[1])
    first = max(_count(told[0]), last - _MOST + 1)
    at = min(max(_count(wanted), first), last) if wanted else last
    return Months(_month(first), _month(last), at - first, as_of)


def _count(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _month(count: int) -> str:
    """Return a month by its number since the year 0.

    >>> _month(_count("2031-12-05") + 1)
    '2032-01'
    """
    return f"{count // 12:04}-{count % 12 + 1:02}"
