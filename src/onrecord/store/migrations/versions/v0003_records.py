"""Keep commitments, events and claims beside the statements."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables; documents that are there have none of these records until read again."""
    for kind in ("commitments", "events", "claims"):
        count = sa.Column(kind, sa.Integer(), server_default=sa.text("0"), nullable=False)
        op.add_column("readings", count)
    _make_commitments()
    _make_events()
    _make_claims()
    _make_record_actors()
    _make_reviews()


def _make_commitments() -> None:
    _make_records(
        "commitments",
        ("measure", "status"),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("party_folded", sa.Text(), nullable=False),
        sa.Column("measure", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("beneficiary", sa.Text(), nullable=True),
        sa.Column("beneficiary_folded", sa.Text(), nullable=False),
        sa.Column("has_condition", sa.Boolean(), nullable=False),
        sa.Column("quantities", sa.JSON(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("due_first_day", sa.String(length=10), nullable=True),
        sa.Column("due_last_day", sa.String(length=10), nullable=True),
        sa.Column("legal_form", sa.String(length=16), nullable=True),
        sa.Column("approval", sa.JSON(), nullable=False),
        sa.Column("approval_folded", sa.Text(), nullable=False),
        sa.Column("members_named", sa.Boolean(), nullable=True),
        sa.Column("statement", sa.String(length=64), nullable=True),
        sa.Column("undecided", sa.JSON(), nullable=False),
    )


def _make_events() -> None:
    _make_records(
        "events",
        ("kind", "first_day"),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("participants", sa.JSON(), nullable=False),
        sa.Column("participant_folded", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("place_folded", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("quantities", sa.JSON(), nullable=False),
        sa.Column("reported_by", sa.JSON(), nullable=False),
        sa.Column("reported_by_folded", sa.Text(), nullable=False),
        sa.Column("undecided", sa.JSON(), nullable=False),
    )


def _make_claims() -> None:
    _make_records(
        "claims",
        ("property",),
        sa.Column("property", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_folded", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("value_folded", sa.Text(), nullable=False),
        sa.Column("quantity", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("as_of", sa.Text(), nullable=True),
        sa.Column("as_of_first_day", sa.String(length=10), nullable=True),
        sa.Column("as_of_last_day", sa.String(length=10), nullable=True),
        sa.Column("asserted_by", sa.Text(), nullable=True),
    )


def _make_record_actors() -> None:
    op.create_table(
        "record_actors",
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        _of_reading("record_actors"),
        sa.PrimaryKeyConstraint(
            "document_key", "kind", "record", "role", "position", name=op.f("pk_record_actors")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_record_actors_name"), "record_actors", ["name"], unique=False)


def _make_records(table: str, indexed: tuple[str, ...], *columns: sa.Column[Any]) -> None:
    """Make the table of one kind of record, with an index on its id and on some columns more."""
    op.create_table(
        table,
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("zone", sa.String(length=16), nullable=False),
        sa.Column("content_folded", sa.Text(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.JSON(), nullable=False),
        *columns,
        _of_reading(table),
        sa.PrimaryKeyConstraint("document_key", "position", name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
    for column in ("id", *indexed):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def _of_reading(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_document_key")
    return sa.ForeignKeyConstraint(["document_key"], ["readings.document_key"], name=name, ondelete="CASCADE")


def _make_reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("document_key", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("quote", sa.JSON(), nullable=False),
        sa.Column("trigger", sa.JSON(), nullable=False),
        sa.Column("shown", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("beside", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("model", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("about", sa.String(length=32), nullable=True),
        sa.Column("undoes", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["document_key"], ["documents.key"], name=op.f("fk_reviews_document_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reviews")),
        sa.UniqueConstraint("id", name=op.f("uq_reviews_id")),
    )
    op.create_index(op.f("ix_reviews_document_key"), "reviews", ["document_key"], unique=False)
    op.create_index(op.f("ix_reviews_digest"), "reviews", ["digest"], unique=False)
