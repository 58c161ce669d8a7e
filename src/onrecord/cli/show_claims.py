"""``onrecord show claims``: what outlets say in their own voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import opening
from onrecord.cli.options import as_csv, as_json, claim_filters, document_filters, to_claim_filter
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.review_marks import rejected_option

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.model import Claim


@click.command()
@db_option
@claim_filters
@document_filters
@click.option("--document", "document", metavar="ID", help="Of this document only.")
@rejected_option
@limit_option
@as_json
@as_csv
def claims(
    db: str, document: str | None, rejected: bool, limit: int | None, form: str | None, **chosen: Any
) -> None:
    """Show what outlets say in their own voice: who controls a place, numbers, dates, membership.

    "¶3 +120" is the third paragraph of the article and the 120th character of its text.
    """
    from onrecord.cli.record_tables import Shown, show
    from onrecord.cli.review_marks import reviewed
    from onrecord.model import RecordKind
    from onrecord.store.record_filters import ClaimFilter
    from onrecord.views.found import CLAIM_COLUMNS, claim_cells, claim_record
    from onrecord.views.places import placed_records

    how = Shown(
        "claim", ("Subject", "Property, value", "Passage"), _head, _coded, _words,
        claim_record, claim_cells, CLAIM_COLUMNS,
    )  # fmt: skip
    where = ClaimFilter(document=document, **to_claim_filter(chosen))
    with opening.to_show(db, rejected=rejected) as casefile:
        found = placed_records(casefile.claims(where), casefile.document)
        show(found, reviewed(how, casefile, RecordKind.CLAIM), form, limit, where == ClaimFilter())


def _head(record: Claim, size: int) -> Text:
    from onrecord.cli.record_tables import stacked
    from onrecord.cli.screen import one_line

    return stacked((one_line(record.subject), "bold cyan"), size=size, most=3)


def _coded(record: Claim, size: int) -> Text:
    from onrecord.cli.record_tables import stacked
    from onrecord.cli.screen import one_line

    return stacked((record.property.value, "yellow"), (one_line(record.value), "bold"), size=size)


def _words(record: Claim, size: int) -> Text:
    """Return the passage, and a line for each circumstance."""
    from rich.text import Text

    from onrecord.cli import record_lines as lines
    from onrecord.cli.record_tables import stacked

    around = [(line, "dim") for line in lines.claim_circumstances(record)]
    words = stacked((lines.passage(record), "green"), size=size, most=4)
    return Text("\n").join([words, *([stacked(*around, size=size)] if around else [])])
