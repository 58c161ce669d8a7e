"""Keep a casefile in one SQLite file: make it, open it, and say in plain words what SQLite objects to."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import time
from contextlib import closing, suppress
from glob import escape
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from onrecord.errors import CasefileError
from onrecord.store import word_search, words
from onrecord.store.quick import dumped

APPLICATION_ID = 0x6F6E7263
"""Mark of a casefile in the header of its SQLite file ("onrc")."""

_OTHER_FILE = "name another file"
_COUNTED = 400
_MESSAGES = {
    sqlite3.SQLITE_NOTADB: ("is not a casefile", _OTHER_FILE),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "restore it from a copy, or add the pages to a new casefile"),
    sqlite3.SQLITE_BUSY: ("is locked by another program", "try again when that has finished"),
    sqlite3.SQLITE_LOCKED: ("is locked by another program", "try again when that has finished"),
    sqlite3.SQLITE_READONLY: ("is read-only", "allow writing to the file and its folder, or copy it"),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened",
        "check that the file and its folder may be read and written",
    ),
    sqlite3.SQLITE_PERM: ("may not be opened", "check the rights of the file and its folder"),
    sqlite3.SQLITE_FULL: ("has no room left on its disk", "make room and run the same again"),
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written: its disk fails or is full",
        "make room or use another disk",
    ),
    sqlite3.SQLITE_TOOBIG: ("cannot hold anything this large", "split the page"),
}


def open_engine(location: str, *, create: bool, read_only: bool, patience: float) -> Engine:
    """Open the file as a database whose connections see a consistent state; the version is not looked at.

    Connections with the execution option ``writes`` take the lock for writing from the start.
    """
    path = Path(location)
    if not path.exists() and create and not read_only:
        _make(path)
    _inspect(path)
    if not read_only and not _writable(path):
        raise CasefileError("is read-only", location, "allow writing to the file and its folder, or copy it")
    return engine_at(_address(path, read_only), patience, query_only=read_only)


def keep_statistics(engine: Engine) -> None:
    """Count what is there for SQLite to choose indexes by, from some hundred rows of each: milliseconds.

    PostgreSQL does so itself. Another program that writes meanwhile has the next to close do it.
    """
    with suppress(DBAPIError), engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql(f"PRAGMA analysis_limit = {_COUNTED}")
        connection.exec_driver_sql("ANALYZE")


def explain(error: DBAPIError, location: str) -> CasefileError:
    """Say what a database error means for the user."""
    code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    what, remedy = _MESSAGES.get(code & 0xFF, (f"cannot be used ({error.orig})", None))
    return CasefileError(what, location, remedy)


def engine_at(address: str, patience: float, *, query_only: bool) -> Engine:
    """Return an engine for an address of SQLite's own kind, with the transactions that a store works by.

    Connections with the execution option ``writes`` take the lock for writing from the start.
    """

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False
        )

    # Without a limit: a stream holds a connection as long as it is read, and streams may be nested.
    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1, json_serializer=dumped
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(
            "PRAGMA synchronous = NORMAL"
        )  # safe with WAL; a commit need not wait for the disk
        connection.create_function(word_search.FUNCTION, 2, words.has_words, deterministic=True)
        if query_only:
            connection.execute("PRAGMA query_only = ON")

    # The driver is kept from opening transactions itself, which it does too late for a consistent view.
    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _make(path: Path) -> None:
    """Make an empty casefile under another name and give it its own when it is whole.

    A run that is killed meanwhile leaves no half-made casefile behind, only a draft for the next to remove.
    """
    if not path.parent.is_dir():
        raise CasefileError("its folder does not exist", str(path), "make the folder first")
    _refuse_leftovers(path)
    from onrecord.store.migrations import upgrade  # Alembic takes its time: only where it is needed

    _sweep(path)
    draft = path.absolute().with_name(f".{path.name}.{uuid4().hex[:8]}.new")
    engine = engine_at(f"file:{quote(str(draft))}?mode=rwc", 5.0, query_only=False)
    try:
        with engine.connect() as connection:
            driver = cast(sqlite3.Connection, connection.connection.driver_connection)
            driver.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            driver.execute("PRAGMA journal_mode = WAL")
        with engine.begin() as connection:
            upgrade(connection)
        engine.dispose()
        _publish(draft, path)
    except DBAPIError as error:
        raise explain(error, str(path)) from error
    except OSError as error:
        raise CasefileError(f"cannot be made: {error.strerror}", str(path), _OTHER_FILE) from error
    finally:
        engine.dispose()
        for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm"), Path(f"{draft}-journal")):
            leftover.unlink(missing_ok=True)


def _refuse_leftovers(path: Path) -> None:
    """Raise where the log of another casefile lies: SQLite would write its pages into the new one.

    A killed run leaves it, and whoever then deletes or moves the casefile alone leaves it there. It is looked
    for first: another program that makes this casefile meanwhile has it in place before there is a log.
    """
    for log in (Path(f"{path}-wal"), Path(f"{path}-journal")):
        with suppress(FileNotFoundError):
            if log.stat().st_size and not path.exists():
                what = "is left of a casefile that was deleted or moved"
                raise CasefileError(what, str(log), "delete it, or put it beside its casefile again")


def _sweep(path: Path) -> None:
    """Remove drafts of killed runs; one younger than a minute may be another program's at work."""
    for draft in path.parent.glob(f".{escape(path.name)}.*.new*"):
        with suppress(OSError):  # the folder may not be written: making the casefile says so
            if draft.stat().st_mtime < time.time() - 60:
                draft.unlink()


