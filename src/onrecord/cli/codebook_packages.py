"""``onrecord codebook packages``: which architectures there are to compare with, and what each needs."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from onrecord.cli import codebooks, naming
from onrecord.cli.options import as_json
from onrecord.cli.screen import counted, one_line
from onrecord.cli.screen import width as screen_width

if TYPE_CHECKING:
    from onrecord.codebook.records import Codebook, Package, PackageMeasure


@click.command()
@click.argument("name", required=False)
@click.option(
    "--codebook", "file", metavar="NAME|FILE", help="Those of this codebook; else of all that come along."
)
@as_json
def packages(name: str | None, file: str | None, form: str | None) -> None:
    """List packages: guarantee or pledge architectures, each a list of measures with what it needs.

    With NAME, show the measures of one: what each obliges to, the status and legal form that it
    needs, by whom it has to be approved, under which condition, and where that is laid down.
    `onrecord gaps --against NAME` compares the register with it.
    """
    from onrecord.codebook.packs import shipped, shipped_names
    from onrecord.views.packages.gap_records import package_record

    chosen = codebooks.given(file)
    books = [chosen] if chosen is not None else [shipped(each) for each in shipped_names()]
    found = {package.id: (book, package) for book in books for package in book.packages}
    if name is not None:
        found = {name: found[naming.one_of(name, found, "package")]}
    if form == "json":
        rows = [{"codebook": book.name, **package_record(package)} for book, package in found.values()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    elif name is not None:
        book, package = found[name]
        click.echo("\n".join(_shown(book, package)))
    elif not found:
        click.echo("There are no packages; docs/packages.md shows how one is written.", err=True)
    else:
        for book, package in found.values():
            line = (
                f"{package.id:26}  {counted(len(package.measures), 'measure'):>11}  {one_line(package.label)}"
            )
            click.echo(f"{line}  ({book.name})")


def _shown(book: Codebook, package: Package) -> Iterator[str]:
    """Yield a package line by line."""
    width = screen_width()
    yield f"{package.id} ({book.name}): {one_line(package.label)}"
    for told in (package.description, package.source):
        yield textwrap.fill(one_line(told), width, initial_indent="  ", subsequent_indent="  ")
    for need in package.measures:
        yield ""
        yield f"{need.id}: {one_line(need.label)}"
        for name, told in _told(need):
            yield textwrap.fill(f"{name:11} {told}", width, initial_indent="  ", subsequent_indent=" " * 14)


def _told(need: PackageMeasure) -> Iterator[tuple[str, str]]:
    """Yield what is told of a measure, by the keys of the file."""
    forms = " or ".join(need.legal_forms)
    rows = (
        ("what", need.description),
        ("provision", need.provision),
        ("issues", ", ".join(need.issues)),
        ("near", ", ".join(need.near)),
        ("words", ", ".join(need.words)),
        ("status", need.status and need.status.replace("_", " ")),
        ("done", need.done),
        ("legal form", forms),
        ("condition", need.condition),
        ("approval", need.approval),
        ("extent", need.extent),
        ("source", need.source),
    )
    yield from ((name, one_line(told)) for name, told in rows if told)
