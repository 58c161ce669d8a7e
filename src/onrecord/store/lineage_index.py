"""Keep the keys of documents, and find those that share some; put together what lineage looks at."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY

from onrecord.model import Material
from onrecord.store import loading, rows
from onrecord.store import schema as t
from onrecord.store.lending import ids_of, portions
from onrecord.store.lineage_rows import id_of, packed_keys, rank, unpacked_keys, vectors_of

_MATERIALS = 50  # documents whose texts are loaded at a time
_LOOKED_UP = 4000  # keys that are looked up at a time
_LAST = (1 << 63) - 1


def put_keys(connection: Connection, key: int, document_id: str, keys: Collection[int]) -> None:
    """Keep the keys of a document in place of earlier ones; only what differs is written."""
    columns, ranked = t.lineage_keys.c, rank(document_id)
    held = t.lineage_documents.c
    earlier = connection.scalar(select(held["keys"]).where(held.document_key == key))
    before = unpacked_keys(earlier) if earlier is not None else frozenset()
    after = frozenset(keys)
    gone = [{"old_key": each, "old_rank": ranked} for each in sorted(before - after)]
    if gone:
        mine = columns.key == bindparam("old_key"), columns.rank == bindparam("old_rank")
        connection.execute(delete(t.lineage_keys).where(*mine), gone)
    if made := [{"key": each, "rank": ranked} for each in sorted(after - before)]:
        connection.execute(insert(t.lineage_keys), made)
    if earlier is not None:
        connection.execute(delete(t.lineage_documents).where(held.document_key == key))
    if after:
        connection.execute(insert(t.lineage_documents).values(document_key=key, keys=packed_keys(after)))


def forget(connection: Connection, key: int, document_id: str) -> None:
    """Forget what a document that gets another id was like; it and those it was like are out of step."""
    put_keys(connection, key, document_id, ())
    held = t.likenesses.c
    pairs = connection.execute(
        select(held.a_key, held.b_key).where(or_(held.a_key == key, held.b_key == key))
    ).all()
    connection.execute(delete(t.likenesses).where(or_(held.a_key == key, held.b_key == key)))
    concerned = {key, *(each for pair in pairs for each in pair)}
    for some in portions(sorted(concerned)):
        connection.execute(delete(t.stamps).where(t.stamps.c.document_key.in_(some)))


def keys(connection: Connection, document_keys: Mapping[str, int]) -> dict[str, frozenset[int]]:
    """Return the keys of documents; those without are left out."""
    names = {key: document_id for document_id, key in document_keys.items()}
    held = t.lineage_documents
    return {
        names[row["document_key"]]: unpacked_keys(row["keys"])
        for some in portions(sorted(names))
        for row in connection.execute(select(held).where(held.c.document_key.in_(some))).mappings()
    }


def holders(connection: Connection, wanted: Collection[int], limit: int) -> dict[int, tuple[str, ...]]:
    """Return the documents that hold each key, in the order of ids, at most ``limit + 1`` of each."""
    found: dict[int, list[int]] = defaultdict(list)
    is_sqlite = connection.dialect.name == "sqlite"
    query = _HOLDERS_SQLITE if is_sqlite else _HOLDERS
    for some in portions(sorted(set(wanted)), _LOOKED_UP):
        given = json.dumps(some) if is_sqlite else list(some)
        for key, ranked in connection.execute(query, {"wanted": given, "most": limit + 1, "skip": limit}):
            found[key].append(ranked)
    return {key: tuple(map(id_of, sorted(held))) for key, held in found.items()}


def _holders() -> Select[Any]:
    given = func.unnest(bindparam("wanted", type_=ARRAY(BigInteger)))
    wanted = given.table_valued("value", name="wanted").render_derived()
    held = t.lineage_keys.c
    first = select(held.rank).where(held.key == wanted.c.value).order_by(held.rank)
    some = first.limit(bindparam("most")).lateral()
    return select(wanted.c.value, some.c.rank).select_from(wanted.join(some, true()))


def _holders_sqlite() -> Select[Any]:
    """Return the same without a lateral join, which SQLite lacks: up to the rank that is one too many."""
    wanted = func.json_each(bindparam("wanted")).table_valued("value", name="wanted")
    mine, others = t.lineage_keys.alias("mine"), t.lineage_keys.alias("others")
    last = select(others.c.rank).where(others.c.key == wanted.c.value).order_by(others.c.rank)
    bound = func.coalesce(last.limit(1).offset(bindparam("skip")).scalar_subquery(), _LAST)
    joined = wanted.join(mine, and_(mine.c.key == wanted.c.value, mine.c.rank <= bound))
    return select(mine.c.key, mine.c.rank).select_from(joined)


_HOLDERS, _HOLDERS_SQLITE = _holders(), _holders_sqlite()


def material(connection: Connection, document_keys: Collection[int]) -> dict[str, Material]:
    """Return documents with what reading gave them, by id."""
    found: dict[str, Material] = {}
    for some in portions(sorted(document_keys), _MATERIALS):
        held = connection.execute(loading.DOCUMENT.where(t.documents.c.key.in_(some))).mappings().all()
        previous = ids_of(connection, {row["previous_key"] for row in held} - {None})
        mentions = loading.grouped(connection, t.mentions, some)
        vectors = loading.grouped(connection, t.reading_vectors, some)
        for row, document in zip(held, loading.documents(connection, held), strict=True):
            kept = vectors.get(row["key"])
            found[document.id] = Material(
                document,
                vectors_of(kept[0]) if kept else (),
                tuple(rows.mention_of(each) for each in mentions.get(row["key"], ())),
                previous.get(row["previous_key"]),
                row["newest"],
            )
    return found
