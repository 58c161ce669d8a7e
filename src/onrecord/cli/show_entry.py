"""``onrecord show entry``: one act with everything that carries it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import entry_lines as lines
from onrecord.cli import subjects, tree_lines
from onrecord.cli.options import db as db_option
from onrecord.cli.options import svg as svg_option
from onrecord.cli.screen import console, one_line, printable
from onrecord.cli.show_conflicts import notes_of
from onrecord.model import UNDECIDED

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

    from onrecord.model import Entry, EntryLink, Judgement, Report
    from onrecord.store.interface import CasefileView
    from onrecord.views.looking import Looked


@click.command()
@click.argument("entry_id", metavar="ID")
@db_option
@svg_option
@click.option("--json", "as_json", is_flag=True, help="Print the entry with reports and links as JSON.")
def entry(entry_id: str, db: str, svg: Path | None, as_json: bool) -> None:
    """Show one entry of the register: its reports, the way they came, its steps and its links.

    ID is the entry's id or its first characters, as show register lists them; an id that the entry
    had before more was read finds it too, and so does the whole id of a statement, commitment or
    event that reports it. "¶3 +120" is the third paragraph of the article and the
    120th character of its text. --svg draws the way that the reports came.
    """
    from onrecord.store.judging import holding
    from onrecord.views.looking import Looked
    from onrecord.views.trees import chain_tree

    with subjects.register_to_read(db) as casefile:
        found, look = subjects.entry(casefile, entry_id), Looked(casefile)
        links, others = _links(casefile, found)
        way = chain_tree(found, look)
        decided = [each for each in holding(casefile.judgements()) if each.id in found.decided]
        if as_json:
            _print_json(found, links, others, look)
        else:
            screen = console()
            for part in _parts(found, links, others, decided, look, notes_of(casefile, found.id)):
                screen.print(part)
            _print_trees(screen, "The way it came", tree_lines.trees(way))
    if svg is not None:
        from onrecord.views.pictures.chain import title_of

        tree_lines.draw(way, title_of(found), svg)


def _links(casefile: CasefileView, entry: Entry) -> tuple[list[EntryLink], dict[str, Entry]]:
    """Return the links of an entry in both directions, and the entries that they lead to."""
    links = list(casefile.entry_links(entry.id))
    ids = dict.fromkeys(each for link in links for each in (link.source, link.target))
    return links, {each: entry if each == entry.id else casefile.entry(each) for each in ids}


def _print_json(entry: Entry, links: Sequence[EntryLink], others: dict[str, Entry], look: Looked) -> None:
    from onrecord.views.entries import entry_record, link_record

    made = entry_record(entry, look) | {"links": [link_record(link, others) for link in links]}
    click.echo(json.dumps(made, ensure_ascii=False, indent=1))


def _print_trees(screen: Console, title: str, found: Sequence[RenderableType]) -> None:
    from rich.text import Text

    if found:
        screen.print(Text(f"\n{title}", "bold"))
    for tree in found:
        screen.print(tree)


def _parts(
    entry: Entry,
    links: Sequence[EntryLink],
    others: dict[str, Entry],
    decided: Sequence[Judgement],
    look: Looked,
    conflicts: Sequence[str],
) -> Iterator[RenderableType]:
    """Yield what is printed above the tree, part by part."""
    from rich.text import Text

    yield from _head(entry, look)
    for told in conflicts:
        yield Text(f"! {told}", "red")
    yield from _ladders(entry, look)
    yield Text(
        f"\n{'Report' if len(entry.reports) == 1 else 'Reports, the nearest to the source first'}", "bold"
    )
    for number, report in enumerate(entry.reports, 1):
        yield _report(number, report, look)
    if links:
        yield Text("\nTied to", "bold")
    for link in links:
        yield from _link(link, entry.id, others)
    if decided:
        yield Text("\nDecided", "bold")
    for each in decided:
        note = f": {one_line(each.note)}" if each.note else ""
        yield Text(f"  {each.kind.value}, by {one_line(each.by)} on {each.at:%Y-%m-%d}{note}  {each.id[:8]}")
    if others_ids := look.entry_aliases(entry.id):
        yield Text(f"\nAlso found as {', '.join(each[: lines.SHORT_ID] for each in others_ids)}", "dim")


def _head(entry: Entry, look: Looked) -> Iterator[Text]:
    from rich.text import Text

    from onrecord.views.entries import origin_line
    from onrecord.views.wordings import proposition_of

    to = lines.towards(entry)
    yield Text.assemble(
        (f"{entry.kind.value}  ", "bold"),
        (lines.who(entry), "bold cyan" if entry.actors else "dim"),
        (f" → {to}" if to else "", "cyan"),
        (f"  [{lines.status(entry)}]" if entry.status else "", "yellow"),
    )
    yield Text(printable(proposition_of(entry)))
    stance = "" if entry.stance in ("", "none") else f"stance {entry.stance}"
    about = (
        lines.day(entry),
        lines.issues(entry),
        stance,
        lines.strength(entry),
        f"id {entry.id}",
    )
    yield Text(" · ".join(part for part in about if part), "dim")
    origins = "; ".join(one_line(origin_line(each, look)) for each in entry.origins)
    yield Text(f"{lines.amount(entry)} ({origins}), reported {lines.reported(entry)}")
    for note in entry.notes:
        yield Text(f"! {one_line(note)}", "red")


def _ladders(entry: Entry, look: Looked) -> Iterator[RenderableType]:
    """Yield the steps of each ladder, each with the words that carry it."""
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.views.entries import step_line, step_words
    from onrecord.views.spans import joined_quote
    from onrecord.views.wordings import document_name

    for ladder, title in (("decided", "How far it is decided"), ("done", "How far it is done")):
        steps = [step for step in entry.steps if step.ladder == ladder]
        if steps:
            yield Text(f"\n{title}", "bold")
        for step in steps:
            document = look.summary(entry.reports[step.report].act.document)
            words = one_line(joined_quote(step_words(entry, step), " … "))
            told = Text.assemble(
                (step_line(step), "yellow"),
                f"  “{words}”",
                (f"  report {step.report + 1}, {one_line(document_name(document))}", "dim"),
            )
            yield Padding(told, (0, 0, 0, 2))


def _report(number: int, report: Report, look: Looked) -> Table:
    """Return one report: where it stands, what it says, how strong that is, and by what way it came."""
    from rich.table import Table
    from rich.text import Text

    from onrecord.views.wordings import document_name

    act = report.act
    document = look.document(act.document)
    title = one_line(document.title) or one_line(document.name)
    dated = "dated by the text" if act.dated else "dated by the page" if act.published else "not dated"
    where = f"; {one_line(document.url)}" if document.url else ""
    record = f"document {act.document[: lines.SHORT_ID]}, {act.record_kind.value} {act.record}"
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=3, justify="right", style="bold")
    table.add_column(ratio=1, overflow="fold")  # an address is to be copied whole
    table.add_row(
        str(number),
        Text.assemble(
            (one_line(document_name(document)), "bold"), f"  {title}", (f"  {_place(report, look)}", "dim")
        ),
    )
    table.add_row("", Text(_said(report), "green"))
    for line in _circumstances(report):
        table.add_row("", Text(line))
    table.add_row("", Text(f"{dated}; {record}{where}", "dim"))
    return table


def _place(report: Report, look: Looked) -> str:
    from onrecord.views.places import Places

    place = Places(look.document(report.act.document)).of(report.act)
    zone = "" if place.zone == "body" else f" {place.zone.value}"
    return f"¶{place.paragraph} +{place.start}{zone}"


def _said(report: Report) -> str:
    """Return who says it by which words, and what; of a denial the cue stands in braces."""
    from onrecord.views.spans import joined_quote
    from onrecord.views.wordings import is_denial, words_of

    who = one_line("; ".join(report.act.actors)) or UNDECIDED
    cue = one_line(joined_quote(report.act.cue, " … "))
    said = f"“{printable(words_of(report, ' […] '))}”"
    if not cue or is_denial(report):
        return f"{who}: {said}"
    return f"{who} ({cue}): {said}"


def _circumstances(report: Report) -> Iterator[str]:
    """Yield a line each for the wording on its scale, the condition, the day, and the chain."""
    from onrecord.views.spans import joined_quote

    if report.strength is not None:
        yield f"{lines.drawn(report.strength)}  {report.strength:.2f}  “{one_line(report.wording)}”"
    elif report.wording:
        yield f"“{one_line(report.wording)}” is not on the scale of wordings"
    if report.act.condition:
        yield f"condition: {one_line(joined_quote(report.act.condition, ' … '))}"
    if report.act.unnamed:
        yield "its source is not named"
    if len(report.chain) > 2 or any(link.note for link in report.chain):
        yield lines.chain(report)


def _link(link: EntryLink, own: str, others: dict[str, Entry]) -> Iterator[RenderableType]:
    """Yield a link: how it is tied, to what, and the words that show it."""
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.views.spans import joined_quote
    from onrecord.views.wordings import proposition_of

    outwards = link.source == own
    other = others[link.target if outwards else link.source]
    told = lines.linked(link.kind, link.answer.value if link.answer else None, outwards=outwards)
    tied = Text.assemble(
        (f"{told}  ", "yellow"),
        (f"{lines.who(other)}: ", "cyan"),
        f"{printable(proposition_of(other))}",
        (f"  {other.kind.value}, {lines.day(other)}  {other.id[: lines.SHORT_ID]}", "dim"),
    )
    yield Padding(tied, (0, 0, 0, 2))
    words = one_line(joined_quote(link.evidence, " … "))
    why = "; ".join(
        filter(None, (f"“{words}”" if words else "", one_line(link.why), f"sure {link.confidence:.2f}"))
    )
    yield Padding(Text(why, "dim"), (0, 0, 0, 5))
