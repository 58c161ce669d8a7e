"""Turn records into rows and rows into records."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.model import (
    Citation,
    Directness,
    Document,
    Evidence,
    Mention,
    MentionKind,
    Piece,
    Reading,
    Span,
    Statement,
    Zone,
    ZoneKind,
)
from onrecord.store.days import days
from onrecord.store.fold import fold
from onrecord.store.interface import FIELDS, DocumentSummary

Row = Mapping[Any, Any]
Values = dict[str, Any]

ROLES = ("quote", "cue", "speaker_text", "speaker_mentions")
"""The fields of a Statement that hold evidence."""


def packed(data: bytes) -> bytes:
    """Compress what is seldom read; the level is the one that costs little time."""
    return zlib.compress(data, 6)


def field_values(fields: Mapping[str, str | None]) -> Values:
    """Return the columns that follow from the five fields a user can state."""
    bounds = days(fields["published"])
    return {
        **{name: fields[name] for name in FIELDS},
        "title_folded": fold(fields["title"] or ""),
        "outlet_folded": fold(fields["outlet"] or ""),
        "first_day": bounds[0] if bounds else None,
        "last_day": bounds[1] if bounds else None,
    }


def document_values(document: Document) -> Values:
    """Return the row of a document, without what depends on other documents."""
    fields = {name: getattr(document, name) for name in FIELDS}
    return {
        "digest": document.digest,
        "name": document.name,
        "media_type": document.media_type,
        "path": document.path,
        "language": document.language,
        "to_read": document.is_read,
        "notes": list(document.notes),
        "found": fields,
        **field_values(fields),
    }


def body_values(key: int, document: Document) -> Values:
    """Return the row that holds the texts of a document."""
    return {
        "document_key": key,
        "text": document.text,
        "folded": fold(document.text),
        "source_text": packed(document.source_text.encode()),
        "pieces": [[piece.start, piece.source_start, piece.length] for piece in document.pieces],
        "zones": [[zone.kind.value, zone.span.start, zone.span.end] for zone in document.zones],
        "furniture": [[span.start, span.end] for span in document.furniture],
        "placeholders": [list(_quote(each).values()) for each in document.placeholders],
    }


def citation_values(key: int, document: Document) -> list[Values]:
    """Return the rows of the outlets that a document cites."""
    return [
        {"document_key": key, "position": position, "outlet": each.outlet, **_quote(each.quote)}
        for position, each in enumerate(document.cites)
    ]


def document_of(row: Row, citations: Iterable[Row]) -> Document:
    """Make a document of its row joined with its body, and of the rows of its citations."""
    return Document(
        id=row["id"],
        digest=row["digest"],
        name=row["name"],
        media_type=row["media_type"],
        source_text=zlib.decompress(row["source_text"]).decode(),
        text=row["text"],
        pieces=tuple(Piece(*each) for each in row["pieces"]),
        zones=tuple(Zone(ZoneKind(kind), Span(start, end)) for kind, start, end in row["zones"]),
        furniture=tuple(Span(*each) for each in row["furniture"]),
        title=row["title"],
        outlet=row["outlet"],
        byline=row["byline"],
        published=row["published"],
        language=row["language"],
        url=row["url"],
        path=row["path"],
        cites=tuple(Citation(each["outlet"], evidence_of(each)) for each in citations),
        placeholders=tuple(Evidence(*each) for each in row["placeholders"]),
        notes=tuple(row["notes"]),
    )


def summary_of(row: Row, edited: Iterable[str]) -> DocumentSummary:
    """Make a summary of a document's row joined with its reading and the version before."""
    stated = set(edited)
    return DocumentSummary(
        id=row["id"],
        digest=row["digest"],
        name=row["name"],
        media_type=row["media_type"],
        title=row["title"],
        outlet=row["outlet"],
        byline=row["byline"],
        published=row["published"],
        language=row["language"],
        url=row["url"],
        path=row["path"],
        notes=tuple(row["notes"]),
        version=row["version"],
        previous=row["previous_id"],
        newest=row["newest"],
        model=row["model"],
        statements=row["statements"] or 0,
        edited=tuple(name for name in FIELDS if name in stated),
    )


