"""Say of each decision on records whether and how it holds in the text and reading of now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.review.view import ReviewedView
from onrecord.store.reviews import KeptReview, ReviewAction

HOLDS = "holds"
UNDONE = "undone"


def states(view: ReviewedView, kept: Sequence[KeptReview]) -> dict[str, str]:
    """Return for each decision, by its id, whether and how it holds in the newest version of its document."""
    found = {each.review.id: HOLDS for each in kept}
    for document in sorted({newest(view, each.document) for each in kept if each.document is not None}):
        found |= {name: why for name, why in _of_document(view, document) if name in found}
    for each in kept:
        if each.document is None:
            told = f"set aside: its document {each.review.document.name} is not in this casefile"
            found[each.review.id] = told
        if each.review.undoes in found:
            found[each.review.undoes] = UNDONE
    return found


def newest(view: ReviewedView, document: str) -> str:
    """Return the id of the newest version of a document."""
    versions: tuple[Any, ...] = view.versions(document)
    return next((str(each.id) for each in reversed(versions) if each.newest), document)


def _of_document(view: ReviewedView, document: str) -> Iterator[tuple[str, str]]:
    found = view.effective(document)
    yield from ((each.review.id, f"set aside: {each.why}") for each in found.set_aside)
    held = {each.id for each in found.completed}
    for review in view.reviews(document):
        if review.action == ReviewAction.COMPLETE and review.id not in held:
            yield review.id, "set aside: the page has changed since"
    for subject in found.waiting:
        yield from ((each.id, "holds: the model does not find this record now") for each in subject.reviews)
    for record in found.records:
        if record.subject is not None and record.machine is None and record.mark.state != "added":
            told = "holds: the model does not find this record now, it is kept"
            yield from ((each.id, told) for each in record.subject.reviews)
