"""``onrecord show conflicts``: what reports say that cannot all hold, with the words of every side."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from onrecord.cli import codebooks, subjects
from onrecord.cli.options import as_csv, as_json, day
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.screen import console, counted, one_line, printable
from onrecord.model import ConflictKind

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from onrecord.store.interface import CasefileView
    from onrecord.views.conflicts.disputes import Dispute, Stand, Told
    from onrecord.views.looking import Looked

_KINDS = tuple(kind.value for kind in ConflictKind)
_SHOWN = 4
"""Reports of a side that are printed; --json has all."""
_SHORT = 8


@click.command()
@db_option
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(_KINDS), help="Of what kind. Repeat for more."
)
@click.option("--actor", help="Part of the name of who asserts a side, or takes part in what it is about.")
@click.option("--issue", "issues", multiple=True, metavar="ID", help="Issue, by its id. Repeat for more.")
@day("--since", help="About this date or later.")
@day("--until", help="About this date or earlier.")
@click.option("--entry", "entry_id", metavar="ID", help="In which this entry of the register takes part.")
@click.option("--document", metavar="ID", help="With a side in this document.")
@click.option("--text", help="Part of the subject or of a quote.")
@limit_option
@as_json
@as_csv
def conflicts(
    db: str, kinds: tuple[str, ...], actor: str | None, issues: tuple[str, ...], since: str | None,
    until: str | None, entry_id: str | None, document: str | None, text: str | None, limit: int | None,
    form: str | None,
) -> None:  # fmt: skip
    """Show conflicts: reports that cannot all hold, each side with its words, outlets and day.

    Who holds a place, numbers, dates, who asked for something; a headline that its own body does not
    carry; the same act at another strength, amount, condition or approval. A change over time is no
    conflict, nor is a part beside its whole or a later count.

    No side is chosen. Reports that go back to one origin are one voice, however many outlets print them.
    """
    from onrecord.store.interface_shown import ConflictFilter
    from onrecord.views import export
    from onrecord.views.conflicts.dispute_records import DISPUTE_COLUMNS, dispute_cells, dispute_record
    from onrecord.views.conflicts.disputes import disputes
    from onrecord.views.looking import Looked

    chosen = tuple(issue.strip().lower() for issue in issues)
    with subjects.register_to_read(db) as casefile:
        codebooks.check_issues(casefile, chosen)
        of = (subjects.entry(casefile, entry_id).id,) if entry_id is not None else ()
        pages = (document,) if document is not None else ()
        where = ConflictFilter(kinds, of, pages, chosen, text, since, until)
        look = Looked(casefile)
        found = disputes(casefile, where, actor)
        shown = islice(found, limit)
        if form == "json":
            export.write_json((dispute_record(each, look) for each in shown), sys.stdout)
        elif form == "csv":
            export.write_csv((dispute_cells(each) for each in shown), DISPUTE_COLUMNS, sys.stdout)
        else:
            screen, count = console(), 0
            for each in shown:
                count += 1
                for part in _dispute(each, look):
                    screen.print(part)
            more = next(found, None) is not None
            click.echo(_footer(count, more, where == ConflictFilter() and actor is None), err=not count)


def notes_of(casefile: CasefileView, entry_id: str) -> list[str]:
    """Return a line for each conflict that an entry takes part in, for whoever looks at the entry."""
    from onrecord.store.interface_shown import ConflictFilter
    from onrecord.views.conflicts.disputes import disputes

    found = disputes(casefile, ConflictFilter(entries=(entry_id,)))
    return [
        f"in conflict ({each.kind}): {' / '.join(f'“{one_line(stand.value)}”' for stand in each.stands)};"
        f" onrecord show conflicts --entry {entry_id[:_SHORT]}"
        for each in found
    ]


def _footer(count: int, more: bool, everything: bool) -> str:
    if not count:
        return "No two reports are known to be in conflict." if everything else "No conflict fits."
    told = counted(count, "conflict")
    return f"The first {told}; there are more." if more else f"{told}."


def _dispute(found: Dispute, look: Looked) -> Iterator[RenderableType]:
    """Yield the lines of a dispute: what about, then each side, then why not all can hold."""
    from rich.padding import Padding
    from rich.text import Text

    when = " to ".join(dict.fromkeys(filter(None, (found.first_day, found.last_day)))) or "no date"
    yield Text.assemble(
        (f"{found.kind}  ", "bold yellow"), (printable(one_line(found.subject)), "bold"),
        (f"   {when}   {found.id[:_SHORT]}", "dim"),
    )  # fmt: skip
    for stand in found.stands:
        yield Padding(_stand(stand), (0, 0, 0, 2))
        for told in stand.reports[:_SHOWN]:
            yield Padding(_told(told, look), (0, 0, 0, 4))
        if len(stand.reports) > _SHOWN:
            yield Padding(Text(f"and {len(stand.reports) - _SHOWN} more", "dim"), (0, 0, 0, 4))
    sure = f"sure {found.confidence:.2f}"
    entries = " ".join(each[:_SHORT] for each in found.entries.ids)
    tail = "; ".join(
        filter(None, (printable(one_line(found.why)), sure, f"entries {entries}" if entries else ""))
    )
    yield Padding(Text(tail, "dim"), (0, 0, 1, 2))


def _stand(stand: Stand) -> Text:
    from rich.text import Text

    reports = counted(len(stand.reports), "report")
    origins = counted(stand.origins.number, "origin")
    return Text.assemble(
        (f"“{printable(one_line(stand.value))}”", "cyan"), (f"  {reports}, {origins}", "dim")
    )


def _told(told: Told, look: Looked) -> Text:
    from rich.text import Text

    from onrecord.views.spans import joined_quote
    from onrecord.views.wordings import document_name

    side = told.side
    where = one_line(document_name(look.summary(side.document)))
    who = one_line(side.asserted_by)
    said = f", as {who} says" if who and who != one_line(side.outlet) else ""
    quote = one_line(joined_quote(side.quote, " … "))
    return Text.assemble((f"{where}{said}: ", "green"), f"“{printable(quote)}”")
