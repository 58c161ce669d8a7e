"""Find the meetings, calls, votes and signings that stand as quiet ticks below positions over time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from onrecord.model import Entry, EntryKind, EventStatus
from onrecord.store.entry_filters import EntryFilter, EntrySort
from onrecord.store.interface import CasefileView
from onrecord.views.calendar.happenings import kinds_known
from onrecord.views.pictures.scale import to_date
from onrecord.views.pictures.timeline import Happening

MOST = 200
"""Entries that are looked at, the newest first: ticks closer than that run into one another."""
_LONG = 7  # days: what lies within more of them has no place on a line of days
_NAMED = 3


def meetings(
    casefile: CasefileView, names: Sequence[str], called: Callable[[str], str], least: int = 1
) -> tuple[Happening, ...]:
    """Return the meetings of somebody, those of the kinds that a calendar shows.

    Args:
        casefile: to look in.
        names: who took part, or was represented, as the register has them; empty: nobody.
        called: tells what actors are called.
        least: how many of the names took part.
    """
    if not names:
        return ()
    issues = tuple(f"event:{kind}" for kind in kinds_known().meetings)
    where = EntryFilter(kinds=(EntryKind.EVENT.value,), issues=issues, actors=tuple(names))
    found = casefile.entries_page(where, EntrySort.NEWEST, 0, MOST).entries
    sort = "meetings" if least == 1 else "meetings among these"
    kept = (each for each in found if len({*names} & {*each.actors, *each.principals}) >= least)
    return tuple(_happenings(kept, sort, called))


def _happenings(entries: Iterator[Entry], sort: str, called: Callable[[str], str]) -> Iterator[Happening]:
    known = kinds_known()
    for each in entries:
        first, last = each.first_day, each.last_day
        if first is None or last is None or (to_date(last) - to_date(first)).days > _LONG:
            continue
        who = ", ".join(called(name.removeprefix("group: ")) for name in each.actors[:_NAMED])
        more = " and others" if len(each.actors) > _NAMED else ""
        what = f"{known.of_entry(each, known.meetings)}: {who or 'who is undecided'}{more}"
        yield Happening(sort, what, first, last, each.status == EventStatus.PLANNED, (each.id,))
