"""Number entries, so that a full-text search finds them; views and search are made with every upgrade."""

from __future__ import annotations

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the number of each entry, which its id gives."""
    number = sa.Column("number", sa.BigInteger(), server_default=sa.text("0"), nullable=False)
    op.add_column("entries", number)
    connection = op.get_bind()
    ids = connection.scalars(sa.text("SELECT id FROM entries")).all()
    update = sa.text("UPDATE entries SET number = :number WHERE id = :id")
    if ids:
        connection.execute(update, [{"id": each, "number": _number(each)} for each in ids])
    op.create_index(op.f("ix_entries_number"), "entries", ["number"], unique=False)


def _number(entry_id: str) -> int:
    return int.from_bytes(sha256(entry_id.encode()).digest()[:7])
