"""What the page on notebooks shows is what happens."""

from __future__ import annotations

import doctest
import shutil
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "notebooks.md"


def test_the_page_shows_what_happens(
    examples_casefile: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(examples_casefile, tmp_path / "talks.db")
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried > 10
    assert failed == 0


def test_the_page_has_every_method() -> None:
    from onrecord.api import Casefile

    text = PAGE.read_text("utf-8")
    methods = [
        name for name in dir(Casefile) if not name.startswith("_") and name not in ("close", "location")
    ]
    assert [name for name in methods if f"`{name}(" not in text] == []
