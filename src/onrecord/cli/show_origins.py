"""``onrecord show origins``: where an entry or a document began, however many tell it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import entry_lines as lines
from onrecord.cli import subjects
from onrecord.cli.options import db as db_option
from onrecord.cli.screen import console, counted, one_line, printable

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.model import Entry, Report
    from onrecord.store.interface import CasefileStore, DocumentSummary
    from onrecord.views.looking import Looked


@click.command()
@click.argument("wanted", metavar="ENTRY|DOCUMENT")
@db_option
@click.option("--json", "as_json", is_flag=True, help="Print the origins as JSON.")
def origins(wanted: str, db: str, as_json: bool) -> None:
    """Show where an entry or a document began: forty rewrites of one report are one origin.

    Of an entry, each origin stands with the reports that go back to it. Of a document, the
    documents and outlets that it has its report from, or itself. Sources that have no page in the
    casefile, that cannot be looked up or that nobody names are said to be so.
    """
    from onrecord.model import Entry
    from onrecord.views.looking import Looked

    with subjects.register_to_read(db) as casefile:
        found, look = subjects.entry_or_document(casefile, wanted), Looked(casefile)
        is_entry = isinstance(found, Entry)
        told = _of_entry(found, look) if isinstance(found, Entry) else _of_document(casefile, found, look)
        if as_json:
            kind = "entry" if is_entry else "document"
            click.echo(json.dumps({"id": found.id, "kind": kind} | told, ensure_ascii=False, indent=1))
            return
        screen = console()
        for line in (
            _entry_lines(found, look) if isinstance(found, Entry) else _document_lines(found, told, look)
        ):
            screen.print(line)


def _of_entry(entry: Entry, look: Looked) -> dict[str, Any]:
    from onrecord.views.entries import origin_record

    return {
        "origins": [
            origin_record(origin, look)
            | {"reports": [each.act.document for each in entry.reports if each.origin == origin]}
            for origin in entry.origins
        ],
        "reports": len(entry.reports),
        "notes": list(entry.notes),
    }


def _of_document(casefile: CasefileStore, document: DocumentSummary, look: Looked) -> dict[str, Any]:
    from onrecord.lineage.origins import origins as origins_of
    from onrecord.pipeline.registering import contexts
    from onrecord.views.entries import origin_record
    from onrecord.views.parts import selectors

    context = contexts(casefile, [document.id])
    found = origins_of(document.id, context.derivations, context.documents)
    page = look.document(document.id)
    return {
        "origins": [origin_record(each, look) for each in found],
        "cites": [{"outlet": cite.outlet, "quote": selectors((cite.quote,))[0]} for cite in page.cites],
        "placeholders": selectors(page.placeholders),
    }


def _entry_lines(entry: Entry, look: Looked) -> Iterator[Text]:
    from rich.text import Text

    from onrecord.views.entries import origin_line
    from onrecord.views.wordings import proposition_of

    yield Text.assemble(
        (f"{entry.kind.value}  ", "bold"),
        (f"{lines.who(entry)}: ", "bold cyan"),
        printable(proposition_of(entry)),
    )
    yield Text(f"{lines.amount(entry)} · id {entry.id}", "dim")
    for number, origin in enumerate(entry.origins, 1):
        yield Text.assemble(
            "\n", (f"{number}  {one_line(origin_line(origin, look))}", "bold"), _title(origin, look)
        )
        for report in entry.reports:
            if report.origin == origin:
                yield _report(report, look)
    others = [each for each in entry.reports if each.origin not in entry.origins]
    if others:
        yield Text("\nnot counted as origins of their own", "bold")
    yield from (_report(report, look) for report in others)
    for note in entry.notes:
        yield Text(f"! {one_line(note)}", "red")


def _title(origin: str, look: Looked) -> tuple[str, str]:
    from onrecord.views.wordings import OUTLET

    if origin.startswith(OUTLET):
        return "", ""
    return f"  {one_line(look.summary(origin).title)}  {origin[: lines.SHORT_ID]}", "dim"


def _report(report: Report, look: Looked) -> Text:
    from rich.text import Text

    from onrecord.views.wordings import document_name

    name = one_line(document_name(look.summary(report.act.document)))
    if len(report.chain) > 1:
        return Text.assemble(f"   {name}: ", (lines.chain(report), "dim"))
    return Text(f"   {name}")


def _document_lines(document: DocumentSummary, told: dict[str, Any], look: Looked) -> Iterator[Text]:
    from rich.text import Text

    from onrecord.views.entries import origin_line
    from onrecord.views.wordings import document_name

    yield Text.assemble((one_line(document_name(document)), "bold"), f"  {one_line(document.title)}")
    yield Text(f"{counted(len(told['origins']), 'origin')} · id {document.id}", "dim")
    for number, each in enumerate(told["origins"], 1):
        itself = each["document"] == document.id
        name = "its own report" if itself else one_line(origin_line(each["origin"], look))
        yield Text.assemble(
            (f"{number}  {name}", "bold"), ("", "") if itself else _title(each["origin"], look)
        )
    for cite in told["cites"]:
        yield Text(f"   names {one_line(cite['outlet'])}: “{one_line(cite['quote']['exact'])}”", "dim")
    for place in told["placeholders"]:
        words = one_line(place["exact"])
        yield Text(f"! names a source that cannot be looked up: “{words}” is a placeholder", "red")
