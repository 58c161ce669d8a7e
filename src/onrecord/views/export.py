"""Write records as a JSON array, JSON lines, CSV or Parquet, one after another and none kept."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, TextIO

from onrecord.store.interface import EVIDENCE
from onrecord.views.records import Record, guarded

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 2_000  # of one Parquet row group: a few megabytes


def write_json(records: Iterable[Record], out: TextIO) -> int:
    """Write a JSON array, one record to a line; return how many."""
    count = 0
    out.write("[")
    for count, record in enumerate(records, 1):
        out.write(("\n" if count == 1 else ",\n") + json.dumps(record, ensure_ascii=False))
    out.write("\n]\n" if count else "]\n")
    return count


def write_jsonl(records: Iterable[Record], out: TextIO) -> int:
    """Write one JSON object to a line; return how many."""
    count = 0
    for record in records:
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
        count += 1
    return count


def write_csv(rows: Iterable[Mapping[str, str]], columns: Sequence[str], out: TextIO) -> int:
    """Write CSV with a header; return how many rows.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow(guarded(row))
        count += 1
    return count


def write_parquet(records: Iterable[Record], schema: pa.Schema, out: IO[bytes]) -> int:
    """Write a Parquet table, a row group at a time; return how many rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    count = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(iter(records)):
            writer.write_batch(pa.RecordBatch.from_pylist([_for_arrow(r) for r in group], schema))
            count += len(group)
    return count


def _groups(records: Iterator[Record]) -> Iterator[list[Record]]:
    while group := list(islice(records, _ROWS)):
        yield group


def _for_arrow(record: Record) -> Record:
    """Give a map as the pairs that Arrow takes."""
    return {name: list(value.items()) if isinstance(value, dict) else value for name, value in record.items()}


def statement_schema() -> pa.Schema:
    """Return the Parquet schema of statements, field by field that of their JSON."""
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    selector = pa.struct(
        [("start", number), ("end", number), ("exact", text), ("prefix", text), ("suffix", text)]
    )
    relation = pa.struct(
        [
            ("kind", text),
            *((name, selector) for name in ("cue", "left", "right")),
            ("left_issue", text),
            ("right_issue", text),
        ]
    )
    return pa.schema(
        [
            ("id", text),
            *((name, pa.list_(text)) for name in ("speakers", "addressees", "issues", "via")),
            *((name, text) for name in ("affiliation", "speaker_role", "act", "plover", "stance", "said_on")),
            *((name, pa.list_(selector)) for name in EVIDENCE),
            ("relations", pa.list_(relation)),
            ("undecided", pa.map_(text, text)),
            ("directness", text),
            ("zone", text),
            *((name, number) for name in ("paragraph", "line", "start", "end", "source_start", "source_end")),
            ("confidence", pa.map_(text, pa.float64())),
            *((name, text) for name in ("document", "name", "path", "url", "title", "outlet", "published")),
            ("version", number),
            ("newest", pa.bool_()),
            ("model", text),
        ]
    )


def document_schema() -> pa.Schema:
    """Return the Parquet schema of documents, field by field that of their JSON."""
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    return pa.schema(
        [
            *((name, text) for name in ("id", "digest", "name", "media_type", "title", "outlet", "byline")),
            *((name, text) for name in ("published", "language", "url", "path")),
            ("notes", pa.list_(text)),
            ("version", number),
            ("previous", text),
            ("newest", pa.bool_()),
            ("model", text),
            ("statements", number),
            ("edited", pa.list_(text)),
        ]
    )
