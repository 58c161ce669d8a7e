"""``onrecord.open``: every view as an Arrow table, for polars and pandas, and nothing changed by looking."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars
import pyarrow as pa
import pytest
from click.testing import CliRunner

import onrecord
from onrecord.api import Casefile
from onrecord.cli.main import onrecord as command
from onrecord.errors import CasefileError, UsageError

VIEWS = (
    "register", "reports", "statements", "commitments", "events", "documents", "positions", "points",
    "shifts", "matrix", "conflicts", "proposals", "calendar", "pledges", "deadlines",
)  # fmt: skip


@pytest.fixture(scope="module")
def talks(examples_casefile: Path) -> Iterator[Casefile]:
    with onrecord.open(str(examples_casefile)) as casefile:
        yield casefile


@pytest.mark.parametrize("view", VIEWS)
def test_views_are_tables_that_others_take_on(talks: Casefile, view: str) -> None:
    table = getattr(talks, view)()
    assert isinstance(table, pa.Table)
    assert table.num_rows
    frame = polars.from_arrow(table)
    assert isinstance(frame, polars.DataFrame)
    assert frame.height == table.num_rows
    assert list(table.to_pandas().columns) == table.column_names


@pytest.mark.parametrize("view", VIEWS)
def test_a_table_without_rows_has_its_columns(tmp_path: Path, view: str, talks: Casefile) -> None:
    from onrecord.store.casefile import open_casefile

    path = tmp_path / "empty.db"
    open_casefile(str(path), create=True).close()
    with onrecord.open(str(path)) as empty:
        table = getattr(empty, view)()
    assert table.num_rows == 0
    assert table.schema == getattr(talks, view)().schema


def test_the_register_is_filtered_by_what_is_asked(talks: Casefile) -> None:
    everything = talks.register()
    denials = talks.register(kind="denial")
    both = talks.register(kind=["denial", "offer"])
    assert set(denials["kind"].to_pylist()) == {"denial"}
    assert denials.num_rows < both.num_rows < everything.num_rows
    days = talks.register(since=date(2031, 6, 1), until="2031-06")["first_day"].to_pylist()
    assert days
    assert all(day <= "2031-06-30" for day in days)
    assert talks.register(confirmed=True).num_rows == 0


def test_reports_lead_from_entries_to_documents(talks: Casefile) -> None:
    reports = talks.reports()
    register = talks.register()
    assert set(reports["entry"].to_pylist()) == set(register["id"].to_pylist())
    assert set(reports["document"].to_pylist()) <= set(talks.documents()["id"].to_pylist())
    entry = register["id"][0].as_py()
    assert set(talks.reports(entry=entry[:8])["entry"].to_pylist()) == {entry}
    page = talks.documents()["id"][0].as_py()
    assert set(talks.reports(document=page)["document"].to_pylist()) == {page}


def test_statements_say_what_people_decided(talks: Casefile) -> None:
    assert set(talks.statements(act="deny")["act"].to_pylist()) == {"deny"}
    assert set(talks.statements()["review"].to_pylist()) == {"none"}


def test_positions_of_a_day_know_nothing_later(talks: Casefile) -> None:
    held = talks.positions(as_of="2031-04")
    assert held.num_rows
    assert all(each["last_day"] <= "2031-04-30" for each in held["latest"].to_pylist())
    assert all(age >= 0 for age in held["age"].to_pylist())


def test_positions_are_those_that_the_command_shows(talks: Casefile, examples_casefile: Path) -> None:
    usual, every = talks.positions(), talks.positions(every=True)
    assert set(usual["about"].to_pylist()) == {"issue"}
    assert "none" not in usual["stance"].to_pylist()
    assert 0 < usual.num_rows < every.num_rows
    shown = CliRunner().invoke(command, ["show", "positions", "--db", str(examples_casefile), "--json"])
    told = {(each["holder"], each["subject"], each["since"]) for each in json.loads(shown.stdout)}
    assert told == {(row["holder"], row["subject"], row["since"]) for row in usual.to_pylist()}


def test_a_matrix_shows_silence(talks: Casefile) -> None:
    cells = talks.matrix()
    actors, issues = set(cells["actor"].to_pylist()), set(cells["issue"].to_pylist())
    assert cells.num_rows == len(actors) * len(issues)
    assert "silent" in cells["stance"].to_pylist()


def test_gaps_against_a_package(talks: Casefile) -> None:
    assert talks.gaps("XVM").num_rows
    with pytest.raises(UsageError, match="there is no package 'nothing'"):
        talks.gaps("XVM", against="nothing")


@pytest.mark.slow
def test_one_entry_with_its_links(talks: Casefile) -> None:
    ids = talks.register()["id"].to_pylist()
    entries = [talks.entry(each) for each in ids]
    assert [each["id"] for each in entries] == ids
    assert any(each["links"] for each in entries)
    with pytest.raises(UsageError, match="there is no entry"):
        talks.entry("ffffffffffff")


@pytest.mark.parametrize("style", ["text", "markdown", "bibtex", "csl-json"])
def test_citations(talks: Casefile, style: str) -> None:
    entry, page = talks.register()["id"][0].as_py(), talks.documents()["id"][0].as_py()
    assert f"entry {entry}" in talks.cite(entry, style)
    assert f"document {page}" in talks.cite(page, style)


def test_a_style_or_id_that_is_none_is_told(talks: Casefile) -> None:
    with pytest.raises(UsageError, match="there is no style 'harvard'"):
        talks.cite("x", "harvard")
    with pytest.raises(UsageError, match="there is no entry 'zzzz'"):
        talks.cite("zzzz")


def test_what_is_no_date_is_told(talks: Casefile) -> None:
    with pytest.raises(UsageError, match="'soon' is no date"):
        talks.positions(as_of="soon")
    with pytest.raises(UsageError, match="give as_of"):
        talks.pledges(overdue=True)


def test_a_file_that_is_no_casefile_is_told(tmp_path: Path) -> None:
    with pytest.raises(CasefileError):
        onrecord.open(str(tmp_path / "nowhere.db"))


def test_looking_changes_nothing(examples_casefile: Path) -> None:
    before = examples_casefile.read_bytes()
    with onrecord.open(str(examples_casefile)) as casefile:
        casefile.shifts()
        assert repr(casefile) == f"<onrecord casefile {examples_casefile}>"
    assert examples_casefile.read_bytes() == before


def test_importing_is_light_and_says_little() -> None:
    told: Any = subprocess.run(
        [sys.executable, "-c", "import onrecord, sys; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = set(told.stdout.split())
    assert not loaded & {"pyarrow", "sqlalchemy", "numpy", "click", "onrecord.api", "onrecord.model"}
    public = [name for name in onrecord.__all__ if not name.startswith("_")]
    assert len(public) <= 10
    assert public == ["open"]


def test_gaps_and_cells_have_every_field_of_their_records(talks: Casefile, examples_casefile: Path) -> None:
    from onrecord.store.casefile import open_casefile
    from onrecord.views.books import used_by
    from onrecord.views.looking import Looked
    from onrecord.views.packages.gap_records import gap_record
    from onrecord.views.packages.gaps import gaps
    from onrecord.views.positions.matrix import matrix, matrix_records
    from onrecord.views.tables import TABLES

    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        board = gaps(casefile, used_by(casefile), "XVM")
        lines = [gap_record(line, board) for line in board.lines]
        cells = matrix_records(matrix(casefile), Looked(casefile))
    assert lines
    for name, records in (("gaps", lines), ("matrix", cells)):
        assert {field for record in records for field in record} == set(TABLES[name].schema().names)
    assert pa.Table.from_pylist(lines, TABLES["gaps"].schema()).to_pylist() == lines
    assert talks.gaps("XVM").num_rows == len(lines)
