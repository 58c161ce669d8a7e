"""``onrecord show lineage``: which documents derive from which, and by which words that is seen."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import subjects, tree_lines
from onrecord.cli.options import as_csv, as_json, derivation_filters, document_filters, to_filter
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.options import svg as svg_option
from onrecord.cli.screen import NARROW, console, counted, one_line, width

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.model import Derivation, Passage
    from onrecord.store.interface import CasefileView
    from onrecord.views.looking import Looked


@click.command()
@click.argument("document_id", metavar="[DOCUMENT]", required=False)
@db_option
@derivation_filters
@document_filters
@click.option("--passages", is_flag=True, help="Show the words of both documents side by side.")
@svg_option
@limit_option
@as_json
@as_csv
def lineage(
    document_id: str | None, db: str, passages: bool, svg: Path | None, limit: int | None, form: str | None,
    **chosen: Any,
) -> None:  # fmt: skip
    """Show what derives from what: copies, rewrites, parts taken, sources cited, later versions.

    With a DOCUMENT (its id or its first characters), the documents that it derives from and all
    that derives from these; else everything. What came first stands above what took it over.
    The lines below say by what the one was told from the other. Of two documents one is to pass the
    filters. --limit counts trees; with --json and --csv derivations.
    """  # fmt: skip
    from onrecord.views import export
    from onrecord.views.lineage import DERIVATION_COLUMNS, derivation_cells, derivation_record
    from onrecord.views.looking import Looked
    from onrecord.views.trees import lineage_trees

    with subjects.register_to_read(db) as casefile:
        look = Looked(casefile)
        of = casefile.summary(document_id).id if document_id is not None else None
        pages = pages_chosen(casefile, chosen)
        found = [each for each in _derivations(casefile, of) if fits(each, chosen, pages)]
        shown = found[:limit]
        if form == "json":
            export.write_json((derivation_record(each, look) for each in shown), sys.stdout)
        elif form == "csv":
            export.write_csv((derivation_cells(each, look) for each in shown), DERIVATION_COLUMNS, sys.stdout)
        trees = lineage_trees(found, look, of)
        if form is None:
            screen = console()
            for number, tree in enumerate(tree_lines.trees(trees[:limit])):
                if number:
                    screen.print()
                screen.print(tree)
            held = {each for tree in trees[:limit] for each in tree.documents()}
            close = [
                each for each in found if each.derived in held and of in (None, each.source, each.derived)
            ]
            for part in _told(close, passages, of, look):
                screen.print(part)
            everything = pages is None and not chosen["derivation_kinds"] and chosen["credited"] is None
            none = _none(casefile, of, everything)
            click.echo(_footer(found, len(trees), limit, none), err=not found)
    title = f"What ties {one_line(look.summary(of).name)} to others" if of else "What derives from what"
    tree_lines.draw(trees[:limit], title, svg)


def _derivations(casefile: CasefileView, of: str | None) -> Sequence[Derivation]:
    from onrecord.views.lineage import family

    return casefile.derivations() if of is None else family([of], casefile.derivations)


def fits(derivation: Derivation, chosen: Mapping[str, Any], pages: Collection[str] | None) -> bool:
    """Tell whether a derivation is one of those that the options choose; of two documents one is to be."""
    kinds, credited = chosen["derivation_kinds"], chosen["credited"]
    ends = derivation.source, derivation.derived
    return (
        (not kinds or derivation.kind.value in kinds)
        and credited in (None, derivation.credited)
        and (pages is None or any(each in pages for each in ends))
    )


def pages_chosen(casefile: CasefileView, chosen: Mapping[str, Any]) -> frozenset[str] | None:
    """Return the documents that the filters of documents choose; ``None``: all."""
    from onrecord.store.interface import DocumentFilter

    where = DocumentFilter(**to_filter(chosen))
    return None if where == DocumentFilter() else frozenset(each.id for each in casefile.summaries(where))


def _footer(found: Sequence[Derivation], trees: int, limit: int | None, none: str) -> str:
    if not found:
        return none
    derived = len({each.derived for each in found})
    told = f"{counted(derived, 'document derives from or cites', 'documents derive from or cite')} others"
    more = f"; the first {counted(limit, 'tree')} of {trees}" if limit and trees > limit else ""
    return f"{told}{more}."


def _none(casefile: CasefileView, of: str | None, everything: bool) -> str:
    """Say why there is nothing to show."""
    if not everything:
        return "No derivation fits."
    if of is not None:
        return "It derives from nothing in the casefile, and nothing from it."
    return "Nothing derives from anything." if casefile.counts().documents else "The casefile is empty."


def _told(
    derivations: Sequence[Derivation], passages: bool, of: str | None, look: Looked
) -> Iterator[RenderableType]:
    """Yield, for one document or where passages are asked for, what each derivation rests on."""
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.views.lineage import direction_line, passages_line, tie_line
    from onrecord.views.spans import joined_quote

    for each in derivations if passages or of is not None else ():
        yield Text.assemble("\n", (_name(each.derived, look), "bold"), " ← ", (_source(each, look), "bold"))
        told = [tie_line(each), direction_line(each), passages_line(each), f"sure {each.confidence:.2f}"]
        yield Padding(Text("; ".join(told), "dim"), (0, 0, 0, 2))
        if each.credit:
            words = one_line(joined_quote(each.credit, " … "))
            yield Padding(Text(f"names its source: “{words}”", "green"), (0, 0, 0, 2))
        if passages:
            yield from (side_by_side(passage) for passage in each.passages)


def _name(document: str, look: Looked) -> str:
    from onrecord.views.wordings import document_name

    return one_line(document_name(look.summary(document)))


def _source(derivation: Derivation, look: Looked) -> str:
    if derivation.source:
        return _name(derivation.source, look)
    return f"{one_line(derivation.outlet)} (no page of it here)"


def side_by_side(passage: Passage) -> RenderableType:
    """Return the words of source and derived document beside one another, or stacked in few columns."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    sides = ("source", passage.source), ("derived", passage.derived)
    if width() < NARROW:
        lines = [Text(f"{name:8}“{one_line(words.exact)}”") for name, words in sides]
        return Padding(Text("\n").join(lines), (1, 0, 0, 2))
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for _ in sides:
        table.add_column(ratio=1, overflow="fold")
    table.add_row(*(Text(f"“{one_line(words.exact)}”") for _, words in sides))
    return Padding(table, (1, 0, 0, 2))
