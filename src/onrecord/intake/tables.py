"""Stream the rows of a table as pages: .jsonl, .csv and .tsv by the standard library, .parquet by pyarrow."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any, TextIO

from onrecord.errors import PageError
from onrecord.intake.columns import Columns
from onrecord.intake.decoding import decode
from onrecord.model import Given, RawPage

SUFFIXES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"})
OPTION = "--column text=NAME"
"""How the command line names a column."""

_SAMPLE = 262_144
_PATIENCE = 100  # rows without text after which a table is taken to have none
_BATCH = 16  # rows of a Parquet table held at once

Row = tuple[int, Mapping[str, Any] | PageError]


def rows(path: str, name: str, given: Given, columns: Columns, limit: int) -> Iterator[RawPage | PageError]:
    """Yield one page per row of a table, and a `PageError` for each row that cannot be one.

    Args:
        path: the table; its suffix says the format.
        name: what to call it; rows are called ``name#1``, ``name#2`` ...
        given: what the user states about every row; it overrules the columns.
        columns: which column holds what.
        limit: bytes that the text of one row may have.
    """
    suffix = os.path.splitext(path)[1].lower()
    read = {".parquet": _parquet, ".csv": _delimited, ".tsv": _delimited}.get(suffix, _json_lines)
    try:
        yield from _pages(read(path, columns), path, name, given, columns, limit)
    except OSError as error:
        yield PageError(
            f"cannot be read ({error.strerror or error})", path, "check the file and its permissions"
        )
    except PageError as error:
        yield error


def parquet_rows(path: str) -> int | None:
    """Return the number of rows that a Parquet table states, or ``None`` where it cannot be read."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as table:
            return int(table.metadata.num_rows)
    except (OSError, pa.ArrowException):
        return None


def _pages(
    read: Iterator[Row], path: str, name: str, given: Given, columns: Columns, limit: int
) -> Iterator[RawPage | PageError]:
    """Turn rows into pages; a table in which no row has text is one error, not one per row."""
    held: list[PageError] = []
    present: dict[str, None] = {}
    good = some = False
    for number, row in read:
        some = True
        where = f"{path}#{number}"
        if isinstance(row, PageError):
            yield row
            continue
        found = columns.find(row)
        if "text" not in found and not good:
            present.update(dict.fromkeys(row))
            held.append(PageError("this row has no text column", where, _columns_line(row)))
            if len(held) >= _PATIENCE:
                break
            continue
        if not good:
            good = True
            yield from held
            yield from _unknown(columns, row, path)
        yield _page(row, found, number, path, name, given, limit)
    if not good and held:
        wanted = f"no column {columns.text!r}" if columns.text else "no text column"
        yield PageError(f"has {wanted}", path, _columns_line(present))
    elif not some:
        yield PageError("holds no rows", path, "leave it out")


def _page(
    row: Mapping[str, Any],
    found: Mapping[str, str],
    number: int,
    path: str,
    name: str,
    given: Given,
    limit: int,
) -> RawPage | PageError:
    where = f"{path}#{number}"
    if "text" not in found:
        return PageError("this row has no text column", where, _columns_line(row))
    raw = _raw(row[found["text"]])
    if raw is None or not raw.strip():
        return PageError("this row has no text", where, "fill its text column or leave the row out")
    if len(raw) > limit:
        return PageError(
            f"this row's text has {len(raw) / 1e6:.1f} MB, more than {limit // 1_000_000} MB",
            where,
            "split it",
        )

    def cell(field: str) -> str | None:
        return _cell(row[found[field]]) if field in found else None

    stated = Given(
        title=given.title or cell("title"),
        outlet=given.outlet or cell("outlet"),
        byline=given.byline or cell("byline"),
        published=given.published or cell("date"),
        url=given.url or cell("url"),
    )
    html = raw.lstrip()[:1] == b"<" and b"</" in raw[:20_000]
    return RawPage(
        f"{name}#{number}",
        raw,
        "text/html" if html else "text/plain",
        stated,
        f"{os.path.abspath(path)}#{number}",
    )


def _raw(value: Any) -> bytes | None:
    if isinstance(value, bytes):
        return value
    return _utf8(value) if isinstance(value, str) else None


