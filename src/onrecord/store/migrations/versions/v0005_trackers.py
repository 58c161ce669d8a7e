"""Keep users' own trackers, their rows, and what was decided on findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "tracker_files",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tracker_files")),
    )
    op.create_index(op.f("ix_tracker_files_name"), "tracker_files", ["name"], unique=False)
    op.create_table(
        "tracker_rows",
        sa.Column("tracker", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row_key", sa.String(length=32), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("tracker", "number", name=op.f("pk_tracker_rows")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_tracker_rows_row_key"), "tracker_rows", ["row_key"], unique=False)
    _make_decisions()


def _make_decisions() -> None:
    op.create_table(
        "tracker_decisions",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("tracker", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tracker_decisions")),
        sa.UniqueConstraint("id", name=op.f("uq_tracker_decisions_id")),
    )
    for column in ("digest", "tracker"):
        name = op.f(f"ix_tracker_decisions_{column}")
        op.create_index(name, "tracker_decisions", [column], unique=False)
