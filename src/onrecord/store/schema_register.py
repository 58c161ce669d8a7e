"""Lay out the register: acts, clusters and entries, which are derived, and judgements, which are kept.

``entry_ids`` and ``judgements`` are appended alone: an id that an entry once had goes on finding it, and no
decision is lost. Everything else here can be made again from documents, readings, reviews and these two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from onrecord.store.schema_base import NAME, document_key, metadata


def _place(prefix: str = "") -> list[Column[Any]]:
    """Return the columns of one Place."""
    return [
        Column(f"{prefix}digest", String(64), nullable=False, index=True),
        Column(f"{prefix}start", Integer, nullable=False),
        Column(f"{prefix}end", Integer, nullable=False),
    ]


PERIODS = (
    ("long", "first_day", "last_day"),
    ("moved_long", "moved_first_day", "moved_last_day"),
    ("reported_long", "reported_first_day", "reported_last_day"),
    ("told_long", "reported_first_day", "moved_last_day"),
)
"""What of an entry may lie between two days that differ; few do."""

HEAD = ("id", "kind", "status", "issue_list", "first_day", "last_day", "moved_last_day", "origins")
"""What is known of an entry at a glance, in the order of an ``EntryHead``, held in an index of its own."""


COVERED = ("facets", "first_day", "last_day", "reported_first_day", "reported_last_day", "number")
"""What is counted and mostly asked of entries, held in an index of its own for each name."""

IN_ORDER = ("first_day", "entry", "last_day", "reported_first_day", "reported_last_day", "number")
"""By what entries are mostly put in order, with what is mostly asked of them."""


def _where_differ(first: str, last: str) -> dict[str, Any]:
    """Return the options of an index of those alone that last longer than a day."""
    differ = text(f"{first} <> {last}")
    return {"sqlite_where": differ, "postgresql_where": differ}


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
    Column("acts", JSON, nullable=False),  # [[entry, report] or ReportedAct, ...]
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
    Column("kind", String(16), nullable=False),
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
    Column("body", JSON, nullable=False),  # the Entry
    Column("moved_first_day", String(10)),  # bounds of the last report
    Column("moved_last_day", String(10), index=True),
    Column("reviewed", Boolean, nullable=False, server_default=text("false"), index=True),
    Column(
        "number", BigInteger, nullable=False, server_default=text("0"), index=True
    ),  # for full-text search
    Index("ix_entries_first_day_id", "first_day", "id"),
    Index("ix_entries_reported_last_day", "reported_last_day"),
    *(
        Index(f"ix_entries_{name}", last, first, **_where_differ(first, last))
        for name, first, last in PERIODS
    ),
    Index("ix_entries_head", *HEAD),
)

entry_names = Table(
    "entry_names",
    metadata,
    Column("role", String(16), primary_key=True),  # actors, principals, towards or issues
    Column("name", NAME, primary_key=True),
    _entry("entry", primary_key=True, index=True),
    Column("day", String(10), nullable=False),  # first of the act, or UNDATED
    sqlite_with_rowid=False,
)

entry_facets = Table(
    "entry_facets",
    metadata,
    Column("role", String(16), primary_key=True),  # "" (each entry once), who (actors, principals) or issues
    Column("name", NAME, primary_key=True),  # "" of the role ""; "undecided" where there is no issue
    _entry("entry", primary_key=True, index=True),
    Column("facets", Text, nullable=False),  # what is counted together, between tabs: see facet_rows
    Column("kind", String(16), nullable=False),
    Column("status", String(32), nullable=False),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    Column("moved_last_day", String(10)),
    Column("origins", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("confidence", Float, nullable=False),  # of the surest report; 1 where a person looked at one
    Column("reviewed", Boolean, nullable=False),
    Column("reported_first_day", String(10)),
    Column("reported_last_day", String(10)),
    Column("moved_first_day", String(10)),
    Column("number", BigInteger, nullable=False),  # of the entry, for full-text search
    Index("ix_entry_facets_facets", "role", "name", *COVERED),
    Index("ix_entry_facets_first_day", "role", "name", *IN_ORDER),
    sqlite_with_rowid=False,
)

entry_dues = Table(
    "entry_dues",
    metadata,
    _entry("entry", primary_key=True),
    Column("first_day", String(10), primary_key=True),
    Column("last_day", String(10), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

entry_reports = Table(
    "entry_reports",
    metadata,
    _entry("entry", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("document", String(64), nullable=False, index=True),  # id
    Column("record", String(64), nullable=False, index=True),
    Column("origin", Text, nullable=False, index=True),
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
    Column("answer", String(16)),  # an Answer
    Index("ix_entry_links_kind", "kind", "answer", "target"),
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
