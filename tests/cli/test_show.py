"""``onrecord show`` and ``documents edit`` on the examples."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest


def records(run: Any, db: Path, *options: str) -> list[dict[str, Any]]:
    """Return statements as JSON."""
    result = run("show", "statements", "--db", db, "--json", *options)
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout))


@pytest.mark.slow
def test_every_statement_says_what_its_document_says(run: Any, examples_casefile: Path) -> None:
    found = records(run, examples_casefile)
    assert len(found) > 20
    texts: dict[str, str] = {}
    for record in found:
        identity = record["document"]
        if identity not in texts:
            shown = run("show", "document", identity, "--json", "--db", examples_casefile)
            texts[identity] = json.loads(shown.stdout)["text"]
        for selector in (*record["quote"], *record["cue"], *record["speaker_text"]):
            assert texts[identity][selector["start"] : selector["end"]] == selector["exact"]


@pytest.mark.parametrize("columns", [60, 80, 140, 220])
def test_the_table_fits_the_width_and_never_drops_a_cue(
    run: Any, examples_casefile: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    result = run("show", "statements", "--db", examples_casefile, "--limit", "40")
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= columns
    assert all(line == line.rstrip() for line in lines)
    shown = "".join(result.stdout.split())
    for record in records(run, examples_casefile, "--limit", "40"):
        for cue in record["cue"]:
            assert all(word in shown for word in cue["exact"].split() if len(word) < 12)


def test_filters_choose(run: Any, examples_casefile: Path) -> None:
    every = records(run, examples_casefile)
    outlet = next(record["outlet"] for record in every if record["outlet"])
    chosen = records(run, examples_casefile, "--outlet", outlet.upper())
    assert 0 < len(chosen) < len(every)
    assert {record["outlet"] for record in chosen} == {outlet}
    march = records(run, examples_casefile, "--date", "2031-03")
    assert march
    assert all(record["published"].startswith("2031-03") for record in march)
    speaker = next(record["speakers"][0] for record in every if record["speakers"])
    assert records(run, examples_casefile, "--speaker", speaker)
    words = every[0]["quote"][0]["exact"][:20]
    assert every[0]["id"] in {record["id"] for record in records(run, examples_casefile, "--text", words)}
    assert len(records(run, examples_casefile, "--limit", "3")) == 3


def test_csv_and_json_hold_the_same_statements(run: Any, examples_casefile: Path) -> None:
    result = run("show", "statements", "--db", examples_casefile, "--csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["id"] for row in rows] == [record["id"] for record in records(run, examples_casefile)]


def test_nothing_found_is_said_on_stderr(run: Any, examples_casefile: Path) -> None:
    result = run("show", "statements", "--db", examples_casefile, "--speaker", "Nobody At All")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No statement fits.\n")


def test_dates_cannot_be_asked_twice(run: Any, examples_casefile: Path) -> None:
    result = run("show", "documents", "--db", examples_casefile, "--date", "2031", "--since", "2031-05")
    assert result.exit_code == 2


def test_documents_are_listed_with_ids_that_show_document_takes(run: Any, examples_casefile: Path) -> None:
    table = run("show", "documents", "--db", examples_casefile).stdout
    ids = [line.split()[0] for line in table.splitlines()[2:-1] if line[:1].strip()]
    assert len(ids) > 20
    shown = run("show", "document", ids[0], "--db", examples_casefile)
    assert shown.exit_code == 0
    assert f"id {ids[0]}" in shown.stdout


def test_an_article_is_marked_without_colour(run: Any, examples_casefile: Path) -> None:
    record = next(r for r in records(run, examples_casefile) if r["speaker_text"] and r["cue"])
    shown = run("show", "document", record["document"], "--db", examples_casefile).stdout
    assert "\x1b" not in shown
    flat = " ".join(shown.split())
    assert f"{{{record['cue'][0]['exact']}}}" in flat
    assert "[1: " in flat


def test_furniture_is_shown_on_demand(run: Any, examples_casefile: Path) -> None:
    every = json.loads(run("show", "documents", "--db", examples_casefile, "--json").stdout)
    for document in every:
        article = json.loads(
            run("show", "document", document["id"], "--db", examples_casefile, "--json").stdout
        )
        if article["furniture"] and document["media_type"] == "text/plain":
            break
    line = article["furniture"][0].split()[0]
    plain = run("show", "document", document["id"], "--db", examples_casefile).stdout
    more = run("show", "document", document["id"], "--db", examples_casefile, "--furniture").stdout
    assert "furniture  " not in plain
    assert any(row.strip().startswith("furniture  ") and line in row for row in more.splitlines())


@pytest.mark.slow
def test_edits_are_kept_over_re_runs(run: Any, casefile: Path, examples: list[str]) -> None:
    first = json.loads(run("show", "documents", "--db", casefile, "--json").stdout)[0]
    edited = run("documents", "edit", first["id"], "--db", casefile, "--outlet", "Mended Outlet")
    assert edited.exit_code == 0, edited.output
    assert "Mended Outlet" in edited.stdout
    again = run("add", "--db", casefile, *examples)
    assert again.exit_code == 0, again.output
    shown = json.loads(run("show", "document", first["id"], "--db", casefile, "--json").stdout)
    assert shown["outlet"] == "Mended Outlet"
    assert "outlet" in shown["edited"]


def test_an_edit_has_to_say_something(run: Any, casefile: Path) -> None:
    first = json.loads(run("show", "documents", "--db", casefile, "--json").stdout)[0]["id"]
    assert run("documents", "edit", first, "--db", casefile).exit_code == 2
    assert run("documents", "edit", "zzzz", "--db", casefile, "--title", "x").exit_code == 2


@pytest.mark.parametrize("content", [None, b"not a database at all, only some words that go on a while"])
def test_no_casefile_is_one_line(run: Any, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "c.db"
    if content is not None:
        path.write_bytes(content)
    for arguments in (("show", "statements"), ("show", "documents"), ("check",), ("export", "--to", "csv")):
        result = run(*arguments, "--db", path)
        assert result.exit_code == 1
        assert result.stderr.splitlines()[-1].startswith(f"onrecord: {path}: ")
    assert path.exists() == (content is not None)


def test_check_finds_that_all_evidence_holds(run: Any, examples_casefile: Path) -> None:
    result = run("check", "--db", examples_casefile)
    assert result.exit_code == 0
    assert result.stdout.startswith("All evidence holds")
