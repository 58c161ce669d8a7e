"""``onrecord show calendar``: what happens when, planned and past, one line for each happening."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import entry_lines as lines
from onrecord.cli import subjects
from onrecord.cli.options import as_csv, as_json, day
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.record_tables import stacked
from onrecord.cli.screen import SLIM, counted, empty_table, one_line, print_rows
from onrecord.model import EventKind, EventStatus

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from onrecord.views.calendar.calendar import Line, Telling

_SOURCES = 3  # pages named in a line


@click.command()
@db_option
@day("--from", "since", help="On or after this date.")
@day("--until", help="On or before this date.")
@click.option(
    "--kind",
    "kinds",
    type=click.Choice([kind.value for kind in EventKind]),
    multiple=True,
    help="What kind of happening; meetings, votes, signings and attacks if left out. Repeat for more.",
)
@click.option("--actor", help="Part of the name of who takes part, or of the state or body behind them.")
@click.option("--planned", is_flag=True, help="Only what no report says has happened.")
@click.option("--undated", is_flag=True, help="Also what no text gives a day: most of it is background.")
@click.option(
    "--ics",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it as a calendar file too (- for stdout, and nothing else there).",
)
@limit_option
@as_json
@as_csv
def calendar(
    db: str, since: str | None, until: str | None, kinds: tuple[str, ...], actor: str | None, planned: bool,
    undated: bool, ics: Path | None, limit: int | None, form: str | None,
) -> None:  # fmt: skip
    """Show meetings, calls, visits, summits, talks, votes, signings and attacks, planned and past.

    What was planned and then happened is one line that says both, with who told it. Numbers stand
    as each report gives them. Dates are as the texts give them: 2031-09 is some time in September,
    "by 2031-06-12" the day of the page that tells it, where no text says more.

    --ics writes what has a certain day for calendar applications: planned ones as tentative.
    """
    from onrecord.views import export
    from onrecord.views.calendar.calendar import CalendarFilter
    from onrecord.views.calendar.calendar import calendar as view
    from onrecord.views.calendar.calendar_records import CALENDAR_COLUMNS, calendar_cells, calendar_record

    where = CalendarFilter(since, until, kinds, actor, planned, undated)
    with subjects.register_to_read(db) as casefile:
        dropped: list[str] = []
        found = view(casefile, where, dropped)
        if ics is not None:
            kept = list(islice(found, limit))
            _write(kept, ics)
            if str(ics) == "-":
                return
            found = chain(kept, found)
        shown = islice(found, limit)
        if form == "json":
            export.write_json(map(calendar_record, shown), sys.stdout)
        elif form == "csv":
            export.write_csv(map(calendar_cells, shown), CALENDAR_COLUMNS, sys.stdout)
        else:
            count = print_rows(shown, _table)
            more = next(found, None) is not None
            click.echo(_footer(count, more, len(dropped), where == CalendarFilter()), err=not count)


def _write(found: Iterable[Line], path: Path) -> None:
    from onrecord.cli.output import whole_file
    from onrecord.views.calendar.ics import to_ics

    made = to_ics(found)
    if str(path) == "-":
        sys.stdout.buffer.write(made.content)
    else:
        with whole_file(path) as out:
            out.write(made.content)
    left = f"; {len(made.left_out)} without a certain day left out" if made.left_out else ""
    name = "stdout" if str(path) == "-" else str(path)
    click.echo(f"{name}: {counted(made.events, 'event')}{left}.", err=True)


def _footer(count: int, more: bool, dropped: int, everything: bool) -> str:
    """Say how many there are, and how many more no text dates."""
    left = f" {dropped:,} more without a day in the text: --undated." if dropped else ""
    if not count:
        return f"{'Nothing has a day yet.' if everything else 'No happening fits.'}{left}"
    told = counted(count, "happening")
    if more:
        return f"The first {told}; there are more."
    return f"{told}.{left} The reports of one: onrecord show entry ID"


def _table(rows: Iterable[Line], columns: int, header: bool) -> Table:
    slim = columns < SLIM
    table = empty_table(header, leading=1)
    sizes = {"Day, kind, id": 13, "Who and what": 0, "Told by": 26 if slim else 38}
    sizes["Who and what"] = columns - sum(sizes.values()) - 2 * len(sizes)
    for name, size in sizes.items():
        table.add_column(name, width=size)
    for row in rows:
        table.add_row(_head(row), _what(row, sizes["Who and what"]), _told(row, sizes["Told by"]))
    return table


def shown_date(line: Line) -> str:
    """Return the date of a happening as a person reads it."""
    first, mark, last = line.date.partition("/")
    if not line.date:
        return "no day told"
    if first == "..":
        return f"by {last}"
    if last == "..":
        return f"after {first}"
    return f"{first}\nto {last}" if mark else first


def _head(row: Line) -> Text:
    from rich.text import Text

    colour = "yellow" if row.status is EventStatus.PLANNED else ""
    return Text("\n").join(
        [
            Text(shown_date(row)),
            Text(row.kind, "bold"),
            Text(f"[{row.status.value}]", colour),
            Text(row.id[: lines.SHORT_ID], "dim"),
        ]
    )


def _what(row: Line, size: int) -> Text:
    from rich.text import Text

    from onrecord.views.calendar.calendar_records import numbers

    place = f" · {one_line('; '.join(row.places))}" if row.places else ""
    who = one_line("; ".join(row.participants)) or "who is undecided"
    parts = [
        stacked((f"{who}{place}", "bold cyan" if row.participants else "dim"), size=size),
        stacked((f"“{one_line(row.best.quoted.words)}”", "green"), size=size, most=3),
        *(stacked((one_line(each), ""), size=size) for each in numbers(row)),
        *(stacked((f"! {one_line(note)}", "red"), size=size) for note in row.notes),
    ]
    if row.conflicts:
        ids = ", ".join(each[: lines.SHORT_ID] for each in row.conflicts.ids)
        parts.append(stacked((f"! contradicted: {ids}", "red"), size=size))
    if len(row.entries.ids) > 1:
        others = ", ".join(each[: lines.SHORT_ID] for each in row.entries.ids if each != row.id)
        parts.append(Text(f"with {others}", "dim"))
    return Text("\n").join(parts)


def _told(row: Line, size: int) -> Text:
    from rich.text import Text

    told = [stacked((f"{how}: {_sources(by)}", ""), size=size, most=4) for how, by in _ways(row) if by]
    return Text("\n").join([*told, Text(counted(len(row.origins), "origin"), "dim")])


def _ways(row: Line) -> Iterator[tuple[str, tuple[Telling, ...]]]:
    yield "planned", row.planned
    yield "happened", row.happened


def _sources(tellings: tuple[Telling, ...]) -> str:
    from onrecord.views.calendar.calendar_records import sources

    named = [one_line(each) for each in sources(tellings)]
    more = f"; {len(named) - _SOURCES} more" if len(named) > _SOURCES else ""
    return "; ".join(named[:_SOURCES]) + more
