"""Number the changes of a casefile: whoever keeps something about it asks whether it is still so.

One row is counted up at the end of each transaction that changed a row of anything. Writers take turns
anyway, and readers see the number that belongs to the state that they see.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event, insert, select, update

from onrecord.store.schema import revisions

_CHANGED = "onrecord_changed"


def watch(engine: Engine) -> None:
    """Have each connection of a database remember whether it changed a row."""

    @event.listens_for(engine, "after_cursor_execute")
    def remember(  # the form in which SQLAlchemy calls it
        connection: Connection, cursor: Any, _sql: str, _values: Any, context: Any, _many: bool
    ) -> None:
        changes = context is not None and (context.isinsert or context.isupdate or context.isdelete)
        if changes and cursor.rowcount != 0:  # -1: the driver does not say how many
            connection.info[_CHANGED] = True


def begin(connection: Connection) -> None:
    """Say that a transaction begins, which changed nothing yet."""
    connection.info.pop(_CHANGED, None)


def end(connection: Connection) -> None:
    """Count the transaction, which is about to be kept, where it changed anything."""
    if not connection.info.pop(_CHANGED, False):
        return
    mine = revisions.c.key == 1
    changed = connection.execute(update(revisions).where(mine).values(number=revisions.c.number + 1))
    if changed.rowcount == 0:
        connection.execute(insert(revisions).values(key=1, number=1))
    connection.info.pop(_CHANGED, None)


def revision(connection: Connection) -> int:
    """Return the number of the state that a connection sees."""
    return connection.scalar(select(revisions.c.number).where(revisions.c.key == 1)) or 0
