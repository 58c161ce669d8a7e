"""``onrecord evaluate --reviewed``: score the machine's records against what people decided on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import opening
from onrecord.cli.screen import console, counted, empty_table
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.evaluation.reviewed import Reviewed, Share


def evaluate_reviewed(location: Path, as_json: bool) -> None:
    """Print the scores of a casefile's records by its own reviews."""
    from onrecord.evaluation.reviewed import reviewed
    from onrecord.review.judging import judgements
    from onrecord.review.standing import newest
    from onrecord.review.view import ReviewedView

    with opening.to_read(str(location)) as casefile:
        view = ReviewedView(casefile)
        names = casefile.names_decided()
        documents = sorted({newest(view, each) for each in casefile.reviewed()})
        found = [each for name in documents for each in judgements(view.effective(name), names)]
        complete = sum(bool(view.effective(name).completed) for name in documents)
        aside = sum(len(view.effective(name).set_aside) for name in documents)
    if not found:
        raise UsageError("has no decisions on records", str(location), "make some with `onrecord review`")
    scores = reviewed(found, complete)
    if as_json:
        click.echo(json.dumps(scores.as_json() | {"set_aside": aside}, indent=1))
    else:
        _print(scores, len(documents), aside)


def _print(scores: Reviewed, documents: int, aside: int) -> None:
    screen = console()
    table = _table("Records that are right (precision)")
    for kind, each in scores.precision.items():
        _row(table, f"{kind}s", each)
    screen.print(table)
    if scores.recall:
        table = _table("Records that are found (recall)")
        for kind, each in scores.recall.items():
            _row(table, f"{kind}s", each)
        screen.print()
        screen.print(table)
    table = _table("Fields of records that are there")
    for name, each in scores.fields.items():
        _row(table, name, each)
    screen.print()
    screen.print(table)
    screen.print()
    for pair in scores.agreement:
        kappa = "not defined (one answer only)" if pair.kappa is None else f"{pair.kappa:.2f}"
        screen.print(
            f"{pair.reviewers[0]} and {pair.reviewers[1]} decided {counted(pair.n, 'record')} both: "
            f"{pair.agreed:.0%} alike, Cohen's kappa {kappa}."
        )
    screen.print(f"{counted(documents, 'reviewed document')}, {scores.complete} looked at in full.")
    if not scores.complete:
        screen.print("No recall: press f in `onrecord review` once nothing is missing in a document.")
    if aside:
        screen.print(f"{counted(aside, 'decision')} set aside: `onrecord review log` says why.")
    screen.print(
        "The intervals hold for records like those decided on: where the doubtful come first, all "
        "others do better. `onrecord review --order random` draws evenly."
    )


def _table(title: str) -> Table:
    table = empty_table(header=True)
    table.add_column(title)
    for name in ("share", "95 % interval", "n", "documents", "more to halve it"):
        table.add_column(name, justify="right")
    return table


def _row(table: Table, name: str, each: Share) -> None:
    more = "-" if each.halved_by is None else f"{each.halved_by:,}"
    interval = f"{each.low:.3f} to {each.high:.3f}"
    table.add_row(name, f"{each.share:.3f}", interval, str(each.n), str(each.documents), more)
