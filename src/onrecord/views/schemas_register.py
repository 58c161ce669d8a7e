"""Lay out entries, links, derivations and stories as Parquet columns, field by field as in their JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.views.schemas import selector

if TYPE_CHECKING:
    import pyarrow as pa


def entry_schema() -> pa.Schema:
    """Return the Parquet schema of entries, field by field that of their JSON."""
    import pyarrow as pa

    text, number = pa.string(), pa.float64()
    texts = ("stance", "status", "first_day", "last_day", "first_reported", "last_reported")
    lists = ("origins", "outlets", "notes", "decided", "aliases")
    return pa.schema(
        [
            *((name, text) for name in ("id", "kind", "proposition")),
            *((name, pa.list_(text)) for name in ("actors", "principals", "towards", "issues")),
            *((name, text) for name in texts),
            *((name, number) for name in ("least_strength", "most_strength")),
            *((name, pa.list_(text)) for name in lists),
            ("steps", pa.list_(_step())),
            ("reports", pa.list_(_report())),
        ]
    )


def _step() -> pa.DataType:
    import pyarrow as pa

    texts = ("ladder", "status", "on", "record", "document")
    return pa.struct([*((name, pa.string()) for name in texts), ("evidence", pa.list_(selector()))])


def report_schema() -> pa.Schema:
    """Return the schema of reports one by one, each with the entry that it reports."""
    import pyarrow as pa

    return pa.schema([("entry", pa.string()), ("number", pa.int64()), *_report()])


def _report() -> pa.DataType:
    import pyarrow as pa

    text, number, whole = pa.string(), pa.float64(), pa.int64()
    document = ("document", "name", "title", "outlet", "published", "url")
    quantity = pa.struct([("unit", text), ("least", number), ("most", number)])
    return pa.struct(
        [
            *((name, text) for name in ("record_kind", "record", "kind", *document)),
            *((name, pa.list_(text)) for name in ("actors", "towards")),
            *((name, text) for name in ("act", "stance", "status")),
            ("issues", pa.list_(text)),
            *((name, pa.list_(selector())) for name in ("quote", "cue", "condition")),
            ("trigger", selector()),
            ("zone", text),
            *((name, whole) for name in ("start", "end")),
            *((name, text) for name in ("first_day", "last_day")),
            ("dated", pa.bool_()),
            *((name, text) for name in ("due", "place")),
            ("quantities", pa.list_(quantity)),
            ("statement", text),
            ("unnamed", pa.bool_()),
            ("wording", text),
            ("strength", number),
            ("origin", text),
            ("chain", pa.list_(_link_of_chain())),
            ("reviewed", pa.bool_()),
            ("confidence", number),
        ]
    )


def _link_of_chain() -> pa.DataType:
    import pyarrow as pa

    texts = ("name", "role", "document", "note")
    return pa.struct([*((name, pa.string()) for name in texts), ("evidence", pa.list_(selector()))])


def link_schema() -> pa.Schema:
    """Return the Parquet schema of links between entries, field by field that of their JSON."""
    import pyarrow as pa

    text = pa.string()
    sides = ("source_kind", "source_proposition", "target_kind", "target_proposition")
    return pa.schema(
        [
            *((name, text) for name in ("source", "kind", "answer", "target", *sides, "record", "document")),
            ("evidence", pa.list_(selector())),
            ("confidence", pa.float64()),
            ("why", text),
        ]
    )


def derivation_schema() -> pa.Schema:
    """Return the Parquet schema of derivations, field by field that of their JSON."""
    import pyarrow as pa

    text, number = pa.string(), pa.float64()
    passage = pa.struct([("source", selector()), ("derived", selector())])
    page = ("", "_name", "_outlet", "_published", "_title")
    return pa.schema(
        [
            *((f"{side}{name}", text) for side in ("source", "derived") for name in page),
            ("kind", text),
            ("credited", pa.bool_()),
            ("direction", text),
            ("confidence", number),
            ("credit", pa.list_(selector())),
            ("passages", pa.list_(passage)),
            ("why", pa.map_(text, number)),
        ]
    )


def story_schema() -> pa.Schema:
    """Return the Parquet schema of stories, field by field that of their JSON."""
    import pyarrow as pa

    text = pa.string()
    names = ("document", "name", "outlet", "published", "title", "url")
    return pa.schema(
        [
            *((name, text) for name in ("id", "first_day", "last_day")),
            ("beginnings", pa.list_(text)),
            ("documents", pa.list_(pa.struct([(name, text) for name in names]))),
        ]
    )
