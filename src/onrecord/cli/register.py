"""``onrecord register``: what people decide about entries and origins, and keeping the register in step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from onrecord.cli import entry_lines as lines
from onrecord.cli import opening, registered
from onrecord.cli.actors import by_option, who
from onrecord.cli.ending import when_interrupted
from onrecord.cli.options import db as db_option
from onrecord.cli.register_log import log
from onrecord.cli.screen import counted, one_line, printable
from onrecord.errors import UsageError
from onrecord.model import JudgementKind

if TYPE_CHECKING:
    from onrecord.model import Entry, ReportedAct
    from onrecord.pipeline.judging import Wanted
    from onrecord.store.interface import CasefileStore

note_option = click.option("--note", metavar="TEXT", help="Why; kept with the decision.")


@click.group(short_help="Merge and split entries, decide on origins, bring the register into step.")
def register() -> None:
    """Decide what is one act and what began where; bring the register into step.

    Decisions are kept by the words that they are about, with their time and who made them. They
    last over re-runs, newer models and pages that come later, and none is ever deleted: an undone
    one stays in the log.
    """


@register.command()
@click.argument("entry", metavar="ENTRY")
@click.argument("other", metavar="ENTRY")
@db_option
@by_option
@note_option
def merge(entry: str, other: str, db: str, by: str | None, note: str | None) -> None:
    """Decide that two entries are one act.

    It holds whatever else speaks against it. Ids are as `onrecord show register` lists them, or
    their first characters.
    """
    from onrecord.pipeline.judging import merging

    with opening.to_write(db) as casefile:
        wanted = merging(casefile, entry, other)
        _judge(casefile, wanted, by, note)
        _tell_entry(casefile.entry(wanted.left.id))


@register.command()
@click.argument("entry", metavar="ENTRY")
@click.argument("record", metavar="RECORD")
@db_option
@by_option
@note_option
def split(entry: str, record: str, db: str, by: str | None, note: str | None) -> None:
    """Decide that a record does not belong to an entry: it becomes an entry of its own.

    RECORD is the id of a statement, commitment or event, as `onrecord show entry` prints it behind
    each report, or its first characters.
    """
    from onrecord.pipeline.judging import act_of, splitting

    with opening.to_write(db) as casefile:
        found = casefile.entry(entry)
        act = act_of(found, record)
        wanted = splitting(found, act)
        _judge(casefile, wanted, by, note)
        for each in (next(r.act for r in found.reports if r.act.place == wanted.right), act):
            _tell_entry(_entry_of(casefile, each))


def _entry_of(casefile: CasefileStore, act: ReportedAct) -> Entry:
    """Return the entry that now holds an act."""
    held = (entry for cluster in casefile.clusters([act.record]) for entry in cluster.entries)
    return next(entry for entry in held if act.place in entry.places)


@register.command("same-origin")
@click.argument("document", metavar="DOCUMENT")
@click.argument("other", metavar="DOCUMENT")
@db_option
@by_option
@note_option
def same_origin(document: str, other: str, db: str, by: str | None, note: str | None) -> None:
    """Decide that two documents go back to one report: they count as one origin from now on.

    Ids are as `onrecord show documents` lists them, or their first characters.
    """
    _judge_documents(db, JudgementKind.SAME_ORIGIN, (document, other), by, note)


@register.command("not-derived")
@click.argument("document", metavar="DOCUMENT")
@click.argument("other", metavar="DOCUMENT")
@db_option
@by_option
@note_option
def not_derived(document: str, other: str, db: str, by: str | None, note: str | None) -> None:
    """Decide that neither of two documents was made from the other, however alike they are."""
    _judge_documents(db, JudgementKind.NOT_DERIVED, (document, other), by, note)


def _judge_documents(
    db: str, kind: JudgementKind, wanted: tuple[str, str], by: str | None, note: str | None
) -> None:
    from onrecord.pipeline.judging import on_documents
    from onrecord.views.wordings import document_name

    with opening.to_write(db) as casefile:
        judgement = on_documents(casefile, kind, *wanted)
        _judge(casefile, judgement, by, note)
        names = [one_line(document_name(casefile.summary(each))) for each in judgement.documents]
        click.echo(f"{names[0]} and {names[1]}: {kind.value}.")


def _judge(casefile: CasefileStore, wanted: Wanted, by: str | None, note: str | None) -> None:
    """Keep a judgement, then bring the register into step with it."""
    made = casefile.add_judgement(wanted.kind, wanted.left, wanted.right, who(by), note)
    _kept(made.id)
    registered.bring_into_step(casefile)


def _kept(judgement_id: str) -> None:
    when_interrupted(
        f"decision {judgement_id[:8]} is kept; `onrecord register update` brings the register into step"
    )


def _tell_entry(entry: Entry) -> None:
    from onrecord.views.wordings import proposition_of

    about = f"{entry.kind.value}, {lines.who(entry)}: {printable(proposition_of(entry))}"
    click.echo(f"{entry.id[: lines.SHORT_ID]}  {about} ({lines.amount(entry)})")


@register.command()
@click.argument("judgement", metavar="[ID]", required=False)
@db_option
@by_option
def undo(judgement: str | None, db: str, by: str | None) -> None:
    """Undo the latest decision that holds, or the one with ID as `onrecord register log` lists it."""
    from onrecord.store.judging import holding
    from onrecord.views.judged import Named

    with opening.to_write(db) as casefile:
        if judgement is None:
            held = holding(casefile.judgements())
            if not held:
                raise UsageError(
                    "no decision on the register holds", casefile.location, "there is nothing to undo"
                )
            judgement = held[-1].id
        made = casefile.undo_judgement(judgement, who(by))
        _kept(made.id)
        registered.bring_into_step(casefile)
        undone = next(each for each in casefile.judgements() if each.id == made.undoes)
        click.echo(one_line(f"Undone: {Named(casefile).line(undone)}"))


register.add_command(log)


@register.command()
@db_option
def update(db: str) -> None:
    """Bring the register into step with the documents, readings and decisions of the casefile.

    Whatever changes the casefile does so itself; this completes it after an interruption, and after
    a newer version of onrecord was installed. A second run changes nothing.
    """
    with opening.to_write(db) as casefile:
        when_interrupted(f"what was done is kept in {casefile.location}; the same command goes on from there")
        told = list(registered.summary(registered.bring_into_step(casefile)))
    for line in told or ["The register is in step."]:
        click.echo(line)


@register.command()
@db_option
def rebuild(db: str) -> None:
    """Compute the whole register anew, and say whether anything came out otherwise.

    Nothing should: what is kept from document to document is to be what a run over all of them at
    once gives. Exit code 1 says that something did; the register is as computed now.
    """
    with opening.to_write(db) as casefile:
        when_interrupted(f"what was done is kept in {casefile.location}; the same command begins again")
        before = _everything(casefile)
        report = registered.bring_into_step(casefile, everything=True)
        after = _everything(casefile)
    documents = counted(report.documents, "document")
    if before == after:
        click.echo(f"Computed anew from {documents}: nothing differs.")
        return
    for what, each in sorted({key: None for key in (*before, *after) if before.get(key) != after.get(key)}):
        state = "new" if (what, each) not in before else "gone" if (what, each) not in after else "changed"
        click.echo(f"{state}: {what} {each}")
    click.echo(f"Computed anew from {documents}: the lines above differ.", err=True)
    click.get_current_context().exit(1)


def _everything(casefile: CasefileStore) -> Mapping[tuple[str, str], object]:
    """Return all that is derived, by what it is and its id."""
    entries = list(casefile.entries())
    derivations: dict[tuple[str, str], list[object]] = {}
    for each in casefile.derivations():
        derivations.setdefault(("derivations of", each.derived), []).append(each)
    links = {
        ("links of", entry.id): [link for link in casefile.entry_links(entry.id) if link.source == entry.id]
        for entry in entries
    }
    return {
        **{("entry", entry.id): entry for entry in entries},
        **{("story", story.id): story for story in casefile.stories()},
        **{key: found for key, found in links.items() if found},
        **derivations,
    }
