"""What a casefile is read with: its codebook and its own facts, kept with it and changed on request only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli import codebooks, opening
from onrecord.codebook.packs import shipped

ARTICLE = (
    "Duties on fruit to fall\n\n"
    "LAKESIDE - President Vera Marenko said on Friday that Varnia would lift the duties on fruit by winter. "
    '"We will raise the steel quotas as well," she told reporters in the harbour town of Lakeside.\n'
)
STATES = "code,name,other_names,demonyms,metonyms,wikidata\nXAA,Varnia,,Varnian,Lakeside,\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "post.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture
def trade(run: Any, tmp_path: Path) -> Path:
    """Return a codebook of the user's own: the one that `codebook new` writes."""
    path = tmp_path / "trade-talks.yaml"
    assert run("codebook", "new", "trade-talks", "--out", path).exit_code == 0
    return path


def done(result: Any) -> str:
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def issues(run: Any, db: Path) -> set[str]:
    records = json.loads(done(run("show", "statements", "--db", db, "--json")))
    assert records
    return {issue for record in records for issue in record["issues"]}


def model(run: Any, db: Path) -> str:
    (document,) = json.loads(done(run("show", "documents", "--db", db, "--json")))
    return str(document["model"])


def test_the_first_add_chooses_and_the_casefile_keeps_it(
    run: Any, article: Path, trade: Path, tmp_path: Path
) -> None:
    db = tmp_path / "c.db"
    done(run("add", article, "--db", db, "--codebook", trade))
    first = model(run, db)
    assert " codebook trade-talks " in first
    assert issues(run, db) & {"tariffs", "steel_tariffs"}
    done(run("add", article, "--db", db, "--codebook", trade))  # the same once more is no other
    trade.unlink()
    assert "1 unchanged; 0 statements found" in done(run("add", article, "--db", db))
    assert model(run, db) == first


def test_another_codebook_is_refused_and_nothing_changes(
    run: Any, article: Path, trade: Path, tmp_path: Path
) -> None:
    db = tmp_path / "c.db"
    done(run("add", article, "--db", db))
    before = model(run, db)
    result = run("add", article, "--db", db, "--codebook", trade)
    assert result.exit_code == 2
    assert "is read with the codebook 'security-and-peace'" in result.stderr
    assert f"onrecord codebook use {trade} --db {db}" in result.stderr
    done(run("add", article, "--db", db, "--codebook", "security-and-peace"))
    assert model(run, db) == before


def test_a_changed_file_is_another_text_of_the_codebook(
    run: Any, article: Path, trade: Path, tmp_path: Path
) -> None:
    db = tmp_path / "c.db"
    done(run("add", article, "--db", db, "--codebook", trade))
    trade.write_text(trade.read_text("utf-8").replace("levies, ", ""), "utf-8")
    result = run("add", article, "--db", db, "--codebook", trade)
    assert result.exit_code == 2
    assert "is read with another text of the codebook 'trade-talks'" in result.stderr


@pytest.mark.slow
def test_use_reads_again_and_keeps_edits_and_decisions(
    run: Any, article: Path, trade: Path, tmp_path: Path
) -> None:
    db = tmp_path / "c.db"
    done(run("add", article, "--db", db, "--outlet", "Harbour Post"))
    done(run("actors", "rename", "Vera Marenko", "V. Marenko", "--by", "Cy Orr", "--db", db))
    assert "1 document read again" in done(run("codebook", "use", trade, "--db", db))
    assert issues(run, db) & {"tariffs", "steel_tariffs"}
    (record, *_) = json.loads(done(run("show", "statements", "--db", db, "--json")))
    assert (record["speakers"], record["outlet"]) == (["V. Marenko"], "Harbour Post")
    assert "trade-talks" in done(run("codebook", "used", "--db", db)).splitlines()[0]
    told = done(run("codebook", "use", trade, "--db", db))
    assert "is read with this codebook already" in told
    assert "is up to date" in told


@pytest.mark.slow
def test_what_an_interrupted_change_left_is_read_by_reread(run: Any, article: Path, tmp_path: Path) -> None:
    db = tmp_path / "c.db"
    done(run("add", article, "--db", db))
    with opening.to_write(str(db)) as casefile:
        assert codebooks.change(casefile, codebooks.chosen("climate-pledges"))
    assert " codebook security-and-peace " in model(run, db)
    assert "1 document read again" in done(run("reread", "--db", db))
    assert " codebook climate-pledges " in model(run, db)
    assert done(run("reread", "--db", db)) == "Every document's reading is up to date.\n"


