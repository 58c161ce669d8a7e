"""Write a calendar as an .ics file (RFC 5545), the same lines always as the same bytes.

What has no certain day is left out and counted: a calendar application would show a day that nobody told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from onrecord.model import EventStatus
from onrecord.text.days import days
from onrecord.views.calendar.calendar import Line, Telling
from onrecord.views.pages import is_web, safe_text
from onrecord.views.spells import days_after

if TYPE_CHECKING:
    from icalendar import Event

_LONGEST = 31
"""Days from which a span is no date of a meeting any more."""
_QUOTES = 12
"""Reports whose words are put into a description."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """Hold an .ics file and what is not in it."""

    content: bytes
    events: int
    left_out: tuple[str, ...]  # ids of the lines without a certain day


def to_ics(lines: Iterable[Line]) -> Written:
    """Return happenings as an .ics file: planned ones tentative, those that happened confirmed.

    UIDs are ids of entries, SEQUENCE grows with the reports, DTSTAMP is the day of the last report.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//onrecord//calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "On record")
    left_out = []
    number = 0
    for line in lines:
        on = whole_days(line)
        if on is None:
            left_out.append(line.id)
        else:
            made.add_component(_event(line, *on))
            number += 1
    return Written(made.to_ical(sorted=False), number, tuple(left_out))


def whole_days(line: Line) -> tuple[date, date] | None:
    """Return the first and last day of a happening where its date gives them: a day, or from one to another.

    A month or year is none: that it took all of it is not said.
    """
    if not line.certain or not line.first_day or not line.last_day:
        return None
    try:
        first, last = date.fromisoformat(line.first_day), date.fromisoformat(line.last_day)
    except ValueError:  # a month is written with 31 days throughout
        return None
    if first != last and ("/" not in line.date or (last - first).days > _LONGEST):
        return None
    return (first, last) if last < date.max else None


def summary(line: Line) -> str:
    """Return a happening in a few words: "Talks: Ann Sand, Bo Reed"."""
    who = ", ".join(name.removeprefix("group: ").removeprefix("anon: ") for name in line.participants)
    return f"{line.kind.capitalize()}: {who or 'who is undecided'}"


def _event(line: Line, first: date, last: date) -> Event:
    from icalendar import Event

    made = Event()
    made.add("uid", f"{line.id}@onrecord")
    made.add("dtstamp", _stamp(line))
    made.add("sequence", max(0, len(line.tellings) - 1))
    made.add("dtstart", first)
    made.add("dtend", days_after(last, 1))
    made.add("status", "CONFIRMED" if line.status is EventStatus.HAPPENED else "TENTATIVE")
    made.add("transp", "TRANSPARENT")
    made.add("summary", _line(summary(line)))
    if line.places:
        made.add("location", _line("; ".join(line.places)))
    made.add("categories", [_line(line.kind)])
    made.add("description", safe_text("\n".join(_description(line))))
    return made


def _stamp(line: Line) -> datetime:
    told = [found[0] for t in line.tellings if (found := days(t.quoted.published))]
    try:
        return datetime.combine(date.fromisoformat(max(told)), time(), UTC) if told else _EPOCH
    except ValueError:  # a year before 1, or a day that its month does not have
        return _EPOCH


def _description(line: Line) -> Iterator[str]:
    yield from _told("Happened", line.happened)
    yield from _told("Planned", line.planned)
    for note in line.notes:
        yield f"! {note}"
    if line.conflicts:
        yield f"Contradicted: conflicts {', '.join(line.conflicts.ids)}"
    yield f"Entries: {', '.join(line.entries.ids) or 'none'}"
    if line.claims:
        yield f"Claims: {', '.join(line.claims.ids)}"


def _told(how: str, tellings: Sequence[Telling]) -> Iterator[str]:
    if tellings:
        yield f"{how}, as told by:"
    for each in tellings[:_QUOTES]:
        yield f"- {_line(each.quoted.source)}: “{_line(each.quoted.words)}”"
        if each.quoted.url is not None and is_web(each.quoted.url):
            yield f"  {_line(each.quoted.url)}"
    if len(tellings) > _QUOTES:
        yield f"- and {len(tellings) - _QUOTES} more"


def _line(text: str) -> str:
    return safe_text(" ".join(text.split()))
