"""Gather what the front page shows: what changed, what came last, what is open, and what it all rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from onrecord.model import Entry
from onrecord.store.entry_filters import EntryFilter, EntrySort, Per
from onrecord.store.interface import CasefileView
from onrecord.store.interface_coverage import OutletCount
from onrecord.text.days import days
from onrecord.views.digest.digest import Digest, digest
from onrecord.views.digest.window import DigestFilter
from onrecord.web.timeline import Timeline, timeline

LATEST = 12
"""Entries that are shown as the latest."""
_WEEK = 7
_OUTLETS = 8
DISPUTES = 5
"""Conflicts that are shown."""
_BARS = 280  # of the line of time, which is as wide as the page
_LONGEST = 31  # days of which a digest is made while somebody waits


@dataclass(frozen=True, slots=True)
class Coverage:
    """Hold what the record rests on: pages of newest versions, and where they came from."""

    pages: int
    copies: int  # copies and rewrites of other pages
    shared: int  # take passages from others
    statements: int
    outlets: tuple[OutletCount, ...]  # those with the most pages
    number: int  # of outlets
    origins: int  # pages and outlets in which any entry begins
    first: str  # day of publication, ISO; "": none is dated
    last: str
    undated: int


@dataclass(frozen=True, slots=True)
class Window:
    """Say of which days the front page tells what changed, and why of these."""

    since: str  # ISO days of publication, inclusive
    until: str
    visited: bool  # they are the days since the last visit
    cut: bool = False  # the last of these alone: there are too many to tell of at once


def window(last: str, before: datetime | None) -> Window:
    """Return of which days to tell what changed: since the last visit, or the last week that pages cover.

    Args:
        last: day of the latest page of the casefile, ISO.
        before: when the last visit ended; ``None``: this is the first.

    >>> from datetime import UTC
    >>> window("2031-05-19", datetime(2031, 5, 18, 9, tzinfo=UTC))
    Window(since='2031-05-18', until='2031-05-19', visited=True, cut=False)
    >>> window("2031-04-30", datetime(2031, 5, 18, 9, tzinfo=UTC))
    Window(since='2031-04-24', until='2031-04-30', visited=False, cut=False)
    """
    if before is not None and before.date().isoformat() <= last:
        begin, until = before.date().isoformat(), last
        earliest = _days_before(until, _LONGEST - 1)
        return Window(max(begin, earliest), until, True, cut=begin < earliest)
    return Window(_days_before(last, _WEEK - 1), last, False)


def _days_before(day: str, number: int) -> str:
    """Return the day so many days before; a month's last day may be written 31 throughout."""
    for end in (day, f"{day[:8]}30", f"{day[:8]}29", f"{day[:8]}28"):
        try:
            return (date.fromisoformat(end) - timedelta(days=number)).isoformat()
        except (ValueError, OverflowError):
            continue
    return day


def changes(casefile: CasefileView, of: Window) -> Digest:
    """Return what the pages of a window of days add to the record."""
    return digest(casefile, DigestFilter(of.since, of.until))


def coverage(casefile: CasefileView) -> Coverage:
    """Return what the record rests on."""
    outlets: Sequence[OutletCount] = casefile.outlets_counted()
    by_day = casefile.document_days(Per.DAY)
    dated = [found for day in by_day if (found := days(day))]
    counts = casefile.counts()
    return Coverage(
        pages=counts.documents,
        copies=sum(each.taken for each in outlets),
        shared=sum(each.shared for each in outlets),
        statements=counts.statements,
        outlets=tuple(each for each in outlets if each.outlet)[:_OUTLETS],
        number=sum(1 for each in outlets if each.outlet),
        origins=casefile.origins_counted(limit=1)[1],
        first=min((each[0] for each in dated), default=""),
        last=max((each[1] for each in dated), default=""),
        undated=by_day.get("", 0),
    )


def line(casefile: CasefileView) -> Timeline:
    """Return how many entries were first reported when, by day where there is room, and pages beside them."""
    months = casefile.entry_days(Per.MONTH)
    per = Per.DAY if _reach(months) <= _BARS // 31 else Per.MONTH
    entries = months if per is Per.MONTH else casefile.entry_days(per)
    return timeline(entries, casefile.document_days(per), _BARS)


def _reach(months: Iterable[str]) -> int:
    """Return how many months lie from the first to the last."""
    dated = [int(month[:4]) * 12 + int(month[5:7]) for month in months if month]
    return max(dated) - min(dated) + 1 if dated else 0


def latest(casefile: CasefileView) -> tuple[Entry, ...]:
    """Return the entries that were reported last."""
    return casefile.entries_page(EntryFilter(), EntrySort.LATEST, 0, LATEST).entries
