"""Gaps, pledges, deadlines and packages, through the commands that a user has, over the examples."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from onrecord.store.casefile import open_casefile

Run = Callable[..., Result]
Ask = Callable[..., Any]


@pytest.fixture
def ask(run: Run, examples_casefile: Path) -> Ask:
    """Run a command on the examples, and return what it prints as JSON."""

    def call(*arguments: str) -> Any:
        result = run(*arguments, "--db", examples_casefile, "--json")
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    return call


def of(lines: list[dict[str, Any]], measure: str) -> dict[str, Any]:
    return next(line for line in lines if line["measure"] == measure)


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2031-02-10", "considered"),
        ("2031-03-01", "proposed"),
        ("2031-05-01", "pledged"),
        ("2031-10-01", "signed"),
    ],
)
def test_a_contingent_climbs(ask: Ask, day: str, status: str) -> None:
    land = of(ask("gaps", "--for", "XVM", "--against", "coalition", "--as-of", day), "land")
    own = [stand for stand in land["stands"] if stand["parties"] == ["XSK"]]
    assert own[0]["status"] == status


def test_ships_that_were_taken_back_are_shown_as_that(ask: Ask) -> None:
    def sea(day: str) -> dict[str, Any]:
        return of(ask("gaps", "--for", "Velmora", "--against", "coalition", "--as-of", day), "sea")

    (stand,) = sea("2031-05-01")["stands"]
    assert (stand["parties"], stand["status"], stand["taken_back"]) == (["XOM"], "pledged", None)
    later = sea("2031-08-01")
    assert [s["taken_back"] for s in later["stands"]] == ["withdrawn"]
    assert [lack["kind"] for lack in later["missing"]] == ["nobody", "taken back"]


def test_nineteen_states_are_never_shown_member_by_member(ask: Ask) -> None:
    line = of(ask("gaps", "--for", "XVM"), "security_guarantees")
    groups = [stand for stand in line["stands"] if stand["group"]]
    assert any("ineteen" in stand["parties"][0] and stand["members_named"] is False for stand in groups)
    assert all(len(stand["parties"]) == 1 for stand in line["stands"])


def test_every_entry_that_is_named_is_in_the_register(ask: Ask, examples_casefile: Path) -> None:
    lines = ask("gaps", "--for", "XVM", "--against", "bilateral-treaty", "--as-of", "2031-12")
    ids = {
        row["entry"]
        for line in lines
        for part in ("asked", "stands", "refusals", "apart")
        for row in line[part]
    }
    ids |= {entry for row in ask("show", "pledges") for entry in [row["entry"]]}
    ids |= {entry for row in ask("show", "deadlines", "--as-of", "2031-07-01") for entry in row["entries"]}
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        assert {entry.id for entry in casefile.entries_by_id(ids)} == ids
    assert len(ids) > 10


def test_a_supposed_step_is_marked(run: Run, ask: Ask, examples_casefile: Path) -> None:
    arguments = ("gaps", "--for", "XVM", "--against", "coalition", "--as-of", "2031-12")
    step = "XAR:ground_troops:ratified:treaty"
    plain, supposing = ask(*arguments), ask(*arguments, "--if", step)
    assert [line | {"supposed": []} for line in supposing] == plain
    assert [s["would_do"] for s in of(supposing, "land")["supposed"]] == [True]
    page = run(*arguments, "--if", step, "--db", examples_casefile).stdout
    assert [line for line in page.splitlines() if "XAR stood at" in line and "SUPPOSED" in line]


def test_the_board_fits_the_terminal(run: Run, examples_casefile: Path) -> None:
    for columns in (80, 150):
        page = run("gaps", "--for", "XVM", "--db", examples_casefile, env={"COLUMNS": str(columns)}).stdout
        assert max(map(len, page.splitlines())) <= columns
        assert "nobody is on record" in page


def test_what_is_not_known_says_what_is_near(run: Run, examples_casefile: Path) -> None:
    def refused(*arguments: str) -> str:
        result = run("gaps", *arguments, "--db", examples_casefile)
        assert result.exit_code == 2, result.output
        return str(result.stderr)

    assert "'Velmora'" in refused("--for", "Velmoria")
    assert "'coalition'" in refused("--for", "XVM", "--against", "coaliton")
    assert "'ground_troops'" in refused("--for", "XVM", "--if", "XSK:ground_trops:signed")
    assert "'ratified'" in refused("--for", "XVM", "--if", "XSK:ground_troops:ratifid")
    assert "PARTY:MEASURE:STATUS" in refused("--for", "XVM", "--if", "XSK:ground_troops")
    told = run(
        "gaps",
        "--for",
        "XVM",
        "--against",
        "coalition",
        "--if",
        "XSK:sanctions:signed",
        "--db",
        examples_casefile,
    )
    assert told.exit_code == 0
    assert "sanctions is no measure of the package" in told.stderr


def test_somebody_known_and_silent(run: Run, examples_casefile: Path) -> None:
    result = run("gaps", "--for", "Peru", "--db", examples_casefile)
    assert result.exit_code == 0, result.output
    assert "Nothing is on record for it" in result.stdout


def test_csv_has_a_row_for_each_record(run: Run, examples_casefile: Path) -> None:
    for arguments in (
        ("gaps", "--for", "XVM"),
        ("show", "pledges"),
        ("show", "deadlines", "--as-of", "2031-07"),
    ):
        printed = run(*arguments, "--db", examples_casefile, "--csv").stdout
        assert list(csv.DictReader(io.StringIO(printed)))


def test_pledges_and_deadlines_as_tables(run: Run, examples_casefile: Path) -> None:
    page = run("show", "pledges", "--for", "XVM", "--db", examples_casefile).stdout
    assert "not known to be" in page
    assert page.rstrip().endswith("undertakings.")
    assert "--as-of" in run("show", "pledges", "--overdue", "--db", examples_casefile).stderr
    late = run("show", "pledges", "--overdue", "--as-of", "2031-12", "--db", examples_casefile).stdout
    assert "overdue: not known" in late
    page = run("show", "deadlines", "--as-of", "2031-07-01", "--db", examples_casefile).stdout
    assert "deadlines, as of 2031-07-01." in page


def test_packages_are_listed_and_shown(run: Run) -> None:
    listed = run("codebook", "packages").stdout
    assert "north-atlantic-article-5" in listed
    assert "paris-finance" in listed
    page = run("codebook", "packages", "north-atlantic-article-5").stdout
    assert "such action as it deems" in page
    rows = json.loads(run("codebook", "packages", "coalition", "--json").stdout)
    assert [need["id"] for need in rows[0]["measures"]] == ["land", "air", "sea", "training", "command"]
    assert "'coalition'" in run("codebook", "packages", "coalitions").stderr
    assert "4 packages" in run("codebook", "list").stdout
    assert "4 packages of 17 measures" in run("codebook", "check", "security-and-peace").stdout


def test_a_package_of_ones_own(run: Run, examples_casefile: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "codebook: mine\nissues:\n"
        "  - {id: naval_support, label: Ships, description: Ships., strong: [patrol ship*]}\n"
        "packages:\n  - id: escort\n    label: Escort\n    description: Ships.\n    source: Ours, 2031\n"
        "    measures:\n"
        "      - {id: ships, label: S, description: S., issues: [naval_support], source: Ours}\n",
        "utf-8",
    )
    arguments = ("--against", "escort", "--codebook", path, "--db", examples_casefile, "--json")
    result = run("gaps", "--for", "XVM", *arguments)
    assert [line["measure"] for line in json.loads(result.stdout)] == ["ships"]


@pytest.mark.slow
def test_new_packages_are_kept_without_reading_again(run: Run, casefile: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.yaml"
    shipped = files("onrecord.codebook").joinpath("data/security-and-peace.yaml").read_text("utf-8")
    book.write_text(shipped.replace("id: coalition\n", "id: flotilla\n"), "utf-8")
    result = run("codebook", "use", book, "--db", casefile)
    assert result.exit_code == 0, result.output
    assert "is read with this codebook already" in result.output
    told = run("gaps", "--for", "XVM", "--against", "flotilla", "--db", casefile, "--json")
    assert told.exit_code == 0, told.output
