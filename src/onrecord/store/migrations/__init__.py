"""Bring a casefile from the version it was made by to the one of this program, within one transaction."""

from __future__ import annotations

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from onrecord.store import schema_views


def scripts() -> ScriptDirectory:
    """Return the steps between versions that lie beside this module."""
    return ScriptDirectory(str(Path(__file__).parent))


def upgrade(connection: Connection, to: str = "head") -> None:
    """Take every step that the casefile lacks up to a version; the caller commits, or rolls back all."""
    context = MigrationContext.configure(connection)
    known = scripts()
    lacking = list(known.iterate_revisions(to, context.get_current_revision() or "base"))
    schema_views.drop(connection)
    with Operations.context(context):
        for step in reversed(lacking):
            step.module.upgrade()
    context.stamp(known, to)
    if context.get_current_revision() == known.get_current_head():
        schema_views.make(connection)
