"""``onrecord add``: what is read, what is set aside, and what is said about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

ARTICLE = (
    "Monitors due before winter\n\n"
    "LAKESIDE - President Vera Marenko said on Friday that the monitors would arrive before winter. "
    '"We will send them before the first snow," she told reporters in the harbour town of Lakeside.\n'
)
FRENCH = (
    "La présidente a déclaré vendredi que les observateurs arriveraient avant l'hiver. "
    "« Nous les enverrons avant la première neige », a-t-elle dit aux journalistes réunis dans la ville.\n"
)


def listed(run: Any, db: Path) -> list[dict[str, Any]]:
    """Return the documents of a casefile."""
    result: Result = run("show", "documents", "--db", db, "--json")
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout))


def test_adding_twice_changes_nothing(run: Any, tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text(ARTICLE, "utf-8")
    db = tmp_path / "c.db"
    first = run("add", tmp_path / "post.txt", "--db", db)
    before = listed(run, db)
    second = run("add", tmp_path / "post.txt", "--db", db)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "1 page: 1 added" in first.stdout
    assert "1 page: 1 unchanged; 0 statements found" in second.stdout
    assert listed(run, db) == before


def test_what_came_into_the_register_is_told(run: Any, tmp_path: Path) -> None:
    db = tmp_path / "c.db"
    (tmp_path / "post.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "copy.txt").write_text(f"The Lantern Wire\n\n{ARTICLE}", "utf-8")
    told = run("add", tmp_path, "--db", db).stdout
    entries = json.loads(run("show", "register", "--db", db, "--json").stdout)
    reports = sum(len(entry["reports"]) for entry in entries)
    assert reports > len(entries) > 0
    number = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    assert f"Register: {number} made or changed from {reports} reports, 0 of them with more" in told
    assert "Register: " not in run("add", tmp_path, "--db", db).stdout
    assert run("register", "update", "--db", db).stdout == "The register is in step.\n"


def test_problems_are_one_line_each_and_the_rest_is_read(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a-empty.txt").write_bytes(b"")
    (tmp_path / "b-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "c-post.txt").write_text(ARTICLE, "utf-8")
    db = tmp_path / "c.db"
    result = run("add", tmp_path, tmp_path / "nowhere.txt", "--db", db)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    for line, name in zip(lines, ("a-empty.txt", "b-picture.txt", "nowhere.txt"), strict=True):
        assert line.startswith("set aside: ")
        assert name in line
    assert [document["name"] for document in listed(run, db)] == ["c-post.txt"]


def test_a_page_in_another_language_is_kept_and_not_read(run: Any, tmp_path: Path) -> None:
    (tmp_path / "fr.txt").write_text(FRENCH * 3, "utf-8")
    result = run("add", tmp_path / "fr.txt", "--db", tmp_path / "c.db")
    assert result.exit_code == 0
    assert result.stderr.count("\n") == 1
    assert "fr.txt: kept, but not read: it seems to be in 'fr'" in result.stderr
    assert listed(run, tmp_path / "c.db")[0]["model"] is None


def test_what_is_stated_overrules_the_page(run: Any, tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text(ARTICLE, "utf-8")
    stated = ("--outlet", "Harbour Post", "--date", "2 May 2031", "--url", "https://post.example/1")
    result = run("add", tmp_path / "post.txt", "--db", tmp_path / "c.db", *stated)
    assert result.exit_code == 0, result.output
    document = listed(run, tmp_path / "c.db")[0]
    assert (document["outlet"], document["published"]) == ("Harbour Post", "2031-05-02")
    assert document["url"] == "https://post.example/1"


def test_columns_of_a_table_are_named(run: Any, tmp_path: Path) -> None:
    row = json.dumps({"lijf": ARTICLE, "kop": "Monitors due", "blad": "Harbour Post"})
    (tmp_path / "t.jsonl").write_text(row + "\n", "utf-8")
    options = ("--column", "text=lijf", "--column", "title=kop", "--column", "outlet=blad")
    result = run("add", tmp_path / "t.jsonl", "--db", tmp_path / "c.db", *options)
    assert result.exit_code == 0, result.output
    document = listed(run, tmp_path / "c.db")[0]
    assert (document["title"], document["outlet"]) == ("Monitors due", "Harbour Post")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--date", "soon"), "'soon' is no date"),
        (("--column", "lijf"), "is not FIELD=NAME"),
        (("--column", "colour=red"), "is not FIELD=NAME"),
        (("--url", "https://post.example/1"), "are for one page"),
        (("--nonsense",), "No such option"),
    ],
)
def test_usage_errors(run: Any, tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE, "utf-8")
    result = run("add", tmp_path, "--db", tmp_path / "c.db", *options)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not (tmp_path / "c.db").exists()


def test_the_casefile_can_come_from_the_environment(run: Any, tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text(ARTICLE, "utf-8")
    environment = {"ONRECORD_DB": str(tmp_path / "named.db")}
    assert run("add", tmp_path / "post.txt", env=environment).exit_code == 0
    assert (tmp_path / "named.db").exists()
