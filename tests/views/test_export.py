"""Exports: the same fields in every format, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Document, Reading, Statement
from onrecord.store.interface import DocumentSummary, FoundRow, StatementRow
from onrecord.store.record_kinds import evidence_fields
from onrecord.views import export, found, schemas
from onrecord.views.article import article_record
from onrecord.views.places import PlacedStatement, placed, placed_records
from onrecord.views.records import (
    DOCUMENT_COLUMNS,
    STATEMENT_COLUMNS,
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
        export.write_parquet(records, schemas.statement_schema(), out)
    read = pq.read_table(path).to_pylist(maps_as_pydicts="strict")
    assert read == records


def test_other_records_are_the_same_in_every_format(
    document: Document, summary: DocumentSummary, recorded: Reading, tmp_path: Path
) -> None:
    shown: list[tuple[Any, ...]] = [
        (recorded.commitments, found.commitment_record, found.commitment_cells, found.COMMITMENT_COLUMNS,
         schemas.commitment_schema),
        (recorded.events, found.event_record, found.event_cells, found.EVENT_COLUMNS, schemas.event_schema),
        (recorded.claims, found.claim_record, found.claim_cells, found.CLAIM_COLUMNS, schemas.claim_schema),
    ]  # fmt: skip
    for held, record, cells, columns, schema in shown:
        rows = [*placed_records((FoundRow(each, summary) for each in held), lambda _: document)]
        records = [record(row) for row in rows]
        assert [json.loads(json.dumps(each)) for each in records] == records
        assert [each["id"] for each in records] == [each.id for each in held]
        for row, each in zip(rows, records, strict=True):
            assert tuple(cells(row)) == columns
            for name, evidence in evidence_fields(row.row.record):
                words = each[name] if name != "trigger" else [each[name]]
                assert [selector["exact"] for selector in words] == [piece.exact for piece in evidence]
            assert document.text[each["start"] :].startswith(each["quote"][0]["exact"])
        path = tmp_path / "records.parquet"
        with path.open("wb") as out:
            export.write_parquet(records, schema(), out)
        assert pq.read_table(path).to_pylist(maps_as_pydicts="strict") == records
        assert pq.read_table(path).schema.names == list(records[0])


def test_cells_say_what_is_undecided_and_what_a_quantity_amounts_to(
    document: Document, summary: DocumentSummary, recorded: Reading
) -> None:
    rows = placed_records((FoundRow(each, summary) for each in recorded.commitments), lambda _: document)
    promise, weighed = (found.commitment_cells(row) for row in rows)
    assert (promise["quantity"], promise["amount"]) == ("We; them", "about at least 2; no number")
    assert promise["condition"] == "before the first snow"
    assert (weighed["party"], weighed["status"], weighed["undecided"]) == (
        "undecided", "undecided", "party: nobody is named",
    )  # fmt: skip


def test_documents_in_every_format(summary: DocumentSummary, tmp_path: Path) -> None:
    record = document_record(summary)
    assert tuple(record) == DOCUMENT_COLUMNS == tuple(document_cells(summary))
    with (tmp_path / "d.parquet").open("wb") as out:
        export.write_parquet([record], schemas.document_schema(), out)
    assert pq.read_table(tmp_path / "d.parquet").to_pylist() == [record]


def test_empty_parquet_keeps_its_schema(tmp_path: Path) -> None:
    with (tmp_path / "s.parquet").open("wb") as out:
        export.write_parquet([], schemas.statement_schema(), out)
    assert pq.read_table(tmp_path / "s.parquet").schema.names == schemas.statement_schema().names


def test_an_article_carries_text_zones_and_statements(
    document: Document, summary: DocumentSummary, recorded: Reading
) -> None:
    record = article_record(document, summary, recorded)
    assert json.loads(json.dumps(record)) == record
    assert record["text"] == "".join(
        document.source_text[source : source + length] for _, source, length in record["pieces"]
    )
    assert [len(record[kind]) for kind in ("statements", "commitments", "events", "claims")] == [3, 2, 2, 1]


@given(st.dictionaries(st.text(), st.text()))
def test_no_cell_is_left_that_a_spreadsheet_would_run(cells: dict[str, str]) -> None:
    after = guarded(cells)
    assert not any(cell[:1] in set("=+-@\t\r") - {""} for cell in after.values() if cell)
    assert {name: cell.removeprefix("'") for name, cell in after.items()} == {
        name: cell.removeprefix("'") for name, cell in cells.items()
    }
