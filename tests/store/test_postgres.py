"""Say in one line what is wrong with a database that should be a casefile, and write one at a time."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, make_url

from onrecord.errors import CasefileError
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import NewPage
from onrecord.store.schema import metadata

MakePage = Callable[..., NewPage]


@pytest.fixture
def address(new_database: Callable[[], str]) -> str:
    return new_database()


def engine_of(address: str) -> Any:
    return create_engine(make_url(address).set(drivername="postgresql+psycopg"))


def test_the_migrations_make_what_the_schema_says(address: str) -> None:
    open_casefile(address, create=True).close()
    engine = engine_of(address)
    with engine.connect() as connection:
        # An index of an expression, which the schema does not name: SQLite has a table for the same.
        opts = {"include_name": lambda name, _kind, _parents: name != "ix_entries_words"}
        assert compare_metadata(MigrationContext.configure(connection, opts=opts), metadata) == []
    engine.dispose()


def test_a_casefile_is_made_only_when_asked(address: str) -> None:
    for options in ({}, {"read_only": True}, {"read_only": True, "create": True}):
        with pytest.raises(
            CasefileError, match="there is no casefile in this database; add pages to make it"
        ):
            open_casefile(address, **options)
    engine = engine_of(address)
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []
    engine.dispose()


def test_a_casefile_that_is_only_read_is_not_written(address: str, make_page: MakePage) -> None:
    page = make_page()
    with open_casefile(address, create=True) as first, open_casefile(address, read_only=True) as second:
        first.add_document(page.document, page.raw)
        assert len(list(second.documents())) == 1
        assert first.location == make_url(address).render_as_string()


@pytest.mark.slow
def test_one_writes_at_a_time_and_readers_wait_for_nobody(address: str, make_page: MakePage) -> None:
    first, second = make_page("One."), make_page("Two.")
    with open_casefile(address, create=True) as one, open_casefile(address, patience=0.2) as other:
        with one.batch():
            one.add_document(first.document, first.raw)
            assert list(other.documents()) == []
            with pytest.raises(CasefileError, match="is locked by another program; try again"):
                other.add_document(second.document, second.raw)
        other.add_document(second.document, second.raw)
        assert len(list(one.documents())) == 2


def test_a_casefile_of_a_newer_version_is_told(address: str) -> None:
    open_casefile(address, create=True).close()
    engine = engine_of(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    engine.dispose()
    with pytest.raises(CasefileError, match="was made by a newer version of onrecord"):
        open_casefile(address)


def test_a_database_that_is_not_there_and_one_out_of_reach_are_told(postgres_server: str) -> None:
    missing = make_url(postgres_server).set(database="nowhere").render_as_string(hide_password=False)
    with pytest.raises(CasefileError, match="there is no such database; make it with `createdb`"):
        open_casefile(missing, create=True)
    with pytest.raises(CasefileError, match="cannot be reached; check that the server runs") as told:
        open_casefile("postgresql://ada:secret@/talks?host=/nowhere", create=True)
    assert "secret" not in str(told.value)
    with pytest.raises(CasefileError, match="is no address of a database"):
        open_casefile("postgresql://ada@:port:x/talks")


def test_a_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "psycopg":
            raise ModuleNotFoundError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(
        CasefileError, match=r"needs the PostgreSQL driver psycopg; install it with `pip install"
    ):
        open_casefile("postgresql://ada@db.example/talks")
