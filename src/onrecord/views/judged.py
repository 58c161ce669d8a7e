"""Name what judgements on entries and origins are about, by the pages of a casefile."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.model import JudgementKind
from onrecord.views.explaining import act_words
from onrecord.views.wordings import document_name

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
        held = (act for act in self._casefile.acts([document.id]) if act.place == place)
        act = next(held, None)
        return act_words(act) if act is not None else document.text[place.start : place.end]

    def place(self, place: Place) -> str:
        """Name a place: its page, and its words where it is not the whole page."""
        if place.digest not in self._pages:
            return f"a page that is not here ({place.digest[:8]})"
        document = self._casefile.document(self._pages[place.digest])
        name = _one_line(document_name(document))
        if place.end == 0:
            return name
        words = _one_line(self._said(document, place))
        return f"“{words if len(words) <= _WORDS else f'{words[:_WORDS].rstrip()}…'}” ({name})"


def _one_line(text: str) -> str:
    return " ".join(text.split())
