"""Find entries by part of an actor's name, in the order of days, without looking through all of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_LISTED = {
    "sqlite": "json_each(e.body, '$.{role}') AS each",
    "postgresql": "json_array_elements_text(e.body -> '{role}') AS each (value)",
}


def upgrade() -> None:
    """Make the names of entries anew, those of actors too, with the first day of each."""
    op.drop_table("entry_names")
    op.create_table(
        "entry_names",
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry"], ["entries.id"], name=op.f("fk_entry_names_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("role", "name", "entry", name=op.f("pk_entry_names")),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    listed = _LISTED[connection.dialect.name]
    for role in ("actors", "issues", "principals", "towards"):
        day = "coalesce(e.first_day, '9999-99-99')"
        query = (
            f"SELECT DISTINCT '{role}', each.value, e.id, {day} FROM entries e, {listed.format(role=role)}"
        )
        connection.execute(sa.text(f"INSERT INTO entry_names (role, name, entry, day) {query} ORDER BY 2, 3"))
    op.create_index(op.f("ix_entry_names_entry"), "entry_names", ["entry"], unique=False)
