"""Keep sentence vectors, what ties documents to one another, and the register with its judgements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; readings that are there get vectors when made again, and nothing is derived yet."""
    _make_lineage()
    _make_acts()
    _make_entries()


def _make_lineage() -> None:
    op.create_table(
        "reading_vectors",
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("spans", sa.LargeBinary(), nullable=False),
        sa.Column("vectors", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_key"],
            ["readings.document_key"],
            name=op.f("fk_reading_vectors_document_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_key", name=op.f("pk_reading_vectors")),
    )
    op.create_table(
        "lineage_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rank", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "rank", name=op.f("pk_lineage_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "lineage_documents",
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("keys", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_key"],
            ["documents.key"],
            name=op.f("fk_lineage_documents_document_key"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_key", name=op.f("pk_lineage_documents")),
    )
    op.create_table(
        "likenesses",
        sa.Column("a_key", sa.Integer(), nullable=False),
        sa.Column("b_key", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["a_key"], ["documents.key"], name=op.f("fk_likenesses_a_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["b_key"], ["documents.key"], name=op.f("fk_likenesses_b_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("a_key", "b_key", name=op.f("pk_likenesses")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_likenesses_b_key"), "likenesses", ["b_key"], unique=False)
    op.create_table(
        "derivations",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("derived_key", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["derived_key"], ["documents.key"], name=op.f("fk_derivations_derived_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_key"], ["documents.key"], name=op.f("fk_derivations_source_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_derivations")),
    )
    op.create_index(op.f("ix_derivations_derived_key"), "derivations", ["derived_key"], unique=False)
    op.create_index(op.f("ix_derivations_source_key"), "derivations", ["source_key"], unique=False)
    op.create_table(
        "stories",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
    )
    op.create_index("ix_stories_first_day_id", "stories", ["first_day", "id"], unique=False)
    op.create_table(
        "story_documents",
        sa.Column("story", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_key"],
            ["documents.key"],
            name=op.f("fk_story_documents_document_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["story"], ["stories.id"], name=op.f("fk_story_documents_story"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("story", "position", name=op.f("pk_story_documents")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_story_documents_document_key"), "story_documents", ["document_key"], unique=False
    )


def _make_acts() -> None:
    op.create_table(
        "acts",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_key"], ["documents.key"], name=op.f("fk_acts_document_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_acts")),
    )
    op.create_index(op.f("ix_acts_document_key"), "acts", ["document_key"], unique=False)
    op.create_table(
        "act_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act"], ["acts.key"], name=op.f("fk_act_keys_act"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "act", name=op.f("pk_act_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_act_keys_act"), "act_keys", ["act"], unique=False)
    op.create_table(
        "clusters",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("acts", sa.JSON(), nullable=False),
        sa.Column("ties", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clusters")),
    )
    op.create_table(
        "cluster_acts",
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("cluster", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster"], ["clusters.id"], name=op.f("fk_cluster_acts_cluster"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("record", "cluster", name=op.f("pk_cluster_acts")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_cluster_acts_cluster"), "cluster_acts", ["cluster"], unique=False)
    op.create_table(
        "stamps",
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_key"], ["documents.key"], name=op.f("fk_stamps_document_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_key", name=op.f("pk_stamps")),
    )
    op.create_table(
        "judgements",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("left_digest", sa.String(length=64), nullable=False),
        sa.Column("left_start", sa.Integer(), nullable=False),
        sa.Column("left_end", sa.Integer(), nullable=False),
        sa.Column("right_digest", sa.String(length=64), nullable=False),
        sa.Column("right_start", sa.Integer(), nullable=False),
        sa.Column("right_end", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("undoes", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_judgements")),
        sa.UniqueConstraint("id", name=op.f("uq_judgements_id")),
    )
    op.create_index(op.f("ix_judgements_left_digest"), "judgements", ["left_digest"], unique=False)
    op.create_index(op.f("ix_judgements_right_digest"), "judgements", ["right_digest"], unique=False)


def _make_entries() -> None:
    op.create_table(
        "entries",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("cluster", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("actor_folded", sa.Text(), nullable=False),
        sa.Column("towards_folded", sa.Text(), nullable=False),
        sa.Column("outlet_folded", sa.Text(), nullable=False),
        sa.Column("content_folded", sa.Text(), nullable=False),
        sa.Column("issue_list", sa.Text(), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("reported_first_day", sa.String(length=10), nullable=True),
        sa.Column("reported_last_day", sa.String(length=10), nullable=True),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster"], ["clusters.id"], name=op.f("fk_entries_cluster"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
    )
    op.create_index(op.f("ix_entries_cluster"), "entries", ["cluster"], unique=False)
    op.create_index("ix_entries_first_day_id", "entries", ["first_day", "id"], unique=False)
    op.create_index(op.f("ix_entries_kind"), "entries", ["kind"], unique=False)
    op.create_table(
        "entry_reports",
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("place_id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry"], ["entries.id"], name=op.f("fk_entry_reports_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry", "position", name=op.f("pk_entry_reports")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_entry_reports_digest"), "entry_reports", ["digest"], unique=False)
    op.create_index(op.f("ix_entry_reports_document"), "entry_reports", ["document"], unique=False)
    op.create_index(op.f("ix_entry_reports_place_id"), "entry_reports", ["place_id"], unique=False)
    op.create_index(op.f("ix_entry_reports_record"), "entry_reports", ["record"], unique=False)
    op.create_table(
        "entry_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry"], ["entries.id"], name=op.f("fk_entry_keys_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "entry", name=op.f("pk_entry_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_entry_keys_entry"), "entry_keys", ["entry"], unique=False)
    op.create_table(
        "entry_links",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source"], ["entries.id"], name=op.f("fk_entry_links_source"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_entry_links")),
    )
    op.create_index(op.f("ix_entry_links_source"), "entry_links", ["source"], unique=False)
    op.create_index(op.f("ix_entry_links_target"), "entry_links", ["target"], unique=False)
    op.create_table(
        "entry_ids",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_ids")),
        sqlite_with_rowid=False,
    )
