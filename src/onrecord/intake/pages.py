"""Find pages in files, folders, globs, tables and standard input, one at a time."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.errors import PageError
from onrecord.intake.columns import Columns
from onrecord.intake.tables import SUFFIXES as TABLES
from onrecord.intake.tables import parquet_rows, rows
from onrecord.model import Given, RawPage

LIMIT = 20_000_000
"""Bytes that one page may have; tables of any size are streamed."""

TEXT = frozenset({".txt", ".text"})
HTML = frozenset({".html", ".htm", ".xhtml"})
_HTML_START = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_NOTHING_GIVEN = Given()
_USUAL_COLUMNS = Columns()

__all__ = ["LIMIT", "Columns", "count", "pages", "passed_over"]


def pages(
    paths: Sequence[str], given: Given = _NOTHING_GIVEN, columns: Columns = _USUAL_COLUMNS
) -> Iterator[RawPage | PageError]:
    """Yield the pages behind paths in a settled order, one in memory at a time.

    A path is a file, a folder (read with its sub-folders, hidden files left out), a glob, or ``-`` for
    standard input. What cannot be read is yielded as a `PageError`, and the rest is read. A file that several
    paths reach is read once.

    Args:
        paths: what to read; files keep the order of the arguments, a folder or glob is sorted.
        given: what the user states about every page.
        columns: which column of a table holds what.
    """
    seen: set[str] = set()
    for found in _files(paths):
        if isinstance(found, PageError):
            yield found
        elif found == ("-", "-"):
            yield from _standard_input(given)
        else:
            path, name = found
            key = os.path.realpath(path)
            if key not in seen:
                seen.add(key)
                yield from _file(path, name, given, columns)


def count(paths: Sequence[str]) -> int | None:
    """Return how many pages and errors `pages` will yield, or ``None`` where only reading can tell."""
    total = 0
    seen: set[str] = set()
    for found in _files(paths):
        if isinstance(found, PageError) or found == ("-", "-"):
            total += 1
            continue
        key = os.path.realpath(found[0])
        if key in seen:
            continue
        seen.add(key)
        suffix = Path(found[0]).suffix.lower()
        if suffix in TABLES:
            held = parquet_rows(found[0]) if suffix == ".parquet" else None
            if held is None:
                return None
            total += held
        else:
            total += 1
    return total


def passed_over(paths: Sequence[str], own: str | None = None) -> Counter[str]:
    """Count, by ending, the files in folders and globs that are no pages and no tables.

    Hidden files are left out, and what begins with ``own``: the casefile and what stands beside it.
    """
    mine = os.path.abspath(own) if own else "\0"
    found: Counter[str] = Counter()
    for path in paths:
        if os.path.isdir(path):
            found.update(_other_kinds(path, mine))
        elif path != "-" and not os.path.lexists(path) and glob.has_magic(path):
            matched = (m for m in glob.glob(path, recursive=True) if os.path.isfile(m) and not _is(m, mine))
            found.update(Path(m).suffix.lower() for m in matched if not _readable_kind(m))
    return found


def _is(path: str, mine: str) -> bool:
    return os.path.abspath(path).startswith(mine)


def _other_kinds(top: str, mine: str) -> Iterator[str]:
    for folder, folders, files in os.walk(top):
        beside = {*folders, *files}
        folders[:] = [f for f in folders if not f.startswith(".") and not _assets(f, beside)]
        others = (f for f in files if not f.startswith(".") and not _readable_kind(f))
        yield from (Path(f).suffix.lower() for f in others if not _is(os.path.join(folder, f), mine))


def _files(paths: Sequence[str]) -> Iterator[tuple[str, str] | PageError]:
    """Yield path and name of each file behind the paths; ``("-", "-")`` stands for standard input."""
    for path in paths:
        if path == "-":
            yield "-", "-"
        elif os.path.isdir(path):
            yield from _some(_folder(path), path, "holds no page or table")
        elif os.path.lexists(path):
            yield path, os.path.basename(path)
        elif glob.has_magic(path):
            yield from _some(_glob(path), path, "matches no page or table")
        else:
            yield PageError("does not exist", path, "check the path")


def _some(
    files: Iterator[tuple[str, str] | PageError], where: str, what: str
) -> Iterator[tuple[str, str] | PageError]:
    """Pass files on; where there is none, say so."""
    empty = True
    for file in files:
        empty = False
        yield file
    if empty:
        yield PageError(
            what, where, f"pages are {', '.join(sorted(TEXT | HTML))}, tables {', '.join(sorted(TABLES))}"
        )


def _glob(pattern: str) -> Iterator[tuple[str, str] | PageError]:
    """Yield what a pattern matches: files as they are, folders with what is in them."""
    for path in sorted(glob.glob(pattern, recursive=True)):
        if os.path.isdir(path):
            if "**" not in pattern:  # there the folder's files match by themselves
                yield from _folder(path)
        elif _readable_kind(path):
            yield path, os.path.basename(path)


def _folder(top: str) -> Iterator[tuple[str, str] | PageError]:
    """Yield the pages and tables of a folder and its sub-folders, sorted, hidden ones left out."""
    try:
        entries = sorted(os.scandir(top), key=lambda e: e.name)
    except OSError as error:
        yield PageError(f"cannot be read ({error.strerror})", top, "check its permissions")
        return
    names = {e.name for e in entries}
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if not _assets(entry.name, names):
                for found in _folder(entry.path):
                    yield found if isinstance(found, PageError) else (found[0], f"{entry.name}/{found[1]}")
        elif _readable_kind(entry.name):
            yield entry.path, entry.name


def _assets(name: str, beside: set[str]) -> bool:
    """Tell whether a folder holds the images and frames that a browser saved along with a page."""
    stem, mark, _ = name.rpartition("_files")
    return bool(mark) and any(stem + suffix in beside for suffix in HTML)


def _readable_kind(name: str) -> bool:
    return Path(name).suffix.lower() in TEXT | HTML | TABLES


def _file(path: str, name: str, given: Given, columns: Columns) -> Iterator[RawPage | PageError]:
    suffix = Path(path).suffix.lower()
    if suffix in TABLES:
        yield from rows(path, name, given, columns, LIMIT)
        return
    try:
        if not os.path.isfile(path):
            yield PageError(
                "is not a file" if os.path.exists(path) else "is a link to nothing", path, "leave it out"
            )
            return
        size = os.path.getsize(path)
        if size > LIMIT:
            yield too_large(size, path)
            return
        raw = Path(path).read_bytes()
    except OSError as error:
        yield PageError(f"cannot be read ({error.strerror})", path, "check its permissions")
        return
    yield RawPage(name, raw, media_type(raw, suffix), given, os.path.abspath(path))


def _standard_input(given: Given) -> Iterator[RawPage | PageError]:
    raw = sys.stdin.buffer.read(LIMIT + 1)
    if len(raw) > LIMIT:
        yield too_large(len(raw), "standard input")
    else:
        yield RawPage("standard input", raw, media_type(raw, ""), given)


def too_large(size: int, where: str) -> PageError:
    """Say that a page is over the limit."""
    return PageError(
        f"has {size / 1e6:.1f} MB, more than the {LIMIT // 1_000_000} MB that one page may have", where,
        "if it holds many articles, split it or turn it into a table (.jsonl, .csv, .parquet)",
    )  # fmt: skip


def media_type(raw: bytes, suffix: str) -> str:
    """Tell text from HTML by the suffix, and by how the page begins where the suffix does not settle it.

    >>> media_type(b"<!DOCTYPE html><p>x", ".txt")
    'text/html'
    """
    if suffix in HTML or _HTML_START.match(raw[:4096]):
        return "text/html"
    return "text/plain"
