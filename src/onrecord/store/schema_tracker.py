"""Lay out the tables of trackers: files as they were brought in, their rows, and decisions on findings.

Files and decisions are appended alone. Rows are those of the newest file of each name: they are made of it,
and made anew whenever it is brought in again.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, DateTime, Index, Integer, LargeBinary, String, Table, Text

from onrecord.store.schema_base import metadata

tracker_files = Table(
    "tracker_files",
    metadata,
    Column("key", Integer, primary_key=True),  # the order in which they came
    Column("name", Text, nullable=False, index=True),
    Column("digest", String(64), nullable=False),  # sha256 of the content
    Column("content", LargeBinary, nullable=False),  # packed as pages are
    Column("mapping", Text, nullable=False),  # YAML
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
)

tracker_rows = Table(
    "tracker_rows",
    metadata,
    Column("tracker", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("row_key", String(32), nullable=False),
    Column("body", JSON, nullable=False),  # the fields of TrackerRow by name
    Index("ix_tracker_rows_row_key", "row_key"),
    sqlite_with_rowid=False,
)

tracker_decisions = Table(
    "tracker_decisions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("tracker", Text, nullable=False, index=True),
    Column("action", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
    Column("digest", String(64), nullable=False, index=True),  # of the document of the passage
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("body", JSON, nullable=False),  # the other fields of TrackerDecision by name
)
