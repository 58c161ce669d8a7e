"""``onrecord register log``: every decision on entries and origins, and whether it holds."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import click

from onrecord.cli import opening
from onrecord.cli.options import db as db_option
from onrecord.cli.screen import counted, one_line
from onrecord.model import JudgementKind

if TYPE_CHECKING:
    from onrecord.model import Document, Judgement, Place
    from onrecord.store.interface import CasefileView

_WORDS = 60  # characters of a passage in a line
_BETWEEN = {
    JudgementKind.SAME_ACT: "is the same act as",
    JudgementKind.OTHER_ACT: "is another act than",
    JudgementKind.SAME_ORIGIN: "has one origin with",
    JudgementKind.NOT_DERIVED: "is not derived from, nor source of,",
}


@click.command()
@db_option
@click.option("--json", "form", flag_value="json", help="Print a JSON array.")
def log(db: str, form: str | None) -> None:
    """List every decision with its time and who made it, the oldest first, undone ones too."""
    from onrecord.views import export
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
            told = names.line(each) if each.undoes is None else f"{each.undoes[:8]} undone"
            note = f"  “{one_line(each.note)}”" if each.note else ""
            click.echo(f"{each.id[:8]}  {each.at:%Y-%m-%d %H:%M}  {one_line(each.by)}  {told}{note}{mark}")
    if not every:
        click.echo("Nothing was decided yet.", err=True)
    else:
        held = sum(each.undoes is None and each.id not in undone for each in every)
        click.echo(f"{counted(len(every), 'decision')}, {held} of them in force.", err=True)


class Named:
    """Name the places of judgements by the pages of a casefile, which are looked through once."""

    def __init__(self, casefile: CasefileView) -> None:
        self._casefile = casefile

    @cached_property
    def _pages(self) -> Mapping[str, str]:
        from onrecord.store.interface import DocumentFilter

        every = self._casefile.summaries(DocumentFilter(all_versions=True))
        return {each.digest: each.id for each in every}

    def line(self, judgement: Judgement) -> str:
        """Say on one line what was decided on which words or pages."""
        left, right = (self.place(each) for each in (judgement.left, judgement.right))
        return f"{left} {_BETWEEN[judgement.kind]} {right}"

    def _said(self, document: Document, place: Place) -> str:
        """Return what the act at a place says; where no act is there now, the words at the place."""
        from onrecord.views.explaining import act_words

        held = (act for act in self._casefile.acts([document.id]) if act.place == place)
        act = next(held, None)
        return act_words(act) if act is not None else document.text[place.start : place.end]

    def place(self, place: Place) -> str:
        """Name a place: its page, and its words where it is not the whole page."""
        from onrecord.views.wordings import document_name

        if place.digest not in self._pages:
            return f"a page that is not here ({place.digest[:8]})"
        document = self._casefile.document(self._pages[place.digest])
        name = one_line(document_name(document))
        if place.end == 0:
            return name
        words = one_line(self._said(document, place))
        return f"“{words if len(words) <= _WORDS else f'{words[:_WORDS].rstrip()}…'}” ({name})"
