"""``onrecord documents``: state what pages do not say themselves."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli import opening, registered
from onrecord.cli.options import db as db_option
from onrecord.cli.options import published as published_option
from onrecord.cli.options import to_given
from onrecord.cli.screen import one_line


@click.group(short_help="State what pages do not say.")
def documents() -> None:
    """Change what is known of documents."""


@documents.command()
@click.argument("document_id", metavar="ID")
@db_option
@click.option("--title", help="Its title.")
@click.option("--outlet", help="Who published it.")
@click.option("--byline", help="Who wrote it.")
@published_option
@click.option("--url", help="Its address.")
def edit(document_id: str, db: str, **stated: Any) -> None:
    """State a document's title, outlet, byline, date or address; kept over every re-run.

    ID is the document's id or its first characters. An empty value states that the page has none.
    With another date or outlet the document is read again, since days and relays hang on them.
    """
    if all(value is None for value in stated.values()):
        raise click.UsageError("say what to change: --title, --outlet, --byline, --date or --url")
    with registered.to_decide(db) as casefile:
        before = casefile.document(document_id)
        document = casefile.edit_document(document_id, to_given(stated))
        told = [(each.published, each.outlet) for each in (before, document)]
        if told[0] != told[1] and casefile.reading(document.id) is not None:
            from onrecord import pipeline

            pipeline.reread_one(casefile, opening.reader_for(casefile), document)
    click.echo(f"{document.id}  {one_line(document.title) or '(no title)'}")
    for name in ("outlet", "byline", "published", "url"):
        click.echo(f"  {name:9}  {one_line(getattr(document, name)) or '-'}")
