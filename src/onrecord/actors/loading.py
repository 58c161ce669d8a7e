"""Read files of facts about actors: CSV, UTF-8, a header that tells which kind of facts they hold.

The results of Wikidata queries are read too, see ``wikidata``.

Lines that start with ``#`` and empty lines are comments. Several values in a cell are parted by ``|``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.actors.facts import (
    Body,
    DoubtfulName,
    Facts,
    Holder,
    Membership,
    Office,
    OfficeRule,
    Organisation,
    Role,
    State,
)
from onrecord.actors.wikidata import is_result, read_result
from onrecord.errors import OnrecordError
from onrecord.text.dates import to_edtf


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one line of a table by column, and say where it stands."""

    cells: Mapping[str, str]
    where: str

    def text(self, column: str) -> str:
        """Return a cell that must not be empty."""
        value = self.cells.get(column, "")
        if not value:
            raise self.wrong(f"{column} is empty", "fill it in, or put # before the line")
        return value

    def name(self, column: str) -> str:
        """Return a name: a cell with at least one letter."""
        value = self.text(column)
        if not any(map(str.isalpha, value)):
            raise self.wrong(f"{column} has no letter: {value!r}", "correct it, or put # before the line")
        return value

    def maybe(self, column: str) -> str | None:
        """Return a cell, or ``None`` where it is empty."""
        return self.cells.get(column) or None

    def several(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell in order, each once."""
        values = (v.strip() for v in self.cells.get(column, "").split("|"))
        return tuple(dict.fromkeys(v for v in values if v))

    def day(self, column: str) -> str | None:
        """Return a date as EDTF, or ``None`` where the cell is empty."""
        value = self.cells.get(column, "")
        if not value:
            return None
        edtf = to_edtf(value) if _DAY.fullmatch(value) else None
        if edtf is None:
            raise self.wrong(f"{column} is no date: {value}", "write YYYY, YYYY-MM or YYYY-MM-DD")
        return edtf

    def wikidata(self) -> str | None:
        """Return the Wikidata id, or ``None``."""
        value = self.maybe("wikidata")
        if value and not _ITEM.fullmatch(value):
            raise self.wrong(f"{value} is no Wikidata id", "write it as Q42, or leave it empty")
        return value

    def one_of(self, column: str, choices: Iterable[str]) -> str:
        """Return a cell whose value is one of a few words."""
        value, allowed = self.text(column), tuple(choices)
        if value not in allowed:
            raise self.wrong(f"{column} cannot be {value!r}", f"write one of: {', '.join(allowed)}")
        return value

    def wrong(self, what: str, remedy: str) -> OnrecordError:
        """Return the error to raise about this line."""
        return OnrecordError(what, self.where, remedy)


_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_ITEM = re.compile(r"Q[1-9]\d*")
_CODE = re.compile(r"[A-Z]{3}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LEVELS = ("state", "ministry", "region", "place", "party", "organisation", "any")
ORGANISATION_KINDS = (
    "alliance",
    "authority",
    "bloc",
    "organisation",
    "agency",
    "court",
    "armed group",
    "party",
    "coalition",
    "company",
    "outlet",
)
BODY_KINDS = ("parliament", "government", "presidency", "ministry", "agency", "court", "military", "bank")


def _state(row: Row) -> State:
    code = row.text("code")
    if not _CODE.fullmatch(code):
        raise row.wrong(f"{code!r} is no code of a state", "write its three letters of ISO 3166, as in FRA")
    names = row.several("other_names"), row.several("demonyms"), row.several("metonyms")
    return State(code, row.name("name"), *names, row.wikidata(), row.where)


def _organisation(row: Row) -> Organisation:
    return Organisation(
        row.name("id"),
        row.name("name"),
        row.several("other_names"),
        row.one_of("kind", ORGANISATION_KINDS),
        row.maybe("part_of"),
        row.maybe("state"),
        row.wikidata(),
        row.where,
    )


def _membership(row: Row) -> Membership:
    names = row.text("organisation"), row.text("state")
    return Membership(*names, row.day("from"), row.day("to"), row.maybe("source"), row.where)


def _body(row: Row) -> Body:
    kind = row.one_of("kind", BODY_KINDS)
    return Body(
        row.name("name"), row.several("other_names"), kind, row.text("state"), row.wikidata(), row.where
    )


def _office(row: Row) -> Office:
    kind = Role(row.one_of("kind", [r.value for r in Role]))
    single = row.one_of("holders", ("one", "many")) == "one"
    return Office(
        row.text("office"), row.several("words"), kind, row.one_of("level", LEVELS), single, row.where
    )


def _rule(row: Row) -> OfficeRule:
    office = row.text("office")
    return OfficeRule(
        row.text("state"), row.several("words"), None if office == "none" else office, row.where
    )


def _holder(row: Row) -> Holder:
    return Holder(
        row.name("person"),
        row.several("other_spellings"),
        row.text("office"),
        row.text("of"),
        row.day("from"),
        row.day("to"),
        row.maybe("source"),
        row.wikidata(),
        row.where,
    )


def _doubtful(row: Row) -> DoubtfulName:
    usual = row.one_of("usually", ("this", "other")) == "this"
    return DoubtfulName(row.name("name"), row.text("also"), usual, row.where)


@dataclass(frozen=True, slots=True)
class Table:
    """Describe a kind of file: its columns, the field of ``Facts`` that it fills, how a line is read."""

    needed: tuple[str, ...]
    free: tuple[str, ...]  # columns that may be left out
    field: str
    record: Callable[[Row], Any]


TABLES = (
    Table(("code", "name"), ("other_names", "demonyms", "metonyms", "wikidata"), "states", _state),
    Table(
        ("id", "name", "kind"),
        ("other_names", "part_of", "state", "wikidata"),
        "organisations",
        _organisation,
    ),
    Table(("organisation", "state"), ("from", "to", "source"), "members", _membership),
    Table(("name", "kind", "state"), ("other_names", "wikidata"), "bodies", _body),
    Table(("office", "words", "kind", "level", "holders"), (), "offices", _office),
    Table(("state", "words", "office"), (), "rules", _rule),
    Table(
        ("person", "office", "of"),
        ("other_spellings", "from", "to", "source", "wikidata"),
        "holders",
        _holder,
    ),
    Table(("name", "also", "usually"), (), "doubtful", _doubtful),
)


def read_table(content: bytes, name: str) -> Facts:
    """Read one file of facts from its bytes; ``name`` is what messages call it."""
    text = _decoded(content, name)
    if is_result(text):
        return read_result(text, name)
    rows = _rows(text.splitlines(keepends=True), name)
    header = next(rows, None)
    if header is None:
        raise OnrecordError("has no header", name, "begin with a line that names the columns")
    columns = tuple(cell.strip() for cell in header[1])
    table = _table(columns, f"{name}:{header[0]}")
    return Facts(**{table.field: tuple(table.record(r) for r in _by_column(columns, rows, name))})


def _decoded(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OnrecordError("is not UTF-8", f"{name}:{line}", "save the file as UTF-8") from error
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise OnrecordError(
            "holds a control character", f"{name}:{line}", "take it out, or save the file anew"
        )
    return text


def _rows(lines: list[str], name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a table with the number of the line on which each begins, comments left out."""
    reader = csv.reader(("\n" if line.lstrip().startswith("#") else line for line in lines), strict=True)
    begun = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise OnrecordError(
                f"cannot be read as CSV: {error}", f"{name}:{begun}", "mend the quotes"
            ) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield begun, cells
        begun = reader.line_num + 1


def _table(columns: tuple[str, ...], where: str) -> Table:
    """Tell from its header which kind of facts a file holds."""
    twice = {c for c in columns if columns.count(c) > 1}
    for table in TABLES:
        if set(table.needed) <= set(columns) <= {*table.needed, *table.free} and not twice:
            return table
    raise OnrecordError(
        f"no table of facts has the columns {','.join(columns)}", where, _remedy(columns, twice)
    )


def _remedy(columns: tuple[str, ...], twice: set[str]) -> str:
    """Say how to mend a header, by the table that shares the most columns with it."""
    if len(columns) == 1:
        for mark, called in ((";", "';'"), ("\t", "tabs")):
            if mark in columns[0]:
                return f"part the columns with commas, not with {called}"
    if twice:
        return f"leave one of the columns {min(twice)!r} out"
    given = {column.casefold() for column in columns}
    nearest = max(TABLES, key=lambda t: len(given & {*t.needed, *t.free}))
    if given & {*nearest.needed, *nearest.free}:
        return f"the columns of {nearest.field} are {_header(nearest)}"
    return f"the columns are one of these: {' / '.join(map(_header, TABLES))}"


def _header(table: Table) -> str:
    return ",".join((*table.needed, *(f"[{column}]" for column in table.free)))


def _by_column(columns: tuple[str, ...], rows: Iterator[tuple[int, list[str]]], name: str) -> Iterator[Row]:
    for number, cells in rows:
        where = f"{name}:{number}"
        if len(cells) != len(columns):
            what = f"has {len(cells)} cells where the header has {len(columns)}"
            raise OnrecordError(what, where, "put quotes around a cell that holds a comma")
        yield Row({c: cell.strip() for c, cell in zip(columns, cells, strict=True)}, where)
