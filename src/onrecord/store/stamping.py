"""Tell which documents are out of step: whose acts and keys are made of something that has changed since.

A document's stamp names its reading, its last edit and the version before; the last review of it or of
another version; the last judgement that names its bytes; and what is decided about the actors that it names.
Most have the first part alone, so that the database itself compares them; the rest are few, and put together
here.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Text,
    and_,
    cast,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
)

from onrecord.store import deciding
from onrecord.store import schema as t
from onrecord.store.lending import portions
from onrecord.store.naming import Naming

_NAMED_IN = (
    (t.speakers, "name"),
    (t.addressees, "name"),
    (t.statements, "affiliation"),
    (t.record_actors, "name"),
)
"""Tables that name actors of a document, with the column that does."""


def out_of_step(connection: Connection, made_by: str, keys: Collection[int] | None) -> dict[str, str]:
    """Return the documents whose stamp differs from what it should be, with what it should be, by id.

    Args:
        connection: to the casefile.
        made_by: name and version of what derives.
        keys: of the documents that are looked at; ``None``: all.
    """
    more = _more(connection)
    found: dict[str, str] = {}
    for some in [None] if keys is None else portions(sorted(keys)):
        found |= _older(connection, some)
        found |= _newest(connection, made_by, more, some)
    return found


def put_stamps(connection: Connection, stamps: Mapping[int, str]) -> None:
    """Keep the stamps of documents by their keys; an empty one is forgotten."""
    for some in portions(sorted(stamps)):
        connection.execute(delete(t.stamps).where(t.stamps.c.document_key.in_(some)))
    values = [{"document_key": key, "stamp": stamp} for key, stamp in stamps.items() if stamp]
    if values:
        connection.execute(insert(t.stamps), values)


def _older(connection: Connection, keys: Collection[int] | None) -> dict[str, str]:
    """Return the older versions that still have acts, facts or a stamp."""
    documents = t.documents.c
    acts = select(t.acts.c.key).where(t.acts.c.document_key == documents.key)
    facts = select(t.facts.c.key).where(t.facts.c.document_key == documents.key)
    stamp = select(t.stamps.c.stamp).where(t.stamps.c.document_key == documents.key)
    held = or_(acts.exists(), facts.exists(), stamp.exists())
    query = select(documents.id).where(~documents.newest, held)
    return dict.fromkeys(connection.scalars(query.where(*_among(keys)).order_by(documents.id)), "")


def _newest(
    connection: Connection, made_by: str, more: Mapping[int, str], keys: Collection[int] | None
) -> dict[str, str]:
    documents = t.documents.c
    stamp = _first_part(made_by)
    joined = t.documents.outerjoin(t.readings, t.readings.c.document_key == documents.key).outerjoin(
        t.stamps, t.stamps.c.document_key == documents.key
    )
    query = select(documents.key, documents.id, stamp, t.stamps.c.stamp).select_from(joined)
    newest = query.where(documents.newest, *_among(keys))
    differ = or_(t.stamps.c.stamp.is_(None), t.stamps.c.stamp != stamp)
    queries = [newest.where(differ)]
    # Those that have more in their stamp may be kept without it, and are looked at whatever they have.
    queries += [newest.where(documents.key.in_(some)) for some in portions(sorted(more))]
    return {
        document_id: wanted
        for each in queries
        for key, document_id, first, kept in connection.execute(each.order_by(documents.id))
        if kept != (wanted := first + more.get(key, ""))
    }


def _among(keys: Collection[int] | None) -> list[ColumnElement[bool]]:
    return [] if keys is None else [t.documents.c.key.in_(keys)]


def _first_part(made_by: str) -> ColumnElement[str]:
    """Return the part of a stamp that the database itself can put together."""
    documents, edits = t.documents.c, t.edits.c
    edit = select(func.max(edits.key)).where(edits.document_key == documents.key).scalar_subquery()
    return (
        literal(f"{made_by}|", Text)
        + func.coalesce(t.readings.c.model, "")
        + literal("|e", Text)
        + cast(func.coalesce(edit, 0), String)
        + literal("|v", Text)
        + cast(func.coalesce(documents.previous_key, 0), String)
    )


def _more(connection: Connection) -> dict[int, str]:
    """Return what stamps have besides the first part, by key of the document."""
    reviews = _last_reviews(connection)
    more: dict[int, str] = defaultdict(str)
    for sign, found in (
        ("r", reviews),
        ("j", _last_judgements(connection)),
        ("n", _names(connection, reviews)),
    ):
        for key, what in found.items():
            more[key] += f"|{sign}{what}"
    return more


def _last_reviews(connection: Connection) -> dict[int, int]:
    """Return the number of the last review that has to do with each document or another version of it."""
    columns, documents = t.reviews.c, t.documents.c
    bound = select(columns.document_key, func.max(columns.key)).where(columns.document_key.is_not(None))
    late = (
        select(documents.key, func.max(columns.key))
        .join(t.reviews, and_(columns.document_key.is_(None), columns.digest == documents.digest))
        .group_by(documents.key)
    )
    own: dict[int, int] = defaultdict(int)
    for query in (bound.group_by(columns.document_key), late):
        for key, number in connection.execute(query):
            own[key] = max(own[key], number)
    last = dict(own)
    mine, others = t.addresses.alias("mine"), t.addresses.alias("others")
    beside = select(mine.c.document_key, others.c.document_key).join(
        others, mine.c.address == others.c.address
    )
    for some in portions(sorted(own)):
        for key, version in connection.execute(beside.where(mine.c.document_key.in_(some))):
            last[version] = max(last.get(version, 0), own[key])
    return last


def _last_judgements(connection: Connection) -> dict[int, int]:
    """Return the number of the last judgement that names the bytes of each document."""
    columns, documents = t.judgements.c, t.documents.c
    last: dict[int, int] = {}
    for digest in (columns.left_digest, columns.right_digest):
        query = select(documents.key, func.max(columns.key)).join(t.judgements, digest == documents.digest)
        for key, number in connection.execute(query.group_by(documents.key)):
            last[key] = max(last.get(key, 0), number)
    return last


def _names(connection: Connection, reviewed: Iterable[int]) -> dict[int, str]:
    """Return a digest of what is decided about the actors of each document that decisions concern.

    A reviewer may name actors that the machine did not: all that is decided concerns a reviewed document.
    """
    decided = deciding.naming(connection)
    if not decided.rules:
        return {}
    whole = _digest([repr(rule) for rule in decided.rules])
    concerned = {key: _digest(sorted(names.items())) for key, names in _renamed(connection, decided)}
    return concerned | dict.fromkeys((*reviewed, *decided.exceptions), whole)


def _renamed(connection: Connection, decided: Naming) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the documents that name actors who are called otherwise everywhere, with those names."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for some in portions(sorted(decided.everywhere)):
        for table, column in _NAMED_IN:
            names = table.c[column]
            query = select(table.c.document_key, names).where(names.in_(some)).distinct()
            for key, name in connection.execute(query):
                found[key][name] = decided.everywhere[name]
    relayed = cast(t.statements.c.via, Text) != "[]"
    for key, via in connection.execute(
        select(t.statements.c.document_key, t.statements.c.via).where(relayed)
    ):
        for name in via:
            if name in decided.everywhere:
                found[key][name] = decided.everywhere[name]
    yield from found.items()


def _digest(value: object) -> str:
    written = json.dumps(value, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:16]
