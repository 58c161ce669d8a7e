"""Count how many entries have each name in a role: whom most is undertaken for, who answers for most."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from onrecord.store import schema as t


def names_counted(
    connection: Connection, role: str, kinds: Collection[str], limit: int | None
) -> tuple[tuple[str, int], ...]:
    """Return the names in a role with the number of entries of each, most first, then by name.

    Args:
        connection: to the casefile.
        role: of ``entry_names``: actors, principals, towards or issues.
        kinds: entries of these kinds alone; empty: of all.
        limit: names at most; ``None``: all.
    """
    held, number = t.entry_names.c, func.count().label("number")
    query = select(held.name, number).where(held.role == role).group_by(held.name)
    if kinds:
        entries = t.entries.c
        query = query.join(t.entries, entries.id == held.entry).where(entries.kind.in_(kinds))
    query = query.order_by(number.desc(), held.name)
    found = connection.execute(query if limit is None else query.limit(limit))
    return tuple((name, count) for name, count in found)
