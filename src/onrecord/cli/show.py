"""``onrecord show``: look at what the casefile holds."""

from __future__ import annotations

import click

from onrecord.cli.show_calendar import calendar
from onrecord.cli.show_claims import claims
from onrecord.cli.show_commitments import commitments
from onrecord.cli.show_conflicts import conflicts
from onrecord.cli.show_deadlines import deadlines
from onrecord.cli.show_document import document
from onrecord.cli.show_documents import documents
from onrecord.cli.show_entry import entry
from onrecord.cli.show_events import events
from onrecord.cli.show_lineage import lineage
from onrecord.cli.show_matrix import matrix
from onrecord.cli.show_origins import origins
from onrecord.cli.show_pledges import pledges
from onrecord.cli.show_positions import positions
from onrecord.cli.show_proposals import proposals
from onrecord.cli.show_register import register
from onrecord.cli.show_shifts import shifts
from onrecord.cli.show_statements import statements
from onrecord.cli.show_story import stories, story
from onrecord.cli.show_unity import unity


@click.group(short_help="Look at the register, records and documents.")
def show() -> None:
    """Look at the register, at what was found, at documents, and at what ties them together."""


for _command in (
    register, entry, lineage, origins, stories, story,
    positions, shifts, matrix, unity,
    conflicts, proposals, pledges, deadlines, calendar,
    statements, commitments, events, claims, documents, document,
):  # fmt: skip
    show.add_command(_command)
