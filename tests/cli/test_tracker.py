"""``onrecord tracker``: bring a table in, see what articles have for it, settle it, get it back."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from onrecord.cli import tracker_report
from onrecord.cli.main import onrecord
from onrecord.store.casefile import open_casefile

Run = Callable[..., Result]
EXAMPLE = Path(__file__).parents[2] / "examples" / "tracker"


@pytest.fixture(scope="module")
def registered(examples_casefile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the examples' casefile with the example tracker; not to be changed."""
    path = Path(shutil.copy(examples_casefile, tmp_path_factory.mktemp("tracker") / "c.db"))
    arguments = ["tracker", "import", str(EXAMPLE / "tracker.xlsx"), "--yes", "--by", "Cy", "--db", str(path)]
    result = CliRunner().invoke(onrecord, arguments, prog_name="onrecord")
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture
def db(registered: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(registered, tmp_path / "c.db"))


def lines(*typed: str) -> str:
    return "".join(f"{each}\n" for each in typed)


def found(run: Run, db: Path, *options: str) -> list[dict[str, Any]]:
    result = run("tracker", "report", "--json", "--db", db, *options)
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout))


def test_import_shows_the_guess_and_asks(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    table = EXAMPLE / "tracker.csv"
    refused = run("tracker", "import", table, "--db", path, input=lines("n"))
    assert (refused.exit_code, "the mapping is not right" in refused.stderr) == (2, True)
    nobody = run("tracker", "import", table, "--db", path, input="")
    assert (nobody.exit_code, "nobody confirmed" in nobody.stderr) == (2, True)
    taken = run("tracker", "import", table, "--db", path, "--by", "Cy", input=lines("y", "agreed"))
    assert taken.exit_code == 0, taken.output
    assert "measure      D 'What exactly'" in taken.stderr
    assert "25 rows brought into" in taken.stdout
    rows = json.loads(run("tracker", "rows", "--json", "--db", path).stdout)
    assert {row["row"]: row["status"] for row in rows}[17] == "agreed"  # "tbc", as answered


def test_import_takes_a_mapping_and_the_same_name_is_a_newer_version(run: Run, tmp_path: Path) -> None:
    path, table, mapping = tmp_path / "c.db", tmp_path / "t.csv", tmp_path / "m.yaml"
    table.write_text("Wer,Was,Stand\nVarnia,Boats,gruen\n", encoding="utf-8")
    mapping.write_text(
        "columns: {party: Wer, measure: Was, status: Stand}\nheader: 1\nstatuses: {gruen: signed}\n"
    )
    first = run("tracker", "import", table, "--mapping", mapping, "--db", path, "--by", "Cy")
    assert first.exit_code == 0, first.output
    table.write_text("Wer,Was,Stand\nOrlin,Tents,gruen\nVarnia,Boats,gruen\n", encoding="utf-8")
    again = run("tracker", "import", table, "--yes", "--db", path, "--by", "Cy")
    assert "2 rows brought into" in again.stdout
    assert "version 2" in again.stdout
    (listed,) = json.loads(run("tracker", "list", "--json", "--db", path).stdout)
    assert (listed["tracker"], listed["rows"], listed["version"]) == ("t.csv", 2, 2)
    assert [row["status"] for row in json.loads(run("tracker", "rows", "--json", "--db", path).stdout)] == [
        "signed", "signed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("t.txt", "x", "no table that a tracker can be"),
        ("t.csv", "a,b\n1,2\n", "no line that names its columns"),
    ],
)
def test_what_is_no_tracker_is_refused(run: Run, tmp_path: Path, name: str, content: str, told: str) -> None:
    (tmp_path / name).write_text(content)
    result = run("tracker", "import", tmp_path / name, "--yes", "--db", tmp_path / "c.db")
    assert result.exit_code == 1
    assert told in result.stderr


def test_without_a_tracker_there_is_nothing_to_report(run: Run, casefile: Path) -> None:
    result = run("tracker", "report", "--db", casefile)
    assert (result.exit_code, "onrecord tracker import FILE" in result.stderr) == (2, True)
    with open_casefile(str(casefile), read_only=True) as held:
        assert list(tracker_report.added_lines(held, [next(held.documents()).id])) == []


