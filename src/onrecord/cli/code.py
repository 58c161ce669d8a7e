"""``onrecord code``: articles in the coding manual's JSON, without a casefile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import codebooks, opening
from onrecord.cli.ending import end, when_interrupted
from onrecord.cli.options import codebook as codebook_option
from onrecord.cli.options import columns as columns_option
from onrecord.cli.options import given as given_options
from onrecord.cli.options import to_given
from onrecord.cli.output import whole_file
from onrecord.cli.progress import Track, progress
from onrecord.cli.screen import not_read
from onrecord.errors import PageError

if TYPE_CHECKING:
    from onrecord.intake.columns import Columns
    from onrecord.model import RawPage
    from onrecord.reader import Reader


@click.command(short_help="Code articles in the manual's JSON.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write NAME.json for each article here; else one line of JSON for each is printed.",
)  # fmt: skip
@click.option("--offsets", is_flag=True, help="Add where the words stand in the .txt (.txt only).")
@codebook_option
@given_options
@columns_option
def code(
    paths: tuple[str, ...],
    output: Path | None,
    offsets: bool,
    codebook: str | None,
    columns: Columns,
    **stated: Any,
) -> None:
    """Code articles in the coding manual's format, without any casefile.

    Every string is verbatim from the page; an interrupted span is a list of its pieces. What is
    not decided is "undecided". With --offsets each statement has "spans": [start, end] pairs in
    code points of the text, newlines untouched.
    """
    from onrecord.intake import pages

    total = pages.count(paths)
    given = to_given(stated, total)
    reader = opening.reader(codebooks.given(codebook))
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
        when_interrupted(f"what was coded is in {output}; run the command again for the rest")
    names = Names()
    problems = 0
    with progress("Coding", "pages", total, printing=output is None) as track:
        for result in codings(pages.pages(paths, given, columns), reader, track, offsets=offsets):
            if isinstance(result, PageError):
                problems += 1
                track.line(f"set aside: {result}")
                continue
            page, coded = result
            if output is None:
                click.echo(json.dumps({"name": page.name} | coded, ensure_ascii=False))
            else:
                with whole_file(output / f"{names.take(page.name)}.json") as target:
                    target.write(json.dumps(coded, ensure_ascii=False, indent=1).encode() + b"\n")
    end(problems)


def codings(
    found: Iterator[RawPage | PageError], reader: Reader, track: Track, *, offsets: bool
) -> Iterator[tuple[RawPage, dict[str, Any]] | PageError]:
    """Read pages and code them one after another; what cannot be coded comes as its error."""
    from onrecord import pipeline
    from onrecord.views.coding import coding

    for result in pipeline.code(found, reader):
        if isinstance(result, PageError):
            track.step(result.where or "")
            yield result
            continue
        page, document, reading = result
        track.step(page.name)
        if offsets and not _is_text_file(page):
            yield PageError("has no .txt that offsets could point into", page.name, "leave --offsets out")
            continue
        if not document.is_read:
            track.line(f"{page.name}: {not_read(document.language)}")
        yield page, coding(document, reading, offsets=offsets)


def _is_text_file(page: RawPage) -> bool:
    return page.media_type == "text/plain" and not _row(page.name)


def _row(name: str) -> str:
    """Return the number of the table row that a page was, as text; empty where it was none."""
    return Path(name).suffix.partition("#")[2]


class Names:
    """Name each article's file after its page; a name that is taken gets a number."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, page: str) -> str:
        """Return a name without suffix that no other page of this run has.

        >>> names = Names()
        >>> [names.take(name) for name in ("a/post.txt", "b/post.html", "table.csv#17", "#2.txt")]
        ['post', 'post-2', 'table-17', '#2']
        """
        stem = "-".join(filter(None, [Path(page).stem, _row(page)]))
        name, number = stem, 1
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._taken.add(name)
        return name
