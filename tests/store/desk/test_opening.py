"""A desk is made beside its casefile, for its owner's eyes alone, and known again."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, make_url, text

from onrecord.errors import CasefileError
from onrecord.model.users import Role
from onrecord.store.casefile import open_casefile
from onrecord.store.desk import opening, schema
from onrecord.store.desk.opening import open_desk


def test_what_is_kept_is_there_when_it_is_opened_again(location: str) -> None:
    with open_desk(location) as desk:
        desk.accounts.add("Ada Quill", Role.ADMIN, "$argon2id$x")
        first = desk.id, desk.secret
    with open_desk(location) as desk:
        assert (desk.id, desk.secret) == first
        assert [each.name for each in desk.accounts.all()] == ["Ada Quill"]


def test_many_may_make_the_same_desk_at_once(location: str) -> None:
    def made(_: int) -> str:
        with open_desk(location) as desk:
            return desk.id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(made, range(8)))) == 1


def test_a_desk_of_an_older_form_is_brought_up_to_date(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(location) as desk:
        desk.accounts.add("Ada", Role.ADMIN, "$argon2id$x")

    def step(connection: Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE desk_users ADD COLUMN pen TEXT")

    monkeypatch.setattr(schema, "FORM", schema.FORM + 1)
    monkeypatch.setattr(opening, "STEPS", {schema.FORM - 1: step})
    for _ in range(2):
        with open_desk(location) as desk:
            assert [each.name for each in desk.accounts.all()] == ["Ada"]
            with desk.engine.connect() as connection:
                assert connection.scalar(text("SELECT form FROM desk_about")) == schema.FORM
                assert "pen" in {each["name"] for each in inspect(connection).get_columns("desk_users")}


def test_a_failing_step_leaves_the_desk_as_it_was(location: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_desk(location).close()

    def step(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE desk_pens (x INTEGER)")
        raise CasefileError("fails", None, None)

    with monkeypatch.context() as patch:
        patch.setattr(schema, "FORM", schema.FORM + 1)
        patch.setattr(opening, "STEPS", {schema.FORM - 1: step})
        with pytest.raises(CasefileError, match="fails"):
            open_desk(location)
    with open_desk(location) as desk, desk.engine.connect() as connection:
        assert not inspect(connection).has_table("desk_pens")


def test_a_desk_of_a_newer_version_is_told(location: str) -> None:
    with open_desk(location) as desk, desk.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("UPDATE desk_about SET form = 99")
    with pytest.raises(CasefileError, match=r"newer version of onrecord \(its form is 99\); open it with"):
        open_desk(location)


def test_the_file_is_for_its_owner_alone_and_does_not_wait(tmp_path: Path) -> None:
    path = tmp_path / "talks.db.desk"
    with open_desk(str(tmp_path / "talks.db")) as desk:
        desk.audit.note("Ada", "looked")
        for each in tmp_path.iterdir():
            assert stat.S_IMODE(each.stat().st_mode) == 0o600, each
    path.chmod(0o644)
    open_desk(str(tmp_path / "talks.db")).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA application_id").fetchone() == (opening.APPLICATION_ID,)


def test_what_is_no_desk_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "talks.db.desk"
    path.write_text("a diary" * 20)
    with pytest.raises(CasefileError, match="is not the desk of a casefile; move it away"):
        open_desk(str(tmp_path / "talks.db"))
    assert path.read_text() == "a diary" * 20
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CasefileError, match="cannot be made or written"):
        open_desk(str(tmp_path / "talks.db"))
    assert not (tmp_path / "elsewhere").exists()
    with pytest.raises(CasefileError, match="cannot be made or written: No such file"):
        open_desk(str(tmp_path / "missing" / "talks.db"))


def test_a_casefile_and_its_desk_share_a_database(new_database: Callable[[], str]) -> None:
    address = new_database()
    with open_casefile(address, create=True) as casefile, open_desk(address) as desk:
        desk.accounts.add("Ada", Role.READER, "$argon2id$x")
        assert casefile.counts().documents == 0
    open_casefile(address, read_only=True).close()
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        assert {"documents", "desk_users"} <= set(inspect(connection).get_table_names())
    engine.dispose()
