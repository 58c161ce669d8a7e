"""``onrecord actors``: who is who, decided once and followed everywhere."""

from __future__ import annotations

import csv
import getpass
import io
import json
from pathlib import Path
from typing import Any, NoReturn

import pytest


def listed(run: Any, db: Path, *options: str) -> dict[str, dict[str, Any]]:
    """Return the actors by name."""
    result = run("actors", "list", "--db", db, "--json", *options)
    assert result.exit_code == 0, result.output
    return {record["name"]: record for record in json.loads(result.stdout)}


def decide(run: Any, db: Path, *arguments: str) -> str:
    result = run("actors", *arguments, "--db", db, "--by", "Cy Orr")
    assert result.exit_code == 0, result.output
    return str(result.stdout).strip()


def test_actors_are_listed_with_their_parts(run: Any, coded: Path) -> None:
    found = listed(run, coded)
    assert [*found][:2] == ["Ada Quill", "XKV"]
    assert (found["Ada Quill"]["said"], found["Ada Quill"]["kind"]) == (2, "person")
    assert found["Ada Quill"]["affiliations"] == {"XVM": 2}
    assert (found["XKV"]["addressed"], found["XKV"]["spoken_for"], found["XKV"]["kind"]) == (1, 1, "state")
    assert found["Harbour Post"]["relayed"] == 1
    assert set(listed(run, coded, "--kind", "state")) == {"XKV", "XVM"}
    assert set(listed(run, coded, "--name", "quill")) == {"Ada Quill", "A. Quill"}
    rows = csv.DictReader(io.StringIO(run("actors", "list", "--db", coded, "--csv").stdout))
    assert [row["name"] for row in rows] == [*found]
    table = run("actors", "list", "--db", coded).stdout
    assert all(name in table for name in found)
    assert table.endswith(f"{len(found)} actors.\n")


def test_a_narrow_table_stacks_what_an_actor_is_seen_as(
    run: Any, coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide(run, coded, "merge", "Ada Quill", "A. Quill")
    monkeypatch.setenv("COLUMNS", "80")
    lines = run("actors", "list", "--db", coded).stdout.splitlines()
    assert max(map(len, lines)) <= 80
    at = next(number for number, line in enumerate(lines) if line.startswith("Ada Quill  "))
    assert lines[at].split() == ["Ada", "Quill", "person", "3"]
    assert lines[at + 1].strip() == "for XVM; seen as A. Quill"


def test_a_merge_is_followed_everywhere(run: Any, coded: Path) -> None:
    told = decide(run, coded, "merge", "Ada Quill", "a. quill")
    assert told == "'A. Quill' merged into 'Ada Quill'"
    found = listed(run, coded)
    assert (found["Ada Quill"]["said"], found["Ada Quill"]["seen"]) == (3, ["A. Quill"])
    chosen = run("show", "statements", "--db", coded, "--speaker", "ada", "--json")
    assert len(json.loads(chosen.stdout)) == 3
    exported = run("export", "--to", "jsonl", "--db", coded).stdout
    assert "A. Quill" not in {name for line in exported.splitlines() for name in json.loads(line)["speakers"]}


@pytest.mark.slow
def test_split_rename_undo_and_the_log(run: Any, coded: Path) -> None:
    (tarn,) = json.loads(run("show", "statements", "--db", coded, "--speaker", "tarn", "--json").stdout)
    decide(run, coded, "split", "Tarn", "Eva Tarn", "--statement", tarn["id"])
    decide(run, coded, "rename", "Eva Tarn", "Eva O. Tarn")
    decide(run, coded, "split", "Ada Quill", "Ida Quill", "--document", first_document(run, coded))
    assert {"Eva O. Tarn", "Ida Quill"} <= set(listed(run, coded))
    assert decide(run, coded, "undo").startswith("Undone: 'Ada Quill' is 'Ida Quill' in ")
    assert {"Eva O. Tarn", "Ada Quill"} <= set(listed(run, coded))
    log = json.loads(run("actors", "log", "--db", coded, "--json").stdout)
    assert {each["by"] for each in log} == {"Cy Orr"}
    assert [(each["kind"], each["undone"]) for each in log] == [
        ("split", False), ("rename", False), ("split", True), ("undo", False),
    ]  # fmt: skip
    lines = run("actors", "log", "--db", coded).stdout.splitlines()
    assert len(lines) == 4
    assert "Cy Orr  'Eva Tarn' renamed 'Eva O. Tarn'" in lines[1]
    assert lines[2].endswith("(undone)")


def first_document(run: Any, db: Path) -> str:
    return str(json.loads(run("show", "documents", "--db", db, "--json").stdout)[0]["id"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["merge", "Ada Quill"], "it takes two actors to merge"),
        (["merge", "Ada Quill", "Nobody"], "there is no actor 'Nobody'; `onrecord actors list` lists them"),
        (["rename", "Ada Quill", ""], "'' is no name"),
        (["rename", "Ada Quill", "Ada\x1b[31m"], "'Ada\\x1b[31m' is no name; leave control characters out"),
        (["rename", "Ada Quill", "Undecided"], "'Undecided' is no name; it stands for what"),
        (["rename", "Ada Quill", "Tarn"], "'Tarn' is another actor; merge the two instead"),
        (["split", "Ada Quill", "Ida"], "say where: --document ID or --statement ID"),
        (["split", "Ada Quill", "Ida", "--statement", "zz"], "there is no statement 'zz'"),
        (["undo"], "there is no decision to undo"),
    ],
)
def test_a_decision_that_makes_no_sense_is_one_line(
    run: Any, coded: Path, arguments: list[str], message: str
) -> None:
    result = run("actors", *arguments, "--db", coded)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert run("actors", "log", "--db", coded).stdout == ""


