"""Write a workbook a row at a time: real days and numbers, links between its sheets, and never a formula.

What Excel cannot hold is said, never dropped in silence: a cell that is too long is cut with a mark, control
characters are shown as pictures of themselves, a sheet that is full goes on in another, and where links run
out their text stays.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self, TypeAlias

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767  # UTF-16 units in a cell
MOST_LINKS = 65_530  # of one sheet
MOST_ADDRESS = 2_079  # characters of an address that is a link
_EARLIEST = date(1900, 3, 1)  # before it the calendar of spreadsheets is wrong by a day
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ADDRESS = re.compile(r"https?://[^\s]+", re.IGNORECASE)
_CUT = " […]"
_MADE = datetime(2000, 1, 1)  # a fixed time of making: the same records give the same bytes


@dataclass(frozen=True, slots=True)
class At:
    """Name a row of a sheet that a link may lead to."""

    sheet: str
    row: int  # from 1, as the sheet shows it


@dataclass(frozen=True, slots=True)
class Link:
    """Hold words that lead somewhere: to a row of the workbook, or to an address on the web."""

    text: str
    to: At | str | None


Cell: TypeAlias = "str | float | int | bool | date | Link | None"


class Form(Enum):
    """How the cells of a column look."""

    PLAIN = "plain"
    WRAPPED = "wrapped"  # quotes and lists: in several lines
    DAY = "day"
    NUMBER = "number"


_LOOKS: Mapping[Form, dict[str, Any]] = {
    Form.PLAIN: {},
    Form.WRAPPED: {"text_wrap": True},
    Form.DAY: {"num_format": "yyyy-mm-dd", "align": "left"},
    Form.NUMBER: {"num_format": "General"},
}
_LINKED = {"font_color": "#0563C1", "underline": 1}


@dataclass(frozen=True, slots=True)
class Column:
    """Describe a column; ``width`` is in characters."""

    name: str
    width: int = 14
    form: Form = Form.PLAIN


class Sheet:
    """Take the rows of one table, in their order."""

    def __init__(self, book: Book, name: str, columns: Sequence[Column], *, table: bool = True) -> None:
        self._book, self.name, self._columns = book, name, tuple(columns)
        self._table = table
        self._sheets = 0
        self.rows = 0
        self._begin()

    def _begin(self) -> None:
        """Begin the sheet, or one that goes on with a full one."""
        self._sheets += 1
        self._name = self.name if self._sheets == 1 else f"{self.name} {self._sheets}"
        self._row = self._links = 0
        self._sheet: Worksheet = self._book.begin(self._name)
        if self._sheets > 1:
            self._book.say(f"the sheet {self.name!r} is full: it goes on in {self._name!r}")
        for at, column in enumerate(self._columns):
            self._sheet.set_column(at, at, column.width, self._book.look(column.form))
            if self._table:
                self._sheet.write_string(0, at, column.name, self._book.head)
        if self._table:
            self._sheet.freeze_panes(1, 1)
        else:
            self._row = -1

    def next(self) -> At:
        """Return where the next row will stand."""
        if self._row + 1 >= self._book.most_rows:
            self._end()
            self._begin()
        return At(self._name, self._row + 2)

    def add(self, cells: Mapping[str, Cell]) -> At:
        """Write a row, its cells by the names of their columns; return where it stands."""
        if unknown := cells.keys() - {column.name for column in self._columns}:
            raise ValueError(f"{self.name} has no column {', '.join(sorted(unknown))}")
        place = self.next()
        self._row += 1
        self.rows += 1
        for at, column in enumerate(self._columns):
            self._put(at, cells.get(column.name), column)
        return place

    def line(self, name: str | Link, text: str, *, head: bool = False) -> None:
        """Write a line of a sheet that is no table: what is spoken of, and what is said of it."""
        self._row += 1
        if head:
            self._sheet.write_string(self._row, 0, self._book.fitted(str(name), self.name), self._book.head)
        else:
            self._put(0, name, self._columns[0])
        self._put(1, text, self._columns[1])

    def _put(self, at: int, cell: Cell, column: Column) -> None:
        look = self._book.look(column.form)
        if cell is None or cell == "":
            return
        if isinstance(cell, Link):
            self._put_link(at, cell, column)
        elif isinstance(cell, bool):
            self._sheet.write_string(self._row, at, "yes" if cell else "no", look)
        elif isinstance(cell, (int, float)):
            self._sheet.write_number(self._row, at, cell, look)
        elif isinstance(cell, date):
            if cell < _EARLIEST:
                self._sheet.write_string(self._row, at, cell.isoformat(), look)
            else:
                self._sheet.write_datetime(self._row, at, datetime(cell.year, cell.month, cell.day), look)
        else:
            self._sheet.write_string(self._row, at, self._book.fitted(cell, self._where(column)), look)

    def _put_link(self, at: int, link: Link, column: Column) -> None:
        text, to = self._book.fitted(link.text, self._where(column)), _target(link.to)
        if to and text and self._links < self._book.most_links:
            self._links += 1
            self._sheet.write_url(self._row, at, to, self._book.linked(column.form), text)
            return
        if to and text:
            self._book.say(
                f"the sheet {self._name!r} has no more links after {self._book.most_links:,}: "
                "the ids and addresses stand there as text"
            )
        self._sheet.write_string(self._row, at, text, self._book.look(column.form))

    def _where(self, column: Column) -> str:
        return f"{self._name!r}, column {column.name!r}"

    def _end(self) -> None:
        if self._table:
            self._sheet.autofilter(0, 0, max(self._row, 1), len(self._columns) - 1)

    def close(self) -> None:
        """Put the filter over what was written."""
        self._end()


def _target(to: At | str | None) -> str | None:
    """Return what a link leads to as Excel has it; ``None`` where it is no address of the web."""
    if isinstance(to, At):
        return f"internal:'{to.sheet}'!A{to.row}"
    if to is None or units(to) > MOST_ADDRESS or not _ADDRESS.fullmatch(to):
        return None
    return to


def units(text: str) -> int:
    """Return how long Excel takes a text to be.

    >>> units("ab"), units("\U0001d54f")
    (2, 2)
    """
    return len(text) + sum(character > "\uffff" for character in text)


class Book:
    """Make a workbook, which the end of its ``with`` block writes; nothing is written where that fails.

    Args:
        out: where it is written.
        title: of the workbook.
        most_rows: of one sheet, its header too; Excel's own limit unless a test wants less.
        most_links: of one sheet, likewise.
    """

    def __init__(
        self, out: IO[bytes], title: str, *, most_rows: int = MOST_ROWS, most_links: int = MOST_LINKS
    ) -> None:
        from xlsxwriter import Workbook

        self._folder = TemporaryDirectory(prefix="onrecord-")  # of rows that wait to be packed
        self._out, self._packed = out, Path(self._folder.name) / "packed.xlsx"
        options = {"constant_memory": True, "tmpdir": self._folder.name}
        self._book: Any = Workbook(str(self._packed), options)
        self._book.set_properties({"title": title, "created": _MADE, "author": "onrecord"})
        self.most_rows, self.most_links = most_rows, most_links
        self._said: dict[str, None] = {}
        self._cut: Counter[str] = Counter()
        self._pictured: Counter[str] = Counter()
        self._tables: list[Sheet] = []
        top: dict[str, Any] = {"valign": "top"}
        self._looks: dict[tuple[Form, bool], Any] = {}
        for form, look in _LOOKS.items():
            self._looks[form, False] = self._book.add_format(top | look)
            self._looks[form, True] = self._book.add_format(top | look | _LINKED)
        self.head = self._book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E7E6E6"}
        )

    def sheet(self, name: str, columns: Sequence[Column], *, table: bool = True) -> Sheet:
        """Add a sheet: a table, with a header and a filter, or lines."""
        made = Sheet(self, name, columns, table=table)
        self._tables.append(made)
        return made

    def begin(self, name: str) -> Worksheet:
        """Add an empty sheet."""
        made: Worksheet = self._book.add_worksheet(name)
        return made

    def look(self, form: Form) -> Any:
        """Return how cells of a form look."""
        return self._looks[form, False]

    def linked(self, form: Form) -> Any:
        """Return how links among cells of a form look."""
        return self._looks[form, True]

    def say(self, line: str) -> None:
        """Note what a reader of the workbook has to know."""
        self._said[line] = None

    def fitted(self, text: str, where: str) -> str:
        r"""Return a text as a cell can hold it, and note what was done to it.

        A control character becomes its picture, so that it is still seen: "\x07" is "␇".
        """
        if _UNSEEN.search(text):
            self._pictured[where] += 1
            text = _UNSEEN.sub(_picture, text)
        if len(text) <= MOST_CHARACTERS // 2 or units(text) <= MOST_CHARACTERS:
            return text
        self._cut[where] += 1
        room = (MOST_CHARACTERS - len(_CUT)) * 2
        return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT

    def said(self) -> Iterator[str]:
        """Yield what a reader has to know, a line each."""
        yield from self._said
        for where, number in self._cut.items():
            what = "1 cell is" if number == 1 else f"{number:,} cells are"
            cut = f"longer than Excel's {MOST_CHARACTERS:,} characters and cut, marked {_CUT.strip()}"
            yield f"{what} {cut}: {where}"
        for where, number in self._pictured.items():
            what = "1 cell has" if number == 1 else f"{number:,} cells have"
            yield f"{what} control characters, shown as pictures of them: {where}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._folder:
            if kind is None:
                self._write()
            else:
                for sheet in self._book.worksheets():
                    sheet._opt_close()  # gives back the file of its rows, which nothing else does

    def _write(self) -> None:
        from xlsxwriter.exceptions import FileCreateError

        for table in self._tables:
            table.close()
        self._book.use_zip64()
        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error
        with self._packed.open("rb") as packed:
            shutil.copyfileobj(packed, self._out)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code > 0x7F:
        return "\ufffd"  # half a character, or none
    return "␡" if code == 0x7F else chr(0x2400 + code)
