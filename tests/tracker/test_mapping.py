"""How a table is read: guessed, written down, read back; and the rows that come of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest

from onrecord.errors import OnrecordError
from onrecord.tracker.mapping import from_yaml, guessed, letter, place_of, to_yaml
from onrecord.tracker.rows import Readers, entry_of, rows_of
from onrecord.tracker.sheets import delimiter, read

Decode = Callable[[bytes, str], tuple[str, str]]
IsActor = Callable[[str], bool]


def table(*lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def test_columns_are_found_below_a_title(
    workbook: Callable[..., bytes], decode: Decode, is_actor: IsActor
) -> None:
    sheet = read(workbook(), "t.xlsx", decode)
    mapping = guessed(sheet, is_actor)
    assert (mapping.header, mapping.sheet) == (3, "Pledges")
    assert dict(mapping.columns) == {
        "number": 0, "party": 1, "beneficiary": 2, "measure": 3, "amount": 4, "status": 5, "announced": 6,
        "due": 7, "source": 8, "notes": 9,
    }  # fmt: skip
    assert mapping.keeps == ("commitment", "offer", "refusal")


def test_columns_without_usual_names_are_told_by_what_stands_in_them(
    decode: Decode, is_actor: IsActor
) -> None:
    content = table(
        "Wer;Status;Was genau;Datum;Frist;www",
        "Varnia;promised;Monitors on the northern lake road;04.02.2031;01.05.2031;https://lake.example/1",
        "Thessia;refused;Troops behind the southern shore;20.02.2031;30.06.2031;https://lake.example/2",
        "Orlin;signed;A loan for the coming winter;01.03.2031;01.09.2031;https://lake.example/3",
    )
    mapping = guessed(read(content, "t.csv", decode), is_actor)
    assert {field: mapping.columns[field] for field in ("party", "measure", "status", "source")} == {
        "party": 0, "measure": 2, "status": 1, "source": 5,
    }  # fmt: skip
    assert (mapping.columns["announced"], mapping.columns["due"]) == (3, 4)  # the later dates are due
    assert mapping.dates == "day first"


def test_a_legend_explains_short_names(decode: Decode, is_actor: IsActor) -> None:
    content = table("VAR = Varnia; ORL = Orlin", "Who,What exactly,Status", "VAR,Patrol boats,signed")
    assert dict(guessed(read(content, "t.csv", decode), is_actor).names) == {"VAR": "Varnia"}


def test_a_mapping_is_read_back_as_it_was_written(
    workbook: Callable[..., bytes], decode: Decode, is_actor: IsActor
) -> None:
    sheet = read(workbook(), "t.xlsx", decode)
    mapping = guessed(sheet, is_actor)
    assert from_yaml(to_yaml(mapping, sheet), "m.yaml", sheet) == mapping


def test_columns_of_one_name_are_told_by_their_letters(decode: Decode, is_actor: IsActor) -> None:
    sheet = read(table("Who,Date,Date,Pledge", "Varnia,2031-02-04,2031-05-01,Patrol boats"), "t.csv", decode)
    text = to_yaml(guessed(sheet, is_actor), sheet)
    assert from_yaml(text, "m", sheet).columns["due"] in (1, 2)
    with pytest.raises(OnrecordError, match="several columns are called 'Date'"):
        from_yaml("columns: {party: Who, measure: Pledge, due: Date}", "m", sheet)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("columns: [", "not valid YAML"),
        ("sheet: x", "has no columns"),
        ("columns: {party: Who}", "no column for the measure"),
        ("columns: {party: Who, measure: Pledge, colour: Who}", "'colour' is not known"),
        ("columns: {party: Who, measure: Nothing}", "no column 'Nothing'"),
        ("columns: {party: Who, measure: Pledge}\nstatuses: {x: soon}", "'soon' is not known"),
        ("columns: {party: Who, measure: Pledge}\nheader: 99", "header cannot be 99"),
        ("columns: {party: Who, measure: Pledge}\nkeeps: [wish]", "'wish' is not known"),
        ("columns: {party: [Z], measure: Pledge}", "no column 'Z'"),
        ("columns: {party: Who, measure: Pledge}\ncolour: x", "'colour' is not known"),
    ],
)
def test_what_is_wrong_in_a_mapping_is_said(text: str, told: str, decode: Decode) -> None:
    sheet = read(table("Who,Pledge", "Varnia,Patrol boats"), "t.csv", decode)
    with pytest.raises(OnrecordError, match=told):
        from_yaml(text, "m.yaml", sheet)


@pytest.mark.parametrize(
    ("content", "told"), [(b"a,b\n1,2\n", "names its columns"), (b"Who,When\nx,y\n", "measure")]
)
def test_a_table_that_is_no_tracker_is_refused(
    content: bytes, told: str, decode: Decode, is_actor: IsActor
) -> None:
    with pytest.raises(OnrecordError, match=told):
        guessed(read(content, "t.csv", decode), is_actor)


@pytest.mark.parametrize("content", [b"no workbook", b"PK\x03\x04 neither"])
def test_what_is_no_workbook_is_said(content: bytes, decode: Decode) -> None:
    with pytest.raises(OnrecordError, match="not a workbook"):
        read(content, "t.xlsx", decode)


def test_rows_keep_their_numbers_and_cells(
    workbook: Callable[..., bytes], decode: Decode, is_actor: IsActor, readers: Readers
) -> None:
    sheet = read(workbook(), "t.xlsx", decode)
    rows = rows_of(sheet, guessed(sheet, is_actor), readers, "t.xlsx")
    assert [row.number for row in rows] == [4, 5, 6, 7]
    first, boats, troops, loan = rows
    assert (first.principals, first.towards, first.issues) == (("XAA",), ("XBB",), ("monitoring",))
    assert (first.status, first.status_text, first.announced) == ("considered", "floated", "2031-02-04")
    assert first.amounts == (("", 40.0, 40.0),)
    assert boats.cells[9] == "=A4*2"  # a formula stands as its words
    assert loan.amounts == (("crowns", 40e6, 40e6),)
    assert (loan.due, troops.status) == ("2031-04-01", "refused")


def test_lines_that_are_no_rows_are_passed_over(decode: Decode, is_actor: IsActor, readers: Readers) -> None:
    content = table(
        "Who,What exactly,Status", "Varnia,Patrol boats,signed", "Group of the north,,", ",,",
        "Who,What exactly,Status", "Orlin,Monitors,amber", "Total: 2,,",
    )  # fmt: skip
    sheet = read(content, "t.csv", decode)
    rows = rows_of(sheet, guessed(sheet, is_actor), readers, "t.csv")
    assert [(row.number, row.party) for row in rows] == [(2, "Varnia"), (6, "Orlin")]
    assert rows[1].undecided == {"status": "'amber' is no word for a status that is known"}


def test_persons_in_brackets_and_several_parties(decode: Decode, is_actor: IsActor, readers: Readers) -> None:
    content = table(
        "Who,What exactly,For", "Varnia (Ada Quill),Patrol boats,Orlin", "Varnia / Thessia,Troops,Orlin"
    )
    sheet = read(content, "t.csv", decode)
    one, both = rows_of(sheet, guessed(sheet, is_actor), readers, "t.csv")
    assert (one.principals, one.people) == (("XAA",), ("Ada Quill",))
    assert both.principals == ("XAA", "XCC")


def test_a_key_outlives_a_move_and_a_change_of_status(
    decode: Decode, is_actor: IsActor, readers: Readers
) -> None:
    def keys(*lines: str) -> list[str]:
        sheet = read(table("Who,What exactly,Status", *lines), "t.csv", decode)
        return [row.key for row in rows_of(sheet, guessed(sheet, is_actor), readers, "t")]

    before = keys("Varnia,Patrol boats,promised", "Orlin,Monitors,signed")
    after = keys("Orlin,Monitors,signed", "Varnia,Patrol  Boats,delivered", "Varnia,Patrol boats,promised")
    assert before[0] == after[1]
    assert before[1] == after[0]
    assert len(set(after)) == 3  # the same twice is told apart by its order


def test_a_row_is_an_entry_of_the_tracker_alone(
    workbook: Callable[..., bytes], decode: Decode, is_actor: IsActor, readers: Readers
) -> None:
    sheet = read(workbook(), "t.xlsx", decode)
    row = rows_of(sheet, guessed(sheet, is_actor), readers, "t.xlsx")[1]
    made = entry_of(row)
    assert made.origins == ("tracker: t.xlsx",)
    assert (made.status, made.principals, made.first_day) == ("pledged", ("XAA",), "2031-03-01")
    evidence = made.reports[0].act.quote[0]
    assert evidence.exact.startswith("2 | Varnia | Orlin | Patrol boats | 4 boats | promised")
    assert entry_of(row).id == made.id


def test_cells_are_read_as_they_are_shown(decode: Decode) -> None:
    import io

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    forms = ["DD.MM.YYYY", "MMM YYYY", '#,##0 "€"', "0%", "[$EUR] #,##0"]
    values: Sequence[Any] = [datetime(2031, 5, 6), datetime(2031, 5, 1), 5000.0, 0.25, 7]
    for column, (value, form) in enumerate(zip(values, forms, strict=True), 1):
        sheet.cell(1, column, value).number_format = form
    sheet.merge_cells("A2:A3")
    sheet["A2"] = "Varnia"
    out = io.BytesIO()
    book.save(out)
    lines = read(out.getvalue(), "t.xlsx", decode).lines
    assert lines[0].values[:5] == ("2031-05-06", "2031-05", "€5000", "25%", "EUR7")
    assert (lines[2].cells[0], lines[2].values[0]) == ("", "Varnia")  # merged cells say the same of each row


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column: int, name: str) -> None:
    assert letter(column) == name
    assert place_of(name) == column


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_commonest_over_the_lines(mark: str) -> None:
    lines = ["Pledges, as of 4 May, 2031", *(mark.join(("Varnia", "boats", "signed")) for _ in range(4))]
    assert delimiter("\n".join(lines), "t.csv") == mark
