"""Keep the folded names that filters look in, in step with what is decided about actors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Table, bindparam, select, update

from onrecord.model import Statement
from onrecord.store import loading, rows
from onrecord.store import schema as t
from onrecord.store.naming import Naming
from onrecord.store.record_kinds import FoundRecord, R
from onrecord.store.record_rows import CLAIMS, COMMITMENTS, EVENTS, Kept

_CHUNK = 100  # documents whose records are brought in step at a time


def bring_in_step(connection: Connection, before: Naming, after: Naming) -> None:
    """Fold anew the names in every record that a change of what is decided concerns."""
    changed = [
        name
        for name in {*before.everywhere, *after.everywhere}
        if before.everywhere.get(name) != after.everywhere.get(name)
    ]
    keys = sorted({*_naming_any(connection, changed), *(before.exceptions | after.exceptions)})
    for at in range(0, len(keys), _CHUNK):
        some = keys[at : at + _CHUNK]
        said = statements_of(connection, some, after)
        named = {key: [rows.named_values(each) for each in found] for key, found in said.items()}
        _update(connection, t.statements, named)
        _update(connection, t.commitments, _named(connection, COMMITMENTS, some, after))
        _update(connection, t.events, _named(connection, EVENTS, some, after))
        _update(connection, t.claims, _named(connection, CLAIMS, some, after))


def _named(
    connection: Connection, kept: Kept[R], keys: Sequence[int], decided: Naming
) -> dict[int, list[rows.Values]]:
    """Return the folded columns of the records of one kind, by document and in order of position."""
    found = loading.grouped(connection, kept.table, keys)
    return {
        key: [kept.named(decided.renamed(kept.of(row, ""), key)) for row in held]
        for key, held in found.items()
    }


def _update(connection: Connection, table: Table, named: Mapping[int, Sequence[rows.Values]]) -> None:
    mine = table.c.document_key == bindparam("of_document"), table.c.position == bindparam("at_position")
    values = [
        {"of_document": key, "at_position": position, **folded}
        for key, held in named.items()
        for position, folded in enumerate(held)
    ]
    if values:
        connection.execute(update(table).where(*mine), values)


def _naming_any(connection: Connection, names: Sequence[str]) -> Iterator[int]:
    """Yield the keys of the documents whose records name one of some actors."""
    for table, column in (
        (t.speakers, "name"),
        (t.addressees, "name"),
        (t.statements, "affiliation"),
        (t.record_actors, "name"),
    ):
        query = select(table.c.document_key).where(table.c[column].in_(names)).distinct()
        yield from connection.scalars(query)


def statements_of(
    connection: Connection, keys: Sequence[int], decided: Naming
) -> Mapping[int, list[Statement]]:
    """Load the statements of documents by their keys, in order of position."""
    columns = t.statements.c
    query = select(t.statements).where(columns.document_key.in_(keys))
    found = connection.execute(query.order_by(columns.document_key, columns.position)).mappings().all()
    identity = select(t.documents.c.key, t.documents.c.id).where(t.documents.c.key.in_(keys))
    ids = {row["key"]: row["id"] for row in connection.execute(identity).mappings()}
    held: dict[int, list[Statement]] = {key: [] for key in keys}
    for row, statement in zip(found, loading.statements(connection, found, ids, decided), strict=True):
        held[row["document_key"]].append(statement)
    return held


def records_of(connection: Connection, key: int, decided: Naming) -> list[FoundRecord]:
    """Load the commitments, events and claims of a document by its key."""
    return [
        *loading.records(connection, COMMITMENTS, key, "", decided),
        *loading.records(connection, EVENTS, key, "", decided),
        *loading.records(connection, CLAIMS, key, "", decided),
    ]
