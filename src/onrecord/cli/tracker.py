"""``onrecord tracker``: keep a table of your own in step with what articles report."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import opening
from onrecord.cli.options import db as db_option
from onrecord.cli.screen import counted, empty_table, fitted, one_line, print_rows
from onrecord.cli.tracker_export import export
from onrecord.cli.tracker_import import import_
from onrecord.cli.tracker_report import report, tracker_option
from onrecord.cli.tracker_settle import settle

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.model import TrackerRow


@click.group(short_help="Keep a table of your own in step with the articles.")
def tracker() -> None:
    """Keep a hand-kept table of pledges in step with what articles report.

    Bring the table in once (import); from then on every article is held against its rows (report),
    you take what is right (settle), and get your own table back with the sources (export).
    """


for _command in (import_, report, settle, export):
    tracker.add_command(_command)


@tracker.command("list")
@db_option
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def list_(db: str, as_json: bool) -> None:
    """List the trackers of a casefile."""
    with opening.to_read(db) as casefile:
        found = []
        for file in casefile.trackers():
            decisions = casefile.tracker_decisions(file.name)
            found.append(
                {
                    "tracker": file.name,
                    "rows": len(casefile.tracker_rows(file.name)),
                    "version": file.version,
                    "by": file.by,
                    "at": file.at.isoformat(timespec="seconds"),
                    "digest": file.digest,
                    "decisions": len(decisions),
                }
            )
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for each in found:
        told = f"{counted(int(str(each['rows'])), 'row')}, {counted(int(str(each['decisions'])), 'decision')}"
        click.echo(
            f"{each['tracker']}: {told}; version {each['version']}, by {each['by']} {str(each['at'])[:10]}"
        )
    if not found:
        click.echo("There is no tracker yet: onrecord tracker import FILE", err=True)


@tracker.command("rows")
@db_option
@tracker_option
@click.option("--row", "numbers", type=int, multiple=True, metavar="N", help="This row. Repeat for more.")
@click.option("--undecided", is_flag=True, help="Rows with a field that was left open.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def rows(db: str, name: str | None, numbers: tuple[int, ...], undecided: bool, as_json: bool) -> None:
    """List the rows of a tracker with the entries of articles tied to each.

    A row is an entry of its own, with the tracker as its origin; what was accepted and not yet
    written is shown as it will be.
    """
    from onrecord.cli import tracker_lines, tracker_tools

    with opening.to_read(db) as casefile:
        held = tracker_tools.opened(casefile, name)
        linked: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for each in held.findings(casefile.entries()):
            for key in each.finding.keys:
                decision = each.decision.action.value if each.decision else None
                told = {"entry": each.finding.entry.id, "kind": each.finding.kind.value, "decided": decision}
                linked[key].append(told)
        found = [
            row
            for row in held.effective().rows
            if (not numbers or row.number in numbers) and (row.undecided or not undecided)
        ]
    if as_json:
        records = [tracker_lines.row_record(row, linked[row.key]) for row in found]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    count = print_rows(found, lambda some, columns, header: _table(some, columns, header, linked))
    click.echo(f"{counted(count, 'row')} of {held.file.name}." if count else "No row fits.", err=not count)


def _table(
    rows: list[TrackerRow], columns: int, header: bool, linked: dict[str, list[dict[str, Any]]]
) -> Table:
    from rich.text import Text

    table = empty_table(header)
    what = max(20, columns - 5 - 18 - 14 - 16 - 24 - 12)
    for name, size in (("Row", 5), ("Who", 18), ("What", what), ("For", 14), ("Status", 16), ("Entries", 24)):
        table.add_column(name, width=size)
    for row in rows:
        tied = [f"{each['kind'].replace('_', ' ')} {each['entry'][:8]}" for each in linked[row.key]]
        open_ = [f"{field}: {why}" for field, why in row.undecided.items()]
        told = [Text(fitted(one_line(f"{row.measure}; {row.amount_text}".rstrip("; ")), what, 3))]
        told += [Text(fitted(one_line(each), what, 1), "magenta") for each in open_]
        table.add_row(
            f"{row.number}{'+' if row.waits else ''}",
            fitted(one_line(f"{row.party} ({', '.join(row.principals) or 'undecided'})"), 18, 2),
            Text("\n").join(told),
            fitted(one_line(row.beneficiary), 14, 2),
            fitted(one_line(f"{row.status_text} ({row.status})"), 16, 2),
            "\n".join(tied[:4] + [f"and {len(tied) - 4} more"] * (len(tied) > 4)),
        )
    return table
