"""Give what reading found in documents to ``onrecord export``: statements and other records, as reviewed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.cli.export_forms import Exported, How, reviewed
from onrecord.cli.options import (
    to_claim_filter,
    to_commitment_filter,
    to_event_filter,
    to_filter,
    to_statement_filter,
)
from onrecord.model import RecordKind

if TYPE_CHECKING:
    from onrecord.review.view import ReviewedView


def statements(casefile: ReviewedView, chosen: Mapping[str, Any]) -> Exported:
    """Return the statements that options choose."""
    from onrecord.store.interface import StatementFilter
    from onrecord.views import records, schemas
    from onrecord.views.places import placed

    said = placed(casefile.statements(StatementFilter(**to_statement_filter(chosen))), casefile.document)
    how: How[Any] = How(
        records.statement_record, records.statement_cells, records.STATEMENT_COLUMNS, schemas.statement_schema
    )
    return said, reviewed(how, casefile, RecordKind.STATEMENT)


def commitments(casefile: ReviewedView, chosen: Mapping[str, Any]) -> Exported:
    """Return the commitments that options choose."""
    from onrecord.store.record_filters import CommitmentFilter
    from onrecord.views import found, schemas
    from onrecord.views.places import placed_records

    rows = casefile.commitments(CommitmentFilter(**to_commitment_filter(chosen)))
    how: How[Any] = How(
        found.commitment_record, found.commitment_cells, found.COMMITMENT_COLUMNS, schemas.commitment_schema
    )
    return placed_records(rows, casefile.document), reviewed(how, casefile, RecordKind.COMMITMENT)


def events(casefile: ReviewedView, chosen: Mapping[str, Any]) -> Exported:
    """Return the events that options choose."""
    from onrecord.store.record_filters import EventFilter
    from onrecord.views import found, schemas
    from onrecord.views.places import placed_records

    rows = casefile.events(EventFilter(**to_event_filter(chosen)))
    how: How[Any] = How(found.event_record, found.event_cells, found.EVENT_COLUMNS, schemas.event_schema)
    return placed_records(rows, casefile.document), reviewed(how, casefile, RecordKind.EVENT)


def claims(casefile: ReviewedView, chosen: Mapping[str, Any]) -> Exported:
    """Return the claims that options choose."""
    from onrecord.store.record_filters import ClaimFilter
    from onrecord.views import found, schemas
    from onrecord.views.places import placed_records

    rows = casefile.claims(ClaimFilter(**to_claim_filter(chosen)))
    how: How[Any] = How(found.claim_record, found.claim_cells, found.CLAIM_COLUMNS, schemas.claim_schema)
    return placed_records(rows, casefile.document), reviewed(how, casefile, RecordKind.CLAIM)


def documents(casefile: ReviewedView, chosen: Mapping[str, Any]) -> Exported:
    """Return the documents that options choose."""
    from onrecord.store.interface import DocumentFilter
    from onrecord.views import records, schemas

    how: How[Any] = How(
        records.document_record, records.document_cells, records.DOCUMENT_COLUMNS, schemas.document_schema
    )
    return casefile.summaries(DocumentFilter(**to_filter(chosen))), how


KINDS: Mapping[str, Callable[[ReviewedView, Mapping[str, Any]], Exported]] = {
    "statements": statements,
    "commitments": commitments,
    "events": events,
    "claims": claims,
    "documents": documents,
}
"""What gives each kind, by what ``--what`` calls it."""
