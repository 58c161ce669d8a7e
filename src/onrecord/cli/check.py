"""``onrecord check``: whether every span still says what the text says."""

from __future__ import annotations

import click

from onrecord.cli import opening
from onrecord.cli.ending import end
from onrecord.cli.options import db as db_option
from onrecord.cli.progress import progress
from onrecord.cli.screen import counted, printable, records_counted


@click.command(short_help="Verify the evidence of every record.")
@db_option
def check(db: str) -> None:
    """Verify the evidence: every stored span still says what the text of its page says.

    One line for each fault, and exit code 1 if there is any.
    """
    from onrecord import pipeline

    faults = 0
    with opening.to_read(db) as casefile:
        counts = casefile.counts()
        with progress("Checking", "documents", counts.versions, printing=True) as track:
            for fault in pipeline.check(casefile, progress=track.step):
                faults += 1
                click.echo(printable(f"{fault.document_id} {fault.name}: {fault.what}"))
    others = counts.commitments, counts.events, counts.claims
    held = f"{counted(counts.versions, 'document')}, current: {records_counted(counts.statements, *others)}"
    click.echo(f"{counted(faults, 'fault')} found." if faults else f"All evidence holds: {held}.")
    end(faults)
