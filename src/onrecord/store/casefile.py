"""Open a casefile: the one way into the store."""

from __future__ import annotations

import shlex

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from onrecord.errors import CasefileError
from onrecord.store import postgres, sqlite
from onrecord.store.interface import CasefileStore
from onrecord.store.lending import explain
from onrecord.store.schema import HEAD, REVISIONS
from onrecord.store.writer import Casefile


def open_casefile(
    location: str, *, create: bool = False, read_only: bool = False, patience: float = 5.0
) -> CasefileStore:
    """Open a casefile, or make a new one where there is none and ``create`` says so.

    ``location`` is the path of a file, or the address of a PostgreSQL database. ``patience`` is how many
    seconds a locked casefile is waited for. A casefile of an older version is brought up to date. Raises
    ``CasefileError`` where it cannot be opened, with what to do.
    """
    kind = postgres if postgres.is_address(location) else sqlite
    engine = kind.open_engine(location, create=create, read_only=read_only, patience=patience)
    if kind is postgres:
        location = postgres.shown(location)
    try:
        _bring_up_to_date(engine, location, read_only=read_only)
    except DBAPIError as error:
        engine.dispose()
        raise explain(error, engine, location) from error
    except CasefileError:
        engine.dispose()
        raise
    return Casefile(engine, location)


def _bring_up_to_date(engine: Engine, location: str, *, read_only: bool) -> None:
    with engine.connect() as connection:
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if version == HEAD:
        return
    if version not in REVISIONS:
        remedy = "open it with a newer version of onrecord"
        raise CasefileError(
            f"was made by a newer version of onrecord (its form is {version})", location, remedy
        )
    if read_only:
        remedy = f"bring it up to date: onrecord register update --db {shlex.quote(location)}"
        raise CasefileError("was made by an older version of onrecord", location, remedy)
    from onrecord.store.migrations import upgrade  # Alembic takes its time: only where it is needed

    with engine.execution_options(writes=True).begin() as connection:
        upgrade(connection)
