"""``onrecord export``: take records or documents elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from onrecord.cli import codebooks, export_register, opening
from onrecord.cli.export_forms import How
from onrecord.cli.options import (
    CLAIM_FIELDS,
    COMMITMENT_FIELDS,
    DERIVATION_FIELDS,
    ENTRY_FIELDS,
    EVENT_FIELDS,
    STATEMENT_FIELDS,
    derivation_filters,
    document_filters,
    export_entry_filters,
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
from onrecord.cli.review_marks import rejected_option
from onrecord.cli.screen import counted
from onrecord.errors import UsageError
from onrecord.model import RecordKind

if TYPE_CHECKING:
    from onrecord.review.view import ReviewedView

_Row = TypeVar("_Row")


_KINDS = (
    "statements", "commitments", "events", "claims", "documents",
    "entries", "links", "derivations", "stories",
)  # fmt: skip
_FILTERS: Mapping[str, tuple[str, ...]] = {
    "statements": STATEMENT_FIELDS,
    "commitments": COMMITMENT_FIELDS,
    "events": EVENT_FIELDS,
    "claims": CLAIM_FIELDS,
    "documents": (),
    "entries": ENTRY_FIELDS,
    "links": ENTRY_FIELDS,
    "derivations": DERIVATION_FIELDS,
    "stories": (),
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
@export_entry_filters
@derivation_filters
@document_filters
@rejected_option
def export(form: str, what: str, output: Path | None, db: str, rejected: bool, **chosen: Any) -> None:
    """Export records, documents or what the register makes of them as JSON lines, CSV or Parquet.

    Entries are acts with all that reports them, links tie entries, derivations tie documents.
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
        click.echo(f"{_amount(count, what)} written to {output}", err=True)


def _amount(count: int, what: str) -> str:
    """Say how many of a kind there are, given the kind in the plural."""
    one = f"{what.removesuffix('ies')}y" if what.endswith("ies") else what.removesuffix("s")
    return counted(count, one, what)


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
            how = How(
                records.statement_record, records.statement_cells, records.STATEMENT_COLUMNS,
                schemas.statement_schema,
            )  # fmt: skip
            return how.reviewed(casefile, RecordKind.STATEMENT).write(_counted(said, track), form, out)
        case "commitments":
            promised = casefile.commitments(CommitmentFilter(**to_commitment_filter(chosen)))
            told = How(
                found.commitment_record, found.commitment_cells, found.COMMITMENT_COLUMNS,
                schemas.commitment_schema,
            )  # fmt: skip
            return told.reviewed(casefile, RecordKind.COMMITMENT).write(
                _counted(placed_records(promised, document), track), form, out
            )
        case "events":
            happened = casefile.events(EventFilter(**to_event_filter(chosen)))
            line = How(found.event_record, found.event_cells, found.EVENT_COLUMNS, schemas.event_schema)
            return line.reviewed(casefile, RecordKind.EVENT).write(
                _counted(placed_records(happened, document), track), form, out
            )
        case "claims":
            claimed = casefile.claims(ClaimFilter(**to_claim_filter(chosen)))
            own = How(found.claim_record, found.claim_cells, found.CLAIM_COLUMNS, schemas.claim_schema)
            return own.reviewed(casefile, RecordKind.CLAIM).write(
                _counted(placed_records(claimed, document), track), form, out
            )
        case "entries" | "links" | "derivations" | "stories":
            rows, way = export_register.KINDS[what](casefile.casefile, chosen)
            return way.write(_counted(rows, track), form, out)
        case _:
            pages = casefile.summaries(DocumentFilter(**to_filter(chosen)))
            listed = How(
                records.document_record, records.document_cells, records.DOCUMENT_COLUMNS,
                schemas.document_schema,
            )  # fmt: skip
            return listed.write(_counted(pages, track), form, out)


def _counted(rows: Iterable[_Row], track: Track) -> Iterator[_Row]:
    for row in rows:
        track.step("")
        yield row


@contextmanager
def _output(path: Path | None) -> Iterator[IO[bytes]]:
    """Open where to write."""
    if path is None:
        yield sys.stdout.buffer
        return
    with whole_file(path) as out:
        yield out
