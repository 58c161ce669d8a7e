"""``onrecord review``: put records right for good."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from onrecord.cli import bases, codebooks, opening, registered
from onrecord.cli.actors import by_option, who
from onrecord.cli.ending import when_interrupted
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.review_files import complete, export, file_
from onrecord.cli.review_log import log
from onrecord.cli.screen import console, counted, width
from onrecord.model import RecordKind

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.model import Document, Quantity, Span
    from onrecord.review.queue import Item
    from onrecord.review.values import Setting
    from onrecord.review.view import ReviewedView
    from onrecord.store.interface import CasefileStore

_KINDS = tuple(kind.value for kind in RecordKind)
_ORDERS = ("doubt", "random", "text")


@click.group(invoke_without_command=True, short_help="Put records right for good.")
@db_option
@by_option
@click.option(
    "--kind", "kinds", type=click.Choice(_KINDS), multiple=True, help="Of this kind. Repeat for more."
)
@click.option("--document", metavar="ID", help="Of this document only.")
@click.option("--outlet", help="Part of the outlet's name.")
@click.option(
    "--below", type=click.FloatRange(0, 1), metavar="CONFIDENCE",
    help="Only where a field is less sure than this, or undecided.",
)  # fmt: skip
@click.option(
    "--order", type=click.Choice(_ORDERS), default="doubt", show_default=True,
    help="The most doubtful first, drawn at random (for a fair score), or as they stand.",
)  # fmt: skip
@click.option("--decided", is_flag=True, help="Records that were decided on already, too, and rejected ones.")
@limit_option
@click.option("--json", "as_json", is_flag=True, help="Print the decisions as a JSON array at the end.")
@click.pass_context
def review(
    ctx: click.Context,
    db: str,
    by: str | None,
    kinds: tuple[str, ...],
    document: str | None,
    outlet: str | None,
    below: float | None,
    order: str,
    decided: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """Step through doubtful records: accept, correct, reject, add what was missed.

    Each decision is kept at once, with its time and who made it, apart from what the machine found;
    it lasts over re-runs and newer models, and every list follows it. Keys on a terminal, from a
    pipe a line for each answer; ? lists them.
    """
    if ctx.invoked_subcommand is not None:
        given = [name for name in ctx.params if ctx.get_parameter_source(name) == _COMMANDLINE]
        if given:
            raise click.UsageError(f"put --{given[0]} after {ctx.invoked_subcommand}")
        return
    from onrecord.cli.review_session import Session
    from onrecord.review.queue import Order, queued
    from onrecord.review.view import ReviewedView
    from onrecord.store.reviews import review_json
    from onrecord.store.rows import storable

    when_interrupted("nothing was decided")
    with opening.to_write(db) as casefile:
        view = ReviewedView(casefile, rejected=decided)  # a rejected one can be decided on anew
        chosen = kinds or _KINDS
        found = (
            item for kind in chosen for item in _items(view, RecordKind(kind), document, outlet, decided)
        )
        queue = queued(found, Order(order), below=below)[:limit]
        if not queue:
            click.echo("There is nothing to review that fits.", err=True)
        session = Session(casefile, view, storable(who(by)).strip(), _screen(as_json), _settings(casefile))
        session.run(queue)
        if session.made:
            registered.bring_into_step(casefile)
    if as_json:
        click.echo(json.dumps([review_json(each) for each in session.made], ensure_ascii=False, indent=1))
    elif queue:
        click.echo(f"{counted(len(session.made), 'decision')} kept in {db}.")


_COMMANDLINE = click.core.ParameterSource.COMMANDLINE

for _command in (log, export, file_, complete):
    review.add_command(_command)


def _items(
    view: ReviewedView, kind: RecordKind, document: str | None, outlet: str | None, decided: bool
) -> Iterator[Item]:
    """Yield the records of one kind as they stand in the queue; those that were decided on only if wanted."""
    from onrecord.review.queue import item
    from onrecord.store.interface import StatementFilter
    from onrecord.store.record_filters import ClaimFilter, CommitmentFilter, EventFilter

    match kind:
        case RecordKind.STATEMENT:
            records = (
                each.statement for each in view.statements(StatementFilter(document=document, outlet=outlet))
            )
            yield from _open(view, kind, (item(each) for each in records), decided)
        case RecordKind.COMMITMENT:
            pledged = (
                each.record for each in view.commitments(CommitmentFilter(document=document, outlet=outlet))
            )
            yield from _open(view, kind, (item(each) for each in pledged), decided)
        case RecordKind.EVENT:
            happened = (each.record for each in view.events(EventFilter(document=document, outlet=outlet)))
            yield from _open(view, kind, (item(each) for each in happened), decided)
        case RecordKind.CLAIM:
            claimed = (each.record for each in view.claims(ClaimFilter(document=document, outlet=outlet)))
            yield from _open(view, kind, (item(each) for each in claimed), decided)


def _open(view: ReviewedView, kind: RecordKind, items: Iterator[Item], decided: bool) -> Iterator[Item]:
    for each in items:
        if decided or view.mark(each.document, kind, each.id).at is None:
            yield each


def _screen(to_stderr: bool) -> Console:
    if not to_stderr:
        return console()
    from rich.console import Console

    return Console(
        stderr=True,
        width=None if sys.stderr.isatty() else width(),
        highlight=False,
        markup=False,
        emoji=False,
    )


def _settings(
    casefile: CasefileStore,
) -> Callable[[Document, int, Callable[[str, list[Span]], Span | None]], Setting]:
    """Return what makes the setting of a document: by what typed values are understood."""
    from onrecord.review.values import Setting

    held: dict[str, Callable[[str], str]] = {}
    issues = codebooks.used_by(casefile).ids

    def actor(name: str) -> str:
        if "form" not in held:  # loading the facts takes a moment: only where a name is typed
            held["form"] = bases.forms(casefile)
        return held["form"](name)

    def amounts(text: str, span: Span) -> tuple[Quantity, ...]:
        from onrecord.coding.quantities import quantities

        return quantities(text, span)

    def setting(document: Document, near: int, choose: Callable[[str, list[Span]], Span | None]) -> Setting:
        return Setting(document.text, near, issues, actor, choose, amounts)

    return setting
