"""``show proposals``, ``show calendar`` and ``digest``: tables with ids, JSON, CSV, files and exit codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import vobject
from click.testing import CliRunner, Result

from onrecord.cli.main import onrecord

Run = Callable[..., Result]


@pytest.fixture
def call(examples_casefile: Path) -> Run:
    """Return what runs one of the commands on the examples."""

    def run(*arguments: str, columns: int = 120, **given: Any) -> Result:
        where = [] if arguments[0] == "digest" else ["show"]
        env = {"COLUMNS": str(columns)}
        asked = [*where, *arguments, "--db", str(examples_casefile)]
        return CliRunner().invoke(onrecord, asked, env=env, **given)

    return run


def out(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return str(result.stdout)


@pytest.mark.parametrize("columns", [70, 100, 160])
@pytest.mark.parametrize("command", [["proposals"], ["calendar", "--undated"]])
def test_tables_fit_the_terminal(call: Run, command: list[str], columns: int) -> None:
    assert max(map(len, out(call(*command, columns=columns)).splitlines())) <= columns


def test_a_proposal_is_shown_with_all_its_words(call: Run) -> None:
    (plan,) = json.loads(out(call("proposals", "--answered", "--issue", "demilitarised_zone", "--json")))
    page = out(call("proposals", plan["id"][:8]))
    assert "“We accept it as it stands”" in page
    assert "Hélène Marchaud (head of state or government)" in page
    assert "tied by “accept it”" in page
    answer = plan["parties"][0]["replies"][0]["entry"]
    assert answer[:8] in page
    assert json.loads(out(call("proposals", plan["id"], "--json")))["id"] == plan["id"]
    (row,) = csv.DictReader(io.StringIO(out(call("proposals", plan["id"], "--csv"))))
    assert "XAR: accepted" in row["answers"]


def test_those_without_an_answer_are_counted_and_shown_on_request(call: Run) -> None:
    shown = json.loads(out(call("proposals", "--json")))
    every = json.loads(out(call("proposals", "--all", "--json")))
    assert shown
    assert all(each["parties"] for each in shown)
    bare = [each for each in every if not each["parties"]]
    assert bare
    assert f"{len(bare)} more without an answer on record: --all" in out(call("proposals"))
    assert "without an answer on record: --all" not in out(call("proposals", "--all"))
    unanswered = json.loads(out(call("proposals", "--unanswered", "--json")))
    assert {each["id"] for each in unanswered} <= {each["id"] for each in bare}


def test_as_of_an_early_day_shows_fewer_answers(call: Run) -> None:
    wanted = ("proposals", "--issue", "demilitarised_zone", "--json", "--answered")
    now, early = (json.loads(out(call(*wanted, *more))) for more in ((), ("--as-of", "2031-03-12")))
    count = [sum(len(party["replies"]) for party in found[0]["parties"]) for found in (now, early)]
    assert count[1] < count[0]


def test_what_fits_nothing_says_so_on_stderr(call: Run) -> None:
    for command, told in ((("proposals",), "No proposal fits."), (("calendar",), "No happening fits.")):
        result = call(*command, "--until", "1990")
        assert result.exit_code == 0
        assert told in result.stderr
        assert not result.stdout


def test_the_calendar_is_written_as_a_file_and_shown(call: Run, tmp_path: Path) -> None:
    path = tmp_path / "on-record.ics"
    result = call("calendar", "--ics", str(path), "--from", "2031-03", "--until", "2031-03")
    assert "Hélène Marchaud" in out(result)
    assert f"{path}: 5 events" in result.stderr
    events = vobject.readOne(path.read_text("utf-8")).vevent_list
    assert {event.status.value for event in events} == {"CONFIRMED", "TENTATIVE"}
    again = call("calendar", "--ics", "-", "--from", "2031-03", "--until", "2031-03")
    assert again.stdout_bytes == path.read_bytes()


def test_what_has_no_certain_day_is_counted(call: Run, tmp_path: Path) -> None:
    result = call("calendar", "--ics", str(tmp_path / "all.ics"), "--undated", "--json")
    shown = json.loads(result.stdout)
    left = [
        each for each in shown if not each["certain"] or ("/" not in each["date"] and len(each["date"]) < 10)
    ]
    assert f"{len(left)} without a certain day left out" in result.stderr


def test_calendar_rows_name_entries(call: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(out(call("calendar", "--csv")))))
    assert all(row["entries"] or row["claims"] for row in rows)
    assert [row["date"] for row in rows if row["kind"] == "vote"] == ["2031-10-21"]
    assert json.loads(out(call("calendar", "--planned", "--json", "--limit", "2")))[0]["status"] == "planned"


@pytest.mark.parametrize(
    ("name", "begins"), [("d.md", "# On record"), ("d.html", "<!DOCTYPE html>"), ("d.json", "{")]
)
def test_a_digest_takes_its_form_from_the_file(call: Run, tmp_path: Path, name: str, begins: str) -> None:
    path = tmp_path / name
    result = call("digest", "--since", "2031-06-01", "--until", "2031-06-30", "-o", str(path))
    assert result.exit_code == 0, result.output
    assert path.read_text("utf-8").startswith(begins)
    assert not result.stdout
    assert str(path) in result.stderr


def test_a_digest_goes_to_stdout_and_an_empty_one_says_so(call: Run) -> None:
    assert "## Contradicted" in out(call("digest", "--since", "2031-06-01", "--until", "2031-06-30"))
    result = call("digest", "--since", "1990", "--until", "1991", "--to", "json")
    assert json.loads(result.stdout)["counts"]["new"]["number"] == 0
    assert "Nothing was added" in result.stderr


def test_a_digest_wants_days_that_follow_each_other_and_a_known_issue(call: Run) -> None:
    assert call("digest").exit_code == 2
    assert call("digest", "--since", "soon").exit_code == 2
    assert call("digest", "--since", "2031-06", "--until", "2031-05").exit_code != 0
    assert "there is no issue" in call("digest", "--since", "2031-06", "--issue", "weather").stderr


def test_confirmed_leaves_out_what_nobody_confirmed(call: Run) -> None:
    found = json.loads(out(call("digest", "--since", "2031-06-01", "--confirmed", "--to", "json")))
    assert found["counts"]["new"]["number"] == 0
    assert found["counts"]["documents"]["number"] > 0
