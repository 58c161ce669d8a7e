"""Give a reading in the coding manual's JSON, every string of it verbatim from the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.model import (
    UNDECIDED,
    Claim,
    Commitment,
    Document,
    Event,
    Evidence,
    Quantity,
    Reading,
    Relation,
    Span,
    Statement,
)
from onrecord.store.record_kinds import FoundRecord, quantities
from onrecord.views.records import plover
from onrecord.views.spans import source_spans

_LOCATED = ("quote", "cue", "speaker_text", "condition")


def coding(document: Document, reading: Reading | None, *, offsets: bool = False) -> dict[str, Any]:
    """Code one article as the manual does: document, statements, commitments, events; and claims.

    What is not decided is "undecided", and "undecided" of a statement says why.

    Args:
        document: the article.
        reading: what reading it gave; ``None`` where it was not read (not English, no text).
        offsets: add "spans" to each record, ``[start, end)`` in code points of the source text.
    """
    read = reading or Reading(document.id, "", (), ())
    numbers = {each.id: number for number, each in enumerate(read.statements)}
    return {
        "document": _document(document),
        "statements": [_statement(document, each, offsets) for each in read.statements],
        "commitments": [_commitment(document, each, numbers, offsets) for each in read.commitments],
        "events": [_event(document, each, offsets) for each in read.events],
        "claims": [_claim(document, each, offsets) for each in read.claims],
    }


def _document(document: Document) -> dict[str, Any]:
    furniture = (span.of(document.source_text).strip() for span in document.furniture)
    return {
        "title": document.title,
        "outlet": document.outlet,
        "byline": document.byline,
        "published": document.published,
        "furniture": [line for line in furniture if line],
        "cites": [
            {"outlet": cite.outlet, "quote": _verbatim(document, [cite.quote])} for cite in document.cites
        ],
        "placeholders": [
            span.of(document.source_text) for span in source_spans(document, document.placeholders)
        ],
    }


def _statement(document: Document, statement: Statement, offsets: bool) -> dict[str, Any]:
    out: dict[str, Any] = {
        "quote": _verbatim(document, statement.quote),
        "directness": statement.directness.value,
        "cue": _verbatim(document, statement.cue),
        "speaker_text": _verbatim(document, statement.speaker_text),
        "speakers": list(statement.speakers) or UNDECIDED,
        "affiliation": statement.affiliation,
        "act": str(statement.act),
        "addressees": list(statement.addressees),
        "issues": list(statement.issues) or UNDECIDED,
        "stance": str(statement.stance),
        "condition": _verbatim(document, statement.condition),
        "said_on": statement.said_on,
        "via": list(statement.via),
        "zone": statement.zone.value,
        "speaker_role": statement.speaker_role.value if statement.speaker_role else None,
        "relations": [_relation(document, each) for each in statement.relations],
        "plover": plover(statement),
        "undecided": dict(statement.undecided),
        "confidence": dict(statement.confidence),
    }
    if offsets:
        out["spans"] = {name: _pairs(source_spans(document, getattr(statement, name))) for name in _LOCATED}
    return out


def _commitment(
    document: Document, record: Commitment, numbers: Mapping[str, int], offsets: bool
) -> dict[str, Any]:
    return {
        "party": record.party,
        "measure": record.measure,
        "what": record.what,
        "beneficiary": record.beneficiary,
        "status": str(record.status),
        "condition": _verbatim(document, record.condition),
        "quantity": _verbatim(document, [each.text for each in record.quantities]),
        "quote": _verbatim(document, record.quote),
        "legal_form": record.legal_form.value if record.legal_form else None,
        "approval": list(record.approval),
        "due": record.due,
        "statement": None if record.statement is None else numbers.get(record.statement),
        "members_named": record.members_named,
        "zone": record.zone.value,
        "quantities": [_quantity(document, each) for each in record.quantities],
        "undecided": dict(record.undecided),
        "confidence": dict(record.confidence),
        **(_spans_of(document, record) if offsets else {}),
    }


def _event(document: Document, record: Event, offsets: bool) -> dict[str, Any]:
    left_open = UNDECIDED if "participants" in record.undecided else []
    return {
        "kind": str(record.kind),
        "participants": list(record.participants) or left_open,
        "place": record.place,
        "date": record.date,
        "status": str(record.status),
        "quote": _verbatim(document, record.quote),
        "quantity": _verbatim(document, [each.text for each in record.quantities]),
        "reported_by": list(record.reported_by),
        "zone": record.zone.value,
        "quantities": [_quantity(document, each) for each in record.quantities],
        "undecided": dict(record.undecided),
        "confidence": dict(record.confidence),
        **(_spans_of(document, record) if offsets else {}),
    }


def _claim(document: Document, record: Claim, offsets: bool) -> dict[str, Any]:
    held = [record.quantity] if record.quantity else []
    return {
        "property": record.property.value,
        "subject": record.subject,
        "value": record.value,
        "as_of": record.as_of,
        "asserted_by": record.asserted_by,
        "quote": _verbatim(document, record.quote),
        "quantity": _verbatim(document, [each.text for each in held]),
        "zone": record.zone.value,
        "quantities": [_quantity(document, each) for each in held],
        "confidence": dict(record.confidence),
        **(_spans_of(document, record) if offsets else {}),
    }


def _quantity(document: Document, quantity: Quantity) -> dict[str, Any]:
    """Return an amount with its own words, and what of it can be reckoned with."""
    return {
        "text": _verbatim(document, [quantity.text]),
        "kind": quantity.kind.value,
        "unit": quantity.unit,
        "least": quantity.least,
        "most": quantity.most,
        "approximate": quantity.approximate,
    }


def _spans_of(document: Document, record: FoundRecord) -> dict[str, Any]:
    located = {"quote": record.quote, "quantity": tuple(each.text for each in quantities(record))}
    if isinstance(record, Commitment):
        located["condition"] = record.condition
    return {"spans": {name: _pairs(source_spans(document, held)) for name, held in located.items()}}


def _relation(document: Document, relation: Relation) -> dict[str, Any]:
    sides = {name: _verbatim(document, [getattr(relation, name)]) for name in ("cue", "left", "right")}
    issues = {"left_issue": relation.left_issue, "right_issue": relation.right_issue}
    return {"kind": relation.kind.value, **sides, **issues}


def _verbatim(document: Document, evidence: Sequence[Evidence]) -> str | list[str] | None:
    """Return the words as they stand in the page: a string, its pieces where interrupted, or ``None``."""
    pieces = [span.of(document.source_text) for span in source_spans(document, evidence)]
    if len(pieces) == 1:
        return pieces[0]
    return pieces or None


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
