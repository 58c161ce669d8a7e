"""``onrecord code`` and ``onrecord evaluate``: the manual's format, and scores of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def texts(examples: list[str]) -> list[str]:
    """Return two pages saved as text."""
    return [path for path in examples if path.endswith(".txt")][:2]


def strings(value: str | list[str] | None) -> list[str]:
    """Return a field's verbatim strings."""
    return [value] if isinstance(value, str) else value or []


def test_codings_are_verbatim_and_offsets_select_them(run: Any, texts: list[str], tmp_path: Path) -> None:
    result = run("code", *texts, "--offsets", "-o", tmp_path / "out")
    assert result.exit_code == 0, result.output
    for path in map(Path, texts):
        source = path.read_bytes().decode("utf-8")
        coding = json.loads((tmp_path / "out" / f"{path.stem}.json").read_text("utf-8"))
        assert list(coding) == ["document", "statements", "commitments", "events", "claims"]
        assert coding["statements"]
        for statement in coding["statements"]:
            for name in ("quote", "cue", "speaker_text"):
                sliced = [source[start:end] for start, end in statement["spans"][name]]
                assert sliced == strings(statement[name])


def test_without_a_folder_each_article_is_one_line(run: Any, texts: list[str]) -> None:
    result = run("code", *texts)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["name"] for line in lines] == [Path(path).name for path in texts]
    assert "spans" not in lines[0]["statements"][0]


@pytest.mark.slow
def test_offsets_are_for_text_pages(run: Any, texts: list[str], examples: list[str], tmp_path: Path) -> None:
    page = next(path for path in examples if path.endswith(".html"))
    table = next(path for path in examples if path.endswith(".csv"))
    result = run("code", page, table, texts[0], "--offsets", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert all("has no .txt" in line for line in result.stderr.splitlines())
    assert [path.stem for path in (tmp_path / "out").iterdir()] == [Path(texts[0]).stem]


def test_the_same_name_twice_overwrites_nothing(run: Any, texts: list[str], tmp_path: Path) -> None:
    for folder, source in zip(("a", "b"), texts, strict=True):
        (tmp_path / folder).mkdir()
        shutil.copy(source, tmp_path / folder / "post.txt")
    assert run("code", tmp_path / "a", tmp_path / "b", "-o", tmp_path / "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["post-2.json", "post.json"]


@pytest.mark.slow
def test_evaluating_its_own_codings_is_perfect(run: Any, texts: list[str], tmp_path: Path) -> None:
    run("code", *texts, "-o", tmp_path)
    for path in texts:
        shutil.copy(path, tmp_path)
    result = run("evaluate", tmp_path, "--json")
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)
    assert scores["statements"]["F1"] == 1.0
    assert scores["statements"]["gold"] > 0
    table = run("evaluate", tmp_path)
    assert "2 articles." in table.stdout


def test_an_article_that_cannot_be_read_counts_as_empty(run: Any, texts: list[str], tmp_path: Path) -> None:
    run("code", texts[0], "-o", tmp_path)
    (tmp_path / f"{Path(texts[0]).stem}.txt").write_bytes(b"")
    result = run("evaluate", tmp_path, "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["statements"]["predicted"] == 0


def test_a_folder_without_gold_is_a_usage_error(run: Any, tmp_path: Path) -> None:
    result = run("evaluate", tmp_path)
    assert result.exit_code == 2
    assert "holds no gold codings" in result.stderr


@pytest.mark.slow
def test_records_say_of_each_field_whether_it_is_right(run: Any, texts: list[str], tmp_path: Path) -> None:
    run("code", *texts, "-o", tmp_path)
    for path in texts:
        shutil.copy(path, tmp_path)
    result = run("evaluate", tmp_path, "--records")
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert {tuple(line) for line in lines} == {("file", "kind", "index", "field", "confidence", "right")}
    assert {line["file"] for line in lines} == {f"{Path(path).stem}.json" for path in texts}
    assert all(line["right"] for line in lines if line["field"] == "record")


def test_records_and_scores_are_not_printed_together(run: Any, tmp_path: Path) -> None:
    result = run("evaluate", tmp_path, "--records", "--json")
    assert result.exit_code == 2
    assert "give one of them" in result.stderr
