"""``onrecord show documents``: what was read, and how much was found in it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import opening
from onrecord.cli.options import as_csv, as_json, document_filters, to_filter
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.screen import NARROW, counted, empty_table, fitted, one_line, print_rows

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.store.interface import DocumentSummary

SHORT_ID = 8
"""Characters of an id that a table shows; commands take any first characters that only one id has."""


@click.command()
@db_option
@document_filters
@limit_option
@as_json
@as_csv
def documents(db: str, limit: int | None, form: str | None, **chosen: Any) -> None:
    """List the documents with date, outlet, title and the number of statements and other records found."""
    from onrecord.store.interface import DocumentFilter
    from onrecord.views import export, records

    where = DocumentFilter(**to_filter(chosen))
    with opening.to_read(db) as casefile:
        shown = islice(casefile.summaries(where), limit)
        if form == "json":
            export.write_json(map(records.document_record, shown), sys.stdout)
        elif form == "csv":
            export.write_csv(map(records.document_cells, shown), records.DOCUMENT_COLUMNS, sys.stdout)
        else:
            count = print_rows(shown, _table)
            click.echo(_footer(count, where == DocumentFilter()), err=not count)


def _footer(count: int, everything: bool) -> str:
    if not count:
        return "The casefile is empty: onrecord add PATH..." if everything else "No document fits."
    return f"{counted(count, 'document')}."


def _table(rows: Iterable[DocumentSummary], columns: int, header: bool) -> Table:
    """Lay documents out; where the columns are few, the remarks stand under the title."""
    from rich.text import Text

    table, narrow = empty_table(header), columns < NARROW
    outlet, remark = (12, 0) if narrow else (26, 26)
    title = columns - SHORT_ID - 10 - outlet - 5 - remark - (9 if narrow else 11)
    for name, size in (("Id", SHORT_ID), ("Date", 10), ("Outlet", outlet), ("Title", title)):
        table.add_column(name, width=size)
    table.add_column("Found", width=5, justify="right")
    if not narrow:
        table.add_column("Remarks", width=remark, style="dim")
    for row in rows:
        called = Text(fitted(one_line(row.title) or one_line(row.name), title, 2))
        remarks = Text("; ".join(_remarks(row)), "dim")
        table.add_row(
            row.id[:SHORT_ID],
            row.published or "-",
            fitted(one_line(row.outlet) or "-", outlet, 2),
            Text("\n").join([called, *([remarks] if remarks else [])]) if narrow else called,
            str(row.statements) if row.model else "-",
            *([] if narrow else [remarks]),
        )
    return table


def _remarks(row: DocumentSummary) -> Iterable[str]:
    others = ((row.commitments, "commitment"), (row.events, "event"), (row.claims, "claim"))
    yield from (counted(number, what) for number, what in others if number)
    if row.language != "en":
        yield f"not read: {row.language}"
    elif not row.model:
        yield "not read yet"
    if row.version > 1:
        yield f"version {row.version}"
    if not row.newest:
        yield "replaced"
