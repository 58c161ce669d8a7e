"""Show entries page by page, in an order, whatever is looked for.

It looks in ``entry_facets``, a narrow table with one row for each entry and one for each name of it; what
that does not hold is left to the conditions on the entries themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from onrecord.model import Entry
from onrecord.store import entry_conditions, word_search
from onrecord.store import schema as t
from onrecord.store.entry_filters import EntryFilter, EntryPage, EntrySort
from onrecord.store.filters import Conditions, day_bounds
from onrecord.store.lending import portions
from onrecord.store.register_index import ENTRY
from onrecord.store.register_rows import entry_of

_NOTHING = EntryFilter()
NARROW: Mapping[str, Any] = {
    name: getattr(_NOTHING, name)
    for name in (
        "kinds", "statuses", "least_origins", "most_origins", "confidence_from", "confidence_until",
        "reviewed", "unreviewed", "date_from", "date_until", "actors", "issues", "reported_from",
        "reported_until", "moved_from", "moved_until", "words", "without",
    )
}  # fmt: skip
"""What of a filter ``entry_facets`` answers, as it is where nothing is asked."""

_FEW = 1000
"""Entries that are named one by one, once they are found, where more than one query asks for them."""


def page(
    connection: Connection,
    where: EntryFilter,
    document: str | None,
    sort: EntrySort,
    offset: int,
    limit: int,
    total: int | None = None,
) -> EntryPage:
    """Return some of the entries that are looked for, in an order.

    Args:
        connection: to the casefile.
        where: which are looked for.
        document: the whole id of the one that ``where`` names.
        sort: their order.
        offset: how many are left out before the first.
        limit: entries at most.
        total: how many are looked for, where that was counted already.
    """
    held = t.entry_facets.c
    role, name, rest = asked_of(where)
    rows = held.role == role, held.name == name, *conditions(connection, rest, document)
    if total is None:
        total = connection.scalar(select(func.count()).select_from(t.entry_facets).where(*rows)) or 0
    query = select(held.entry).where(*rows).order_by(*_order(sort)).limit(limit).offset(offset)
    ids = connection.scalars(query).all() if offset < total else []
    return EntryPage(loaded(connection, ids), total, offset)


def asked_of(where: EntryFilter) -> tuple[str, str, EntryFilter]:
    """Return the role and name of the rows that answer a filter, and what more these have to meet.

    Where it names one actor or one issue alone they are of that name, else one for each entry.
    """
    if len(where.actors) == 1:
        return "who", where.actors[0], replace(where, actors=())
    if len(where.issues) == 1:
        return "issues", where.issues[0], replace(where, issues=())
    return "", "", where


def conditions(connection: Connection, where: EntryFilter, document: str | None) -> Conditions:
    """Return what a row of ``entry_facets``, whatever its name, has to meet."""
    held = t.entry_facets.c
    found: Conditions = [
        column.in_(wanted)
        for column, wanted in ((held.kind, where.kinds), (held.status, where.statuses))
        if wanted
    ]
    found += entry_conditions.confidence_bounds(where, held.confidence)
    found += entry_conditions.left_out(where, held.entry)
    if where.date_from is not None:
        found.append(held.last_day >= day_bounds(where.date_from)[0])
    if where.date_until is not None:
        found.append(held.first_day <= day_bounds(where.date_until)[1])
    if where.least_origins > 1:
        found.append(held.origins >= where.least_origins)
    if where.most_origins is not None:
        found.append(held.origins <= where.most_origins)
    for wanted in {where.reviewed, True if not where.unreviewed else None} - {None}:
        found.append(held.reviewed == wanted)
    reported = held.reported_first_day, held.reported_last_day
    found += entry_conditions.between(*reported, where.reported_from, where.reported_until)
    moved = held.moved_first_day, held.moved_last_day
    found += entry_conditions.between(*moved, where.moved_from, where.moved_until)
    if where.words is not None:
        found.append(_with_words(connection, where.words))
    if where.actors:
        found.append(held.entry.in_(_named("who", where.actors)))
    if where.issues:
        found.append(held.entry.in_(_named("issues", where.issues)))
    return found + _by_entry(connection, where, document)


def _named(role: str, names: tuple[str, ...]) -> Select[tuple[str]]:
    inner = t.entry_facets.alias().c
    return select(inner.entry).where(inner.role == role, inner.name.in_(names))


def _with_words(connection: Connection, asked: str) -> ColumnElement[bool]:
    """Return the condition that an entry has words; few that have them are named one by one."""
    numbers = word_search.numbers(connection, asked)
    few = connection.scalars(numbers.limit(_FEW + 1)).all()
    return t.entry_facets.c.number.in_(few if len(few) <= _FEW else numbers)


def _by_entry(connection: Connection, where: EntryFilter, document: str | None) -> Conditions:
    """Return the condition that an entry meets what its own row alone tells; none where nothing is asked."""
    asked = _own(connection, where, document)
    if asked is None:
        return []
    query = select(t.entries.c.id).where(*asked)
    few = connection.scalars(query.limit(_FEW + 1)).all()
    return [t.entry_facets.c.entry.in_(few if len(few) <= _FEW else query)]


def _own(
    connection: Connection, where: EntryFilter, document: str | None
) -> Sequence[ColumnElement[bool]] | None:
    """Return what an entry has to meet that its own row alone tells; ``None`` where that is nothing."""
    rest = replace(where, **NARROW)
    if rest == _NOTHING:
        return None
    named, others = entry_conditions.names(connection, rest)
    told = entry_conditions.told_elsewhere(t.entries.c.id, rest, document)
    return [*entry_conditions.conditions(rest), *others, *entry_conditions.with_all(named, rest), *told]


def beyond(where: EntryFilter) -> EntryFilter:
    """Return what of a filter no column of ``entry_facets`` answers: words, and what entries alone tell."""
    return replace(where, **{**NARROW, "words": where.words})


def numbers_beyond(
    connection: Connection, where: EntryFilter, document: str | None
) -> Collection[int] | None:
    """Return the numbers of the entries that meet what no column answers; ``None``: nothing of it is asked.

    All meet it then.
    """
    found: Collection[int] | None = None
    if where.words is not None:
        found = connection.scalars(word_search.numbers(connection, where.words)).all()
    own = _own(connection, where, document)
    if own is not None:
        meeting = connection.scalars(select(t.entries.c.number).where(*own)).all()
        found = meeting if found is None else set(found) & set(meeting)
    return found


def _order(sort: EntrySort) -> tuple[ColumnElement[Any], ...]:
    held = t.entry_facets.c
    newest = held.first_day.desc().nulls_last(), held.entry.desc()
    first: Mapping[EntrySort, tuple[ColumnElement[Any], ...]] = {
        EntrySort.NEWEST: (),
        EntrySort.ORIGINS: (held.origins.desc(),),
        EntrySort.REPORTS: (held.reports.desc(),),
        EntrySort.DOUBT: (held.confidence,),
        EntrySort.LATEST: (held.moved_last_day.desc().nulls_last(),),
    }
    if sort is EntrySort.OLDEST:
        return held.first_day.asc().nulls_last(), held.entry
    return *first[sort], *newest


def loaded(connection: Connection, ids: Sequence[str]) -> tuple[Entry, ...]:
    """Return the entries of these ids, in their order."""
    found = {
        row.id: entry_of(row.body)
        for some in portions(ids)
        for row in connection.execute(ENTRY.where(t.entries.c.id.in_(some)))
    }
    return tuple(found[each] for each in ids)
