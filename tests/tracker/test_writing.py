"""Tables written back: what was accepted is in them, and every other cell is as it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import FindingKind, Place, TrackerAction, TrackerDecision, TrackerRow
from onrecord.tracker.accepted import Effective, effective
from onrecord.tracker.mapping import TableMapping, guessed
from onrecord.tracker.rows import Readers, rows_of
from onrecord.tracker.sheets import read
from onrecord.tracker.writing import like_others
from onrecord.tracker.writing_csv import write_csv
from onrecord.tracker.writing_xlsx import write_workbook

Decode = Callable[[bytes, str], tuple[str, str]]
CITATION = {
    "outlet": "The Lake Post", "title": "=Title", "date": "2031-05-02", "address": "https://lake.example/5",
    "quote": "Varnia signed", "chain": "The Lake Post <- XAA",
}  # fmt: skip


def decision(kind: FindingKind, rows: tuple[str, ...], number: int = 1, **more: Any) -> TrackerDecision:
    place = Place("digest", number, number + 5)
    return TrackerDecision(
        str(number), "t", TrackerAction.ACCEPT, "Cy", datetime(2031, 6, number, tzinfo=UTC), place, (place,),
        kind, rows, more.get("becomes", ""), more.get("values", {}), more.get("citation", CITATION),
    )  # fmt: skip


def new(measure: str = "Field kitchens", number: int = 2) -> TrackerDecision:
    values = {
        "party": "Varnia", "measure": measure, "beneficiary": "Orlin", "status": "promised",
        "amount": "12 kitchens", "announced": "2031-05-02", "forms:party": "XAA", "source": "https://lake.example/5",
    }  # fmt: skip
    return decision(FindingKind.NEW, (f"key {measure}",), number, becomes="pledged", values=values)


def moved(row: TrackerRow, number: int = 1) -> TrackerDecision:
    values = {"status": "signed", "was": row.status, "on": "2031-05-02"}
    return decision(FindingKind.MOVES_STATUS, (row.key,), number, becomes="signed", values=values)


@pytest.fixture
def opened(
    decode: Decode, is_actor: Callable[[str], bool], readers: Readers
) -> Callable[[bytes, str], tuple[TableMapping, tuple[TrackerRow, ...]]]:
    def both(content: bytes, name: str) -> tuple[TableMapping, tuple[TrackerRow, ...]]:
        sheet = read(content, name, decode)
        mapping = guessed(sheet, is_actor)
        return mapping, rows_of(sheet, mapping, readers, name)

    return both


def cells(content: bytes, sheet: str = "Pledges") -> dict[str, Any]:
    found = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    return {cell.coordinate: cell for row in found.iter_rows() for cell in row if cell.value is not None}


# --- workbooks


def test_a_status_is_changed_and_a_row_added(workbook: Any, opened: Any, readers: Readers) -> None:
    content = workbook()
    mapping, rows = opened(content, "t.xlsx")
    out, notes = write_workbook(content, "t.xlsx", mapping, effective(rows, [moved(rows[0]), new()], readers))
    before, after = cells(content), cells(out)
    assert notes == ()
    assert after["F4"].value == "signed"
    assert [after[f"{letter}3"].value for letter in "KLMNOP"] == [
        f"Citation: {part}" for part in ("outlet", "title", "date", "address", "quote", "chain")
    ]
    assert after["K3"].fill.fgColor.rgb == before["J3"].fill.fgColor.rgb  # the look of the header
    assert [after[f"{letter}4"].value for letter in "KMN"] == [
        "The Lake Post",
        "2031-05-02",
        CITATION["address"],
    ]
    assert [after[f"{letter}8"].value for letter in "BCDEF"] == [
        "Varnia", "Orlin", "Field kitchens", "12 kitchens", "promised",
    ]  # fmt: skip
    assert (after["G8"].value, after["G8"].number_format) == (datetime(2031, 5, 2), "DD.MM.YYYY")
    assert after["B8"].font.italic  # as the row above
    ours = {
        "F4",
        *(f"{letter}{row}" for letter in "KLMNOP" for row in (3, 4)),
        *(f"{x}8" for x in "BCDEFGIKLMNOP"),
    }
    assert {at: cell.value for at, cell in after.items() if at not in ours} == {
        at: cell.value for at, cell in before.items() if at not in ours
    }
    assert cells(out, "Other").keys() == cells(content, "Other").keys()
    assert after["J5"].value == "=A4*2"  # a formula


def test_words_that_look_like_a_formula_are_words(workbook: Any, opened: Any, readers: Readers) -> None:
    content = workbook()
    mapping, rows = opened(content, "t.xlsx")
    out, _ = write_workbook(content, "t.xlsx", mapping, effective(rows, [new("=SUM(A1)")], readers))
    after = cells(out)
    assert (after["D8"].value, after["D8"].data_type) == ("=SUM(A1)", "s")
    assert (after["L8"].value, after["L8"].data_type) == ("=Title", "s")


def test_nothing_accepted_changes_nothing(workbook: Any, opened: Any, readers: Readers) -> None:
    content = workbook()
    mapping, rows = opened(content, "t.xlsx")
    out, _ = write_workbook(content, "t.xlsx", mapping, effective(rows, [], readers))
    assert {at: cell.value for at, cell in cells(out).items()} == {
        at: cell.value for at, cell in cells(content).items()
    }


def test_what_stands_below_the_table_stays_there(workbook: Any, opened: Any, readers: Readers) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book["Pledges"]["A10"] = "Kept by Cy"
    held = io.BytesIO()
    book.save(held)
    mapping, rows = opened(held.getvalue(), "t.xlsx")
    out, notes = write_workbook(held.getvalue(), "t.xlsx", mapping, effective(rows, [new()], readers))
    assert cells(out)["A10"].value == "Kept by Cy"
    assert cells(out)["D11"].value == "Field kitchens"
    assert any("something stands below the table" in note for note in notes)


def test_a_table_and_a_filter_reach_to_the_new_rows(workbook: Any, opened: Any, readers: Readers) -> None:
    from openpyxl.worksheet.table import Table

    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book["Pledges"].auto_filter.ref = "A3:J7"
    book["Pledges"].add_table(Table(displayName="pledges", ref="A3:J7"))
    held = io.BytesIO()
    book.save(held)
    mapping, rows = opened(held.getvalue(), "t.xlsx")
    accepted = effective(rows, [new(), new("Tents", 3)], readers)
    out, _ = write_workbook(held.getvalue(), "t.xlsx", mapping, accepted)
    sheet = openpyxl.load_workbook(io.BytesIO(out))["Pledges"]
    assert (sheet.tables["pledges"].ref, sheet.auto_filter.ref) == ("A3:J9", "A3:J9")


def test_charts_that_would_be_lost_are_told(workbook: Any, opened: Any, readers: Readers) -> None:
    from openpyxl.chart import BarChart

    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    book["Other"].add_chart(BarChart(), "D4")
    held = io.BytesIO()
    book.save(held)
    mapping, rows = opened(held.getvalue(), "t.xlsx")
    _, notes = write_workbook(held.getvalue(), "t.xlsx", mapping, effective(rows, [], readers))
    assert notes == ("its charts cannot be kept: copy the new cells into your own file by hand",)


def test_a_second_export_adds_no_citation_twice(workbook: Any, opened: Any, readers: Readers) -> None:
    content = workbook()
    mapping, rows = opened(content, "t.xlsx")
    kept = [moved(rows[0]), new()]
    once, _ = write_workbook(content, "t.xlsx", mapping, effective(rows, kept, readers))
    mapping, rows = opened(once, "t.xlsx")
    more = decision(FindingKind.REPEATS, (rows[0].key,), 4, citation=CITATION | {"quote": "Varnia signed it"})
    twice, _ = write_workbook(once, "t.xlsx", mapping, effective(rows, [*kept[:1], more], readers))
    after = cells(twice)
    assert after["O4"].value == "Varnia signed\nVarnia signed it"
    assert after["K4"].value == "The Lake Post\nThe Lake Post"
    assert after["F4"].value == "signed"


_VALUES = st.one_of(
    st.none(), st.integers(-1000, 1000), st.booleans(), st.text("abcäß ,;'\"=\n", max_size=12),
    st.datetimes(datetime(2000, 1, 1), datetime(2040, 1, 1)).map(lambda day: day.replace(microsecond=0)),
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(_VALUES, _VALUES, _VALUES), min_size=1, max_size=6))
def test_cells_of_a_workbook_that_are_not_ours_stay(
    workbook: Any, readers: Readers, decode: Decode, rows: list[tuple[Any, ...]]
) -> None:
    header = ("Who", "What exactly", "Status", "x", "y", "z")
    table = [("Varnia", f"Boats {number}", "promised", *row) for number, row in enumerate(rows)]
    content = workbook(table, header)
    sheet = read(content, "t.xlsx", decode)
    mapping = TableMapping(3, {"party": 0, "measure": 1, "status": 2}, "Pledges",
                           citation={part: f"Citation: {part}" for part in CITATION})  # fmt: skip
    found = rows_of(sheet, mapping, readers, "t.xlsx")
    out, _ = write_workbook(content, "t.xlsx", mapping, effective(found, [moved(found[0]), new()], readers))
    before, after = cells(content), cells(out)
    changed = {at for at in before if at in after and before[at].value != after[at].value}
    assert changed == {"C4"}
    assert set(before) <= set(after)


# --- plain text


CSV = (
    "Who promised what;;;;\r\n"
    "No.;Who;What exactly;Status;First said\r\n"
    '1;Varnia;"Monitors; on the lake road";promised;04.02.2031\r\n'
    "2;Thessia;Winter loan;signed;20.02.2031\r\n"
    ";Note: all figures are rounded\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_keeps_its_form(encoding: str, opened: Any, readers: Readers, decode: Decode) -> None:
    content = CSV.replace("Winter loan", "Größere Anleihe für den Winter – “loan”").encode(encoding)
    mapping, rows = opened(content, "t.csv")
    assert (mapping.header, [row.number for row in rows]) == (2, [3, 4])
    out, notes = write_csv(
        content, "t.csv", mapping, effective(rows, [moved(rows[0]), new()], readers), decode
    )
    assert notes == ()
    text = out.decode(encoding)
    lines = text.split("\r\n")
    assert lines[0] == "Who promised what;;;;"
    assert lines[1].startswith("No.;Who;What exactly;Status;First said;Citation: outlet;")
    assert lines[2].startswith('1;Varnia;"Monitors; on the lake road";signed;04.02.2031;The Lake Post;')
    assert "'=Title" in lines[2]  # no spreadsheet runs it
    assert lines[3] == "2;Thessia;Größere Anleihe für den Winter – “loan”;signed;20.02.2031;;;;;;"
    assert lines[4].startswith(";Varnia;Field kitchens;promised;02.05.2031;The Lake Post;")
    assert lines[5] == ";Note: all figures are rounded"
    assert (out[:3] == b"\xef\xbb\xbf") == (encoding == "utf-8-sig")


def test_what_an_encoding_lacks_makes_it_utf8(opened: Any, readers: Readers, decode: Decode) -> None:
    content = CSV.replace("Winter loan", "Größe").encode("cp1252")
    mapping, rows = opened(content, "t.csv")
    out, notes = write_csv(content, "t.csv", mapping, effective(rows, [new("Łódź")], readers), decode)
    assert "Łódź" in out.decode("utf-8-sig")
    assert notes == ("written as UTF-8: cp1252 has no 'Ł'",)


def test_a_last_line_without_an_end_gets_one(opened: Any, readers: Readers, decode: Decode) -> None:
    content = b"Who,What exactly,Status\nVarnia,Boats,promised"
    mapping, rows = opened(content, "t.csv")
    out, _ = write_csv(content, "t.csv", mapping, effective(rows, [new()], readers), decode)
    assert out.decode().splitlines()[1:] == [
        "Varnia,Boats,promised,,,,,,",
        "Varnia,Field kitchens,promised,The Lake Post,'=Title,2031-05-02,https://lake.example/5,"
        "Varnia signed,The Lake Post <- XAA",
    ]


_TEXT = st.text("abcä ,;'\"\n|=", max_size=10)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(_TEXT, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from(",;\t|"),
    st.booleans(),
)
def test_cells_of_a_csv_that_are_not_ours_stay(
    readers: Readers, decode: Decode, rows: list[list[str]], mark: str, quoted: bool
) -> None:
    held = io.StringIO()
    table = [["Who", "What", "Status", "x", "y", "z"]]
    table += [["Varnia", f"Boats {number}", "promised", *row] for number, row in enumerate(rows)]
    if quoted:
        csv.writer(held, delimiter=mark, quoting=csv.QUOTE_ALL).writerows(table)
    else:
        csv.writer(held, delimiter=mark).writerows(table)
    content = held.getvalue().encode()
    name = "t.tsv" if mark == "\t" else "t.csv"
    sheet = read(content, name, decode)
    if [list(line.cells) for line in sheet.lines] != table:
        return  # cells full of other delimiters: such a table is read otherwise, which the import shows
    mapping = TableMapping(1, {"party": 0, "measure": 1, "status": 2},
                           citation={part: f"Citation: {part}" for part in CITATION})  # fmt: skip
    found = rows_of(sheet, mapping, readers, name)
    out, _ = write_csv(content, name, mapping, effective(found, [moved(found[0]), new()], readers), decode)
    again = list(csv.reader(io.StringIO(out.decode(), newline=""), delimiter=mark))
    assert [row[:6] for row in again[1:-1]] == [
        [*row[:2], "signed" if at == 0 else row[2], *row[3:]] for at, row in enumerate(table[1:])
    ]
    assert {len(row) for row in again} == {12}
    untouched, _ = write_csv(content, name, mapping, Effective(found, (), (), ()), decode)
    assert [
        row[:6] for row in csv.reader(io.StringIO(untouched.decode(), newline=""), delimiter=mark)
    ] == table


@pytest.mark.parametrize(
    ("others", "written"),
    [
        (["04/02/2031"], "22/04/2031"), (["4 Feb 2031"], "22 Apr 2031"), (["2031-02-04"], "2031-04-22"),
        (["February 4, 2031"], "April 22, 2031"), ([], "2031-04-22"), (["soon"], "2031-04-22"),
    ],
)  # fmt: skip
def test_a_day_is_written_as_the_others_are(others: list[str], written: str) -> None:
    assert like_others("2031-04-22", others, "day first") == written
