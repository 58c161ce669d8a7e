"""``onrecord show document``: an article with its statements marked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

import click

from onrecord.cli import opening
from onrecord.cli import statement_lines as lines
from onrecord.cli.options import db as db_option
from onrecord.cli.review_marks import Marks, rejected_option
from onrecord.cli.screen import coloured, console, not_read, one_line, printable
from onrecord.model import RecordKind

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.model import Document, Statement
    from onrecord.store.interface import DocumentSummary
    from onrecord.views.marks import Mark, Paragraph, Segment

_MARGIN = 4
_STYLES = {"speaker": "bold cyan", "cue": "yellow", "content": "green"}
_BRACKETS = {"speaker": "<>", "cue": "{}", "content": "[]"}
_Bracket: TypeAlias = tuple[int, str, str]
_NESTING = ("content", "cue", "speaker")  # the outermost first, where stretches coincide


@click.command()
@click.argument("document_id", metavar="ID")
@db_option
@click.option("--furniture", is_flag=True, help="Show what was taken out of the page too, where it stood.")
@rejected_option
@click.option("--json", "as_json", is_flag=True, help="Print the document with text and records as JSON.")
def document(document_id: str, db: str, furniture: bool, rejected: bool, as_json: bool) -> None:
    """Show an article with speaker, cue and content of each statement marked and numbered.

    Commitments, events and claims stand under the paragraph in which their passage begins.

    ID is the document's id or its first characters, as show documents lists them. Marks are
    colours on a terminal, else <speaker>, {cue} and [1: content].
    """
    from onrecord.store.record_kinds import records_of
    from onrecord.views.article import article_record
    from onrecord.views.marks import marked

    with opening.to_show(db, rejected=rejected) as casefile:
        summary: DocumentSummary = casefile.summary(document_id)
        found: Document = casefile.document(summary.id)
        reading = casefile.reading(summary.id)
        marks = {kind: Marks(casefile, kind) for kind in RecordKind}
        told = {
            each.id: "".join(f"; {line}" for line, _ in marks[kind].lines(each))
            for kind in RecordKind
            for each in casefile.of_kind(summary.id, kind)
        }
        made = article_record(found, summary, reading)
        for kind in RecordKind:
            for each, record in zip(casefile.of_kind(summary.id, kind), made[f"{kind.value}s"], strict=True):
                record |= marks[kind].fields(each)
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False, indent=1))
        return
    statements = reading.statements if reading else ()
    screen = console()
    for line in _head(found, summary):
        screen.print(line)
    for paragraph in marked(found, statements, [*records_of(reading)], furniture=furniture):
        screen.print()
        _print(screen, paragraph, statements, told)


def _head(found: Document, summary: DocumentSummary) -> Iterator[Text]:
    from rich.text import Text

    yield Text(one_line(found.title) or "(no title)", "bold")
    known = [one_line(part) for part in (found.outlet, found.byline, found.published, found.url) if part]
    yield Text(" · ".join(known) or "outlet and date not known", "dim")
    edited = [f"stated: {', '.join(summary.edited)}"] if summary.edited else []
    remarks = [
        f"id {summary.id}",
        one_line(summary.name),
        f"version {summary.version}",
        *edited,
        *found.notes,
    ]
    yield Text(" · ".join(remarks), "dim")
    if not found.is_read:
        yield Text(f"This page is {not_read(found.language)}.", "red")
    elif summary.model is None:
        yield Text("Not read yet: onrecord add reads it.", "red")
    elif coloured():
        names = ((role, _STYLES[role]) for role in reversed(_NESTING))
        yield Text(" ").join([Text("Marked:"), *(Text(role, style) for role, style in names)])
    else:
        yield Text("Marked: <speaker> {cue} [1: content]")


def _print(
    screen: Console, paragraph: Paragraph, statements: tuple[Statement, ...], told: Mapping[str, str]
) -> None:
    """Print one paragraph beside its numbers, with a note for each record that begins in it."""
    from rich.table import Table
    from rich.text import Text

    from onrecord.cli import record_lines
    from onrecord.store.record_kinds import kind_of

    body = Text().join(_coloured(paragraph) if coloured() else _bracketed(paragraph))
    if paragraph.zone is None:
        body = Text.assemble(("furniture  ", "dim italic"), (body.plain, "dim strike" if coloured() else ""))
    elif paragraph.zone != "body":
        body = Text.assemble((f"{paragraph.zone.value}  ", "dim italic"), body)
    numbers = "\n".join(str(number) for number in paragraph.starting)
    lines = Table.grid(padding=(0, 1, 0, 0))
    lines.add_column(width=_MARGIN, justify="right", style="bold")
    lines.add_column(ratio=1)
    lines.add_row(numbers, body)
    for number in paragraph.starting:
        lines.add_row("", _note(number, statements[number - 1], told))
    for record in paragraph.records:
        lines.add_row(
            "", Text(f"{kind_of(record).value}: {record_lines.note(record)}{told[record.id]}", "dim")
        )
    screen.print(lines)


def _note(number: int, statement: Statement, told: Mapping[str, str]) -> Text:
    """Say who does what by a statement; of a denial, cue and content stand together here too."""
    from rich.text import Text

    from onrecord.views.spans import content_line

    cue = " … ".join(one_line(piece.exact) for piece in statement.cue) or "(no cue)"
    said = printable(content_line(statement, " […] ")) if statement.act == "deny" else cue
    capacity = lines.capacity(statement)
    speaker = lines.who(statement) + (f" ({capacity})" if capacity else "")
    act = " · ".join((*lines.coded(statement), statement.directness.value))
    first = f"{number}: {speaker} — {said} — {act}"
    return Text(
        "; ".join([first, *lines.circumstances(statement), f"id {statement.id}"]) + told[statement.id], "dim"
    )


def _coloured(paragraph: Paragraph) -> Iterator[Text]:
    from rich.text import Text

    opened: set[int] = set()
    for segment in paragraph.segments:
        for mark in sorted(segment.marks):
            if mark.role == "content" and mark.number not in opened:
                opened.add(mark.number)
                yield Text(f"{mark.number}:", "bold reverse")
        yield Text(printable(segment.text), _style(segment))


def _style(segment: Segment) -> str:
    """Return the colour of the innermost role: a cue within another's content stays a cue."""
    roles = {str(mark.role) for mark in segment.marks}
    innermost = next((role for role in reversed(_NESTING) if role in roles), None)
    return _STYLES[innermost] if innermost else ""


def _bracketed(paragraph: Paragraph) -> Iterator[Text]:
    from rich.text import Text

    before: set[_Bracket] = set()
    for segment in paragraph.segments:
        now = {_bracket(mark) for mark in segment.marks}
        closing = "".join(_BRACKETS[role][1] for _, _, role in sorted(before - now, reverse=True))
        opening = "".join(_BRACKETS[role][0] + number for _, number, role in sorted(now - before))
        yield Text(closing + opening + printable(segment.text))
        before = now
    yield Text("".join(_BRACKETS[role][1] for _, _, role in sorted(before, reverse=True)))


def _bracket(mark: Mark) -> _Bracket:
    """Return nesting, label and role; statements that share a speaker or cue share its bracket."""
    label = f"{mark.number}: " if mark.role == "content" else ""
    return _NESTING.index(mark.role), label, mark.role
