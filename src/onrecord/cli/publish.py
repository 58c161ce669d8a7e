"""``onrecord publish``: a static site of what may leave the desk, and the decisions on what may."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import codebooks, opening, subjects
from onrecord.cli.actors import by_option, who
from onrecord.cli.options import db as db_option
from onrecord.cli.progress import progress
from onrecord.cli.screen import counted, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.model import Entry, Release, ReleaseKind
    from onrecord.store.interface import CasefileStore

_reason = click.option("--reason", default="", metavar="TEXT", help="Why; it stays at the desk.")
_entry = click.option("--entry", "only", metavar="ENTRY", help="In this entry alone; else in all.")


@click.group(
    invoke_without_command=True,
    short_help="Write a static site, and decide what may leave the desk.",
    epilog="Example: onrecord publish -o site/ ; onrecord publish hold ENTRY --reason TEXT",
)
@click.option(
    "-o", "--output", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER",
    help="The folder to write the site into; a site that is there is replaced.",
)  # fmt: skip
@db_option
@click.option(
    "--confirmed/--all", "confirmed", default=True, show_default=True,
    help="What a person confirmed or published alone, or what nobody looked at too, marked so.",
)  # fmt: skip
@click.option("--title", default="", help="What the site is called.")
@click.option("--address", default="", metavar="URL", help="Where the site will stand; feeds need it.")
@click.option("--json", "as_json", is_flag=True, help="Print a summary as JSON.")
@click.pass_context
def publish(
    context: click.Context,
    output: Path | None,
    db: str,
    confirmed: bool,
    title: str,
    address: str,
    as_json: bool,
) -> None:
    """Write a static site of what is on record, for a newsroom to host.

    It has the read-only pages and the data files. What is published is a person's decision: confirmed
    records alone unless --all is given, nothing that is held, delayed or withdrawn, excerpts with a link
    to the outlet in place of articles. Every entry keeps its address, and earlier versions theirs.
    """
    if context.invoked_subcommand is not None:
        return
    if output is None:
        raise click.UsageError("say with -o where the site is to be written")
    import json

    from onrecord.web.publish.site import publish as write

    with progress("Publishing", "pages", None) as track:
        summary = write(db, output, confirmed_alone=confirmed, title=title, address=address, step=track.step)
    if as_json:
        click.echo(json.dumps(summary.record(), indent=1, ensure_ascii=False))
        return
    for line in summary.lines():
        click.echo(line, err=True)


def _decide(db: str, wanted: str, kind: ReleaseKind, by: str | None, reason: str, **more: str) -> None:
    """Append one decision on an entry, and say what it was."""
    from onrecord.views.published import deciding

    with opening.to_write(db) as casefile:
        entry = subjects.entry(casefile, wanted)
        _keep(casefile, [deciding.on_entry(kind, entry, who(by), reason, **more)])


def _keep(casefile: CasefileStore, made: Sequence[Release]) -> None:
    from onrecord.views.published.log import told

    for each in casefile.add_releases(made):
        click.echo(f"{each.id[:8]}  {one_line(told(each))}")


def _only(casefile: CasefileStore, wanted: str | None) -> Entry | None:
    return subjects.entry(casefile, wanted) if wanted else None


@publish.command()
@click.argument("entry")
@db_option
@by_option
@_reason
def hold(entry: str, db: str, by: str | None, reason: str) -> None:
    """Hold an entry back: it leaves the desk in no site, feed or export until it is released."""
    from onrecord.model import ReleaseKind

    _decide(db, entry, ReleaseKind.HOLD, by, reason)


@publish.command()
@click.argument("wanted", metavar="ENTRY|DECISION")
@db_option
@by_option
@_reason
def release(wanted: str, db: str, by: str | None, reason: str) -> None:
    """End the hold on an entry, or any decision by its id in the log."""
    from onrecord.views.published import deciding

    with opening.to_write(db) as casefile:
        every = casefile.releases()
        if any(each.id.startswith(wanted.lower()) for each in every):
            _keep(casefile, [deciding.ended(every, wanted, who(by), reason)])
            return
        entry = subjects.entry(casefile, wanted)
        ids = [entry.id, *casefile.entry_aliases(entry.id)]
        _keep(casefile, deciding.releases_of(every, ids, who(by), reason))


@publish.command(name="entry")
@click.argument("entry")
@db_option
@by_option
@_reason
def entry_(entry: str, db: str, by: str | None, reason: str) -> None:
    """Publish an entry that nobody confirmed or whose delay is not over, or one that was withdrawn."""
    from onrecord.model import ReleaseKind

    _decide(db, entry, ReleaseKind.PUBLISH, by, reason)


@publish.command()
@click.argument("entry")
@db_option
@by_option
@click.option("--reason", required=True, metavar="TEXT", help="Why: readers are told.")
def withdraw(entry: str, db: str, by: str | None, reason: str) -> None:
    """Take a published entry back; its page stays, and says so and why."""
    from onrecord.model import ReleaseKind

    _decide(db, entry, ReleaseKind.WITHDRAW, by, reason)


@publish.command()
@click.argument("entry")
@db_option
@by_option
@click.option("--reason", required=True, metavar="TEXT", help="What was corrected: readers are told.")
def correct(entry: str, db: str, by: str | None, reason: str) -> None:
    """Say what of an entry was corrected; readers find it on its page and in the log."""
    from onrecord.model import ReleaseKind

    _decide(db, entry, ReleaseKind.CORRECT, by, reason)


@publish.command()
@click.argument("entry")
@db_option
@by_option
@click.option("--text", required=True, metavar="TEXT", help="The words of the reply.")
@click.option("--from", "whose", required=True, metavar="NAME", help="Whose reply it is.")
@click.option("--on", "day", default="", metavar="DATE", help="The day of the reply.")
def reply(entry: str, db: str, by: str | None, text: str, whose: str, day: str) -> None:
    """Show the reply of the one concerned on an entry."""
    from onrecord.model import ReleaseKind

    _decide(db, entry, ReleaseKind.REPLY, by, "", text=text, who=whose, day=day)


@publish.command()
@click.argument("name", required=False)
@click.option("--sources", is_flag=True, help="What leads to unnamed sources, in place of a name.")
@_entry
@db_option
@by_option
@_reason
def suppress(name: str | None, sources: bool, only: str | None, db: str, by: str | None, reason: str) -> None:
    """Do not name a private person, or show what leads to unnamed sources; everywhere, or in one entry.

    A person is called "a private person" wherever the name stands, whole or in part.
    """
    from onrecord.views.published import deciding

    if sources == bool(name):
        raise click.UsageError("give a NAME or --sources")
    with opening.to_write(db) as casefile:
        entry = _only(casefile, only)
        if name:
            _keep(casefile, [deciding.hide_person(name, who(by), reason, entry)])
        else:
            _keep(casefile, [deciding.hide_sources(who(by), reason, entry)])


@publish.command()
@click.argument("name", metavar="ISSUE|KIND")
@click.argument("days", type=click.IntRange(0))
@db_option
@by_option
@_reason
def delay(name: str, days: int, db: str, by: str | None, reason: str) -> None:
    """Let entries of an issue or kind wait some days after their first report; 0 ends it."""
    from onrecord.views.published import deciding

    with opening.to_write(db) as casefile:
        issues = [each.id for each in codebooks.used_by(casefile).issues]
        _keep(casefile, [deciding.delay(name, days, who(by), reason, issues=issues)])


@publish.command()
@db_option
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def log(db: str, as_json: bool) -> None:
    """List every decision on publication, the oldest first, with who made it and whether it holds."""
    from onrecord.views import export
    from onrecord.views.published import log as view

    with opening.to_read(db) as casefile:
        every = view.lines(casefile.releases())
    if as_json:
        export.write_json(map(view.release_record, every), sys.stdout)
        return
    for line in every:
        each = line.release
        mark = "" if line.holds or each.undoes else "  (ended)"
        note = f"  “{one_line(each.reason or each.text)}”" if each.reason or each.text else ""
        head = f"{each.id[:8]}  {each.at:%Y-%m-%d %H:%M}  {one_line(each.by)}"
        click.echo(f"{head}  {one_line(line.told)}{note}{mark}")
    held = sum(line.holds for line in every)
    click.echo(f"{counted(len(every), 'decision')}, {held} of them in force.", err=True)
