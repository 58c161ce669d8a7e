"""``onrecord export``: take records or documents elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

import click
from click.core import ParameterSource

from onrecord.cli import (
    codebooks,
    export_datasette,
    export_records,
    export_register,
    export_shown,
    export_whole,
    held,
    opening,
)
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
)
from onrecord.cli.options import as_of as as_of_option
from onrecord.cli.options import db as db_option
from onrecord.cli.output import whole_file
from onrecord.cli.progress import Track, progress
from onrecord.cli.review_marks import rejected_option
from onrecord.cli.screen import counted
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.review.view import ReviewedView
    from onrecord.store.interface import CasefileStore

_Row = TypeVar("_Row")

_KINDS = (*export_records.KINDS, *export_register.KINDS, *export_shown.KINDS)
_PUBLISHED = ("outlet", "since", "until", "on", "text", "all_versions")
_OF_ENTRIES = (*ENTRY_FIELDS, *_PUBLISHED, "confirmed")
_FILTERS: Mapping[str, tuple[str, ...]] = {
    "statements": (*STATEMENT_FIELDS, *_PUBLISHED, "rejected"),
    "commitments": (*COMMITMENT_FIELDS, *_PUBLISHED, "rejected"),
    "events": (*EVENT_FIELDS, *_PUBLISHED, "rejected"),
    "claims": (*CLAIM_FIELDS, *_PUBLISHED, "rejected"),
    "documents": _PUBLISHED,
    "entries": _OF_ENTRIES,
    "reports": _OF_ENTRIES,
    "links": _OF_ENTRIES,
    "derivations": (*DERIVATION_FIELDS, *_PUBLISHED),
    "stories": _PUBLISHED,
    **export_shown.FIELDS,
}
"""The options that choose each kind."""


@click.command(short_help="Write a workbook, JSON lines, CSV, Parquet and more.")
@click.option(
    "--to", "form", required=True, help="Format.",
    type=click.Choice([*export_whole.FORMS, "jsonl", "csv", "parquet", export_datasette.FORM]),
)  # fmt: skip
@click.option(
    "--what", type=click.Choice(_KINDS), default="statements", show_default=True,
    help="What to export as JSON lines, CSV or Parquet.",
)  # fmt: skip
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
@as_of_option
@click.option("--confirmed", is_flag=True, help="Leave out what no person confirmed; of what is on record.")
@click.option(
    "--every-position", is_flag=True,
    help="Positions on proposals, replaced ones, people's beside their state's and those of no side too.",
)  # fmt: skip
@click.option(
    "--embed-contexts", is_flag=True,
    help="Write every context into the JSON-LD, so that no reader of it fetches one.",
)  # fmt: skip
@held.with_held_option
def export(
    form: str, what: str, output: Path | None, db: str, rejected: bool, with_held: bool, **chosen: Any
) -> None:
    """Export what is on record: as a workbook, or kind by kind as JSON lines, CSV or Parquet.

    --to xlsx writes one workbook with the register, its reports, positions, shifts, conflicts,
    commitments, calendar and documents, each row linked to its evidence. --to jsonld writes entries,
    reports, documents and decisions as linked data (PROV, Web Annotation), --to plover entries as event
    records; what PLOVER has no event for is left out and counted.

    --to datasette-metadata writes what Datasette is to be told about the casefile, which it opens itself.

    The other formats take one kind (--what): entries are acts with all that reports them, links tie
    entries, derivations tie documents, points are what positions follow from. The fields are described
    in docs/formats.md. In CSV, the content of a denial has its cue in front in braces, and a cell that a
    spreadsheet would run as a formula an apostrophe; JSON lines and Parquet are verbatim. The filters
    are those of `onrecord show` for the same kind, and those of `show register` for what is written as
    a whole; --done-since and --done-until are of what is said or done, whatever the kind.

    What is held back, withdrawn or has to wait (`onrecord publish`) is left out unless --with-held is
    given. Whole documents are exported as they are: their text may have the same words.
    """
    whole = form in export_whole.FORMS or form == export_datasette.FORM
    if whole and click.get_current_context().get_parameter_source("what") == ParameterSource.COMMANDLINE:
        raise click.UsageError(f"--to {form} writes everything that is on record: leave --what out")
    if form in export_whole.BINARY and output is None and sys.stdout.isatty():
        raise UsageError(f"{export_whole.BINARY[form]} is not for a terminal", None, "name a file with -o")
    what = "entries" if whole else what
    _refuse_others(what)
    if form == export_datasette.FORM:
        export_datasette.write(db, output, _output)
        return
    if chosen.pop("embed_contexts") and form != "jsonld":
        raise click.UsageError("--embed-contexts is for --to jsonld")
    with opening.to_show(db, rejected=rejected) as opened:
        casefile = held.reviewed_leaving(opened, with_held)
        named = (*chosen["issues"], *chosen["measures"])
        codebooks.check_issues(casefile.casefile, [issue.strip().lower() for issue in named])
        with progress("Exporting", what, None, printing=output is None) as track, _output(output) as out:
            if whole:
                count = export_whole.write(casefile.casefile, form, chosen, track, out)
            else:
                count = _written(casefile, what, form, chosen, track, out)
    if output is not None:
        click.echo(f"{_amount(count, what)} written to {output}", err=True)


def _amount(count: int, what: str) -> str:
    """Say how many of a kind there are, given the kind in the plural."""
    what = "happenings" if what == "calendar" else what
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
            *first, last = others
            several = f"{', '.join(first)} and {last}" if first else last
            raise click.UsageError(f"{option.opts[0]} chooses {several}, not {what}")


def _written(
    casefile: ReviewedView, what: str, form: str, chosen: Mapping[str, Any], track: Track, out: IO[bytes]
) -> int:
    """Write one kind of records; return how many."""
    if what in export_records.KINDS:
        rows, how = export_records.KINDS[what](casefile, chosen)
    elif what in export_shown.KINDS:
        rows, how = export_shown.exported(what, cast("CasefileStore", casefile.casefile), chosen)
    else:
        rows, how = export_register.KINDS[what](casefile.casefile, chosen)
    return how.write(_counted(rows, track), form, out)


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
