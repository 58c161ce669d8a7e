"""Keep reviews: append them, bind them to documents, and find those that a document has to do with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, insert, or_, select

from onrecord.errors import UsageError
from onrecord.store import schema as t
from onrecord.store.reviews import KeptReview, Review, in_order, review_json, review_of


def keep(connection: Connection, reviews: Iterable[Review]) -> list[KeptReview]:
    """Append the reviews that are not there yet; return these, each with the document that it is bound to."""
    kept = []
    for review in reviews:
        if not review.by.strip():
            raise UsageError("a decision needs somebody who makes it", None, "say who you are with --by")
        known = select(t.reviews.c.key).where(t.reviews.c.id == review.id)
        if connection.execute(known).first() is not None:
            continue
        found = _document(connection, review)
        connection.execute(insert(t.reviews).values(_values(review, found[0] if found else None)))
        kept.append(KeptReview(review, found[1] if found else None))
    return kept


def all_reviews(connection: Connection) -> list[KeptReview]:
    """Return every review, the oldest first, each with the casefile's document that it is bound to."""
    query = select(t.reviews, t.documents.c.id.label("of_document"))
    query = query.outerjoin_from(t.reviews, t.documents, t.documents.c.key == t.reviews.c.document_key)
    found = [(_review(row), row["of_document"]) for row in connection.execute(query).mappings()]
    bound = (
        KeptReview(review, document or (late[1] if (late := _document(connection, review)) else None))
        for review, document in found
    )
    return sorted(bound, key=lambda each: in_order(each.review))


def of_document(connection: Connection, key: int) -> tuple[Review, ...]:
    """Return the reviews of a document and of its other versions, the oldest first."""
    keys = _versions(connection, key)
    digests = select(t.documents.c.digest).where(t.documents.c.key.in_(keys))
    mine = t.reviews.c.document_key.in_(keys)
    query = select(t.reviews).where(or_(mine, and_(_unbound(), t.reviews.c.digest.in_(digests))))
    return tuple(sorted(map(_review, connection.execute(query).mappings()), key=in_order))


def reviewed(connection: Connection) -> frozenset[str]:
    """Return the ids of the documents that reviews have to do with, all versions of them."""
    by_key = select(t.reviews.c.document_key).where(t.reviews.c.document_key.is_not(None)).distinct()
    digests = select(t.reviews.c.digest).where(_unbound())
    late = select(t.documents.c.key).where(t.documents.c.digest.in_(digests))
    keys = {*connection.scalars(by_key), *connection.scalars(late)}
    beside = {other for key in keys for other in _versions(connection, key)}
    return frozenset(_ids(connection, sorted(beside)))


def _unbound() -> ColumnElement[bool]:
    return t.reviews.c.document_key.is_(None)


def _ids(connection: Connection, keys: Sequence[int]) -> Iterator[str]:
    for at in range(0, len(keys), 500):  # a query takes some thousand values at most
        yield from connection.scalars(
            select(t.documents.c.id).where(t.documents.c.key.in_(keys[at : at + 500]))
        )


def _versions(connection: Connection, key: int) -> list[int]:
    """Return the keys of the documents found at any address of a document, its own among them."""
    mine, others = t.addresses.alias("mine"), t.addresses.alias("others")
    query = select(others.c.document_key).join(mine, mine.c.address == others.c.address)
    return sorted({key, *connection.scalars(query.where(mine.c.document_key == key))})


def _document(connection: Connection, review: Review) -> tuple[int, str] | None:
    """Return key and id of the document that a review is about; ``None`` where the casefile has none.

    It is the one with its id, now or formerly; else one with the same bytes; else the newest at its address.
    """
    wanted, documents = review.document, t.documents.c
    formerly = select(t.former_ids.c.document_key).where(t.former_ids.c.id == wanted.id)
    conditions = [
        documents.id == wanted.id,
        documents.key.in_(formerly),
        documents.digest == wanted.digest,
    ]
    if wanted.url:
        at = select(t.addresses.c.document_key).where(t.addresses.c.address == wanted.url)
        conditions.append(and_(documents.newest, documents.key.in_(at)))
    for condition in conditions:
        query = select(documents.key, documents.id).where(condition).order_by(documents.id).limit(1)
        found = connection.execute(query).first()
        if found is not None:
            return found[0], found[1]
    return None


def _values(review: Review, document_key: int | None) -> dict[str, Any]:
    return review_json(review) | {
        "at": review.at.astimezone(UTC).replace(tzinfo=None),
        "document_key": document_key,
        "digest": review.document.digest,
        "document": asdict(review.document),
    }


def _review(row: Mapping[Any, Any]) -> Review:
    return review_of({**row, "at": row["at"].replace(tzinfo=UTC).isoformat()})
