"""Turn statements and documents into plain records: what ``--json`` prints and every export holds.

The names and types here are the published schema (docs/formats.md): fields are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from onrecord.model import UNDECIDED, Act, Relation, Statement
from onrecord.store.interface import DocumentSummary
from onrecord.views.parts import (
    Record,
    document_cells_of,
    document_fields,
    place_cells,
    place_fields,
    selectors,
)
from onrecord.views.places import Place, PlacedStatement
from onrecord.views.spans import content_line, joined_quote

_GUARDED = ("=", "+", "-", "@", "\t", "\r")


def statement_record(placed: PlacedStatement) -> Record:
    """Return a statement with its evidence, its place and the document it stands in."""
    return statement_fields(placed.row.statement, placed.place) | document_fields(placed.row.document)


def statement_fields(statement: Statement, place: Place) -> Record:
    """Return a statement with its evidence and its place."""
    return {
        "id": statement.id,
        "speakers": list(statement.speakers),
        "affiliation": statement.affiliation,
        "speaker_role": statement.speaker_role.value if statement.speaker_role else None,
        "act": str(statement.act),
        "plover": plover(statement),
        "addressees": list(statement.addressees),
        "issues": list(statement.issues),
        "stance": str(statement.stance),
        "said_on": statement.said_on,
        "quote": selectors(statement.quote),
        "cue": selectors(statement.cue),
        "speaker_text": selectors(statement.speaker_text),
        "speaker_mentions": selectors(statement.speaker_mentions),
        "addressee_text": selectors(statement.addressee_text),
        "condition": selectors(statement.condition),
        "said_on_text": selectors(statement.said_on_text),
        "via_text": selectors(statement.via_text),
        "relations": [_relation(each) for each in statement.relations],
        "directness": statement.directness.value,
        "via": list(statement.via),
        **place_fields(place),
        "undecided": dict(statement.undecided),
        "confidence": dict(statement.confidence),
    }


def plover(statement: Statement) -> str | None:
    """Return the PLOVER class of a statement's act; ``None`` where there is none or the act is undecided."""
    return None if statement.act == UNDECIDED else Act(statement.act).plover


def _relation(relation: Relation) -> Record:
    sides = {name: selectors((getattr(relation, name),))[0] for name in ("cue", "left", "right")}
    issues = {"left_issue": relation.left_issue, "right_issue": relation.right_issue}
    return {"kind": relation.kind.value, **sides, **issues}


def document_record(summary: DocumentSummary) -> Record:
    """Return what a list of documents shows, without the text."""
    record = asdict(summary)
    return record | {"notes": list(summary.notes), "edited": list(summary.edited)}


def statement_cells(placed: PlacedStatement) -> dict[str, str]:
    """Return a statement as one row of text for a spreadsheet; what is undecided is said to be so."""
    statement, document, place = placed.row.statement, placed.row.document, placed.place
    return {
        "id": statement.id,
        **document_cells_of(document),
        "speakers": "; ".join(statement.speakers) or UNDECIDED,
        "speaker_text": joined_quote(statement.speaker_text),
        "cue": joined_quote(statement.cue),
        "quote": content_line(statement),
        "directness": statement.directness.value,
        "via": "; ".join(statement.via),
        **place_cells(place, statement.quote),
        **_coded_cells(statement),
    }


def _coded_cells(statement: Statement) -> dict[str, str]:
    return {
        "affiliation": statement.affiliation or "",
        "speaker_role": statement.speaker_role.value if statement.speaker_role else "",
        "act": str(statement.act),
        "plover": plover(statement) or "",
        "addressees": "; ".join(statement.addressees),
        "issues": "; ".join(statement.issues) or UNDECIDED,
        "stance": str(statement.stance),
        "condition": joined_quote(statement.condition),
        "said_on": statement.said_on or "",
        "relations": "; ".join(relation_line(each) for each in statement.relations),
        "undecided": "; ".join(f"{name}: {why}" for name, why in statement.undecided.items()),
    }


def relation_line(relation: Relation) -> str:
    """Return a relation on one line: its two sides, and between them what ties them."""
    left, right = (" ".join(each.exact.split()) for each in (relation.left, relation.right))
    return f"{left} [{relation.kind.value}] {right}"


def document_cells(summary: DocumentSummary) -> dict[str, str]:
    """Return a document as one row of text for a spreadsheet."""
    cells = document_record(summary) | {"notes": "; ".join(summary.notes), "edited": " ".join(summary.edited)}
    return {name: _cell(value) for name, value in cells.items()}


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def guarded(cells: Mapping[str, str]) -> dict[str, str]:
    """Put an apostrophe before cells that a spreadsheet would take for a formula.

    >>> guarded({"quote": "=1+1", "cue": "said"})
    {'quote': "'=1+1", 'cue': 'said'}
    """
    return {name: f"'{cell}" if cell.startswith(_GUARDED) else cell for name, cell in cells.items()}


STATEMENT_COLUMNS = (
    "id",
    "document",
    "published",
    "outlet",
    "title",
    "name",
    "url",
    "speakers",
    "speaker_text",
    "cue",
    "quote",
    "directness",
    "via",
    "zone",
    "paragraph",
    "line",
    "start",
    "end",
    "spans",
    "affiliation",
    "speaker_role",
    "act",
    "plover",
    "addressees",
    "issues",
    "stance",
    "condition",
    "said_on",
    "relations",
    "undecided",
)
DOCUMENT_COLUMNS = tuple(DocumentSummary.__dataclass_fields__)
