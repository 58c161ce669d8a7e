"""Turn what a user looks for in commitments, events and claims into conditions on their tables."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, ColumnElement, Text, cast, false, or_

from onrecord.model import UNDECIDED
from onrecord.store import schema as t
from onrecord.store.filters import Conditions, common_conditions, day_bounds, holds
from onrecord.store.fold import fold
from onrecord.store.record_filters import ClaimFilter, CommitmentFilter, EventFilter


def commitment_conditions(where: CommitmentFilter, document_key: int | None) -> Conditions:
    """Return what the row of a commitment, joined with its document's, has to meet."""
    columns = t.commitments.c
    found = _of_documents(where, document_key)
    for column, words in (
        (columns.content_folded, where.text),
        (columns.party_folded, where.party),
        (columns.beneficiary_folded, where.beneficiary),
        (columns.approval_folded, where.approval),
    ):
        found += _part(column, words)
    found += _one_of(columns.measure, where.measures) + _one_of(columns.status, where.statuses)
    if where.legal_forms:
        open_too = columns.legal_form.is_(None) if UNDECIDED in where.legal_forms else false()
        found.append(or_(columns.legal_form.in_(where.legal_forms), open_too))
    found += _between(columns.due_first_day, columns.due_last_day, where.due_from, where.due_until)
    if where.with_condition:
        found.append(columns.has_condition)
    if where.with_quantity:
        found.append(cast(columns.quantities, Text) != "[]")
    if where.narrated is not None:
        found.append(columns.statement.is_(None) if where.narrated else columns.statement.is_not(None))
    if where.lumped is not None:
        lumped = columns.party.startswith("group:", autoescape=True)
        found.append(lumped if where.lumped else ~lumped)
    return found


def event_conditions(where: EventFilter, document_key: int | None) -> Conditions:
    """Return what the row of an event, joined with its document's, has to meet."""
    columns = t.events.c
    found = _of_documents(where, document_key)
    for column, words in (
        (columns.content_folded, where.text),
        (columns.participant_folded, where.participant),
        (columns.place_folded, where.place),
        (columns.reported_by_folded, where.reported_by),
    ):
        found += _part(column, words)
    found += _one_of(columns.kind, where.kinds) + _one_of(columns.status, where.statuses)
    found += _between(columns.first_day, columns.last_day, where.event_from, where.event_until)
    if where.with_quantity:
        found.append(cast(columns.quantities, Text) != "[]")
    return found


def claim_conditions(where: ClaimFilter, document_key: int | None) -> Conditions:
    """Return what the row of a claim, joined with its document's, has to meet."""
    columns = t.claims.c
    found = _of_documents(where, document_key)
    for column, words in (
        (columns.content_folded, where.text),
        (columns.subject_folded, where.subject),
        (columns.value_folded, where.value),
    ):
        found += _part(column, words)
    found += _one_of(columns.property, where.properties)
    found += _between(columns.as_of_first_day, columns.as_of_last_day, where.as_of_from, where.as_of_until)
    value = columns.value_first_day, columns.value_last_day
    found += _between(*value, where.value_from, where.value_until)
    return found


def _of_documents(
    where: CommitmentFilter | EventFilter | ClaimFilter, document_key: int | None
) -> Conditions:
    found = common_conditions(where.outlet, where.date_from, where.date_until)
    if document_key is not None:
        found.append(t.documents.c.key == document_key)
    elif not where.all_versions:
        found.append(t.documents.c.newest)
    return found


def _part(column: ColumnElement[str], words: str | None) -> Conditions:
    return [] if words is None else [holds(column, fold(words))]


def _one_of(column: ColumnElement[str], wanted: Sequence[str]) -> Conditions:
    return [column.in_(wanted)] if wanted else []


def _between(first: Column[str], last: Column[str], begin: str | None, end: str | None) -> Conditions:
    found: Conditions = []
    if begin is not None:
        found.append(last >= day_bounds(begin)[0])
    if end is not None:
        found.append(first <= day_bounds(end)[1])
    return found
