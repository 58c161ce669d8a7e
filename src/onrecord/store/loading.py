"""Load records for a handful of rows at a time: what a record has of several is fetched for all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, bindparam, select

from onrecord.model import Document, Reading, Statement
from onrecord.store import rows
from onrecord.store import schema as t
from onrecord.store.interface import DocumentSummary
from onrecord.store.lineage_rows import vectors_of
from onrecord.store.naming import Naming
from onrecord.store.record_kinds import R
from onrecord.store.record_rows import CLAIMS, COMMITMENTS, EVENTS, Kept

_previous = t.documents.alias("previous")

SUMMARY = select(
    t.documents,
    _previous.c.id.label("previous_id"),
    t.readings.c.model,
    t.readings.c.statements,
    t.readings.c.commitments,
    t.readings.c.events,
    t.readings.c.claims,
).select_from(
    t.documents.outerjoin(t.readings, t.readings.c.document_key == t.documents.c.key).outerjoin(
        _previous, _previous.c.key == t.documents.c.previous_key
    )
)
"""The rows that ``summaries`` takes."""

DOCUMENT = select(t.documents, t.bodies).join_from(
    t.documents, t.bodies, t.bodies.c.document_key == t.documents.c.key
)
"""The rows that ``documents`` takes."""

LISTS = {
    "speakers": (t.speakers, "name"),
    "addressees": (t.addressees, "name"),
    "issues": (t.issues, "issue"),
}
"""The fields of a statement that are lists, each with its table and the column that holds a value."""


def chunks(connection: Connection, query: Select[Any], size: int) -> Iterator[Sequence[RowMapping]]:
    """Stream the rows of a query, this many at a time."""
    result = connection.execute(query, execution_options={"yield_per": size})
    yield from result.mappings().partitions()


def documents(connection: Connection, found: Sequence[RowMapping]) -> Iterator[Document]:
    """Make the documents of rows of ``DOCUMENT``."""
    citations = grouped(connection, t.citations, [row["key"] for row in found])
    return (rows.document_of(row, citations[row["key"]]) for row in found)


def summaries(connection: Connection, found: Sequence[RowMapping]) -> Iterator[DocumentSummary]:
    """Make the summaries of rows of ``SUMMARY``."""
    keys = [row["key"] for row in found]
    query = select(t.edits.c.document_key, t.edits.c.field).where(t.edits.c.document_key.in_(keys)).distinct()
    edited = defaultdict(set)
    for key, field in connection.execute(query):
        edited[key].add(field)
    return (rows.summary_of(row, edited[row["key"]]) for row in found)


def statements(
    connection: Connection, found: Sequence[RowMapping], ids: Mapping[int, str], naming: Naming
) -> Iterator[Statement]:
    """Make the statements of their rows; ``ids`` has the id of each document by its key.

    Their actors are named as ``naming`` says; without any rules, as the machine found them.
    """
    quotes = _by_statement(grouped(connection, t.evidence, list(ids)))
    lists = {
        field: _by_statement(grouped(connection, table, list(ids))) for field, (table, _) in LISTS.items()
    }
    for row in found:
        place = row["document_key"], row["position"]
        values = {field: [each[LISTS[field][1]] for each in held[place]] for field, held in lists.items()}
        statement = rows.statement_of(row, ids[row["document_key"]], quotes[place], values)
        yield naming.applied(statement, row["document_key"])


def reading(connection: Connection, key: int, document_id: str, naming: Naming) -> Reading | None:
    """Load the reading of one document; ``None`` where it was not read."""
    model = connection.scalar(select(t.readings.c.model).where(t.readings.c.document_key == key))
    if model is None:
        return None
    found = grouped(connection, t.statements, [key])[key]
    mentions = grouped(connection, t.mentions, [key])[key]
    vectors = grouped(connection, t.reading_vectors, [key])[key]
    return Reading(
        document_id,
        model,
        tuple(statements(connection, found, {key: document_id}, naming)),
        tuple(rows.mention_of(row) for row in mentions),
        records(connection, COMMITMENTS, key, document_id, naming),
        records(connection, EVENTS, key, document_id, naming),
        records(connection, CLAIMS, key, document_id, naming),
        vectors_of(vectors[0]) if vectors else (),
    )


def records(
    connection: Connection, kept: Kept[R], key: int, document_id: str, naming: Naming
) -> tuple[R, ...]:
    """Load the records of one kind of one document, in order of position, their actors named as decided."""
    found = grouped(connection, kept.table, [key])[key]
    return tuple(naming.renamed(kept.of(row, document_id), key) for row in found)


def grouped(connection: Connection, table: Table, keys: Sequence[int]) -> dict[int, list[RowMapping]]:
    """Fetch the rows of a table that belong to documents, in the order of its primary key."""
    grouped: dict[int, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(_of_documents(table), {"keys": list(keys)}).mappings():
        grouped[row["document_key"]].append(row)
    return grouped


@cache
def _of_documents(table: Table) -> Select[Any]:
    """Return the query of ``grouped``, made once: making it costs more than running it."""
    mine = table.c.document_key.in_(bindparam("keys", expanding=True))
    return select(table).where(mine).order_by(*table.primary_key)


def _by_statement(grouped: Mapping[int, Sequence[RowMapping]]) -> dict[tuple[int, int], list[RowMapping]]:
    held: dict[tuple[int, int], list[RowMapping]] = defaultdict(list)
    for found in grouped.values():
        for row in found:
            held[row["document_key"], row["statement"]].append(row)
    return held
