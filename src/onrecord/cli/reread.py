"""``onrecord reread``: read again what another model, codebook or base of facts has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli import opening, registered
from onrecord.cli.ending import end, when_interrupted
from onrecord.cli.options import db as db_option
from onrecord.cli.progress import progress
from onrecord.cli.screen import counted, records_counted

if TYPE_CHECKING:
    from onrecord.cli.progress import Track
    from onrecord.pipeline import Progress
    from onrecord.store.interface import CasefileStore


@click.command(short_help="Bring readings up to date.")
@db_option
def reread(db: str) -> None:
    """Read again the documents whose reading is not up to date; a second run changes nothing.

    A reading is out of date when another version of onrecord, another codebook or other facts
    about actors made it. `onrecord add` does the same before it takes new pages. Your edits and
    decisions stay.
    """
    with opening.to_write(db) as casefile:
        bring_up_to_date(casefile, db)


def bring_up_to_date(casefile: CasefileStore, db: str) -> None:
    """Read again what is to be read again, say what came of it, and end the command accordingly."""
    from onrecord import pipeline

    reader = opening.reader_for(casefile)
    when_interrupted(f"what was read is kept in {db}; `onrecord reread --db {db}` goes on from there")
    with progress("Reading", "documents", casefile.unread(reader.model)) as track:
        report = pipeline.reread(casefile, reader, progress=lambda p: _tell(track, p))
    new = registered.bring_into_step(casefile)
    if report.completed or report.problems:
        found = records_counted(report.statements, report.commitments, report.events, report.claims)
        click.echo(f"{counted(report.completed, 'document')} read again; {found} found.")
    else:
        click.echo("Every document's reading is up to date.")
    for line in registered.summary(new):
        click.echo(line)
    end(len(report.problems))


def _tell(track: Track, progress: Progress) -> None:
    track.step(progress.name)
    if progress.problem is not None:
        track.line(f"set aside: {progress.problem}")
