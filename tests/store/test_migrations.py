"""Hold the migrations to the schema: what they make from nothing is what the program expects."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner
from sqlalchemy import Connection, Engine, create_engine, inspect

from onrecord.cli.main import onrecord
from onrecord.errors import CasefileError
from onrecord.model import UNDECIDED, Reading, SentenceVector, Span
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import Counts, NewPage, StatementFilter
from onrecord.store.migrations import scripts, upgrade
from onrecord.store.schema import HEAD, REVISIONS, metadata
from onrecord.store.sqlite import APPLICATION_ID


@pytest.fixture
def location(tmp_path: Path) -> str:
    return str(tmp_path / "onrecord.db")


@pytest.fixture
def engine() -> Iterator[Engine]:
    engine = create_engine("sqlite://")
    yield engine
    engine.dispose()


def tables(connection: Connection) -> dict[str, list[str]]:
    """Return the words in which SQLite describes each table, sorted: the order of clauses is no matter."""
    rows = connection.exec_driver_sql("SELECT tbl_name, sql FROM sqlite_master WHERE type != 'trigger'")
    found: dict[str, list[str]] = {}
    for name, sql in rows:
        found.setdefault(name, []).extend(re.findall(r"\w+", str(sql)))
    return {name: sorted(words) for name, words in found.items() if name in metadata.tables}


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the tables of the full-text search, which are no part of the schema."""
    return kind != "table" or name in metadata.tables


def test_the_migrations_make_what_the_schema_says(engine: Engine) -> None:
    with engine.begin() as connection:
        upgrade(connection)
        known = MigrationContext.configure(connection, opts={"include_name": is_ours})
        assert compare_metadata(known, metadata) == []
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
            connection.execute("INSERT INTO readings (document_key, model, statements) VALUES (99, 'm', 0)")
        connection.execute("DELETE FROM documents")
        assert connection.execute("SELECT count(*) FROM bodies").fetchone() == (0,)


def test_a_casefile_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    make_first_version(path)
    with pytest.raises(
        CasefileError, match="older version of onrecord; bring it up to date: onrecord register update --db"
    ):
        open_casefile(str(path), read_only=True)
    with open_casefile(str(path)) as casefile:
        (row,) = casefile.statements(StatementFilter(speaker="quill"))
        statement = row.statement
        assert (statement.speakers, statement.via, statement.quote[0].exact) == (
            ("Ada Quill",), ("The Quarrel",), "no",
        )  # fmt: skip
        assert (statement.act, statement.stance, statement.issues, statement.said_on) == (
            UNDECIDED, UNDECIDED, (), None,
        )  # fmt: skip
        assert casefile.raw(row.document.id) == b"she said no"
        assert [edit.value for edit in casefile.edits(row.document.id)] == ["The Gazette"]
        assert [each.statement for each in casefile.statements(StatementFilter(acts=(UNDECIDED,)))] == [
            statement
        ]
        assert casefile.unread("a newer model") == 1
        casefile.rename_actor("Ada Quill", "Ada M. Quill", "Cy")
        assert [*casefile.statements(StatementFilter(speaker="m. quill"))]
    with open_casefile(str(path), read_only=True) as again:
        assert again.counts().statements == 1


