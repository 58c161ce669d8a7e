"""Turn commitments, events and claims into rows and rows into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import Table

from onrecord.model import (
    UNDECIDED,
    Claim,
    ClaimProperty,
    Commitment,
    CommitmentStatus,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    LegalForm,
    Quantity,
    QuantityKind,
    RecordKind,
    ZoneKind,
)
from onrecord.store import schema as t
from onrecord.store.fold import fold
from onrecord.store.naming import Naming
from onrecord.store.record_kinds import FoundRecord, R, evidence_fields, is_certain, kind_of, names_in
from onrecord.text.days import days

Row = Mapping[Any, Any]
Values = dict[str, Any]
ABOUT = "about"
"""The role in ``record_actors`` of what may be an actor or not."""

_E = TypeVar("_E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Kept(Generic[R]):
    """Say how one kind of record is kept: its table, and the ways to a row and back."""

    kind: RecordKind
    table: Table
    values: Callable[[R], Values]  # besides those that every kind has, and besides the names as decided
    named: Callable[[R], Values]  # the folded columns, of a record whose actors are named as decided
    of: Callable[[Row, str], R]  # a record of its row and the id of its document


def record_values(kept: Kept[R], key: int, found: Iterable[R], naming: Naming) -> Iterator[Values]:
    """Return the rows of the records of one kind."""
    for position, record in enumerate(found):
        yield {
            "document_key": key,
            "position": position,
            "id": record.id,
            "zone": record.zone.value,
            "content_folded": _content(record),
            "evidence": {
                name: [_quote(each) for each in held] for name, held in evidence_fields(record) if held
            },
            "confidence": dict(record.confidence),
            **kept.values(record),
            **kept.named(naming.renamed(record, key)),
        }


def actor_values(key: int, found: Iterable[FoundRecord]) -> Iterator[Values]:
    """Return the rows of the names that the machine gave the actors of records of one kind.

    What a number or a date is claimed of may be no actor; its role is ``ABOUT``.
    """
    for number, record in enumerate(found):
        where = {"document_key": key, "kind": kind_of(record).value, "record": number}
        for role, place, name in names_in(record):
            yield {**where, "role": role if is_certain(record) else ABOUT, "position": place, "name": name}


def _content(record: FoundRecord) -> str:
    words = [each.exact for each in record.quote]
    return fold(" ".join([*words, record.what] if isinstance(record, Commitment) else words))


def _folded(names: Iterable[str], words: Iterable[Evidence]) -> str:
    return "\n".join(fold(name) for name in (*names, *(each.exact for each in words)))


def _quote(each: Evidence) -> list[int | str]:
    return [each.start, each.end, each.exact, each.prefix, each.suffix]


def _quantity_values(each: Quantity) -> Values:
    return {
        "text": _quote(each.text),
        "kind": each.kind.value,
        "unit": each.unit,
        "least": each.least,
        "most": each.most,
        "approximate": each.approximate,
    }


def _quantity_of(held: Row) -> Quantity:
    return Quantity(
        Evidence(*held["text"]),
        QuantityKind(held["kind"]),
        held["unit"],
        held["least"],
        held["most"],
        held["approximate"],
    )


def _evidence_of(row: Row, name: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(*each) for each in row["evidence"].get(name, ()))


def _decided(kind: type[_E], value: str) -> str:
    return value if value == UNDECIDED else kind(value)


def _commitment_values(record: Commitment) -> Values:
    due = days(record.due)
    return {
        "party": record.party,
        "measure": record.measure,
        "status": str(record.status),
        "what": record.what,
        "beneficiary": record.beneficiary,
        "has_condition": bool(record.condition),
        "quantities": [_quantity_values(each) for each in record.quantities],
        "due": record.due,
        "due_first_day": due[0] if due else None,
        "due_last_day": due[1] if due else None,
        "legal_form": record.legal_form.value if record.legal_form else None,
        "approval": list(record.approval),
        "members_named": record.members_named,
        "statement": record.statement,
        "undecided": dict(record.undecided),
    }


def _commitment_named(record: Commitment) -> Values:
    beneficiary = (record.beneficiary,) if record.beneficiary else ()
    return {
        "party_folded": _folded((record.party,), record.party_text),
        "beneficiary_folded": _folded(beneficiary, record.beneficiary_text),
        "approval_folded": _folded(record.approval, record.approval_text),
    }


def _commitment_of(row: Row, document_id: str) -> Commitment:
    return Commitment(
        id=row["id"],
        document_id=document_id,
        quote=_evidence_of(row, "quote"),
        trigger=_evidence_of(row, "trigger")[0],
        zone=ZoneKind(row["zone"]),
        party=row["party"],
        party_text=_evidence_of(row, "party_text"),
        measure=row["measure"],
        status=_decided(CommitmentStatus, row["status"]),
        what=row["what"],
        beneficiary=row["beneficiary"],
        beneficiary_text=_evidence_of(row, "beneficiary_text"),
        condition=_evidence_of(row, "condition"),
        quantities=tuple(_quantity_of(each) for each in row["quantities"]),
        due=row["due"],
        due_text=_evidence_of(row, "due_text"),
        legal_form=LegalForm(row["legal_form"]) if row["legal_form"] else None,
        legal_form_text=_evidence_of(row, "legal_form_text"),
        approval=tuple(row["approval"]),
        approval_text=_evidence_of(row, "approval_text"),
        members_named=row["members_named"],
        statement=row["statement"],
        undecided=row["undecided"],
        confidence=row["confidence"],
    )


def _event_values(record: Event) -> Values:
    bounds = days(record.date)
    return {
        "kind": str(record.kind),
        "status": str(record.status),
        "participants": list(record.participants),
        "place": record.place,
        "date": record.date,
        "first_day": bounds[0] if bounds else None,
        "last_day": bounds[1] if bounds else None,
        "quantities": [_quantity_values(each) for each in record.quantities],
        "reported_by": list(record.reported_by),
        "undecided": dict(record.undecided),
    }


def _event_named(record: Event) -> Values:
    place = (record.place,) if record.place else ()
    return {
        "participant_folded": _folded(record.participants, record.participant_text),
        "place_folded": _folded(place, record.place_text),
        "reported_by_folded": _folded(record.reported_by, record.reported_by_text),
    }


def _event_of(row: Row, document_id: str) -> Event:
    return Event(
        id=row["id"],
        document_id=document_id,
        quote=_evidence_of(row, "quote"),
        trigger=_evidence_of(row, "trigger")[0],
        zone=ZoneKind(row["zone"]),
        kind=_decided(EventKind, row["kind"]),
        status=_decided(EventStatus, row["status"]),
        participants=tuple(row["participants"]),
        participant_text=_evidence_of(row, "participant_text"),
        place=row["place"],
        place_text=_evidence_of(row, "place_text"),
        date=row["date"],
        date_text=_evidence_of(row, "date_text"),
        quantities=tuple(_quantity_of(each) for each in row["quantities"]),
        reported_by=tuple(row["reported_by"]),
        reported_by_text=_evidence_of(row, "reported_by_text"),
        undecided=row["undecided"],
        confidence=row["confidence"],
    )


def _claim_values(record: Claim) -> Values:
    as_of = days(record.as_of)
    value = days(record.value) if record.property is ClaimProperty.DATE else None
    return {
        "property": record.property.value,
        "subject": record.subject,
        "value": record.value,
        "quantity": _quantity_values(record.quantity) if record.quantity else None,
        "as_of": record.as_of,
        "as_of_first_day": as_of[0] if as_of else None,
        "as_of_last_day": as_of[1] if as_of else None,
        "asserted_by": record.asserted_by,
        "value_first_day": value[0] if value else None,
        "value_last_day": value[1] if value else None,
    }


def _claim_named(record: Claim) -> Values:
    return {
        "subject_folded": _folded((record.subject,), record.subject_text),
        "value_folded": _folded((record.value,), record.value_text),
    }


def _claim_of(row: Row, document_id: str) -> Claim:
    return Claim(
        id=row["id"],
        document_id=document_id,
        quote=_evidence_of(row, "quote"),
        zone=ZoneKind(row["zone"]),
        property=ClaimProperty(row["property"]),
        subject=row["subject"],
        subject_text=_evidence_of(row, "subject_text"),
        value=row["value"],
        value_text=_evidence_of(row, "value_text"),
        quantity=_quantity_of(row["quantity"]) if row["quantity"] else None,
        as_of=row["as_of"],
        as_of_text=_evidence_of(row, "as_of_text"),
        asserted_by=row["asserted_by"],
        confidence=row["confidence"],
    )


COMMITMENTS: Kept[Commitment] = Kept(
    RecordKind.COMMITMENT,
    t.commitments,
    _commitment_values,
    _commitment_named,
    _commitment_of,
)
EVENTS: Kept[Event] = Kept(RecordKind.EVENT, t.events, _event_values, _event_named, _event_of)
CLAIMS: Kept[Claim] = Kept(RecordKind.CLAIM, t.claims, _claim_values, _claim_named, _claim_of)