def test_interrupted_a_change_says_that_it_is_kept(
    run: Any, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "c.db"
    done(run("add", article, "--db", db))

    def interrupt(casefile: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "reader_for", interrupt)
    result = run("codebook", "use", "climate-pledges", "--db", db)
    assert result.exit_code == 130
    assert f"the codebook is kept in {db}; `onrecord reread --db {db}` goes on from there" in result.stderr
    assert done(run("codebook", "used", "--db", db)).startswith("climate-pledges: ")


def test_of_a_codebook_that_comes_along_the_name_is_kept(run: Any, article: Path, tmp_path: Path) -> None:
    db = tmp_path / "c.db"
    done(run("add", article, "--db", db, "--codebook", "climate-pledges"))
    with opening.to_read(str(db)) as casefile:
        assert casefile.setting(codebooks.SETTING) == "climate-pledges"
        assert codebooks.used_by(casefile) is shipped("climate-pledges")


@pytest.mark.slow
def test_facts_that_are_brought_in_are_read_with_at_once_or_by_the_next_add(
    run: Any, article: Path, tmp_path: Path
) -> None:
    db, table = tmp_path / "c.db", tmp_path / "states.csv"
    table.write_text(STATES, "utf-8")
    done(run("add", article, "--db", db))
    before = model(run, db)
    done(run("actors", "import", table, "--db", db, "--by", "Cy Orr"))
    assert "1 document of an earlier run read now" in done(run("add", article, "--db", db))
    with_facts = model(run, db)
    assert with_facts.startswith(before)
    assert " actors " in with_facts
    done(run("actors", "undo", "--db", db, "--by", "Cy Orr"))
    done(run("reread", "--db", db))
    assert model(run, db) == before


@pytest.mark.parametrize("command", ["add", "use", "code", "evaluate"])
def test_a_faulty_codebook_is_named_with_its_line_and_nothing_is_done(
    run: Any, article: Path, trade: Path, tmp_path: Path, command: str
) -> None:
    trade.write_text(trade.read_text("utf-8").replace("id: tariffs", "id: other"), "utf-8")
    db, gold = tmp_path / "c.db", tmp_path / "gold"
    gold.mkdir()
    (gold / "a.txt").write_text(ARTICLE, "utf-8")
    (gold / "a.json").write_text('{"document": {}, "statements": []}', "utf-8")
    arguments = {
        "add": ("add", article, "--db", db, "--codebook", trade),
        "use": ("codebook", "use", trade, "--db", db),
        "code": ("code", article, "-o", tmp_path / "out", "--codebook", trade),
        "evaluate": ("evaluate", gold, "--codebook", trade),
    }
    result = run(*arguments[command])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"onrecord: {trade}:")
    assert not db.exists()
    assert not (tmp_path / "out").exists()


def test_a_codebook_that_is_not_there(run: Any, article: Path, tmp_path: Path) -> None:
    result = run("add", article, "--db", tmp_path / "c.db", "--codebook", tmp_path / "none.yaml")
    assert result.exit_code == 1
    assert "none.yaml: there is no such file" in result.stderr


def test_articles_are_coded_and_scored_with_a_codebook(
    run: Any, article: Path, trade: Path, tmp_path: Path
) -> None:
    gold = tmp_path / "gold"
    done(run("code", article, "-o", gold, "--codebook", trade))
    coded = json.loads((gold / "post.json").read_text("utf-8"))["statements"]
    assert {issue for statement in coded for issue in statement["issues"]} & {"tariffs", "steel_tariffs"}
    (gold / "post.txt").write_text(ARTICLE, "utf-8")
    own = json.loads(done(run("evaluate", gold, "--json", "--codebook", trade)))
    other = json.loads(done(run("evaluate", gold, "--json")))
    assert own["statements"]["F1"] == other["statements"]["F1"] == 1.0
    right = [scores["fields of matched records"]["issue"]["right"] for scores in (own, other)]
    assert right[0] > right[1]


def test_issues_are_listed_with_what_they_mean(run: Any, article: Path, tmp_path: Path) -> None:
    db = tmp_path / "c.db"
    done(run("add", article, "--db", db))
    listed = json.loads(done(run("codebook", "used", "--db", db, "--json")))
    assert [issue["id"] for issue in listed["issues"]] == [*shipped().ids]
    assert all(issue["label"] and issue["description"] for issue in listed["issues"])


@pytest.mark.slow
def test_days_follow_a_date_that_is_stated_later(run: Any, article: Path, tmp_path: Path) -> None:
    db = tmp_path / "c.db"
    done(run("add", article, "--db", db))
    (before,) = json.loads(done(run("show", "documents", "--db", db, "--json")))
    done(run("documents", "edit", before["id"], "--date", "2031-05-04", "--db", db))
    records = json.loads(done(run("show", "statements", "--db", db, "--json")))
    assert "2031-05-02" in {record["said_on"] for record in records}
    (after,) = json.loads(done(run("show", "documents", "--db", db, "--json")))
    assert (after["model"], after["statements"]) == (before["model"], len(records))
