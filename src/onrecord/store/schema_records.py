"""Lay out the tables of commitments, events and claims.

A record is one row, its evidence with it as JSON: ``{field: [[start, end, exact, prefix, suffix], ...]}``.
What filters look in has columns of its own; the folded ones hold the names as decided. ``record_actors`` has
every name that the machine gave an actor of these records, so that a decision finds its documents.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text

from onrecord.store.schema_base import metadata, reading_key


def _of_every_record() -> list[Column[Any]]:
    """Return the columns that each of the three tables begins with."""
    return [
        reading_key(),
        Column("position", Integer, primary_key=True),
        Column("id", String(64), nullable=False, index=True),
        Column("zone", String(16), nullable=False),
        Column("content_folded", Text, nullable=False),
        Column("evidence", JSON, nullable=False),
        Column("confidence", JSON, nullable=False),
    ]


commitments = Table(
    "commitments",
    metadata,
    *_of_every_record(),
    Column("party", Text, nullable=False),
    Column("party_folded", Text, nullable=False),  # the name and the words for it
    Column("measure", String(64), nullable=False, index=True),
    Column("status", String(16), nullable=False, index=True),
    Column("what", Text, nullable=False),
    Column("beneficiary", Text),
    Column("beneficiary_folded", Text, nullable=False),
    Column("has_condition", Boolean, nullable=False),
    Column("quantities", JSON, nullable=False),
    Column("due", Text),
    Column("due_first_day", String(10)),
    Column("due_last_day", String(10)),
    Column("legal_form", String(16)),
    Column("approval", JSON, nullable=False),
    Column("approval_folded", Text, nullable=False),
    Column("members_named", Boolean),
    Column("statement", String(64)),  # id; null: plain narration
    Column("undecided", JSON, nullable=False),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    *_of_every_record(),
    Column("kind", String(16), nullable=False, index=True),
    Column("status", String(16), nullable=False),
    Column("participants", JSON, nullable=False),
    Column("participant_folded", Text, nullable=False),
    Column("place", Text),
    Column("place_folded", Text, nullable=False),
    Column("date", Text),
    Column("first_day", String(10), index=True),
    Column("last_day", String(10)),
    Column("quantities", JSON, nullable=False),
    Column("reported_by", JSON, nullable=False),
    Column("reported_by_folded", Text, nullable=False),
    Column("undecided", JSON, nullable=False),
    sqlite_with_rowid=False,
)

claims = Table(
    "claims",
    metadata,
    *_of_every_record(),
    Column("property", String(16), nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("subject_folded", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("value_folded", Text, nullable=False),
    Column("quantity", JSON(none_as_null=True)),
    Column("as_of", Text),
    Column("as_of_first_day", String(10)),
    Column("as_of_last_day", String(10)),
    Column("asserted_by", Text),
    Column("value_first_day", String(10)),  # of a date
    Column("value_last_day", String(10), index=True),
    sqlite_with_rowid=False,
)

record_actors = Table(
    "record_actors",
    metadata,
    reading_key(),
    Column("kind", String(16), primary_key=True),  # a RecordKind
    Column("record", Integer, primary_key=True),  # its position
    Column("role", String(16), primary_key=True),  # a field of the record, or "about"
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    sqlite_with_rowid=False,
)
