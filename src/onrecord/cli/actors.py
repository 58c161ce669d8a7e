"""``onrecord actors``: who is who in a casefile, and what the user decides about it."""

from __future__ import annotations

import getpass
import json
import sys
import textwrap
from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import bases, opening, registered
from onrecord.cli.options import as_csv, as_json
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.screen import NARROW, counted, empty_table, fitted, one_line, print_rows, printable
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.store.decisions import Decision
    from onrecord.views.actors import Actor

_KINDS = ("person", "state", "organisation", "outlet", "anon", "group", "undecided")


@click.group(short_help="Say who is who.")
def actors() -> None:
    """List the actors of a casefile, and decide who is who.

    Decisions are kept apart from what the machine found, with their time and who made them; they
    last over re-runs and newer models, and every list and filter follows them.
    """


by_option = click.option("--by", metavar="NAME", help="Who decides; else your login name.")


@actors.command("list")
@db_option
@click.option("--name", help="Part of the name.")
@click.option("--kind", type=click.Choice(_KINDS), help="Of this kind only.")
@limit_option
@as_json
@as_csv
def list_(db: str, name: str | None, kind: str | None, limit: int | None, form: str | None) -> None:
    """List everybody whom statements and other records name, who stands in the most of them first.

    Said, To, Via and For count the statements that an actor makes, is addressed by, relays, and
    that others make for it; Else counts the commitments, events and claims that name it.
    """
    from onrecord.store.fold import fold
    from onrecord.views import actors as views
    from onrecord.views import export

    with opening.to_read(db) as casefile:
        found = views.actors(
            casefile.statements(),
            casefile.actor_names(),
            bases.look_up(casefile.actor_files()),
            chain(
                (row.record for row in casefile.commitments()),
                (row.record for row in casefile.events()),
                (row.record for row in casefile.claims()),
            ),
        )
    fitting = (
        actor
        for actor in found
        if (name is None or fold(name) in fold(actor.name)) and kind in (None, actor.kind)
    )
    shown = islice(fitting, limit)
    if form == "json":
        export.write_json(map(views.actor_record, shown), sys.stdout)
    elif form == "csv":
        export.write_csv(map(views.actor_cells, shown), views.ACTOR_COLUMNS, sys.stdout)
    else:
        count = print_rows(shown, _table)
        line = f"{counted(count, 'actor')}." if count else "No actor fits." if found else "No actors yet."
        click.echo(line, err=not count)


def _table(rows: Iterable[Actor], columns: int, header: bool) -> Table:
    return (_narrow if columns < NARROW else _wide)(rows, columns, header)


def _wide(rows: Iterable[Actor], columns: int, header: bool) -> Table:
    from rich.text import Text

    affiliation = 20
    name = (columns - affiliation - 12 - 5 * 5 - 2 * 9) // 2
    table = _counting(header, name)
    table.add_column("Speaks for", width=affiliation)
    table.add_column("Seen as", width=name, style="dim")
    for row in rows:
        beside = fitted(_affiliations(row), affiliation, 2), fitted(one_line("; ".join(row.seen)), name, 2)
        table.add_row(Text(fitted(one_line(row.name), name, 2), "bold cyan"), *_counts(row), *beside)
    return table


def _narrow(rows: Iterable[Actor], columns: int, header: bool) -> Table:
    """Stack what an actor speaks for and is seen as under the name."""
    from rich.text import Text

    name = columns - 12 - 5 * 5 - 2 * 7
    table = _counting(header, name)
    for row in rows:
        called = Text(fitted(one_line(row.name), name, 2), "bold cyan")
        speaks = f"for {_affiliations(row)}" if row.affiliations else ""
        seen = f"seen as {one_line('; '.join(row.seen))}" if row.seen else ""
        about = fitted("; ".join(filter(None, (speaks, seen))), name - 2, 2)
        if about:
            called.append(textwrap.indent(f"\n{about}", "  "), "not bold dim default")
        table.add_row(called, *_counts(row))
    return table


def _counting(header: bool, name: int) -> Table:
    """Return a table with the columns that it has at any width."""
    table = empty_table(header)
    table.add_column("Actor", width=name)
    table.add_column("Kind", width=12)
    for title in ("Said", "To", "Via", "For", "Else"):
        table.add_column(title, width=5, justify="right")
    return table


def _counts(row: Actor) -> tuple[str, ...]:
    counts = (row.said, row.addressed, row.relayed, row.spoken_for, row.records)
    return (row.kind, *(str(count) if count else "" for count in counts))


def _affiliations(row: Actor) -> str:
    return one_line(", ".join(each for each, _ in row.affiliations))


