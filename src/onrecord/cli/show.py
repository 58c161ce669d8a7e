"""``onrecord show``: look at what the casefile holds."""

from __future__ import annotations

import click

from onrecord.cli.show_document import document
from onrecord.cli.show_documents import documents
from onrecord.cli.show_statements import statements


@click.group(short_help="Look at statements and documents.")
def show() -> None:
    """Look at statements, at documents, or at one document with its statements marked."""


for _command in (statements, documents, document):
    show.add_command(_command)
