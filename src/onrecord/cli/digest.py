"""``onrecord digest``: what the pages of some days add to the record."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import codebooks, held, subjects
from onrecord.cli.options import day
from onrecord.cli.options import db as db_option
from onrecord.cli.screen import counted

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileView
    from onrecord.views.digest.digest import Digest

_FORMS = {".html": "html", ".htm": "html", ".json": "json", ".md": "md"}


@click.command()
@db_option
@day("--since", help="First day of publication.", required=True)
@day("--until", help="Last day of publication; the day of the latest page where it is left out.")
@click.option(
    "--to",
    "form",
    type=click.Choice(["md", "html", "json"]),
    help="Form; by the ending of the file where it is left out, else Markdown.",
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write here."
)
@click.option("--actor", help="Only of this actor: part of the name, or of the state or body behind it.")
@click.option(
    "--issue", "issues", multiple=True, metavar="ID", help="Only of this issue, by its id. Repeat for more."
)
@click.option("--confirmed", is_flag=True, help="Leave out what no person confirmed.")
@held.with_held_option
def digest(
    db: str, since: str, until: str | None, form: str | None, output: Path | None, actor: str | None,
    issues: tuple[str, ...], confirmed: bool, with_held: bool,
) -> None:  # fmt: skip
    r"""Write what is new, changed, contradicted, taken back, answered and upcoming.

    Of the pages published between two days: what they put on record first; which positions shifted,
    which commitments took a step or are told by a further origin; which reports contradict others;
    which proposals were answered; and what is planned or due in the fourteen days after. Each number
    leads to what it counts, each line to its words.

    \b
    onrecord digest --since 2031-06-09 --until 2031-06-15 -o week.html
    """
    from onrecord.views.digest.digest import digest as view
    from onrecord.views.digest.window import DigestFilter

    chosen = tuple(issue.strip().lower() for issue in issues)
    with subjects.register_to_read(db) as opened:
        casefile = held.leaving(opened, with_held)
        codebooks.check_issues(casefile, chosen)
        found = view(casefile, DigestFilter(since, until, actor, chosen, confirmed))
        text = _written(found, form or _form_of(output), casefile)
    if output is None:
        sys.stdout.write(text)
    else:
        _keep(text, output)
    if found.is_empty:
        click.echo("Nothing was added in these days.", err=True)


def _form_of(output: Path | None) -> str:
    return _FORMS.get(output.suffix.lower(), "md") if output is not None else "md"


def _written(found: Digest, form: str, casefile: CasefileView) -> str:
    if form == "html":
        from onrecord.views.digest.as_html import to_html

        return to_html(found, Path(casefile.location).name)
    if form == "json":
        from onrecord.views.digest.digest_records import digest_record
        from onrecord.views.looking import Looked

        return json.dumps(digest_record(found, Looked(casefile)), ensure_ascii=False, indent=1) + "\n"
    from onrecord.views.digest.as_markdown import to_markdown

    return to_markdown(found)


def _keep(text: str, output: Path) -> None:
    from onrecord.cli.output import whole_file

    content = text.encode("utf-8", errors="backslashreplace")
    with whole_file(output) as out:
        out.write(content)
    click.echo(f"{output}: {counted(len(content), 'byte')}.", err=True)
