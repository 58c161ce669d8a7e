"""Number the changes of a casefile, find entries by words, and keep what is decided about publication."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_WORDS = (
    "to_tsvector('simple'::regconfig, left(regexp_replace(content_folded || ' ' || actor_folded || ' '"
    " || towards_folded || ' ' || outlet_folded, '[^[:alnum:]]+', ' ', 'g'), 200000))"
)


def upgrade() -> None:
    """Make the tables and indexes."""
    op.create_index("ix_entry_reports_origin", "entry_reports", ["origin"], unique=False)
    some = sa.text("json_array_length(placeholders) > 0")
    op.create_index(
        "ix_bodies_placeholders", "bodies", ["document_key"], sqlite_where=some, postgresql_where=some
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE INDEX ix_entries_words ON entries USING gin ({_WORDS})")
    op.create_table(
        "revisions",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_revisions")),
    )
    op.execute("INSERT INTO revisions (key, number) VALUES (1, 1)")
    _make_releases()


def _make_releases() -> None:
    op.create_table(
        "releases",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_releases")),
        sa.UniqueConstraint("id", name=op.f("uq_releases_id")),
    )
    op.create_index(op.f("ix_releases_entry"), "releases", ["entry"], unique=False)
    op.create_table(
        "published_versions",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_published_versions")),
        sa.UniqueConstraint(
            "site", "entry", "version", name=op.f("uq_published_versions_site_entry_version")
        ),
    )
    op.create_index(op.f("ix_published_versions_entry"), "published_versions", ["entry"], unique=False)
