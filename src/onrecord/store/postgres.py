"""Keep a casefile in a PostgreSQL database, for a team: open it, and say in plain words what it objects to.

One writes at a time, as with a file: a writer waits for a lock that ends with its transaction. Readers see
one state of the casefile throughout and wait for nobody.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from onrecord.errors import CasefileError
from onrecord.store.quick import dumped

LOCK = 0x6F6E7263
"""Number of the lock that a writer holds ("onrc")."""

_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
_MESSAGES = {
    "28": ("does not accept the user or the password", "check both"),
    "3D": ("there is no such database", "make it with `createdb`, or name another one"),
    "08": ("cannot be reached", "check that the server runs and that its name and port are right"),
    "55P03": ("is locked by another program", "try again when that has finished"),
    "25006": ("is read-only", "use a user that may write"),
    "42501": ("may not be used so by this user", "ask for the right to read and write"),
    "53": ("has no room left", "make room and run the same again"),
    "54": ("cannot hold anything this large", "split the page"),
}

_REFUSALS = {
    'role "': "28", "authentication failed": "28", "no password supplied": "28", "does not exist": "3D",
}  # fmt: skip
"""Words of a refused connection, with the code that they stand for."""


def is_address(location: str) -> bool:
    """Tell whether a location is the address of a PostgreSQL database.

    >>> is_address("postgresql://ada@db.example/talks"), is_address("talks.db")
    (True, False)
    """
    return location.startswith(_SCHEMES)


def shown(location: str) -> str:
    """Return an address as messages name it, without its password.

    >>> shown("postgresql://ada:secret@db.example/talks")
    'postgresql://ada:***@db.example/talks'
    """
    try:
        return make_url(location).render_as_string(hide_password=True)
    except (ArgumentError, ValueError) as error:
        remedy = "write it as postgresql://user@host/name"
        raise CasefileError("is no address of a database", _SCHEMES[0], remedy) from error


def open_engine(location: str, *, create: bool, read_only: bool, patience: float) -> Engine:
    """Open the database; a casefile is made in it where there is none and ``create`` says so.

    Connections with the execution option ``writes`` take the lock for writing from the start.
    """
    name = shown(location)
    try:
        engine = create_engine(
            make_url(location).set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": max(2, round(patience))},
            json_serializer=dumped,
            max_overflow=-1,  # a stream holds a connection as long as it is read, and streams may be nested
        )
    except ModuleNotFoundError as error:
        remedy = "install it with `pip install 'onrecord[postgresql]'`"
        raise CasefileError("needs the PostgreSQL driver psycopg", name, remedy) from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes", False):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, round(1000 * patience))}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    try:
        _prepare(engine, name, create=create and not read_only)
    except DBAPIError as error:
        engine.dispose()
        raise explain(error, name) from error
    except CasefileError:
        engine.dispose()
        raise
    return engine


def _prepare(engine: Engine, name: str, *, create: bool) -> None:
    """Raise unless the database holds a casefile, or make one."""
    with engine.connect() as connection:
        if _holds_casefile(connection):
            return
    if not create:
        raise CasefileError("there is no casefile in this database", name, "add pages to make it")
    from onrecord.store.migrations import upgrade  # Alembic takes its time: only where it is needed

    with engine.execution_options(writes=True).begin() as connection:
        if not _holds_casefile(connection):  # another program may have made it while the lock was waited for
            upgrade(connection)


def _holds_casefile(connection: Connection) -> bool:
    tables: Any = inspect(connection)
    return bool(tables.has_table("alembic_version") and tables.has_table("documents"))


def explain(error: DBAPIError, location: str) -> CasefileError:
    """Say what a database error means for the user."""
    state = getattr(error.orig, "sqlstate", None) or _refused(str(error.orig))
    for known in (state, state[:2]):
        if known in _MESSAGES:
            return CasefileError(_MESSAGES[known][0], location, _MESSAGES[known][1])
    return CasefileError(f"cannot be used ({error.orig})", location)


def _refused(message: str) -> str:
    """Return what a connection was refused for: the driver has the server's words alone, and no code."""
    found = (state for words, state in _REFUSALS.items() if words in message)
    return next(found, "08")
