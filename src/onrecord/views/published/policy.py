"""Say of an entry whether it may leave the desk, by what people decided: pure, the same for site and feeds.

A hold beats everything. What was withdrawn stays withdrawn until it is published again. Publishing an entry
stands in for its confirmation and ends its delay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from onrecord.model import About, Entry, Release, ReleaseKind
from onrecord.store.publishing import holding
from onrecord.text.days import days
from onrecord.views.spells import days_after


class Out(StrEnum):
    """Why an entry does not leave the desk."""

    HELD = "held"
    DELAYED = "delayed"
    WITHDRAWN = "withdrawn"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold what holds of one entry."""

    hold: Release | None = None
    publish: Release | None = None  # later than any withdrawal
    withdrawal: Release | None = None  # later than any publishing
    corrections: tuple[Release, ...] = ()
    replies: tuple[Release, ...] = ()


NOTHING = Decided()


@dataclass(frozen=True, slots=True)
class Policy:
    """Hold what was decided about publication, as of a day; by default nothing."""

    today: date
    entries: Mapping[str, Decided] = field(default_factory=dict)  # by the id that the entry has now
    delays: Mapping[tuple[About, str], int] = field(default_factory=dict)  # days, by issue or kind
    persons: Mapping[str | None, frozenset[str]] = field(default_factory=dict)  # by entry; None: everywhere
    sources: frozenset[str | None] = frozenset()  # entries whose unnamed sources are protected; None: all
    gone: tuple[Release, ...] = ()  # decisions on entries that nothing stands for any more

    def decided(self, entry_id: str) -> Decided:
        """Return what holds of an entry."""
        return self.entries.get(entry_id, NOTHING)

    def out(self, entry: Entry, *, confirmed_alone: bool) -> Out | None:
        """Say why an entry does not leave the desk; ``None`` where it may.

        Args:
            entry: as the casefile has it.
            confirmed_alone: what nobody confirmed or published stays.
        """
        decided = self.decided(entry.id)
        if decided.hold is not None:
            return Out.HELD
        if decided.withdrawal is not None:
            return Out.WITHDRAWN
        if decided.publish is not None:
            return None
        if confirmed_alone and not any(report.act.reviewed for report in entry.reports):
            return Out.UNCONFIRMED
        return Out.DELAYED if self._is_delayed(entry) else None

    def _is_delayed(self, entry: Entry) -> bool:
        """Tell whether the days that such entries wait are not over; undated ones wait for a decision."""
        kind = self.delays.get((About.KIND, entry.kind.value), 0)
        wait = max([kind, *(self.delays.get((About.ISSUE, each), 0) for each in entry.issues)])
        if not wait:
            return False
        reported = days(entry.first_reported)
        if reported is None:
            return True
        return days_after(_day(reported[1]), wait) > self.today

    def names(self, entry_id: str) -> frozenset[str]:
        """Return the names that are not shown in an entry."""
        return self.persons.get(None, frozenset()) | self.persons.get(entry_id, frozenset())

    @property
    def every_name(self) -> frozenset[str]:
        """Return the names that are not shown somewhere."""
        return frozenset(name for names in self.persons.values() for name in names)

    def protects_sources(self, entry_id: str) -> bool:
        """Tell whether it is not shown through whom an entry's unnamed sources were heard."""
        return None in self.sources or entry_id in self.sources


def policy_of(releases: Iterable[Release], now: Mapping[str, str], today: date) -> Policy:
    """Return what decisions on publication amount to.

    Args:
        releases: every decision, the oldest first.
        now: by the id that an entry had when it was decided on, its present id, where it has one.
        today: by which delays are reckoned.
    """
    held: dict[str, Decided] = {}
    delays: dict[tuple[About, str], int] = {}
    persons: dict[str | None, frozenset[str]] = {}
    sources: set[str | None] = set()
    gone: list[Release] = []
    for each in holding(releases):
        entry = now.get(each.entry) if each.entry is not None else None
        if each.entry is not None and entry is None:
            gone.append(each)
            if each.about is About.PERSON:  # the name stays hidden, wherever its words went
                persons[None] = persons.get(None, frozenset()) | {each.name}
        elif each.about is About.PERSON:
            persons[entry] = persons.get(entry, frozenset()) | {each.name}
        elif each.about is About.SOURCES:
            sources.add(entry)
        elif each.kind is ReleaseKind.DELAY:
            delays[each.about, each.name] = each.days
        elif entry is not None:
            held[entry] = _with(held.get(entry, NOTHING), each)
    return Policy(today, held, delays, persons, frozenset(sources), tuple(gone))


def _with(known: Decided, release: Release) -> Decided:
    """Return what holds of an entry after one more decision."""
    hold, publish, withdrawal = known.hold, known.publish, known.withdrawal
    corrections, replies = known.corrections, known.replies
    if release.kind is ReleaseKind.HOLD:
        hold = release
    elif release.kind is ReleaseKind.PUBLISH:
        publish, withdrawal = release, None
    elif release.kind is ReleaseKind.WITHDRAW:
        publish, withdrawal = None, release
    elif release.kind is ReleaseKind.CORRECT:
        corrections += (release,)
    elif release.kind is ReleaseKind.REPLY:
        replies += (release,)
    return Decided(hold, publish, withdrawal, corrections, replies)


def _day(day: str) -> date:
    """Return a day of the calendar; one that a month does not have, as its last, counts on.

    >>> _day("2031-06-31")
    datetime.date(2031, 7, 1)
    """
    year, month, number = (int(part) for part in day.split("-"))
    return date(year, month, 1) + timedelta(number - 1)
