"""Give a tracker back as a file, in its own columns, with what was accepted."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from onrecord.pipeline.trackers import Tracker, decode
from onrecord.tracker.sheets import is_workbook
from onrecord.tracker.writing_csv import write_csv
from onrecord.tracker.writing_xlsx import write_workbook

if TYPE_CHECKING:
    from onrecord.tracker.accepted import Effective


def written(tracker: Tracker, accepted: Effective, named: str) -> tuple[bytes, tuple[str, ...]]:
    """Return a tracker with what was accepted as a file of this name, and notes on what it could not hold."""
    content, name = tracker.file.content, tracker.file.name
    was, will = is_workbook(name), is_workbook(named)
    if was and will:
        return write_workbook(content, name, tracker.mapping, accepted)
    if will:
        return write_workbook(_as_workbook(tracker), named, tracker.mapping, accepted)
    if was:
        content, name = _as_text(tracker), named
    return write_csv(content, name, tracker.mapping, accepted, decode)


def _as_text(tracker: Tracker) -> bytes:
    """Return the table of a workbook as a .csv, every cell as it is shown."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(line.values for line in tracker.sheet.lines)
    return out.getvalue().encode("utf-8-sig")


def _as_workbook(tracker: Tracker) -> bytes:
    """Return a table in plain text as a workbook, every cell as it stands."""
    from openpyxl import Workbook  # takes its time

    book = Workbook()
    for line in tracker.sheet.lines:
        for column, text in enumerate(line.cells, 1):
            if text:
                cell = book.active.cell(line.number, column, text)
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
