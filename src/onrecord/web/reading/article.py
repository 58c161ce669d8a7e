"""Gather what the reader shows of one article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.model import Conflict, Document, Evidence, RecordKind, Span, Statement, Story
from onrecord.review.effective import ReviewMark, ReviewState
from onrecord.store.interface import DocumentSummary
from onrecord.store.interface_coverage import RecordEntry
from onrecord.store.interface_shown import ConflictFilter
from onrecord.views.looking import Looked
from onrecord.views.reader.notes import AnyRecord, Names, kind_of_any
from onrecord.views.reader.page import Laid, Part, laid, part, records_in
from onrecord.views.reader.ties import Tie, ties_of
from onrecord.web.standing.who import who_of

if TYPE_CHECKING:
    from onrecord.review.view import ReviewedView
    from onrecord.web.desk import Desk

LONG = 300_000
"""Code points from which on an article that was cut up is kept for the next part of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what of an article is asked for: a part, a passage in it, or a record."""

    part: int = 1
    at: Span | None = None
    record: str = ""
    only: str = ""  # a RecordKind: the others are left out


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Hold one article as the reader shows it."""

    summary: DocumentSummary
    document: Document
    part: Part
    ties: tuple[Tie, ...]
    versions: tuple[DocumentSummary, ...]
    headlines: tuple[Conflict, ...]  # what its headline says and its body does not carry
    conflicts: Mapping[str, tuple[Conflict, ...]]  # by record
    entries: Mapping[str, RecordEntry]  # by record
    marks: Mapping[str, ReviewMark]  # by record, of those that somebody decided on
    counts: Mapping[str, int]  # records by kind
    story: Story | None
    began: int  # entries of which a report goes back to it
    speakers: Mapping[str, str]  # by record: the one actor that its words of the speaker name
    at: Span | None
    only: str

    @property
    def placeholders(self) -> tuple[Evidence, ...]:
        """Return the citations that lead nowhere."""
        return self.document.placeholders


@dataclass(frozen=True, slots=True)
class _Held:
    document: Document
    records: tuple[AnyRecord, ...]
    cut: Laid


def article_page(desk: Desk, view: ReviewedView, wanted: str, asked: Asked) -> ArticlePage:
    """Return an article as the reader shows it.

    Args:
        desk: with the casefile.
        view: of the casefile, as people decided on it.
        wanted: id of the article, or how it begins.
        asked: what of it is shown.

    Raises:
        UsageError: there is no such document, or several begin so.
    """
    casefile = desk.casefile
    summary = casefile.summary(wanted)
    held = _held(desk, view, summary)
    at = _within(asked.at, held.document.text)
    if at is None and asked.record:
        at = _passage(held.records, asked.record)
    ties = ties_of(summary.id, casefile.derivations([summary.id]), Looked(casefile))
    shown = tuple(each for each in held.records if asked.only in ("", kind_of_any(each).value))
    made = part(held.document, shown, held.cut, asked.part, ties, at, names_of(desk))
    found = tuple(casefile.conflicts(ConflictFilter(documents=(summary.id,))))
    return ArticlePage(
        summary=summary,
        document=held.document,
        part=made,
        ties=ties,
        versions=_versions(desk, summary),
        headlines=tuple(each for each in found if each.kind == "headline"),
        conflicts=_by_record(found, summary.id),
        entries=casefile.entries_of_records(summary.id),
        marks=_marks(view, summary.id, held.records, made),
        counts=_counts(held.records),
        story=_story(desk, summary.id),
        began=casefile.entries_from(summary.id, 0, 1)[1],
        speakers=_speakers(held.records),
        at=at,
        only=asked.only,
    )


def names_of(desk: Desk) -> Names:
    """Return what issues and actors are called in this casefile."""

    def made() -> Names:
        labels = {issue.id: issue.label for issue in desk.codebook().issues}
        return Names(labels, lru_cache(maxsize=8_192)(who_of(desk).full))

    return desk.kept("names", (), made)


def _held(desk: Desk, view: ReviewedView, summary: DocumentSummary) -> _Held:
    document = desk.casefile.document(summary.id)

    def made() -> _Held:
        records = records_in(view.reading(summary.id))
        return _Held(document, records, laid(document, records))

    if len(document.text) < LONG:
        return made()
    return desk.kept("article", summary.id, made)


def _within(at: Span | None, text: str) -> Span | None:
    """Return a passage as far as the article reaches."""
    if at is None or at.start >= len(text):
        return None
    return Span(at.start, min(at.end, len(text)))


def _passage(records: Sequence[AnyRecord], wanted: str) -> Span | None:
    for each in records:
        if each.id == wanted:
            return Span(min(e.start for e in each.quote), max(e.end for e in each.quote))
    return None


def _by_record(found: Sequence[Conflict], document: str) -> dict[str, tuple[Conflict, ...]]:
    held: dict[str, list[Conflict]] = {}
    for each in found:
        for record in dict.fromkeys(s.record for s in (each.left, each.right) if s.document == document):
            held.setdefault(record, []).append(each)
    return {record: tuple(each) for record, each in held.items()}


def _marks(
    view: ReviewedView, document: str, records: Sequence[AnyRecord], shown: Part
) -> dict[str, ReviewMark]:
    """Return what was decided about the records beside this part."""
    kinds = {each.id: kind_of_any(each) for each in records}
    notes = (note.record for paragraph in shown.paragraphs for note in paragraph.notes)
    marks = {record: view.mark(document, kinds[record], record) for record in notes}
    return {record: mark for record, mark in marks.items() if mark.state is not ReviewState.NONE}


def _counts(records: Sequence[AnyRecord]) -> dict[str, int]:
    counts = {kind.value: 0 for kind in RecordKind}
    for each in records:
        counts[kind_of_any(each).value] += 1
    return counts


def _speakers(records: Sequence[AnyRecord]) -> dict[str, str]:
    """Return whom the words of the speaker name, where it is one alone who has a name."""
    found = {}
    for each in records:
        if isinstance(each, Statement) and len(each.speakers) == 1:
            found[each.id] = each.speakers[0]
    return found


def _versions(desk: Desk, summary: DocumentSummary) -> tuple[DocumentSummary, ...]:
    if summary.newest and summary.previous is None:
        return (summary,)  # one alone: the usual case need not ask
    return desk.casefile.versions(summary.id)


def _story(desk: Desk, document: str) -> Story | None:
    try:
        return desk.casefile.story(document)
    except UsageError:  # it is told by no other article
        return None
