"""Count articles, what they take from one another, and where entries began: sums, and pages of lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, literal_column, or_, select

from onrecord.model import DerivationKind, Evidence
from onrecord.store import loading
from onrecord.store import schema as t
from onrecord.store.filters import WHOLE, document_conditions, holds
from onrecord.store.fold import fold
from onrecord.store.interface import DocumentFilter, DocumentSummary
from onrecord.store.interface_coverage import (
    OriginCount,
    OutletCount,
    OutletTie,
    Placeholder,
    RecordEntry,
    TieFilter,
)
from onrecord.store.lending import portions

_UNNAMED = "anon:"
_source = t.documents.alias("source")
_derived = t.documents.alias("derived")


def document_page(
    connection: Connection, where: DocumentFilter, newest_first: bool, offset: int, limit: int
) -> tuple[tuple[DocumentSummary, ...], int]:
    """Return some of the documents that fit, by date of publication, undated last; and how many fit."""
    columns, conditions = t.documents.c, document_conditions(where)
    total = connection.scalar(select(func.count()).select_from(t.documents).where(*conditions)) or 0
    day = columns.first_day.desc() if newest_first else columns.first_day.asc()
    chosen = select(columns.key).where(*conditions).order_by(day.nulls_last(), columns.id)
    keys = list(connection.scalars(chosen.offset(offset).limit(limit)))
    rows = connection.execute(loading.SUMMARY.where(columns.key.in_(keys))).mappings().all()
    found = {row["key"]: each for row, each in zip(rows, loading.summaries(connection, rows), strict=True)}
    return tuple(found[key] for key in keys), total


def outlet_ties(connection: Connection) -> tuple[OutletTie, ...]:
    """Return how often pages of outlets derive from those of others; spellings that fold alike are one."""
    held, number = t.derivations.c, func.count()
    columns = (_source.c.outlet, held.source_key.is_(None), held.outlet, _derived.c.outlet, held.kind)
    query = _tied(select(*columns, number)).group_by(*columns)
    named, sums = _Names(), defaultdict[tuple[str, str, str], int](int)
    for source, is_away, cited, derived, kind, count in connection.execute(query):
        ends = named.of((cited if is_away else source) or "", count), named.of(derived or "", count)
        sums[*ends, kind] += count
    ties = (OutletTie(named[a], named[b], kind, count) for (a, b, kind), count in sums.items())
    return tuple(sorted(ties, key=lambda each: (each.source, each.derived, each.kind)))


def _tied(query: Select[Any]) -> Select[Any]:
    held = t.derivations.c
    joined = t.derivations.join(_derived, _derived.c.key == held.derived_key)
    return query.select_from(joined.outerjoin(_source, _source.c.key == held.source_key))


class _Names:
    """Call each outlet by its commonest spelling."""

    def __init__(self) -> None:
        self._spelled: dict[str, dict[str, int]] = {}

    def of(self, name: str, number: int) -> str:
        """Return the key of a spelling, which is counted."""
        key = fold(name)
        spelled = self._spelled.setdefault(key, {})
        spelled[name] = spelled.get(name, 0) + number
        return key

    def __getitem__(self, key: str) -> str:
        return min(self._spelled[key].items(), key=lambda each: (-each[1], each[0]))[0]


def outlets_counted(connection: Connection) -> tuple[OutletCount, ...]:
    """Return what the pages of each outlet come to, the outlet with the most pages first."""
    columns = t.documents.c
    pages: dict[str, int] = {}
    named = _Names()
    query = select(columns.outlet, func.count()).where(columns.newest).group_by(columns.outlet)
    for outlet, number in connection.execute(query):
        key = named.of(outlet or "", number)
        pages[key] = pages.get(key, 0) + number
    taken = _by_outlet(connection, _derives(WHOLE))
    shared = _by_outlet(connection, and_(_derives((DerivationKind.PARTIAL.value,)), ~_derives(WHOLE)))
    said = _statements_by_outlet(connection)
    unnamed = _statements_by_outlet(connection, holds(t.statements.c.speaker_folded, fold(_UNNAMED)))
    away = _placeholders_by_outlet(connection)
    found = (
        OutletCount(
            named[key], number, taken.get(key, 0), shared.get(key, 0), said.get(key, 0), unnamed.get(key, 0),
            away.get(key, 0),
        )
        for key, number in pages.items()
    )  # fmt: skip
    return tuple(sorted(found, key=lambda each: (-each.pages, each.outlet)))


def _derives(kinds: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a document derives from another, which has a page, in one of some ways."""
    held = t.derivations.c
    mine = held.derived_key == t.documents.c.key, held.kind.in_(kinds), held.source_key.is_not(None)
    return select(held.key).where(*mine).correlate(t.documents).exists()


def _by_outlet(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, int]:
    columns = t.documents.c
    query = select(columns.outlet_folded, func.count()).where(columns.newest, *conditions)
    return _numbers(connection, query.group_by(columns.outlet_folded))


