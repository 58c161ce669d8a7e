"""Set an article beside its source or another version of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.model import Derivation, Span
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import DocumentSummary
from onrecord.text.days import days
from onrecord.views.looking import Looked
from onrecord.views.reader.changes import Became, RecordChange, counted_changes, record_changes
from onrecord.views.reader.differing import Differences, Row, differences
from onrecord.views.reader.ties import Tie, ties_of
from onrecord.web.reading.article import names_of

if TYPE_CHECKING:
    from onrecord.web.desk import Desk

ROWS = 120
"""Paragraphs that changed on one page."""
CONTEXT = 1
"""Paragraphs shown before and after one that changed; the others between are folded."""
_LAST = "9999-99-99"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold paragraphs that stand together: shown, or folded because nothing changed in them."""

    rows: tuple[Row, ...]
    folded: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold two articles side by side, the one that was there first at the left."""

    left: DocumentSummary
    right: DocumentSummary
    tie: Tie | None  # as a reader of the right one sees it
    found: Differences
    stretches: tuple[Stretch, ...]  # of this page
    page: int
    pages: int
    changes: tuple[RecordChange, ...]
    counts: Mapping[Became, int]


def candidates(desk: Desk, document_id: str) -> tuple[Tie, ...]:
    """Return the articles that it is worth comparing an article with."""
    casefile = desk.casefile
    ties = ties_of(document_id, casefile.derivations([document_id]), Looked(casefile))
    return tuple(tie for tie in ties if tie.document and tie.kind != "cites")


def comparison(desk: Desk, document_id: str, against: str, page: int) -> Comparison:
    """Compare an article with another.

    Raises:
        UsageError: there is no such document.
    """
    casefile = desk.casefile
    one, other = casefile.summary(document_id), casefile.summary(against)
    derivation = _between(casefile.derivations([one.id]), one.id, other.id)
    left, right = _in_order(one, other, derivation)
    ties = ties_of(right.id, [derivation] if derivation else [], Looked(casefile))
    passages = [(there, here) for tie in ties for here, there in tie.passages]
    found = desk.kept("compared", (left.id, right.id), lambda: _compared(desk, left.id, right.id, passages))
    kept = found.kept if len(found.kept) < 20_000 else ()
    entries = {
        entry.id: entry for each in (left, right) for entry in casefile.entries(EntryFilter(document=each.id))
    }
    names = names_of(desk)
    changes = record_changes(left.id, right.id, entries.values(), kept, lambda name: names.actor(name).text)
    stretches = _folded(found.rows)
    cut = _paged(stretches)
    page = min(max(1, page), len(cut))
    return Comparison(
        left, right, ties[0] if ties else None, found, tuple(cut[page - 1]), page, len(cut), changes,
        counted_changes(changes),
    )  # fmt: skip


def _compared(desk: Desk, left: str, right: str, passages: Sequence[tuple[Span, Span]]) -> Differences:
    return differences(desk.casefile.document(left).text, desk.casefile.document(right).text, passages)


def _between(found: Sequence[Derivation], one: str, other: str) -> Derivation | None:
    pairs = (each for each in found if {each.source, each.derived} == {one, other} and one != other)
    return min(pairs, key=lambda each: each.kind == "cites", default=None)


def _in_order(
    one: DocumentSummary, other: DocumentSummary, derivation: Derivation | None
) -> tuple[DocumentSummary, DocumentSummary]:
    """Return what was there first, then the other: by the derivation, the version, the date."""
    if derivation is not None:
        return (one, other) if derivation.source == one.id else (other, one)
    first, second = sorted((one, other), key=_day)
    return first, second


def _day(summary: DocumentSummary) -> tuple[str, int, str]:
    bounds = days(summary.published)
    return bounds[0] if bounds else _LAST, summary.version, summary.id


def _folded(rows: Sequence[Row]) -> list[Stretch]:
    """Fold the paragraphs that are alike, but for those next to one that changed."""
    near = [
        any(not each.is_same for each in rows[max(0, at - CONTEXT) : at + CONTEXT + 1])
        for at in range(len(rows))
    ]
    found: list[Stretch] = []
    start = 0
    for at in range(1, len(rows) + 1):
        if at == len(rows) or near[at] != near[start]:
            found.append(Stretch(tuple(rows[start:at]), folded=not near[start] and at - start > 1))
            start = at
    return found


def _paged(stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """Cut what is shown into pages of ``ROWS`` paragraphs; folded ones count too: they are on the page."""
    cut: list[list[Stretch]] = [[]]
    room = ROWS
    for each in stretches:
        rows = each.rows
        while len(rows) > room:
            if room:
                cut[-1].append(Stretch(rows[:room], each.folded))
            cut.append([])
            rows, room = rows[room:], ROWS
        if rows:
            cut[-1].append(Stretch(rows, each.folded))
            room -= len(rows)
    return cut
