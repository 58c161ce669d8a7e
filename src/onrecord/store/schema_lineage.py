"""Lay out what ties documents to one another: sentence vectors, keys, likenesses, derivations, stories.

All of it but the vectors is derived from documents and readings, and can be made again at any time.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from onrecord.store.schema_base import document_key, metadata

reading_vectors = Table(
    "reading_vectors",
    metadata,
    Column(
        "document_key", Integer, ForeignKey("readings.document_key", ondelete="CASCADE"), primary_key=True
    ),
    Column("spans", LargeBinary, nullable=False),  # start and end of each sentence, 4 bytes each
    Column("vectors", LargeBinary, nullable=False),  # 128 signed bytes a sentence, in the same order
)

lineage_keys = Table(
    "lineage_keys",
    metadata,
    # Looked up by key alone, and read off in the order of ids without touching the documents.
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("rank", BigInteger, primary_key=True, autoincrement=False),  # the document's id as a number
    sqlite_with_rowid=False,
)

lineage_documents = Table(
    "lineage_documents",
    metadata,
    document_key(primary_key=True),
    Column("keys", LargeBinary, nullable=False),  # 8 bytes each, in order
)

likenesses = Table(
    "likenesses",
    metadata,
    Column("a_key", Integer, ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True),
    Column("b_key", Integer, ForeignKey("documents.key", ondelete="CASCADE"), primary_key=True, index=True),
    Column("kind", String(16)),  # a DerivationKind; null: they only tell the same story
    Column("body", JSON, nullable=False),  # the Likeness without its documents
    sqlite_with_rowid=False,
)

derivations = Table(
    "derivations",
    metadata,
    Column("key", Integer, primary_key=True),
    Column(
        "derived_key", Integer, ForeignKey("documents.key", ondelete="CASCADE"), nullable=False, index=True
    ),
    # Null: an outlet that has no document here
    Column("source_key", Integer, ForeignKey("documents.key", ondelete="CASCADE"), index=True),
    Column("kind", String(16), nullable=False),
    Column("outlet", Text),
    Column("body", JSON, nullable=False),  # the Derivation without its documents
)

stories = Table(
    "stories",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    Index("ix_stories_first_day_id", "first_day", "id"),
)

story_documents = Table(
    "story_documents",
    metadata,
    Column("story", String(64), ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    document_key(index=True),
    sqlite_with_rowid=False,
)
