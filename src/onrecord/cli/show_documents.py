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
    """List the documents with date, outlet, title and the number of statements found."""
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
    table = empty_table(header)
    outlet, remark = (16, 12) if columns < NARROW else (26, 26)
    title = columns - SHORT_ID - 10 - outlet - 5 - remark - 11
    for name, size in (("Id", SHORT_ID), ("Date", 10), ("Outlet", outlet), ("Title", title)):
        table.add_column(name, width=size)
    table.add_column("Found", width=5, justify="right")
    table.add_column("Remarks", width=remark, style="dim")
    for row in rows:
        table.add_row(
            row.id[:SHORT_ID],
            row.published or "-",
            fitted(one_line(row.outlet) or "-", outlet, 2),
            fitted(one_line(row.title) or one_line(row.name), title, 2),
            str(row.statements) if row.model else "-",
            "; ".join(_remarks(row)),
        )
    return table


def _remarks(row: DocumentSummary) -> Iterable[str]:
    if row.language != "en":
        yield f"not read: {row.language}"
    elif not row.model:
        yield "not read yet"
    if row.version > 1:
        yield f"version {row.version}"
    if not row.newest:
        yield "replaced"
