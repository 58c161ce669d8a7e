"""Lay out records of every kind as Parquet columns, field by field as their JSON has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from onrecord.store.interface import EVIDENCE
from onrecord.store.record_kinds import CLAIM_EVIDENCE, COMMITMENT_EVIDENCE, EVENT_EVIDENCE

if TYPE_CHECKING:
    import pyarrow as pa


def statement_schema() -> pa.Schema:
    """Return the Parquet schema of statements, field by field that of their JSON."""
    import pyarrow as pa

    text, piece = pa.string(), selector()
    relation = pa.struct(
        [
            ("kind", text),
            *((name, piece) for name in ("cue", "left", "right")),
            ("left_issue", text),
            ("right_issue", text),
        ]
    )
    return pa.schema(
        [
            ("id", text),
            *((name, pa.list_(text)) for name in ("speakers", "addressees", "issues", "via")),
            *((name, text) for name in ("affiliation", "speaker_role", "act", "plover", "stance", "said_on")),
            *((name, pa.list_(piece)) for name in EVIDENCE),
            ("relations", pa.list_(relation)),
            ("undecided", pa.map_(text, text)),
            ("directness", text),
            *_place(),
            ("confidence", pa.map_(text, pa.float64())),
            *_document(),
        ]
    )


def commitment_schema() -> pa.Schema:
    """Return the Parquet schema of commitments, field by field that of their JSON."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema(
        [
            *((name, text) for name in ("id", "party", "measure", "status", "what", "beneficiary", "due")),
            ("legal_form", text),
            ("approval", pa.list_(text)),
            ("members_named", pa.bool_()),
            ("statement", text),
            ("quantities", pa.list_(_quantity())),
            *_evidence(COMMITMENT_EVIDENCE),
            ("undecided", pa.map_(text, text)),
            ("confidence", pa.map_(text, pa.float64())),
            *_place(),
            *_document(),
        ]
    )


def event_schema() -> pa.Schema:
    """Return the Parquet schema of events, field by field that of their JSON."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema(
        [
            *((name, text) for name in ("id", "kind", "status")),
            ("participants", pa.list_(text)),
            *((name, text) for name in ("place", "date")),
            ("reported_by", pa.list_(text)),
            ("quantities", pa.list_(_quantity())),
            *_evidence(EVENT_EVIDENCE),
            ("undecided", pa.map_(text, text)),
            ("confidence", pa.map_(text, pa.float64())),
            *_place(),
            *_document(),
        ]
    )


def claim_schema() -> pa.Schema:
    """Return the Parquet schema of claims, field by field that of their JSON."""
    import pyarrow as pa

    text = pa.string()
    return pa.schema(
        [
            *((name, text) for name in ("id", "property", "subject", "value", "as_of", "asserted_by")),
            ("quantity", _quantity()),
            *_evidence(CLAIM_EVIDENCE),
            ("confidence", pa.map_(text, pa.float64())),
            *_place(),
            *_document(),
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
            *((name, number) for name in ("commitments", "events", "claims")),
        ]
    )


def selector() -> pa.DataType:
    """Return the type of a selector of words."""
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    return pa.struct(
        [("start", number), ("end", number), ("exact", text), ("prefix", text), ("suffix", text)]
    )


def _quantity() -> pa.DataType:
    import pyarrow as pa

    text, number = pa.string(), pa.float64()
    fields = [
        ("kind", text),
        ("unit", text),
        ("least", number),
        ("most", number),
        ("approximate", pa.bool_()),
    ]
    return pa.struct([*fields, ("text", selector())])


def _evidence(names: Iterable[str]) -> Iterator[tuple[str, pa.DataType]]:
    """Yield the fields that hold evidence; a trigger is one selector."""
    import pyarrow as pa

    for name in names:
        yield name, selector() if name == "trigger" else pa.list_(selector())


def _place() -> list[tuple[str, pa.DataType]]:
    import pyarrow as pa

    numbers = ("paragraph", "line", "start", "end", "source_start", "source_end")
    return [("zone", pa.string()), *((name, pa.int64()) for name in numbers)]


def _document() -> list[tuple[str, pa.DataType]]:
    import pyarrow as pa

    texts = ("document", "name", "path", "url", "title", "outlet", "published")
    held = [("version", pa.int64()), ("newest", pa.bool_()), ("model", pa.string())]
    return [*((name, pa.string()) for name in texts), *held]
