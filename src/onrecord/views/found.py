"""Turn commitments, events and claims into plain records: what ``--json`` prints and every export holds.

The names and types here are the published schema (docs/formats.md): fields are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.model import Claim, Commitment, Event, Quantity
from onrecord.store.record_kinds import FoundRecord, evidence_fields
from onrecord.views.parts import (
    Record,
    document_cells_of,
    document_fields,
    place_cells,
    place_fields,
    selectors,
)
from onrecord.views.places import PlacedRecord
from onrecord.views.spans import joined_quote


def commitment_fields(record: Commitment) -> Record:
    """Return a commitment with its evidence."""
    return {
        "id": record.id,
        "party": record.party,
        "measure": record.measure,
        "status": str(record.status),
        "what": record.what,
        "beneficiary": record.beneficiary,
        "due": record.due,
        "legal_form": record.legal_form.value if record.legal_form else None,
        "approval": list(record.approval),
        "members_named": record.members_named,
        "statement": record.statement,
        "quantities": _quantities(record.quantities),
        **_evidence(record),
        "undecided": dict(record.undecided),
        "confidence": dict(record.confidence),
    }


def event_fields(record: Event) -> Record:
    """Return an event with its evidence."""
    return {
        "id": record.id,
        "kind": str(record.kind),
        "status": str(record.status),
        "participants": list(record.participants),
        "place": record.place,
        "date": record.date,
        "reported_by": list(record.reported_by),
        "quantities": _quantities(record.quantities),
        **_evidence(record),
        "undecided": dict(record.undecided),
        "confidence": dict(record.confidence),
    }


def claim_fields(record: Claim) -> Record:
    """Return a claim with its evidence."""
    return {
        "id": record.id,
        "property": record.property.value,
        "subject": record.subject,
        "value": record.value,
        "as_of": record.as_of,
        "asserted_by": record.asserted_by,
        "quantity": _quantities((record.quantity,))[0] if record.quantity else None,
        **_evidence(record),
        "confidence": dict(record.confidence),
    }


def commitment_record(placed: PlacedRecord[Commitment]) -> Record:
    """Return a commitment with its evidence, its place and the document it stands in."""
    where = place_fields(placed.place) | document_fields(placed.row.document)
    return commitment_fields(placed.row.record) | where


def event_record(placed: PlacedRecord[Event]) -> Record:
    """Return an event with its evidence, its place and the document it stands in."""
    return event_fields(placed.row.record) | place_fields(placed.place) | document_fields(placed.row.document)


def claim_record(placed: PlacedRecord[Claim]) -> Record:
    """Return a claim with its evidence, its place and the document it stands in."""
    return claim_fields(placed.row.record) | place_fields(placed.place) | document_fields(placed.row.document)


def _evidence(record: FoundRecord) -> Record:
    """Return the evidence by field: a list of selectors, of the trigger the one selector."""
    found = {name: selectors(held) for name, held in evidence_fields(record)}
    return {name: held[0] if name == "trigger" else held for name, held in found.items()}


def _quantities(held: Sequence[Quantity]) -> list[Record]:
    return [
        {
            "kind": each.kind.value,
            "unit": each.unit,
            "least": None if each.least is None else float(each.least),
            "most": None if each.most is None else float(each.most),
            "approximate": each.approximate,
            "text": selectors((each.text,))[0],
        }
        for each in held
    ]


def commitment_cells(placed: PlacedRecord[Commitment]) -> dict[str, str]:
    """Return a commitment as one row of text for a spreadsheet."""
    record = placed.row.record
    return {
        "id": record.id,
        **document_cells_of(placed.row.document),
        "party": record.party,
        "party_text": joined_quote(record.party_text),
        "measure": record.measure,
        "status": str(record.status),
        "what": " ".join(record.what.split()),
        "beneficiary": record.beneficiary or "",
        "condition": joined_quote(record.condition),
        **_quantity_cells(record.quantities),
        "due": record.due or "",
        "legal_form": record.legal_form.value if record.legal_form else "",
        "approval": "; ".join(record.approval),
        "members_named": "" if record.members_named is None else str(record.members_named).lower(),
        "statement": record.statement or "",
        "trigger": joined_quote((record.trigger,)),
        "quote": joined_quote(record.quote),
        **place_cells(placed.place, record.quote),
        "undecided": _reasons(record.undecided),
        "confidence": _sure(record.confidence),
    }


def event_cells(placed: PlacedRecord[Event]) -> dict[str, str]:
    """Return an event as one row of text for a spreadsheet."""
    record = placed.row.record
    return {
        "id": record.id,
        **document_cells_of(placed.row.document),
        "kind": str(record.kind),
        "status": str(record.status),
        "date": record.date or "",
        "participants": "; ".join(record.participants),
        "participant_text": joined_quote(record.participant_text, "; "),
        "place": record.place or "",
        **_quantity_cells(record.quantities),
        "reported_by": "; ".join(record.reported_by),
        "trigger": joined_quote((record.trigger,)),
        "quote": joined_quote(record.quote),
        **place_cells(placed.place, record.quote),
        "undecided": _reasons(record.undecided),
        "confidence": _sure(record.confidence),
    }


def claim_cells(placed: PlacedRecord[Claim]) -> dict[str, str]:
    """Return a claim as one row of text for a spreadsheet."""
    record = placed.row.record
    return {
        "id": record.id,
        **document_cells_of(placed.row.document),
        "property": record.property.value,
        "subject": record.subject,
        "value": record.value,
        **_quantity_cells((record.quantity,) if record.quantity else ()),
        "as_of": record.as_of or "",
        "asserted_by": record.asserted_by or "",
        "quote": joined_quote(record.quote),
        **place_cells(placed.place, record.quote),
        "confidence": _sure(record.confidence),
    }


def _quantity_cells(held: Sequence[Quantity]) -> dict[str, str]:
    return {
        "quantity": joined_quote([each.text for each in held], "; "),
        "amount": "; ".join(amount_line(each) for each in held),
    }


def amount_line(quantity: Quantity) -> str:
    """Return what of a quantity can be reckoned with, on one line; ``no number`` where nothing can.

    >>> from onrecord.model import Evidence, QuantityKind, Span
    >>> text = Evidence.at("at least 12 boats", Span(0, 17))
    >>> amount_line(Quantity(text, QuantityKind.THINGS, "boats", 12, None))
    'at least 12 boats'
    """
    least, most = (None if each is None else f"{each:,.12g}" for each in (quantity.least, quantity.most))
    if least is None and most is None:
        return "no number"
    if least is None:
        bounds = f"at most {most}"
    elif most is None:
        bounds = f"at least {least}"
    else:
        bounds = least if least == most else f"{least} to {most}"
    return " ".join(filter(None, ("about" if quantity.approximate else "", bounds, quantity.unit)))


def _reasons(undecided: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {why}" for name, why in undecided.items())


def _sure(confidence: Mapping[str, float]) -> str:
    """Return how probable it is that the record is there."""
    return f"{confidence['record']:.3g}" if "record" in confidence else ""


_DOCUMENT = ("id", "document", "published", "outlet", "title", "name", "url")
_PLACE = ("zone", "paragraph", "line", "start", "end", "spans")
COMMITMENT_COLUMNS = (
    *_DOCUMENT, "party", "party_text", "measure", "status", "what", "beneficiary", "condition", "quantity",
    "amount", "due", "legal_form", "approval", "members_named", "statement", "trigger", "quote", *_PLACE,
    "undecided", "confidence",
)  # fmt: skip
EVENT_COLUMNS = (
    *_DOCUMENT, "kind", "status", "date", "participants", "participant_text", "place", "quantity", "amount",
    "reported_by", "trigger", "quote", *_PLACE, "undecided", "confidence",
)  # fmt: skip
CLAIM_COLUMNS = (
    *_DOCUMENT, "property", "subject", "value", "quantity", "amount", "as_of", "asserted_by", "quote",
    *_PLACE, "confidence",
)  # fmt: skip
