"""``onrecord lineage``: pages against each other, without a casefile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

NAMES = ("2031-02-04-ridgeway-montfaire.txt", "2031-02-04-tidewater-post-montfaire.txt")


@pytest.fixture
def two(examples: list[str]) -> list[str]:
    """Return the agency's report and the page that prints it."""
    return [next(path for path in examples if path.endswith(name)) for name in NAMES]


def test_json_gives_relation_credit_and_the_words_on_both_sides(run: Any, two: list[str]) -> None:
    result = run("lineage", "--json", *two)
    assert result.exit_code == 0, result.output
    (found,) = json.loads(result.stdout)
    assert list(found) == ["from", "to", "relation", "credited", "spans"]
    assert (found["from"], found["to"], found["relation"], found["credited"]) == (*two, "copy", True)
    assert found["spans"]
    for span in found["spans"]:
        for side in ("from", "to"):
            text = Path(found[side]).read_bytes().decode("utf-8")
            assert text[span[side]["start"] : span[side]["end"]] == span[side]["text"]


def test_a_person_reads_a_list(run: Any, two: list[str]) -> None:
    result = run("lineage", *two)
    assert result.exit_code == 0, result.output
    assert f"{two[1]}  copies  {two[0]}" in result.stdout
    assert "it names its source" in result.stdout
    assert result.stdout.endswith("2 pages: 1 derivation\n")


def test_what_is_stated_of_a_page_counts(run: Any, two: list[str], tmp_path: Path) -> None:
    meta = tmp_path / "meta.json"
    meta.write_text(json.dumps({name: {"outlet": "Elsewhere", "published": None} for name in NAMES}), "utf-8")
    (found,) = json.loads(run("lineage", "--json", "--meta", meta, *two).stdout)
    assert found["relation"] == "copy"
    assert not found["credited"]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("no json", "is no JSON"),
        ("[1]", "must be"),
        ('{"a.txt": {"paper": "Post"}}', "paper is none of"),
        ('{"a.txt": {"published": "soon"}}', "'soon' is no date"),
    ],
)
def test_a_wrong_file_of_facts_is_one_line(
    run: Any, two: list[str], tmp_path: Path, written: str, says: str
) -> None:
    meta = tmp_path / "meta.json"
    meta.write_text(written, "utf-8")
    result = run("lineage", "--meta", meta, *two)
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_the_same_bytes_twice_are_two_pages(run: Any, two: list[str], tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_bytes(Path(two[0]).read_bytes())
    (found,) = json.loads(run("lineage", "--json", tmp_path / "a", tmp_path / "b").stdout)
    assert {found["from"], found["to"]} == {str(tmp_path / folder / "page.txt") for folder in ("a", "b")}


def test_a_page_that_cannot_be_taken_is_set_aside(run: Any, two: list[str], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("lineage", "--json", tmp_path / "empty.txt", *two)
    assert result.exit_code == 1
    assert "set aside" in result.stderr
    assert len(json.loads(result.stdout)) == 1
