"""``onrecord show pledges``: what was pledged, and how much of it is known to be delivered."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

import click

from onrecord.cli import codebooks, naming, subjects
from onrecord.cli.options import as_csv, as_json, as_of
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.screen import counted, empty_table, one_line, print_rows

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from onrecord.views.packages.pledges import Pledge


@click.command()
@db_option
@click.option(
    "--party", "parties", multiple=True, metavar="NAME", help="Whose: a code or name. Repeat for more."
)
@click.option("--for", "beneficiaries", multiple=True, metavar="NAME", help="For whom. Repeat for more.")
@click.option("--measure", "measures", multiple=True, metavar="ID", help="Issue, by its id. Repeat for more.")
@click.option("--pledged", is_flag=True, help="Without what is only considered or proposed.")
@click.option("--overdue", is_flag=True, help="Due before the day of --as-of, and not known to be delivered.")
@as_of
@limit_option
@as_json
@as_csv
def pledges(
    db: str, parties: tuple[str, ...], beneficiaries: tuple[str, ...], measures: tuple[str, ...],
    pledged: bool, overdue: bool, as_of: str | None, limit: int | None, form: str | None,
) -> None:  # fmt: skip
    """Show what was pledged against what was delivered, one line for each undertaking.

    Each stands with how far it is decided and how far it is done, how much it is in the words of
    the reports, and by when it is due. Amounts are never added up: neither over units nor over
    reports. "Not known to be delivered" says that no report tells of it, no more. What words count
    from a day that they do not give ("within thirty days of ratification") is due on no day.
    """
    from onrecord.views import export
    from onrecord.views.packages import pledges as view

    if overdue and as_of is None:
        raise click.UsageError("--overdue needs a day to hold it against: --as-of DATE")
    with subjects.register_to_read(db) as casefile:
        codebooks.check_issues(casefile, measures)
        whose, whom = ([naming.actor_named(casefile, n) for n in each] for each in (parties, beneficiaries))
        where = view.PledgeFilter(tuple(whose), tuple(whom), measures, as_of, overdue, not pledged)
        found = view.pledges(casefile, where)
        shown = islice(found, limit)
        if form == "json":
            export.write_json((view.pledge_record(each, as_of) for each in shown), sys.stdout)
        elif form == "csv":
            export.write_csv((view.pledge_cells(each) for each in shown), view.PLEDGE_COLUMNS, sys.stdout)
        else:
            count = print_rows(shown, _table)
            more = next(found, None) is not None
            click.echo(_footer(count, more, overdue), err=not count)


def _footer(count: int, more: bool, overdue: bool) -> str:
    if not count:
        return "Nothing is overdue that is known of." if overdue else "No undertaking fits."
    return (
        f"The first {counted(count, 'undertaking')}; there are more."
        if more
        else f"{counted(count, 'undertaking')}."
    )


def _table(rows: Iterable[Pledge], columns: int, header: bool) -> Table:
    from onrecord.cli.entry_lines import SHORT_ID

    table = empty_table(header, leading=1)
    sizes = {"Id, measure": 20, "Who, for whom": 22, "Decided": 16, "Done": 20, "What": 0}
    sizes["What"] = columns - sum(sizes.values()) - 2 * len(sizes)
    for name, size in sizes.items():
        table.add_column(name, width=max(16, size))
    for row in rows:
        s = row.standing
        table.add_row(
            _lines((s.entry[:SHORT_ID], "dim"), (s.measure, "bold")),
            _who(row),
            _lines((_decided(row), "yellow"), *((f"due {d.edtf or 'on no day given'}", "") for d in s.dues)),
            _lines((_done(row), "red" if row.overdue else "yellow")),
            _what(row, sizes["What"]),
        )
    return table


def _lines(*lines: tuple[str, str]) -> Text:
    from rich.text import Text

    return Text("\n").join(Text(line, style) for line, style in lines if line)


def _who(row: Pledge) -> Text:
    s = row.standing
    named = {None: "", True: "members named", False: "members not named"}[s.members_named] if s.group else ""
    to = f"→ {one_line('; '.join(s.towards))}" if s.towards else ""
    return _lines(
        (one_line("; ".join(s.parties)) or "undecided who", "bold cyan"), (named, "dim"), (to, "cyan")
    )


def _decided(row: Pledge) -> str:
    s = row.standing
    if s.taken_back:
        return f"{s.taken_back} {s.taken_back_on or ''}".strip()
    return " ".join(filter(None, ((s.status or "undecided").replace("_", " "), s.since)))


def _done(row: Pledge) -> str:
    """Say what is known of the deed: never that nothing was done."""
    s = row.standing
    done = f"{s.done} {s.done_since or ''}".strip() if s.done else ""
    if row.overdue:
        return f"{done + ', ' if done else ''}overdue: not known to be delivered"
    return done or ("" if s.taken_back else "not known to be delivered")


def _what(row: Pledge, size: int) -> Text:
    from onrecord.cli.gap_lines import carried_by
    from onrecord.cli.screen import fitted

    s = row.standing
    amounts = ", ".join(dict.fromkeys(f"“{one_line(a.words)}”" if a.words else a.unit for a in s.amounts))
    by = f"as told by {one_line('; '.join(s.told_by))}" if s.told_by else ""
    how = carried_by(s)
    return _lines(
        (amounts, ""), (fitted(f"“{one_line(s.quote)}”", max(16, size), 3), "green"),
        (f"! {s.apart}" if s.apart else "", "red"),
        (f"if: “{one_line(s.conditions[0].words)}”" if s.conditions else "", ""),
        ("; ".join(filter(None, (how, by))), "dim"),
    )  # fmt: skip
