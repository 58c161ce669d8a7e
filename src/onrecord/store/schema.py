"""Lay out the tables of a casefile: SQLAlchemy Core, portable between SQLite and PostgreSQL.

Documents have an integer key inside the store and a public id outside it. What the machine found about a
document stands in ``found``; what the user states is appended to ``edits`` and never changed; the plain
columns hold the outcome of both, kept in step by the writer so that filters can use an index.

Statements are likewise kept as the machine found them; what the user decides about their actors is appended
to ``decisions`` and applied as they are read. The folded columns, which filters look in, hold the outcome.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from onrecord.store.schema_base import document_key, metadata, quote, reading_key
from onrecord.store.schema_lineage import (
    derivations,
    likenesses,
    lineage_documents,
    lineage_keys,
    reading_vectors,
    stories,
    story_documents,
)
from onrecord.store.schema_publishing import published_versions, releases
from onrecord.store.schema_records import claims, commitments, events, record_actors
from onrecord.store.schema_register import (
    act_keys,
    acts,
    cluster_acts,
    clusters,
    entries,
    entry_dues,
    entry_facets,
    entry_ids,
    entry_keys,
    entry_links,
    entry_names,
    entry_reports,
    judgements,
    stamps,
)
from onrecord.store.schema_reviews import reviews
from onrecord.store.schema_shown import conflict_sides, conflicts, fact_keys, facts, points, positions
from onrecord.store.schema_tracker import tracker_decisions, tracker_files, tracker_rows

__all__ = [
    "HEAD",
    "REVISIONS",
    "act_keys",
    "actor_files",
    "acts",
    "addressees",
    "addresses",
    "bodies",
    "citations",
    "claims",
    "cluster_acts",
    "clusters",
    "commitments",
    "conflict_sides",
    "conflicts",
    "decisions",
    "derivations",
    "documents",
    "edits",
    "entries",
    "entry_dues",
    "entry_facets",
    "entry_ids",
    "entry_keys",
    "entry_links",
    "entry_names",
    "entry_reports",
    "events",
    "evidence",
    "fact_keys",
    "facts",
    "former_ids",
    "issues",
    "judgements",
    "likenesses",
    "lineage_documents",
    "lineage_keys",
    "mentions",
    "metadata",
    "points",
    "positions",
    "published_versions",
    "raws",
    "reading_vectors",
    "readings",
    "record_actors",
    "releases",
    "reviews",
    "revisions",
    "settings",
    "speakers",
    "stamps",
    "statements",
    "stories",
    "story_documents",
    "tracker_decisions",
    "tracker_files",
    "tracker_rows",
]

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011", "0012")
"""Every version of a casefile, the oldest first; the last is the one that this program writes."""

HEAD = REVISIONS[-1]

documents = Table(
    "documents",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("digest", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("path", Text),
    Column("language", String(16), nullable=False),
    Column("to_read", Boolean, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("found", JSON, nullable=False),  # {field: value} for the five fields below, as intake gave them
    Column("title", Text),
    Column("outlet", Text),
    Column("byline", Text),
    Column("published", Text),
    Column("url", Text),
    Column("title_folded", Text, nullable=False),
    Column("outlet_folded", Text, nullable=False),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    Column("version", Integer, nullable=False),
    Column("previous_key", Integer, ForeignKey("documents.key")),
    Column("newest", Boolean, nullable=False),
    Index("ix_documents_first_day_id", "first_day", "id"),
)

former_ids = Table(
    "former_ids",
    metadata,
    Column("id", String(64), primary_key=True),
    document_key(index=True),
)

bodies = Table(
    "bodies",
    metadata,
    document_key(primary_key=True),
    Column("text", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("source_text", LargeBinary, nullable=False),  # zlib of UTF-8
    Column("pieces", JSON, nullable=False),  # [[start, source_start, length], ...]
    Column("zones", JSON, nullable=False),  # [[kind, start, end], ...]
    Column("furniture", JSON, nullable=False),  # [[start, end], ...]
    Column("placeholders", JSON, nullable=False),  # [[start, end, exact, prefix, suffix], ...]
    Index(
        "ix_bodies_placeholders",
        "document_key",
        sqlite_where=text("json_array_length(placeholders) > 0"),
        postgresql_where=text("json_array_length(placeholders) > 0"),
    ),
)

raws = Table(
    "raws",
    metadata,
    document_key(primary_key=True),
    Column("raw", LargeBinary, nullable=False),  # zlib
)

citations = Table(
    "citations",
    metadata,
    document_key(primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("outlet", Text, nullable=False, index=True),
    *quote(),
    sqlite_with_rowid=False,
)

addresses = Table(
    "addresses",
    metadata,
    Column("key", Integer, primary_key=True),  # their order at one address is the order of versions
    Column("address", Text, nullable=False),
    document_key(index=True),
    UniqueConstraint("address", "document_key"),
)

edits = Table(
    "edits",
    metadata,
    Column("key", Integer, primary_key=True),
    document_key(),
    Column("field", String(16), nullable=False),
    Column("value", Text),
    Column("origin", String(8), nullable=False),  # "add": stated with the page; "edit": decided later
    Column("at", DateTime, nullable=False),  # UTC
    Index("ix_edits_document_key_field", "document_key", "field"),
)

readings = Table(
    "readings",
    metadata,
    document_key(primary_key=True),
    Column("model", Text, nullable=False),
    Column("statements", Integer, nullable=False),  # how many there are
    Column("commitments", Integer, nullable=False, server_default=text("0")),
    Column("events", Integer, nullable=False, server_default=text("0")),
    Column("claims", Integer, nullable=False, server_default=text("0")),
)

statements = Table(
    "statements",
    metadata,
    reading_key(),
    Column("position", Integer, primary_key=True),
    Column("id", String(64), nullable=False, index=True),
    Column("directness", String(16), nullable=False),
    Column("zone", String(16), nullable=False),
    Column("via", JSON, nullable=False),
    Column("confidence", JSON, nullable=False),
    Column("content_folded", Text, nullable=False),
    Column("speaker_folded", Text, nullable=False),  # names and the words that name the speaker
    Column("affiliation", Text),
    Column("affiliation_folded", Text, nullable=False, server_default=""),
    Column("speaker_role", String(32)),
    Column("act", String(16), nullable=False, server_default="undecided"),
    Column("stance", String(16), nullable=False, server_default="undecided"),
    Column("addressee_folded", Text, nullable=False, server_default=""),
    Column("said_on", Text),
    Column("said_first_day", String(10)),
    Column("said_last_day", String(10)),
    Column("relations", JSON, nullable=False, server_default=text("'[]'")),
    Column("undecided", JSON, nullable=False, server_default=text("'{}'")),  # {field: why}
    sqlite_with_rowid=False,
)


def _of_statement() -> ForeignKeyConstraint:
    """Tie a row to its statement; each table needs a constraint of its own."""
    return ForeignKeyConstraint(
        ["document_key", "statement"],
        ["statements.document_key", "statements.position"],
        ondelete="CASCADE",
    )


evidence = Table(
    "evidence",
    metadata,
    Column("document_key", Integer, primary_key=True),
    Column("statement", Integer, primary_key=True),
    Column("role", String(16), primary_key=True),  # a field of Statement
    Column("position", Integer, primary_key=True),
    *quote(),
    _of_statement(),
    sqlite_with_rowid=False,
)

speakers = Table(
    "speakers",
    metadata,
    Column("document_key", Integer, primary_key=True),
    Column("statement", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    _of_statement(),
    sqlite_with_rowid=False,
)

addressees = Table(
    "addressees",
    metadata,
    Column("document_key", Integer, primary_key=True),
    Column("statement", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False, index=True),
    _of_statement(),
    sqlite_with_rowid=False,
)

issues = Table(
    "issues",
    metadata,
    Column("document_key", Integer, primary_key=True),
    Column("statement", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("issue", String(64), nullable=False, index=True),
    _of_statement(),
    sqlite_with_rowid=False,
)

mentions = Table(
    "mentions",
    metadata,
    reading_key(),
    Column("position", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("confidence", Float, nullable=False),
    sqlite_with_rowid=False,
)

decisions = Table(
    "decisions",
    metadata,
    Column("key", Integer, primary_key=True),  # their order
    Column("kind", String(8), nullable=False),
    Column("names", JSON, nullable=False),  # [name, ...] that it is about, as they were shown then
    Column("into", Text),  # the name that holds from then on
    Column("document_key", Integer, ForeignKey("documents.key", ondelete="CASCADE")),  # it holds there alone
    Column("spans", JSON),  # [[start, end], ...] of the content of the one statement that it holds for
    Column("undoes", Integer, ForeignKey("decisions.key")),
    Column("by", Text, nullable=False),
    Column("at", DateTime, nullable=False),  # UTC
)

actor_files = Table(
    "actor_files",
    metadata,
    Column("decision", Integer, ForeignKey("decisions.key", ondelete="CASCADE"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),  # zlib
)

revisions = Table(
    "revisions",
    metadata,
    Column("key", Integer, primary_key=True, autoincrement=False),  # 1: there is one row
    Column("number", BigInteger, nullable=False),  # grows with every change that is kept
)

settings = Table(
    "settings",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)
