"""Pages are found in files, folders, globs and standard input, in order, and errors stop nothing."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord.errors import PageError
from onrecord.intake import pages as module
from onrecord.intake.pages import count, pages, passed_over
from onrecord.model import Given, RawPage


def _names(paths: list[str]) -> list[str]:
    return [p.name if isinstance(p, RawPage) else f"! {p}" for p in pages(paths)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.html",
        "sub/c.txt",
        ".hidden/x.txt",
        ".d.txt",
        "notes.yaml",
        "a_files/frame.html",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Aramia said no.", encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_sorted_without_hidden_files_assets_and_other_kinds(folder: Path) -> None:
    assert _names([str(folder)]) == ["a.html", "b.txt", "sub/c.txt"]


def test_arguments_keep_their_order_and_a_file_is_read_once(folder: Path) -> None:
    assert _names([str(folder / "b.txt"), str(folder)]) == ["b.txt", "a.html", "sub/c.txt"]


def test_globs_are_sorted_and_may_be_recursive(folder: Path) -> None:
    assert _names([str(folder / "*.txt")]) == ["b.txt"]
    assert _names([str(folder / "**/*.txt")]) == ["b.txt", "c.txt"]


def test_count_agrees_with_what_is_yielded(folder: Path) -> None:
    paths = [str(folder), "nowhere.txt", str(folder / "b.txt")]
    assert count(paths) == len(list(pages(paths))) == 4


def test_count_does_not_guess_the_length_of_a_table(folder: Path) -> None:
    (folder / "t.csv").write_text("text\nNo.\n", encoding="utf-8")
    assert count([str(folder)]) is None


@pytest.mark.parametrize("path", ["nowhere.txt", "no/*.txt"])
def test_a_path_to_nothing_is_an_error_and_the_rest_is_read(folder: Path, path: str) -> None:
    found = _names([path, str(folder / "b.txt")])
    assert found[0].startswith(f"! {path}: ")
    assert found[1] == "b.txt"


def test_a_folder_without_pages_is_an_error(tmp_path: Path) -> None:
    assert "holds no page or table" in _names([str(tmp_path)])[0]


def test_a_page_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "big.txt").write_bytes(b"a" * 101)
    (tmp_path / "fits.txt").write_bytes(b"a" * 100)
    monkeypatch.setattr(module, "LIMIT", 100)
    found = list(pages([str(tmp_path)]))
    assert isinstance(found[0], PageError)
    assert "more than" in str(found[0])
    assert isinstance(found[1], RawPage)


def test_an_unreadable_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("Aramia said no.", encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)  # a superuser may read a file without permissions
    assert _names([str(path)]) == [f"! {path}: cannot be read (Permission denied); check its permissions"]


def test_a_link_to_nothing_is_an_error(tmp_path: Path) -> None:
    os.symlink(tmp_path / "gone", tmp_path / "link.txt")
    assert "link to nothing" in _names([str(tmp_path)])[0]


def test_standard_input_is_one_page_whose_kind_is_told_by_its_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"<!DOCTYPE html><p>Aramia said no.</p>"))
    )
    found = list(pages(["-"], Given(outlet="Ridgeway")))
    assert [p.media_type for p in found if isinstance(p, RawPage)] == ["text/html"]
    assert isinstance(found[0], RawPage)
    assert found[0].given.outlet == "Ridgeway"
    assert found[0].path is None


def test_html_in_a_text_file_is_html(tmp_path: Path) -> None:
    path = tmp_path / "saved.txt"
    path.write_text("<!-- saved -->\n<html><body><p>Aramia said no.</p></body></html>", encoding="utf-8")
    found = next(iter(pages([str(path)])))
    assert isinstance(found, RawPage)
    assert found.media_type == "text/html"


def test_files_of_other_kinds_in_a_folder_are_counted(tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf", "c.PDF", "notes", ".hidden.pdf", "page.html"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "logo.png").write_text("x", encoding="utf-8")
    (tmp_path / "my.db-wal").write_text("x", encoding="utf-8")
    assert passed_over([str(tmp_path)], own=str(tmp_path / "my.db")) == {".pdf": 2, "": 1}
    assert passed_over([str(tmp_path / "*.pdf"), str(tmp_path / "notes"), "-"]) == {".pdf": 1}
