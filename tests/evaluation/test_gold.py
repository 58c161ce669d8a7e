"""Reading a folder of gold codings, and what is said where it is broken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.evaluation.gold import gold_articles


def test_reads_codings_by_name_and_leaves_other_json_alone(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.txt").write_text("Text.", "utf-8")
        (tmp_path / f"{name}.json").write_text('{"statements": []}', "utf-8")
    (tmp_path / "notes.json").write_text("[1, 2]", "utf-8")
    assert [(article.name, article.text.name) for article in gold_articles(tmp_path)] == [
        ("a", "a.txt"),
        ("b", "b.txt"),
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "cannot be read as a gold coding"),
        (json.dumps({"statements": [{"act": "deny", "issues": []}]}), "statement 0 lacks speakers"),
        (json.dumps({"statements": []}), "is missing"),
        ("[]", "holds no gold codings"),
    ],
)
def test_broken_folders_are_named(content: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(content, "utf-8")
    with pytest.raises(UsageError, match=says):
        gold_articles(tmp_path)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"):
        gold_articles(tmp_path / "nowhere")
