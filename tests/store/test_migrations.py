"""Hold the migrations to the schema: what they make from nothing is what the program expects."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, create_engine, inspect

from onrecord.store.casefile import open_casefile
from onrecord.store.interface import NewPage
from onrecord.store.migrations import scripts, upgrade
from onrecord.store.schema import HEAD, REVISIONS, metadata


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    yield engine
    engine.dispose()


def tables(connection: Connection) -> dict[str, list[str]]:
    """Return the words in which SQLite describes each table, sorted: the order of clauses is no matter."""
    rows = connection.exec_driver_sql(
        "SELECT tbl_name, sql FROM sqlite_master WHERE tbl_name != 'alembic_version'"
    )
    found: dict[str, list[str]] = {}
    for name, sql in rows:
        found.setdefault(name, []).extend(re.findall(r"\w+", str(sql)))
    return {name: sorted(words) for name, words in found.items()}


def test_the_migrations_make_what_the_schema_says(engine: Engine) -> None:
    with engine.begin() as connection:
        upgrade(connection)
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        migrated = tables(connection)
    other = create_engine("sqlite://")
    with other.begin() as connection:
        metadata.create_all(connection)
        assert migrated == tables(connection)
    other.dispose()


def test_every_version_is_known_in_order_and_described() -> None:
    steps = list(scripts().walk_revisions())[::-1]
    assert tuple(step.revision for step in steps) == REVISIONS
    assert scripts().get_current_head() == HEAD
    assert all(step.doc for step in steps)


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        upgrade(connection)
        before = tables(connection)
        upgrade(connection)
        assert tables(connection) == before
        assert MigrationContext.configure(connection).get_current_revision() == HEAD


def test_a_failing_step_leaves_the_casefile_as_it_was(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "CREATE TABLE mentions (x)"
        )  # in the way of the last table of the first step
        connection.commit()
        connection.exec_driver_sql("BEGIN")
        with pytest.raises(Exception, match="already exists"):
            upgrade(connection)
        connection.rollback()
        assert inspect(connection).get_table_names() == ["mentions"]


def test_foreign_keys_are_held(location: str, make_page: Callable[..., NewPage]) -> None:
    with open_casefile(location, create=True) as casefile:
        casefile.add_document(make_page().document, b"")
    with closing(sqlite3.connect(Path(location))) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO readings VALUES (99, 'm', 0)")
        connection.execute("DELETE FROM documents")
        assert connection.execute("SELECT count(*) FROM bodies").fetchone() == (0,)
