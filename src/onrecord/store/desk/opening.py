"""Open the desk of a casefile, make it where there is none, and bring an older one up to date.

The desk of a casefile in a file lies beside it (``talks.db.desk``): hashes of passwords must not travel with
a casefile that is handed on, and a page must not wait for a batch that writes. That of a casefile in
PostgreSQL is in the same database.
"""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, make_url, select, update
from sqlalchemy.exc import DBAPIError

from onrecord.errors import CasefileError
from onrecord.store import postgres, sqlite
from onrecord.store.desk import schema as t
from onrecord.store.desk.lending import Clock, utc_now
from onrecord.store.desk.store import DeskStore
from onrecord.store.lending import explain

APPLICATION_ID = 0x6F6E7264
"""Mark of a desk in the header of its SQLite file ("onrd")."""

LOCK = APPLICATION_ID
"""Number of the lock that a writer holds in PostgreSQL."""

STEPS: Mapping[int, Callable[[Connection], None]] = {}
"""What brings a desk of an older form to the next: by the form that it comes from."""


def open_desk(location: str, *, patience: float = 5.0, clock: Clock = utc_now) -> DeskStore:
    """Open the desk of the casefile at a location; it is made where there is none.

    Raises:
        CasefileError: it cannot be opened or made, or a newer version of the program made it.
    """
    if postgres.is_address(location):
        name, engine = postgres.shown(location), _postgres_engine(location, patience)
    else:
        name = f"{location}.desk"
        engine = _sqlite_engine(Path(name), patience)
    try:
        _bring_up_to_date(engine, name)
        return DeskStore.opened(engine, name, clock)
    except DBAPIError as error:
        engine.dispose()
        raise explain(error, engine, name) from error
    except CasefileError:
        engine.dispose()
        raise


def _sqlite_engine(path: Path, patience: float) -> Engine:
    """Open the file, which nobody but its owner may read; what SQLite keeps beside it has the same rights."""
    try:
        if path.is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        with suppress(FileExistsError):  # one that is there is never opened here: its locks would go
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600))
        path.chmod(0o600)
        if not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        is_new = not path.stat().st_size
    except OSError as error:
        remedy = "let its folder be written, or copy the casefile to where it may be"
        raise CasefileError(
            f"cannot be made or written: {error.strerror or error}", str(path), remedy
        ) from error
    if not is_new and not _is_desk(path):
        raise CasefileError("is not the desk of a casefile", str(path), "move it away")
    engine = sqlite.engine_at(f"file:{quote(str(path.absolute()))}?mode=rw", patience, query_only=False)
    if is_new:

        @event.listens_for(engine, "connect")
        def mark(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("PRAGMA journal_mode = WAL")

    return engine


def _is_desk(path: Path) -> bool:
    try:
        return sqlite.application_of(path) == APPLICATION_ID
    except CasefileError as error:
        if getattr(error.__cause__, "sqlite_errorcode", None) == sqlite3.SQLITE_NOTADB:
            return False
        raise


def _postgres_engine(location: str, patience: float) -> Engine:
    try:
        engine = create_engine(
            make_url(location).set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": max(2, round(patience))},
        )
    except ModuleNotFoundError as error:
        remedy = "install it with `pip install 'onrecord[postgresql]'`"
        raise CasefileError(
            "needs the PostgreSQL driver psycopg", postgres.shown(location), remedy
        ) from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(1000 * patience))}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return engine


def _bring_up_to_date(engine: Engine, location: str) -> None:
    with engine.connect() as connection:
        if _form(connection) == t.FORM:
            return
    with engine.execution_options(writes=True).begin() as connection:
        form = _form(connection)  # another program may have made it while the lock was waited for
        if form is None:
            t.metadata.create_all(connection)
            made = {"form": t.FORM, "id": secrets.token_hex(4), "secret": secrets.token_hex(32)}
            connection.execute(insert(t.about).values(made))
            return
        if form > t.FORM:
            what = f"was made by a newer version of onrecord (its form is {form})"
            raise CasefileError(what, location, "open it with a newer version of onrecord")
        for before in range(form, t.FORM):
            STEPS[before](connection)
        connection.execute(update(t.about).values(form=t.FORM))


def _form(connection: Connection) -> int | None:
    """Return the form of the desk; none where there are no tables yet."""
    if not inspect(connection).has_table(t.about.name):
        return None
    return connection.scalar(select(t.about.c.form))
