"""Tell what people decided about an entry: its reports, merging and splitting, its release."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from onrecord.model import Entry, JudgementKind
from onrecord.model.publishing import ReleaseKind
from onrecord.review.view import ReviewedView
from onrecord.store.judging import holding
from onrecord.store.reviews import Review, ReviewAction

_REVIEWED = {
    ReviewAction.ACCEPT: "accepted report {}",
    ReviewAction.CORRECT: "corrected report {}",
    ReviewAction.REJECT: "rejected report {}",
    ReviewAction.ADD: "added report {}",
    ReviewAction.UNDO: "took a decision on report {} back",
}
_JUDGED = {
    JudgementKind.SAME_ACT: "decided that two reports are of one act",
    JudgementKind.OTHER_ACT: "decided that two reports are of different acts",
}
_RELEASED = {
    ReleaseKind.HOLD: "held it back from publication",
    ReleaseKind.RELEASE: "took a decision on publication back",
    ReleaseKind.PUBLISH: "released it for publication",
    ReleaseKind.WITHDRAW: "withdrew it",
    ReleaseKind.CORRECT: "corrected it for readers",
    ReleaseKind.REPLY: "added a reply",
    ReleaseKind.SUPPRESS: "suppressed a name or a source",
}


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold one decision; ``undone``: it does not hold any more."""

    at: datetime
    by: str
    what: str
    note: str = ""
    undone: bool = False


def history(entry: Entry, view: ReviewedView, aliases: Collection[str]) -> tuple[Decided, ...]:
    """Return every decision that concerns an entry, the oldest first.

    Args:
        entry: what was decided on.
        view: the casefile as people decided on it.
        aliases: ids that the entry had before.
    """
    ids = {entry.id, *aliases}
    found = [*_reviews(entry, view), *_judgements(entry, view), *_releases(entry, view, ids)]
    return tuple(sorted(found, key=lambda each: (each.at, each.by, each.what)))


def _reviews(entry: Entry, view: ReviewedView) -> Iterator[Decided]:
    """Yield what was decided on the records that report an entry."""
    numbers = {report.act.record: number for number, report in enumerate(entry.reports, 1)}
    documents = {report.act.document for report in entry.reports} & view.casefile.reviewed()
    for document in sorted(documents):
        for each in view.effective(document).records:
            if each.subject is not None and each.record.id in numbers:
                undone = {review.undoes for review in each.subject.reviews if review.undoes}
                for review in each.subject.reviews:
                    yield _reviewed(review, numbers[each.record.id], review.id in undone)


def _reviewed(review: Review, number: int, undone: bool) -> Decided:
    what = _REVIEWED.get(review.action, f"{review.action.value} report {{}}").format(number)
    if review.action is ReviewAction.CORRECT and review.fields:
        what += f" ({', '.join(name.replace('_', ' ') for name in review.fields)})"
    return Decided(review.at, review.by, what, review.note or "", undone)


def _judgements(entry: Entry, view: ReviewedView) -> Iterator[Decided]:
    """Yield what shaped an entry: which reports were said to be of one act, or of two."""
    if not entry.decided:
        return
    every = view.casefile.judgements()
    held = {each.id for each in holding(every)}
    for each in every:
        if each.id in entry.decided and each.kind in _JUDGED:
            yield Decided(each.at, each.by, _JUDGED[each.kind], each.note or "", each.id not in held)


def _releases(entry: Entry, view: ReviewedView, ids: Collection[str]) -> Iterator[Decided]:
    """Yield what was decided on the publication of an entry, found by its id or where its words stand."""
    places = set(entry.places)
    every = view.casefile.releases()
    mine = {each.id for each in every if each.entry in ids or (each.place and each.place in places)}
    undone = {each.undoes for each in every if each.undoes}
    for each in every:
        if each.id in mine or each.undoes in mine:
            what = _RELEASED.get(each.kind, each.kind.value)
            yield Decided(each.at, each.by, what, each.reason, each.id in undone)
