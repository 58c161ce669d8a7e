"""``onrecord show events``: what happened or is planned, as a time line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import opening
from onrecord.cli.options import as_csv, as_json, document_filters, event_filters, to_event_filter
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.review_marks import rejected_option

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.model import Event


@click.command()
@db_option
@event_filters
@document_filters
@click.option("--document", "document", metavar="ID", help="Of this document only.")
@rejected_option
@limit_option
@as_json
@as_csv
def events(
    db: str, document: str | None, rejected: bool, limit: int | None, form: str | None, **chosen: Any
) -> None:
    """Show what happened or is planned between parties, by date, the undated last.

    --since, --until and --date are of the article's publication, --event-since and --event-until of
    the event itself. "¶3 +120" is the third paragraph of the article and the 120th character of its
    text.
    """
    from onrecord.cli.record_tables import Shown, show
    from onrecord.cli.review_marks import reviewed
    from onrecord.model import RecordKind
    from onrecord.store.record_filters import EventFilter
    from onrecord.views.found import EVENT_COLUMNS, event_cells, event_record
    from onrecord.views.places import placed_records

    how = Shown(
        "event", ("When, what", "Who", "Passage"), _head, _coded, _words,
        event_record, event_cells, EVENT_COLUMNS,
    )  # fmt: skip
    where = EventFilter(document=document, **to_event_filter(chosen))
    with opening.to_show(db, rejected=rejected) as casefile:
        found = placed_records(casefile.events(where), casefile.document)
        show(found, reviewed(how, casefile, RecordKind.EVENT), form, limit, where == EventFilter())


def _head(record: Event, size: int) -> Text:
    from onrecord.cli import record_lines as lines
    from onrecord.cli.record_tables import stacked
    from onrecord.cli.screen import one_line

    day = (one_line(record.date), "bold cyan") if record.date else ("undated", "dim")
    return stacked(day, (lines.kind(record), "bold"), (f"[{lines.status(record)}]", "yellow"), size=size)


def _coded(record: Event, size: int) -> Text:
    from onrecord.cli import record_lines as lines
    from onrecord.cli.record_tables import stacked

    return stacked((lines.participants(record), "" if record.participants else "dim"), size=size, most=4)


def _words(record: Event, size: int) -> Text:
    """Return the passage, and a line for each circumstance."""
    from rich.text import Text

    from onrecord.cli import record_lines as lines
    from onrecord.cli.record_tables import stacked

    around = [(line, "dim") for line in lines.event_circumstances(record)]
    words = stacked((lines.passage(record), "green"), size=size, most=4)
    return Text("\n").join([words, *([stacked(*around, size=size)] if around else [])])
