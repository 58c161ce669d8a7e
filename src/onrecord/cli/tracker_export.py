"""``onrecord tracker export``: give the table back, with what was accepted."""

from __future__ import annotations

import csv
import io
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
    from onrecord.cli.tracker_tools import Tracker
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

    path = Path(file)
    if path.exists() and not force:
        raise UsageError("is there already", file, "name another file, or write over it with --force")
    when_interrupted("no file was written")
    with opening.to_read(db) as casefile:
        tracker = tracker_tools.opened(casefile, name)
        accepted = tracker.effective()
        content, notes = _written(tracker, accepted, path)
    with whole_file(path) as out:
        out.write(content)
    for note in notes:
        click.echo(printable(f"{file}: {note}"), err=True)
    for each in accepted.lost:
        told = f"{each.kind.value.replace('_', ' ')} of {each.at.date().isoformat()}"
        click.echo(f"not written: {told}, for its row is not in the table any more", err=True)
    click.echo(printable(_summary(file, accepted)))


def _written(tracker: Tracker, accepted: Effective, path: Path) -> tuple[bytes, tuple[str, ...]]:
    from onrecord.cli.tracker_tools import decode
    from onrecord.tracker.sheets import is_workbook
    from onrecord.tracker.writing_csv import write_csv
    from onrecord.tracker.writing_xlsx import write_workbook

    content, name = tracker.file.content, tracker.file.name
    was, will = is_workbook(name), is_workbook(path.name)
    if was and will:
        return write_workbook(content, name, tracker.mapping, accepted)
    if will:
        return write_workbook(_as_workbook(tracker), path.name, tracker.mapping, accepted)
    if was:
        content, name = _as_text(tracker), path.name
    return write_csv(content, name, tracker.mapping, accepted, decode)


def _as_text(tracker: Tracker) -> bytes:
    """Return the table of a workbook as a .csv, every cell as it is shown."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(line.values for line in tracker.sheet.lines)
    return out.getvalue().encode("utf-8-sig")


def _as_workbook(tracker: Tracker) -> bytes:
    """Return a table in plain text as a workbook, every cell as it stands."""
    from openpyxl import Workbook

    book = Workbook()
    for line in tracker.sheet.lines:
        for column, text in enumerate(line.cells, 1):
            if text:
                cell = book.active.cell(line.number, column, text)
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _summary(file: str, accepted: Effective) -> str:
    moved = sum("status" in change.values for change in accepted.changes)
    cited = sum(bool(change.citations) for change in (*accepted.changes, *accepted.added))
    told = [
        f"{counted(len(accepted.added), 'row')} added",
        f"{counted(moved, 'status', 'statuses')} changed",
        f"{counted(cited, 'row')} with a source",
    ]
    return f"{file}: {', '.join(told)}."
