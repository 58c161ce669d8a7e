"""The register of the examples, through the commands that a user has."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from onrecord.model import Comparison, ReportedAct
from onrecord.register.context import Between
from onrecord.register.same_act import compare, fitted
from onrecord.store.casefile import open_casefile

Run = Callable[..., Result]


@pytest.fixture
def told(run: Run, examples_casefile: Path) -> Callable[..., str]:
    def call(*arguments: str, **given: Any) -> str:
        result = run(*arguments, "--db", examples_casefile, **given)
        assert result.exit_code == 0, result.output
        return str(result.stdout)

    return call


def test_every_entry_is_carried_by_words_of_its_documents(
    told: Callable[..., str], examples_casefile: Path
) -> None:
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        texts = {each.id: each.text for each in casefile.documents()}
    entries = json.loads(told("show", "register", "--json"))
    assert entries
    for entry in entries:
        assert 1 <= len(entry["origins"]) <= len(entry["reports"])
        for report in entry["reports"]:
            text = texts[report["document"]]
            for piece in (*report["quote"], *report["cue"], *report["condition"]):
                assert text[piece["start"] : piece["end"]] == piece["exact"]


def test_no_denial_stands_without_its_cue(told: Callable[..., str]) -> None:
    rows = list(csv.DictReader(io.StringIO(told("show", "register", "--kind", "denial", "--csv"))))
    assert rows
    assert all(row["proposition"].startswith("{") and row["quote"].startswith("{") for row in rows)


@pytest.mark.parametrize("columns", [80, 160])
def test_the_most_reported_entries_fit_the_terminal(told: Callable[..., str], columns: int) -> None:
    entries = json.loads(told("show", "register", "--json"))
    entries.sort(key=lambda each: -len(each["reports"]))
    for entry in entries[:4]:
        page = told("show", "entry", entry["id"], env={"COLUMNS": str(columns)})
        assert max(map(len, page.splitlines())) <= columns
        assert all(report["record"] in page for report in entry["reports"])


def test_the_copy_hangs_below_the_agency(told: Callable[..., str]) -> None:
    found = json.loads(told("show", "lineage", "--json", "--relation", "copy"))
    assert [(each["source_name"], each["derived_name"]) for each in found] == [
        ("2031-02-04-ridgeway-montfaire.txt", "2031-02-04-tidewater-post-montfaire.txt")
    ]
    trees = told("show", "lineage", found[0]["derived"])
    assert trees.startswith(("RIDGEWAY NEWS AGENCY, 2031-02-04", "Ridgeway News Agency, 2031-02-04"))
    assert "copy, credited: The Tidewater Post, 2031-02-04 (asked for)" in trees
    assert "is a copy of" in told("explain", found[0]["derived"], found[0]["source"])


@pytest.mark.slow
def test_why_records_are_one_entry_is_explained(told: Callable[..., str]) -> None:
    entries = json.loads(told("show", "register", "--json"))
    entry = next(each for each in entries if 2 <= len(each["reports"]) <= 3)
    found = json.loads(told("explain", entry["id"], "--json"))
    assert len(found["belongs"]) == len(entry["reports"]) - 1
    assert all(pair["reasons"] for pair in (*found["belongs"], *found["kept_apart"]))
    assert all(pair["entry"] != entry["id"] for pair in found["kept_apart"])


@pytest.mark.slow  # what it tells of fewer pages, and that nothing differs here, others test sooner
def test_a_rebuild_gives_the_same(run: Run, casefile: Path) -> None:
    result = run("register", "rebuild", "--db", casefile)
    assert (result.exit_code, result.stdout) == (0, "Computed anew from 26 documents: nothing differs.\n")


@pytest.mark.slow
def test_the_chance_is_held_against_what_such_a_pair_takes(told: Callable[..., str]) -> None:
    """Articles that no derivation ties need more: what is said to reach it is one act, and nothing else."""
    entries = json.loads(told("show", "register", "--json"))
    several = [each["id"] for each in entries if len(each["reports"]) > 1]
    needed = set()
    for entry_id in several[:12]:
        found = json.loads(told("explain", entry_id, "--json"))
        for pair in (*found["belongs"], *found["kept_apart"]):
            needed.add(pair["needed"])
            if 0 < pair["chance"] < 1:
                assert pair["same"] == (pair["chance"] >= pair["needed"])
    kinds = fitted().values()
    assert needed & {each.apart for each in kinds} - {each.threshold for each in kinds}


@pytest.mark.slow
def test_a_decision_on_other_records_is_no_reason(run: Run, casefile: Path) -> None:
    """What a person decided on one of two entries and a third says nothing of the two."""
    found = json.loads(run("show", "register", "--kind", "demand", "--json", "--db", casefile).stdout)
    one, other, third = (each["id"] for each in found[:3])
    merged = run("register", "merge", one, other, "--by", "Ada", "--db", casefile)
    assert merged.exit_code == 0, merged.output
    record = found[0]["reports"][0]["record"]
    for beside, told in ((found[1]["reports"][0]["record"], True), (third, False)):
        shown = run("explain", record, beside, "--db", casefile).stdout
        assert ("they were taken for one act" in shown) is told
        assert ("Ada decided" in shown) is told


@pytest.mark.slow
def test_explaining_holds_few_records_of_an_entry_against_others(
    told: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of forty copies six say what all say: the comparisons grow with the reports, not with their square."""
    compared: list[str] = []

    def counting(a: ReportedAct, b: ReportedAct, between: Between) -> Comparison:
        compared.append(a.record)
        return compare(a, b, between)

    entries = json.loads(told("show", "register", "--json"))
    entry = max(entries, key=lambda each: len(each["reports"]))
    monkeypatch.setattr("onrecord.register.same_act.compare", counting)
    monkeypatch.setattr("onrecord.cli.explaining_acts.LOOKED_AT", 2)
    found = json.loads(told("explain", entry["id"], "--json"))
    assert len(found["belongs"]) == len(entry["reports"]) - 1 > 5
    assert len(compared) <= 2 * len(entry["reports"]) + 4 * (len(entries) - 1)
