"""One entry with everything that carries it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result

Run = Callable[..., Result]


def shown(run: Run, by_hand: Path, *options: Any, **given: Any) -> str:
    result = run("show", "entry", *options, "--db", by_hand, **given)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def test_reports_stand_with_quote_wording_place_and_chain(run: Run, by_hand: Path, made: Any) -> None:
    page = shown(run, by_hand, made.offer.id[:6])
    assert page.startswith("offer  Vera Marenko (XVM) → XTV  [proposed]\nto send 40 monitors before winter\n")
    assert "2 reports, 1 origin (Harbour Post, 2031-05-03), reported 2031-05-03 to 2031-05-04" in page
    assert "Vera Marenko (offered): “to send 40 monitors before winter”" in page
    assert "weak ────●────── strong  0.38  “is open to”" in page
    assert "Lantern Wire ← Harbour Post ← anon: a diplomat (unnamed)" in page
    assert "¶1 +21" in page
    assert made.offer.reports[0].act.record in page, "what `register split` asks for"


def test_the_way_it_came_is_one_tree_of_one_origin(run: Run, by_hand: Path, made: Any) -> None:
    _, _, tree = shown(run, by_hand, made.offer.id).partition("The way it came\n")
    assert tree.splitlines()[0] == "anon: a diplomat (unnamed)"
    assert tree.splitlines()[1].startswith("└── Harbour Post, 2031-05-03 (began here)")
    assert "    └── Lantern Wire, 2031-05-04" in tree
    assert tree.count("Harbour Post") == 1


def test_steps_stand_with_their_words(run: Run, by_hand: Path, made: Any) -> None:
    page = shown(run, by_hand, made.offer.id)
    assert "How far it is decided\n  proposed 2031-05-03  “to send 40 monitors before winter”" in page
    assert "How far it is done" not in page


def test_links_are_told_from_both_ends(run: Run, by_hand: Path, made: Any) -> None:
    assert "denies  Vera Marenko (XVM): to send 40 monitors" in shown(run, by_hand, made.denial.id)
    other = shown(run, by_hand, made.offer.id)
    assert "is denied by  XTV: {denied} that monitors were invited" in other
    assert "“monitors”; both are about monitors; sure 0.80" in other


def test_a_headline_alone_and_a_page_that_is_not_here_are_said(run: Run, by_hand: Path, made: Any) -> None:
    page = shown(run, by_hand, made.headline.id)
    assert "! carried by a headline alone" in page
    assert "! the page where it began is not in the casefile: Politburo Weekly" in page
    assert "Politburo Weekly (began here) (not in the casefile)" in page
    assert "Politburo Weekly (no page of it here)" in page
    assert "headline" in page.partition("Report")[2].splitlines()[1]


def test_any_place_of_an_entry_finds_it(run: Run, by_hand: Path, made: Any) -> None:
    for report in made.offer.reports:
        assert made.offer.id in shown(run, by_hand, report.act.place.id)
        assert made.offer.id in shown(run, by_hand, report.act.record), "and the id of a record"


def test_json_holds_reports_and_links(run: Run, by_hand: Path, made: Any) -> None:
    found = json.loads(shown(run, by_hand, made.denial.id, "--json"))
    assert found["id"] == made.denial.id
    (link,) = found["links"]
    assert (link["kind"], link["answer"], link["target"]) == ("responds_to", "denied", made.offer.id)
    assert link["source_proposition"].startswith("{denied}")
    assert link["document"] == made.documents["Tarn Today"].id


def test_an_address_is_whole_in_few_columns(run: Run, by_hand: Path, made: Any) -> None:
    page = shown(run, by_hand, made.offer.id, env={"COLUMNS": "60"})
    assert made.documents["Harbour Post"].url in "".join(page.split())


@pytest.mark.parametrize("columns", [80, 160])
def test_it_fits_the_terminal(run: Run, by_hand: Path, made: Any, columns: int) -> None:
    for entry in made.entries:
        page = shown(run, by_hand, entry.id, env={"COLUMNS": str(columns)})
        assert max(map(len, page.splitlines())) <= columns


def test_the_chain_is_drawn(run: Run, by_hand: Path, made: Any, tmp_path: Path) -> None:
    path = tmp_path / "chain.svg"
    result = run("show", "entry", made.offer.id, "--db", by_hand, "--svg", path)
    assert f"drawn in {path}" in result.stderr
    words = " ".join(ET.parse(path).getroot().itertext())
    for name in ("anon: a diplomat", "Harbour Post", "Lantern Wire", "unnamed", "began here"):
        assert name in words


def test_an_unknown_id_is_refused_with_what_to_do(run: Run, by_hand: Path) -> None:
    result = run("show", "entry", "nothing", "--db", by_hand)
    assert result.exit_code == 2
    assert "show register" in result.output
