"""Turn records into rows and rows into records."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.model import (
    UNDECIDED,
    Act,
    Citation,
    Directness,
    Document,
    Evidence,
    Mention,
    MentionKind,
    Piece,
    Reading,
    Relation,
    RelationKind,
    Span,
    SpeakerRole,
    Stance,
    Statement,
    Zone,
    ZoneKind,
)
from onrecord.store.fold import fold
from onrecord.store.interface import EVIDENCE, FIELDS, DocumentSummary
from onrecord.store.naming import Naming
from onrecord.text.days import days

Row = Mapping[Any, Any]
Values = dict[str, Any]


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
        commitments=row["commitments"] or 0,
        events=row["events"] or 0,
        claims=row["claims"] or 0,
        edited=tuple(name for name in FIELDS if name in stated),
    )


def statement_values(key: int, reading: Reading, naming: Naming) -> Iterator[Values]:
    """Return the rows of the statements of a reading."""
    for position, statement in enumerate(reading.statements):
        bounds = days(statement.said_on)
        yield {
            "document_key": key,
            "position": position,
            "id": statement.id,
            "directness": statement.directness.value,
            "zone": statement.zone.value,
            "via": list(statement.via),
            "confidence": dict(statement.confidence),
            "content_folded": fold(" ".join(each.exact for each in statement.quote)),
            "affiliation": statement.affiliation,
            "speaker_role": statement.speaker_role.value if statement.speaker_role else None,
            "act": str(statement.act),
            "stance": str(statement.stance),
            "said_on": statement.said_on,
            "said_first_day": bounds[0] if bounds else None,
            "said_last_day": bounds[1] if bounds else None,
            "relations": [_relation_values(each) for each in statement.relations],
            "undecided": dict(statement.undecided),
            **named_values(naming.applied(statement, key)),
        }


def named_values(statement: Statement) -> Values:
    """Return the columns in which actors are looked for, of a statement whose actors are named as decided."""
    return {
        "speaker_folded": _names_folded(statement.speakers, statement.speaker_text),
        "addressee_folded": _names_folded(statement.addressees, statement.addressee_text),
        "affiliation_folded": fold(statement.affiliation or ""),
    }


def _names_folded(names: Iterable[str], words: Iterable[Evidence]) -> str:
    return "\n".join(fold(name) for name in (*names, *(each.exact for each in words)))


def evidence_values(key: int, reading: Reading) -> Iterator[Values]:
    """Return the rows of everything that the statements of a reading point at."""
    for position, statement in enumerate(reading.statements):
        for role in EVIDENCE:
            for place, each in enumerate(getattr(statement, role)):
                where = {"document_key": key, "statement": position, "role": role, "position": place}
                yield {**where, **_quote(each)}


def list_values(key: int, reading: Reading, field: str, column: str) -> Iterator[Values]:
    """Return the rows of a field of a reading's statements that is a list of texts."""
    for position, statement in enumerate(reading.statements):
        for place, value in enumerate(getattr(statement, field)):
            yield {"document_key": key, "statement": position, "position": place, column: value}


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


def statement_of(
    row: Row, document_id: str, quotes: Sequence[Row], lists: Mapping[str, Sequence[str]]
) -> Statement:
    """Make a statement of its row, the rows of its evidence, and its lists by field, all in order."""
    held = {role: tuple(evidence_of(each) for each in quotes if each["role"] == role) for role in EVIDENCE}
    return Statement(
        id=row["id"],
        document_id=document_id,
        directness=Directness(row["directness"]),
        zone=ZoneKind(row["zone"]),
        speakers=tuple(lists["speakers"]),
        addressees=tuple(lists["addressees"]),
        issues=tuple(lists["issues"]),
        via=tuple(row["via"]),
        affiliation=row["affiliation"],
        speaker_role=SpeakerRole(row["speaker_role"]) if row["speaker_role"] else None,
        act=_decided(Act, row["act"]),
        stance=_decided(Stance, row["stance"]),
        said_on=row["said_on"],
        relations=tuple(_relation_of(each) for each in row["relations"]),
        undecided=row["undecided"],
        confidence=row["confidence"],
        **held,
    )


def _decided(kind: type[Act] | type[Stance], value: str) -> str:
    return value if value == UNDECIDED else kind(value)


def _relation_values(relation: Relation) -> Values:
    return {
        "kind": relation.kind.value,
        **{side: list(_quote(getattr(relation, side)).values()) for side in ("cue", "left", "right")},
        "left_issue": relation.left_issue,
        "right_issue": relation.right_issue,
    }


def _relation_of(held: Row) -> Relation:
    cue, left, right = (Evidence(*held[side]) for side in ("cue", "left", "right"))
    return Relation(RelationKind(held["kind"]), cue, left, right, held["left_issue"], held["right_issue"])


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
