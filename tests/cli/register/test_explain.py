"""Why records are one entry or not, and why a document derives from another or not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def explained(run: Run, by_hand: Path) -> Callable[..., str]:
    def call(*arguments: str) -> str:
        result = run("explain", *arguments, "--db", by_hand)
        assert result.exit_code == 0, result.output
        return str(result.stdout)

    return call


def test_each_report_of_an_entry_stands_with_its_reasons(explained: Callable[..., str], made: Any) -> None:
    told = explained(made.offer.id)
    assert "Belongs to it:\nVera Marenko: “{is open to} sending 40 monitors”" in told
    assert "Chance that they are one act" in told
    found = json.loads(explained(made.offer.id, "--json"))
    assert [each["in_one_entry"] for each in found["belongs"]] == [True]
    assert found["belongs"][0]["reasons"]


def test_two_records_of_one_entry(explained: Callable[..., str], made: Any) -> None:
    told = explained("r-harbour-post", "r-lantern-wire")
    assert told.startswith(f"One entry, {made.offer.id[:8]}: they were taken for one act.")
    assert "“{offered} to send 40 monitors before winter”" in told
    assert "“{is open to} sending 40 monitors”" in told


def test_two_entries_that_were_kept_apart(explained: Callable[..., str], made: Any) -> None:
    told = explained(made.denial.id[:6], made.offer.id[:6])
    assert "they were kept apart" in told
    assert "Of their reports these two come nearest:" in told
    assert "“{denied} that monitors were invited”" in told
    found = json.loads(explained(made.denial.id, made.offer.id, "--json"))
    assert (found["in_one_entry"], found["same"]) == (False, False)
    assert all(each in told for each in found["reasons"])
    assert set(found["entries"]) == {made.denial.id, made.offer.id}


def test_a_derivation_is_explained_with_its_longest_passage(explained: Callable[..., str], made: Any) -> None:
    ids = [made.documents[name].id for name in ("Lantern Wire", "Harbour Post")]
    for told in (explained(*ids), explained(ids[0])):
        assert "Lantern Wire, 2031-05-04 is a rewrite of Harbour Post, 2031-05-03" in told
        assert "It names its source: “the Harbour Post reports”" in told
        assert "“sending 40 monitors”" in told


def test_documents_that_have_nothing_in_common(explained: Callable[..., str], made: Any) -> None:
    ids = [made.documents[name].id for name in ("Tarn Today", "Eastline Digest")]
    assert "neither derives from the other" in explained(*ids)
    assert json.loads(explained(*ids, "--json"))["derivations"] == []


def test_a_document_that_derives_from_nothing(explained: Callable[..., str], made: Any) -> None:
    told = explained(made.documents["Tarn Today"].id)
    assert "Tarn Today, 2031-05-06 derives from nothing in the casefile." in told


def test_a_document_stands_for_what_it_reports(explained: Callable[..., str], made: Any) -> None:
    told = explained(made.documents["Lantern Wire"].id, made.denial.id)
    assert "“{is open to} sending 40 monitors”" in told


def test_one_thing_twice_is_refused(run: Run, by_hand: Path, made: Any) -> None:
    for wanted in (made.documents["Tarn Today"].id, "r-tarn-today"):
        result = run("explain", wanted, wanted, "--db", by_hand)
        assert result.exit_code == 2, result.output
        assert "name two" in result.output
