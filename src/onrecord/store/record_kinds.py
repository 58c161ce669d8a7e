"""Say of commitments, events and claims which fields hold evidence and which name actors.

Whatever shows, keeps, renames or verifies such records goes by these lists: none of it leaves a field out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias, TypeVar

from onrecord.model import (
    UNDECIDED,
    Claim,
    ClaimProperty,
    Commitment,
    Event,
    Evidence,
    Quantity,
    Reading,
    RecordKind,
)

FoundRecord: TypeAlias = Commitment | Event | Claim
R = TypeVar("R", Commitment, Event, Claim)

COMMITMENT_EVIDENCE = (
    "quote", "trigger", "party_text", "beneficiary_text", "condition", "due_text", "legal_form_text",
    "approval_text",
)  # fmt: skip
"""The fields of a commitment that hold evidence; its quantities have theirs within."""

EVENT_EVIDENCE = ("quote", "trigger", "participant_text", "place_text", "date_text", "reported_by_text")
"""The fields of an event that hold evidence; its quantities have theirs within."""

CLAIM_EVIDENCE = ("quote", "subject_text", "value_text", "as_of_text")
"""The fields of a claim that hold evidence; its quantity has its own within."""

_EVIDENCE: Mapping[type[FoundRecord], tuple[str, ...]] = {
    Commitment: COMMITMENT_EVIDENCE,
    Event: EVENT_EVIDENCE,
    Claim: CLAIM_EVIDENCE,
}
_ACTORS: Mapping[type[FoundRecord], tuple[str, ...]] = {
    Commitment: ("party", "beneficiary", "approval"),
    Event: ("participants", "reported_by"),
    Claim: ("subject", "value"),
}
_KINDS: Mapping[type[FoundRecord], RecordKind] = {
    Commitment: RecordKind.COMMITMENT,
    Event: RecordKind.EVENT,
    Claim: RecordKind.CLAIM,
}


def records_of(reading: Reading | None) -> Iterator[FoundRecord]:
    """Yield the commitments, events and claims of a reading; none where there is no reading."""
    if reading is not None:
        yield from reading.commitments
        yield from reading.events
        yield from reading.claims


def kind_of(record: FoundRecord) -> RecordKind:
    """Return what kind of record this is."""
    return _KINDS[type(record)]


def evidence_fields(record: FoundRecord) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """Yield each field of a record that holds evidence, with its evidence; quantities are not among them."""
    for name in _EVIDENCE[type(record)]:
        held = getattr(record, name)
        yield name, (held,) if isinstance(held, Evidence) else held


def quantities(record: FoundRecord) -> tuple[Quantity, ...]:
    """Return the quantities of a record of any kind."""
    if isinstance(record, Claim):
        return (record.quantity,) if record.quantity is not None else ()
    return record.quantities


def all_evidence(record: FoundRecord) -> Iterator[tuple[str, Evidence]]:
    """Yield every piece of evidence of a record with the field that holds it."""
    for name, held in evidence_fields(record):
        yield from ((name, each) for each in held)
    yield from (("quantity", each.text) for each in quantities(record))


def actor_fields(record: FoundRecord) -> tuple[str, ...]:
    """Return the fields of a record in which actors are named; a claim's value is one where it is a group."""
    if isinstance(record, Claim) and record.property != ClaimProperty.MEMBERSHIP:
        return ("subject",)
    return _ACTORS[type(record)]


def is_certain(record: FoundRecord) -> bool:
    """Tell whether what ``actor_fields`` hold are actors: numbers and dates are claimed of anything."""
    return not isinstance(record, Claim) or record.property in (
        ClaimProperty.CONTROLS,
        ClaimProperty.MEMBERSHIP,
    )


def names_in(record: FoundRecord) -> Iterator[tuple[str, int, str]]:
    """Yield each name of an actor in a record: field, place in the field, name."""
    for field in actor_fields(record):
        held = getattr(record, field)
        for place, name in enumerate((held,) if isinstance(held, str) else held or ()):
            if name != UNDECIDED:
                yield field, place, name
