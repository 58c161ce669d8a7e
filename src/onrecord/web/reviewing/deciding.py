"""Make the decisions that a page sends, as the command makes them: checked against what was seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError, UsageError
from onrecord.model import Document, RecordKind, Span
from onrecord.review.effective import EffectiveRecord
from onrecord.review.fields import FIELDS, Form
from onrecord.review.making import Reviewer
from onrecord.review.snapshot import to_json
from onrecord.review.telling import decided
from onrecord.review.values import Setting, Taken, take
from onrecord.review.view import ReviewedView
from onrecord.store.reviews import Review, ReviewAction
from onrecord.store.rows import storable

if TYPE_CHECKING:
    from onrecord.model import Quantity
    from onrecord.store.interface import CasefileStore, CasefileView

DECISIONS = ("accept", "correct", "reject", "complete")
_AWAY = 40  # characters from which on words are not those that were chosen
MOST = 4000
"""Characters that a value or a note has at most."""


class ChangedError(OnrecordError):
    """Report that a record is not any more as it was when it was shown."""


class PlacesError(UsageError):
    """Report words that stand in several places, so that one can be chosen."""

    def __init__(self, words: str, places: Sequence[Span], text: str) -> None:
        super().__init__(f"the words {words!r} stand in {len(places)} places", None, "choose one of them")
        self.words = words
        self.places = tuple((place, _around(text, place)) for place in places)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a decision on a record as a page sends it."""

    document: str
    kind: RecordKind
    record: str  # id
    decision: str  # one of DECISIONS
    seen: str  # token of the record as it was shown
    note: str = ""
    field: str = ""
    value: str = ""
    at: tuple[int, ...] = ()  # where words were chosen in the text


@dataclass(frozen=True, slots=True)
class Made:
    """Hold a decision that was kept, and what is to be said about it."""

    review: Review
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """Hold what typed values are understood by; ``actor`` is made where a name is typed, since it is dear."""

    issues: Collection[str]
    actor: Callable[[], Callable[[str], str]]


def token(each: EffectiveRecord) -> str:
    """Return what tells whether a record is still as it was shown: its fields and the decisions on it."""
    reviews = [review.id for review in each.subject.reviews] if each.subject is not None else []
    written = json.dumps([to_json(each.record), reviews], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:20]


def found(view: ReviewedView, document: str, kind: RecordKind, record: str) -> EffectiveRecord | None:
    """Return a record of a document as people decided on it; ``None`` where there is none."""
    held = view.effective(document).of_kind(kind, rejected=True)
    return next((each for each in held if each.record.id == record), None)


def decide(casefile: CasefileStore, by: str, asked: Asked, means: Means) -> Made:
    """Keep a decision, in one transaction with the look at what it is on.

    Raises:
        ChangedError: the record is not as it was shown: somebody else decided on it, or it was read anew.
        PlacesError: the words of a correction stand in several places.
        UsageError: there is no such field, or it does not take such a value.
    """
    document = casefile.document(asked.document)
    taken = _taken(document, casefile, asked, means) if asked.decision == "correct" else None
    with casefile.batch():
        view = ReviewedView(casefile)
        each = found(view, document.id, asked.kind, asked.record)
        if each is None:
            what = "this record is not there any more: the article was read anew, or a decision took it away"
            raise ChangedError(what, None, "go on with the next one")
        if token(each) != asked.seen:
            raise ChangedError(_changed(each), None, "look at it as it is now, and decide again")
        reviewer = Reviewer(storable(by).strip(), document, view.effective(document.id))
        note = storable(asked.note).strip()[:MOST] or None
        review = _made(reviewer, each, asked, taken, note)
        casefile.add_reviews([review])
    return Made(review, taken.remark if taken else None)


def undo(casefile: CasefileStore, by: str, review_id: str, *, anybodys: bool = False) -> Review:
    """Take a decision back; return it, not what takes it back.

    Args:
        casefile: to keep that in.
        by: who takes it back.
        review_id: of the decision.
        anybodys: decisions of others too.

    Raises:
        UsageError: there is no such decision, it is somebody else's, or it was taken back already.
    """
    with casefile.batch():
        head = next((each for each in casefile.review_heads() if each.id == review_id), None)
        if head is None or head.document is None or head.action == ReviewAction.UNDO:
            raise UsageError(f"there is no decision {review_id!r} to undo")
        if head.by != by and not anybodys:
            raise UsageError(f"the decision is {head.by}'s: only they, or an admin, take it back")
        every = casefile.reviews(head.document)
        if any(each.undoes == review_id for each in every):
            raise UsageError("the decision was taken back already")
        review = next(each for each in every if each.id == review_id)
        document = casefile.document(head.document)
        shown = ReviewedView(casefile).effective(document.id)
        casefile.add_reviews([Reviewer(storable(by).strip(), document, shown).undo(review)])
        return review


def _made(
    reviewer: Reviewer, each: EffectiveRecord, asked: Asked, taken: Taken | None, note: str | None
) -> Review:
    match asked.decision:
        case "accept":
            return reviewer.accept(each, note)
        case "reject":
            return reviewer.reject(each, note)
        case "complete":
            return reviewer.complete(note)
        case "correct" if taken is not None:
            return reviewer.correct(each, {asked.field: taken.value}, note)
    raise UsageError(f"{asked.decision!r} is no decision", None, f"it is one of {', '.join(DECISIONS)}")


def _taken(document: Document, casefile: CasefileView, asked: Asked, means: Means) -> Taken:
    """Return the value that was typed, by the rules of the command."""
    field = next((each for each in FIELDS[asked.kind] if each.name == asked.field), None)
    if field is None:
        raise UsageError(f"a {asked.kind.value} has no field {asked.field!r}")
    near = _near(casefile, document, asked)
    actor = means.actor() if field.form in (Form.ACTOR, Form.ACTORS) else str
    value = storable(asked.value)[:MOST]
    return take(
        field,
        value,
        Setting(document.text, near, means.issues, actor, chooser(document.text, asked.at), amounts),
    )


def _near(casefile: CasefileView, document: Document, asked: Asked) -> int:
    each = found(ReviewedView(casefile), document.id, asked.kind, asked.record)
    return min(piece.start for piece in each.record.quote) if each is not None else 0


def chooser(text: str, at: Sequence[int]) -> Callable[[str, list[Span]], Span | None]:
    """Return what takes that of several places which was chosen, as far as ``at`` says.

    What it returns raises ``PlacesError`` where that says nothing of the words.
    """

    def choose(words: str, places: list[Span]) -> Span | None:
        # Browsers count line breaks otherwise than files may have them: the nearest is meant.
        near = [(abs(place.start - one), place.start, place) for place in places for one in at]
        away, _, chosen = min(near, default=(_AWAY, 0, None), key=lambda each: each[:2])
        if chosen is None or away >= _AWAY:
            raise PlacesError(words, places, text)
        return chosen

    return choose


def amounts(text: str, span: Span) -> tuple[Quantity, ...]:
    """Return the quantities that a stretch of a text has."""
    from onrecord.coding.quantities import quantities

    return quantities(text, span)


def _around(text: str, place: Span) -> str:
    before, after = text[max(0, place.start - 40) : place.start], text[place.end : place.end + 40]
    return " ".join(f"…{before}[{place.of(text)}]{after}…".split())


def _changed(each: EffectiveRecord) -> str:
    told = "; ".join(decided(each.mark)) or "it was read anew, or its decisions were taken back"
    return f"this record changed since it was shown: {told}"
