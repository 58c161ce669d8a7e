"""What derives from what, where it began, and documents about one happening."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result

Run = Callable[..., Result]


def shown(run: Run, by_hand: Path, *options: Any, **given: Any) -> str:
    result = run("show", *options, "--db", by_hand, **given)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def test_sources_stand_above_what_derives_from_them(run: Run, by_hand: Path) -> None:
    trees = shown(run, by_hand, "lineage")
    first, second = trees.split("\n\n")
    assert first.startswith("Harbour Post, 2031-05-03")
    assert "└── rewrite, credited: Lantern Wire, 2031-05-04" in first
    assert second.startswith("Politburo Weekly (not in the casefile)\n└── cites it: Eastline Digest, undated")
    assert trees.endswith("2 documents derive from or cite others.\n")


def test_one_document_is_marked_and_explained(run: Run, by_hand: Path, made: Any) -> None:
    wire = made.documents["Lantern Wire"].id
    told = shown(run, by_hand, "lineage", wire[:6])
    assert "Lantern Wire, 2031-05-04 (asked for)" in told
    assert "Lantern Wire, 2031-05-04 ← Harbour Post, 2031-05-03" in told
    assert "the later text credits the earlier one" in told
    assert "names its source: “the Harbour Post reports”" in told
    assert "Eastline" not in told


def test_passages_stand_side_by_side_or_below_one_another(run: Run, by_hand: Path) -> None:
    wide = shown(run, by_hand, "lineage", "--passages", env={"COLUMNS": "160"})
    assert any("“to send 40 monitors”" in line and "“sending 40" in line for line in wide.splitlines())
    narrow = shown(run, by_hand, "lineage", "--passages", env={"COLUMNS": "80"})
    assert "source  “to send 40 monitors”\n  derived “sending 40 monitors”" in narrow


def test_a_document_alone_is_said_to_be(run: Run, by_hand: Path, made: Any) -> None:
    result = run("show", "lineage", made.documents["Tarn Today"].id, "--db", by_hand)
    assert "derives from nothing in the casefile" in result.stderr


def test_derivations_as_json_and_csv(run: Run, by_hand: Path, made: Any) -> None:
    found = json.loads(shown(run, by_hand, "lineage", "--json"))
    assert {each["kind"] for each in found} == {"rewrite", "cites"}
    (rewrite,) = (each for each in found if each["kind"] == "rewrite")
    assert rewrite["source"] == made.documents["Harbour Post"].id
    assert rewrite["passages"][0]["derived"]["exact"] == "sending 40 monitors"
    (cites,) = (each for each in found if each["kind"] == "cites")
    assert (cites["source"], cites["source_outlet"]) == (None, "Politburo Weekly")
    (row,) = csv.DictReader(io.StringIO(shown(run, by_hand, "lineage", "--csv", "--relation", "rewrite")))
    assert (row["credited"], row["direction"], row["source_words"]) == (
        "true",
        "credit",
        "to send 40 monitors",
    )


def test_derivations_are_chosen(run: Run, by_hand: Path) -> None:
    assert json.loads(shown(run, by_hand, "lineage", "--json", "--uncredited")) == []
    assert len(json.loads(shown(run, by_hand, "lineage", "--json", "--relation", "cites"))) == 1
    assert len(json.loads(shown(run, by_hand, "lineage", "--json", "--outlet", "harbour"))) == 1, (
        "as a source"
    )
    assert len(json.loads(shown(run, by_hand, "lineage", "--json", "--since", "2031-05-04"))) == 1
    assert "the first 1 tree of 2" in shown(run, by_hand, "lineage", "--limit", "1")
    assert "No derivation fits." in run("show", "lineage", "--uncredited", "--db", by_hand).stderr


def test_lineage_and_story_are_drawn(run: Run, by_hand: Path, made: Any, tmp_path: Path) -> None:
    for command in (["lineage"], ["story", made.story.id]):
        path = tmp_path / "drawn.svg"
        shown(run, by_hand, *command, "--svg", path)
        words = " ".join(ET.parse(path).getroot().itertext())
        assert "Harbour Post" in words
        assert "rewrite, credited" in words


def test_origins_of_an_entry_stand_with_their_reports(run: Run, by_hand: Path, made: Any) -> None:
    told = shown(run, by_hand, "origins", made.offer.id)
    assert "2 reports, 1 origin" in told
    assert "1  Harbour Post, 2031-05-03" in told
    assert "Lantern Wire, 2031-05-04: Lantern Wire ← Harbour Post ← anon: a diplomat (unnamed)" in told
    assert "! one origin, reported by 2 articles" in told
    found = json.loads(shown(run, by_hand, "origins", made.offer.id, "--json"))
    assert found["reports"] == 2
    assert [each["document"] for each in found["origins"]] == [made.documents["Harbour Post"].id]


def test_origins_of_a_document(run: Run, by_hand: Path, made: Any) -> None:
    assert "1  its own report" in shown(run, by_hand, "origins", made.documents["Harbour Post"].id)
    told = shown(run, by_hand, "origins", made.documents["Lantern Wire"].id)
    assert "1 origin" in told
    assert "1  Harbour Post, 2031-05-03" in told


def test_an_origin_without_a_page_is_said_to_have_none(run: Run, by_hand: Path, made: Any) -> None:
    assert "1  Politburo Weekly (no page of it here)" in shown(run, by_hand, "origins", made.headline.id)


def test_origins_of_nothing_are_refused(run: Run, by_hand: Path) -> None:
    result = run("show", "origins", "nothing", "--db", by_hand)
    assert result.exit_code == 2
    assert "no entry and no document 'nothing'" in result.output


@pytest.mark.parametrize("columns", [80, 160])
def test_stories_are_listed(run: Run, by_hand: Path, made: Any, columns: int) -> None:
    table = shown(run, by_hand, "stories", env={"COLUMNS": str(columns)})
    assert "55555555" in table
    assert table.endswith("1 story.\n")
    assert max(map(len, table.splitlines())) <= columns
    (found,) = json.loads(shown(run, by_hand, "stories", "--json"))
    assert found["beginnings"] == [made.documents["Harbour Post"].id]
    assert json.loads(shown(run, by_hand, "stories", "--json", "--outlet", "tarn")) == []
    assert "No story fits." in run("show", "stories", "--outlet", "tarn", "--db", by_hand).stderr


def test_a_story_is_found_by_a_document_of_it(run: Run, by_hand: Path, made: Any) -> None:
    told = shown(run, by_hand, "story", made.documents["Lantern Wire"].id[:6])
    assert "2 documents, 1 of them on their own" in told
    assert "Lantern Wire, 2031-05-04 (asked for)" in told
    assert f"On record\n  {made.offer.id[:8]}  offer" in told
