"""``onrecord gaps``: what is asked for somebody, who stands behind it, and what is missing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from onrecord.cli import codebooks, naming, subjects
from onrecord.cli.options import as_csv, as_json, as_of
from onrecord.cli.options import db as db_option
from onrecord.model import CommitmentStatus, LegalForm

if TYPE_CHECKING:
    from onrecord.codebook.records import Codebook, Package
    from onrecord.store.interface import CasefileStore
    from onrecord.views.packages.gaps import Board, Supposition


@click.command()
@click.option("--for", "beneficiary", required=True, metavar="NAME", help="For whom: a code or name.")
@db_option
@as_of
@click.option("--against", metavar="PACKAGE", help="Compare with this package (onrecord codebook packages).")
@click.option(
    "--codebook", metavar="NAME|FILE", help="Take the package from this codebook, not from the casefile's."
)
@click.option(
    "--if",
    "steps",
    multiple=True,
    metavar="STEP",
    help="Suppose a step, PARTY:MEASURE:STATUS[:LEGAL_FORM], and show what it would change. Repeat for more.",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Read and show every record, not the furthest and latest of each kind.",
)
@as_json
@as_csv
def gaps(
    beneficiary: str, db: str, as_of: str | None, against: str | None, codebook: str | None,
    steps: tuple[str, ...], everything: bool, form: str | None,
) -> None:  # fmt: skip
    """Show, measure by measure, what is asked for somebody, who stands behind it, and what is missing.

    For each measure: who asks for it; who has undertaken it, how far that is decided and done, in
    what legal form, approved by whom, under which condition, on how many origins; who refuses; and
    with --against PACKAGE what is missing of what the package needs. Undated records and those that
    a headline alone carries stand apart and do not count. A counted group ("26 nations") is shown
    as that, never member by member.

    --if "USA:collective_defence:ratified:treaty" supposes a step: what it would change is marked as
    supposed and mixed into nothing. MEASURE is an issue or a measure of the package.

    --as-of counts what was done, where the text dates it, or else reported by the last day of DATE.
    """
    from onrecord.cli.gap_lines import printed
    from onrecord.views import export
    from onrecord.views.packages.gap_records import GAP_COLUMNS, gap_cells, gap_record
    from onrecord.views.packages.gaps import gaps as gaps_of
    from onrecord.views.packages.picking import MOST

    with subjects.register_to_read(db) as casefile:
        book = codebooks.given(codebook) or codebooks.used_by(casefile)
        package = package_named(book, against) if against else None
        supposed = [step_named(casefile, book, package, each) for each in steps]
        name = naming.actor_named(casefile, beneficiary)
        most = None if everything else MOST
        board = gaps_of(casefile, book, name, as_of, package, supposed, most)
        if form == "json":
            export.write_json((gap_record(line, board) for line in board.lines), sys.stdout)
        elif form == "csv":
            rows = (row for line in board.lines for row in gap_cells(line, board))
            export.write_csv(rows, GAP_COLUMNS, sys.stdout)
        else:
            printed(board, everything)
    _say_unplaced(board, supposed)


def package_named(book: Codebook, name: str) -> Package:
    """Return a package of a codebook; raise with names that are near."""
    found = {package.id: package for package in book.packages}
    return found[naming.one_of(name, found, f"package in the codebook {book.name!r} called")]


def step_named(casefile: CasefileStore, book: Codebook, package: Package | None, typed: str) -> Supposition:
    """Take a supposed step apart; raise where it is none."""
    from onrecord.views.packages.gaps import Supposition

    parts = [part.strip() for part in typed.split(":")]
    if len(parts) not in (3, 4) or not all(parts):
        raise click.UsageError(
            f"--if {typed!r} is not PARTY:MEASURE:STATUS or PARTY:MEASURE:STATUS:LEGAL_FORM"
        )
    measures = [need.id for need in package.measures] if package else []
    measure = naming.one_of(parts[1], dict.fromkeys((*measures, *book.ids)), "measure")
    status = naming.one_of(parts[2], [each.value for each in CommitmentStatus], "status")
    form = (
        naming.one_of(parts[3], [each.value for each in LegalForm], "legal form") if len(parts) == 4 else None
    )
    return Supposition(naming.actor_named(casefile, parts[0]), measure, status, form)


def _say_unplaced(board: Board, steps: list[Supposition]) -> None:
    """Say of which supposed steps nothing is shown, since no line is on their measure."""
    placed = {each.step for line in board.lines for each in line.supposed}
    for step in steps:
        if step not in placed:
            where = (
                f"the package {board.package.id!r}"
                if board.package
                else f"what is on record for {board.beneficiary}"
            )
            click.echo(f"--if: {step.measure} is no measure of {where}: nothing would change there", err=True)
