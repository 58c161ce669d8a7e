"""Find entries of a period by an index, and see many of them at a glance."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_PERIODS = (
    ("long", "first_day", "last_day"),
    ("moved_long", "moved_first_day", "moved_last_day"),
    ("reported_long", "reported_first_day", "reported_last_day"),
    ("told_long", "reported_first_day", "moved_last_day"),
)
_HEAD = ["id", "kind", "status", "issue_list", "first_day", "last_day", "moved_last_day", "origins"]


def upgrade() -> None:
    """Make the indexes; the one by kind goes: there are few kinds, and it was taken where ids were known."""
    op.drop_index("ix_entries_kind", table_name="entries", if_exists=True)
    for name, first, last in _PERIODS:
        differ = sa.text(f"{first} <> {last}")
        op.create_index(
            f"ix_entries_{name}",
            "entries",
            [last, first],
            if_not_exists=True,
            sqlite_where=differ,
            postgresql_where=differ,
        )
    op.create_index("ix_entries_head", "entries", _HEAD, if_not_exists=True)
