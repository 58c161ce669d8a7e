"""``onrecord report``: the whole register as one page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import codebooks, held, naming, subjects
from onrecord.cli.options import day
from onrecord.cli.options import db as db_option
from onrecord.cli.output import whole_file
from onrecord.cli.progress import progress
from onrecord.cli.screen import counted

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileStore

_LARGE = 20_000_000  # bytes from which on a browser takes its time


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    required=True,
    help="The page to write, as report.html.",
)
@db_option
@click.option("--confirmed", is_flag=True, help="Only what a person accepted, corrected or added.")
@day("--since", help="Done or said on or after this date.")
@day("--until", help="Done or said on or before this date; positions are those that hold then.")
@click.option("--issue", "issues", multiple=True, metavar="ID", help="Issue, by its id. Repeat for more.")
@click.option("--actor", help="Part of the name of who does it, or of the state or body behind it.")
@click.option(
    "--for",
    "beneficiaries",
    multiple=True,
    metavar="NAME",
    help="For whom packages are shown; those for whom most is undertaken where left out. Repeat for more.",
)
@click.option("--against", "packages", multiple=True, metavar="PACKAGE", help="Show these packages alone.")
@click.option("--title", default="", help="What the page is called.")
@held.with_held_option
def report(
    output: Path, db: str, confirmed: bool, since: str | None, until: str | None, issues: tuple[str, ...],
    actor: str | None, beneficiaries: tuple[str, ...], packages: tuple[str, ...], title: str,
    with_held: bool,
) -> None:  # fmt: skip
    """Write the register as one page that needs nothing else: no network, no scripts.

    First what it shows: positions as picture and table, shifts, reports that cannot both hold with both
    quotes, proposals and answers, packages, calendar, pledges and deadlines; then every entry with all its
    reports. Every number and every mark of a picture leads to the entries that it rests on.

    What no person has looked at is marked as unconfirmed or, with --confirmed, left out and counted.
    """
    from onrecord.views.report.content import Choice
    from onrecord.views.report.page import writes

    with subjects.register_to_read(db) as opened:
        casefile = held.leaving(opened, with_held)
        wanted = tuple(issue.strip().lower() for issue in issues)
        codebooks.check_issues(casefile, wanted)
        book = codebooks.used_by(casefile)
        known = {package.id: package for package in book.packages}
        named = tuple(
            naming.one_of(each, known, f"package in the codebook {book.name!r} called") for each in packages
        )
        whom = tuple(naming.actor_named(casefile, each) for each in beneficiaries)
        choice = Choice(since, until, wanted, actor, confirmed, whom, named)
        with whole_file(output) as out, progress("writing", "entries", None) as track:
            size = writes(casefile, book, choice, title or _title(casefile), out.write, track.step)
    click.echo(f"written to {output}, {_bytes(size)}", err=True)
    if size > _LARGE:
        less = "--since, --until, --issue and --actor make it smaller"
        click.echo(f"a browser will take its time with so large a page: {less}", err=True)


def _title(casefile: CasefileStore) -> str:
    from onrecord.cli.export_whole import name_of

    return f"What is on record: {name_of(casefile)}"


def _bytes(size: int) -> str:
    """Say how large a page is.

    >>> _bytes(1_500_000), _bytes(900)
    ('1.5 MB', '900 bytes')
    """
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else counted(size, "byte")
