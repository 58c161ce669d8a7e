"""``onrecord show statements``: who said what, in whose report, where in the page."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import opening
from onrecord.cli.options import as_csv, as_json, document_filters, to_filter
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.screen import NARROW, counted, empty_table, fitted, one_line, print_rows, printable

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from onrecord.views.places import PlacedStatement


@click.command()
@db_option
@click.option("--speaker", help="Part of the speaker's name, or of the words that name the speaker.")
@document_filters
@click.option("--document", "document", metavar="ID", help="Of this document only.")
@limit_option
@as_json
@as_csv
def statements(
    db: str, speaker: str | None, document: str | None, limit: int | None, form: str | None, **chosen: Any
) -> None:
    """Show who said what, in whose report, and where in the page it stands.

    The cue is always shown: the content of a denial is what is denied. "¶3 +120" is the third
    paragraph of the article and the 120th character of its text.
    """
    from onrecord.store.interface import StatementFilter
    from onrecord.views import export, records
    from onrecord.views.places import placed

    where = StatementFilter(speaker=speaker, document=document, **to_filter(chosen))
    with opening.to_read(db) as casefile:
        found = placed(casefile.statements(where), casefile.document)
        shown = islice(found, limit)
        if form == "json":
            export.write_json(map(records.statement_record, shown), sys.stdout)
        elif form == "csv":
            export.write_csv(map(records.statement_cells, shown), records.STATEMENT_COLUMNS, sys.stdout)
        else:
            count = print_rows(shown, _layout)
            more = next(found, None) is not None
            click.echo(_footer(count, more, where == StatementFilter()), err=not count)


def _footer(count: int, more: bool, everything: bool) -> str:
    if not count:
        return "There are no statements yet: onrecord add PATH..." if everything else "No statement fits."
    if more:
        return f"The first {counted(count, 'statement')}; there are more."
    return f"{counted(count, 'statement')}."


def _layout(rows: Iterable[PlacedStatement], columns: int, header: bool) -> Table:
    return (_narrow if columns < NARROW else _wide)(rows, columns, header)


def _wide(rows: Iterable[PlacedStatement], columns: int, header: bool) -> Table:
    table = empty_table(header)
    sizes = {"Who": 22, "Cue": 14, "What": 0, "In": 20, "Date": 10, "Where": 11}
    sizes["What"] = columns - sum(sizes.values()) - 2 * len(sizes)
    for name, size in sizes.items():
        table.add_column(name, width=size)
    for row in rows:
        table.add_row(
            _who(row, sizes["Who"]),
            _cue(row),
            _what(row, sizes["What"], 2),
            _outlet(row, sizes["In"]),
            row.row.document.published or "-",
            _where(row, " "),
        )
    return table


def _narrow(rows: Iterable[PlacedStatement], columns: int, header: bool) -> Table:
    """Stack cue under speaker and date under outlet."""
    from rich.text import Text

    table = empty_table(header, leading=1)
    sizes = {"Who, cue": 18, "What": 0, "In": 15, "Where": 8}
    sizes["What"] = columns - sum(sizes.values()) - 2 * len(sizes)
    for name, size in sizes.items():
        table.add_column(name, width=size)
    for row in rows:
        who, outlet = _who(row, sizes["Who, cue"]), _outlet(row, sizes["In"])
        table.add_row(
            Text("\n").join([who, _cue(row)]),
            _what(row, sizes["What"], 4),
            f"{outlet}\n{row.row.document.published or '-'}",
            _where(row, "\n"),
        )
    return table


def _who(row: PlacedStatement, size: int) -> Text:
    from rich.text import Text

    statement = row.row.statement
    if statement.speakers:
        return Text(fitted(one_line("; ".join(statement.speakers)), size, 2), "bold cyan")
    words = " ".join(one_line(piece.exact) for piece in statement.speaker_text)
    return Text(fitted(f"undecided ({words})" if words else "undecided", size, 2), "dim")


def _cue(row: PlacedStatement) -> Text:
    """Return the cue in full."""
    from rich.text import Text

    cue = " … ".join(one_line(piece.exact) for piece in row.row.statement.cue)
    return Text(cue, "yellow") if cue else Text("(no cue)", "dim")


def _what(row: PlacedStatement, size: int, lines: int) -> str:
    from onrecord.views.spans import joined_quote

    return fitted(printable(joined_quote(row.row.statement.quote, " […] ")), size, lines)


def _outlet(row: PlacedStatement, size: int) -> str:
    document = row.row.document
    return fitted(one_line(document.outlet) or one_line(document.name), size, 2)


def _where(row: PlacedStatement, gap: str) -> Text:
    from rich.text import Text

    zone = [] if row.place.zone == "body" else [row.place.zone.value]
    return Text(gap.join([f"¶{row.place.paragraph}", f"+{row.place.start}", *zone]), "dim")
