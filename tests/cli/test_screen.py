"""What is printed fits, and nothing that an article holds acts on the terminal."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli import progress as module
from onrecord.cli.progress import progress
from onrecord.cli.screen import fitted, one_line, printable

HOSTILE = (
    "Monitors due\x1b[2J before winter\n\n"
    "LAKESIDE - Vera Marenko \x1b]0;owned\x07said that the \u202emonitors\u202c would arrive soon.\n"
)  # fmt: skip


@given(st.text())
def test_nothing_printed_moves_the_cursor(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert all(c in "\n\t" or unicodedata.category(c) != "Cc" for c in shown)


@given(st.text(), st.integers(8, 40), st.integers(1, 4))
def test_fitted_text_fits(text: str, width: int, lines: int) -> None:
    shown = fitted(one_line(text), width, lines).split("\n")
    assert len(shown) <= lines
    assert all(len(line) <= width for line in shown)


def test_an_article_cannot_act_on_the_terminal(run: Any, tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_text(HOSTILE, "utf-8")
    db = tmp_path / "c.db"
    assert run("add", tmp_path / "post.txt", "--db", db, "--title", "Title\x1b[31m").exit_code == 0
    listed = run("show", "documents", "--db", db).stdout
    name = listed.splitlines()[2].split()[0]
    for arguments in (("statements",), ("documents",), ("document", name)):
        shown = run("show", *arguments, "--db", db).stdout
        assert shown
        assert not set(shown) & set("\x1b\x07\u202e")


def test_without_a_terminal_progress_is_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PAUSE", 0.0)
    with progress("Reading", "pages", 2) as track:
        track.step("a.txt")
        track.line("set aside: b.txt")
    monkeypatch.setattr(module, "_PAUSE", 1e9)
    with progress("Reading", "pages", None) as track:
        track.step("c.txt")
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "Reading pages: 1 of 2, now at a.txt\nset aside: b.txt\n"
