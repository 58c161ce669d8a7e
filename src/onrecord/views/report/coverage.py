"""Say what a report covers: how many entries of which kind, over which days, from which pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from onrecord.model import Entry
from onrecord.views.confirmed import confirmed

Noted = Callable[[str], None]
"""Is told each thing that was looked at."""


@dataclass(slots=True)
class Coverage:
    """Gather what there is while entries are looked through once, before they are shown."""

    entries: dict[str, None] = field(default_factory=dict)  # ids, in order
    kinds: dict[str, list[str]] = field(default_factory=dict)
    confirmed: list[str] = field(default_factory=list)
    unconfirmed: list[str] = field(default_factory=list)
    documents: dict[str, None] = field(default_factory=dict)
    outlets: set[str] = field(default_factory=set)
    reports: int = 0
    issues: dict[str, int] = field(default_factory=dict)
    towards: dict[str, int] = field(default_factory=dict)  # of undertakings: for whom
    first_day: str | None = None
    last_day: str | None = None
    left_out: int = 0  # entries that nobody confirmed, where these are left out

    @property
    def days(self) -> str:
        """Return the first and the last day of acts; "" where none is dated."""
        if self.first_day is None or self.last_day is None:
            return ""
        return self.first_day if self.first_day == self.last_day else f"{self.first_day} to {self.last_day}"


def looked_through(entries: Iterable[Entry], *, confirmed_alone: bool, noted: Noted) -> Coverage:
    """Look through entries and return what they cover.

    Args:
        entries: those that the report is to show.
        confirmed_alone: leave out, and count, those that nobody confirmed.
        noted: is told the id of each.
    """
    made = Coverage()
    for entry in entries:
        noted(entry.id)
        kept = confirmed(entry) if confirmed_alone else entry
        if kept is None:
            made.left_out += 1
        else:
            _add(made, kept)
    return made


def _add(made: Coverage, entry: Entry) -> None:
    made.entries[entry.id] = None
    made.kinds.setdefault(entry.kind.value, []).append(entry.id)
    reviewed = any(report.act.reviewed for report in entry.reports)
    (made.confirmed if reviewed else made.unconfirmed).append(entry.id)
    made.reports += len(entry.reports)
    for report in entry.reports:
        made.documents[report.act.document] = None
        if report.act.outlet:
            made.outlets.add(report.act.outlet)
    for issue in entry.issues:
        made.issues[issue] = made.issues.get(issue, 0) + 1
    if entry.kind.value in ("commitment", "offer"):
        for name in entry.towards:
            made.towards[name] = made.towards.get(name, 0) + 1
    if entry.first_day:
        made.first_day = min(made.first_day or entry.first_day, entry.first_day)
    if entry.last_day:
        made.last_day = max(made.last_day or entry.last_day, entry.last_day)
