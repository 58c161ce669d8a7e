"""``onrecord review export | file | complete``: take decisions elsewhere, as gold or to another casefile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import opening, registered
from onrecord.cli.actors import by_option, who
from onrecord.cli.code import Names
from onrecord.cli.ending import end
from onrecord.cli.options import db as db_option
from onrecord.cli.output import whole_file
from onrecord.cli.screen import counted, one_line
from onrecord.errors import UsageError
from onrecord.model import UNDECIDED

if TYPE_CHECKING:
    from onrecord.model import Document
    from onrecord.review.effective import Effective
    from onrecord.store.interface import CasefileStore
    from onrecord.store.reviews import Review


@click.command()
@click.argument("document_id", metavar="ID")
@db_option
@by_option
@click.option("--note", help="Why, or how far.")
def complete(document_id: str, db: str, by: str | None, note: str | None) -> None:
    """Say that a document was looked at in full: none of its records is wrong or missing.

    The same as the key f. `onrecord review export` takes such documents, and the share of records
    that the machine finds is reckoned from them.
    """
    from onrecord.review.making import Reviewer
    from onrecord.review.view import ReviewedView
    from onrecord.store.rows import storable

    with opening.to_write(db) as casefile:
        found = casefile.document(document_id)
        reviewer = Reviewer(storable(who(by)).strip(), found, ReviewedView(casefile).effective(found.id))
        casefile.add_reviews([reviewer.complete(note)])
    click.echo(f"{one_line(found.title or found.name)} was looked at in full.")


@click.command()
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", required=True,
    help="Write NAME.txt and NAME.json here.",
)  # fmt: skip
@db_option
@click.option("--partial", is_flag=True, help="Documents that were looked at in part, too.")
def export(output: Path, db: str, partial: bool) -> None:
    """Write reviewed documents as gold in the coding manual's format.

    A document that was looked at in full is written with all records that were not rejected. With
    --partial the others that have decisions follow, with the records that somebody accepted,
    corrected or added alone; "review" in each file says what is confirmed.
    """
    from onrecord.review.standing import newest
    from onrecord.review.view import ReviewedView
    from onrecord.views.coding import coding

    names, whole, parts, undecided = Names(), 0, 0, 0
    with opening.to_read(db) as casefile:
        view = ReviewedView(casefile)
        for document_id in sorted({newest(view, each) for each in casefile.reviewed()}):
            found = view.effective(document_id)
            if not found.completed and not (partial and _confirmed(found)):
                continue
            document = casefile.document(document_id)
            coded = coding(document, _gold(found).reading()) | {"review": _about(found)}
            _write(output, names.take(document.name), document, coded)
            undecided += _undecided(coded)
            whole, parts = whole + bool(found.completed), parts + (not found.completed)
    if whole or parts:
        click.echo(f"{counted(whole, 'document')} looked at in full written to {output}.", err=True)
    if parts:
        click.echo(
            f"{counted(parts, 'document')} looked at in part: only confirmed records are in those.", err=True
        )
    if undecided:
        told = f"{counted(undecided, 'field')} undecided in what was written: nobody has corrected them yet"
        click.echo(f"{told} (`onrecord review --decided`).", err=True)
    if not whole + parts:
        remedy = "press f in `onrecord review` once nothing is missing, or take --partial"
        raise UsageError("no document was looked at in full", db, remedy)


def _write(output: Path, name: str, document: Document, coded: dict[str, Any]) -> None:
    output.mkdir(parents=True, exist_ok=True)
    with whole_file(output / f"{name}.txt") as text:
        text.write(document.source_text.encode())
    with whole_file(output / f"{name}.json") as target:
        target.write(json.dumps(coded, ensure_ascii=False, indent=1).encode() + b"\n")


def _undecided(coded: dict[str, Any]) -> int:
    """Count the fields that neither the machine nor a person has decided: the manual knows no such value."""
    records = [each for name in ("statements", "commitments", "events") for each in coded[name]]
    return sum(value == UNDECIDED for each in records for value in each.values())


def _confirmed(found: Effective) -> list[Any]:
    return [each for each in found.shown() if each.subject is not None]


def _gold(found: Effective) -> Effective:
    """Keep of a document that was looked at in part only what somebody confirmed."""
    from dataclasses import replace

    return found if found.completed else replace(found, records=tuple(_confirmed(found)))


def _about(found: Effective) -> dict[str, Any]:
    """Say what of a gold file is confirmed, by whom, and where reviewers differ."""
    by = {name for each in found.records if each.subject is not None for name in each.subject.by}
    marks = [each.mark for each in found.records]
    return {
        "complete": bool(found.completed),
        "reviewers": sorted(by | {each.by for each in found.completed}),
        "confirmed": len(_confirmed(found)),
        "unconfirmed": sum(each.at is None for each in marks) if found.completed else 0,
        "rejected": sum(each.is_rejected for each in marks),
        "disputed": sum(bool(each.disagreements) for each in marks),
        "set_aside": [each.why for each in found.set_aside],
    }


@click.group("file", short_help="Share decisions between casefiles.")
def file_() -> None:
    """Take decisions to another casefile with the same pages."""


@file_.command("export")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Write to this file; else to standard output.",
)  # fmt: skip
@db_option
def file_export(output: Path | None, db: str) -> None:
    """Write every decision to a file that another casefile can import."""
    from onrecord.review.sharing import written

    with opening.to_read(db) as casefile:
        reviews = [each.review for each in casefile.all_reviews()]
    if output is None:
        for line in written(reviews):
            click.echo(line)
        return
    with whole_file(output) as out:
        out.writelines(f"{line}\n".encode() for line in written(reviews))
    click.echo(f"{counted(len(reviews), 'decision')} written to {output}", err=True)


@file_.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@db_option
def file_import(file: Path, db: str) -> None:
    """Bring in decisions that were made in another casefile.

    Decisions that are there already are not added twice. One whose document is not here is kept
    and holds once its page is added; one whose passage differs is kept and set aside: both are
    named, and the exit code is 1.
    """
    from onrecord.review.sharing import Unreadable, read

    found = list(read(file.read_bytes(), file.name))
    problems = 0
    with opening.to_write(db) as casefile:
        reviews = [each for each in found if not isinstance(each, Unreadable)]
        kept = casefile.add_reviews(reviews)
        for line in (each for each in found if isinstance(each, Unreadable)):
            problems += 1
            click.echo(f"left out: {file.name}, line {line.line}: {one_line(line.why)}", err=True)
        for told in _told(casefile, {each.review.id for each in kept}):
            problems += 1
            click.echo(one_line(told), err=True)
        if kept:
            registered.bring_into_step(casefile)
    known = len(reviews) - len(kept)
    click.echo(f"{counted(len(kept), 'decision')} brought in, {known} known already.")
    end(problems)


def _told(casefile: CasefileStore, new: set[str]) -> Iterator[str]:
    """Say of each new decision that holds nowhere why."""
    from onrecord.cli.review_session import line_of
    from onrecord.review.standing import newest
    from onrecord.review.view import ReviewedView

    view = ReviewedView(casefile)
    kept = [each for each in casefile.all_reviews() if each.review.id in new]
    for each in kept:
        if each.document is None:
            named = _named(each.review)
            yield f"kept for later: {line_of(each.review)}; its document {named} is not in this casefile"
    for document in sorted({newest(view, each.document) for each in kept if each.document is not None}):
        for aside in view.effective(document).set_aside:
            if aside.review.id in new:
                yield f"set aside: {line_of(aside.review)}; {aside.why}"


def _named(review: Review) -> str:
    return f"{review.document.name} ({review.document.url or review.document.digest[:12]})"
