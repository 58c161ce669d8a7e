"""Lay out the register: acts, clusters and entries, which are derived, and judgements, which are kept.

``entry_ids`` and ``judgements`` are appended alone: an id that an entry once had goes on finding it, and no
decision is lost. Everything else here can be made again from documents, readings, reviews and these two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Column, DateTime, ForeignKey, Index, Integer, String, Table, Text

from onrecord.store.schema_base import document_key, metadata


def _place(prefix: str = "") -> list[Column[Any]]:
    """Return the columns of one Place."""
    return [
        Column(f"{prefix}digest", String(64), nullable=False, index=True),
        Column(f"{prefix}start", Integer, nullable=False),
        Column(f"{prefix}end", Integer, nullable=False),
    ]


def _entry(name: str, **options: Any) -> Column[str]:
    """Return the column that ties a row to its entry."""
    owner = ForeignKey("entries.id", ondelete="CASCADE")
    return Column(name, String(64), owner, nullable=False, **options)


acts = Table(
    "acts",
    metadata,
    Column("key", Integer, primary_key=True),
    document_key(index=True),
    Column("record", String(64), nullable=False),
    Column("body", JSON, nullable=False),  # the ReportedAct
)

act_keys = Table(
    "act_keys",
    metadata,
    Column("key", Text, primary_key=True),
    Column("act", Integer, ForeignKey("acts.key", ondelete="CASCADE"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

clusters = Table(
    "clusters",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("acts", JSON, nullable=False),  # [ReportedAct, ...]
    Column("ties", JSON, nullable=False),  # [[left, right, chance], ...]
)

cluster_acts = Table(
    "cluster_acts",
    metadata,
    Column("record", String(64), primary_key=True),
    Column(
        "cluster", String(64), ForeignKey("clusters.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    sqlite_with_rowid=False,
)

entries = Table(
    "entries",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("cluster", String(64), ForeignKey("clusters.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),  # within the cluster
    Column("kind", String(16), nullable=False, index=True),
    Column("status", String(32), nullable=False),
    Column("actor_folded", Text, nullable=False),  # actors and principals, as decided
    Column("towards_folded", Text, nullable=False),
    Column("outlet_folded", Text, nullable=False),  # of its reports
    Column("content_folded", Text, nullable=False),  # the proposition and the quotes
    Column("issue_list", Text, nullable=False),  # each between line breaks
    Column("first_day", String(10)),  # of the act
    Column("last_day", String(10)),
    Column("reported_first_day", String(10)),  # bounds of the first report
    Column("reported_last_day", String(10)),
    Column("origins", Integer, nullable=False),  # how many
    Column("body", JSON, nullable=False),  # the Entry, its reports pointing into the cluster's acts
    Index("ix_entries_first_day_id", "first_day", "id"),
)

entry_reports = Table(
    "entry_reports",
    metadata,
    _entry("entry", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("document", String(64), nullable=False, index=True),  # id
    Column("record", String(64), nullable=False, index=True),
    Column("origin", Text, nullable=False),
    Column("place_id", String(64), nullable=False, index=True),  # the entry's id, were this its least place
    *_place(),
    sqlite_with_rowid=False,
)

entry_keys = Table(
    "entry_keys",
    metadata,
    Column("key", Text, primary_key=True),
    _entry("entry", primary_key=True, index=True),
    sqlite_with_rowid=False,
)

entry_links = Table(
    "entry_links",
    metadata,
    Column("key", Integer, primary_key=True),
    _entry("source", index=True),
    Column("target", String(64), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("body", JSON, nullable=False),  # the EntryLink
)

entry_ids = Table(
    "entry_ids",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

judgements = Table(
    "judgements",
    metadata,
    Column("key", Integer, primary_key=True),  # the order in which the casefile got them
    Column("id", String(32), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    *_place("left_"),
    *_place("right_"),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
    Column("note", Text),
    Column("undoes", String(32)),  # id of a judgement
)

stamps = Table(
    "stamps",
    metadata,
    document_key(primary_key=True),
    Column("stamp", Text, nullable=False),  # what the document's acts and keys were made of
)
