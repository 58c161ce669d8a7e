"""``onrecord show statements``: who said what, in whose report, where in the page."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import codebooks, opening
from onrecord.cli import statement_lines as lines
from onrecord.cli.options import as_csv, as_json, document_filters, statement_filters, to_statement_filter
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.review_marks import Marks, rejected_option
from onrecord.cli.screen import NARROW, SLIM, counted, empty_table, fitted, one_line, print_rows, printable
from onrecord.model import RecordKind
from onrecord.review.marking import COLUMNS

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from onrecord.views.places import PlacedStatement


@click.command()
@db_option
@statement_filters
@document_filters
@click.option("--document", "document", metavar="ID", help="Of this document only.")
@rejected_option
@limit_option
@as_json
@as_csv
def statements(
    db: str, document: str | None, rejected: bool, limit: int | None, form: str | None, **chosen: Any
) -> None:
    """Show who said what, as which act, in whose report, and where in the page it stands.

    The cue is always shown: the content of a denial is what is denied. "¶3 +120" is the third
    paragraph of the article and the 120th character of its text.
    """
    from onrecord.store.interface import StatementFilter
    from onrecord.views import export, records
    from onrecord.views.places import placed

    where = StatementFilter(document=document, **to_statement_filter(chosen))
    with opening.to_show(db, rejected=rejected) as casefile:
        codebooks.check_issues(casefile.casefile, where.issues)
        marks = Marks(casefile, RecordKind.STATEMENT)
        found = placed(casefile.statements(where), casefile.document)
        shown = islice(found, limit)
        if form == "json":
            export.write_json(map(marks.record(records.statement_record), shown), sys.stdout)
        elif form == "csv":
            columns = (*records.STATEMENT_COLUMNS, *COLUMNS)
            export.write_csv(map(marks.cells(records.statement_cells), shown), columns, sys.stdout)
        else:
            count = print_rows(shown, partial(_layout, marks))
            more = next(found, None) is not None
            click.echo(_footer(count, more, where == StatementFilter()), err=not count)


def _footer(count: int, more: bool, everything: bool) -> str:
    if not count:
        return "There are no statements yet: onrecord add PATH..." if everything else "No statement fits."
    if more:
        shown = "statement" if count == 1 else counted(count, "statement")
        return f"The first {shown}; there are more."
    return f"{counted(count, 'statement')}."


def _layout(marks: Marks, rows: Iterable[PlacedStatement], columns: int, header: bool) -> Table:
    return (_narrow if columns < NARROW else _wide)(marks, rows, columns, header)


def _wide(marks: Marks, rows: Iterable[PlacedStatement], columns: int, header: bool) -> Table:
    from rich.text import Text

    table = empty_table(header, leading=1)
    sizes = {"Who, cue": 24, "Act, issue, stance": 22, "What": 0, "In": 20, "Where": 11}
    sizes["What"] = columns - sum(sizes.values()) - 2 * len(sizes)
    for name, size in sizes.items():
        table.add_column(name, width=size)
    for row in rows:
        table.add_row(
            _who_and_cue(marks, row, sizes["Who, cue"]),
            Text("\n").join(_coded(row)),
            _what(row, sizes["What"], 4),
            _report(row, sizes["In"]),
            _where(row, " "),
        )
    return table


def _narrow(marks: Marks, rows: Iterable[PlacedStatement], columns: int, header: bool) -> Table:
    """Stack what it was coded as over the content, and in few columns the report under the speaker."""
    from rich.text import Text

    table = empty_table(header, leading=1)
    slim = columns < SLIM
    sizes = {"Who, cue": 18, "What": 0, **({} if slim else {"In": 15, "Where": 8})}
    sizes["What"] = columns - sum(sizes.values()) - 2 * len(sizes)
    for name, size in sizes.items():
        table.add_column(name, width=size)
    for row in rows:
        who = _who_and_cue(marks, row, sizes["Who, cue"])
        what = Text("\n").join([Text(" · ").join(_coded(row)), _what(row, sizes["What"], 4)])
        if slim:
            report = Text(_report(row, sizes["Who, cue"]), "dim")
            table.add_row(Text("\n").join([who, report, _where(row, " ")]), what)
        else:
            table.add_row(who, what, _report(row, sizes["In"]), _where(row, "\n"))
    return table


def _who_and_cue(marks: Marks, row: PlacedStatement, size: int) -> Text:
    """Return the speaker, in what capacity, and the cue in full."""
    from rich.text import Text

    statement = row.row.statement
    name = Text(fitted(lines.who(statement), size, 2), "bold cyan" if statement.speakers else "dim")
    role = [Text(fitted(lines.capacity(statement), size, 2), "dim")] if lines.capacity(statement) else []
    cue = " … ".join(one_line(piece.exact) for piece in statement.cue)
    told = [Text(fitted(one_line(line), size, 2), style) for line, style in marks.lines(statement)]
    return Text("\n").join([name, *role, Text(cue, "yellow") if cue else Text("(no cue)", "dim"), *told])


def _coded(row: PlacedStatement) -> list[Text]:
    from rich.text import Text

    act, issues, stance = lines.coded(row.row.statement)
    return [Text(act, "bold"), Text(issues), Text(stance, "dim")]


def _what(row: PlacedStatement, size: int, most: int) -> Text:
    """Return the content, of a denial with its cue, and a line for each circumstance."""
    from rich.text import Text

    from onrecord.views.spans import content_line

    statement = row.row.statement
    content = fitted(printable(content_line(statement, " […] ")), size, most)
    return Text("\n").join([Text(content), *(Text(line, "dim") for line in lines.circumstances(statement))])


def _report(row: PlacedStatement, size: int) -> str:
    document = row.row.document
    outlet = fitted(one_line(document.outlet) or one_line(document.name), size, 2)
    return f"{outlet}\n{document.published or '-'}"


def _where(row: PlacedStatement, gap: str) -> Text:
    from rich.text import Text

    zone = [] if row.place.zone == "body" else [row.place.zone.value]
    return Text(gap.join([f"¶{row.place.paragraph}", f"+{row.place.start}", *zone]), "dim")
