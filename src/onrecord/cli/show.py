"""``onrecord show``: look at what the casefile holds."""

from __future__ import annotations

import click

from onrecord.cli.show_claims import claims
from onrecord.cli.show_commitments import commitments
from onrecord.cli.show_document import document
from onrecord.cli.show_documents import documents
from onrecord.cli.show_events import events
from onrecord.cli.show_statements import statements


@click.group(short_help="Look at statements, commitments, events, claims and documents.")
def show() -> None:
    """Look at what was found, at documents, or at one document with everything found in it."""


for _command in (statements, commitments, events, claims, documents, document):
    show.add_command(_command)
