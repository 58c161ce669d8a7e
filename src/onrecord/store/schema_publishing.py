"""Lay out what people decide about publication, and which versions of an entry were published.

Both are appended alone: a withdrawal, or the end of a hold, is one more row.
"""

from __future__ import annotations

from sqlalchemy import JSON, Column, DateTime, Integer, String, Table, Text, UniqueConstraint

from onrecord.store.schema_base import metadata

releases = Table(
    "releases",
    metadata,
    Column("key", Integer, primary_key=True),  # the order in which the casefile got them
    Column("id", String(32), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("entry", String(64), index=True),  # the id that it had then
    Column("at", DateTime, nullable=False),  # UTC
    Column("body", JSON, nullable=False),  # the Release
)

published_versions = Table(
    "published_versions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("site", Text, nullable=False),  # the name of the site that it stands on
    Column("entry", String(64), nullable=False, index=True),  # the id under which it was first published
    Column("version", Integer, nullable=False),  # from 1
    Column("digest", String(64), nullable=False),  # of what was shown
    Column("at", DateTime, nullable=False),  # UTC
    UniqueConstraint("site", "entry", "version"),
)
