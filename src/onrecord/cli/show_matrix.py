"""``onrecord show matrix``: actors against issues, as of a day."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from onrecord.cli import codebooks, position_lines, subjects
from onrecord.cli.options import as_csv, as_json, as_of
from onrecord.cli.options import db as db_option
from onrecord.cli.record_tables import stacked
from onrecord.cli.screen import console, counted, empty_table, one_line, width
from onrecord.cli.show_positions import nothing

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from onrecord.views.positions.matrix import Cell, Matrix

_ACTOR, _CELL = 16, 15
"""Columns of the names, and least columns of a cell."""


@click.command()
@db_option
@as_of
@click.option(
    "--actor",
    "--actors",
    "actors",
    multiple=True,
    metavar="NAME",
    help="A code, a name or a part of one; several with commas between. Repeat for more.",
)
@click.option(
    "--issue",
    "--issues",
    "issues",
    multiple=True,
    metavar="ID",
    help="Issue, by its id; several with commas between. Repeat for more.",
)
@click.option("--wide", is_flag=True, help="With condition, age, voice and number of entries in each cell.")
@as_json
@as_csv
def matrix(
    db: str, as_of: str | None, actors: tuple[str, ...], issues: tuple[str, ...], wide: bool, form: str | None
) -> None:
    """Show who stands where: a row for each actor, a column for each issue.

    A cell has the stance and the day of the last word on it; "!": others of the same side say
    otherwise. A dot: silent, nothing is on record. "2 unclear" beside it: they spoke of it in so many
    entries, none of which makes a position (doubtful, by an unnamed source, in a headline alone).
    Words that nothing dates are "undated", "mixed" where they differ; with --as-of they stay out.
    Without names those states, organisations and groups are shown that have most positions.
    """
    from onrecord.views import export
    from onrecord.views.looking import Looked
    from onrecord.views.positions import matrix as view

    chosen = tuple(issue.strip().lower() for issue in _split(issues))
    with subjects.register_to_read(db) as casefile:
        codebooks.check_issues(casefile, chosen)
        holders = position_lines.holders_named(casefile, _split(actors))
        found = view.matrix(casefile, as_of, holders, chosen)
        if form == "json":
            export.write_json(view.matrix_records(found, Looked(casefile)), sys.stdout)
        elif form == "csv":
            rows = (view.cell_cells(cell, as_of) for actor in found.actors for cell in found.row(actor))
            export.write_csv(rows, view.MATRIX_COLUMNS, sys.stdout)
        elif found.cells:
            _print(found, bool(holders), wide)
        else:
            click.echo(nothing(casefile, "position", as_of), err=True)


def _split(given: Sequence[str]) -> list[str]:
    """Take values with commas between apart."""
    return [part.strip() for each in given for part in each.split(",") if part.strip()]


def _print(found: Matrix, asked: bool, wide: bool) -> None:
    """Print the matrix, as many issues beside one another as there are columns for."""
    screen = console()
    across = max(1, (width() - _ACTOR - 2) // (_CELL + 2))
    for start in range(0, len(found.issues), across):
        screen.print(_table(found, found.issues[start : start + across], wide))
    silent = sum(cell.stance == "silent" for cell in found.cells.values())
    day = f" as of {found.as_of}" if found.as_of else ""
    more = f" of {found.holders:,}" if found.holders > len(found.actors) and not asked else ""
    told = f"{counted(len(found.actors), 'actor')}{more}, {counted(len(found.issues), 'issue')}{day}"
    click.echo(f"{told}; {silent:,} of {counted(len(found.cells), 'cell')} silent (·).")
    click.echo("The words behind one: onrecord show positions --actor NAME")


def _table(found: Matrix, issues: Sequence[str], wide: bool) -> Table:
    size = max(_CELL, min(24, (width() - _ACTOR - 2) // len(issues) - 2))
    table = empty_table(True, leading=int(wide))
    table.add_column("", width=_ACTOR)
    for issue in issues:
        table.add_column(one_line(issue).replace("_", " "), width=size)
    for actor in found.actors:
        cells = ((_full if wide else _brief)(found.cells[actor, issue], size) for issue in issues)
        table.add_row(stacked((one_line(actor), "bold cyan"), size=_ACTOR, most=3), *cells)
    return table


def _brief(cell: Cell, size: int) -> Text:
    """Return the stance and the day of the last word, a dot for silence."""
    from rich.text import Text

    lines = [_told(cell)]
    if cell.standing is not None:
        lines.append(Text(cell.standing.latest.last_day or "", "dim"))
    elif cell.undated:
        lines.append(Text("undated", "dim"))
    return Text("\n").join(lines)


def _told(cell: Cell) -> Text:
    from rich.text import Text

    if cell.stance == "silent":
        return Text(f"· {cell.unclear.number} unclear" if cell.unclear else "·", "dim")
    told = Text(position_lines.TOLD.get(cell.stance, cell.stance), position_lines.STYLES.get(cell.stance, ""))
    return told.append(" !", "red") if cell.standing is not None and cell.standing.others else told


def _full(cell: Cell, size: int) -> Text:
    """Return everything that a cell has, a line each."""
    from rich.text import Text

    told = [_told(cell)]
    if cell.standing is None:
        told += [Text(" and ".join(cell.stances), "dim")] if len(cell.stances) > 1 else []
        number = counted(len(cell.undated), "entry", "entries")
        return Text("\n").join([*told, *([Text(f"undated, {number}", "dim")] if cell.undated else [])])
    s = cell.standing
    hangs = [stacked((part, "yellow"), size=size) for part in position_lines.hangs_on(s.latest)]
    facts = [s.latest.last_day or "", position_lines.age(s), s.latest.voice.value]
    facts.append(counted(s.entries.number, "entry", "entries"))
    return Text("\n").join([*told, *hangs, *(Text(fact, "dim") for fact in facts if fact)])
