"""``onrecord codebook``: write, check and test issues and packages; choose what a casefile is read with."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.codebook_packages import packages
from onrecord.cli.ending import PARTIAL, end, when_interrupted
from onrecord.cli.options import as_json
from onrecord.cli.options import db as db_option
from onrecord.cli.output import whole_file
from onrecord.cli.screen import one_line
from onrecord.cli.screen import width as screen_width

if TYPE_CHECKING:
    from onrecord.codebook.records import Codebook
    from onrecord.coding.pack_examples import Outcome

_SHOWN = 200
"""Most characters of an example that are shown."""

FILE = click.argument("file", metavar="FILE")


@click.group(short_help="Write, check and test codebooks.")
def codebook() -> None:
    """Choose what statements are about: a codebook lists the issues and how each is recognised.

    FILE is a YAML file, or the name of a codebook that comes along (`onrecord codebook list`).
    """


@codebook.command("list")
@as_json
def list_(form: str | None) -> None:
    """List the codebooks that come along."""
    from onrecord.codebook.packs import DEFAULT, shipped, shipped_names

    books = [shipped(name) for name in shipped_names()]
    if form == "json":
        rows = [
            {
                "name": b.name,
                "title": b.title,
                "issues": list(b.ids),
                "default": b.name == DEFAULT,
                "packages": [package.id for package in b.packages],
            }
            for b in books
        ]
        click.echo(json.dumps(rows, indent=2))
        return
    for book in books:
        mark = "  (default)" if book.name == DEFAULT else ""
        packages = f"{len(book.packages)} packages" if len(book.packages) != 1 else "1 package"
        click.echo(f"{book.name:24}  {len(book.issues):3} issues  {packages:>10}  {book.title}{mark}")


@codebook.command()
@click.argument("name")
@click.option("--out", metavar="FILE", help="Write it there instead of NAME.yaml.")
def new(name: str, out: str | None) -> None:
    """Write a codebook to begin with, with a comment on each key.

    NAME has small letters, digits and '-' only, such as trade-talks.
    """
    from onrecord.codebook.packs import template

    content = template(name)
    path = Path(out or f"{name}.yaml")
    if path.exists():
        raise click.UsageError(f"{path} exists; name another file with --out")
    with whole_file(path) as file:
        file.write(content.encode("utf-8"))
    click.echo(f"{path} written; next: onrecord codebook check {path}")


@codebook.command()
@FILE
@db_option
def use(file: str, db: str) -> None:
    """Read a casefile with another codebook: keep it there, and read every document again.

    The casefile keeps the file's text: after a change of the file, use it again. Interrupted, the
    same command or the next `onrecord add` goes on. Your edits and decisions stay.
    """
    from onrecord.cli import codebooks, opening
    from onrecord.cli.reread import bring_up_to_date

    choice = codebooks.chosen(file)
    with opening.to_write(db) as casefile:
        when_interrupted(f"the codebook is kept in {db}; `onrecord reread --db {db}` goes on from there")
        if not codebooks.change(casefile, choice):
            click.echo(f"{db} is read with this codebook already.")
        bring_up_to_date(casefile, db)


@codebook.command()
@db_option
@as_json
def used(db: str, form: str | None) -> None:
    """List the issues of the codebook that a casefile is read with: ids, labels, what they mean."""
    from onrecord.cli import codebooks, opening

    with opening.to_read(db) as casefile:
        book = codebooks.used_by(casefile)
    if form == "json":
        rows = [{"id": i.id, "label": i.label, "description": i.description} for i in book.issues]
        click.echo(json.dumps({"codebook": book.name, "title": book.title, "issues": rows}, indent=2))
        return
    click.echo(f"{book.name}: {one_line(book.title)}")
    column = max(map(len, book.ids)) + 2
    for issue in book.issues:
        meant = f"{issue.id:{column}}{one_line(issue.label)}: {one_line(issue.description)}"
        click.echo(textwrap.fill(meant, screen_width(), subsequent_indent=" " * column))


@codebook.command()
@FILE
@as_json
def check(file: str, form: str | None) -> None:
    """Check a codebook: every fault with its line. The exit code is 1 where there is one."""
    from onrecord.codebook.packs import named
    from onrecord.codebook.source import CodebookError

    try:
        book = named(file)
    except CodebookError as error:
        if form == "json":
            faults = [{"line": f.line or None, "what": f.what} for f in error.faults]
            click.echo(json.dumps({"file": file, "faults": faults}, indent=2))
        else:
            for fault in error.faults:
                click.echo(f"{file}:{fault.line}: {fault.what}" if fault.line else f"{file}: {fault.what}")
            click.echo(_count(len(error.faults), "fault"))
        end(PARTIAL)
        return
    cues = sum(len(issue.cues) for issue in book.issues)
    if form == "json":
        told: dict[str, Any] = {"file": file, "faults": [], "codebook": book.name, "digest": book.digest}
        more = {"cues": cues, "packages": [package.id for package in book.packages]}
        click.echo(json.dumps({**told, "issues": list(book.ids), **more}, indent=2))
        return
    what = [_count(len(book.issues), "issue"), _count(cues, "cue"), _count(len(book.examples), "example")]
    if book.packages:
        measures = sum(len(package.measures) for package in book.packages)
        what.append(f"{_count(len(book.packages), 'package')} of {_count(measures, 'measure')}")
    click.echo(f"{file}: {book.name}, {', '.join(what)}; no fault")


@codebook.command()
@FILE
@as_json
def test(file: str, form: str | None) -> None:
    """Run a codebook's examples: what each is given. The exit code is 1 where one fails."""
    from onrecord.codebook.packs import named
    from onrecord.coding.pack_examples import outcomes
    from onrecord.encoder.session import Encoder

    book = named(file)
    found = outcomes(book, Encoder())
    failed = [o for o in found if not o.is_right]
    if form == "json":
        click.echo(
            json.dumps({"file": file, "failed": len(failed), "examples": [*map(_row, found)]}, indent=2)
        )
    else:
        _show(file, book, found, failed)
    end(PARTIAL if failed else 0)


