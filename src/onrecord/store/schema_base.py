"""Hold what every table of a casefile is made with: one ``MetaData`` and the columns that come again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

NAME = Text().with_variant(Text(collation="C"), "postgresql")
"""The type of a name that rows are ordered by: by its code points, whatever the database."""

UNDATED = "9999-99-99"
"""Stands for no day where rows come in the order of days: it comes after every one."""


def document_key(**options: Any) -> Column[int]:
    """Return the column that ties a row to its document."""
    owner = ForeignKey("documents.key", ondelete="CASCADE")
    return Column("document_key", Integer, owner, nullable=False, **options)


def reading_key() -> Column[int]:
    """Return the column that ties a row to the reading of its document, as first part of its key."""
    owner = ForeignKey("readings.document_key", ondelete="CASCADE")
    return Column("document_key", Integer, owner, primary_key=True)


def quote() -> list[Column[Any]]:
    """Return the columns of one Evidence."""
    return [
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("exact", Text, nullable=False),
        Column("prefix", Text, nullable=False),
        Column("suffix", Text, nullable=False),
    ]
