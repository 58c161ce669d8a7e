"""``onrecord show commitments``: who has bound itself to what, how far that has come, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import codebooks, opening
from onrecord.cli.options import as_csv, as_json, commitment_filters, document_filters, to_commitment_filter
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.review_marks import rejected_option

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.model import Commitment


@click.command()
@db_option
@commitment_filters
@document_filters
@click.option("--document", "document", metavar="ID", help="Of this document only.")
@rejected_option
@limit_option
@as_json
@as_csv
def commitments(
    db: str, document: str | None, rejected: bool, limit: int | None, form: str | None, **chosen: Any
) -> None:
    """Show what parties have bound themselves to, offered, weighed or refused.

    Each stands with the furthest step that the text carries, from "refused" and "considered" to
    "delivered", and with the words of the passage. "¶3 +120" is the third paragraph of the article
    and the 120th character of its text.
    """
    from onrecord.cli.record_tables import Shown, show
    from onrecord.cli.review_marks import reviewed
    from onrecord.model import RecordKind
    from onrecord.store.record_filters import CommitmentFilter
    from onrecord.views.found import COMMITMENT_COLUMNS, commitment_cells, commitment_record
    from onrecord.views.places import placed_records

    how = Shown(
        "commitment", ("Party", "Measure, status", "What"), _head, _coded, _words,
        commitment_record, commitment_cells, COMMITMENT_COLUMNS,
    )  # fmt: skip
    where = CommitmentFilter(document=document, **to_commitment_filter(chosen))
    with opening.to_show(db, rejected=rejected) as casefile:
        codebooks.check_issues(casefile.casefile, where.measures)
        found = placed_records(casefile.commitments(where), casefile.document)
        show(found, reviewed(how, casefile, RecordKind.COMMITMENT), form, limit, where == CommitmentFilter())


def _head(record: Commitment, size: int) -> Text:
    from onrecord.cli import record_lines as lines
    from onrecord.cli.record_tables import stacked

    style = "dim" if record.party == "undecided" else "bold cyan"
    return stacked((lines.party(record), style), size=size, most=3)


def _coded(record: Commitment, size: int) -> Text:
    from onrecord.cli import record_lines as lines
    from onrecord.cli.record_tables import stacked

    return stacked((f"→ {lines.measure(record)}", "bold"), (f"[{lines.status(record)}]", "yellow"), size=size)


def _words(record: Commitment, size: int) -> Text:
    """Return what it is, a line for each circumstance, and the passage."""
    from rich.text import Text

    from onrecord.cli import record_lines as lines
    from onrecord.cli.record_tables import stacked
    from onrecord.cli.screen import one_line

    around = ((line, "dim") for line in lines.commitment_circumstances(record))
    what = stacked((one_line(record.what), ""), *around, size=size, most=4)
    return Text("\n").join([what, stacked((lines.passage(record), "green"), size=size, most=4)])
