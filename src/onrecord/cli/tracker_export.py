"""``onrecord tracker export``: give the table back, with what was accepted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import opening
from onrecord.cli.ending import when_interrupted
from onrecord.cli.options import db as db_option
from onrecord.cli.output import whole_file
from onrecord.cli.screen import counted, printable
from onrecord.cli.tracker_report import tracker_option
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.tracker.accepted import Effective


@click.command(short_help="Give the table back, with what was accepted.")
@click.argument("file", type=click.Path(dir_okay=False))
@db_option
@tracker_option
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def export(file: str, db: str, name: str | None, force: bool) -> None:
    """Write the tracker in its own columns, with the rows and statuses that were accepted.

    Each has its source beside it: outlet, title, date, address, quote, and the chain from the outlet
    to the speaker. Every other cell stays as it was. FILE ends with .xlsx, .xlsm, .csv or .tsv; a
    workbook keeps its look, its formulas and its other sheets.
    """
    from onrecord.cli import tracker_tools
    from onrecord.pipeline.tracker_files import written

    path = Path(file)
    if path.exists() and not force:
        raise UsageError("is there already", file, "name another file, or write over it with --force")
    when_interrupted("no file was written")
    with opening.to_read(db) as casefile:
        tracker = tracker_tools.opened(casefile, name)
        accepted = tracker.effective()
        content, notes = written(tracker, accepted, path.name)
    with whole_file(path) as out:
        out.write(content)
    for note in notes:
        click.echo(printable(f"{file}: {note}"), err=True)
    for each in accepted.lost:
        told = f"{each.kind.value.replace('_', ' ')} of {each.at.date().isoformat()}"
        click.echo(f"not written: {told}, for its row is not in the table any more", err=True)
    click.echo(printable(_summary(file, accepted)))


def _summary(file: str, accepted: Effective) -> str:
    moved = sum("status" in change.values for change in accepted.changes)
    cited = sum(bool(change.citations) for change in (*accepted.changes, *accepted.added))
    told = [
        f"{counted(len(accepted.added), 'row')} added",
        f"{counted(moved, 'status', 'statuses')} changed",
        f"{counted(cited, 'row')} with a source",
    ]
    return f"{file}: {', '.join(told)}."
