"""``onrecord show unity``: how far the members of a bloc stand together on an issue."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from onrecord.cli import bases, codebooks, position_lines, subjects
from onrecord.cli.options import as_csv, as_json, as_of
from onrecord.cli.options import db as db_option
from onrecord.cli.record_tables import stacked
from onrecord.cli.screen import console, counted, empty_table, one_line, width
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from onrecord.model import Point
    from onrecord.store.interface import CasefileStore
    from onrecord.views.positions.matrix import Cell
    from onrecord.views.positions.standing import Standing
    from onrecord.views.positions.unity import Unity

_HEADS = {
    "for": "for", "against": "against", "conditional": "under a condition", "mixed": "mixed",
    "none": "took no side", "silent": "silent",
}  # fmt: skip


@click.command()
@click.argument("bloc", metavar="BLOC")
@db_option
@click.option("--issue", required=True, metavar="ID", help="Issue, by its id.")
@click.option(
    "--members",
    "members",
    multiple=True,
    metavar="NAMES",
    help="Who belongs to it, with commas between, in place of what the facts about actors know.",
)
@as_of
@as_json
@as_csv
def unity(
    bloc: str, db: str, issue: str, members: tuple[str, ...], as_of: str | None, form: str | None
) -> None:
    """Show who of a bloc is for, against, under a condition or silent on an issue, and how far apart.

    BLOC is an alliance or union by its name; its members on the day of --as-of are those that the
    facts about actors know (`onrecord actors import` brings more). With --members it may be any
    group: --members XAR,XSK. How far apart is told from 0, all say the same, to 1, one half for
    and one against: twice the standard deviation of for = 1, conditional = 0.5, against = 0 over
    the members who take a stance. Silent ones do not count in it.

    A counted group whose members the articles do not name is shown as such and never taken apart.
    """
    import sys

    from onrecord.views import export
    from onrecord.views.looking import Looked
    from onrecord.views.positions import unity as view
    from onrecord.views.positions.matrix import MATRIX_COLUMNS, cell_cells

    chosen = issue.strip().lower()
    with subjects.register_to_read(db) as casefile:
        codebooks.check_issues(casefile, (chosen,))
        name, known = bloc_named(casefile, bloc, members, as_of)
        found = view.unity(casefile, name, known, chosen, as_of)
        if form == "json":
            click.echo(json.dumps(view.unity_record(found, Looked(casefile)), ensure_ascii=False, indent=1))
        elif form == "csv":
            cells = (cell_cells(c, as_of) for stance in view.STANCES for c in found.by_stance[stance])
            export.write_csv(cells, MATRIX_COLUMNS, sys.stdout)
        else:
            _print(found)


def bloc_named(
    casefile: CasefileStore, bloc: str, members: Sequence[str], day: str | None
) -> tuple[str, tuple[str, ...]]:
    """Return what the register calls a bloc, and its members on a day."""
    form = bases.forms(casefile)
    given = [part.strip() for each in members for part in each.split(",") if part.strip()]
    if given:
        return form(bloc), tuple(dict.fromkeys(form(each) for each in given))
    base = bases.base_of(casefile.actor_files())
    organisation = base.organisation(bloc) or base.organisation(form(bloc))
    name = organisation.id if organisation else form(bloc)
    known = base.members(name, day)
    if not known:
        raise UsageError(
            f"the facts about actors name no members of {bloc!r}" + (f" on {day}" if day else ""),
            casefile.location,
            "name them with --members XAR,XSK, or bring in a table of members: onrecord actors import FILE",
        )
    return name, known


def _print(found: Unity) -> None:
    screen = console()
    from rich.text import Text

    day = f", as of {found.as_of}" if found.as_of else ""
    screen.print(Text.assemble((one_line(found.bloc), "bold cyan"), f"  {found.issue}{day}"))
    for line in _summary(found):
        screen.print(Text(line))
    screen.print(_table(found))
    for title, group in (("By its own words", [found.itself] if found.itself else []),
                         ("Counted groups, members not named", found.groups)):  # fmt: skip
        if group:
            screen.print(Text(f"\n{title}", "bold"))
            screen.print(_standings(group))
    if not found.speaking:
        click.echo("No member takes a stance on it on record.", err=True)


def _summary(found: Unity) -> Iterator[str]:
    """Yield how many stand where, and how far apart they are."""
    told = [f"{len(cells)} {_HEADS[stance]}" for stance, cells in found.by_stance.items() if cells]
    yield f"{counted(len(found.members), 'member')}: {', '.join(told)}."
    if found.speaking * 2 < len(found.members):
        few = "" if found.apart is None else f"; {found.apart:.2f} among them"
        yield f"How far apart: too few to say, {found.speaking} of {len(found.members)} take a stance{few}."
    elif found.apart is None:
        yield "How far apart: not told, fewer than two take a stance."
    else:
        scale = "0 all the same, 1 half against half"
        yield f"How far apart: {found.apart:.2f} ({scale}) over {found.speaking} who take a stance."


def _table(found: Unity) -> Table:
    table = empty_table(True, leading=0)
    size = max(20, width() - 18 - 20 - 6)
    for name, columns in (("Stance", 18), ("Member", 20), ("Last word", size)):
        table.add_column(name, width=columns)
    for stance, cells in found.by_stance.items():
        if stance == "silent":
            continue
        for cell in cells:
            table.add_row(_head(cell), one_line(cell.holder), _words(cell, size))
    quiet = found.by_stance["silent"]
    if quiet:
        table.add_row(_silent(), f"{len(quiet)} of {len(found.members)}", _names(quiet, size))
    return table


def _head(cell: Cell) -> Text:
    from rich.text import Text

    return Text(_HEADS[cell.stance], position_lines.STYLES.get(cell.stance, ""))


def _silent() -> Text:
    from rich.text import Text

    return Text("silent", "dim")


def _names(cells: Sequence[Cell], size: int) -> Text:
    """Return who is silent; those who spoke of it without a position are marked."""
    told = [one_line(c.holder) + (f" ({c.unclear.number} unclear)" if c.unclear else "") for c in cells]
    return stacked((", ".join(told), "dim"), size=size, most=20)


def _words(cell: Cell, size: int) -> Text:
    from rich.text import Text

    if cell.standing is not None:
        return _standing_words(cell.standing, size)
    return Text("\n").join(line for point in cell.undated for line in _undated(point, size))


def _undated(point: Point, size: int) -> Iterator[Text]:
    """Yield an undated statement: its words, and who said it with which stance."""
    told = f"{point.stance}: {position_lines.who_said(point)}  {point.entry[: position_lines.SHORT]}"
    yield stacked((position_lines.said(point), ""), size=size, most=3)
    for part in position_lines.hangs_on(point):
        yield stacked((part, "yellow"), size=size)
    yield stacked((told, "dim"), size=size)


def _standing_words(standing: Standing, size: int) -> Text:
    from rich.text import Text

    point = standing.latest
    told = position_lines.who_said(point)
    known = ", ".join(
        part
        for part in (told, counted(standing.entries.number, "entry", "entries"), position_lines.age(standing))
        if part
    )
    return Text("\n").join(
        [
            stacked((position_lines.said(point), ""), size=size, most=3),
            *(stacked((part, "yellow"), size=size) for part in position_lines.hangs_on(standing.latest)),
            stacked((f"{known}  {point.entry[: position_lines.SHORT]}", "dim"), size=size),
            *(stacked((line, "red"), size=size) for line in position_lines.otherwise(standing)),
        ]
    )


def _standings(group: Sequence[Standing]) -> Table:
    table = empty_table(False)
    size = max(20, width() - 18 - 20 - 6)
    for columns in (18, 20, size):
        table.add_column("", width=columns)
    for each in group:
        table.add_row(position_lines.stance(each), one_line(each.holder), _standing_words(each, size))
    return table
