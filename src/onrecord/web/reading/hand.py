"""Gather what a reviewer can decide on in the reader, and what was decided there last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import UsageError
from onrecord.model import REGISTER_VERSION
from onrecord.review.telling import line_of, words_of
from onrecord.store.reviews import ReviewAction
from onrecord.web.reviewing.adding import check_open
from onrecord.web.reviewing.asking import WHOLE, record_text
from onrecord.web.reviewing.deciding import token

if TYPE_CHECKING:
    from onrecord.review.effective import Effective, EffectiveRecord
    from onrecord.review.view import ReviewedView
    from onrecord.web.desk import Desk
    from onrecord.web.reading.article import ArticlePage


@dataclass(frozen=True, slots=True)
class Open:
    """Hold what a decision on a record needs: its kind and id, and the token of how it is shown."""

    record: str
    token: str


@dataclass(frozen=True, slots=True)
class Last:
    """Hold a decision that was made just now: what it was, and whether it still holds."""

    review: str  # id
    line: str
    undone: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """Hold a record that was rejected: the reader does not show it among the others."""

    record: str  # kind and id
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Hand:
    """Hold what a reviewer can do with an article."""

    open: Mapping[str, Open]  # by id, of the records that stand beside this part
    article: str  # for the way back: the kind of record that is shown alone, or WHOLE
    can_add: bool
    last: Last | None
    behind: bool  # the register does not follow the decisions on it yet
    completed: tuple[str, ...]  # who looked at it in full
    gone: tuple[Gone, ...]

    @property
    def any(self) -> Open | None:
        """Return one of the records."""
        return next(iter(self.open.values()), None)


def hand_of(desk: Desk, view: ReviewedView, page: ArticlePage, decided: str) -> Hand:
    """Return what a reviewer can do with an article that is shown.

    Args:
        desk: with the casefile.
        view: that the article was asked of.
        page: the article.
        decided: id of the decision that was made last; empty where none was.
    """
    document = page.summary.id
    held = view.effective(document)
    shown = {note.record for paragraph in page.part.paragraphs for note in paragraph.notes}
    touched = document in desk.casefile.reviewed()
    return Hand(
        open={each.record.id: _open(each) for each in held.shown() if each.record.id in shown},
        article=page.only or WHOLE,
        can_add=_can_add(page),
        last=_last(desk, document, decided) if decided else None,
        behind=touched and bool(desk.casefile.out_of_step(REGISTER_VERSION, [document])),
        completed=tuple(dict.fromkeys(each.by for each in held.completed)),
        gone=tuple(_gone(held)),
    )


def _open(each: EffectiveRecord) -> Open:
    return Open(record_text((each.kind, each.record.id)), token(each))


def _can_add(page: ArticlePage) -> bool:
    try:
        check_open(page.summary)
    except UsageError:  # the page says above that it is not read, or that a later version stands
        return False
    return True


def _last(desk: Desk, document: str, decided: str) -> Last | None:
    every = desk.casefile.reviews(document)
    made = next((each for each in every if each.id == decided and each.action != ReviewAction.UNDO), None)
    if made is None:
        return None
    return Last(made.id, line_of(made), any(each.undoes == made.id for each in every))


def _gone(held: Effective) -> list[Gone]:
    return [
        Gone(record_text((each.kind, each.record.id)), words_of(each.record.quote), each.mark.by or "")
        for each in held.records
        if each.mark.is_rejected
    ]
