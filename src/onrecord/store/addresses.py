"""Keep the versions of a page: documents found one after another under one address."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select, update

from onrecord.store import schema as t


def enter(connection: Connection, key: int, address: str | None) -> None:
    """Note that a document was found under an address; it is the newest there if it is new there."""
    if address is None:
        return
    held = t.addresses.c
    known = select(held.key).where(held.address == address, held.document_key == key)
    if connection.execute(known).first() is None:
        connection.execute(insert(t.addresses).values(address=address, document_key=key))
        _refresh(connection, address)


def move(connection: Connection, key: int, address: str | None) -> None:
    """Take a document from all of its addresses to another one."""
    held = t.addresses.c
    left = connection.scalars(select(held.address).where(held.document_key == key)).all()
    connection.execute(delete(t.addresses).where(held.document_key == key))
    connection.execute(
        update(t.documents).where(t.documents.c.key == key).values(version=1, previous_key=None, newest=True)
    )
    for each in left:
        _refresh(connection, each)
    enter(connection, key, address)


def previous_id(connection: Connection, key: int) -> str | None:
    """Return the id of the version before a document."""
    previous = t.documents.alias("previous")
    query = select(previous.c.id).join(t.documents, t.documents.c.previous_key == previous.c.key)
    return connection.scalar(query.where(t.documents.c.key == key))


def _refresh(connection: Connection, address: str) -> None:
    """Renumber the versions at an address.

    A page found in several files counts as a version where it was found first, and as the newest as long as
    it is the newest in one of them.
    """
    held = t.addresses.c
    found = connection.scalars(
        select(held.document_key).where(held.address == address).order_by(held.key)
    ).all()
    previous: int | None = None
    for version, key in enumerate(found, start=1):
        values: dict[str, object] = {"newest": _newest(connection, key)}
        first = select(held.address).where(held.document_key == key).order_by(held.key).limit(1)
        if connection.scalar(first) == address:
            values |= {"version": version, "previous_key": previous}
        connection.execute(update(t.documents).where(t.documents.c.key == key).values(values))
        previous = key


def _newest(connection: Connection, key: int) -> bool:
    mine, last = t.addresses.alias("mine"), t.addresses.alias("last")
    latest = select(func.max(last.c.key)).where(last.c.address == mine.c.address).scalar_subquery()
    query = select(mine.c.key).where(mine.c.document_key == key, mine.c.key == latest)
    return connection.execute(query).first() is not None
