"""Keep points, positions, facts and conflicts; find entries by whole names, days due and last reports."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from onrecord.text.days import days

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_CHUNK = 500


def upgrade() -> None:
    """Make the tables, empty until the register is brought into step; fill what entries are found by."""
    _make_entry_columns()
    _fill_entry_columns()
    _make_answers()
    _make_points()
    _make_positions()
    _make_facts()
    _make_conflicts()


def _name() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _make_entry_columns() -> None:
    op.add_column("entries", sa.Column("moved_first_day", sa.String(length=10), nullable=True))
    op.add_column("entries", sa.Column("moved_last_day", sa.String(length=10), nullable=True))
    op.add_column(
        "entries", sa.Column("reviewed", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    for column in ("moved_last_day", "reviewed"):
        op.create_index(op.f(f"ix_entries_{column}"), "entries", [column], unique=False)
    op.create_table(
        "entry_names",
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("name", _name(), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry"], ["entries.id"], name=op.f("fk_entry_names_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("role", "name", "entry", name=op.f("pk_entry_names")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_entry_names_entry"), "entry_names", ["entry"], unique=False)
    op.create_table(
        "entry_dues",
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry"], ["entries.id"], name=op.f("fk_entry_dues_entry"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("entry", "first_day", "last_day", name=op.f("pk_entry_dues")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_entry_dues_last_day"), "entry_dues", ["last_day"], unique=False)


def _fill_entry_columns() -> None:
    connection = op.get_bind()
    last = ""
    query = sa.text(
        "SELECT e.id, e.body, c.acts FROM entries e JOIN clusters c ON c.id = e.cluster"
        " WHERE e.id > :last ORDER BY e.id LIMIT :some"
    )
    while found := connection.execute(query, {"last": last, "some": _CHUNK}).mappings().all():
        last = found[-1]["id"]
        made = [(row["id"], _loaded(row["body"]), _loaded(row["acts"])) for row in found]
        columns = [_columns(name, body, acts) for name, body, acts in made]
        connection.execute(
            sa.text(
                "UPDATE entries SET moved_first_day = :first, moved_last_day = :last, reviewed = :reviewed"
                " WHERE id = :name"
            ),
            columns,
        )
        if names := [each for name, body, _ in made for each in _names(name, body["entry"])]:
            connection.execute(
                sa.text("INSERT INTO entry_names (role, name, entry) VALUES (:role, :name, :entry)"), names
            )
        if dues := [each for name, body, acts in made for each in _dues(name, body, acts)]:
            connection.execute(
                sa.text("INSERT INTO entry_dues (entry, first_day, last_day) VALUES (:entry, :first, :last)"),
                dues,
            )


def _loaded(held: Any) -> Any:
    """Return what a column of JSON holds: SQLite gives its text."""
    return json.loads(held) if isinstance(held, str) else held


def _acts(body: Mapping[str, Any], acts: Any) -> Iterator[Mapping[str, Any]]:
    return (acts[act] if isinstance(act, int) else act for act, _ in body["reports"])


def _columns(name: str, body: Mapping[str, Any], acts: Any) -> dict[str, Any]:
    moved = days(body["entry"].get("last_reported")) or (None, None)
    reviewed = any(act.get("reviewed", False) for act in _acts(body, acts))
    return {"name": name, "first": moved[0], "last": moved[1], "reviewed": reviewed}


def _names(entry: str, held: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for role in ("principals", "towards", "issues"):
        for name in dict.fromkeys(held.get(role, ())):
            yield {"role": role, "name": name, "entry": entry}


def _dues(entry: str, body: Mapping[str, Any], acts: Any) -> Iterator[dict[str, Any]]:
    for first, last in sorted({found for act in _acts(body, acts) if (found := days(act.get("due")))}):
        yield {"entry": entry, "first": first, "last": last}


def _make_answers() -> None:
    op.add_column("entry_links", sa.Column("answer", sa.String(length=16), nullable=True))
    op.create_index("ix_entry_links_kind", "entry_links", ["kind", "answer", "target"], unique=False)
    connection = op.get_bind()
    links = connection.execute(sa.text("SELECT key, body FROM entry_links WHERE kind = 'responds_to'"))
    found = [{"key": key, "answer": _loaded(body).get("answer")} for key, body in links]
    if found:
        connection.execute(sa.text("UPDATE entry_links SET answer = :answer WHERE key = :key"), found)


def _make_points() -> None:
    op.create_table(
        "points",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=64), nullable=False),
        sa.Column("holder", _name(), nullable=False),
        sa.Column("subject", _name(), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("voice", sa.String(length=16), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_points")),
    )
    op.create_index(op.f("ix_points_entry"), "points", ["entry"], unique=False)
    by_subject = ["subject", "holder", "first_day", "last_day", "entry"]
    op.create_index("ix_points_subject", "points", by_subject, unique=False)
    by_holder = ["holder", "subject", "first_day", "last_day"]
    op.create_index("ix_points_holder", "points", by_holder, unique=False)


def _make_positions() -> None:
    op.create_table(
        "positions",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("holder", _name(), nullable=False),
        sa.Column("subject", _name(), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("stance", sa.String(length=16), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("shifted", sa.Boolean(), nullable=False),
        sa.Column("opening", sa.String(length=64), nullable=False),
        sa.Column("latest", sa.String(length=64), nullable=False),
        sa.Column("entries", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_positions")),
    )
    rest = ["number", "since", "until"]
    op.create_index("ix_positions_subject", "positions", ["subject", "holder", *rest], unique=False)
    op.create_index("ix_positions_about", "positions", ["about", "subject", "holder", *rest], unique=False)
    op.create_index("ix_positions_holder", "positions", ["holder", "subject", *rest], unique=False)
    op.create_index("ix_positions_shifted", "positions", ["shifted", "since"], unique=False)


def _make_facts() -> None:
    op.create_table(
        "facts",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("document_key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_key"], ["documents.key"], name=op.f("fk_facts_document_key"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_facts")),
    )
    op.create_index(op.f("ix_facts_document_key"), "facts", ["document_key"], unique=False)
    op.create_table(
        "fact_keys",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fact", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fact"], ["facts.key"], name=op.f("fk_fact_keys_fact"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "fact", name=op.f("pk_fact_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_fact_keys_fact"), "fact_keys", ["fact"], unique=False)


def _make_conflicts() -> None:
    op.create_table(
        "conflicts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("by", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("reported_first_day", sa.String(length=10), nullable=True),
        sa.Column("reported_last_day", sa.String(length=10), nullable=True),
        sa.Column("issue_list", sa.Text(), nullable=False),
        sa.Column("text_folded", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_conflicts_first_day", "conflicts", ["first_day", "id"], unique=False)
    op.create_index("ix_conflicts_reported_last_day", "conflicts", ["reported_last_day"], unique=False)
    op.create_table(
        "conflict_sides",
        sa.Column("conflict", sa.String(length=64), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["conflict"], ["conflicts.id"], name=op.f("fk_conflict_sides_conflict"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conflict", "side", name=op.f("pk_conflict_sides")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_conflict_sides_document"), "conflict_sides", ["document"], unique=False)
    op.create_index(op.f("ix_conflict_sides_record"), "conflict_sides", ["record"], unique=False)
