"""Find positions, points and conflicts by what a user looks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    RowMapping,
    ScalarResult,
    Select,
    Table,
    false,
    or_,
    select,
)

from onrecord.errors import UsageError
from onrecord.model import UNDECIDED, Conflict, EntryLink, EntryLinkKind, Pair, Point, Position
from onrecord.store import loading
from onrecord.store import schema as t
from onrecord.store.filters import Conditions, day_bounds, holds
from onrecord.store.fold import fold
from onrecord.store.interface_shown import ConflictFilter, PointFilter, PositionFilter
from onrecord.store.lending import portions
from onrecord.store.quick import text_of
from onrecord.store.register_rows import issue_list, link_of
from onrecord.store.schema_base import UNDATED
from onrecord.store.shown_rows import conflict_of, point_of, position_of

_CHUNK = 500
_LIST = "`onrecord show conflicts` lists the conflicts"


def positions(connection: Connection, where: PositionFilter) -> Iterator[Position]:
    """Stream positions by subject, holder and the day they began."""
    columns = t.positions.c
    query = select(text_of(columns.body)).where(*_of_positions(where))
    ordered = query.order_by(columns.subject, columns.holder, columns.number)
    for chunk in _bodies(connection, ordered):
        yield from map(position_of, chunk)


def position_pairs(connection: Connection, where: PositionFilter) -> Sequence[Pair]:
    """Return holder and subject of each position that fits, from flat columns alone."""
    columns = t.positions.c
    query = select(columns.holder, columns.subject).where(*_of_positions(where))
    found = connection.execute(query.order_by(columns.subject, columns.holder, columns.number)).all()
    return [(holder, subject) for holder, subject in found]


def _of_positions(where: PositionFilter) -> Conditions:
    columns = t.positions.c
    found = _of_pair(t.positions, where)
    if where.as_of is not None:
        day = day_bounds(where.as_of)[1]
        found += [columns.since <= day, or_(columns.until.is_(None), columns.until > day)]
    if where.shifted:
        found.append(columns.shifted)
    if where.latest:
        found.append(columns.until.is_(None))
    if where.lumped:
        found += [columns.holder >= "group:", columns.holder < "group;"]
    if where.since_from is not None:
        found.append(columns.since >= day_bounds(where.since_from)[0])
    if where.since_until is not None:
        found.append(columns.since <= day_bounds(where.since_until)[1])
    return found


def points(connection: Connection, where: PointFilter) -> Iterator[Point]:
    """Stream points by subject, holder and day, undated last, then by entry."""
    columns = t.points.c
    found = _of_pair(t.points, where)
    if where.day_from is not None:
        found.append(columns.last_day >= day_bounds(where.day_from)[0])
    if where.day_until is not None:
        found.append(columns.first_day <= day_bounds(where.day_until)[1])
    if where.day_from is not None or where.day_until is not None:
        found.append(columns.first_day != UNDATED)
    if where.counting:
        found.append(columns.counts)
    if where.uncounted:
        found.append(columns.counts.is_(False))
    by = columns.subject, columns.holder, columns.first_day, columns.last_day, columns.entry, columns.key
    ordered = select(text_of(columns.body)).where(*found).order_by(*by)
    for chunk in _bodies(connection, ordered):
        yield from map(point_of, chunk)


def _bodies(connection: Connection, query: Select[Any]) -> Iterator[Sequence[str]]:
    """Stream the only column of a query."""
    found: ScalarResult[str] = connection.scalars(query, execution_options={"yield_per": _CHUNK})
    yield from found.partitions()


def _of_pair(table: Table, where: PositionFilter | PointFilter) -> Conditions:
    found: Conditions = []
    if where.holders:
        found.append(table.c.holder.in_(where.holders))
    if where.subjects:
        found.append(table.c.subject.in_(where.subjects))
    if where.about is not None:
        found.append(table.c.about == where.about.value)
    return found


def conflicts(
    connection: Connection, where: ConflictFilter, documents: Collection[str]
) -> Iterator[Conflict]:
    """Stream conflicts by the first day of what they are about, undated last, then by id.

    ``documents`` are whole ids, in place of those of the filter.
    """
    columns = t.conflicts.c
    query = select(t.conflicts).where(*_conditions(where, documents))
    for chunk in loading.chunks(connection, query.order_by(columns.first_day, columns.id), _CHUNK):
        yield from _conflicts(connection, chunk)


def _conditions(where: ConflictFilter, documents: Collection[str]) -> Conditions:
    columns, sides, reports = t.conflicts.c, t.conflict_sides.c, t.entry_reports.c
    found: Conditions = []
    if where.kinds:
        found.append(columns.kind.in_(where.kinds))
    if where.entries:
        told = select(reports.record).where(reports.entry.in_(where.entries))
        found.append(columns.id.in_(select(sides.conflict).where(sides.record.in_(told))))
    if documents:
        found.append(columns.id.in_(select(sides.conflict).where(sides.document.in_(documents))))
    if where.issues:
        open_too = columns.issue_list == "" if UNDECIDED in where.issues else false()
        named = (holds(columns.issue_list, issue_list((each,))) for each in where.issues)
        found.append(or_(open_too, *named))
    if where.text is not None:
        found.append(holds(columns.text_folded, fold(where.text)))
    if where.date_from is not None:
        found.append(columns.last_day >= day_bounds(where.date_from)[0])
    if where.date_until is not None:
        found.append(columns.first_day <= day_bounds(where.date_until)[1])
    if where.date_from is not None or where.date_until is not None:
        found.append(columns.first_day != UNDATED)
    if where.reported_from is not None:
        found.append(columns.reported_last_day >= day_bounds(where.reported_from)[0])
    if where.reported_until is not None:
        found.append(columns.reported_first_day <= day_bounds(where.reported_until)[1])
    return found


def _conflicts(connection: Connection, found: Sequence[RowMapping]) -> Iterator[Conflict]:
    """Make the conflicts of their rows, with the entries that report their sides now."""
    sides, reports = t.conflict_sides.c, t.entry_reports.c
    entries: dict[str, str] = {}
    for some in portions([row["id"] for row in found]):
        records = select(sides.record).where(sides.conflict.in_(some))
        query = select(reports.record, reports.entry).where(reports.record.in_(records))
        for record, entry in connection.execute(query):
            entries[record] = min(entry, entries.get(record, entry))
    return (conflict_of(row, entries) for row in found)


def conflict(connection: Connection, wanted: str, location: str) -> Conflict:
    """Return one conflict by its id or a prefix that only one id has."""
    for condition in (_is, _begins):
        query = select(t.conflicts).where(condition(t.conflicts.c.id, wanted)).order_by(t.conflicts.c.id)
        found = connection.execute(query.limit(4)).mappings().all()
        if len(found) == 1:
            return next(_conflicts(connection, found))
        if found:
            several = ", ".join(row["id"] for row in found[:3])
            remedy = f"give more of the id; {_LIST}"
            raise UsageError(f"several conflicts begin with {wanted!r} ({several})", location, remedy)
    raise UsageError(f"there is no conflict {wanted!r}", location, _LIST)


def _is(column: Column[str], wanted: str) -> ColumnElement[bool]:
    return column == wanted


def _begins(column: Column[str], wanted: str) -> ColumnElement[bool]:
    return column.startswith(wanted.lower(), autoescape=True) if wanted else false()


def links_of(
    connection: Connection, entries: Collection[str], kinds: Collection[EntryLinkKind]
) -> list[EntryLink]:
    """Return the links from or to any of some entries, each once, by source and target."""
    held, wanted = t.entry_links.c, {each.value for each in kinds}
    found: dict[int, RowMapping] = {}
    for some in portions(sorted(set(entries))):
        for end in (held.source, held.target):
            for row in connection.execute(select(t.entry_links).where(end.in_(some))).mappings():
                if not wanted or row["kind"] in wanted:
                    found[row["key"]] = row
    rows = sorted(found.values(), key=lambda row: (row["source"], row["target"], row["kind"], row["key"]))
    return [link_of(row) for row in rows]