def statement_values(key: int, reading: Reading) -> Iterator[Values]:
    """Return the rows of the statements of a reading."""
    for position, statement in enumerate(reading.statements):
        content = " ".join(each.exact for each in statement.quote)
        named = [*statement.speakers, *(each.exact for each in statement.speaker_text)]
        yield {
            "document_key": key,
            "position": position,
            "id": statement.id,
            "directness": statement.directness.value,
            "zone": statement.zone.value,
            "via": list(statement.via),
            "confidence": dict(statement.confidence),
            "content_folded": fold(content),
            "speaker_folded": "\n".join(fold(name) for name in named),
        }


def evidence_values(key: int, reading: Reading) -> Iterator[Values]:
    """Return the rows of everything that the statements of a reading point at."""
    for position, statement in enumerate(reading.statements):
        for role in ROLES:
            for place, each in enumerate(getattr(statement, role)):
                where = {"document_key": key, "statement": position, "role": role, "position": place}
                yield {**where, **_quote(each)}


def speaker_values(key: int, reading: Reading) -> Iterator[Values]:
    """Return the rows of the speakers of a reading's statements."""
    for position, statement in enumerate(reading.statements):
        for place, name in enumerate(statement.speakers):
            yield {"document_key": key, "statement": position, "position": place, "name": name}


def mention_values(key: int, reading: Reading) -> Iterator[Values]:
    """Return the rows of the mentions of a reading."""
    for position, mention in enumerate(reading.mentions):
        yield {
            "document_key": key,
            "position": position,
            "start": mention.span.start,
            "end": mention.span.end,
            "kind": mention.kind.value,
            "confidence": mention.confidence,
        }


def statement_of(row: Row, document_id: str, quotes: Sequence[Row], speakers: Sequence[Row]) -> Statement:
    """Make a statement of its row and the rows of its evidence and speakers, these in order."""
    held = {role: tuple(evidence_of(each) for each in quotes if each["role"] == role) for role in ROLES}
    return Statement(
        id=row["id"],
        document_id=document_id,
        quote=held["quote"],
        cue=held["cue"],
        speaker_text=held["speaker_text"],
        speakers=tuple(each["name"] for each in speakers),
        speaker_mentions=held["speaker_mentions"],
        directness=Directness(row["directness"]),
        zone=ZoneKind(row["zone"]),
        via=tuple(row["via"]),
        confidence=row["confidence"],
    )


def mention_of(row: Row) -> Mention:
    """Make a mention of its row."""
    return Mention(Span(row["start"], row["end"]), MentionKind(row["kind"]), row["confidence"])


def evidence_of(row: Row) -> Evidence:
    """Make evidence of a row that holds it."""
    return Evidence(row["start"], row["end"], row["exact"], row["prefix"], row["suffix"])


def storable(text: str) -> str:
    r"""Return a text that every database takes: the undecodable bytes of a file's name are written out.

    >>> storable("caf\udce9.txt")
    'caf\\udce9.txt'
    """
    return text.encode("utf-8", "backslashreplace").decode()


def storable_document(document: Document) -> Document:
    """Return a document with every field about the page storable; its text is intake's to answer for."""
    texts = {name: getattr(document, name) for name in (*FIELDS, "name", "path")}
    written: Values = {name: storable(value) for name, value in texts.items() if value is not None}
    return replace(document, **written, notes=tuple(map(storable, document.notes)))


def _quote(each: Evidence) -> Values:
    return {
        "start": each.start,
        "end": each.end,
        "exact": each.exact,
        "prefix": each.prefix,
        "suffix": each.suffix,
    }
