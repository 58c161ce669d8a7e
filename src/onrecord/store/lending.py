"""Lend connections to a casefile's database for reading and writing, and find documents by their ids."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Engine, bindparam, select, union
from sqlalchemy.exc import DBAPIError

from onrecord.errors import CasefileError, UsageError
from onrecord.store import postgres, revisions, sqlite
from onrecord.store import schema as t

T = TypeVar("T")

MANY = 500
"""Values that one query is given at most: SQLite takes some thousands."""


class Lender:
    """Hold what reads and writes a casefile in common: its database and the transaction that is open."""

    def __init__(self, engine: Engine, location: str) -> None:
        self._engine = engine
        self._location = location
        self._batch: Connection | None = None
        self._has_written = False
        revisions.watch(engine)

    @property
    def location(self) -> str:
        """Return where the casefile lies, as messages name it."""
        return self._location

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Make everything written within one transaction: all of it is kept or, on any error, none.

        What is read within sees what was written. A batch within a batch is part of the outer one.
        """
        if self._batch is not None:
            yield
            return
        with self._explained(), self._engine.execution_options(writes=True).begin() as connection:
            self._batch, self._has_written = connection, True
            revisions.begin(connection)
            try:
                yield
            finally:
                self._batch = None
            revisions.end(connection)

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """Lend a connection that sees one state of the casefile throughout; explain what it objects to."""
        with self._explained():
            if self._batch is not None:
                yield self._batch
            else:
                with self._engine.connect() as connection:
                    yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Lend a connection that alone may write; keep at the end everything or, on any error, nothing."""
        with self._explained():
            if self._batch is not None:
                with self._batch.begin_nested():
                    yield self._batch
            else:
                with self._engine.execution_options(writes=True).begin() as connection:
                    self._has_written = True
                    revisions.begin(connection)
                    yield connection
                    revisions.end(connection)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise explain(error, self._engine, self._location) from error
        except zlib.error as error:
            remedy = "restore it from a copy, or add the pages to a new casefile"
            raise CasefileError("is damaged", self._location, remedy) from error

    def _chosen(self, connection: Connection, wanted: str | None) -> int | None:
        return None if wanted is None else self._find(connection, wanted)[0]

    def _find(self, connection: Connection, wanted: str) -> tuple[int, str]:
        """Return key and id of the document with this id, now or formerly, or the only one that begins so."""
        found = connection.execute(_OF_ID, {"wanted": wanted}).all()
        if not found and wanted:
            begins = _with_id(lambda column: column.startswith(wanted.lower(), autoescape=True))
            found = connection.execute(begins.limit(4)).all()
        if len({key for key, _ in found}) == 1:
            return found[0][0], found[0][1]
        remedy = "`onrecord show documents` lists the ids"
        if not found:
            raise UsageError(f"there is no document {wanted!r}", self._location, remedy)
        several = ", ".join(sorted(document_id for _, document_id in found)[:3])
        raise UsageError(f"several documents begin with {wanted!r} ({several})", self._location, remedy)

    def _keys(self, connection: Connection, document_ids: Collection[str]) -> dict[str, int]:
        """Return the keys of documents by their ids; raise where the casefile does not have one."""
        found = keys_of(connection, document_ids)
        lacking = sorted(set(document_ids) - set(found))
        if lacking:
            raise CasefileError(f"has no document {lacking[0]}", self._location)
        return found


def explain(error: DBAPIError, engine: Engine, location: str) -> CasefileError:
    """Say what an error of a casefile's database means for the user."""
    if engine.dialect.name == "sqlite":
        return sqlite.explain(error, location)
    return postgres.explain(error, location)


def keys_of(connection: Connection, document_ids: Collection[str]) -> dict[str, int]:
    """Return the keys of those documents, by their ids, that the casefile has."""
    columns = t.documents.c
    return {
        document_id: key
        for some in portions(sorted(set(document_ids)))
        for document_id, key in connection.execute(
            select(columns.id, columns.key).where(columns.id.in_(some))
        )
    }


def ids_of(connection: Connection, keys: Collection[int]) -> dict[int, str]:
    """Return the ids of documents by their keys."""
    columns = t.documents.c
    return {
        key: document_id
        for some in portions(sorted(set(keys)))
        for document_id, key in connection.execute(
            select(columns.id, columns.key).where(columns.key.in_(some))
        )
    }


def portions(values: Collection[T], size: int = MANY) -> Iterator[Sequence[T]]:
    """Yield values in portions that a query takes.

    >>> list(portions("abcde", 2))
    [('a', 'b'), ('c', 'd'), ('e',)]
    """
    rest = iter(values)
    while some := tuple(islice(rest, size)):
        yield some


def _with_id(condition: Callable[[ColumnElement[str]], ColumnElement[bool]]) -> CompoundSelect[Any]:
    """Select key and present id of the documents whose id, now or formerly, meets a condition."""
    documents, former = t.documents.c, t.former_ids.c
    now = select(documents.key, documents.id).where(condition(documents.id))
    formerly = select(documents.key, documents.id).join(t.former_ids, former.document_key == documents.key)
    return union(now, formerly.where(condition(former.id)))


_OF_ID = _with_id(lambda column: column == bindparam("wanted"))
"""Made once: making a query costs more than running it."""
