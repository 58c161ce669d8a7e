"""Read a table as its keeper sees it: the cells of a workbook or a .csv, with the number of each row."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onrecord.errors import OnrecordError

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
TEXTS = frozenset({".csv", ".tsv"})

Decode = Callable[[bytes, str], tuple[str, str]]
"""Turn bytes of a file with this name into text; the second is the encoding."""

_CURRENCY = re.compile(r'\[\$([^\]-]+)[^\]]*\]|"([A-Z]{3}|[€$£¥])"|([€$£¥])')
_LIMIT = 200_000_000  # bytes that a workbook may unpack to
MOST = 2_000_000
"""Places for cells, filled or not, that a table may have: one cell in the last corner makes billions."""


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one row: ``cells`` as they stand (a formula is its words), ``values`` as they are shown."""

    number: int
    cells: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold a table: its lines with their numbers as a spreadsheet counts them."""

    file: str
    name: str  # of the sheet; "" of a .csv
    lines: tuple[Line, ...]
    beside: tuple[tuple[str, str], ...] = ()  # rows of two cells on other sheets: legends have them

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return max((len(line.values) for line in self.lines), default=0)


def is_workbook(name: str) -> bool:
    """Tell a workbook from a table in plain text by the end of its name; raise for any other file."""
    ending = "." + name.rpartition(".")[2].lower()
    if ending not in WORKBOOKS | TEXTS:
        kinds = ", ".join(sorted(WORKBOOKS | TEXTS))
        raise OnrecordError(
            "is no table that a tracker can be", name, f"save it as one of {kinds} and try again"
        )
    return ending in WORKBOOKS


def read(content: bytes, name: str, decode: Decode, sheet: str | None = None) -> Sheet:
    """Read the table of a file; of a workbook the named sheet, else the first that has more than a title.

    Raises ``OnrecordError`` where the file is no table.
    """
    if is_workbook(name):
        return _workbook(content, name, sheet)
    text, _ = decode(content, name)
    lines, places = [], 0
    for number, (cells, _raw) in enumerate(records(text, delimiter(text, name)), 1):
        places += max(1, len(cells))
        if places > MOST:
            raise _too_large(name)
        lines.append(Line(number, tuple(cells), tuple(cell.strip() for cell in cells)))
    return Sheet(name, "", tuple(lines))


def _too_large(name: str) -> OnrecordError:
    remedy = "delete the empty rows and columns after the table, or split it"
    return OnrecordError(f"has places for more than {MOST:,} cells", name, remedy)


# --- plain text


def delimiter(text: str, name: str) -> str:
    r"""Return what parts the cells: what most lines have most often, a tab in a .tsv.

    >>> delimiter("Pledges, 2031\nWho;What;When\nA;b, c;d\n", "t.csv")
    ';'
    """
    if name.lower().endswith(".tsv"):
        return "\t"
    lines = text[:65_536].splitlines()[:40]
    counts = {mark: Counter(n for line in lines if (n := line.count(mark))) for mark in ",;\t|"}
    best = {
        mark: max((times * (per > 1) * 100 + times + per for per, times in found.items()), default=0)
        for mark, found in counts.items()
    }
    return max(",;\t|", key=lambda mark: (best[mark], mark == ","))


def records(text: str, parted: str) -> Iterator[tuple[list[str], str]]:
    """Yield the cells of each record with the very characters that it was read from."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text.removeprefix("\ufeff"), newline=""):
            taken.append(line)
            yield line

    limit = csv.field_size_limit(2**31 - 1)
    try:
        for cells in csv.reader(lines(), delimiter=parted, strict=False):
            yield cells, "".join(taken)
            taken.clear()
    finally:
        csv.field_size_limit(limit)


# --- workbooks


def open_workbook(content: bytes, name: str, *, shown: bool) -> Any:
    """Open a workbook; ``shown`` gives the values of formulas in place of their words.

    Raises ``OnrecordError`` where it cannot be read.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    remedy = "open it in a spreadsheet program and save it anew as .xlsx"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > _LIMIT:
                raise OnrecordError("is too large for a table that is kept by hand", name, "split it")
        macros = name.lower().endswith(".xlsm")
        return openpyxl.load_workbook(io.BytesIO(content), data_only=shown, keep_vba=macros and not shown)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError) as error:
        raise OnrecordError(f"is not a workbook that can be read ({error})", name, remedy) from error


def sheet_of(book: Any, name: str, wanted: str | None) -> Any:
    """Return the sheet that is wanted, else the one with the most rows of several cells."""
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if wanted:
        if wanted not in sheets:
            raise OnrecordError(f"has no sheet {wanted!r}", name, f"its sheets are: {', '.join(sheets)}")
        return sheets[wanted]
    if not sheets:
        raise OnrecordError("holds no sheet with cells", name, "name another file")
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or list(book.worksheets)
    return max(shown, key=lambda sheet: _wide_rows(sheet, name))


def _wide_rows(sheet: Any, name: str) -> int:
    last = min(sheet.max_row, 2000)  # openpyxl makes the cells that it is asked for
    if last * sheet.max_column > MOST:
        raise _too_large(name)
    rows = sheet.iter_rows(max_row=last, values_only=True)
    return sum(sum(value is not None for value in row) >= 3 for row in rows)


def _workbook(content: bytes, name: str, wanted: str | None) -> Sheet:
    written, shown = (open_workbook(content, name, shown=each) for each in (False, True))
    sheet = sheet_of(written, name, wanted)
    values = shown[sheet.title]
    below = {
        (row, area.min_col): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row + 1, area.max_row + 1)
    }  # a cell that is merged over several rows says the same of each
    lines = []
    height, width = sheet.max_row, sheet.max_column
    if height * width > MOST:
        raise _too_large(name)
    for row in range(1, height + 1):
        cells, seen = [], []
        for column in range(1, width + 1):
            cells.append(_written(sheet.cell(row, column)))
            seen.append(_shown(values.cell(*below.get((row, column), (row, column)))))
        lines.append(Line(row, tuple(cells), tuple(seen)))
    return Sheet(name, sheet.title, tuple(lines), tuple(_pairs(shown, sheet.title)))


def _pairs(book: Any, but: str) -> Iterator[tuple[str, str]]:
    for sheet in book.worksheets:
        if sheet.title != but:
            last = min(sheet.max_row, 500, MOST // max(1, sheet.max_column))
            for row in sheet.iter_rows(max_row=last, values_only=True):
                filled = [_text(value).strip() for value in row if value is not None]
                if len(filled) == 2:
                    yield filled[0], filled[1]


def _written(cell: Any) -> str:
    value = getattr(cell.value, "text", cell.value)  # of an array formula its words
    return "" if value is None else value if isinstance(value, str) else _text(value)


def _shown(cell: Any) -> str:
    """Return a cell as its keeper sees it: a date without its time, money with its currency."""
    value, form = cell.value, cell.number_format or ""
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        text = _text(value)
        days = "d" in re.sub(r'"[^"]*"|\[[^\]]*\]', "", form.lower())
        return text if days or form == "General" else text[:7]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        found = _CURRENCY.search(form)
        money = next((part for part in found.groups() if part), "") if found else ""
        share = "%" in form
        return f"{money}{_text(round(value * 100, 9) if share else value)}{'%' if share else ''}"
    return _text(value).strip()


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
