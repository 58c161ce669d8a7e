"""Keep every field of a coded statement, what is decided about actors, and settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add columns and tables; statements that are there have the new fields undecided until read again."""
    for column in (
        sa.Column("affiliation", sa.Text(), nullable=True),
        sa.Column("affiliation_folded", sa.Text(), server_default="", nullable=False),
        sa.Column("speaker_role", sa.String(length=32), nullable=True),
        sa.Column("act", sa.String(length=16), server_default="undecided", nullable=False),
        sa.Column("stance", sa.String(length=16), server_default="undecided", nullable=False),
        sa.Column("addressee_folded", sa.Text(), server_default="", nullable=False),
        sa.Column("said_on", sa.Text(), nullable=True),
        sa.Column("said_first_day", sa.String(length=10), nullable=True),
        sa.Column("said_last_day", sa.String(length=10), nullable=True),
        sa.Column("relations", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("undecided", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
    ):
        op.add_column("statements", column)
    _make_list("addressees", sa.Column("name", sa.Text(), nullable=False))
    _make_list("issues", sa.Column("issue", sa.String(length=64), nullable=False))
    op.create_table(
        "decisions",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("into", sa.Text(), nullable=True),
        sa.Column("document_key", sa.Integer(), nullable=True),
        sa.Column("spans", sa.JSON(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_key"], ["documents.key"], name=op.f("fk_decisions_document_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["undoes"], ["decisions.key"], name=op.f("fk_decisions_undoes")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_decisions")),
    )
    op.create_table(
        "actor_files",
        sa.Column("decision", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision"], ["decisions.key"], name=op.f("fk_actor_files_decision"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("decision", name=op.f("pk_actor_files")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
        sqlite_with_rowid=False,
    )


def _make_list(table: str, value: sa.Column[str]) -> None:
    """Make the table of a field that is a list."""
    op.create_table(
        table,
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        value,
        sa.ForeignKeyConstraint(
            ["document_key", "statement"],
            ["statements.document_key", "statements.position"],
            name=op.f(f"fk_{table}_document_key_statement"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_key", "statement", "position", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f(f"ix_{table}_{value.name}"), table, [value.name], unique=False)
