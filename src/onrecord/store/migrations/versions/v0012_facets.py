"""Count and page the register by a narrow table, with all that its filters mostly ask."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_CHUNK = 2000
_ORIGINS = ("1", "2", "3-5", "6+")
_BANDS = ("0-0.25", "0.25-0.5", "0.5-0.75", "0.75-1")
_COVERED = ("facets", "first_day", "last_day", "reported_first_day", "reported_last_day", "number")

_IN_ORDER = ("first_day", "entry", "last_day", "reported_first_day", "reported_last_day", "number")


def upgrade() -> None:
    """Make the table anew and fill it from entries."""
    op.drop_table("entry_facets", if_exists=True)
    _make_facets()
    _fill_facets()
    for name, columns in (("facets", _COVERED), ("first_day", _IN_ORDER)):
        op.create_index(f"ix_entry_facets_{name}", "entry_facets", ["role", "name", *columns])
    op.create_index(op.f("ix_entry_facets_entry"), "entry_facets", ["entry"], unique=False)


def _make_facets() -> None:
    name = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "entry_facets",
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", name, nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("facets", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("moved_last_day", sa.String(length=10), nullable=True),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("reported_first_day", sa.String(length=10), nullable=True),
        sa.Column("reported_last_day", sa.String(length=10), nullable=True),
        sa.Column("moved_first_day", sa.String(length=10), nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry"], ["entries.id"], name=op.f("fk_entry_facets_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("role", "name", "entry", name=op.f("pk_entry_facets")),
        sqlite_with_rowid=False,
    )


_COLUMNS = (
    "kind", "status", "first_day", "last_day", "moved_last_day", "origins", "reviewed", "reported_first_day",
    "reported_last_day", "moved_first_day", "number",
)  # fmt: skip


def _fill_facets() -> None:
    connection = op.get_bind()
    last = ""
    query = sa.text(
        f"SELECT id, body, {', '.join(_COLUMNS)} FROM entries WHERE id > :last ORDER BY id LIMIT {_CHUNK}"
    )
    insert = sa.text(
        "INSERT INTO entry_facets (role, name, entry, facets, reports, confidence, "
        f"{', '.join(_COLUMNS)}) VALUES (:role, :name, :entry, :facets, :reports, :confidence, "
        f"{', '.join(f':{each}' for each in _COLUMNS)})"
    )
    while found := connection.execute(query, {"last": last}).mappings().all():
        last = found[-1]["id"]
        connection.execute(insert, [each for row in found for each in _rows(row)])


def _rows(row: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows of an entry: its own, one for each who does it, each issue or for having none."""
    body = json.loads(row["body"]) if isinstance(row["body"], str) else row["body"]
    reports = body.get("reports", ())
    acts = [each["act"] for each in reports]
    sure = max((1.0 if a.get("reviewed") else a.get("confidence", 1.0) for a in acts), default=0.0)
    reviewed = bool(row["reviewed"])
    parts = (
        row["kind"],
        row["status"],
        _ORIGINS[bisect_right((2, 3, 6), row["origins"])],
        _BANDS[bisect_right((0.25, 0.5, 0.75), sure)],
        "yes" if reviewed else "no",
        (row["first_day"] or "")[:4],
    )
    shared = {each: row[each] for each in _COLUMNS} | {
        "reviewed": reviewed,
        "entry": row["id"],
        "facets": "\t".join(parts),
        "reports": len(reports),
        "confidence": sure,
    }
    who = (*body.get("actors", ()), *body.get("principals", ()))
    for role, names in (("", ("",)), ("who", who), ("issues", body.get("issues") or ("undecided",))):
        for name in dict.fromkeys(names):
            yield {"role": role, "name": name, **shared}
