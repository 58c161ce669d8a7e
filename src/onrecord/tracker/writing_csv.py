"""Write a tracker that is a .csv back: records that nothing was accepted for keep their very characters."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from onrecord.tracker.accepted import FORMS, Effective
from onrecord.tracker.dates import date_of
from onrecord.tracker.mapping import TableMapping
from onrecord.tracker.sheets import Decode, delimiter, records
from onrecord.tracker.writing import cells_of, citation_columns, like_others

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(
    content: bytes, name: str, mapping: TableMapping, accepted: Effective, decode: Decode
) -> tuple[bytes, tuple[str, ...]]:
    """Return the table with what was accepted, and what has to be said about it.

    Delimiter, line ends, byte order mark and encoding stay; where a new cell has characters that the encoding
    lacks, the whole is written as UTF-8 with a mark.
    """
    text, encoding = decode(content, name)
    parted, ending = delimiter(text, name), "\r\n" if "\r\n" in text else "\n"
    held = list(records(text, parted))
    header = held[mapping.header - 1][0]
    places = citation_columns(header, mapping)
    width = max(*places.values(), len(header) - 1) + 1
    changes = {change.row.number: change for change in accepted.changes}
    out: list[str] = []
    last = max([mapping.header, *(row.number for row in accepted.rows if not row.waits)])
    for number, (cells, raw) in enumerate(held, 1):
        new: dict[int, str] = {}
        if number == mapping.header:
            new = {at: mapping.citation[part] for part, at in places.items() if at >= len(header)}
        elif number in changes:
            change = changes[number]
            new = {
                mapping.columns[field]: text
                for field, text in change.values.items()
                if field in mapping.columns
            }
            new |= cells_of(change, places, cells)
        is_row = mapping.header <= number <= last
        out.append(_record(cells, raw, new, width if is_row and cells else 0, parted, ending))
        if number == last:
            out[-1] = out[-1] if out[-1].endswith(("\n", "\r")) else out[-1] + ending
            out += _added(accepted, mapping, places, held, width, parted, ending)
    return _encoded("".join(out), text, content, encoding)


def _record(cells: Sequence[str], raw: str, new: dict[int, str], width: int, parted: str, ending: str) -> str:
    """Return a record with new cells; with none, its own characters, filled up to the width of the table."""
    body = raw.rstrip("\r\n")
    tail = raw[len(body) :]
    inside = any(at < len(cells) for at in new)
    if not inside:
        more = [_guarded(new.get(at, "")) for at in range(len(cells), max(width, max(new, default=-1) + 1))]
        return body + "".join(parted + _quoted(cell, parted) for cell in more) + tail
    whole = [_guarded(new[at]) if at in new else cell for at, cell in enumerate(cells)]
    whole += [_guarded(new.get(at, "")) for at in range(len(cells), max(width, max(new) + 1))]
    return _line(whole, parted) + (tail or ending)


def _added(
    accepted: Effective, mapping: TableMapping, places: dict[str, int], held: Sequence[tuple[list[str], str]],
    width: int, parted: str, ending: str,
) -> list[str]:  # fmt: skip
    out = []
    for change in accepted.added:
        cells = [""] * width
        for field, text in change.values.items():
            column = mapping.columns.get(field)
            if column is None or field.startswith(FORMS):
                continue
            if field in ("announced", "due"):
                others = [row[column] for row, _ in held[mapping.header :] if column < len(row)]
                text = like_others(text, (o for o in others if date_of(o, mapping.dates)), mapping.dates)
            cells[column] = _guarded(text)
        for column, text in cells_of(change, places, ()).items():
            cells[column] = _guarded(text)
        out.append(_line(cells, parted) + ending)
    return out


def _line(cells: Sequence[str], parted: str) -> str:
    line = io.StringIO()
    csv.writer(line, delimiter=parted, lineterminator="\r\n").writerow(cells)  # what ends lines is quoted
    return line.getvalue().removesuffix("\r\n")


def _quoted(cell: str, parted: str) -> str:
    return _line([cell], parted) if cell else ""


def _guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _encoded(text: str, before: str, content: bytes, encoding: str) -> tuple[bytes, tuple[str, ...]]:
    mark = before.startswith("\ufeff")
    whole = ("\ufeff" if mark else "") + text
    notes = []
    if before.encode(encoding, "replace") != content and not _marked(content, before, encoding):
        notes.append(
            "the file has bytes that are no text in its encoding: they are written as they were shown"
        )
    try:
        raw = whole.encode(encoding)
    except UnicodeEncodeError as error:
        notes.append(f"written as UTF-8: {encoding} has no {error.object[error.start]!r}")
        return whole.removeprefix("\ufeff").encode("utf-8-sig"), tuple(notes)
    return _mark_of(content, encoding) + raw, tuple(notes)


def _mark_of(content: bytes, encoding: str) -> bytes:
    """Return the byte order mark that decoding took away."""
    for mark in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xff\xfe", b"\xfe\xff"):
        if content.startswith(mark) and encoding.startswith(("utf-16", "utf-32")):
            return mark
    return b""


def _marked(content: bytes, before: str, encoding: str) -> bool:
    return _mark_of(content, encoding) + before.encode(encoding, "replace") == content