def _row(outcome: Outcome) -> dict[str, Any]:
    example, given = outcome.example, outcome.given
    return {
        "line": example.line,
        "text": example.text,
        "expected": list(example.issues),
        "not": list(example.absent),
        "given": list(given.ids),
        "confidence": round(given.confidence, 3),
        "reason": given.reason,
        "right": outcome.is_right,
    }


def _show(file: str, book: Codebook, found: list[Outcome], failed: list[Outcome]) -> None:
    """Print a line for each issue with examples, what was taken for what, and each example that fails."""
    expected, right, taken = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for outcome in found:
        for issue in outcome.example.issues:
            expected[issue] += 1
            right[issue] += issue not in outcome.missing
        for issue in outcome.missing:
            taken[issue, ", ".join(outcome.given.ids) or "undecided"] += 1
    width = max(map(len, book.ids))
    for issue in book.ids:
        told = f"{right[issue]:3} of {expected[issue]:3} right" if expected[issue] else "  no example"
        click.echo(f"{issue:{width}}  {told}")
    for (issue, given), n in taken.most_common():
        click.echo(f"{issue} was taken for {given}: {n}")
    for line in _leaning(book, {issue: (right[issue], number) for issue, number in expected.items()}):
        click.echo(line)
    for outcome in failed:
        click.echo(f"{file}:{outcome.example.line}: {one_line(outcome.example.text)[:_SHOWN]}")
        click.echo(f"  {_why(outcome)}")
    if found:
        click.echo(f"{_count(len(found), 'example')}, {len(failed)} failed")
    else:
        click.echo(f"{file}: has no examples to test; write some under 'examples:'")


def _leaning(book: Codebook, right: Mapping[str, tuple[int, int]]) -> Iterator[str]:
    """Yield a line for each package: its measures lean on how well their issues are recognised."""
    for package in book.packages:
        issues = dict.fromkeys(issue for need in package.measures for issue in need.issues)
        told = (
            f"{each} {'{} of {}'.format(*right[each]) if each in right else 'no example'}" for each in issues
        )
        yield f"package {package.id} leans on {', '.join(told)}"


def _why(outcome: Outcome) -> str:
    given = ", ".join(outcome.given.ids) or f"nothing ({outcome.given.reason})"
    parts = [f"given {given}"]
    if outcome.missing:
        parts.append(f"expected {', '.join(outcome.missing)}")
    if outcome.unwanted:
        parts.append(f"not wanted {', '.join(outcome.unwanted)}")
    return "; ".join(parts)


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


codebook.add_command(packages)
