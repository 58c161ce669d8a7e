"""A table or a mapping that a few bytes make huge is refused before it takes the machine's memory."""

from __future__ import annotations

import io

import openpyxl
import pytest

from onrecord.errors import OnrecordError
from onrecord.pipeline.trackers import decode
from onrecord.tracker import sheets
from onrecord.tracker.mapping import from_yaml, sheet_named
from onrecord.tracker.sheets import Line, Sheet, read

SHEET = Sheet(
    "t.csv",
    "",
    (
        Line(1, ("Party", "Pledge"), ("Party", "Pledge")),
        Line(2, ("XAA", "ten boats"), ("XAA", "ten boats")),
    ),
)
REFERRING = "[&a [x, x, x], &b [*a, *a], &c [*b, *b]]"


def workbook(**cells: str) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_one_cell_in_the_last_corner_is_no_table_of_billions() -> None:
    content = workbook(A1="Party", B1="Pledge", A2="XAA", XFD1048576="x")
    with pytest.raises(OnrecordError, match="has places for more than 2,000,000 cells; delete the empty"):
        read(content, "t.xlsx", decode)


@pytest.mark.parametrize("content", [b"a,b\n" + b"\n" * 300, b"a,b\n" + b"," * 300, b"a,b\n" * 60])
def test_a_text_of_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sheets, "MOST", 100)
    with pytest.raises(OnrecordError, match="has places for more than 100 cells"):
        read(content, "t.csv", decode)


@pytest.mark.parametrize(
    "mapping",
    [
        f"header: {REFERRING}\ncolumns: {{party: Party}}",
        f"header: 1\ncolumns: {{party: Party, commitment: Pledge}}\nnames: {{x: {REFERRING}}}",
        "header: 2031-02-31\ncolumns: {}",
        "header: " + "9" * 5_000,
        "names: " + "[" * 1_500,
        "!!python/object/apply:os.system ['id']",
    ],
)
def test_a_mapping_that_is_none_is_said(mapping: str) -> None:
    with pytest.raises(OnrecordError, match="is not valid YAML"):
        from_yaml(mapping, "the mapping", SHEET)
    assert sheet_named(mapping) is None
