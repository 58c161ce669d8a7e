"""``onrecord tracker report``: what the entries of articles say to a tracker."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import reduce
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli import opening, registered
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.screen import console, counted, width
from onrecord.model import FindingKind
from onrecord.tracker.telling import counts

if TYPE_CHECKING:
    from onrecord.model import TrackerRow
    from onrecord.store.interface import CasefileView
    from onrecord.tracker.findings import Settled

_C = TypeVar("_C", bound=Callable[..., Any])

_KINDS = (
    ("--new", FindingKind.NEW, "What no row holds."),
    ("--repeats", FindingKind.REPEATS, "What repeats a row."),
    ("--moves", FindingKind.MOVES_STATUS, "What moves the status of a row."),
    ("--contradicts", FindingKind.CONTRADICTS, "What contradicts a row."),
    ("--undecided", FindingKind.UNDECIDED, "What may be one or the other."),
)
tracker_option = click.option(
    "--tracker", "name", metavar="NAME", help="Which tracker, where the casefile holds several."
)


def kind_options(command: _C) -> _C:
    """Put the options on a command that choose kinds of findings."""
    options = [click.option(name, kind.value, is_flag=True, help=told) for name, kind, told in _KINDS]
    return reduce(lambda done, option: option(done), reversed(options), command)


def chosen(values: Mapping[str, bool]) -> frozenset[FindingKind]:
    """Return the kinds that options choose; all where none is given."""
    return frozenset(kind for kind in FindingKind if values.get(kind.value)) or frozenset(FindingKind)


@click.command(short_help="Say what articles have for the tracker.")
@db_option
@tracker_option
@kind_options
@click.option("--document", metavar="ID", help="Of what this document reports only.")
@click.option("--all", "everything", is_flag=True, help="Findings that were decided on, too.")
@limit_option
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def report(
    db: str, name: str | None, document: str | None, everything: bool, limit: int | None, as_json: bool,
    **kinds: bool,
) -> None:  # fmt: skip
    """Say what each entry of the register is to your tracker, with the passage.

    New; repeats row 214; moves its status, pledged -> signed; contradicts it; or undecided, with the
    rows that it may be. Findings come in the order of what they report. One that would change a row
    counts for those after it: a pledge is new once. What was decided on is left out.
    """
    from onrecord.cli import tracker_lines, tracker_tools

    with opening.to_read(db) as casefile:
        for line in registered.behind(casefile):
            click.echo(line, err=True)
        tracker = tracker_tools.opened(casefile, name)
        found = _found(tracker, chosen(kinds), everything, document)
        shown = list(islice(found, limit))
        rows = {row.key: row for row in tracker.effective().rows}
        if as_json:
            records = (
                tracker_lines.finding_record(each, rows, tracker.page_of(each.finding.document))
                for each in shown
            )
            click.echo(json.dumps(list(records), ensure_ascii=False, indent=1))
            return
        screen = console()
        for each in shown:
            page, name_of = tracker.page_of(each.finding.document), tracker.words.name_of
            for text in tracker_lines.lines(each, rows, page, width(), name_of):
                screen.print(text, soft_wrap=True)
            screen.print()
        more = next(found, None) is not None
        click.echo(_footer(shown, tracker.file.name, rows, more), err=not shown)


def _found(
    tracker: Any, kinds: Collection[FindingKind], everything: bool, document: str | None
) -> Iterator[Settled]:
    """Yield the findings that are wanted; all are settled in their order, as each may bear on later ones."""
    wanted = tracker.casefile.summary(document).id if document else None
    for each in tracker.findings(tracker.casefile.entries()):
        of = {report.act.document for report in each.finding.entry.reports}
        if each.finding.kind in kinds and (everything or each.is_open) and (wanted is None or wanted in of):
            yield each


def _footer(shown: list[Settled], name: str, rows: Mapping[str, TrackerRow], more: bool) -> str:
    if not shown:
        return (
            f"Nothing for {name}: no article says anything to its {counted(len(rows), 'row')} that is open."
        )
    told = counts(each.finding.kind for each in shown)
    return f"{counted(len(shown), 'finding')} for {name}: {told}.{' There are more.' if more else ''}"


def of_documents(casefile: CasefileView, document_ids: Collection[str]) -> dict[str, list[Settled]]:
    """Return what the entries that some documents report say to each tracker of a casefile, by its name.

    Findings that were decided on are left out.
    """
    from onrecord.cli import tracker_tools

    wanted = set(document_ids)
    out: dict[str, list[Settled]] = {}
    for tracker in tracker_tools.every(casefile) if wanted else ():
        found = tracker.findings(casefile.entries())
        out[tracker.file.name] = [
            each
            for each in found
            if each.is_open and any(report.act.document in wanted for report in each.finding.entry.reports)
        ]
    return out


def added_lines(casefile: CasefileView, document_ids: Collection[str]) -> Iterator[str]:
    """Yield what ``onrecord add`` says at its end: how much the new documents have for each tracker."""
    for name, found in of_documents(casefile, document_ids).items():
        if found:
            told = counts(each.finding.kind for each in found)
            yield f"For {name}: {told}; `onrecord tracker settle` steps through them."
