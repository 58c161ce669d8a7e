"""`onrecord publish` decides what may leave the desk, and exports, digest and report keep to it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli.main import onrecord
from onrecord.model import Entry
from onrecord.store.casefile import open_casefile

Run = Callable[..., Result]


@pytest.fixture
def db(examples_casefile: Path, tmp_path: Path) -> str:
    return str(shutil.copy(examples_casefile, tmp_path / "own.db"))


@pytest.fixture
def entry(db: str) -> Entry:
    """Return an entry with words of its own, of a statement."""
    with open_casefile(db, read_only=True) as casefile:
        every = list(casefile.entries())
        return next(
            each
            for each in every
            if each.reports[0].act.record_kind.value == "statement"
            and len(words(each)) > 40
            and not any(words(each) in words(other) for other in every if other.id != each.id)
        )


def words(entry: Entry) -> str:
    return entry.reports[0].act.quote[0].exact


@pytest.fixture
def run(db: str) -> Run:
    def call(*arguments: str, fails: bool = False) -> Result:
        result = CliRunner().invoke(onrecord, [*arguments, "--db", db])
        assert (result.exit_code != 0) == fails, result.output
        return result

    return call


def test_an_entry_is_held_and_released(run: Run, entry: Entry) -> None:
    held = run("publish", "hold", entry.id, "--by", "Bo", "--reason", "asked to wait")
    assert f"entry {entry.id} held back" in held.output
    log = run("publish", "log").output
    assert "Bo" in log
    assert "asked to wait" in log
    assert "1 decision, 1 of them in force." in log
    run("publish", "release", entry.id, "--by", "Cy")
    assert "2 decisions, 0 of them in force." in run("publish", "log").output
    assert "the entry is not held" in run("publish", "release", entry.id, fails=True).output


def test_every_decision_is_in_the_log(run: Run, entry: Entry) -> None:
    run("publish", "entry", entry.id)
    run("publish", "withdraw", entry.id, "--reason", "it was another envoy")
    run("publish", "correct", entry.id, "--reason", "the day was wrong")
    run("publish", "reply", entry.id, "--text", "I did not.", "--from", "Ana Sorn", "--on", "2031-09-01")
    run("publish", "suppress", "Ana Sorn")
    run("publish", "suppress", "--sources", "--entry", entry.id)
    run("publish", "delay", "claim", "14")
    made = json.loads(run("publish", "log", "--json").stdout)
    assert [each["kind"] for each in made] == [
        "publish", "withdraw", "correct", "reply", "suppress", "suppress", "delay",
    ]  # fmt: skip
    assert made[3]["who"] == "Ana Sorn"
    assert (made[6]["about"], made[6]["name"], made[6]["days"]) == ("kind", "claim", 14)
    run("publish", "release", made[6]["id"][:12])
    assert not json.loads(run("publish", "log", "--json").stdout)[6]["holds"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("suppress",), "give a NAME or --sources"),
        (("suppress", "Ana Sorn", "--sources"), "give a NAME or --sources"),
        (("delay", "no such issue", "3"), "is no issue and no kind of entry"),
        (("hold", "zzzz"), "there is no entry"),
        (("release", "zzzz"), "there is no entry"),
        (("withdraw", "zzzz"), "--reason"),
        ((), "say with -o where"),
    ],
)
def test_what_is_no_decision_is_refused(run: Run, arguments: tuple[str, ...], said: str) -> None:
    if arguments:
        assert said in run("publish", *arguments, fails=True).output
    else:
        result = CliRunner().invoke(onrecord, ["publish"])
        assert result.exit_code == 2
        assert said in result.output


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ("export", "--to", "csv", "--what", "statements"),
        ("export", "--to", "csv", "--what", "entries"),
        ("export", "--to", "jsonl", "--what", "reports"),
        ("export", "--to", "jsonld"),
        ("export", "--to", "plover"),
        ("digest", "--since", "2031-01-01"),
    ],
    ids=" ".join,
)
def test_what_is_held_does_not_leave_the_desk(run: Run, entry: Entry, command: tuple[str, ...]) -> None:
    run("publish", "hold", entry.id)
    result = run(*command)
    plain = result.stdout.replace("\\u201c", "“").replace('\\"', '"').replace('""', '"')
    assert words(entry) not in plain
    assert entry.id not in plain
    assert "1 entry is held back and left out (--with-held takes them along)." in result.stderr
    assert "held back" not in run(*command, "--with-held").stderr


def test_with_held_takes_along_what_is_held(run: Run, entry: Entry) -> None:
    run("publish", "hold", entry.id)
    found = run("export", "--to", "csv", "--what", "entries", "--with-held").stdout
    assert entry.id in found


def test_a_report_leaves_out_what_is_held(run: Run, entry: Entry, tmp_path: Path) -> None:
    run("publish", "hold", entry.id)
    page = tmp_path / "report.html"
    result = run(
        "report", "-o", str(page), "--since", entry.first_day or "2031", "--until", entry.first_day or "2031"
    )
    assert "held back and left out" in result.stderr
    assert entry.id not in page.read_text("utf-8")


def test_a_site_is_written_and_told_about(run: Run, entry: Entry, tmp_path: Path) -> None:
    run("publish", "entry", entry.id)
    told = json.loads(run("publish", "-o", str(tmp_path / "site"), "--json").stdout)
    assert (told["entries"], told["confirmed_alone"], told["new_versions"]) == (1, True, 1)
    assert (tmp_path / "site" / "entry" / f"{entry.id}.html").is_file()
    again = run("publish", "-o", str(tmp_path / "site"))
    assert "1 entry, 0 new or changed." in again.stderr
    assert "unconfirmed" in again.stderr
