"""``onrecord show shifts``: who changed where they stand, with the words before and after."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from onrecord.cli import codebooks, position_lines, subjects
from onrecord.cli.options import as_csv, as_json, date_option
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.record_tables import stacked
from onrecord.cli.screen import SLIM, counted, empty_table, one_line, print_rows
from onrecord.cli.show_positions import nothing

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from onrecord.model import Point
    from onrecord.views.positions.shifts import Shift


@click.command()
@db_option
@date_option("--since", help="Changed on or after this date.")
@date_option("--until", help="Changed on or before this date.")
@click.option(
    "--actor",
    "actors",
    multiple=True,
    metavar="NAME",
    help="Whose: a code, a name or a part of one. Repeat for more.",
)
@click.option("--issue", "issues", multiple=True, metavar="ID", help="Issue, by its id. Repeat for more.")
@click.option("--proposition", metavar="ID", help="On one proposal, offer or demand, by the id of its entry.")
@limit_option
@as_json
@as_csv
def shifts(
    db: str, since: str | None, until: str | None, actors: tuple[str, ...], issues: tuple[str, ...],
    proposition: str | None, limit: int | None, form: str | None,
) -> None:  # fmt: skip
    """Show changes of stance, condition or order, the words before beside the words after.

    A shift is shown only where both are about one matter, on days that cannot be one, in voices
    that count alike: the last line says by what they are about one matter. What a weaker voice
    says, what is told again later, and what comes back within days is none.
    """
    from onrecord.store.interface_shown import PositionFilter
    from onrecord.views import export
    from onrecord.views.looking import Looked
    from onrecord.views.positions import shifts as view
    from onrecord.views.positions.position_records import SHIFT_COLUMNS, shift_cells, shift_record

    chosen = tuple(issue.strip().lower() for issue in issues)
    with subjects.register_to_read(db) as casefile:
        codebooks.check_issues(casefile, chosen)
        subject = (subjects.entry(casefile, proposition).id,) if proposition else ()
        holders = position_lines.holders_named(casefile, actors)
        where = PositionFilter(holders, (*chosen, *subject), since_from=since, since_until=until)
        found = view.shifts(casefile, where)
        look, shown = Looked(casefile), found[:limit]
        if form == "json":
            export.write_json((shift_record(each, look) for each in shown), sys.stdout)
        elif form == "csv":
            export.write_csv((shift_cells(each, look) for each in shown), SHIFT_COLUMNS, sys.stdout)
        elif count := print_rows(shown, _table):
            more = f", the first of {len(found):,}" if count < len(found) else ""
            click.echo(f"{counted(count, 'shift')}{more}. The words behind one: onrecord show entry ID")
        elif any(True for _ in casefile.positions()):
            click.echo(
                "Nobody is shown to have moved: `onrecord show positions` has who stands where.", err=True
            )
        else:
            click.echo(nothing(casefile, "position", None), err=True)


def _table(rows: Iterable[Shift], columns: int, header: bool) -> Table:
    from rich.text import Text

    slim = columns < SLIM
    table = empty_table(header, leading=1)
    sizes = {"Who, on what": 20 if slim else 26, "Before": 0, "After": 0}
    half = (columns - sizes["Who, on what"] - 2 * len(sizes)) // 2
    sizes |= {"Before": half, "After": half}
    for name, size in sizes.items():
        table.add_column(name, width=size)
    for row in rows:
        own = sizes["Who, on what"]
        who = Text("\n").join(
            [
                Text(row.on),
                *(stacked((one_line(holder), "bold cyan"), size=own) for holder in row.holders),
                stacked((one_line(row.subject), "dim"), size=own),
                stacked((", ".join(row.changed), "magenta"), size=own),
                stacked((row.compared, "dim"), size=own, most=3),
            ]
        )
        table.add_row(who, _side(row.before, half), _side(row.after, half))
    return table


def _side(point: Point, size: int) -> Text:
    from rich.text import Text

    style = position_lines.STYLES.get(str(point.stance), "")
    lines = [
        Text(str(point.stance), style),
        stacked((position_lines.said(point), ""), size=size, most=4),
        *(stacked((part, "yellow"), size=size, most=3) for part in position_lines.hangs_on(point)),
        stacked((position_lines.who_said(point), "dim"), size=size),
        Text(point.entry[: position_lines.SHORT], "dim"),
    ]
    return Text("\n").join(lines)
