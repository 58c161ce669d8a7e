"""Count who speaks for whom, and what one does towards another, over all entries."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, or_, select

from onrecord.store import schema as t
from onrecord.store.interface_shown import Between, SpokenFor
from onrecord.store.schema_base import UNDATED

_WHO = "who"
"""Role of ``entry_facets``: those who act or answer for acts, each entry once."""


def speakers_for(connection: Connection) -> tuple[SpokenFor, ...]:
    """Return who speaks for which state or organisation; most entries first, then by name."""
    mine, theirs, also = t.entry_names.alias(), t.entry_names.alias(), t.entry_names.alias()
    number = func.count().label("number")
    joined = mine.join(theirs, and_(theirs.c.entry == mine.c.entry, theirs.c.role == "actors"))
    itself = select(also.c.entry).where(  # who answers for an act with others does not speak for these
        also.c.role == "principals", also.c.name == theirs.c.name, also.c.entry == theirs.c.entry
    )
    held = t.entry_names.c
    never = theirs.c.name.not_in(select(held.name).where(held.role == "principals").distinct())  # most: quick
    query = (
        select(mine.c.name, theirs.c.name, number)
        .select_from(joined)
        .where(mine.c.role == "principals", theirs.c.name != mine.c.name, or_(never, ~itself.exists()))
        .group_by(mine.c.name, theirs.c.name)
        .order_by(number.desc(), mine.c.name, theirs.c.name)
    )
    return tuple(SpokenFor(*row) for row in connection.execute(query))


def acts_between(connection: Connection, name: str) -> tuple[Between, ...]:
    """Return how many entries of each kind one has towards others, and others towards it; most first.

    One has what it does and what it answers for; others are those who answer for what they do.
    """
    held, other, number = t.entry_facets.c, t.entry_names.c, func.count()
    does = (
        select(held.kind, other.name, number)
        .select_from(t.entry_facets.join(t.entry_names, other.entry == held.entry))
        .where(held.role == _WHO, held.name == name, other.role == "towards", other.name != name)
        .group_by(held.kind, other.name)
    )
    own = t.entry_names.alias()
    joined = own.join(t.entry_names, and_(other.entry == own.c.entry, other.role == "principals")).join(
        t.entries, t.entries.c.id == own.c.entry
    )
    is_done = (
        select(t.entries.c.kind, other.name, number)
        .select_from(joined)
        .where(own.c.role == "towards", own.c.name == name, other.name != name)
        .group_by(t.entries.c.kind, other.name)
    )
    found = [Between(name, each, kind, count) for kind, each, count in connection.execute(does)]
    found += [Between(each, name, kind, count) for kind, each, count in connection.execute(is_done)]
    return tuple(sorted(found, key=lambda each: (-each.entries, each.kind, each.source, each.target)))


def actors_counted(connection: Connection) -> tuple[tuple[str, int], ...]:
    """Return who acts or answers for acts, each with the number of these entries, most first."""
    held, number = t.entry_facets.c, func.count().label("number")
    query = select(held.name, number).where(held.role == _WHO).group_by(held.name)
    found = connection.execute(query.order_by(number.desc(), held.name))
    return tuple((name, count) for name, count in found)


def days_told(connection: Connection) -> tuple[str, str] | None:
    """Return the first and the last day on which anybody took a position; ``None`` where nobody did."""
    began, said = t.positions.c.since, t.points.c.last_day
    first = connection.scalar(select(func.min(began)))
    last = connection.scalar(select(func.max(said)).where(said != UNDATED))
    return (first, max(last or first, first)) if first else None