def _publish(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return  # another program made the casefile meanwhile: that one is used
    except OSError:  # a file system without links
        if not path.exists():
            draft.replace(path)


def _inspect(path: Path) -> None:
    """Raise unless the path names a file that is marked as a casefile."""
    location = str(path)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise CasefileError("is a folder, not a casefile", location, _OTHER_FILE)
        if not stat.S_ISREG(status.st_mode):
            raise CasefileError("is not a file", location, _OTHER_FILE)
        if not os.access(path, os.R_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except FileNotFoundError as error:
        remedy = "add pages to make it, or name another file"
        raise CasefileError("there is no such casefile", location, remedy) from error
    except OSError as error:
        raise CasefileError(f"cannot be read: {error.strerror}", location, _OTHER_FILE) from error
    if not status.st_size:
        raise CasefileError("is an empty file, not a casefile", location, "delete it or name another file")
    if application_of(path) != APPLICATION_ID:
        raise CasefileError("is a database of another program, not a casefile", location, _OTHER_FILE)


def application_of(path: Path) -> int:
    """Return the mark of the program that a database file is of; it is asked of SQLite itself.

    A plain look into the file would do harm: whoever closes a file loses all locks on it that the process
    has, those of SQLite too. Another program that closes the database then takes itself for the last, and
    deletes the log that this one goes on writing to.

    Raises:
        CasefileError: it is no database, or cannot be read.
    """
    try:
        with closing(sqlite3.connect(_address(path, True), uri=True, isolation_level=None)) as connection:
            return int(connection.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        what, remedy = _MESSAGES.get(code & 0xFF, (f"cannot be used ({error})", None))
        raise CasefileError(what, str(path), remedy) from error


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _address(path: Path, read_only: bool) -> str:
    """Return the address to open; a file that may not be written needs another way than one that may.

    SQLite keeps two files beside a casefile in use. Where these cannot be made the file is opened as one that
    nobody changes, which holds as long as they are not there.
    """
    address = f"file:{quote(str(path.absolute()))}"
    if not read_only or _writable(path):
        return f"{address}?mode=rw"
    in_use = Path(f"{path}-wal")
    return f"{address}?mode=ro" if in_use.exists() and in_use.stat().st_size else f"{address}?immutable=1"
