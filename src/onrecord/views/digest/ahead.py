"""Find what lies right ahead of a window of time, as it was known at its end: meetings and deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.model import EventStatus
from onrecord.store.interface import CasefileView
from onrecord.text.days import days
from onrecord.views.calendar.calendar import CalendarFilter, Line, calendar
from onrecord.views.counted import Counted
from onrecord.views.digest.window import DigestFilter, Window
from onrecord.views.packages.deadlines import Deadline, DeadlineFilter, DeadlineKind, DeadlineState, deadlines


def calendar_ahead(casefile: CasefileView, where: DigestFilter, window: Window) -> Iterator[Line]:
    """Yield the happenings that pages up to the end of the window plan for the days after it."""
    if where.issues:
        return  # a happening has no issue
    wanted = CalendarFilter(window.last, window.ahead, actor=where.actor, told_by=window.last)
    for line in calendar(casefile, wanted):
        known = _as_known(line, window)
        is_ahead = line.certain and line.first_day is not None and line.first_day > window.last
        if known is not None and is_ahead and (line.confirmed or not where.confirmed):
            yield known


def _as_known(line: Line, window: Window) -> Line | None:
    """Return a happening as pages up to the end of the window tell it; ``None`` where none plans it."""
    told = tuple(t for t in line.tellings if (on := days(t.quoted.published)) and on[0] <= window.last)
    if not any(t.status is EventStatus.PLANNED for t in told):
        return None
    entries = Counted.of(i for i in line.entries.ids if any(t.entry == i for t in told))
    claims = Counted.of(i for i in line.claims.ids if any(t.quoted.record == i for t in told))
    known = (*sorted(entries.ids), *claims.ids)[0]
    return replace(line, id=known, tellings=told, entries=entries, claims=claims, status=EventStatus.PLANNED)


def deadlines_ahead(
    casefile: CasefileView, where: DigestFilter, window: Window, lines: Sequence[Line]
) -> Iterator[Deadline]:
    """Yield the deadlines of the days after the window that were known at its end, and open."""
    shown = {i for line in lines for i in (*line.entries.ids, *line.claims.ids)}
    kinds = (DeadlineKind.COMMITMENT,)
    wanted = DeadlineFilter(first=window.last, last=window.ahead, as_of=window.last, kinds=kinds)
    for each in deadlines(casefile, wanted):
        ids = set(each.entries.ids or each.records)
        is_due = each.last_day is not None and window.last < each.last_day <= window.ahead
        is_asked = where.names(*each.parties) and (
            not where.issues or bool(set(where.issues) & set(each.issues))
        )
        if each.state is not DeadlineState.TO_COME or not is_due or not is_asked or ids & shown:
            continue
        if not where.confirmed or _is_confirmed(casefile, each):
            yield each


def _is_confirmed(casefile: CasefileView, deadline: Deadline) -> bool:
    records = set(deadline.records)
    found = casefile.entries_by_id(deadline.entries.ids)
    return any(r.act.reviewed for entry in found for r in entry.reports if r.act.record in records)
