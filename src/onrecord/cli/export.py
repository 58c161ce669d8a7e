"""``onrecord export``: take records or documents elsewhere."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Generic, TextIO, TypeVar, cast

import click
from click.core import ParameterSource

from onrecord.cli import codebooks, opening
from onrecord.cli.options import (
    CLAIM_FIELDS,
    COMMITMENT_FIELDS,
    EVENT_FIELDS,
    STATEMENT_FIELDS,
    document_filters,
    record_filters,
    statement_filters,
    to_claim_filter,
    to_commitment_filter,
    to_event_filter,
    to_filter,
    to_statement_filter,
)
from onrecord.cli.options import db as db_option
from onrecord.cli.output import whole_file
from onrecord.cli.progress import Track, progress
from onrecord.cli.review_marks import REVIEW_COLUMNS, Marks, rejected_option, with_review
from onrecord.cli.screen import counted
from onrecord.errors import UsageError
from onrecord.model import RecordKind

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.review.view import ReviewedView
    from onrecord.views.parts import Record

_Row = TypeVar("_Row")


_KINDS = ("statements", "commitments", "events", "claims", "documents")
_FILTERS: Mapping[str, tuple[str, ...]] = {
    "statements": STATEMENT_FIELDS,
    "commitments": COMMITMENT_FIELDS,
    "events": EVENT_FIELDS,
    "claims": CLAIM_FIELDS,
    "documents": (),
}


@click.command(short_help="Write JSON lines, CSV or Parquet.")
@click.option("--to", "form", type=click.Choice(["jsonl", "csv", "parquet"]), required=True, help="Format.")
@click.option(
    "--what", type=click.Choice(_KINDS), default="statements", show_default=True, help="What to export."
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Write to this file; else to standard output.",
)  # fmt: skip
@db_option
@statement_filters
@record_filters
@document_filters
@rejected_option
def export(form: str, what: str, output: Path | None, db: str, rejected: bool, **chosen: Any) -> None:
    """Export statements, commitments, events, claims or documents as JSON lines, CSV or Parquet.

    The fields are described in docs/formats.md. In CSV, the content of a denial has its cue in
    front in braces, and a cell that a spreadsheet would run as a formula an apostrophe; JSON lines
    and Parquet are verbatim. The filters from --outlet on are for all kinds; the others are those of
    `onrecord show` for the same kind.
    """
    if form == "parquet" and output is None and sys.stdout.isatty():
        raise UsageError("Parquet is not for a terminal", None, "name a file with -o")
    _refuse_others(what)
    with opening.to_show(db, rejected=rejected) as casefile:
        named = (*chosen["issues"], *chosen["measures"])
        codebooks.check_issues(casefile.casefile, [issue.strip().lower() for issue in named])
        with progress("Exporting", what, None, printing=output is None) as track, _output(output) as out:
            count = _written(casefile, what, form, chosen, track, out)
    if output is not None:
        click.echo(f"{counted(count, what.removesuffix('s'))} written to {output}", err=True)


def _refuse_others(what: str) -> None:
    """Raise where a filter is given that does not choose what is exported."""
    context = click.get_current_context()
    for option in context.command.params:
        name = option.name or ""
        others = [kind for kind, names in _FILTERS.items() if name in names]
        given = context.get_parameter_source(name) == ParameterSource.COMMANDLINE
        if given and others and what not in others:
            raise click.UsageError(f"{option.opts[0]} chooses {' and '.join(others)}, not {what}")


def _written(
    casefile: ReviewedView, what: str, form: str, chosen: Mapping[str, Any], track: Track, out: IO[bytes]
) -> int:
    """Write one kind of records; return how many."""
    from onrecord.store.interface import DocumentFilter, StatementFilter
    from onrecord.store.record_filters import ClaimFilter, CommitmentFilter, EventFilter
    from onrecord.views import found, records, schemas
    from onrecord.views.places import placed, placed_records

    document = casefile.document
    match what:
        case "statements":
            said = placed(casefile.statements(StatementFilter(**to_statement_filter(chosen))), document)
            how = _How(
                records.statement_record, records.statement_cells, records.STATEMENT_COLUMNS,
                schemas.statement_schema,
            )  # fmt: skip
            return how.reviewed(casefile, RecordKind.STATEMENT).write(_counted(said, track), form, out)
        case "commitments":
            promised = casefile.commitments(CommitmentFilter(**to_commitment_filter(chosen)))
            told = _How(
                found.commitment_record, found.commitment_cells, found.COMMITMENT_COLUMNS,
                schemas.commitment_schema,
            )  # fmt: skip
            return told.reviewed(casefile, RecordKind.COMMITMENT).write(
                _counted(placed_records(promised, document), track), form, out
            )
        case "events":
            happened = casefile.events(EventFilter(**to_event_filter(chosen)))
            line = _How(found.event_record, found.event_cells, found.EVENT_COLUMNS, schemas.event_schema)
            return line.reviewed(casefile, RecordKind.EVENT).write(
                _counted(placed_records(happened, document), track), form, out
            )
        case "claims":
            claimed = casefile.claims(ClaimFilter(**to_claim_filter(chosen)))
            own = _How(found.claim_record, found.claim_cells, found.CLAIM_COLUMNS, schemas.claim_schema)
            return own.reviewed(casefile, RecordKind.CLAIM).write(
                _counted(placed_records(claimed, document), track), form, out
            )
        case _:
            pages = casefile.summaries(DocumentFilter(**to_filter(chosen)))
            listed = _How(
                records.document_record, records.document_cells, records.DOCUMENT_COLUMNS,
                schemas.document_schema,
            )  # fmt: skip
            return listed.write(_counted(pages, track), form, out)


@dataclass(frozen=True, slots=True)
class _How(Generic[_Row]):
    """Say how one kind of records is written in each format."""

    record: Callable[[_Row], Record]
    cells: Callable[[_Row], dict[str, str]]
    columns: Sequence[str]
    schema: Callable[[], pa.Schema]

    def reviewed(self, view: ReviewedView, kind: RecordKind) -> _How[_Row]:
        """Return how the kind is written with what was decided about each record."""
        marks = Marks(view, kind)
        return _How(
            marks.record(self.record),
            marks.cells(self.cells),
            (*self.columns, *REVIEW_COLUMNS),
            lambda: with_review(self.schema()),
        )

    def write(self, rows: Iterable[_Row], form: str, out: IO[bytes]) -> int:
        """Write the rows; return how many."""
        from onrecord.views import export as views

        if form == "parquet":
            return views.write_parquet(map(self.record, rows), self.schema(), out)
        if form == "jsonl":
            return views.write_jsonl(map(self.record, rows), _text(out))
        return views.write_csv(map(self.cells, rows), self.columns, _text(out))


def _counted(rows: Iterable[_Row], track: Track) -> Iterator[_Row]:
    for row in rows:
        track.step("")
        yield row


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
