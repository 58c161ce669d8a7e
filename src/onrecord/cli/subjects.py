"""Find what an id given on the command line means: an entry, a document, or the act of a record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import click

from onrecord.cli import opening, registered
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.model import Entry, ReportedAct
    from onrecord.store.interface import CasefileStore, DocumentSummary

    Subject: TypeAlias = Entry | DocumentSummary | ReportedAct


@contextmanager
def register_to_read(db: str) -> Iterator[CasefileStore]:
    """Open a casefile to look at its register; say on stderr where the register is behind the documents."""
    with opening.to_read(db) as casefile:
        for line in registered.behind(casefile):
            click.echo(line, err=True)
        yield casefile


def entry_or_document(casefile: CasefileStore, wanted: str) -> Entry | DocumentSummary:
    """Return the one entry or document that an id, or the first characters of one, names."""
    found: list[Entry | DocumentSummary] = []
    trouble: list[UsageError] = []
    for look in (casefile.entry, casefile.summary):
        try:
            found.append(look(wanted))
        except UsageError as error:
            trouble.append(error)
    whole = [each for each in found if each.id == wanted]
    if len(found) == 1 or len(whole) == 1:
        return (whole or found)[0]
    if found:
        both = " and ".join(each.id for each in found)
        raise UsageError(f"{wanted!r} begins an entry and a document ({both})", None, "give more of the id")
    several = next((error for error in trouble if "several" in error.what), None)
    if several is not None:
        raise several
    lists = "`onrecord show register` and `onrecord show documents` list what there is"
    raise UsageError(f"there is no entry and no document {wanted!r}", casefile.location, lists)


def entry(casefile: CasefileStore, wanted: str) -> Entry:
    """Return the entry that an id names: its own or one that it had, or the whole id of a record in it."""
    for cluster in casefile.clusters([wanted]):
        for each in cluster.entries:
            if any(report.act.record == wanted for report in each.reports):
                return each
    return casefile.entry(wanted)


def subject(casefile: CasefileStore, wanted: str) -> Subject:
    """Return the act of the record with this whole id, else the entry or document that it names."""
    for cluster in casefile.clusters([wanted]):
        for act in cluster.acts:
            if act.record == wanted:
                return act
    return entry_or_document(casefile, wanted)
