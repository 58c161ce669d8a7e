"""Give a reading in the coding manual's JSON, every string of it verbatim from the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.model import UNDECIDED, Document, Evidence, Reading, Span, Statement
from onrecord.views.spans import source_spans

_LOCATED = ("quote", "cue", "speaker_text")


def coding(document: Document, reading: Reading | None, *, offsets: bool = False) -> dict[str, Any]:
    """Code one article as the manual does: document, statements, commitments, events.

    What no step decides yet is "undecided", or null or empty where the manual has that for "none".

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
        "affiliation": None,
        "act": UNDECIDED,
        "addressees": [],
        "issues": UNDECIDED,
        "stance": UNDECIDED,
        "condition": None,
        "said_on": None,
        "via": list(statement.via),
        "zone": statement.zone.value,
        "confidence": dict(statement.confidence),
    }
    if offsets:
        out["spans"] = {name: _pairs(source_spans(document, getattr(statement, name))) for name in _LOCATED}
    return out


def _verbatim(document: Document, evidence: Sequence[Evidence]) -> str | list[str] | None:
    """Return the words as they stand in the page: a string, its pieces where interrupted, or ``None``."""
    pieces = [span.of(document.source_text) for span in source_spans(document, evidence)]
    if len(pieces) == 1:
        return pieces[0]
    return pieces or None


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
