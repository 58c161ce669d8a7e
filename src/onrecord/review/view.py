"""Show a casefile as people decided on it: every list of records with corrections applied.

``ReviewedView`` answers as a ``CasefileView`` does. Documents without reviews are streamed as they are;
those with some are put together here, filtered as the store filters, and merged in at their place.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, TypeAlias, TypeVar

from onrecord.model import Claim, Commitment, Document, Event, Reading, RecordKind
from onrecord.review.effective import Effective, ReviewMark, effective
from onrecord.review.filtering import claim_fits, commitment_fits, event_fits, statement_fits
from onrecord.review.snapshot import Record, records_of
from onrecord.store.interface import (
    CasefileView,
    DocumentFilter,
    DocumentSummary,
    FoundRow,
    StatementFilter,
    StatementRow,
)
from onrecord.store.record_filters import ClaimFilter, CommitmentFilter, EventFilter
from onrecord.text.days import days

_Row = TypeVar("_Row")
_Filter: TypeAlias = StatementFilter | CommitmentFilter | EventFilter | ClaimFilter
_LAST = "9999-99-99"  # after every day

ALL_STATEMENTS = StatementFilter()
ALL_COMMITMENTS = CommitmentFilter()
ALL_EVENTS = EventFilter()
ALL_CLAIMS = ClaimFilter()
_UNTOUCHED = ReviewMark()


class ReviewedView:
    """Ask a casefile for its records as they are after review; see ``CasefileView`` for each method.

    Args:
        casefile: what is asked for everything else.
        rejected: give rejected records too.
    """

    def __init__(self, casefile: CasefileView, *, rejected: bool = False) -> None:
        self._casefile, self._rejected = casefile, rejected
        self._held: dict[str, Effective] = {}

    @property
    def casefile(self) -> CasefileView:
        """Return the casefile itself, with the machine's records."""
        return self._casefile

    def __getattr__(self, name: str) -> Any:
        return getattr(self._casefile, name)

    @cached_property
    def _reviewed(self) -> frozenset[str]:
        return self._casefile.reviewed()

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return self._casefile.names_decided()

    def effective(self, document_id: str) -> Effective:
        """Return the records of one document with what was decided, and the reviews that hold nowhere."""
        document = self._casefile.document(document_id)
        if document.id not in self._held:
            self._held[document.id] = self._made(document)
        return self._held[document.id]

    def forget(self, document_id: str) -> None:
        """Look a document's reviews up again the next time: some were added."""
        self._held.pop(document_id, None)
        self.__dict__.pop("_reviewed", None)

    def mark(self, document_id: str, kind: RecordKind, record_id: str) -> ReviewMark:
        """Return what was decided on a record that this view gave."""
        if document_id not in self._reviewed:
            return _UNTOUCHED
        found = (each for each in self.effective(document_id).of_kind(kind, rejected=True))
        return next((each.mark for each in found if each.record.id == record_id), _UNTOUCHED)

    def reading(self, document_id: str) -> Reading | None:
        """Return the reading of a document with what was decided on; ``None`` where it was not read."""
        summary = self._casefile.summary(document_id)
        held = self._held.get(summary.id)
        if held is None and summary.id not in self._reviewed:
            return self._casefile.reading(summary.id)
        return (held or self.effective(summary.id)).reading(rejected=self._rejected)

    def of_kind(self, document_id: str, kind: RecordKind) -> tuple[Record, ...]:
        """Return the records of one kind in a document, as ``reading`` has them."""
        found = self.reading(document_id)
        return () if found is None else records_of(found, kind)

    def statements(self, where: StatementFilter = ALL_STATEMENTS) -> Iterator[StatementRow]:
        """Stream statements in the order of ``summaries``."""

        def made(record: Any, document: DocumentSummary) -> StatementRow | None:
            return StatementRow(record, document) if statement_fits(where, record) else None

        rows = self._casefile.statements(where)
        return self._merged(rows, where, RecordKind.STATEMENT, made, lambda row: row.document, _by_document)

    def commitments(self, where: CommitmentFilter = ALL_COMMITMENTS) -> Iterator[FoundRow[Commitment]]:
        """Stream commitments in the order of ``summaries``."""

        def made(record: Any, document: DocumentSummary) -> FoundRow[Commitment] | None:
            return FoundRow(record, document) if commitment_fits(where, record) else None

        rows = self._casefile.commitments(where)
        return self._merged(rows, where, RecordKind.COMMITMENT, made, lambda row: row.document, _by_document)

    def events(self, where: EventFilter = ALL_EVENTS) -> Iterator[FoundRow[Event]]:
        """Stream events by their own date, undated last, then in the order of ``summaries``."""

        def made(record: Any, document: DocumentSummary) -> FoundRow[Event] | None:
            return FoundRow(record, document) if event_fits(where, record) else None

        rows = self._casefile.events(where)
        return self._merged(rows, where, RecordKind.EVENT, made, lambda row: row.document, _by_own_date)

    def claims(self, where: ClaimFilter = ALL_CLAIMS) -> Iterator[FoundRow[Claim]]:
        """Stream claims in the order of ``summaries``."""

        def made(record: Any, document: DocumentSummary) -> FoundRow[Claim] | None:
            return FoundRow(record, document) if claim_fits(where, record) else None

        rows = self._casefile.claims(where)
        return self._merged(rows, where, RecordKind.CLAIM, made, lambda row: row.document, _by_document)

    def _made(self, document: Document) -> Effective:
        reading, reviews = self._casefile.reading(document.id), self._casefile.reviews(document.id)
        return effective(document, reading, reviews, self._names)

    def _merged(
        self,
        rows: Iterator[_Row],
        where: _Filter,
        kind: RecordKind,
        made: Callable[[Any, DocumentSummary], _Row | None],
        document_of: Callable[[_Row], DocumentSummary],
        order: Callable[[_Row], tuple[str, ...]],
    ) -> Iterator[_Row]:
        """Put the rows of reviewed documents in the place of those that the store gives of them."""
        if not self._reviewed:
            yield from rows
            return
        untouched = (row for row in rows if document_of(row).id not in self._reviewed)
        touched = (
            row
            for document in self._summaries(where)
            for each in self.effective(document.id).of_kind(kind, rejected=self._rejected)
            if (row := made(each.record, document)) is not None
        )
        yield from heapq.merge(untouched, sorted(touched, key=order), key=order)

    def _summaries(self, where: _Filter) -> Iterable[DocumentSummary]:
        """Return the reviewed documents that a filter lets through."""
        if where.document is not None:
            chosen = self._casefile.summary(where.document).id
            places = DocumentFilter(where.outlet, where.date_from, where.date_until, all_versions=True)
            found = (each for each in self._casefile.summaries(places) if each.id == chosen)
        else:
            outlets = where.outlets if isinstance(where, StatementFilter) else ()
            places = DocumentFilter(
                where.outlet, where.date_from, where.date_until, all_versions=where.all_versions,
                outlets=outlets,
            )  # fmt: skip
            found = (each for each in self._casefile.summaries(places))
        return (each for each in found if each.id in self._reviewed)


def _by_document(row: Any) -> tuple[str, ...]:
    """Return what the store sorts rows by: the first day of publication, undated last, then the id."""
    bounds = days(row.document.published)
    return (bounds[0] if bounds else _LAST, row.document.id)


def _by_own_date(row: Any) -> tuple[str, ...]:
    bounds = days(row.record.date)
    return tuple(chain([bounds[0] if bounds else _LAST], _by_document(row)))
