"""Exports: the same fields in every format, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Document, Statement
from onrecord.store.interface import DocumentSummary, StatementRow
from onrecord.views import export
from onrecord.views.places import PlacedStatement, placed
from onrecord.views.records import (
    DOCUMENT_COLUMNS,
    STATEMENT_COLUMNS,
    article_record,
    document_cells,
    document_record,
    guarded,
    statement_cells,
    statement_record,
)
from onrecord.views.spans import content_line


@pytest.fixture
def rows(
    document: Document, summary: DocumentSummary, statements: tuple[Statement, ...]
) -> list[PlacedStatement]:
    """Return the article's statements, placed."""
    return list(placed((StatementRow(s, summary) for s in statements), lambda _: document))


def test_places_lead_to_the_words_in_both_texts(document: Document, rows: list[PlacedStatement]) -> None:
    assert [row.place.paragraph for row in rows] == [2, 3, 4]
    assert [row.place.line for row in rows] == [4, 6, 7]
    for row in rows:
        place, quote = row.place, row.row.statement.quote
        assert document.text[place.start :].startswith(quote[0].exact)
        assert document.source_text[: place.source_end].endswith(quote[-1].exact[-8:])


def test_json_and_json_lines_hold_the_same_records(rows: list[PlacedStatement]) -> None:
    array, lines = io.StringIO(), io.StringIO()
    records = [statement_record(row) for row in rows]
    assert export.write_json(records, array) == export.write_jsonl(records, lines) == 3
    assert json.loads(array.getvalue()) == [json.loads(line) for line in lines.getvalue().splitlines()]
    assert records[1]["cue"][0]["exact"] == "denied\u00a0that"
    assert records[2]["speakers"] == []


def test_no_records_make_an_empty_array() -> None:
    out = io.StringIO()
    assert export.write_json([], out) == 0
    assert json.loads(out.getvalue()) == []


def test_csv_has_its_columns_and_says_undecided(rows: list[PlacedStatement]) -> None:
    out = io.StringIO()
    export.write_csv((statement_cells(row) for row in rows), STATEMENT_COLUMNS, out)
    read = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert tuple(read[0]) == STATEMENT_COLUMNS
    assert [row["speakers"] for row in read] == ["Vera Marenko", "Vera Marenko", "undecided"]
    assert read[0]["quote"] == "“We will send them,” [...] “before the first snow.”"
    assert [row["act"] for row in read] == ["commit", "deny", "undecided"]
    assert [row["issues"] for row in read] == ["monitoring; ceasefire", "ground_troops", "undecided"]
    assert read[0]["relations"] == "send them [before] first snow"
    assert read[2]["undecided"] == "act: no cue fits; speakers: nobody is named"


def test_a_denial_never_goes_without_its_cue(rows: list[PlacedStatement]) -> None:
    cells = statement_cells(rows[1])
    assert cells["quote"] == "{denied that} troops would follow"
    record = statement_record(rows[1])
    assert (record["act"], record["cue"][0]["exact"]) == ("deny", "denied\u00a0that")
    bare = replace(rows[1].row.statement, cue=())
    assert content_line(bare) == "{denied, without a cue} troops would follow"


def test_parquet_gives_back_what_json_says(rows: list[PlacedStatement], tmp_path: Path) -> None:
    records = [statement_record(row) for row in rows]
    path = tmp_path / "s.parquet"
    with path.open("wb") as out:
        export.write_parquet(records, export.statement_schema(), out)
    read = pq.read_table(path).to_pylist(maps_as_pydicts="strict")
    assert read == records


def test_documents_in_every_format(summary: DocumentSummary, tmp_path: Path) -> None:
    record = document_record(summary)
    assert tuple(record) == DOCUMENT_COLUMNS == tuple(document_cells(summary))
    with (tmp_path / "d.parquet").open("wb") as out:
        export.write_parquet([record], export.document_schema(), out)
    assert pq.read_table(tmp_path / "d.parquet").to_pylist() == [record]


def test_empty_parquet_keeps_its_schema(tmp_path: Path) -> None:
    with (tmp_path / "s.parquet").open("wb") as out:
        export.write_parquet([], export.statement_schema(), out)
    assert pq.read_table(tmp_path / "s.parquet").schema.names == export.statement_schema().names


def test_an_article_carries_text_zones_and_statements(
    document: Document, summary: DocumentSummary, statements: tuple[Statement, ...]
) -> None:
    record = article_record(document, summary, statements)
    assert json.loads(json.dumps(record)) == record
    assert record["text"] == "".join(
        document.source_text[source : source + length] for _, source, length in record["pieces"]
    )
    assert len(record["statements"]) == 3


@given(st.dictionaries(st.text(), st.text()))
def test_no_cell_is_left_that_a_spreadsheet_would_run(cells: dict[str, str]) -> None:
    after = guarded(cells)
    assert not any(cell[:1] in set("=+-@\t\r") - {""} for cell in after.values() if cell)
    assert {name: cell.removeprefix("'") for name, cell in after.items()} == {
        name: cell.removeprefix("'") for name, cell in cells.items()
    }
