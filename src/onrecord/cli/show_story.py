"""``onrecord show story`` and ``show stories``: documents about the same happening."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import entry_lines as lines
from onrecord.cli import subjects, tree_lines
from onrecord.cli.options import as_csv, as_json, document_filters
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.options import svg as svg_option
from onrecord.cli.screen import NARROW, console, counted, empty_table, fitted, one_line, print_rows, printable
from onrecord.cli.show_lineage import pages_chosen

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.model import Derivation, Entry, Story
    from onrecord.store.interface import CasefileView
    from onrecord.views.looking import Looked


@click.command()
@db_option
@document_filters
@limit_option
@as_json
@as_csv
def stories(db: str, limit: int | None, form: str | None, **chosen: Any) -> None:
    """List the stories: documents about the same happening, and how many tell it on their own.

    A story passes the filters where one of its documents does.
    """
    from onrecord.views import export
    from onrecord.views.lineage import STORY_COLUMNS, story_cells, story_record
    from onrecord.views.looking import Looked

    with subjects.register_to_read(db) as casefile:
        look = Looked(casefile)
        pages = pages_chosen(casefile, chosen)
        held = (each for each in casefile.stories() if pages is None or pages & set(each.documents))
        found = ((each, casefile.derivations(each.documents)) for each in islice(held, limit))
        if form == "json":
            export.write_json((story_record(*each, look) for each in found), sys.stdout)
        elif form == "csv":
            export.write_csv((story_cells(*each, look) for each in found), STORY_COLUMNS, sys.stdout)
        else:
            count = print_rows(found, partial(_table, look))
            told = counted(count, "story", "stories")
            none = "No two documents are about the same happening." if pages is None else "No story fits."
            click.echo(f"{told}." if count else none, err=not count)


@click.command()
@click.argument("wanted", metavar="ID")
@db_option
@svg_option
@click.option("--json", "as_json", is_flag=True, help="Print the story as JSON.")
def story(wanted: str, db: str, svg: Path | None, as_json: bool) -> None:
    """Show one story: its documents, what derives from what, and what it puts on record.

    ID is that of the story, as show stories lists it, or of one of its documents.
    """
    from onrecord.views.lineage import story_record, story_title
    from onrecord.views.looking import Looked
    from onrecord.views.trees import story_trees

    with subjects.register_to_read(db) as casefile:
        found, look = casefile.story(wanted), Looked(casefile)
        derivations = casefile.derivations(found.documents)
        entries = _entries(casefile, found)
        asked = next((each for each in found.documents if each.startswith(wanted)), None)
        trees = story_trees(found.documents, derivations, look, asked)
        title = one_line(story_title(found, derivations, look))
        if as_json:
            told = story_record(found, derivations, look) | {"entries": [each.id for each in entries]}
            click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            screen = console()
            screen.print(f"{title}", style="bold")
            screen.print(f"{_summary(found, derivations)} · id {found.id}", style="dim")
            for tree in tree_lines.trees(trees):
                screen.print()
                screen.print(tree)
            _print_entries(entries)
    tree_lines.draw(trees, title, svg)


def _entries(casefile: CasefileView, story: Story) -> list[Entry]:
    """Return the entries that documents of a story report, in the order of the register."""
    from onrecord.store.entry_filters import EntryFilter

    found = {
        each.id: each
        for document in story.documents
        for each in casefile.entries(EntryFilter(document=document))
    }
    return sorted(found.values(), key=lambda each: (each.first_day or "9999-99-99", each.id))


def _summary(story: Story, derivations: Iterable[Derivation]) -> str:
    from onrecord.views.lineage import beginnings

    own = len(beginnings(story.documents, tuple(derivations)))
    return f"{_days(story)} · {counted(len(story.documents), 'document')}, {own} of them on their own"


def _days(story: Story) -> str:
    if story.first_day is None:
        return "undated"
    return story.first_day if story.first_day == story.last_day else f"{story.first_day} to {story.last_day}"


def _print_entries(entries: Iterable[Entry]) -> None:
    """Print what is on record in a story, a line each."""
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.views.wordings import proposition_of

    screen = console()
    for number, each in enumerate(entries):
        if not number:
            screen.print(Text("\nOn record", "bold"))
        about = Text.assemble(
            (f"{each.id[: lines.SHORT_ID]}  ", "dim"),
            (f"{each.kind.value}  ", "bold"),
            (f"{lines.who(each)}: ", "cyan"),
            printable(proposition_of(each)),
            (f"  {lines.amount(each)}", "dim"),
        )
        screen.print(Padding(about, (0, 0, 0, 2)))


def _table(
    look: Looked, rows: Iterable[tuple[Story, tuple[Derivation, ...]]], columns: int, header: bool
) -> Table:
    from rich.text import Text

    from onrecord.views.lineage import beginnings, story_title

    table, narrow = empty_table(header), columns < NARROW
    outlets = 0 if narrow else 40
    title = columns - lines.SHORT_ID - 24 - 5 - 7 - outlets - (8 if narrow else 10)
    for name, size in (("Id", lines.SHORT_ID), ("Days", 24), ("Title", title)):
        table.add_column(name, width=size)
    table.add_column("Pages", width=5, justify="right")
    table.add_column("Own", width=7, justify="right")
    if not narrow:
        table.add_column("Outlets", width=outlets, style="dim")
    for story, derivations in rows:
        documents = [look.summary(each) for each in story.documents]
        named = "; ".join(dict.fromkeys(one_line(each.outlet or each.name) for each in documents))
        table.add_row(
            story.id[: lines.SHORT_ID],
            _days(story),
            Text(fitted(one_line(story_title(story, derivations, look)), title, 2)),
            str(len(documents)),
            str(len(beginnings(story.documents, derivations))),
            *([] if narrow else [Text(fitted(named, outlets, 2))]),
        )
    return table
