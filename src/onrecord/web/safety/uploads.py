"""Look at files that were sent before anything reads them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from zipfile import BadZipFile, ZipFile

from onrecord.errors import UsageError

UNPACKED = 200_000_000
"""Bytes that a workbook may have unpacked; one of 10 MB seldom has 100."""

PARTS = 2_000

CELLS, ELEMENTS = 500_000, 4_000_000
"""Cells, filled or not, and elements of all its parts that a workbook may have: each becomes an object in
memory, and a few bytes can be packed that stand for millions."""

_BLOCK = 1 << 20
_LONGEST = 4 * _BLOCK  # of a piece of a part without a tag: no cell holds so much
_CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s/>]")
_MERGED = re.compile(rb"mergeCell\s([^>]*)>")
_AREA = re.compile(rb"""ref\s*=\s*["']\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})["']""")
_UNSEEN = (b"m\0e\0r\0g\0e", b"m\0\0\0e\0\0\0r", b"\x4c\x6f\xa7\x94")
"""Markup in codes of two or four bytes, or in those of mainframes: no spreadsheet program writes any."""


def check_workbook(content: bytes, name: str) -> None:
    """Raise where a workbook is none, or would unpack to more than is read.

    Sizes are those that the archive states: what it unpacks to beyond them is never read.

    Raises:
        UsageError: it is no workbook, or too large.
    """
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UsageError("is no workbook", name, "save it as .xlsx or .csv") from error
    if len(parts) > PARTS or sum(each.file_size for each in parts) > UNPACKED:
        what = f"would unpack to more than {UNPACKED // 1_000_000} MB"
        raise UsageError(what, name, "keep the sheet with the table alone")
    if not any(each.filename == "[Content_Types].xml" for each in parts):
        raise UsageError("is no workbook", name, "save it as .xlsx or .csv")
    cells, elements = _counted(content, name)
    if cells > CELLS or elements > ELEMENTS:
        what = f"has more than {CELLS:,} cells, or styles and marks without number"
        raise UsageError(what, name, "copy the table alone into a new workbook, or save it as .csv")


def _counted(content: bytes, name: str) -> tuple[int, int]:
    """Return how many cells and elements stand in the parts of a workbook, without building any."""
    cells = elements = 0
    try:
        with ZipFile(BytesIO(content)) as packed:
            for part in packed.infolist():
                with packed.open(part) as opened:
                    for block in _whole_elements(opened):
                        elements += block.count(b"<") if len(block) < _LONGEST else ELEMENTS + 1
                        cells += sum(1 for _ in _CELL.finditer(block)) + _merged(block)
                        if cells > CELLS or elements > ELEMENTS:
                            return cells, elements
    except (
        BadZipFile,
        ValueError,
        OSError,
        RuntimeError,
        NotImplementedError,
        EOFError,
        zlib.error,
    ) as error:
        raise UsageError("is no workbook", name, "save it as .xlsx or .csv") from error
    return cells, elements


def _whole_elements(opened: IO[bytes]) -> Iterator[bytes]:
    """Yield the content of a part in pieces, none of which ends within a tag."""
    held = b""
    while block := opened.read(_BLOCK):
        held += block
        cut = held.rfind(b"<")
        if cut > 0 or len(held) > _LONGEST:
            yield held[:cut] if cut > 0 else held
            held = held[cut:] if cut > 0 else b""
    yield held


def _merged(block: bytes) -> int:
    """Return how many cells are merged: each is made when a workbook is opened, though none is written."""
    if any(each in block for each in _UNSEEN):
        return CELLS + 1
    total = 0
    for told in _MERGED.findall(block):
        area = _AREA.search(told)
        if area is None:
            return CELLS + 1
        left, top, right, bottom = area.groups()
        total += (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)
    return total


def _column(letters: bytes) -> int:
    number = 0
    for each in letters.upper():
        number = 26 * number + each - 64
    return number
