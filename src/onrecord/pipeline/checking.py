"""Verify that a casefile still holds what was put in: pages unchanged, every span where it was."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.errors import CasefileError
from onrecord.model import Document, Evidence, Reading
from onrecord.store.interface import EVIDENCE, CasefileView, DocumentFilter
from onrecord.store.record_kinds import all_evidence, kind_of, records_of


@dataclass(frozen=True, slots=True)
class CheckProblem:
    """Say what of a document does not hold any more."""

    document_id: str
    name: str
    what: str


def check(casefile: CasefileView, *, progress: Callable[[str], None] | None = None) -> Iterator[CheckProblem]:
    """Verify all versions of all documents: the page is unchanged and each span says what the text says.

    ``progress`` is called with the name of each document when it is done.
    """
    for document in casefile.documents(DocumentFilter(all_versions=True)):
        for what in _faults(casefile, document):
            yield CheckProblem(document.id, document.name, what)
        if progress is not None:
            progress(document.name)


def _faults(casefile: CasefileView, document: Document) -> Iterator[str]:
    try:
        if hashlib.sha256(casefile.raw(document.id)).hexdigest() != document.digest:
            yield "the kept page is not the page that was added (its digest differs)"
        reading = casefile.reading(document.id)
    except CasefileError as error:
        yield error.what
        return
    yield from _text_faults(document)
    spans = _spans(document, reading)
    yield from (
        f"{label} at {span.start}..{span.end} does not say {span.exact!r} there"
        for label, span in spans
        if not span.holds(document.text)
    )
    if reading is not None:
        yield from (
            f"a mention at {mention.span.start}..{mention.span.end} lies outside the text"
            for mention in reading.mentions
            if mention.span.end > len(document.text)
        )


def _text_faults(document: Document) -> Iterator[str]:
    source, at = document.source_text, 0
    for piece in document.pieces:
        stretch = source[piece.source_start : piece.source_start + piece.length]
        if piece.start != at or document.text[at : at + piece.length] != stretch:
            yield f"the piece of the text at {piece.start} is not what the page says at {piece.source_start}"
        at = piece.start + piece.length
    if at != len(document.text):
        yield f"the pieces cover {at} characters of a text of {len(document.text)}"
    end = 0
    for zone in document.zones:
        if zone.span.start < end or zone.span.end > len(document.text):
            yield f"the zone at {zone.span.start}..{zone.span.end} overlaps another or lies outside the text"
        end = zone.span.end
    for span in document.furniture:
        if span.end > len(source):
            yield f"the furniture at {span.start}..{span.end} lies outside the page"


def _spans(document: Document, reading: Reading | None) -> Iterator[tuple[str, Evidence]]:
    yield from (("a cited outlet", citation.quote) for citation in document.cites)
    yield from (("a placeholder", placeholder) for placeholder in document.placeholders)
    for statement in reading.statements if reading is not None else ():
        for role in EVIDENCE:
            label = f"the {role.replace('_', ' ')} of statement {statement.id}"
            yield from ((label, evidence) for evidence in getattr(statement, role))
        label = f"a relation of statement {statement.id}"
        for relation in statement.relations:
            yield from ((label, evidence) for evidence in (relation.cue, relation.left, relation.right))
    for record in records_of(reading):
        whose = f"of {kind_of(record).value} {record.id}"
        for name, evidence in all_evidence(record):
            yield f"the {name.replace('_', ' ')} {whose}", evidence
