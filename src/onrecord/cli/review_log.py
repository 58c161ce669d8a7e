"""``onrecord review log``: every decision on records, and where it holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import opening
from onrecord.cli.options import db as db_option
from onrecord.cli.screen import counted, one_line

if TYPE_CHECKING:
    from onrecord.review.view import ReviewedView
    from onrecord.store.interface import CasefileView
    from onrecord.store.reviews import KeptReview


@click.command()
@db_option
@click.option("--document", metavar="ID", help="Of this document only, all versions of it.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def log(db: str, document: str | None, as_json: bool) -> None:
    """List every decision with its time, who made it, and whether it holds.

    A decision that cannot be tied to the text as it is now is set aside, with the reason; it
    stays, and holds again when its words are back.
    """
    from onrecord.cli.review_session import line_of
    from onrecord.review.view import ReviewedView
    from onrecord.store.reviews import review_json

    with opening.to_read(db) as casefile:
        kept = _kept(casefile, document)
        states = _states(ReviewedView(casefile), kept)
    if as_json:
        found = [
            review_json(each.review) | {"held_by": each.document, "state": states[each.review.id]}
            for each in kept
        ]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for each in kept:
        state = states[each.review.id]
        mark = "" if state == "holds" else f"  ({one_line(state)})"
        when, by = f"{each.review.at:%Y-%m-%d %H:%M}", one_line(each.review.by)
        click.echo(f"{each.review.id[:8]}  {when}  {by}  {line_of(each.review)}{mark}")
    if not kept:
        click.echo("Nothing was decided yet.", err=True)
    else:
        aside = sum("set aside" in state for state in states.values())
        click.echo(f"{counted(len(kept), 'decision')}, {aside} set aside.", err=True)


def _kept(casefile: CasefileView, document: str | None) -> list[KeptReview]:
    if document is None:
        return list(casefile.all_reviews())
    mine = {each.id for each in casefile.reviews(document)}
    return [each for each in casefile.all_reviews() if each.review.id in mine]


def _states(view: ReviewedView, kept: list[KeptReview]) -> dict[str, str]:
    """Say of each decision, by its id, whether and how it holds in the newest version of its document."""
    states = {each.review.id: "holds" for each in kept}
    for document in sorted({newest(view, each.document) for each in kept if each.document is not None}):
        states |= {name: why for name, why in _of_document(view, document) if name in states}
    for each in kept:
        if each.document is None:
            told = f"set aside: its document {each.review.document.name} is not in this casefile"
            states[each.review.id] = told
        if each.review.undoes in states:
            states[each.review.undoes] = "undone"
    return states


def set_aside(casefile: CasefileView) -> int:
    """Count the decisions that cannot be tied to the text as it is now."""
    from onrecord.review.view import ReviewedView

    states = _states(ReviewedView(casefile), _kept(casefile, None))
    return sum("set aside" in state for state in states.values())


def newest(view: ReviewedView, document: str) -> str:
    """Return the id of the newest version of a document."""
    versions: tuple[Any, ...] = view.versions(document)
    return next((str(each.id) for each in reversed(versions) if each.newest), document)


def _of_document(view: ReviewedView, document: str) -> Iterator[tuple[str, str]]:
    from onrecord.store.reviews import ReviewAction

    found = view.effective(document)
    yield from ((each.review.id, f"set aside: {each.why}") for each in found.set_aside)
    held = {each.id for each in found.completed}
    for review in view.reviews(document):
        if review.action == ReviewAction.COMPLETE and review.id not in held:
            yield review.id, "set aside: the page has changed since"
    for subject in found.waiting:
        yield from ((each.id, "holds: the model does not find this record now") for each in subject.reviews)
    for record in found.records:
        if record.subject is not None and record.machine is None and record.mark.state != "added":
            told = "holds: the model does not find this record now, it is kept"
            yield from ((each.id, told) for each in record.subject.reviews)
