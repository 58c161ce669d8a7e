"""``onrecord show deadlines``: what is due or expected by when, and whether it is known to be met."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from onrecord.cli import naming, subjects
from onrecord.cli.options import as_csv, as_json, as_of, date_option
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.screen import counted, empty_table, fitted, one_line, print_rows

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.views.packages.deadlines import Deadline

_KINDS = ("commitment", "act", "event", "claim")
_STYLE = {"met": "green", "not known to be met": "red", "to come": "bold", "taken back": "dim"}


@click.command()
@db_option
@date_option("--from", "first", help="Due on or after this date.")
@date_option("--until", "last", help="Due on or before this date.")
@click.option(
    "--party", "parties", multiple=True, metavar="NAME", help="Whose: a code or name. Repeat for more."
)
@click.option(
    "--for", "beneficiaries", multiple=True, metavar="NAME", help="Undertaken for whom. Repeat for more."
)
@click.option(
    "--kind",
    "kinds",
    type=click.Choice(_KINDS),
    multiple=True,
    help="What sets the day: an undertaking, a planned event, an outlet's claim. Repeat for more.",
)
@as_of
@limit_option
@as_json
@as_csv
def deadlines(
    db: str, first: str | None, last: str | None, parties: tuple[str, ...], beneficiaries: tuple[str, ...],
    kinds: tuple[str, ...], as_of: str | None, limit: int | None, form: str | None,
) -> None:  # fmt: skip
    """Show what is due or expected by when: undertakings, planned events, days that outlets give.

    What several articles report is one line. Days that have passed by --as-of, today unless it is
    given, are "met" where a report tells of it, else "not known to be met": no report says so.
    """
    from onrecord.views import export
    from onrecord.views.packages import deadlines as view

    day = as_of or date.today().isoformat()
    with subjects.register_to_read(db) as casefile:
        whose, whom = ([naming.actor_named(casefile, n) for n in each] for each in (parties, beneficiaries))
        where = view.DeadlineFilter(
            tuple(whose), tuple(whom), first, last, day, tuple(view.DeadlineKind(kind) for kind in kinds)
        )
        found = view.deadlines(casefile, where)
    shown = found[:limit]
    if form == "json":
        export.write_json((view.deadline_record(each, day) for each in shown), sys.stdout)
    elif form == "csv":
        export.write_csv((view.deadline_cells(each) for each in shown), view.DEADLINE_COLUMNS, sys.stdout)
    else:
        count = print_rows(shown, _table)
        more = f", the first of {len(found):,}" if count < len(found) else ""
        none = f"No deadline is known of as of {day}; of another day: --as-of DATE."
        told = f"{counted(count, 'deadline')}{more}, as of {day}." if count else none
        click.echo(told, err=not count)


def _table(rows: Iterable[Deadline], columns: int, header: bool) -> Table:
    from rich.text import Text

    from onrecord.cli.entry_lines import SHORT_ID

    table = empty_table(header, leading=1)
    sizes = {"Due": 22, "State": 12, "Who, for whom": 24, "What": 0, "Carried by": 20}
    sizes["What"] = columns - sum(sizes.values()) - 2 * len(sizes)
    for name, size in sizes.items():
        table.add_column(name, width=max(16, size))
    for row in rows:
        to = f"\n→ {one_line('; '.join(row.towards))}" if row.towards else ""
        issues = ", ".join(each.removeprefix("event:") for each in row.issues)
        ids = [each[:SHORT_ID] for each in row.entries.ids] or [f"claim {row.records[0][:SHORT_ID]}"]
        origins = f"{counted(len(row.origins), 'origin')}, " if row.entries else ""
        table.add_row(
            Text.assemble(
                (row.due or "no day given", "bold"), (f"\n“{fitted(one_line(row.words), 60, 1)}”", "dim")
            ),
            Text(row.state.value, _STYLE.get(row.state.value, "")),
            Text(f"{one_line('; '.join(row.parties)) or 'undecided'}{to}", "cyan"),
            Text.assemble(
                (f"{row.kind.value}{f', {issues}' if issues else ''}\n", "dim"),
                (fitted(one_line(row.what), max(16, sizes["What"]), 3), "green"),
            ),
            Text(f"{origins}{counted(row.documents.number, 'article')}\n{', '.join(ids)}", "dim"),
        )
    return table
