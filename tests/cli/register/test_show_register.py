"""The register as a list: every entry once, with what to beware of, in any width and form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]


def shown(run: Run, by_hand: Path, *options: str, **given: Any) -> str:
    result = run("show", "register", "--db", by_hand, *options, **given)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def test_each_entry_is_shown_with_reports_origins_and_notes(run: Run, by_hand: Path, made: Any) -> None:
    table = shown(run, by_hand)
    assert [line[:8] for line in table.splitlines() if line[:8] in {e.id[:8] for e in made.entries}] == [
        each.id[:8] for each in made.entries
    ], "by day of the act, the undated last"
    assert "2 reports, 1 origin" in table
    assert "strength 0.38 to 0.62" in table
    assert "! one origin, reported by 2 articles" in table
    assert "! carried by a headline alone" in table
    assert table.endswith("3 entries.\n")


def test_a_denial_is_never_shown_without_its_cue(run: Run, by_hand: Path) -> None:
    for columns in ("80", "119", "160"):
        for line in shown(run, by_hand, env={"COLUMNS": columns}).splitlines():
            assert "that monitors were invited" not in line or "{denied} that monitors were invited" in line
    rows = list(csv.DictReader(io.StringIO(shown(run, by_hand, "--csv"))))
    (denial,) = (row for row in rows if row["kind"] == "denial")
    assert denial["proposition"] == denial["quote"] == "{denied} that monitors were invited"


@pytest.mark.parametrize("columns", [60, 80, 100, 160])
def test_no_line_is_longer_than_the_terminal(run: Run, by_hand: Path, made: Any, columns: int) -> None:
    table = shown(run, by_hand, env={"COLUMNS": str(columns)})
    assert max(map(len, table.splitlines())) <= columns
    for name in (
        "Vera Marenko",
        "Harbour Post",
        "one origin, reported by 2 articles",
        *(e.id[:8] for e in made.entries),
    ):
        assert name in table


def test_json_holds_all_of_it(run: Run, by_hand: Path, made: Any) -> None:
    found = json.loads(shown(run, by_hand, "--json"))
    assert [each["id"] for each in found] == [each.id for each in made.entries]
    offer = found[0]
    assert offer["origins"] == [made.documents["Harbour Post"].id]
    assert offer["notes"] == ["one origin, reported by 2 articles"]
    assert [each["wording"] for each in offer["reports"]] == ["offered", "is open to"]
    assert [link["name"] for link in offer["reports"][1]["chain"]] == [
        "Lantern Wire", "Harbour Post", "anon: a diplomat",
    ]  # fmt: skip
    assert offer["reports"][0]["quote"][0]["exact"] == "to send 40 monitors before winter"
    assert offer["steps"][0]["record"] == offer["reports"][0]["record"]
    assert (offer["least_strength"], offer["most_strength"]) == (0.38, 0.62)


@pytest.mark.parametrize(
    ("options", "kinds"),
    [
        (["--kind", "denial"], ["denial"]),
        (["--actor", "marenko"], ["offer", "offer"]),
        (["--towards", "nobody"], []),
        (["--origins", "2"], []),
        (["--status", "proposed", "--done-since", "2031-05-03"], ["offer"]),
        (["--outlet", "lantern"], ["offer"]),
        (["--since", "2031-05-05"], ["denial"]),
        (["--date", "2031-05"], ["offer", "denial"]),
        (["--text", "MONITORS WERE"], ["denial"]),
        (["--limit", "1"], ["offer"]),
    ],
)
def test_filters_choose(run: Run, by_hand: Path, options: list[str], kinds: list[str]) -> None:
    found = json.loads(shown(run, by_hand, "--json", *options))
    assert [each["kind"] for each in found] == kinds


def test_entries_of_one_document(run: Run, by_hand: Path, made: Any) -> None:
    found = json.loads(shown(run, by_hand, "--json", "--document", made.documents["Tarn Today"].id[:6]))
    assert [each["id"] for each in found] == [made.denial.id]


def test_the_footer_says_why_nothing_is_shown(run: Run, by_hand: Path, tmp_path: Path, coded: Path) -> None:
    assert "No entry fits." in run("show", "register", "--db", by_hand, "--origins", "9").stderr
    assert "register update" in run("show", "register", "--db", coded).stderr, "pages, but no register yet"
    assert "The first entry; there are more." in shown(run, by_hand, "--limit", "1")


def test_an_issue_that_is_not_known_is_refused(run: Run, by_hand: Path) -> None:
    result = run("show", "register", "--db", by_hand, "--issue", "monitorring")
    assert result.exit_code == 2
    assert "monitorring" in result.output
