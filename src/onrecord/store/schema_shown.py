"""Lay out what the register shows: points, positions, facts and conflicts; all of it is derived.

``UNDATED`` stands for no day where rows come in the order of days, so that an index gives this order.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from onrecord.store.schema_base import NAME, document_key, metadata


def _pair() -> list[Column[Any]]:
    """Return the columns that say who stands somewhere, and on what."""
    return [
        Column("holder", NAME, nullable=False),
        Column("subject", NAME, nullable=False),
        Column("about", String(16), nullable=False),  # a SubjectKind
    ]


points = Table(
    "points",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("entry", String(64), nullable=False, index=True),
    *_pair(),
    Column("first_day", String(10), nullable=False),  # or UNDATED
    Column("last_day", String(10), nullable=False),
    Column("voice", String(16), nullable=False),
    Column("stance", String(16), nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("record", String(64), nullable=False),
    Column("document", String(64), nullable=False),
    Column("body", JSON, nullable=False),  # the rest of the Point
    Index("ix_points_subject", "subject", "holder", "first_day", "last_day", "entry"),
    Index("ix_points_holder", "holder", "subject", "first_day", "last_day"),
)

positions = Table(
    "positions",
    metadata,
    Column("key", Integer, primary_key=True),
    *_pair(),
    Column("number", Integer, nullable=False),  # their order on this subject
    Column("stance", String(16), nullable=False),
    Column("since", String(10), nullable=False),
    Column("until", String(10)),
    Column("shifted", Boolean, nullable=False),  # took the place of another
    Column("opening", String(64), nullable=False),  # entry id
    Column("latest", String(64), nullable=False),  # entry id
    Column("entries", Text, nullable=False),  # ids between spaces
    Column("body", JSON, nullable=False),  # the rest of the Position
    Index("ix_positions_subject", "subject", "holder", "number", "since", "until"),
    Index("ix_positions_about", "about", "subject", "holder", "number", "since", "until"),
    Index("ix_positions_holder", "holder", "subject", "number", "since", "until"),
    Index("ix_positions_shifted", "shifted", "since"),
)

facts = Table(
    "facts",
    metadata,
    Column("key", Integer, primary_key=True),
    document_key(index=True),
    Column("id", String(64), nullable=False),
    Column("body", JSON, nullable=False),  # the Fact
)

fact_keys = Table(
    "fact_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("fact", Integer, ForeignKey("facts.key", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

conflicts = Table(
    "conflicts",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("by", String(8), nullable=False),  # what was compared
    Column("subject", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("first_day", String(10), nullable=False),  # of what they disagree on, or UNDATED
    Column("last_day", String(10), nullable=False),
    Column("reported_first_day", String(10)),  # bounds of the later report
    Column("reported_last_day", String(10)),
    Column("issue_list", Text, nullable=False),  # each between line breaks
    Column("text_folded", Text, nullable=False),  # the subject and the quotes
    Column("body", JSON, nullable=False),  # the Conflict
    Index("ix_conflicts_first_day", "first_day", "id"),
    Index("ix_conflicts_reported_last_day", "reported_last_day"),
    sqlite_with_rowid=False,
)

conflict_sides = Table(
    "conflict_sides",
    metadata,
    Column("conflict", String(64), ForeignKey("conflicts.id", ondelete="CASCADE"), primary_key=True),
    Column("side", Integer, primary_key=True),  # 0: left, 1: right
    Column("record", String(64), nullable=False, index=True),
    Column("document", String(64), nullable=False, index=True),
    sqlite_with_rowid=False,
)