@pytest.mark.slow
def test_the_report_follows_a_pledge_through_its_steps(run: Run, db: Path) -> None:
    moves = [each for each in found(run, db, "--moves") if each["rows"] == [6]]
    assert [each["becomes"] for each in moves][:2] == ["proposed", "pledged"]
    first = moves[0]
    assert first["was"] == "considered"
    assert "1,200" in first["passage"][0]["exact"]
    assert first["outlet"] == "Ridgeway News Agency"
    shown = run("tracker", "report", "--moves", "--db", db).stdout
    assert "moves its status: row 6 (no. 1), considered -> proposed" in shown
    assert {each["kind"] for each in found(run, db)} >= {"new", "repeats", "moves_status", "contradicts"}


@pytest.mark.slow
def test_the_report_of_one_document(run: Run, db: Path) -> None:
    whole = found(run, db)
    document = whole[0]["document"]
    assert {each["document"] for each in found(run, db, "--document", document)} >= {document}
    assert len(found(run, db, "--document", document)) < len(whole)
    assert len(found(run, db, "--limit", "2")) == 2


@pytest.mark.slow
def test_settled_findings_are_kept_written_and_not_asked_again(run: Run, db: Path, tmp_path: Path) -> None:
    moves = found(run, db, "--moves")
    answers = lines("a", "r", "s", "q")
    result = run("tracker", "settle", "--moves", "--db", db, "--by", "Cy", input=answers)
    assert result.exit_code == 0, result.output
    assert "3 decisions kept" in result.stdout
    assert len(found(run, db, "--moves")) <= len(moves)
    decided = [each["decision"]["action"] for each in found(run, db, "--all") if each["decision"]]
    assert sorted(decided) == ["accept", "reject", "skip"]
    out = tmp_path / "out.xlsx"
    written = run("tracker", "export", out, "--db", db)
    assert written.exit_code == 0, written.output
    assert "1 status changed, 1 row with a source" in written.stdout
    sheet = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))["Pledges"]
    row = moves[0]["rows"][0]
    assert (
        sheet.cell(row, 6).value
        != openpyxl.load_workbook(EXAMPLE / "tracker.xlsx")["Pledges"].cell(row, 6).value
    )
    assert str(sheet.cell(row, 15).value).startswith(moves[0]["passage"][0]["exact"][:20])
    again = run("tracker", "export", out, "--db", db)
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)
    assert run("tracker", "export", tmp_path / "out.csv", "--db", db).exit_code == 0


@pytest.mark.slow
def test_undo_returns_to_the_finding(run: Run, db: Path) -> None:
    result = run("tracker", "settle", "--db", db, "--by", "Cy", "--limit", "3", input=lines("r", "u", "q"))
    assert result.exit_code == 0, result.output
    assert "undone: reject" in result.stdout
    assert "0 decisions kept" in result.stdout
    assert not [each for each in found(run, db, "--all") if each["decision"]]


@pytest.mark.slow
def test_a_finding_can_be_tied_to_another_row_or_made_a_new_one(run: Run, db: Path) -> None:
    result = run(
        "tracker", "settle", "--db", db, "--by", "Cy", "--json", input=lines("w", "99", "w", "12", "n", "q")
    )
    assert result.exit_code == 0, result.output
    tied, new = json.loads(result.stdout)
    assert "there is no row '99'" in result.stderr
    assert (tied["action"], new["kind"]) == ("accept", "new")
    rows = json.loads(run("tracker", "rows", "--json", "--db", db).stdout)
    assert {each["row"]: each["waits"] for each in rows}[31] is True
    assert [each["decided"] for each in rows[6]["entries"]] == ["accept"]
    assert all(each["origin"] == "tracker" for each in rows)


def test_an_undecided_finding_cannot_be_accepted_as_it_is(run: Run, db: Path) -> None:
    result = run("tracker", "settle", "--undecided", "--db", db, "--by", "Cy", input=lines("a", "?", "q"))
    assert result.exit_code == 0
    assert "It is undecided: say which row with w, or n for a new one." in result.stdout
    assert "skip: leave it for later" in result.stdout


def test_add_can_say_what_new_documents_have_for_the_tracker(db: Path) -> None:
    with open_casefile(str(db), read_only=True) as casefile:
        documents = [each.id for each in casefile.documents()]
        (line,) = tracker_report.added_lines(casefile, documents)
        assert list(tracker_report.added_lines(casefile, [])) == []
    assert line.startswith("For tracker.xlsx: ")
    assert "moving a status" in line
