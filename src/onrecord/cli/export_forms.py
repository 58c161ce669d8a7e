"""Write one kind of records as JSON lines, CSV or Parquet."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Generic, TextIO, TypeAlias, TypeVar, cast

from onrecord.cli.review_marks import REVIEW_COLUMNS, Marks, with_review

if TYPE_CHECKING:
    import pyarrow as pa

    from onrecord.model import RecordKind
    from onrecord.review.view import ReviewedView
    from onrecord.views.parts import Record

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class How(Generic[_Row]):
    """Say how one kind of records is written in each format."""

    record: Callable[[_Row], Record]
    cells: Callable[[_Row], dict[str, str]]
    columns: Sequence[str]
    schema: Callable[[], pa.Schema]

    def reviewed(self, view: ReviewedView, kind: RecordKind) -> How[_Row]:
        """Return how the kind is written with what was decided about each record."""
        marks = Marks(view, kind)
        return How(
            marks.record(self.record),
            marks.cells(self.cells),
            (*self.columns, *REVIEW_COLUMNS),
            lambda: with_review(self.schema()),
        )

    def write(self, rows: Iterable[_Row], form: str, out: IO[bytes]) -> int:
        """Write the rows; return how many."""
        from onrecord.views import export as views

        if form == "parquet":
            return views.write_parquet(map(self.record, rows), self.schema(), out)
        if form == "jsonl":
            return views.write_jsonl(map(self.record, rows), text_into(out))
        return views.write_csv(map(self.cells, rows), self.columns, text_into(out))


Exported: TypeAlias = tuple[Iterable[Any], How[Any]]
"""Rows, and how they are written."""


def text_into(out: IO[bytes]) -> TextIO:
    """Write UTF-8 into a binary stream; unlike a ``TextIOWrapper`` it neither buffers nor closes it."""
    return cast(TextIO, codecs.getwriter("utf-8")(out))
