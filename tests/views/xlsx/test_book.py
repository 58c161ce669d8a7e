"""What Excel makes of cells: dates, numbers, links, hostile text, and limits that are said."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from onrecord.views.xlsx.book import MOST_CHARACTERS, At, Book, Cell, Column, Form, Link, units

COLUMNS = (Column("A"), Column("B", 20, Form.WRAPPED), Column("C", 10, Form.DAY), Column("D", 9, Form.NUMBER))


def written(*rows: Mapping[str, Cell], **limits: int) -> tuple[bytes, list[str]]:
    out = io.BytesIO()
    with Book(out, "a test", **limits) as book:
        sheet = book.sheet("Table", COLUMNS)
        for row in rows:
            sheet.add(row)
    return out.getvalue(), list(book.said())


def read(content: bytes, sheet: str = "Table") -> list[list[object]]:
    found = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet)
    return [list(row) for row in found.to_python()]


def test_days_are_days_and_numbers_are_numbers() -> None:
    content, said = written({"A": "x", "C": date(2031, 5, 3), "D": 0.25}, {"A": True, "D": 3})
    assert read(content)[1:] == [["x", "", date(2031, 5, 3), 0.25], ["yes", "", "", 3.0]]
    assert said == []


def test_a_day_before_the_calendar_of_spreadsheets_is_text() -> None:
    content, _ = written({"C": date(1899, 6, 1)})
    assert read(content)[1][2] == "1899-06-01"


@pytest.mark.slow
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=40), min_size=1, max_size=5))
def test_no_text_is_a_formula_and_every_workbook_opens(texts: list[str]) -> None:
    content, _ = written(*({"A": f"={text}", "B": text} for text in texts))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    rows = list(load_workbook(io.BytesIO(content))["Table"].iter_rows(min_row=2))
    assert [row[0].data_type for row in rows] == ["s"] * len(texts)
    assert all(str(row[0].value).startswith("=") for row in rows)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "=cmd|' /C calc'!A0"])
def test_what_looks_like_a_formula_is_text(start: str) -> None:
    content, _ = written({"A": start})
    (cell,) = next(load_workbook(io.BytesIO(content))["Table"].iter_rows(min_row=2, max_col=1))
    assert (cell.data_type, cell.value) == ("s", start)


def test_control_characters_are_seen_and_said() -> None:
    content, said = written({"B": "a\x00b\x1bc\x7fd\ud800e\uffff"})
    assert read(content)[1][1] == "a␀b␛c␡d\ufffde\ufffd"
    assert said == ["1 cell has control characters, shown as pictures of them: 'Table', column 'B'"]


@pytest.mark.parametrize(
    ("text", "fits"), [("a" * MOST_CHARACTERS, True), ("𝕏" * (MOST_CHARACTERS // 2 + 1), False)]
)
def test_what_is_too_long_for_a_cell_is_cut_and_said(text: str, fits: bool) -> None:
    content, said = written({"A": text}, {"A": "behind"})
    found = str(read(content)[1][0])
    assert units(found) <= MOST_CHARACTERS
    assert (found == text) is fits
    assert (said == []) is fits
    if not fits:
        assert found.endswith("𝕏 […]")
        assert said == [
            "1 cell is longer than Excel's 32,767 characters and cut, marked […]: 'Table', column 'A'"
        ]
    assert read(content)[2][0] == "behind"


def test_a_full_sheet_goes_on_in_another_and_links_follow() -> None:
    out = io.BytesIO()
    with Book(out, "a test", most_rows=3) as book:
        sheet, other = book.sheet("Table", COLUMNS), book.sheet("Other", COLUMNS)
        places = [sheet.add({"A": str(number)}) for number in range(5)]
        for place in places:
            other.add({"A": Link(place.sheet, place)})
    assert places == [At("Table", 2), At("Table", 3), At("Table 2", 2), At("Table 2", 3), At("Table 3", 2)]
    assert "the sheet 'Table' is full: it goes on in 'Table 2'" in list(book.said())
    names = ["Table", "Table 2", "Table 3"]
    assert [row[0] for name in names for row in read(out.getvalue(), name)[1:]] == ["0", "1", "2", "3", "4"]
    assert sheet.rows == 5
    held = load_workbook(io.BytesIO(out.getvalue()))
    assert held["Other"]["A2"].hyperlink.location == "'Table'!A2"
    assert held["Table 2"].freeze_panes == "B2"


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://news.example/a?b=1#c", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("internal:Table!A1", False),
        ("https://news.example/ a b", False),
        ("https://news.example/" + "a" * 3_000, False),
    ],
)
def test_addresses_of_the_web_alone_are_links(address: str, is_link: bool) -> None:
    content, _ = written({"A": Link(address, address)})
    cell = load_workbook(io.BytesIO(content))["Table"]["A2"]
    assert cell.value == address
    assert (cell.hyperlink is not None) is is_link


def test_links_that_excel_cannot_hold_stay_as_text_and_it_is_said() -> None:
    content, said = written(*({"A": Link(f"n{i}", At("Table", 2))} for i in range(3)), most_links=2)
    assert [row[0] for row in read(content)[1:]] == ["n0", "n1", "n2"]
    assert said == ["the sheet 'Table' has no more links after 2: the ids and addresses stand there as text"]


def test_the_same_rows_give_the_same_bytes() -> None:
    rows: tuple[dict[str, Cell], ...] = ({"A": Link("x", "https://news.example"), "C": date(2031, 5, 3)},)
    assert written(*rows) == written(*rows)


def test_a_cell_of_no_column_is_refused() -> None:
    with pytest.raises(ValueError, match=re.escape("Table has no column Z")):
        written({"Z": 1})


def test_filter_header_and_widths() -> None:
    content, _ = written({"A": "x", "B": "a quote"})
    sheet = load_workbook(io.BytesIO(content))["Table"]
    assert sheet.auto_filter.ref == "A1:D2"
    assert sheet.freeze_panes == "B2"
    assert sheet["A1"].font.b
    assert sheet.column_dimensions["B"].width == pytest.approx(20, abs=1)
    assert sheet["B2"].alignment.wrap_text


def test_what_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    out = io.BytesIO()

    def stopped() -> None:
        with Book(out, "a test") as book:
            book.sheet("Table", COLUMNS).add({"A": "x"})
            raise KeyError("stopped")

    with pytest.raises(KeyError):
        stopped()
    assert out.getvalue() == b""
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_an_error_of_the_system() -> None:
    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    def full() -> None:
        with Book(Full(), "a test") as book:
            book.sheet("Table", COLUMNS).add({"A": "x"})

    with pytest.raises(OSError, match="No space left"):
        full()
