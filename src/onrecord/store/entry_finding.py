"""Find entries by what a user looks for, and one entry by any id that it has or ever had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, and_, false, or_, select

from onrecord.errors import UsageError
from onrecord.model import UNDECIDED, Entry, Place
from onrecord.store import loading
from onrecord.store import schema as t
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.filters import Conditions, day_bounds, holds
from onrecord.store.fold import fold
from onrecord.store.register_index import entries_of
from onrecord.store.register_rows import issue_list, place_of

_CHUNK = 200
_LIST = "`onrecord show register` lists the entries"


def entries(connection: Connection, where: EntryFilter, document: str | None) -> Iterator[Entry]:
    """Stream entries by the first day of the act, undated last, then by id; ``document`` is a whole id."""
    columns = t.entries.c
    query = select(t.entries).where(*_conditions(where, document))
    ordered = query.order_by(columns.first_day.asc().nulls_last(), columns.id)
    for chunk in loading.chunks(connection, ordered, _CHUNK):
        yield from entries_of(connection, chunk)


def _conditions(where: EntryFilter, document: str | None) -> Conditions:
    columns, reports = t.entries.c, t.entry_reports.c
    found: Conditions = [
        holds(column, fold(words))
        for column, words in (
            (columns.actor_folded, where.actor),
            (columns.towards_folded, where.towards),
            (columns.outlet_folded, where.outlet),
            (columns.content_folded, where.text),
        )
        if words is not None
    ]
    found += [
        column.in_(wanted)
        for column, wanted in ((columns.kind, where.kinds), (columns.status, where.statuses))
        if wanted
    ]
    if where.issues:
        open_too = columns.issue_list == "" if UNDECIDED in where.issues else false()
        named = (holds(columns.issue_list, issue_list((each,))) for each in where.issues)
        found.append(or_(open_too, *named))
    found += _between(columns.first_day, columns.last_day, where.date_from, where.date_until)
    reported = columns.reported_first_day, columns.reported_last_day
    found += _between(*reported, where.reported_from, where.reported_until)
    if document is not None:
        found.append(columns.id.in_(select(reports.entry).where(reports.document == document)))
    if where.least_origins > 1:
        found.append(columns.origins >= where.least_origins)
    return found


def _between(
    first: ColumnElement[Any], last: ColumnElement[Any], begin: str | None, end: str | None
) -> Conditions:
    found: Conditions = []
    if begin is not None:
        found.append(last >= day_bounds(begin)[0])
    if end is not None:
        found.append(first <= day_bounds(end)[1])
    return found


def entry(connection: Connection, wanted: str, location: str) -> Entry:
    """Return the entry with an id that it has or had, or with a beginning of one that it alone has.

    The place of each of its reports may serve as its id. An id that no entry has any more names the place of
    the words that it was made from; it leads to the entry that now stands on words there, or on the same
    words in the newest version of that page.
    """
    query, reports = select(t.entries), t.entry_reports.c
    gone = False
    for condition in (_is, _begins):
        found = connection.execute(query.where(condition(t.entries.c.id, wanted)).limit(4)).mappings().all()
        if not found:
            now = {
                *connection.scalars(select(reports.entry).where(condition(reports.place_id, wanted)).limit(4))
            }
            places = _places(connection, condition(t.entry_ids.c.id, wanted))
            gone = gone or bool(places)
            now |= {each for place in places if (each := _standing_at(connection, place)) is not None}
            found = connection.execute(query.where(t.entries.c.id.in_(sorted(now)))).mappings().all()
        if len(found) == 1:
            return next(entries_of(connection, found))
        if found:
            several = ", ".join(sorted(row["id"] for row in found)[:3])
            remedy = f"give more of the id; {_LIST}"
            raise UsageError(f"several entries begin with {wanted!r} ({several})", location, remedy)
    if gone:
        what = f"no entry stands any more on the words that {wanted!r} was made from"
        raise UsageError(what, location, _LIST)
    raise UsageError(f"there is no entry {wanted!r}", location, _LIST)


def aliases(connection: Connection, entry_id: str) -> tuple[str, ...]:
    """Return the ids that entries once had at the places of an entry's reports, without its own."""
    ids, reports = t.entry_ids.c, t.entry_reports.c
    same = and_(reports.digest == ids.digest, reports.start == ids.start, reports.end == ids.end)
    query = select(ids.id).join(t.entry_reports, same).where(reports.entry == entry_id, ids.id != entry_id)
    return tuple(sorted(set(connection.scalars(query))))


def _is(column: Column[str], wanted: str) -> ColumnElement[bool]:
    return column == wanted


def _begins(column: Column[str], wanted: str) -> ColumnElement[bool]:
    return column.startswith(wanted.lower(), autoescape=True) if wanted else false()


def _places(connection: Connection, condition: ColumnElement[bool]) -> list[Place]:
    """Return the places that ids name which entries had."""
    return [
        place_of(row) for row in connection.execute(select(t.entry_ids).where(condition).limit(20)).mappings()
    ]


def _standing_at(connection: Connection, place: Place) -> str | None:
    """Return the id of the entry that holds evidence at a place, the largest share of it first."""
    for there in (place, *_in_newest_version(connection, place)):
        reports = t.entry_reports.c
        mine = select(reports.entry).where(reports.digest == there.digest)
        rows = connection.execute(select(t.entries).where(t.entries.c.id.in_(mine))).mappings().all()
        shares = [(-_shared(each, there), each.id) for each in entries_of(connection, rows)]
        best, name = min(shares, default=(0, ""))
        if best < 0:
            return name
    return None


def _shared(entry: Entry, place: Place) -> int:
    """Return how many characters of a place the evidence of an entry covers."""
    acts = [report.act for report in entry.reports if report.act.place.digest == place.digest]
    spans = [(each.place.start, each.place.end) for each in acts]
    spans += [(each.start, each.end) for act in acts for each in act.quote]
    return max((min(end, place.end) - max(start, place.start) for start, end in spans), default=0)


def _in_newest_version(connection: Connection, place: Place) -> list[Place]:
    """Return where the words at a place of an older version stand in the newest one."""
    old, mine, others = t.documents.alias("old"), t.addresses.alias("mine"), t.addresses.alias("others")
    body = t.bodies.alias("body")
    query = (
        select(body.c.text.label("was"), t.bodies.c.text.label("now"), t.documents.c.digest)
        .select_from(old)
        .join(body, body.c.document_key == old.c.key)
        .join(mine, mine.c.document_key == old.c.key)
        .join(others, others.c.address == mine.c.address)
        .join(t.documents, t.documents.c.key == others.c.document_key)
        .join(t.bodies, t.bodies.c.document_key == t.documents.c.key)
        .where(old.c.digest == place.digest, ~old.c.newest, t.documents.c.newest)
    )
    found = []
    for row in connection.execute(query.order_by(t.documents.c.id)).mappings():
        words, now = row["was"][place.start : place.end], row["now"]
        # Of several such places, the last that is not after the old one.
        at = now.rfind(words, 0, place.end) if words in now[: place.end] else now.find(words)
        if at >= 0:
            found.append(Place(row["digest"], at, at + len(words)))
    return found
