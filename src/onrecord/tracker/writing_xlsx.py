"""Write a tracker that is a workbook back: new cells alone, in the look of those around them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from copy import copy
from datetime import date, datetime
from typing import Any

from onrecord.tracker.accepted import FORMS, Change, Effective
from onrecord.tracker.mapping import TableMapping
from onrecord.tracker.sheets import open_workbook, sheet_of
from onrecord.tracker.writing import cells_of, citation_columns, like_others

_NOT_KEPT = {
    "xl/charts/": "charts",
    "xl/slicers/": "slicers",
    "xl/threadedComments/": "threaded comments",
    "xl/diagrams/": "diagrams",
    "xl/ctrlProps/": "form controls",
}
"""Parts of a workbook that openpyxl does not write again."""

_REFERENCE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)$")
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32_767  # characters that a cell of a workbook may have


def write_workbook(
    content: bytes, name: str, mapping: TableMapping, accepted: Effective
) -> tuple[bytes, tuple[str, ...]]:
    """Return the workbook with what was accepted, and what has to be said about it."""
    book = open_workbook(content, name, shown=False)
    sheet = sheet_of(book, name, mapping.sheet or None)
    header = [_text(sheet.cell(mapping.header, column + 1).value) for column in range(sheet.max_column)]
    places = citation_columns(header, mapping)
    if accepted.changes or accepted.added:
        _name_columns(sheet, mapping, places, header)
    for change in accepted.changes:
        _change(sheet, change, mapping, places)
    notes = list(_lost_parts(content))
    if accepted.added:
        last = max([mapping.header, *(row.number for row in accepted.rows if not row.waits)])
        notes += _append(sheet, accepted, mapping, places, last)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), tuple(notes)


def _name_columns(sheet: Any, mapping: TableMapping, places: dict[str, int], header: list[str]) -> None:
    model = max((at for at, text in enumerate(header) if text), default=0) + 1
    for part, at in places.items():
        if at >= len(header) or not header[at]:
            cell = sheet.cell(mapping.header, at + 1)
            cell.value = mapping.citation[part]
            _look(sheet.cell(mapping.header, model), cell)


def _change(sheet: Any, change: Change, mapping: TableMapping, places: dict[str, int]) -> None:
    row = change.row.number
    for field, text in change.values.items():
        if field in mapping.columns:
            _put(_master(sheet, row, mapping.columns[field] + 1), text)
    held = [_text(sheet.cell(row, column + 1).value) for column in range(max(places.values()) + 1)]
    for at, text in cells_of(change, places, held).items():
        cell = sheet.cell(row, at + 1)
        fresh = cell.value is None and not cell.has_style
        _put(cell, text)
        if fresh:
            _look(sheet.cell(row, mapping.columns["measure"] + 1), cell)


def _master(sheet: Any, row: int, column: int) -> Any:
    """Return the cell that holds the value of one that may be merged with others."""
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return sheet.cell(area.min_row, area.min_col)
    return sheet.cell(row, column)


def _append(
    sheet: Any, accepted: Effective, mapping: TableMapping, places: dict[str, int], last: int
) -> Iterable[str]:
    """Write new rows below the last one, or below everything where something stands there."""
    below = any(cell.value is not None for row in sheet.iter_rows(min_row=last + 1) for cell in row)
    first = (sheet.max_row if below else last) + 1
    if below:
        yield f"something stands below the table: new rows begin in row {first}, under it"
    for number, change in enumerate(accepted.added, first):
        for column in range(1, sheet.max_column + 1):
            _look(sheet.cell(last, column), sheet.cell(number, column))
        for field, text in change.values.items():
            if field in mapping.columns and not field.startswith(FORMS):
                column = mapping.columns[field] + 1
                others = [sheet.cell(row, column) for row in range(mapping.header + 1, last + 1)]
                _put_like(sheet.cell(number, column), field, text, others, mapping.dates)
        for at, text in cells_of(change, places, ()).items():
            _put(sheet.cell(number, at + 1), text)
        sheet.row_dimensions[number].height = sheet.row_dimensions[last].height
    if not below:
        _reach(sheet, last, first + len(accepted.added) - 1)


def _put_like(cell: Any, field: str, text: str, others: list[Any], order: str | None) -> None:
    """Write a value as those of its column are: a date as a date, a number as a number."""
    values = [other.value for other in others if other.value is not None]
    dates = [other for other in others if isinstance(other.value, (datetime, date))]
    number = _NUMBER.match(text)
    if field in ("announced", "due") and dates and _DAY.match(text):
        cell.value = datetime.fromisoformat(text)
        cell.number_format = dates[-1].number_format
    elif field == "amount" and number and values and all(isinstance(v, (int, float)) for v in values):
        value = float(number[1].replace(",", ""))
        cell.value = int(value) if value.is_integer() else value
    elif field in ("announced", "due"):
        _put(cell, like_others(text, map(_text, values), order))
    else:
        _put(cell, text)


def _put(cell: Any, text: str) -> None:
    """Write words; never as a formula, whatever they begin with."""
    cell.value = _ILLEGAL.sub("", text)[:_LONGEST]
    if text.startswith("="):
        cell.data_type = "s"


def _look(model: Any, cell: Any) -> None:
    if model.has_style:
        cell._style = copy(model._style)  # openpyxl has no other way to take a whole look over


def _reach(sheet: Any, last: int, new: int) -> None:
    """Let a table and a filter that ended with the last row take the new rows in."""
    for table in sheet.tables.values():
        table.ref = _longer(table.ref, last, new)
        if table.autoFilter is not None:
            table.autoFilter.ref = _longer(table.autoFilter.ref, last, new)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _longer(sheet.auto_filter.ref, last, new)


def _longer(reference: str, last: int, new: int) -> str:
    found = _REFERENCE.match(reference)
    if found is None or int(found[4]) != last:
        return reference
    return f"{found[1]}{found[2]}:{found[3]}{new}"


def _lost_parts(content: bytes) -> Iterable[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
    lost = [what for start, what in _NOT_KEPT.items() if any(name.startswith(start) for name in names)]
    if lost:
        yield f"its {', '.join(lost)} cannot be kept: copy the new cells into your own file by hand"


def _text(value: Any) -> str:
    return "" if value is None else str(value)
