"""``onrecord explain``: why records were merged or kept apart, why a document derives from another or not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from onrecord.cli import explaining_acts, explaining_documents, subjects
from onrecord.cli.options import db as db_option
from onrecord.cli.screen import console
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.cli.subjects import Subject
    from onrecord.model import ReportedAct
    from onrecord.store.interface import CasefileStore


@click.command(short_help="Say why records or documents belong together or not.")
@click.argument("wanted", metavar="ID")
@click.argument("other", metavar="[ID]", required=False)
@db_option
@click.option("--json", "as_json", is_flag=True, help="Print the reasons as JSON.")
def explain(wanted: str, other: str | None, db: str, as_json: bool) -> None:
    """Say why two records or entries were merged or kept apart, or why a document derives from another.

    An ID is that of an entry or a document, or its first characters, or the whole id of a
    statement, commitment or event. With one ID: why each report belongs to the entry, and which
    records came nearest and were kept apart; of a document, what it derives from and why.
    """
    with subjects.register_to_read(db) as casefile:
        left = subjects.subject(casefile, wanted)
        right = subjects.subject(casefile, other) if other is not None else None
        told = _told(casefile, left, right)
        if as_json:
            click.echo(json.dumps(told.record(), ensure_ascii=False, indent=1))
            return
        screen = console()
        for line in told.lines():
            screen.print(line)


def _told(
    casefile: CasefileStore, left: Subject, right: Subject | None
) -> explaining_acts.Told | explaining_documents.Told:
    """Choose how to explain: documents by what ties them, everything else by the acts that it holds."""
    from onrecord.store.interface import DocumentSummary

    if isinstance(left, DocumentSummary) and (right is None or isinstance(right, DocumentSummary)):
        if right is None:
            return explaining_documents.OneDocument(casefile, left)
        if left.id == right.id:
            raise UsageError(f"both ids name one document ({left.id})", None, "name two, or one alone")
        return explaining_documents.TwoDocuments(casefile, left, right)
    if right is None:
        return explaining_acts.OneEntry(casefile, _acts(casefile, left))
    return explaining_acts.TwoSides(casefile, _acts(casefile, left), _acts(casefile, right))


def _acts(casefile: CasefileStore, subject: Subject) -> tuple[ReportedAct, ...]:
    """Return the acts that an id stands for: those of an entry or a document, or the one of a record."""
    from onrecord.model import Entry, ReportedAct

    match subject:
        case ReportedAct():
            return (subject,)
        case Entry():
            return tuple(report.act for report in subject.reports)
    found = tuple(casefile.acts([subject.id]))
    if not found:
        raise UsageError(f"document {subject.id} reports nothing", None, "name an entry or another document")
    return found
