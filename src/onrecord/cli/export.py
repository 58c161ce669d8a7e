"""``onrecord export``: take statements or documents elsewhere."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO, TypeVar, cast

import click

from onrecord.cli import codebooks, opening
from onrecord.cli.options import (
    STATEMENT_FIELDS,
    document_filters,
    statement_filters,
    to_filter,
    to_statement_filter,
)
from onrecord.cli.options import db as db_option
from onrecord.cli.output import whole_file
from onrecord.cli.progress import Track, progress
from onrecord.cli.screen import counted
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.store.interface import DocumentSummary
    from onrecord.views.places import PlacedStatement

_Row = TypeVar("_Row")


@click.command(short_help="Write JSON lines, CSV or Parquet.")
@click.option("--to", "form", type=click.Choice(["jsonl", "csv", "parquet"]), required=True, help="Format.")
@click.option(
    "--what", type=click.Choice(["statements", "documents"]), default="statements", show_default=True,
    help="What to export.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Write to this file; else to standard output.",
)  # fmt: skip
@db_option
@statement_filters
@document_filters
def export(form: str, what: str, output: Path | None, db: str, **chosen: Any) -> None:
    """Export statements or documents as JSON lines, CSV or Parquet.

    The fields are described in docs/formats.md. In CSV, the content of a denial has its cue in
    front in braces, and a cell that a spreadsheet would run as a formula an apostrophe; JSON lines
    and Parquet are verbatim. Of the filters, documents take those from --outlet on.
    """
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal", None, "name a file with -o")
    if what == "documents" and any(chosen[name] for name in STATEMENT_FIELDS):
        raise click.UsageError("documents take --outlet, --since, --until, --date, --text and --all-versions")
    from onrecord.store.interface import DocumentFilter, StatementFilter
    from onrecord.views.places import placed

    with opening.to_read(db) as casefile:
        where = StatementFilter(**to_statement_filter(chosen))
        codebooks.check_issues(casefile, where.issues)
        with progress("Exporting", what, None, printing=output is None) as track, _output(output) as out:
            if what == "statements":
                rows = placed(casefile.statements(where), casefile.document)
                count = _statements(_counted(rows, track), form, out)
            else:
                found = casefile.summaries(DocumentFilter(**to_filter(chosen)))
                count = _documents(_counted(found, track), form, out)
    if output is not None:
        click.echo(f"{counted(count, what.removesuffix('s'))} written to {output}", err=True)


def _counted(rows: Iterable[_Row], track: Track) -> Iterator[_Row]:
    for row in rows:
        track.step("")
        yield row


def _statements(rows: Iterable[PlacedStatement], form: str, out: IO[bytes]) -> int:
    from onrecord.views import export as views
    from onrecord.views import records

    if form == "parquet":
        return views.write_parquet(map(records.statement_record, rows), views.statement_schema(), out)
    if form == "jsonl":
        return views.write_jsonl(map(records.statement_record, rows), _text(out))
    return views.write_csv(map(records.statement_cells, rows), records.STATEMENT_COLUMNS, _text(out))


def _documents(rows: Iterable[DocumentSummary], form: str, out: IO[bytes]) -> int:
    from onrecord.views import export as views
    from onrecord.views import records

    if form == "parquet":
        return views.write_parquet(map(records.document_record, rows), views.document_schema(), out)
    if form == "jsonl":
        return views.write_jsonl(map(records.document_record, rows), _text(out))
    return views.write_csv(map(records.document_cells, rows), records.DOCUMENT_COLUMNS, _text(out))


def _text(out: IO[bytes]) -> TextIO:
    """Write UTF-8 into a binary stream; unlike a ``TextIOWrapper`` it neither buffers nor closes it."""
    return cast(TextIO, codecs.getwriter("utf-8")(out))


@contextmanager
def _output(path: Path | None) -> Iterator[IO[bytes]]:
    """Open where to write."""
    if path is None:
        yield sys.stdout.buffer
        return
    with whole_file(path) as out:
        yield out
