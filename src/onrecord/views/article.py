"""Turn one article with everything found in it into a plain record."""

from __future__ import annotations

from onrecord.model import Document, Reading
from onrecord.store.interface import DocumentSummary
from onrecord.views.found import claim_fields, commitment_fields, event_fields
from onrecord.views.parts import Record, place_fields, selectors
from onrecord.views.places import Places
from onrecord.views.records import document_record, statement_fields


def article_record(document: Document, summary: DocumentSummary, reading: Reading | None) -> Record:
    """Return one document with its text, zones and records."""
    places = Places(document)
    read = reading or Reading(document.id, "", (), ())
    return document_record(summary) | {
        "text": document.text,
        "zones": [
            {"kind": zone.kind.value, "start": zone.span.start, "end": zone.span.end}
            for zone in document.zones
        ],
        "furniture": [span.of(document.source_text) for span in document.furniture],
        "cites": [{"outlet": cite.outlet, "quote": selectors((cite.quote,))[0]} for cite in document.cites],
        "placeholders": selectors(document.placeholders),
        "pieces": [[piece.start, piece.source_start, piece.length] for piece in document.pieces],
        "statements": [statement_fields(each, places.of(each)) for each in read.statements],
        "commitments": [commitment_fields(each) | place_fields(places.of(each)) for each in read.commitments],
        "events": [event_fields(each) | place_fields(places.of(each)) for each in read.events],
        "claims": [claim_fields(each) | place_fields(places.of(each)) for each in read.claims],
    }
