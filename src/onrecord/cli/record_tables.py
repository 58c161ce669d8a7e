"""Show commitments, events and claims as a person reads them, as JSON or as CSV: one way for all three."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic

import click

from onrecord.cli.screen import NARROW, SLIM, counted, empty_table, fitted, one_line, print_rows
from onrecord.store.record_kinds import R

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from onrecord.views.places import Place, PlacedRecord


@dataclass(frozen=True, slots=True)
class Shown(Generic[R]):
    """Say how one kind of record is shown.

    A row of the table has its head (who, what kind), what it was coded as, the words, the report and the
    place; where the columns are few, what it was coded as stands over the words.
    """

    what: str  # "commitment"
    titles: tuple[str, str, str]  # of the first three columns
    head: Callable[[R, int], Text]  # given the width there is
    coded: Callable[[R, int], Text]
    words: Callable[[R, int], Text]
    record: Callable[[PlacedRecord[R]], dict[str, Any]]
    cells: Callable[[PlacedRecord[R]], dict[str, str]]
    columns: Sequence[str]


def show(
    found: Iterator[PlacedRecord[R]], how: Shown[R], form: str | None, limit: int | None, everything: bool
) -> None:
    """Print records; ``everything`` says that no filter was given."""
    from onrecord.views import export

    shown = islice(found, limit)
    if form == "json":
        export.write_json(map(how.record, shown), sys.stdout)
    elif form == "csv":
        export.write_csv(map(how.cells, shown), how.columns, sys.stdout)
    else:
        count = print_rows(shown, lambda rows, columns, header: _layout(rows, how, columns, header))
        more = next(found, None) is not None
        click.echo(_footer(how.what, count, more, everything), err=not count)


def _footer(what: str, count: int, more: bool, everything: bool) -> str:
    if not count:
        return f"There are no {what}s yet: onrecord add PATH..." if everything else f"No {what} fits."
    if more:
        return f"The first {what if count == 1 else counted(count, what)}; there are more."
    return f"{counted(count, what)}."


def _layout(rows: Iterable[PlacedRecord[R]], how: Shown[R], columns: int, header: bool) -> Table:
    from rich.text import Text

    narrow: bool = columns < NARROW
    slim: bool = columns < SLIM
    table = empty_table(header, leading=1)
    first: int = 18 if narrow else 24
    report: int = 20 if not narrow else 18 if slim else 15
    place: int = 8 if narrow else 11
    second: int = 0 if narrow else 22
    sizes = [first, *([] if narrow else [second]), 0, *([] if slim else [report, place])]
    words = columns - sum(sizes) - 2 * len(sizes)
    around: list[str] = [] if slim else ["In", "Where"]
    titles = [how.titles[0], *([] if narrow else [how.titles[1]]), how.titles[2], *around]
    for title, size in zip(titles, sizes, strict=True):
        table.add_column(title, width=size or words)
    for row in rows:
        record = row.row.record
        coded, said = how.coded(record, second or words), how.words(record, words)
        middle = [Text("\n").join([coded, said])] if narrow else [coded, said]
        head, report_of = how.head(record, first), Text(_report(row, report), "dim" if slim else "")
        if slim:
            table.add_row(Text("\n").join([head, report_of, _where(row.place, False)]), *middle)
        else:
            table.add_row(head, *middle, report_of, _where(row.place, narrow))
    return table


def _report(row: PlacedRecord[R], size: int) -> str:
    document = row.row.document
    outlet = fitted(one_line(document.outlet) or one_line(document.name), size, 2)
    return f"{outlet}\n{document.published or '-'}"


def _where(place: Place, narrow: bool) -> Text:
    from rich.text import Text

    zone = [] if place.zone == "body" else [place.zone.value]
    return Text(("\n" if narrow else " ").join([f"¶{place.paragraph}", f"+{place.start}", *zone]), "dim")


def stacked(*lines: tuple[str, str], size: int, most: int = 2) -> Text:
    """Return lines, each with its style, wrapped to a width and shortened; empty ones are left out."""
    from rich.text import Text

    return Text("\n").join([Text(fitted(line, size, most), style) for line, style in lines if line])
