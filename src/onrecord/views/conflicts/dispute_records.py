"""Turn disputes into plain records: what ``--json`` prints and exports hold.

The names and types here are the published schema (docs/formats.md): fields are added, never renamed.
"""

from __future__ import annotations

from onrecord.views.conflicts.disputes import Dispute, Stand, Told
from onrecord.views.looking import Asked
from onrecord.views.parts import Record, selectors
from onrecord.views.spans import joined_quote


def dispute_record(found: Dispute, look: Asked) -> Record:
    """Return a dispute with every report of every side."""
    return {
        "id": found.id,
        "kind": found.kind,
        "subject": found.subject,
        "why": found.why,
        "first_day": found.first_day,
        "last_day": found.last_day,
        "issues": list(found.issues),
        "confidence": found.confidence,
        "conflicts": list(found.conflicts.ids),
        "entries": list(found.entries.ids),
        "sides": [_side(stand, look) for stand in found.stands],
    }


def _side(stand: Stand, look: Asked) -> Record:
    return {
        "value": stand.value,
        "origins": list(stand.origins.ids),
        "outlets": list(stand.outlets),
        "reports": [_report(told, look) for told in stand.reports],
    }


def _report(told: Told, look: Asked) -> Record:
    side = told.side
    document = look.summary(side.document)
    return {
        "record_kind": side.record_kind.value,
        "record": side.record,
        "entry": side.entry,
        "document": side.document,
        "name": document.name,
        "title": document.title,
        "url": document.url,
        "outlet": side.outlet,
        "published": side.published,
        "asserted_by": side.asserted_by,
        "value": side.value,
        "origin": told.origin,
        "quote": selectors(side.quote),
    }


def dispute_cells(found: Dispute) -> dict[str, str]:
    """Return a dispute as one row of text for a spreadsheet: the first two sides, and how many there are."""
    cells = {
        "id": found.id,
        "kind": found.kind,
        "subject": found.subject,
        "first_day": found.first_day or "",
        "last_day": found.last_day or "",
        "sides": str(len(found.stands)),
        "why": found.why,
        "issues": "; ".join(found.issues),
        "entries": "; ".join(found.entries.ids),
        "confidence": f"{found.confidence:.3g}",
    }
    for mark, stand in zip(("left", "right"), found.stands, strict=False):
        first = stand.reports[0].side
        cells |= {
            f"{mark}_value": stand.value,
            f"{mark}_quote": joined_quote(first.quote),
            f"{mark}_outlets": "; ".join(stand.outlets),
            f"{mark}_published": first.published or "",
            f"{mark}_asserted_by": first.asserted_by or "",
            f"{mark}_reports": str(len(stand.reports)),
            f"{mark}_origins": str(stand.origins.number),
            f"{mark}_document": first.document,
        }
    return cells


DISPUTE_COLUMNS = (
    "id", "kind", "subject", "first_day", "last_day", "sides",
    "left_value", "left_quote", "left_outlets", "left_published", "left_asserted_by", "left_reports",
    "left_origins", "left_document",
    "right_value", "right_quote", "right_outlets", "right_published", "right_asserted_by", "right_reports",
    "right_origins", "right_document",
    "why", "issues", "entries", "confidence",
)  # fmt: skip
