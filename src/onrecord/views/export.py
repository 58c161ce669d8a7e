"""Write records as a JSON array, JSON lines, CSV or Parquet, one after another and none kept."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, TYPE_CHECKING, TextIO

from onrecord.views.parts import Record
from onrecord.views.records import guarded

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
    import pyarrow.parquet as pq

    count = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in batches(records, schema):
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def batches(records: Iterable[Record], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield records as Arrow batches, some thousand at a time."""
    import pyarrow as pa

    maps = frozenset(field.name for field in schema if pa.types.is_map(field.type))
    for group in _groups(iter(records)):
        yield pa.RecordBatch.from_pylist([_for_arrow(record, maps) for record in group], schema)


def _groups(records: Iterator[Record]) -> Iterator[list[Record]]:
    while group := list(islice(records, _ROWS)):
        yield group


def _for_arrow(record: Record, maps: Collection[str]) -> Record:
    """Give maps as the pairs that Arrow takes."""
    held = ((name, record[name]) for name in maps)
    return record | {name: list(value.items()) for name, value in held if value is not None}
