"""``onrecord show register``: what is on record, one line for each act, however often it is reported."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import codebooks, subjects
from onrecord.cli import entry_lines as lines
from onrecord.cli.options import as_csv, as_json, entry_filters, to_entry_filter
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.record_tables import stacked
from onrecord.cli.screen import NARROW, SLIM, counted, empty_table, one_line, print_rows, printable

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from onrecord.model import Entry
    from onrecord.store.interface import CasefileView


@click.command()
@db_option
@entry_filters
@click.option("--document", metavar="ID", help="Reported in this document.")
@limit_option
@as_json
@as_csv
def register(db: str, limit: int | None, form: str | None, **chosen: Any) -> None:
    """Show the register: each act once, with what reports it.

    An act has the day it was done, who did it and towards whom, what it is about, how often it is
    reported and from how many origins: forty rewrites of one report are one. What a denial is
    about stands behind the words that deny it, in braces. Notes say what to beware of.

    `onrecord show entry ID` has everything that carries an entry.
    """
    from onrecord.store.entry_filters import EntryFilter
    from onrecord.views import entries, export
    from onrecord.views.looking import Looked

    where = EntryFilter(**to_entry_filter(chosen))
    with subjects.register_to_read(db) as casefile:
        codebooks.check_issues(casefile, where.issues)
        look = Looked(casefile)
        found = casefile.entries(where)
        shown = islice(found, limit)
        if form == "json":
            export.write_json((entries.entry_record(each, look) for each in shown), sys.stdout)
        elif form == "csv":
            rows = (entries.entry_cells(each, look) for each in shown)
            export.write_csv(rows, entries.ENTRY_COLUMNS, sys.stdout)
        else:
            count = print_rows(shown, _table)
            more = next(found, None) is not None
            line = _footer(casefile, count, more, where == EntryFilter())
            click.echo(line, err=not count)


def _footer(casefile: CasefileView, count: int, more: bool, everything: bool) -> str:
    if count:
        told = "entry" if count == 1 else f"{count:,} entries"
        return f"The first {told}; there are more." if more else f"{counted_entries(count)}."
    if not everything:
        return "No entry fits."
    if casefile.counts().documents:
        return (
            "There are no entries: nothing read so far is on record, or `onrecord register rebuild` is due."
        )
    return "There are no entries yet: onrecord add PATH..."


def counted_entries(number: int) -> str:
    """Say how many entries there are."""
    return counted(number, "entry") if number == 1 else f"{number:,} entries"


def _table(rows: Iterable[Entry], columns: int, header: bool) -> Table:
    return (_narrow if columns < NARROW else _wide)(rows, columns, header)


def _wide(rows: Iterable[Entry], columns: int, header: bool) -> Table:
    table = empty_table(header, leading=1)
    sizes = {"Id, day, kind": 13, "Who, towards": 28, "What": 0, "Reported": 24}
    sizes["What"] = columns - sum(sizes.values()) - 2 * len(sizes)
    for name, size in sizes.items():
        table.add_column(name, width=size)
    for row in rows:
        table.add_row(
            _head(row),
            _who(row, sizes["Who, towards"]),
            _what(row, sizes["What"]),
            _reported(row, sizes["Reported"]),
        )
    return table


def _narrow(rows: Iterable[Entry], columns: int, header: bool) -> Table:
    """Stack who and what; in few columns how often it is reported stands below them too."""
    from rich.text import Text

    slim = columns < SLIM
    table = empty_table(header, leading=1)
    sizes = {"Id, day, kind": 13, "Who, what": 0, **({} if slim else {"Reported": 22})}
    sizes["Who, what"] = columns - sum(sizes.values()) - 2 * len(sizes)
    for name, size in sizes.items():
        table.add_column(name, width=size)
    for row in rows:
        size = sizes["Who, what"]
        told = Text("\n").join([_who(row, size, " → "), _what(row, size)])
        if slim:
            told = Text("\n").join([told, stacked((" · ".join(_reports(row)), "dim"), size=size, most=3)])
            table.add_row(_head(row), told)
        else:
            table.add_row(_head(row), told, _reported(row, sizes["Reported"]))
    return table


def _head(row: Entry) -> Text:
    """Return id, day, kind and status below one another."""
    from rich.text import Text

    day = lines.day(row).replace(" to ", "\nto ")
    status = f"[{lines.status(row)}]" if row.status else ""
    return Text("\n").join(
        [
            Text(row.id[: lines.SHORT_ID], "dim"),
            Text(day),
            stacked((row.kind.value, "bold"), (status, "yellow"), size=13),
        ]
    )


def _who(row: Entry, size: int, between: str = "\n→ ") -> Text:
    """Return who does it and towards whom: below one another, or on one line."""
    style = "bold cyan" if row.actors else "dim"
    parts = [part for part in (lines.who(row), lines.towards(row)) if part]
    return stacked(*((line, style) for line in between.join(parts).split("\n")), size=size)


def _what(row: Entry, size: int) -> Text:
    """Return what it is about, and below it the issues and what to beware of."""
    from rich.text import Text

    from onrecord.views.wordings import proposition_of

    about = stacked((printable(proposition_of(row)), ""), size=size, most=3)
    issues = stacked((lines.issues(row), "dim"), size=size)
    notes = [stacked((f"! {one_line(note)}", "red"), size=size) for note in row.notes]
    return Text("\n").join([about, *([issues] if row.issues else []), *notes])


def _reported(row: Entry, size: int) -> Text:
    amount, *others = _reports(row)
    return stacked((amount, ""), *((line, "dim") for line in others), size=size)


def _reports(row: Entry) -> list[str]:
    """Return how often an entry is reported, by whom, when, and how strong the words are."""
    from onrecord.views.wordings import outlets

    named = one_line(", ".join(outlets(row)))
    return [part for part in (lines.amount(row), named, lines.reported(row), lines.strength(row)) if part]
