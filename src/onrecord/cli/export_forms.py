"""Write one kind of records as JSON lines, CSV or Parquet, with what people decided about each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from onrecord.cli.review_marks import Marks
from onrecord.review.marking import COLUMNS, with_marks
from onrecord.views.exporting import Written, text_into

if TYPE_CHECKING:
    from onrecord.model import RecordKind
    from onrecord.review.view import ReviewedView

__all__ = ["Exported", "How", "reviewed", "text_into"]

_Row = TypeVar("_Row")

How = Written
"""Says how one kind of records is written in each format."""

Exported: TypeAlias = tuple[Iterable[Any], How[Any]]
"""Rows, and how they are written."""


def reviewed(how: How[_Row], view: ReviewedView, kind: RecordKind) -> How[_Row]:
    """Return how a kind is written with what was decided about each record."""
    marks = Marks(view, kind)
    return How(
        marks.record(how.record),
        marks.cells(how.cells),
        (*how.columns, *COLUMNS),
        lambda: with_marks(how.schema()),
    )
