"""What statements were coded as: shown, chosen by, and exported; a denial never without its cue."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli import codebooks, opening


def cues(run: Any, db: Path, *options: str) -> list[str]:
    """Return the cues of the statements that fit."""
    result = run("show", "statements", "--db", db, "--json", *options)
    assert result.exit_code == 0, result.output
    return [record["cue"][0]["exact"] for record in json.loads(result.stdout)]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--act", "deny", "--act", "threaten"], ["denied that", "threatened"]),
        (["--act", "undecided"], ["agreed to"]),
        (["--issue", "Monitoring"], ["will"]),
        (["--issue", "undecided"], ["agreed to"]),
        (["--stance", "conditional", "--stance", "for"], ["will", "threatened"]),
        (["--speaker", "ADA"], ["denied that", "will"]),
        (["--addressee", "xkv"], ["threatened"]),
        (["--affiliation", "xvm"], ["denied that", "will"]),
        (["--role", "minister"], ["denied that", "will"]),
        (["--role", "undecided", "--outlet", "lantern"], ["threatened", "agreed to"]),
        (["--said-since", "2031-05"], ["denied that"]),
        (["--said-until", "2031-04"], []),
        (["--with-condition"], ["will"]),
    ],
)
def test_filters_choose(run: Any, coded: Path, options: list[str], found: list[str]) -> None:
    assert cues(run, coded, *options) == found
    exported = run("export", "--to", "csv", "--db", coded, *options)
    assert [row["cue"] for row in csv.DictReader(io.StringIO(exported.stdout))] == found


@pytest.mark.parametrize("command", [["show", "statements"], ["export", "--to", "csv"]])
def test_an_issue_that_there_is_not_is_told(run: Any, coded: Path, command: list[str]) -> None:
    result = run(*command, "--db", coded, "--issue", "monitorin")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no issue 'monitorin' in its codebook 'security-and-peace'" in result.stderr
    assert f"`onrecord codebook used --db {coded}` lists them" in result.stderr


def test_an_issue_of_an_earlier_codebook_is_found_where_statements_have_it(run: Any, coded: Path) -> None:
    with opening.to_write(str(coded)) as casefile:
        codebooks.change(casefile, codebooks.chosen("climate-pledges"))
    assert cues(run, coded, "--issue", "monitoring") == ["will"]


def test_the_first_of_more_is_one(run: Any, coded: Path) -> None:
    assert run("show", "statements", "--db", coded, "--limit", "1").stdout.endswith(
        "The first statement; there are more.\n"
    )


@pytest.mark.parametrize("columns", [60, 100, 140])
def test_the_table_says_what_statements_were_coded_as(
    run: Any, coded: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    result = run("show", "statements", "--db", coded)
    assert max(map(len, result.stdout.splitlines())) <= columns
    shown = "".join(result.stdout.split())
    for words in ("{deniedthat}", "deny", "offer", "conditional", "minister,XVM", "undecided"):
        assert words in shown, words
    if columns > 60:  # below that most words are broken
        for words in (
            "condition:ifthetruceholds",
            "toXKV",
            "said2031-05-02",
            "viaHarbourPost",
            "actundecided",
        ):
            assert words in shown, words


def test_the_article_says_what_statements_were_coded_as(run: Any, coded: Path) -> None:
    records = json.loads(run("show", "statements", "--db", coded, "--json", "--act", "deny").stdout)
    shown = " ".join(run("show", "document", records[0]["document"], "--db", coded).stdout.split())
    assert "Ada Quill (minister, XVM) — {denied that} troops would follow — deny · ground_troops" in shown
    assert "condition: if the truce holds" in shown
    assert f"id {records[0]['id']}" in shown


def test_a_denial_is_never_without_its_cue_in_a_table(run: Any, coded: Path) -> None:
    for command in (("show", "statements", "--csv"), ("export", "--to", "csv")):
        rows = csv.DictReader(io.StringIO(run(*command, "--db", coded).stdout))
        assert [row["quote"] for row in rows if row["act"] == "deny"] == ["{denied that} troops would follow"]


@pytest.mark.parametrize(
    "options",
    [["--act", "shout"], ["--stance", "sitting"], ["--role", "king"], ["--said-since", "yesterday"]],
)
def test_what_cannot_be_looked_for_is_told(run: Any, coded: Path, options: list[str]) -> None:
    assert run("show", "statements", "--db", coded, *options).exit_code == 2


def test_documents_take_no_filter_of_statements(run: Any, coded: Path) -> None:
    options = ("--to", "csv", "--what", "documents", "--db", coded)
    assert run("export", *options, "--act", "deny").exit_code == 2
    assert run("export", *options, "--with-condition").exit_code == 2
    assert run("export", *options, "--outlet", "lantern").exit_code == 0