@actors.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME OTHER...")
@db_option
@by_option
def merge(names: tuple[str, ...], db: str, by: str | None) -> None:
    """Decide that several names are one actor, called by the first of them.

    Names are as `onrecord actors list` shows them, case and accents aside.
    """
    with registered.to_decide(db) as casefile:
        decision = casefile.merge_actors(names, who(by))
    click.echo(_line(decision))


@actors.command()
@click.argument("name", metavar="NAME")
@click.argument("new", metavar="NEWNAME")
@db_option
@click.option("--document", metavar="ID", help="In this document.")
@click.option("--statement", metavar="ID", help="In this statement alone.")
@by_option
def split(name: str, new: str, db: str, document: str | None, statement: str | None, by: str | None) -> None:
    """Decide that a name means somebody else in one document or statement.

    IDs are what `onrecord show documents` and `onrecord show document` print; their first
    characters are enough. A statement is known again by its words when it is read anew.
    """
    if (document is None) == (statement is None):
        raise click.UsageError("say where: --document ID or --statement ID")
    with registered.to_decide(db) as casefile:
        decision = casefile.split_actor(name, new, who(by), document=document, statement=statement)
    click.echo(_line(decision))


@actors.command()
@click.argument("name", metavar="NAME")
@click.argument("new", metavar="NEWNAME")
@db_option
@by_option
def rename(name: str, new: str, db: str, by: str | None) -> None:
    """Decide what an actor is called."""
    with registered.to_decide(db) as casefile:
        decision = casefile.rename_actor(name, new, who(by))
    click.echo(_line(decision))


@actors.command()
@db_option
@by_option
def undo(db: str, by: str | None) -> None:
    """Undo the latest decision that holds; repeat for those before it."""
    with registered.to_decide(db) as casefile:
        decision = casefile.undo_decision(who(by))
        undone = next(each for each in casefile.decisions() if each.number == decision.undoes)
        is_read = casefile.counts().documents > 0
    click.echo(f"Undone: {_line(undone)}")
    if is_read and undone.kind.value == "import":
        _tell_to_reread(db)


@actors.command()
@db_option
@click.option("--json", "form", flag_value="json", help="Print a JSON array.")
def log(db: str, form: str | None) -> None:
    """List every decision with its time and who made it, the oldest first."""
    from onrecord.views import export
    from onrecord.views.actors import decision_record

    with opening.to_read(db) as casefile:
        decisions = casefile.decisions()
    if form == "json":
        export.write_json(map(decision_record, decisions), sys.stdout)
        return
    for each in decisions:
        mark = "  (undone)" if each.undone else ""
        click.echo(f"{each.number:4}  {each.at:%Y-%m-%d %H:%M}  {one_line(each.by)}  {_line(each)}{mark}")
    if not decisions:
        click.echo("Nothing was decided yet.", err=True)


@actors.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@db_option
@by_option
def import_(file: Path, db: str, by: str | None) -> None:
    """Bring in facts about actors: a Wikidata query result, JSON or CSV, or a table of facts.

    docs/actors.md has the query, docs/casefile.md the columns of a table.

    The file is kept in the casefile as it is, checked, and laid over the facts that come with the
    program: where both say something, the file's holds. It is used whenever documents are read.
    """
    content = file.read_bytes()
    if not Path(db).exists():
        bases.checked((), file.name, content)  # a file that cannot be taken leaves no empty casefile behind
    with opening.to_write(db, create=True) as casefile:
        if any(each.content == content for each in casefile.actor_files()):
            click.echo(f"{file.name} is there already; nothing was changed.")
            return
        found = bases.checked(casefile.actor_files(), file.name, content)
        casefile.import_actors(file.name, content, who(by))
        is_read = casefile.counts().documents > 0
    click.echo(f"{file.name} brought in: {', '.join(bases.amounts(found))}.")
    if is_read:
        _tell_to_reread(db)


@actors.command()
@db_option
@click.option("--json", "form", flag_value="json", help="Print a JSON array.")
def facts(db: str, form: str | None) -> None:
    """List the facts about actors that were brought into the casefile."""
    with opening.to_read(db) as casefile:
        found = [fact for each in casefile.actor_files() for fact in bases.fact_records(each)]
    if form == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for fact in found:
        click.echo(printable(bases.fact_line(fact)))
    click.echo(f"{counted(len(found), 'fact')}.", err=not found)


def _tell_to_reread(db: str) -> None:
    click.echo(f"`onrecord reread --db {db}` lets it count for what was read before.", err=True)


def who(by: str | None) -> str:
    """Return who decides: the name given, else the login name."""
    if by is not None:
        return by
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise UsageError("your login name is not known", None, "say who you are with --by") from error


def _line(decision: Decision) -> str:
    """Say on one line what was decided, safe to print."""
    from onrecord.views.decided import actor_line

    return one_line(actor_line(decision))
