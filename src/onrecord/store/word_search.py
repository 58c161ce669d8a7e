"""Find entries by words: with FTS5 on SQLite, with a text search index on PostgreSQL.

Where SQLite was built without FTS5 every entry is looked at: slower, and the same entries.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    cast,
    false,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects.postgresql import REGCONFIG

from onrecord.store import schema as t
from onrecord.store import words

FUNCTION = "onrecord_has_words"
"""The name under which SQLite calls ``words.has_words``."""

_LONGEST = 200_000
"""Characters of an entry that PostgreSQL searches: it refuses to index what is very long."""

_COLUMNS = ("content_folded", "actor_folded", "towards_folded", "outlet_folded")

DOCUMENT = (
    "to_tsvector('simple'::regconfig, left(regexp_replace("
    + " || ' ' || ".join(_COLUMNS)
    + f", '[^[:alnum:]]+', ' ', 'g'), {_LONGEST}))"
)
"""What PostgreSQL's index is of."""


def ids(connection: Connection, asked: str) -> Select[tuple[str]]:
    """Select the ids of the entries that have all words that are asked for; of none where there are none."""
    columns = t.entries.c
    return select(columns.id).where(columns.number.in_(numbers(connection, asked)))


def numbers(connection: Connection, asked: str) -> Select[Any]:
    """Select the numbers of the entries that have all words that are asked for."""
    columns = t.entries.c
    found = select(columns.number)
    if not words.terms(asked):
        return found.where(false())
    if connection.dialect.name == "postgresql":
        query = func.to_tsquery(cast("simple", REGCONFIG), words.as_tsquery(asked))
        return found.where(literal_column(DOCUMENT).op("@@")(query))
    if not _has_search(connection):
        held: ColumnElement[str] = literal("")
        for name in _COLUMNS:
            held = held + " " + columns[name]
        return found.where(getattr(func, FUNCTION)(held, asked))
    matches = text("register_search MATCH :asked").bindparams(asked=words.as_fts5(asked))
    rowid: ColumnElement[int] = literal_column("rowid", BigInteger)
    return select(rowid).select_from(table("register_search")).where(matches)


def _has_search(connection: Connection) -> bool:
    query = "SELECT count(*) FROM sqlite_master WHERE name = 'register_search'"
    return bool(connection.exec_driver_sql(query).scalar())
