"""Find entries by what a user looks for, and one entry by any id that it has or ever had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, bindparam, false, literal, select

from onrecord.errors import UsageError
from onrecord.model import Entry, Place
from onrecord.store import entry_conditions, loading
from onrecord.store import schema as t
from onrecord.store.entry_filters import EntryFilter, EntryHead
from onrecord.store.filters import Conditions, day_bounds
from onrecord.store.register_index import ENTRY
from onrecord.store.register_rows import entry_of, place_of
from onrecord.store.schema_base import UNDATED
from onrecord.store.schema_register import HEAD

_CHUNK = 200
_FIRST_HEADS, _HEADS = 50, 5000  # few at first: some ask for a handful alone
_HEAD = [t.entries.c[name] for name in HEAD]
_GLANCE = "INDEXED BY ix_entries_head", "sqlite"  # it has all that is asked: rows are a page each
_LIST = "`onrecord show register` lists the entries"


def _answering(*when: ColumnElement[bool]) -> Select[Any]:
    """Select an act that somebody answers for, along the index of days of those who act or answer."""
    held, own = t.entry_facets.c, t.entry_names.c
    mine = select(own.entry).where(own.role == "principals", own.name == held.name, own.entry == held.entry)
    who = held.role == "who", held.name == bindparam("principal")
    return select(literal(1)).where(*who, *when, mine.correlate(t.entry_facets).exists()).limit(1)


_ANSWERING = (
    _answering(t.entry_facets.c.first_day >= bindparam("day")),
    # Hardly any begins before a day and reaches into it: looked for where there is none after it.
    _answering(t.entry_facets.c.first_day < bindparam("day"), t.entry_facets.c.last_day >= bindparam("day")),
)


def entries(connection: Connection, where: EntryFilter, document: str | None) -> Iterator[Entry]:
    """Stream entries by the first day of the act, undated last, then by id; ``document`` is a whole id."""
    named, others = entry_conditions.names(connection, where)
    query = ENTRY.where(*entry_conditions.conditions(where), *others)
    if named:
        ids = entry_conditions.ids_with(connection, named, where, document)
        yield from _in_order(connection, query.where(*_of_days(where)), ids)
        return
    told = entry_conditions.told_elsewhere(t.entries.c.id, where, document)
    if entry_conditions.are_few(where, document):
        days = select(t.entries.c.first_day, t.entries.c.id)
        asked = *entry_conditions.conditions(where), *others, *told, *_of_days(where)
        found = [(day or UNDATED, name) for day, name in connection.execute(days.where(*asked))]
        yield from _in_order(connection, ENTRY, [name for _, name in sorted(found)])
        return
    for part in _parts(query.where(*told), where):
        for chunk in loading.chunks(connection, part, _CHUNK):
            yield from (entry_of(row["body"]) for row in chunk)


def _in_order(connection: Connection, query: Select[Any], ids: Sequence[str]) -> Iterator[Entry]:
    """Stream those of some entries that a query finds, in the order of their ids; few at first."""
    done = 0
    while some := ids[done : done + min(_CHUNK, max(60, done))]:
        found = {row.id: row.body for row in connection.execute(query.where(t.entries.c.id.in_(some)))}
        yield from (entry_of(found[each]) for each in some if each in found)
        done += len(some)


def _parts(query: Select[Any], where: EntryFilter) -> Iterator[Select[Any]]:
    """Yield the parts of a query one after the other, each in an order that an index has."""
    columns = t.entries.c
    dated = query.order_by(columns.first_day, columns.id)
    if where.date_from is not None:
        # Few begin before the period and reach into it: those that last longer than a day.
        begin = day_bounds(where.date_from)[0]
        reaches = columns.first_day < begin, columns.last_day >= begin, columns.first_day != columns.last_day
        yield dated.where(*reaches, *_of_days(where))
        yield dated.where(columns.first_day >= begin, *_of_days(where))
        return
    yield dated.where(columns.first_day.is_not(None), *_of_days(where))
    if where.date_until is None:
        yield query.where(columns.first_day.is_(None)).order_by(columns.id)


def _of_days(where: EntryFilter) -> Conditions:
    columns, found = t.entries.c, list[ColumnElement[bool]]()
    if where.date_from is not None:
        found.append(columns.last_day >= day_bounds(where.date_from)[0])
    if where.date_until is not None:
        found.append(columns.first_day <= day_bounds(where.date_until)[1])
    return found


def heads(connection: Connection, where: EntryFilter, document: str | None) -> Iterator[EntryHead]:
    """Stream what is known of entries at a glance, in no order; ``document`` is a whole id."""
    named, others = entry_conditions.names(connection, where)
    told = entry_conditions.told_elsewhere(t.entries.c.id, where, document, every=True)
    asked = *entry_conditions.conditions(where), *others, *entry_conditions.with_all(named, where), *told
    query = select(*_HEAD).where(*asked, *_of_days(where)).with_hint(t.entries, *_GLANCE)
    result = connection.execute(query, execution_options={"yield_per": _HEADS})
    size = _FIRST_HEADS
    while chunk := result.fetchmany(size):
        for name, kind, status, issues, *rest in chunk:
            yield EntryHead(name, kind, status, tuple(issues.split()), *rest)
        size = _HEADS


def acts_since(connection: Connection, principal: str, day: str) -> bool:
    """Tell whether anything that somebody answers for lies on an ISO day or later."""
    asked = {"principal": principal, "day": day}
    return any(connection.scalar(query, asked) is not None for query in _ANSWERING)


def entry(connection: Connection, wanted: str, location: str) -> Entry:
    """Return the entry with an id that it has or had, or with a beginning of one that it alone has.

    The place of each of its reports may serve as its id. An id that no entry has any more names the place of
    the words that it was made from; it leads to the entry that now stands on words there, or on the same
    words in the newest version of that page.
    """
    query, reports = ENTRY, t.entry_reports.c
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
            return entry_of(found[0]["body"])
        if found:
            several = ", ".join(sorted(row["id"] for row in found)[:3])
            remedy = f"give more of the id; {_LIST}"
            raise UsageError(f"several entries begin with {wanted!r} ({several})", location, remedy)
    if gone:
        what = f"no entry stands any more on the words that {wanted!r} was made from"
        raise UsageError(what, location, _LIST)
    raise UsageError(f"there is no entry {wanted!r}", location, _LIST)


def ids_beginning(connection: Connection, prefix: str, limit: int) -> list[str]:
    """Return the ids of the entries of which an id, also one that they had, begins so; in order."""
    reports = t.entry_reports.c
    found = {
        *connection.scalars(select(t.entries.c.id).where(_begins(t.entries.c.id, prefix)).limit(limit)),
        *connection.scalars(select(reports.entry).where(_begins(reports.place_id, prefix)).limit(limit)),
    }
    for place in _places(connection, _begins(t.entry_ids.c.id, prefix)):
        if (each := _standing_at(connection, place)) is not None:
            found.add(each)
    return sorted(found)[:limit]


def aliases(connection: Connection, entry_id: str) -> tuple[str, ...]:
    """Return the ids that entries once had at the places of an entry's reports, without its own."""
    ids, reports = t.entry_ids.c, t.entry_reports.c
    places = select(reports.place_id).where(reports.entry == entry_id)
    query = select(ids.id).where(ids.id.in_(places), ids.id != entry_id)
    return tuple(sorted(connection.scalars(query)))


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
        found = [entry_of(row.body) for row in connection.execute(ENTRY.where(t.entries.c.id.in_(mine)))]
        shares = [(-_shared(each, there), each.id) for each in found]
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
