"""``onrecord review log``: every decision on records, and where it holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from onrecord.cli import opening
from onrecord.cli.options import db as db_option
from onrecord.cli.screen import counted, one_line

if TYPE_CHECKING:
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
    from onrecord.review.standing import states
    from onrecord.review.view import ReviewedView
    from onrecord.store.reviews import review_json

    with opening.to_read(db) as casefile:
        kept = _kept(casefile, document)
        standing = states(ReviewedView(casefile), kept)
    if as_json:
        found = [
            review_json(each.review) | {"held_by": each.document, "state": standing[each.review.id]}
            for each in kept
        ]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for each in kept:
        state = standing[each.review.id]
        mark = "" if state == "holds" else f"  ({one_line(state)})"
        when, by = f"{each.review.at:%Y-%m-%d %H:%M}", one_line(each.review.by)
        click.echo(f"{each.review.id[:8]}  {when}  {by}  {line_of(each.review)}{mark}")
    if not kept:
        click.echo("Nothing was decided yet.", err=True)
    else:
        aside = sum("set aside" in state for state in standing.values())
        click.echo(f"{counted(len(kept), 'decision')}, {aside} set aside.", err=True)


def _kept(casefile: CasefileView, document: str | None) -> list[KeptReview]:
    if document is None:
        return list(casefile.all_reviews())
    mine = {each.id for each in casefile.reviews(document)}
    return [each for each in casefile.all_reviews() if each.review.id in mine]


def set_aside(casefile: CasefileView) -> int:
    """Count the decisions that cannot be tied to the text as it is now."""
    from onrecord.review.standing import states
    from onrecord.review.view import ReviewedView

    standing = states(ReviewedView(casefile), _kept(casefile, None))
    return sum("set aside" in state for state in standing.values())
