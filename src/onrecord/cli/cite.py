"""``onrecord cite``: a citation to paste."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from onrecord.cli import subjects
from onrecord.cli.export_whole import name_of
from onrecord.cli.options import db as db_option

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileStore
    from onrecord.views.citing.citation import Citation

_STYLES = ("text", "markdown", "bibtex", "csl-json")


@click.command(short_help="Print a citation to paste.")
@click.argument("wanted", metavar="ID...", nargs=-1, required=True)
@db_option
@click.option("--style", type=click.Choice(_STYLES), default="text", show_default=True, help="In what form.")
@click.option("--json", "as_json", is_flag=True, help="Print the parts of the citations as JSON.")
def cite(wanted: tuple[str, ...], db: str, style: str, as_json: bool) -> None:
    """Print a citation of an entry or a document, to paste.

    An ID is that of an entry or a document, or its first characters, or the whole id of a statement,
    commitment or event that reports an entry. An entry is cited by the page where it began: of forty
    rewrites that one, with the number of further outlets. The citation says by what way the words came
    ("as reported by X, citing Y") and what of it no person confirmed. What has no date says "n.d.".
    """
    from onrecord.views.citing import styles as citation_styles
    from onrecord.views.citing.citation import citation_record

    with subjects.register_to_read(db) as casefile:
        cited = [citation(casefile, each) for each in wanted]
    if as_json:
        click.echo(json.dumps([citation_record(each) for each in cited], ensure_ascii=False, indent=1))
    elif style == "csl-json":
        click.echo(json.dumps([citation_styles.csl(each) for each in cited], ensure_ascii=False, indent=1))
    else:
        write = citation_styles.PARAGRAPHS[style]
        click.echo("\n\n".join(write(each) for each in cited))


def citation(casefile: CasefileStore, wanted: str) -> Citation:
    """Return the citation of what an id names."""
    from onrecord.model import Entry
    from onrecord.store.interface import DocumentSummary
    from onrecord.views.citing.citation import cite_document, cite_entry

    found = subjects.subject(casefile, wanted)
    name = name_of(casefile)
    if isinstance(found, DocumentSummary):
        return cite_document(found, casefile, name)
    entry = found if isinstance(found, Entry) else subjects.entry(casefile, wanted)
    return cite_entry(entry, casefile, name)
