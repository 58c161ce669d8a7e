"""Give a reading in the coding manual's JSON, every string of it verbatim from the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.model import UNDECIDED, Document, Evidence, Reading, Relation, Span, Statement
from onrecord.views.records import plover
from onrecord.views.spans import source_spans

_LOCATED = ("quote", "cue", "speaker_text", "condition")


def coding(document: Document, reading: Reading | None, *, offsets: bool = False) -> dict[str, Any]:
    """Code one article as the manual does: document, statements, commitments, events.

    What is not decided is "undecided", and "undecided" of a statement says why.

    Args:
        document: the article.
        reading: what reading it gave; ``None`` where it was not read (not English, no text).
        offsets: add "spans" to each statement, ``[start, end)`` in code points of the source text.
    """
    statements = reading.statements if reading else ()
    return {
        "document": _document(document),
        "statements": [_statement(document, statement, offsets) for statement in statements],
        "commitments": [],
        "events": [],
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
