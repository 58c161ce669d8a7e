"""``onrecord evaluate``: code the articles of gold folders and score the codings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import codebooks, opening
from onrecord.cli.code import codings
from onrecord.cli.ending import end
from onrecord.cli.options import codebook as codebook_option
from onrecord.cli.progress import progress
from onrecord.cli.screen import console, counted, empty_table
from onrecord.errors import PageError

if TYPE_CHECKING:
    from onrecord.evaluation.gold import GoldArticle
    from onrecord.evaluation.tally import Scores
    from onrecord.reader import Reader


@click.command(short_help="Code and score gold folders.")
@click.argument("folders", nargs=-1, metavar="GOLD_DIR...", type=click.Path(path_type=Path))
@click.option(
    "--reviewed", type=click.Path(path_type=Path), metavar="CASEFILE",
    help="Score the records of a casefile by the decisions made in `onrecord review` instead.",
)  # fmt: skip
@codebook_option
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
@click.option("--records", is_flag=True, help="Print a line of JSON for each predicted field: is it right?")
def evaluate(
    folders: tuple[Path, ...], reviewed: Path | None, codebook: str | None, as_json: bool, records: bool
) -> None:
    """Code the .txt files of gold folders and score the codings against their .json files.

    Several folders are pooled. A statement counts where at least half of the words of its quote
    match a gold statement's, one to one; what is undecided is never right. --records prints file,
    kind, index, field, confidence and right of every predicted field that is scored.
    """
    if as_json and records:
        raise click.UsageError("--json and --records each print something of their own: give one of them")
    if (reviewed is not None) == bool(folders):
        raise click.UsageError("name gold folders, or a casefile with --reviewed")
    if reviewed is not None:
        from onrecord.cli.evaluate_reviewed import evaluate_reviewed

        if records or codebook is not None:
            raise click.UsageError("--reviewed takes --json alone: the casefile is not read again")
        evaluate_reviewed(reviewed, as_json)
        return
    from onrecord.evaluation.gold import gold_articles
    from onrecord.evaluation.score import score

    articles = [article for folder in folders for article in gold_articles(folder)]
    coded, problems = _code(articles, opening.reader(codebooks.given(codebook)))
    pairs = [(article.coding, found) for article, found in zip(articles, coded, strict=True)]
    if records:
        _print_records(articles, coded)
    elif as_json:
        click.echo(json.dumps(score(pairs).as_json(), indent=1))
    else:
        _print(score(pairs), len(articles))
    end(problems)


def _code(articles: list[GoldArticle], reader: Reader) -> tuple[list[dict[str, Any]], int]:
    """Return the coding of each article, empty where it cannot be read, and how many could not."""
    from onrecord.intake.pages import pages

    found = (page for article in articles for page in pages([str(article.text)]))
    coded: list[dict[str, Any]] = []
    problems = 0
    with progress("Coding", "articles", len(articles)) as track:
        for result in codings(found, reader, track, offsets=False):
            if isinstance(result, PageError):
                problems += 1
                track.line(f"set aside: {result}")
            coded.append({} if isinstance(result, PageError) else result[1])
    return coded, problems


def _print_records(articles: list[GoldArticle], coded: list[dict[str, Any]]) -> None:
    from onrecord.evaluation.judgements import judgements

    for article, found in zip(articles, coded, strict=True):
        for judgement in judgements(f"{article.name}.json", article.coding, found):
            click.echo(json.dumps(judgement.as_json()))


def _print(scores: Scores, articles: int) -> None:
    table = empty_table(header=True)
    table.add_column()
    for name in ("P", "R", "F1", "predicted", "gold"):
        table.add_column(name, justify="right")
    for name, s in scores.sets.items():
        figures = (f"{value:.3f}" for value in (s.precision, s.recall, s.f1))
        table.add_row(name, *figures, str(s.predicted), str(s.gold))
    fields = empty_table(header=True)
    fields.add_column("Fields of matched records")
    for name in ("right", "n", "decided", "right of decided"):
        fields.add_column(name, justify="right")
    for name, f in scores.fields.items():
        shares = ("" if value is None else f"{value:.3f}" for value in (f.decided, f.right_of_decided))
        fields.add_row(name, f"{f.right:.3f}", str(f.n), *shares)
    screen = console()
    screen.print(table)
    screen.print()
    screen.print(fields)
    screen.print(f"\n{counted(articles, 'article')}.")