def _numbers(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return {row[0]: row[1] for row in connection.execute(query)}


def _statements_by_outlet(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, int]:
    columns = t.documents.c
    if conditions:
        joined = t.statements.join(t.documents, columns.key == t.statements.c.document_key)
        number: ColumnElement[int] = func.count()
    else:
        joined = t.readings.join(t.documents, columns.key == t.readings.c.document_key)
        number = func.sum(t.readings.c.statements)
    query = select(columns.outlet_folded, number).select_from(joined).where(columns.newest, *conditions)
    return _numbers(connection, query.group_by(columns.outlet_folded))


def _placeholders_by_outlet(connection: Connection) -> dict[str, int]:
    found: dict[str, int] = {}
    for _, outlet, held in _with_placeholders(connection):
        found[outlet] = found.get(outlet, 0) + len(held)
    return found


def ties(connection: Connection, where: TieFilter, offset: int, limit: int) -> tuple[list[int], int]:
    """Return the keys of some of the derivations that fit, by derived document and source; and how many."""
    held, conditions = t.derivations.c, []
    if where.derived is not None:
        conditions.append(_derived.c.outlet_folded == fold(where.derived))
    if where.source is not None:
        away = select(held.outlet).where(held.source_key.is_(None)).distinct()
        alike = [name for name in connection.scalars(away) if fold(name or "") == fold(where.source) and name]
        conditions.append(
            or_(
                _source.c.outlet_folded == fold(where.source),
                and_(held.source_key.is_(None), held.outlet.in_(alike)),
            )
        )
    if where.kinds:
        conditions.append(held.kind.in_(where.kinds))
    total = connection.scalar(_tied(select(func.count())).where(*conditions)) or 0
    order = _derived.c.first_day.desc().nulls_last(), _derived.c.id, held.key
    query = _tied(select(held.key)).where(*conditions).order_by(*order)
    return list(connection.scalars(query.offset(offset).limit(limit))), total


def origins_counted(connection: Connection, offset: int, limit: int) -> tuple[tuple[OriginCount, ...], int]:
    """Return some origins, that of the most entries first; and how many there are."""
    reports = t.entry_reports.c
    number = func.count(reports.entry.distinct())
    query = select(reports.origin, number, func.count().over()).group_by(reports.origin)
    ordered = query.order_by(number.desc(), reports.origin)
    found = connection.execute(ordered.offset(offset).limit(limit)).all()
    if not found and offset:
        return (), connection.scalar(select(func.count(reports.origin.distinct()))) or 0
    return tuple(OriginCount(origin, entries) for origin, entries, _ in found), found[0][2] if found else 0


def entries_from(connection: Connection, origin: str, offset: int, limit: int) -> tuple[tuple[str, ...], int]:
    """Return the ids of some of the entries of which a report goes back to an origin; and how many."""
    reports, entries = t.entry_reports.c, t.entries.c
    mine = entries.id.in_(select(reports.entry).where(reports.origin == origin))
    total = connection.scalar(select(func.count()).select_from(t.entries).where(mine)) or 0
    query = select(entries.id).where(mine).order_by(entries.first_day.asc().nulls_last(), entries.id)
    return tuple(connection.scalars(query.offset(offset).limit(limit))), total


def placeholders(connection: Connection, offset: int, limit: int) -> tuple[tuple[Placeholder, ...], int]:
    """Return some of the citations that lead nowhere, by document and place; and how many there are."""
    found = [
        Placeholder(document, Evidence(*each))
        for document, _, held in sorted(_with_placeholders(connection))
        for each in held
    ]
    return tuple(found[offset : offset + limit]), len(found)


def _with_placeholders(connection: Connection) -> list[tuple[str, str, Sequence[Any]]]:
    """Return id, folded outlet and placeholders of documents that have some: few do, an index has them."""
    held = t.bodies.c.placeholders
    some = func.json_array_length(held) > literal_column("0")
    query_held = select(t.bodies.c.document_key, held).where(some)
    found = {row[0]: row[1] for row in connection.execute(query_held)}
    columns = t.documents.c
    query = select(columns.key, columns.id, columns.outlet_folded).where(columns.newest)
    return [
        (document, outlet, found[key])
        for keys in portions(sorted(found))
        for key, document, outlet in connection.execute(query.where(columns.key.in_(keys)))
    ]


def entries_of_records(connection: Connection, document_id: str) -> dict[str, RecordEntry]:
    """Return the entries that report the records of a document, by the id of the record."""
    found = connection.execute(_ENTRIES, {"document": document_id})
    return {record: RecordEntry(*rest) for record, *rest in found}


def _entries() -> Select[Any]:
    mine, others = t.entry_reports.alias("mine"), t.entry_reports.alias("others")
    number = select(func.count()).where(others.c.entry == mine.c.entry).scalar_subquery()
    return (
        select(mine.c.record, mine.c.entry, t.entries.c.origins, number)
        .join(t.entries, t.entries.c.id == mine.c.entry)
        .where(mine.c.document == bindparam("document"))
        .order_by(mine.c.entry, mine.c.position)
    )


_ENTRIES = _entries()
