"""Say where in its page a statement stands, in terms that a person can look up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic

from onrecord.model import Document, ReportedAct, Statement, ZoneKind
from onrecord.store.interface import FoundRow, StatementRow
from onrecord.store.record_kinds import FoundRecord, R
from onrecord.text.offsets import to_source
from onrecord.views.spans import span_of

_AT_HAND = 16  # documents whose places are kept: events come by their date, not by document


@dataclass(frozen=True, slots=True)
class Place:
    """Hold where a content begins and ends: in the clean text, and in the text of the page itself."""

    paragraph: int  # 1 for the first line of the clean text that is not blank
    start: int  # code points in the clean text
    end: int
    line: int  # 1 for the first line of the source text
    source_start: int  # code points in the source text
    source_end: int
    zone: ZoneKind


@dataclass(frozen=True, slots=True)
class PlacedStatement:
    """Hold a statement, the document it stands in, and the place where."""

    row: StatementRow
    place: Place


@dataclass(frozen=True, slots=True)
class PlacedRecord(Generic[R]):
    """Hold a commitment, event or claim, the document it stands in, and the place where."""

    row: FoundRow[R]
    place: Place


class Places:
    """Find the places of one document's records; lines are counted once for all of them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._paragraphs = paragraph_starts(document.text)
        self._lines = [0, *(i + 1 for i, c in enumerate(document.source_text) if c == "\n")]

    def of(self, record: Statement | FoundRecord | ReportedAct) -> Place:
        """Return where the content or evidence of a record of this document stands."""
        start = min(piece.start for piece in record.quote)
        end = max(piece.end for piece in record.quote)
        source = [s for e in record.quote for s in to_source(self._document.pieces, span_of(e))]
        source_start = min(span.start for span in source)
        return Place(
            paragraph=max(1, bisect_right(self._paragraphs, start)),
            start=start,
            end=end,
            line=bisect_right(self._lines, source_start),
            source_start=source_start,
            source_end=max(span.end for span in source),
            zone=record.zone,
        )


def paragraph_starts(text: str) -> list[int]:
    r"""Return where each line that is not blank begins.

    >>> paragraph_starts("A.\n\nB.")
    [0, 4]
    """
    starts, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            starts.append(at)
        at += len(line) + 1
    return starts


def placed(rows: Iterable[StatementRow], document: Callable[[str], Document]) -> Iterator[PlacedStatement]:
    """Add its place to each statement; ``document`` is asked once for each run of rows of one document."""
    places, last = None, None
    for row in rows:
        if places is None or row.statement.document_id != last:
            last = row.statement.document_id
            places = Places(document(last))
        yield PlacedStatement(row, places.of(row.statement))


def placed_records(
    rows: Iterable[FoundRow[R]], document: Callable[[str], Document]
) -> Iterator[PlacedRecord[R]]:
    """Add its place to each commitment, event or claim; some documents are kept at hand."""

    @lru_cache(maxsize=_AT_HAND)
    def places(document_id: str) -> Places:
        return Places(document(document_id))

    for row in rows:
        yield PlacedRecord(row, places(row.document.id).of(row.record))
