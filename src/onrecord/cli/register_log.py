"""``onrecord register log``: every decision on entries and origins, and whether it holds."""

from __future__ import annotations

import sys

import click

from onrecord.cli import opening
from onrecord.cli.options import db as db_option
from onrecord.cli.screen import counted, one_line


@click.command()
@db_option
@click.option("--json", "form", flag_value="json", help="Print a JSON array.")
def log(db: str, form: str | None) -> None:
    """List every decision with its time and who made it, the oldest first, undone ones too."""
    from onrecord.views import export
    from onrecord.views.judged import Named
    from onrecord.views.lineage import judgement_record

    with opening.to_read(db) as casefile:
        every = casefile.judgements()
        undone = {each.undoes for each in every}
        if form == "json":
            export.write_json((judgement_record(each, each.id in undone) for each in every), sys.stdout)
            return
        names = Named(casefile)
        for each in every:
            mark = "  (undone)" if each.id in undone else ""
            told = one_line(names.line(each)) if each.undoes is None else f"{each.undoes[:8]} undone"
            note = f"  “{one_line(each.note)}”" if each.note else ""
            click.echo(f"{each.id[:8]}  {each.at:%Y-%m-%d %H:%M}  {one_line(each.by)}  {told}{note}{mark}")
    if not every:
        click.echo("Nothing was decided yet.", err=True)
    else:
        held = sum(each.undoes is None and each.id not in undone for each in every)
        click.echo(f"{counted(len(every), 'decision')}, {held} of them in force.", err=True)
