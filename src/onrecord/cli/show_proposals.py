"""``onrecord show proposals``: what was put before others, and who answered it how."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from onrecord.cli import codebooks, subjects
from onrecord.cli import entry_lines as lines
from onrecord.cli.options import as_csv, as_json, day
from onrecord.cli.options import db as db_option
from onrecord.cli.options import limit as limit_option
from onrecord.cli.record_tables import stacked
from onrecord.cli.screen import SLIM, console, counted, empty_table, one_line, print_rows

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from onrecord.views.cards import Card, Quoted
    from onrecord.views.proposals.proposals import Party, Proposal, Reply

_COUNTED = 200
"""Proposals without an answer up to which they are counted."""
_STYLES = {"accepted": "green", "rejected": "red", "conditioned": "yellow"}


@click.command()
@click.argument("entry_id", metavar="[ID]", required=False)
@db_option
@click.option("--issue", "issues", multiple=True, metavar="ID", help="Issue, by its id. Repeat for more.")
@click.option("--actor", help="Part of the name of who put it forward.")
@day("--since", help="Put forward on or after this date.")
@day("--until", help="Put forward on or before this date.")
@day("--as-of", "as_of", help="As it stood at the end of this day.")
@click.option(
    "--open", "is_open", is_flag=True, help="Not settled only: somebody has said neither yes nor no."
)
@click.option(
    "--all", "every", is_flag=True, help="Those without an answer on record, and doubtful ones, too."
)
@click.option("--answered/--unanswered", default=None, help="With an answer on record, or without one.")
@limit_option
@as_json
@as_csv
def proposals(
    entry_id: str | None, db: str, issues: tuple[str, ...], actor: str | None, since: str | None,
    until: str | None, as_of: str | None, is_open: bool, every: bool, answered: bool | None,
    limit: int | None, form: str | None,
) -> None:  # fmt: skip
    """Show proposals, offers and demands with who accepted, rejected or put a condition to them.

    Those with an answer on record are shown, with each answer in the order of time, and the others
    counted: --unanswered shows what is put to somebody by name and not answered, --all everything,
    and --open both kinds of what is not settled. Who was asked, has spoken since and not on it is
    silent. One plan that was put forward several times is shown once.

    With ID, the id of any entry of it, one proposal is shown with all its words.
    """
    from onrecord.views import export
    from onrecord.views.proposals import proposals as view
    from onrecord.views.proposals.proposal_records import PROPOSAL_COLUMNS, proposal_cells, proposal_record

    chosen = tuple(issue.strip().lower() for issue in issues)
    with subjects.register_to_read(db) as casefile:
        codebooks.check_issues(casefile, chosen)
        if entry_id is not None:
            _one(view.proposal(casefile, subjects.entry(casefile, entry_id).id, as_of), form)
            return
        only = True if answered is None and not (every or is_open) else answered
        where = view.ProposalFilter(chosen, actor, since, until, as_of, is_open, only, every)
        found = view.proposals(casefile, where)
        shown = islice(found, limit)
        if form == "json":
            export.write_json(map(proposal_record, shown), sys.stdout)
        elif form == "csv":
            export.write_csv(map(proposal_cells, shown), PROPOSAL_COLUMNS, sys.stdout)
        else:
            count = print_rows(shown, _table)
            more = next(found, None) is not None
            others = view.without_answer(casefile, where, _COUNTED) if answered is None and only else 0
            click.echo(_footer(count, more, others), err=not count)


def _footer(count: int, more: bool, others: int) -> str:
    """Say how many are shown, and how many more have no answer; none of them is passed over in silence."""
    most = f"more than {_COUNTED}" if others > _COUNTED else str(others)
    left = f"{most} {'more' if count else 'proposals'} without an answer on record: --all" if others else ""
    if not count:
        return f"No proposal with an answer fits; {left}" if left else "No proposal fits."
    told = counted(count, "proposal")
    told = f"The first {told}; there are more" if more else f"{told}. One of them: onrecord show proposals ID"
    return f"{told}\n{left}" if left else told


def _table(rows: Iterable[Proposal], columns: int, header: bool) -> Table:
    from rich.text import Text

    slim = columns < SLIM
    table = empty_table(header, leading=1)
    sizes = {"Id, day, kind": 13, "Who, what": 0, "Answers": 30 if slim else 44}
    sizes["Who, what"] = columns - sum(sizes.values()) - 2 * len(sizes)
    for name, size in sizes.items():
        table.add_column(name, width=size)
    for row in rows:
        head = Text("\n").join(
            [
                Text(row.id[: lines.SHORT_ID], "dim"),
                Text(row.card.day.replace("/", "\n/")),
                Text(row.card.kind, "bold"),
            ]
        )
        table.add_row(head, _what(row, sizes["Who, what"]), _answers(row, sizes["Answers"]))
    return table


def _what(row: Proposal, size: int) -> Text:
    from rich.text import Text

    notes = [stacked((f"! {one_line(note)}", "red"), size=size) for note in row.card.notes]
    told = [
        stacked((_who(row.card), "bold cyan"), size=size),
        stacked((f"“{one_line(row.card.quotes[0].words)}”", "green"), size=size, most=3),
        stacked((one_line(", ".join(row.issues)), "dim"), size=size),
        *([Text(f"{len(row.versions)} versions", "dim")] if len(row.versions) > 1 else []),
    ]
    return Text("\n").join([*told, *notes])


def _who(card: Card) -> str:
    return one_line(f"{card.who} → {card.towards}" if card.towards else card.who)


def _answers(row: Proposal, size: int) -> Text:
    from rich.text import Text

    told = [line for party in row.parties for line in _party_lines(party, size)]
    told += [Text(f"{one_line(name)}: silent", "dim") for name in row.silent]
    told += [Text(f"{one_line(name)}: no answer on record", "dim") for name in row.unheard]
    if not told:
        told = [Text("no answer on record", "dim")]
    return Text("\n").join(told)


def _party_lines(party: Party, size: int) -> Iterator[Text]:
    """Yield the answers of a party, one line each; the same again is said once, with its first day."""
    from rich.text import Text

    seen: set[tuple[str, bool]] = set()
    last = None
    for reply in party.replies:
        key = (reply.answer.value, reply.of_part)
        if key == last or (key in seen and reply.day == "undated"):
            continue
        last = key
        seen.add(key)
        part = " a part" if reply.of_part else ""
        told = f"{one_line(party.name) or 'undecided'} {reply.answer.value}{part}"
        yield Text.assemble(
            (told, _STYLES.get(reply.answer.value, "")), (f" {reply.day} {reply.entry[:8]}", "dim")
        )
    for later in party.later:
        told = f"{one_line(party.name)} since then {later.stance}"
        yield stacked((f"{told} {later.since} {later.opening.entry[:8]}", "dim"), size=size)


def _one(found: Proposal, form: str | None) -> None:
    """Print one proposal with all its words."""
    from onrecord.views import export
    from onrecord.views.proposals.proposal_records import PROPOSAL_COLUMNS, proposal_cells, proposal_record

    if form == "json":
        click.echo(json.dumps(proposal_record(found), ensure_ascii=False, indent=1))
    elif form == "csv":
        export.write_csv([proposal_cells(found)], PROPOSAL_COLUMNS, sys.stdout)
    else:
        screen = console()
        for part in _parts(found):
            screen.print(part)


def _parts(found: Proposal) -> Iterator[RenderableType]:
    from rich.text import Text

    for title, cards in (
        ("", found.versions[:1]),
        ("Put forward again", found.versions[1:]),
        ("Parts", found.parts),
    ):
        if cards and title:
            yield Text(f"\n{title}", "bold")
        for card in cards:
            yield from _card(card)
    yield Text(f"\n{'Answers' if found.parties else 'No answer on record'}", "bold")
    for party in found.parties:
        yield Text(one_line(party.name) or "undecided", "bold cyan")
        for reply in party.replies:
            yield from _reply(reply)
        for later in party.later:
            words = f"{later.stance} on {later.subject} since {later.since}, not as an answer to it"
            yield _set_in(
                Text(f"{words}: “{one_line(later.opening.words)}”  {later.opening.entry[:8]}", "dim")
            )
    for name in found.silent:
        yield Text.assemble(
            (one_line(name), "bold cyan"), ("  silent: has spoken since, and not on it", "dim")
        )
    for name in found.unheard:
        yield Text.assemble((one_line(name), "bold cyan"), ("  no answer and no later word on record", "dim"))
    if found.unnamed:
        yield Text(f"Also asked, without names: {one_line('; '.join(found.unnamed))}", "dim")


def _card(card: Card) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text.assemble(
        (f"{card.kind}  ", "bold"),
        (_who(card), "bold cyan"),
        (f"  [{card.status}]" if card.status else "", "yellow"),
    )
    yield Text(one_line(card.what))
    yield Text(f"{card.day} · {one_line(card.issues)} · {card.amount} · id {card.id}", "dim")
    for quoted in card.quotes:
        yield _set_in(_words(quoted))
    for note in card.notes:
        yield Text(f"! {one_line(note)}", "red")


def _reply(reply: Reply) -> Iterator[RenderableType]:
    from rich.text import Text

    part = " a part of it" if reply.of_part else ""
    doubt = "" if reply.confirmed else ", unconfirmed"
    yield _set_in(
        Text.assemble(
            (f"{reply.answer.value}{part}", _STYLES.get(reply.answer.value, "")),
            f"  {reply.day}  ",
            (f"entry {reply.entry[:8]}, sure {reply.confidence:.2f}{doubt}", "dim"),
        )
    )
    yield _set_in(_words(reply.quoted), 4)
    if reply.condition:
        yield _set_in(Text(f"condition: {one_line(reply.condition)}"), 4)
    more = len(reply.origins)
    yield _set_in(Text(f"{counted(more, 'origin')}; tied by “{one_line(reply.shown)}”", "dim"), 4)
    for note in reply.notes:
        yield _set_in(Text(f"! {one_line(note)}", "red"), 4)


def _words(quoted: Quoted) -> Text:
    from rich.text import Text

    voice = f" ({quoted.voice})" if quoted.voice else ""
    cue = f" ({one_line(quoted.cue)})" if quoted.cue else ""
    said = f"{one_line(quoted.speaker) or 'undecided'}{voice}{cue}: "
    return Text.assemble(
        said, (f"“{one_line(quoted.words)}”", "green"), (f"  {one_line(quoted.source)}", "dim")
    )


def _set_in(told: Text, by: int = 2) -> RenderableType:
    from rich.padding import Padding

    return Padding(told, (0, 0, 0, by))
