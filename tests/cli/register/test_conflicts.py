"""Conflicts of the example articles, through the commands that a user has."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from onrecord.store.casefile import open_casefile
from onrecord.store.interface_shown import ConflictFilter
from onrecord.views.conflicts.dispute_records import DISPUTE_COLUMNS

Run = Callable[..., Result]
Told = Callable[..., str]


@pytest.fixture
def told(run: Run, examples_casefile: Path) -> Told:
    def call(*arguments: str, **given: Any) -> str:
        result = run("show", *arguments, "--db", examples_casefile, **given)
        assert result.exit_code == 0, result.output
        return str(result.stdout)

    return call


def found(told: Told, *options: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(told("conflicts", "--json", *options))
    return listed


def test_what_is_planted_is_shown_and_nothing_else(told: Told) -> None:
    shown = found(told)
    assert sorted((d["kind"], d["subject"]) for d in shown) == [
        ("control", "Brennock"),
        ("headline", "10,000 Skerrin boots bound for The Ilmar"),
        ("number", "killed: XVM soldiers, Brennock"),
        ("number", "killed: civilians, Brennock"),
    ]
    quotes = {r["quote"][0]["exact"] for d in shown for side in d["sides"] for r in side["reports"]}
    for words in (
        "remained under Velmoran control",
        "took full control of the town",
        "31 Velmoran servicemen",
    ):
        assert any(words in quote for quote in quotes)


def test_no_side_is_chosen_and_one_page_is_one_origin(told: Told) -> None:
    (dispute,) = found(told, "--kind", "control")
    assert len(dispute["sides"]) == 2
    reports = [len(side["reports"]) for side in dispute["sides"]]
    assert sorted(reports) == [1, 2]  # the second page says it twice
    assert [len(side["origins"]) for side in dispute["sides"]] == [1, 1]
    assert dispute["id"] == min(dispute["conflicts"])


def test_every_quote_stands_in_its_document(told: Told, examples_casefile: Path) -> None:
    with open_casefile(str(examples_casefile)) as casefile:
        for dispute in found(told):
            for report in (r for side in dispute["sides"] for r in side["reports"]):
                text = casefile.document(report["document"]).text
                assert all(text[q["start"] : q["end"]] == q["exact"] for q in report["quote"])
        kept = {c.id for c in casefile.conflicts(ConflictFilter())}
    assert {each for d in found(told) for each in d["conflicts"]} == kept


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (("--kind", "number"), ["number", "number"]),
        (("--since", "2031-06-01"), ["control", "number", "number"]),
        (("--until", "2031-03"), ["headline"]),
        (("--actor", "xkv", "--kind", "control"), ["control"]),
        (("--text", "civilian population", "--kind", "number"), ["number", "number"]),
        (("--actor", "nobody at all"), []),
    ],
)
def test_conflicts_are_chosen(told: Told, options: tuple[str, ...], kinds: list[str]) -> None:
    assert sorted(d["kind"] for d in found(told, *options)) == kinds


def test_page_shows_both_quotes_with_outlet_and_day(told: Told) -> None:
    page = " ".join(told("conflicts", "--kind", "control").split())
    assert "RIDGEWAY NEWS AGENCY, 2031-06-12: “BRENNOCK, June 12 (RNA) - The river town of Brennock" in page
    assert "KORVATH TODAY, XXXX-06-12" in page
    assert "one place cannot be held by both" in page
    assert page.endswith("1 conflict.")


def test_nothing_that_fits_is_said(run: Run, examples_casefile: Path) -> None:
    result = run("show", "conflicts", "--db", examples_casefile, "--kind", "place")
    assert result.exit_code == 0
    assert result.stderr.strip() == "No conflict fits."


def test_table_has_both_sides(told: Told) -> None:
    rows = list(csv.DictReader(io.StringIO(told("conflicts", "--csv"))))
    assert tuple(rows[0]) == DISPUTE_COLUMNS
    assert all(row["left_quote"] and row["right_quote"] and row["sides"] == "2" for row in rows)


def test_entry_says_that_it_is_in_conflict(told: Told) -> None:
    entry = next(each for d in found(told, "--kind", "control") for each in d["entries"])
    page = told("entry", entry)
    assert "! in conflict (control):" in page
    assert f"onrecord show conflicts --entry {entry[:8]}" in " ".join(page.split())
    assert [d["kind"] for d in found(told, "--entry", entry)] == ["control"]