def test_a_casefile_of_the_second_version_is_brought_up_to_date(
    tmp_path: Path, make_reading: Callable[..., Reading]
) -> None:
    path = tmp_path / "old.db"
    make_first_version(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        upgrade(connection, "0002")
        connection.exec_driver_sql("UPDATE statements SET act = 'deny', said_on = '2031-04'")
        connection.exec_driver_sql("INSERT INTO speakers VALUES (1, 0, 1, 'A. Quill')")
        connection.exec_driver_sql(
            "INSERT INTO decisions VALUES (1, 'rename', '[\"A. Quill\"]', 'Ann Quill', NULL, NULL, NULL,"
            " 'Cy', '2031-04-05 10:00:00.000000')"
        )
        connection.exec_driver_sql("INSERT INTO settings VALUES ('codebook', 'climate-pledges')")
    engine.dispose()
    with pytest.raises(
        CasefileError, match="older version of onrecord; bring it up to date: onrecord register update --db"
    ):
        open_casefile(str(path), read_only=True)
    with open_casefile(str(path)) as casefile:
        (row,) = casefile.statements()
        assert (row.statement.act, row.statement.said_on) == ("deny", "2031-04")
        assert row.statement.speakers == ("Ada Quill", "Ann Quill")
        assert [each.into for each in casefile.decisions()] == ["Ann Quill"]
        assert casefile.setting("codebook") == "climate-pledges"
        assert (row.document.statements, row.document.commitments, row.document.claims) == (1, 0, 0)
        assert not [*casefile.commitments(), *casefile.events(), *casefile.claims()]
        casefile.put_reading(make_reading(casefile.document(row.document.id)))
        assert casefile.counts() == Counts(1, 1, 1, 1, 1, 1)
    with open_casefile(str(path), read_only=True) as again:
        (kept,) = again.commitments()
        assert kept.record == make_reading(again.document(row.document.id)).commitments[0]


def test_a_casefile_of_the_third_version_is_brought_up_to_date(
    tmp_path: Path, make_reading: Callable[..., Reading]
) -> None:
    path = tmp_path / "old.db"
    make_first_version(path)
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        upgrade(connection, "0003")
        connection.exec_driver_sql("UPDATE statements SET act = 'deny'")
        connection.exec_driver_sql(
            "INSERT INTO reviews VALUES (1, 'r', '2031-04-05 10:00:00.000000', 'Bo', 1, 'd',"
            ' \'{"id": "d1", "digest": "d", "name": "p.txt"}\', NULL, '
            "'complete', '[]', '[]', NULL, '[]', '{}', NULL, NULL, NULL, NULL)"
        )
    engine.dispose()
    with pytest.raises(
        CasefileError, match="older version of onrecord; bring it up to date: onrecord register update --db"
    ):
        open_casefile(str(path), read_only=True)
    with open_casefile(str(path)) as casefile:
        (row,) = casefile.statements()
        assert row.statement.act == "deny"
        assert [each.by for each in casefile.reviews("d1")] == ["Bo"]
        reading = casefile.reading("d1")
        assert reading is not None
        assert (reading.model, reading.sentences) == ("m1", ())
        assert not [*casefile.entries(), *casefile.stories(), *casefile.derivations(), *casefile.judgements()]
        assert set(casefile.out_of_step()) == {"d1"}
        assert casefile.unread("m2") == 1  # by the model that gives vectors
        vectors = (SentenceVector(Span(0, 3), bytes(128)),)
        newer = replace(make_reading(casefile.document("d1"), model="m2"), sentences=vectors)
        casefile.put_reading(newer)
        assert casefile.reading("d1") == newer


def test_a_casefile_of_the_fifth_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    make_first_version(path)
    engine = create_engine(f"sqlite:///{path}")
    act = {"due": "2031-06", "reviewed": True}
    body = {
        "entry": {"principals": ["XAA", "XAA"], "towards": ["XBB"], "last_reported": "2031-05"},
        "reports": [[0, {}], [{"due": "XXXX-07"}, {}]],
    }
    with engine.begin() as connection:
        upgrade(connection, "0005")
        connection.exec_driver_sql("INSERT INTO clusters VALUES ('c', ?, '[]')", (json.dumps([act]),))
        for name, held in (("e1", body), ("e2", {"entry": {}, "reports": []})):
            connection.exec_driver_sql(
                "INSERT INTO entries VALUES (?, 'c', 0, 'offer', '', '', '', '', '', '',"
                " NULL, NULL, NULL, NULL, 1, ?)",
                (name, json.dumps(held)),
            )
        connection.exec_driver_sql(
            "INSERT INTO entry_links VALUES (1, 'e1', 'e2', 'responds_to', '{\"answer\": \"denied\"}'),"
            " (2, 'e1', 'e2', 'responds_to', '{\"answer\": null}'), (3, 'e1', 'e2', 'repeats', '{}')"
        )
    engine.dispose()
    open_casefile(str(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        moved = "SELECT id, moved_first_day, moved_last_day, reviewed FROM entries ORDER BY id"
        assert connection.execute(moved).fetchall() == [
            ("e1", "2031-05-01", "2031-05-31", 1), ("e2", None, None, 0),
        ]  # fmt: skip
        assert connection.execute("SELECT role, name, entry FROM entry_names").fetchall() == [
            ("principals", "XAA", "e1"), ("towards", "XBB", "e1"),
        ]  # fmt: skip
        assert connection.execute("SELECT * FROM entry_dues").fetchall() == [
            ("e1", "2031-06-01", "2031-06-31")
        ]
        answers = connection.execute("SELECT answer FROM entry_links ORDER BY key").fetchall()
        assert answers == [("denied",), (None,), (None,)]
    with open_casefile(str(path), read_only=True) as casefile:
        assert not [*casefile.positions(), *casefile.points(), *casefile.conflicts()]


def test_the_command_that_is_named_for_an_older_casefile_brings_it_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "an old one.db"
    make_first_version(path)
    with closing(sqlite3.connect(path)) as connection:  # its page has no id that a reading could have
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM documents")
        connection.commit()
    with pytest.raises(CasefileError) as refused:
        open_casefile(str(path), read_only=True)
    command = shlex.split(str(refused.value).partition("up to date: onrecord ")[2])
    assert command == ["register", "update", "--db", str(path)]
    result = CliRunner().invoke(onrecord, command)
    assert result.exit_code == 0, result.output
    with open_casefile(str(path), read_only=True) as casefile:
        assert casefile.counts().documents == 0


def make_first_version(path: Path) -> None:
    """Make a casefile as the first version made it: one page, read, with an edit."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode = WAL")
    engine = create_engine(f"sqlite:///{path}")
    raw = zlib.compress(b"she said no")
    with engine.begin() as connection:
        upgrade(connection, "0001")
        for table, values in {
            "documents": (
                1, "d1", hashlib.sha256(b"she said no").hexdigest(), "p.txt", "text/plain", None, "en", True,
                "[]", "{}", None, "The Gazette", None, "2031", None, "", "the gazette", "2031-01-01",
                "2031-12-31", 1, None, True,
            ),
            "bodies": (1, "she said no", "she said no", raw, "[[0, 0, 11]]", "[]", "[]", "[]"),
            "raws": (1, raw),
            "edits": (1, 1, "outlet", "The Gazette", "edit", "2031-04-05 10:00:00.000000"),
            "readings": (1, "m1", 1),
            "statements": (1, 0, "s1", "indirect", "body", '["The Quarrel"]', "{}", "no", "ada quill\nshe"),
            "evidence": (1, 0, "quote", 0, 9, 11, "no", "she said ", ""),
            "speakers": (1, 0, 0, "Ada Quill"),
        }.items():  # fmt: skip
            marks = ", ".join("?" * len(values))
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks})", values)
    engine.dispose()
