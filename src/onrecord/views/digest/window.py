"""Say which window of time a digest is of, and what lies in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.store.fold import fold
from onrecord.store.interface import DocumentSummary
from onrecord.text.days import days

AHEAD = 14
"""Days after a window that are looked ahead to."""


@dataclass(frozen=True, slots=True)
class DigestFilter:
    """Choose what a digest is of. Dates are EDTF and inclusive, of publication."""

    since: str
    until: str | None = None  # None: the last day on which a page of the casefile was published
    actor: str | None = None  # part of the name of an actor, or of the state or body behind it
    issues: tuple[str, ...] = ()
    confirmed: bool = False  # leave out what no person confirmed
    ahead: int = AHEAD

    def names(self, *names: str) -> bool:
        """Tell whether one of some names is the actor that is asked for; any where none is."""
        return self.actor is None or any(fold(self.actor) in fold(name) for name in names)


@dataclass(frozen=True, slots=True)
class Window:
    """Hold the days of a window, ISO, the last as far as pages go; ``ahead`` is the last looked ahead to."""

    first: str
    last: str
    ahead: str

    def holds(self, edtf: str | None) -> bool:
        """Tell whether a date can lie in the window."""
        found = days(edtf)
        return found is not None and found[1] >= self.first and found[0] <= self.last

    def is_before(self, edtf: str | None) -> bool:
        """Tell whether a date lies before the window."""
        found = days(edtf)
        return found is not None and found[1] < self.first


def window_of(where: DigestFilter, pages: Iterable[DocumentSummary]) -> Window:
    """Return the window that is asked for; ``pages`` are those from its first day on."""
    begin = days(where.since)
    first = begin[0] if begin else where.since
    end = days(where.until)
    told = [found[0] for page in pages if (found := days(page.published))]
    last = end[1] if end else max(told, default=first)
    return Window(first, last, _after(last, where.ahead))


def _after(day: str, number: int) -> str:
    """Return the day so many days later; a month's last day may be written 31 throughout."""
    for end in (day, f"{day[:8]}30", f"{day[:8]}29", f"{day[:8]}28"):
        try:
            return (date.fromisoformat(end) + timedelta(days=number)).isoformat()
        except (ValueError, OverflowError):
            continue
    return day
