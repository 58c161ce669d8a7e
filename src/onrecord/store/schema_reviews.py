"""Lay out the table of reviews: rows are appended, never changed, never deleted, whatever is read again."""

from __future__ import annotations

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Integer, String, Table, Text

from onrecord.store.schema_base import metadata

reviews = Table(
    "reviews",
    metadata,
    Column("key", Integer, primary_key=True),  # the order in which the casefile got them
    Column("id", String(32), nullable=False, unique=True),
    Column("at", DateTime, nullable=False),  # UTC
    Column("by", Text, nullable=False),
    # Null: it came from another casefile and its document is not here yet. A review is never deleted with it.
    Column("document_key", Integer, ForeignKey("documents.key"), index=True),
    Column("digest", String(64), nullable=False, index=True),
    Column("document", JSON, nullable=False),  # {id, digest, name, url} as it was reviewed
    Column("kind", String(16)),  # a RecordKind; null: of the document as a whole
    Column("action", String(16), nullable=False),
    Column("quote", JSON, nullable=False),  # [{start, end, exact, prefix, suffix}, ...] as it was seen
    Column("trigger", JSON, nullable=False),
    Column("shown", JSON(none_as_null=True)),  # the record as it was shown
    Column("beside", JSON, nullable=False),  # other records on the same words then
    Column("fields", JSON, nullable=False),  # {field: value} as the reviewer gives them
    Column("model", Text),
    Column("note", Text),
    Column("about", String(32)),  # id of the first review of the same record
    Column("undoes", String(32)),  # id of a review
)
