"""Say beside shown and exported records what people decided about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.model import Claim, Commitment, Event
from onrecord.review.marking import COLUMNS, mark_fields, record_in

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.cli.record_tables import Shown
    from onrecord.model import RecordKind
    from onrecord.review.effective import ReviewMark
    from onrecord.review.snapshot import Record
    from onrecord.review.view import ReviewedView

rejected_option = click.option("--rejected", is_flag=True, help="Records that a person rejected, too.")


_Placed = TypeVar("_Placed")
_R = TypeVar("_R", bound="Record")
K = TypeVar("K", Commitment, Event, Claim)


class Marks:
    """Look up what was decided about the records of one kind that a view gives."""

    def __init__(self, view: ReviewedView, kind: RecordKind) -> None:
        self._view, self._kind = view, kind

    def of(self, record: Record) -> ReviewMark:
        """Return what was decided about a record."""
        return self._view.mark(record.document_id, self._kind, record.id)

    def fields(self, record: Record) -> dict[str, Any]:
        """Return what is added to the record as JSON."""
        return mark_fields(self._view, self._kind, record.document_id, record.id)

    def record(self, made: Callable[[_Placed], dict[str, Any]]) -> Callable[[_Placed], dict[str, Any]]:
        """Return what makes the JSON of a placed record with what was decided."""
        return lambda placed: made(placed) | self.fields(record_in(placed))

    def cells(self, made: Callable[[_Placed], dict[str, str]]) -> Callable[[_Placed], dict[str, str]]:
        """Return what makes the row of a placed record with what was decided."""

        def row(placed: _Placed) -> dict[str, str]:
            return made(placed) | {
                name: value or "" for name, value in self.fields(record_in(placed)).items()
            }

        return row

    def lines(self, record: Record) -> Iterator[tuple[str, str]]:
        """Yield a line, with its style, that says what was decided; none where nothing was."""
        mark = self.of(record)
        if mark.at is not None:
            style = "red" if mark.disagreements or mark.is_rejected else "green"
            rejected = ", rejected" if mark.disagreements and mark.is_rejected else ""
            yield f"{mark.state.value}{rejected} by {mark.by}", style

    def head(self, made: Callable[[_R, int], Text]) -> Callable[[_R, int], Text]:
        """Return what lays out the head of a record, with a line for what was decided."""

        def laid_out(record: _R, size: int) -> Text:
            from rich.text import Text

            from onrecord.cli.screen import fitted, one_line

            told = [Text(fitted(one_line(line), size, 2), style) for line, style in self.lines(record)]
            return Text("\n").join([made(record, size), *told])

        return laid_out


def reviewed(how: Shown[K], view: ReviewedView, kind: RecordKind) -> Shown[K]:
    """Return how records are shown with what was decided about each."""
    marks = Marks(view, kind)
    return replace(
        how,
        head=marks.head(how.head),
        record=marks.record(how.record),
        cells=marks.cells(how.cells),
        columns=(*how.columns, *COLUMNS),
    )
