"""``onrecord add``: read pages into the casefile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import codebooks, opening, registered, review_log, tracker_report
from onrecord.cli.ending import end, when_interrupted
from onrecord.cli.options import codebook as codebook_option
from onrecord.cli.options import columns as columns_option
from onrecord.cli.options import db as db_option
from onrecord.cli.options import given as given_options
from onrecord.cli.options import to_given
from onrecord.cli.progress import Track, progress
from onrecord.cli.screen import counted, not_read, records_counted

if TYPE_CHECKING:
    from onrecord.intake.columns import Columns
    from onrecord.pipeline import AddReport, Progress
    from onrecord.store.interface import Counts

_FRESH = ("added", "new version")  # of AddKind: the pages of which a tracker is told


@click.command(short_help="Read pages into the casefile.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@db_option
@codebook_option
@given_options
@columns_option
def add(paths: tuple[str, ...], db: str, codebook: str | None, columns: Columns, **stated: Any) -> None:
    """Read pages into the casefile: who said what, each traced to the words of the page.

    PATH is a file, a folder, a glob, or - for standard input: .txt, .html, or a table of articles
    (.jsonl, .csv, .tsv, .parquet). A page that is there already changes nothing; a changed page at
    the same address becomes a new version. What a page does not say itself can be stated here.

    The first add may choose a codebook; the casefile keeps it for all that follow. Another one
    later: onrecord codebook use.
    """
    from onrecord import pipeline
    from onrecord.intake import pages

    total = pages.count(paths)
    given = to_given(stated, total)
    choice = codebooks.chosen(codebook) if codebook is not None else None  # a faulty one leaves no casefile
    when_interrupted(f"what was read is kept in {db}; the same command goes on from there")
    fresh: list[str] = []
    with opening.to_write(db, create=True) as casefile:
        with progress("Reading", "pages", total) as track:
            if choice is not None:
                codebooks.keep_first(casefile, choice, str(codebook))
            reader = opening.reader_for(casefile)
            found = pages.pages(paths, given, columns)
            report = pipeline.add(casefile, found, reader, progress=lambda p: _tell(track, p, fresh))
        new = registered.bring_into_step(casefile)
        counts, location = casefile.counts(), casefile.location
        aside = review_log.set_aside(casefile) if report.new_versions and casefile.reviewed() else 0
        told = tuple(tracker_report.added_lines(casefile, fresh))
    for line in (*summary(report, counts, location), *registered.summary(new), *told):
        click.echo(line)
    if aside:
        click.echo(f"{counted(aside, 'decision')} of a review set aside: `onrecord review log` says why.")
    others = pages.passed_over(paths, own=db)
    if others:
        click.echo(_passed_over(others), err=True)
    end(len(report.problems))


def _tell(track: Track, progress: Progress, fresh: list[str]) -> None:
    track.step(progress.name)
    if progress.document is not None and progress.kind is not None and progress.kind.value in _FRESH:
        fresh.append(progress.document.id)
    if progress.problem is not None:
        track.line(f"set aside: {progress.problem}")
    elif progress.kind is not None and progress.document is not None and not progress.document.is_read:
        track.line(f"{progress.name}: {not_read(progress.document.language)}")


def _passed_over(others: Counter[str]) -> str:
    """Say which files of a folder were not taken: no faults, but nobody should miss them unawares."""
    kinds = ", ".join(f"{count} {ending or 'without ending'}" for ending, count in sorted(others.items()))
    number = counted(others.total(), "file")
    return f"passed over: {number} of other kinds ({kinds}); name a file to have it tried"


def summary(report: AddReport, counts: Counts, location: str) -> Iterable[str]:
    """Say what came of the pages, and what the casefile holds now."""
    parts = [
        (report.added, "added"),
        (report.new_versions, "new version" if report.new_versions == 1 else "new versions"),
        (report.edited, "edited"),
        (report.unchanged, "unchanged"),
        (len(report.problems), "set aside"),
    ]
    came = ", ".join(f"{count} {what}" for count, what in parts if count) or "nothing to add"
    found = records_counted(report.statements, report.commitments, report.events, report.claims)
    yield f"{counted(report.pages, 'page')}: {came}; {found} found."
    if report.completed:
        yield f"{counted(report.completed, 'document')} of an earlier run read now."
    held = records_counted(counts.statements, counts.commitments, counts.events, counts.claims)
    yield f"{location} holds {counted(counts.documents, 'document')} with {held}."
