"""``onrecord show positions``: where actors stand on issues and proposals, with the words that show it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from onrecord.cli import codebooks, position_lines, subjects
from onrecord.cli.options import as_csv, as_json, as_of
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.record_tables import stacked
from onrecord.cli.screen import SLIM, counted, empty_table, one_line, print_rows

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from onrecord.store.interface import CasefileView
    from onrecord.views.positions.standing import Standing


@click.command()
@db_option
@click.option(
    "--actor",
    "actors",
    multiple=True,
    metavar="NAME",
    help="Whose: a code, a name or a part of one. Repeat for more.",
)
@click.option("--issue", "issues", multiple=True, metavar="ID", help="Issue, by its id. Repeat for more.")
@click.option("--proposition", metavar="ID", help="On one proposal, offer or demand, by the id of its entry.")
@click.option("--history", is_flag=True, help="Those that were replaced by others too.")
@click.option("--people", is_flag=True, help="People too whose state has what they said among its own.")
@click.option("--no-side", is_flag=True, help="Those too who spoke of it and took no side.")
@click.option(
    "--order",
    type=click.Choice(["issue", "name", "recent"]),
    default="issue",
    show_default=True,
    help="What comes first: of one issue together, of one actor together, or the latest words.",
)
@as_of
@limit_option
@as_json
@as_csv
def positions(
    db: str, actors: tuple[str, ...], issues: tuple[str, ...], proposition: str | None, history: bool,
    people: bool, no_side: bool, order: str, as_of: str | None, limit: int | None, form: str | None,
) -> None:  # fmt: skip
    """Show where actors stand: for, against or under a condition, since when, and by which words.

    Without --as-of these are the latest positions known; with it, what was on record by that day,
    and how old the last word was then. How far the speaker binds the state or organisation stands
    beside each: "binding" (an office that can bind it, it itself, a signature), "speaking" (a
    spokesperson, an envoy), "within" (a legislator, an officer). Weaker voices that say otherwise
    are listed below it with "!" and change nothing.
    """
    from onrecord.model import SubjectKind
    from onrecord.store.interface_shown import PositionFilter
    from onrecord.views import export
    from onrecord.views.looking import Looked
    from onrecord.views.positions.position_records import POSITION_COLUMNS, position_cells, position_record
    from onrecord.views.positions.standing import standings, usual

    chosen = tuple(issue.strip().lower() for issue in issues)
    with subjects.register_to_read(db) as casefile:
        codebooks.check_issues(casefile, chosen)
        subject = (subjects.entry(casefile, proposition).id,) if proposition else ()
        about = SubjectKind.PROPOSITION if proposition else SubjectKind.ISSUE
        holders = position_lines.holders_named(casefile, actors)
        where = PositionFilter(holders, (*chosen, *subject), about, as_of)
        found = standings(casefile, where, history=history)
        found = _ordered(usual(found, people=people or bool(actors), no_side=no_side), order)
        look, shown = Looked(casefile), islice(found, limit)
        if form == "json":
            export.write_json((position_record(each, look) for each in shown), sys.stdout)
        elif form == "csv":
            export.write_csv((position_cells(each, look) for each in shown), POSITION_COLUMNS, sys.stdout)
        else:
            count = print_rows(shown, _table)
            more = next(found, None) is not None
            filtered = bool(actors or issues or proposition)
            click.echo(_footer(casefile, count, more, as_of, filtered), err=not count)


def _ordered(found: Iterator[Standing], order: str) -> Iterator[Standing]:
    """Put positions into another order than that of the casefile, by issue; these are read all at once."""
    if order == "name":
        return iter(sorted(found, key=lambda s: (s.holder, s.subject, s.position.since)))
    if order == "recent":
        return iter(sorted(found, key=lambda s: (s.latest.last_day or "", s.holder, s.subject), reverse=True))
    return found


def _footer(casefile: CasefileView, count: int, more: bool, as_of: str | None, filtered: bool) -> str:
    if not count and filtered and any(True for _ in casefile.positions()):
        return "No position fits: silence, or words that make none (`onrecord show matrix` tells which)."
    if not count:
        return nothing(casefile, "position", as_of)
    told = counted(count, "position")
    told = f"The first {told}; there are more" if more else told
    return f"{told}. The words behind one: onrecord show entry ID"


def nothing(casefile: CasefileView, what: str, as_of: str | None) -> str:
    """Say that nothing is shown, and what to do."""
    if not casefile.counts().documents:
        return f"There is no {what} yet: onrecord add PATH..."
    if as_of:
        return f"No {what} is on record by {as_of}: without --as-of the latest known ones are shown."
    return (
        f"No {what} is on record: statements without a day make none "
        "(`onrecord documents edit ID --date DATE` gives a page its day)."
    )


def _table(rows: Iterable[Standing], columns: int, header: bool) -> Table:
    from rich.text import Text

    slim = columns < SLIM
    table = empty_table(header, leading=1)
    sizes = {"Who, on what": 22 if slim else 28, "Stance, since": 18 if slim else 26, "Last word": 0}
    sizes["Last word"] = columns - sum(sizes.values()) - 2 * len(sizes)
    for name, size in sizes.items():
        table.add_column(name, width=size)
    for row in rows:
        who = Text("\n").join(
            [
                stacked((one_line(row.holder), "bold cyan"), size=sizes["Who, on what"]),
                Text(one_line(row.subject), "dim"),
            ]
        )
        table.add_row(who, _stance(row, sizes["Stance, since"]), _words(row, sizes["Last word"]))
    return table


def _stance(row: Standing, size: int) -> Text:
    from rich.text import Text

    p = row.position
    told = Text(position_lines.TOLD.get(row.stance, row.stance), position_lines.STYLES.get(row.stance, ""))
    since = f"since {p.since}" + (f"\nuntil {p.until}" if p.until else "")
    hangs = [stacked((part, "yellow"), size=size, most=3) for part in position_lines.hangs_on(row.latest)]
    shift = [Text(f"was {p.before.stance}", "magenta")] if p.before else []
    return Text("\n").join([told, *hangs, Text(since, "dim"), *shift])


def _words(row: Standing, size: int) -> Text:
    from rich.text import Text

    entries = counted(row.entries.number, "entry", "entries")
    known = ", ".join(
        part for part in (entries, counted(row.origins, "origin"), position_lines.age(row)) if part
    )
    lines = [
        stacked((position_lines.said(row.latest), ""), size=size, most=3),
        stacked((position_lines.who_said(row.latest), "dim"), size=size),
        Text(f"{known}  {row.latest.entry[: position_lines.SHORT]}", "dim"),
        *(stacked((line, "red"), size=size) for line in position_lines.otherwise(row)),
    ]
    return Text("\n").join(lines)