def _utf8(text: str) -> bytes:
    r"""Encode a cell; surrogateescape gives back the bytes of a .csv that is not what it seemed to be.

    A lone half of a surrogate pair (``"\ud800"`` is valid JSON) becomes a question mark.
    """
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace")


def _cell(value: Any) -> str | None:
    """Return a cell as a line of text; lists (authors) are joined, dates written as ISO 8601."""
    if value is None or isinstance(value, (dict, bool)):
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(filter(None, map(_cell, value))) or None
    text = _utf8(str(value)).decode("utf-8", "replace").strip()
    return text or None


def _columns_line(present: Mapping[str, Any]) -> str:
    names = ", ".join(map(str, present)) or "none"
    return f"its columns are: {names}; name the one with the text by {OPTION}"


def _unknown(columns: Columns, row: Mapping[str, Any], path: str) -> Iterator[PageError]:
    """Name the columns asked for that are not there; the rows are read all the same."""
    missing = columns.missing(row)
    if missing:
        names = ", ".join(map(repr, missing))
        yield PageError(
            f"has no column {names}, so that field stays empty",
            path,
            f"its columns are: {', '.join(map(str, row))}",
        )


def _json_lines(path: str, columns: Columns) -> Iterator[Row]:
    del columns  # every field of a line is read anyway
    with open(path, "rb") as file:
        number = 0
        for line in file:
            number += 1  # blank lines count, so that an editor finds the line that a message names
            if not line.strip(b" \t\r\n\xef\xbb\xbf"):
                continue
            yield number, _json_row(line, f"{path}#{number}")


def _json_row(line: bytes, where: str) -> Mapping[str, Any] | PageError:
    try:
        row = json.loads(line.decode("utf-8-sig", "surrogateescape"))
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "too deeply nested")
        return PageError(f"this row is not valid JSON ({reason})", where, "mend or remove the line")
    if not isinstance(row, dict):
        return PageError("this row is not a JSON object", where, 'write {"text": "..."} on each line')
    return row


def _delimited(path: str, columns: Columns) -> Iterator[Row]:
    """Read a .csv or .tsv; the header's commonest separator is taken."""
    del columns
    csv.field_size_limit(2**31 - 1)  # the default of 128 KB is less than a long article
    with open(path, "rb") as raw:
        encoding = decode(raw.read(_SAMPLE), path).encoding
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    with open(path, encoding=encoding, errors=errors, newline="") as file:
        yield from _csv_rows(file, path)


def _csv_rows(file: TextIO, path: str) -> Iterator[Row]:
    header = file.readline().lstrip("\ufeff")
    tab = path.lower().endswith(".tsv")
    delimiter = "\t" if tab else max(",;\t|", key=lambda c: (header.count(c), c == ","))
    reader = csv.reader(
        chain([header], file), delimiter=delimiter, strict=True
    )  # a name may hold line breaks
    number = 0
    try:
        names = next(reader, [])
    except csv.Error as error:
        yield number, PageError(f"has a header that is not valid ({error})", path, "mend its first line")
        return
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            unclosed = "unexpected end" in str(error)
            what = "opens a quotation mark that is never closed, so that no row after it can be read"
            yield number, PageError(
                f"this row {what if unclosed else f'is not valid ({error})'}", f"{path}#{number}",
                "mend the row: quotation marks within a cell are doubled",
            )  # fmt: skip
            continue
        if not cells:
            continue
        number += 1
        if len(cells) > len(names):
            what = f"this row has {len(cells)} cells where the header has {len(names)}"
            yield (
                number,
                PageError(what, f"{path}#{number}", "put cells that hold the separator in quotation marks"),
            )
        else:
            row: dict[str, str] = {}
            for column, cell in zip(names, cells, strict=False):
                row.setdefault(column, cell)  # of columns of one name the first holds
            yield number, row


def _parquet(path: str, columns: Columns) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as table:
            names = list(table.schema_arrow.names)
            found = columns.find(names)
            if "text" not in found:
                yield 1, dict.fromkeys(names)
                return
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH, columns=sorted(set(found.values()))):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
    except pa.ArrowException as error:
        reason = str(error).splitlines()[0]
        yield 0, PageError(f"is not a Parquet table that can be read ({reason})", path, "write it again")


__all__ = ["OPTION", "SUFFIXES", "parquet_rows", "rows"]
