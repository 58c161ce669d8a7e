"""Read a casefile: the queries behind ``CasefileView``."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    func,
    select,
)

from onrecord.errors import CasefileError
from onrecord.model import Claim, Commitment, Document, Event, Reading
from onrecord.store import deciding, loading, reviewing, revisions
from onrecord.store import schema as t
from onrecord.store.coverage_store import CoverageReading
from onrecord.store.decisions import ActorFile, Decision
from onrecord.store.filters import Conditions, document_conditions, statement_conditions
from onrecord.store.interface import (
    Counts,
    DocumentFilter,
    DocumentSummary,
    Edit,
    FoundRow,
    StatementFilter,
    StatementRow,
)
from onrecord.store.lending import keys_of, portions
from onrecord.store.lineage_store import LineageReading
from onrecord.store.publishing import PublishingReading
from onrecord.store.record_conditions import claim_conditions, commitment_conditions, event_conditions
from onrecord.store.record_filters import ClaimFilter, CommitmentFilter, EventFilter
from onrecord.store.record_kinds import R
from onrecord.store.record_rows import CLAIMS, COMMITMENTS, EVENTS, Kept
from onrecord.store.register_store import RegisterReading
from onrecord.store.reviewable import ReviewableReading
from onrecord.store.reviews import KeptReview, Review
from onrecord.store.shown_store import ShownReading
from onrecord.store.trackers import TrackerReading

CHUNK = 200
"""Rows that a stream holds at a time: few queries, little memory."""

ALL_DOCUMENTS = DocumentFilter()
ALL_STATEMENTS = StatementFilter()
ALL_COMMITMENTS = CommitmentFilter()
ALL_EVENTS = EventFilter()
ALL_CLAIMS = ClaimFilter()

_BY_DATE = (t.documents.c.first_day.asc().nulls_last(), t.documents.c.id)


class View(
    LineageReading,
    RegisterReading,
    ShownReading,
    TrackerReading,
    ReviewableReading,
    CoverageReading,
    PublishingReading,
):
    """Answer what a casefile is asked; see ``CasefileView`` for each method."""

    def documents(self, where: DocumentFilter = ALL_DOCUMENTS) -> Iterator[Document]:
        """Stream documents with the user's edits, in the order of their ids."""
        query = loading.DOCUMENT.where(*document_conditions(where)).order_by(t.documents.c.id)
        with self._connection() as connection:
            for chunk in loading.chunks(connection, query, CHUNK // 4):
                yield from loading.documents(connection, chunk)

    def summaries(self, where: DocumentFilter = ALL_DOCUMENTS) -> Iterator[DocumentSummary]:
        """Stream what a list of documents shows: by date of publication, undated last, then by id."""
        query = loading.SUMMARY.where(*document_conditions(where)).order_by(*_BY_DATE)
        with self._connection() as connection:
            for chunk in loading.chunks(connection, query, CHUNK):
                yield from loading.summaries(connection, chunk)

    def document(self, document_id: str) -> Document:
        """Return one document by its id or a prefix that only one id has."""
        with self._connection() as connection:
            key, _ = self._find(connection, document_id)
            return document_by_key(connection, key)

    def documents_by_id(self, document_ids: Collection[str]) -> Mapping[str, Document]:
        """Return documents by their whole ids; those that the casefile does not have are left out."""
        with self._connection() as connection:
            keys = sorted(keys_of(connection, document_ids).values())
            queries = [loading.DOCUMENT.where(t.documents.c.key.in_(some)) for some in portions(keys, CHUNK)]
            return {
                each.id: each
                for query in queries
                for each in loading.documents(connection, connection.execute(query).mappings().all())
            }

    def summaries_by_id(self, document_ids: Collection[str]) -> Mapping[str, DocumentSummary]:
        """Return what a list shows of documents by their whole ids; those that are not there are left out."""
        with self._connection() as connection:
            queries = [
                loading.SUMMARY.where(t.documents.c.id.in_(some))
                for some in portions(sorted(set(document_ids)))
            ]
            return {each.id: each for query in queries for each in _summaries(connection, query)}

    def summary(self, document_id: str) -> DocumentSummary:
        """Return what a list shows of one document, by its id or a prefix that only one id has."""
        with self._connection() as connection:
            key, _ = self._find(connection, document_id)
            return _summaries(connection, loading.SUMMARY.where(t.documents.c.key == key))[0]

    def versions(self, document_id: str) -> tuple[DocumentSummary, ...]:
        """Return all versions found at the address of a document, the oldest first."""
        mine, others = t.addresses.alias("mine"), t.addresses.alias("others")
        with self._connection() as connection:
            key, _ = self._find(connection, document_id)
            first = select(func.min(mine.c.key)).where(mine.c.document_key == key).scalar_subquery()
            address = select(mine.c.address).where(mine.c.key == first).scalar_subquery()
            query = loading.SUMMARY.join(others, others.c.document_key == t.documents.c.key)
            found = _summaries(connection, query.where(others.c.address == address).order_by(others.c.key))
            # Where neither url nor path is known there is one version alone.
            return found or _summaries(connection, loading.SUMMARY.where(t.documents.c.key == key))

    def edits(self, document_id: str) -> tuple[Edit, ...]:
        """Return every decision of the user on a document, the oldest first."""
        with self._connection() as connection:
            key, _ = self._find(connection, document_id)
            query = select(t.edits).where(t.edits.c.document_key == key).order_by(t.edits.c.key)
            return tuple(
                Edit(row["field"], row["value"] or None, row["at"].replace(tzinfo=UTC))
                for row in connection.execute(query).mappings()
            )

    def raw(self, document_id: str) -> bytes:
        """Return the bytes of the page that a document was made of."""
        with self._connection() as connection:
            key, _ = self._find(connection, document_id)
            held = connection.scalar(select(t.raws.c.raw).where(t.raws.c.document_key == key))
            if held is None:
                raise CasefileError(f"lacks the page of document {document_id}", self._location)
            return zlib.decompress(held)

    def reading(self, document_id: str) -> Reading | None:
        """Return what reading a document gave; ``None`` where it was not read yet."""
        with self._connection() as connection:
            return loading.reading(
                connection, *self._find(connection, document_id), deciding.naming(connection)
            )

    def statements(self, where: StatementFilter = ALL_STATEMENTS) -> Iterator[StatementRow]:
        """Stream statements in the order of ``summaries``, within a document as the reading has them."""
        with self._connection() as connection:
            decided = deciding.naming(connection)
            chosen = self._chosen(connection, where.document)
            query = (
                select(t.statements)
                .join(t.documents, t.documents.c.key == t.statements.c.document_key)
                .where(*statement_conditions(where, chosen))
                .order_by(*_BY_DATE, t.statements.c.position)
            )
            for chunk in loading.chunks(connection, query, CHUNK):
                documents = _by_key(connection, chunk)
                ids = {key: document.id for key, document in documents.items()}
                said = loading.statements(connection, chunk, ids, decided)
                for row, statement in zip(chunk, said, strict=True):
                    yield StatementRow(statement, documents[row["document_key"]])

    def commitments(self, where: CommitmentFilter = ALL_COMMITMENTS) -> Iterator[FoundRow[Commitment]]:
        """Stream commitments in the order of ``summaries``, within a document as the reading has them."""
        with self._connection() as connection:
            conditions = commitment_conditions(where, self._chosen(connection, where.document))
            yield from _found(connection, COMMITMENTS, conditions)

    def events(self, where: EventFilter = ALL_EVENTS) -> Iterator[FoundRow[Event]]:
        """Stream events by their own date, undated last, then in the order of ``summaries``."""
        with self._connection() as connection:
            conditions = event_conditions(where, self._chosen(connection, where.document))
            yield from _found(connection, EVENTS, conditions, t.events.c.first_day.asc().nulls_last())

    def claims(self, where: ClaimFilter = ALL_CLAIMS) -> Iterator[FoundRow[Claim]]:
        """Stream claims in the order of ``summaries``, within a document as the reading has them."""
        with self._connection() as connection:
            conditions = claim_conditions(where, self._chosen(connection, where.document))
            yield from _found(connection, CLAIMS, conditions)

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision on actors, the oldest first, those that were undone too."""
        with self._connection() as connection:
            return deciding.decisions(connection)

    def actor_names(self) -> Mapping[str, str]:
        """Return every name that a record gives an actor, each with the name decided for it everywhere."""
        with self._connection() as connection:
            return deciding.actor_names(connection, deciding.naming(connection))

    def actor_files(self) -> tuple[ActorFile, ...]:
        """Return the files of facts that were brought in and hold, the oldest first."""
        with self._connection() as connection:
            return deciding.actor_files(connection)

    def names_decided(self) -> Mapping[str, str]:
        """Return the names that decisions on actors change everywhere, each with the one that holds."""
        with self._connection() as connection:
            return deciding.naming(connection).everywhere

    def reviews(self, document_id: str) -> tuple[Review, ...]:
        """Return every review of a document and of its other versions, the oldest first, undone ones too."""
        with self._connection() as connection:
            return reviewing.of_document(connection, self._find(connection, document_id)[0])

    def all_reviews(self) -> tuple[KeptReview, ...]:
        """Return every review of the casefile, the oldest first, undone ones too."""
        with self._connection() as connection:
            return tuple(reviewing.all_reviews(connection))

    def reviewed(self) -> frozenset[str]:
        """Return the ids of the documents that have reviews, or another version of which has."""
        with self._connection() as connection:
            return reviewing.reviewed(connection)

    def setting(self, name: str) -> str | None:
        """Return a setting of the casefile; ``None`` where it was never put."""
        with self._connection() as connection:
            return connection.scalar(select(t.settings.c.value).where(t.settings.c.name == name))

    def unread(self, model: str) -> int:
        """Count the documents to be read that have no reading by this model, of all versions."""
        with self._connection() as connection:
            return connection.scalar(unread_by(model, func.count())) or 0

    def revision(self) -> int:
        """Return a number that grows with every change of the casefile that is kept: cheap to ask."""
        with self._connection() as connection:
            return revisions.revision(connection)

    def counts(self) -> Counts:
        """Return how much the casefile holds."""
        documents = t.documents.c
        held = t.documents.outerjoin(t.readings, t.readings.c.document_key == documents.key)
        newest = func.count().filter(documents.newest)
        sums = (
            func.coalesce(func.sum(t.readings.c[kind]).filter(documents.newest), 0)
            for kind in ("statements", "commitments", "events", "claims")
        )
        with self._connection() as connection:
            row = connection.execute(select(newest, func.count(), *sums).select_from(held)).one()
            return Counts(*row)


def unread_by(model: str, *columns: Any) -> Select[Any]:
    """Select of the documents to be read those without a reading by this model."""
    documents, readings = t.documents, t.readings
    mine = and_(readings.c.document_key == documents.c.key, readings.c.model == model)
    query = select(*columns).select_from(documents.outerjoin(readings, mine))
    return query.where(documents.c.to_read, readings.c.document_key.is_(None))


def document_by_key(connection: Connection, key: int) -> Document:
    """Load the document of a key that is there."""
    found = connection.execute(loading.DOCUMENT.where(t.documents.c.key == key)).mappings().all()
    return next(loading.documents(connection, found))


def _summaries(connection: Connection, query: Select[Any]) -> tuple[DocumentSummary, ...]:
    return tuple(loading.summaries(connection, connection.execute(query).mappings().all()))


def _by_key(connection: Connection, found: Iterable[RowMapping]) -> dict[int, DocumentSummary]:
    """Return what a list shows of the documents that rows of records stand in, by their keys."""
    keys = {row["document_key"] for row in found}
    held = connection.execute(loading.SUMMARY.where(t.documents.c.key.in_(keys))).mappings().all()
    return {row["key"]: each for row, each in zip(held, loading.summaries(connection, held), strict=True)}


def _found(
    connection: Connection, kept: Kept[R], conditions: Conditions, *first: ColumnElement[Any]
) -> Iterator[FoundRow[R]]:
    """Stream the records of one kind that meet conditions, in the order of ``first``, then of documents."""
    decided, table = deciding.naming(connection), kept.table
    joined = select(table).join(t.documents, t.documents.c.key == table.c.document_key)
    query = joined.where(*conditions).order_by(*first, *_BY_DATE, table.c.position)
    for chunk in loading.chunks(connection, query, CHUNK):
        documents = _by_key(connection, chunk)
        for row in chunk:
            document = documents[row["document_key"]]
            yield FoundRow(decided.renamed(kept.of(row, document.id), row["document_key"]), document)