def test_circles_are_refused(run: Any, coded: Path) -> None:
    decide(run, coded, "merge", "Ada Quill", "A. Quill")
    result = run("actors", "merge", "A. Quill", "Ada Quill", "--db", coded)
    assert result.exit_code == 2
    assert "'A. Quill' is 'Ada Quill' already" in result.stderr


def test_who_decides_is_the_login_name(run: Any, coded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "dana")
    assert run("actors", "rename", "Tarn", "Eva Tarn", "--db", coded).exit_code == 0
    (entry,) = json.loads(run("actors", "log", "--db", coded, "--json").stdout)
    assert entry["by"] == "dana"

    def nobody() -> NoReturn:
        raise KeyError("getpwuid(): uid not found: 999")

    monkeypatch.setattr(getpass, "getuser", nobody)
    result = run("actors", "undo", "--db", coded)
    assert (result.exit_code, "say who you are with --by" in result.stderr) == (2, True)


def test_facts_of_a_file_are_kept_checked_and_undone(run: Any, coded: Path, tmp_path: Path) -> None:
    table = tmp_path / "states.csv"
    table.write_text("code,name,demonyms\nXVM,Velmora,Velmoran\nXKV,Korvath,Korvathi|Korvathian\n", "utf-8")
    assert decide(run, coded, "import", str(table)) == "states.csv brought in: states 2."
    assert decide(run, coded, "import", str(table)) == "states.csv is there already; nothing was changed."
    facts = json.loads(run("actors", "facts", "--db", coded, "--json").stdout)
    assert [(fact["kind"], fact["code"], fact["where"], fact["by"]) for fact in facts] == [
        ("states", "XVM", "states.csv:2", "Cy Orr"), ("states", "XKV", "states.csv:3", "Cy Orr"),
    ]  # fmt: skip
    assert "states.csv:2  states: code XVM; name Velmora" in run("actors", "facts", "--db", coded).stdout
    undone = run("actors", "undo", "--db", coded, "--by", "Cy Orr")
    assert f"`onrecord reread --db {coded}`" in undone.stderr
    assert json.loads(run("actors", "facts", "--db", coded, "--json").stdout) == []


@pytest.mark.slow
def test_an_import_says_how_it_counts_for_what_was_read(run: Any, coded: Path, tmp_path: Path) -> None:
    table = tmp_path / "states.csv"
    table.write_text("code,name\nXVM,Velmora\n", "utf-8")
    told = run("actors", "import", table, "--db", coded).stderr
    assert told == f"`onrecord reread --db {coded}` lets it count for what was read before.\n"
    assert run("actors", "import", table, "--db", tmp_path / "new.db").stderr == ""
    assert run("actors", "rename", "Tarn", "Eva Tarn", "--db", coded).stderr == ""
    assert run("actors", "undo", "--db", coded).stderr == ""


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_wikidata_result_is_brought_in(run: Any, coded: Path, tmp_path: Path, form: str) -> None:
    states = tmp_path / "states.csv"
    states.write_text("code,name\nXVM,Velmora\n", "utf-8")
    decide(run, coded, "import", str(states))
    cells = {
        "person": "http://www.wikidata.org/entity/Q999999999", "personLabel": "Ada Quill",
        "office": "foreign minister", "iso3": "XVM", "start": "2030-02-01T00:00:00Z", "end": "",
        "altLabels": "Adah Quill|A. Quill",
    }  # fmt: skip
    result = tmp_path / f"result.{form}"
    if form == "json":
        bindings = [{name: {"type": "literal", "value": value} for name, value in cells.items() if value}]
        result.write_text(
            json.dumps({"head": {"vars": [*cells]}, "results": {"bindings": bindings}}), "utf-8"
        )
    else:
        result.write_text(",".join(cells) + "\n" + ",".join(cells.values()) + "\n", "utf-8")
    assert decide(run, coded, "import", str(result)) == f"result.{form} brought in: holders 1."
    assert listed(run, coded, "--name", "ada")["Ada Quill"]["wikidata"] == "Q999999999"
    fact = json.loads(run("actors", "facts", "--db", coded, "--json").stdout)[1]
    assert (fact["person"], fact["of"], fact["since"], fact["until"]) == (
        "Ada Quill",
        "XVM",
        "2030-02-01",
        None,
    )


def test_a_bad_file_makes_no_casefile(run: Any, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"code,name\nXVM,Velm\xff\n")
    result = run("actors", "import", bad, "--db", tmp_path / "new.db")
    assert result.exit_code == 1
    assert "bad.csv:2: is not UTF-8" in result.stderr
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "bad.csv: has no header"),
        ("code,name\nVelmora,XVM\n", "bad.csv:2: 'Velmora' is no code of a state"),
        ("person,office,of\nAda Quill,wizard,FRA\n", "bad.csv:2: no office is known as 'wizard'"),
        ("a,b,c\n1,2,3\n", "bad.csv:1: "),
        ("code,name\n", "bad.csv: holds no facts; add lines to it"),
        ('{"head": {"vars": []}, "results": {"bindings": []}}', "bad.csv: holds no facts"),
    ],
)
def test_a_bad_file_of_facts_changes_nothing(
    run: Any, coded: Path, tmp_path: Path, content: str, message: str
) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text(content, "utf-8")
    result = run("actors", "import", bad, "--db", coded)
    assert result.exit_code == 1
    assert message in result.stderr
    assert run("actors", "log", "--db", coded).stdout == ""
