"""Hold the parts that records of every kind share, as plain fields and as cells of a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, TypeAlias

from onrecord.model import Evidence
from onrecord.store.interface import DocumentSummary
from onrecord.views.places import Place

Record: TypeAlias = dict[str, Any]


def document_fields(document: DocumentSummary) -> Record:
    """Return what every record says of the document it stands in."""
    return {
        "document": document.id,
        "name": document.name,
        "path": document.path,
        "url": document.url,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published,
        "version": document.version,
        "newest": document.newest,
        "model": document.model,
    }


def place_fields(place: Place) -> Record:
    """Return where a record stands."""
    return {
        "zone": place.zone.value,
        "paragraph": place.paragraph,
        "line": place.line,
        "start": place.start,
        "end": place.end,
        "source_start": place.source_start,
        "source_end": place.source_end,
    }


def selectors(evidence: Sequence[Evidence]) -> list[Record]:
    """Return each piece of evidence as a selector of words."""
    return [asdict(piece) for piece in evidence]


def document_cells_of(document: DocumentSummary) -> dict[str, str]:
    """Return what a row says of the document that its record stands in."""
    return {
        "document": document.id,
        "published": document.published or "",
        "outlet": document.outlet or "",
        "title": document.title or "",
        "name": document.name,
        "url": document.url or "",
    }


def place_cells(place: Place, quote: Sequence[Evidence]) -> dict[str, str]:
    """Return what a row says of the place where its record stands."""
    return {
        "zone": place.zone.value,
        "paragraph": str(place.paragraph),
        "line": str(place.line),
        "start": str(place.start),
        "end": str(place.end),
        "spans": " ".join(f"{piece.start}-{piece.end}" for piece in quote),
    }
