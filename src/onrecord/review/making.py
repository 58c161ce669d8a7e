"""Make reviews: what a person decides about a record, with all that finds the record again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from onrecord.errors import UsageError
from onrecord.model import Document, Evidence, RecordKind
from onrecord.review.effective import Effective, EffectiveRecord
from onrecord.review.fields import TRIGGERS
from onrecord.review.snapshot import Record, to_json
from onrecord.review.subjects import brief, overlap, sighting
from onrecord.store.reviews import Review, ReviewAction, ReviewedDocument, sealed


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Make the reviews of one person on one document as it is shown."""

    by: str
    document: Document
    shown: Effective

    def accept(self, each: EffectiveRecord, note: str | None = None) -> Review:
        """Decide that a record is right as it is shown."""
        return self._on(each, ReviewAction.ACCEPT, {}, note)

    def correct(self, each: EffectiveRecord, fields: Mapping[str, Any], note: str | None = None) -> Review:
        """Decide on other values, in JSON, for some fields of a record.

        Raises:
            UsageError: the record has these values already: that is no correction.
        """
        held = to_json(each.record)
        if fields and all(held.get(name) == value for name, value in fields.items()):
            named = " and ".join(name.replace("_", " ") for name in fields)
            bare = all(value in (None, "", []) for value in fields.values())
            told = f"has no {named} as it is" if bare else f"has this {named} already"
            remedy = "accept it if it is right as it stands, or type another value"
            raise UsageError(f"that changes nothing: the record {told}", None, remedy)
        return self._on(each, ReviewAction.CORRECT, fields, note)

    def reject(self, each: EffectiveRecord, note: str | None = None) -> Review:
        """Decide that there is no such record."""
        return self._on(each, ReviewAction.REJECT, {}, note)

    def add(self, kind: RecordKind, record: Record, note: str | None = None) -> Review:
        """Decide that a record was missed."""
        bare = self._bare(kind, ReviewAction.ADD, note)
        others = _both(each for each in self.shown.records if each.kind == kind)
        held = {name: value for name, value in to_json(record).items() if name not in ("id", "document_id")}
        return sealed(
            replace(
                bare,
                quote=record.quote,
                trigger=_trigger(kind, record),
                beside=_beside(kind, record, others),
                fields=held,
            )
        )

    def complete(self, note: str | None = None) -> Review:
        """Decide that every record of the document was looked at, and that none is missing."""
        return sealed(self._bare(None, ReviewAction.COMPLETE, note))

    def undo(self, review: Review, note: str | None = None) -> Review:
        """Decide that a review does not hold any more."""
        bare = self._bare(review.kind, ReviewAction.UNDO, note)
        return sealed(replace(bare, document=review.document, undoes=review.id, about=review.subject))

    def _on(
        self, each: EffectiveRecord, action: ReviewAction, fields: Mapping[str, Any], note: str | None
    ) -> Review:
        others = _both(other for other in self.shown.records if other is not each and other.kind == each.kind)
        reading = self.shown.machine
        return sealed(
            replace(
                self._bare(each.kind, action, note),
                quote=each.record.quote,
                trigger=_trigger(each.kind, each.record),
                shown=to_json(each.record),
                beside=_beside(each.kind, each.record, others),
                fields=dict(fields),
                model=reading.model if reading is not None and each.machine is not None else None,
                about=each.mark.subject,
            )
        )

    def _bare(self, kind: RecordKind | None, action: ReviewAction, note: str | None) -> Review:
        document = self.document
        named = ReviewedDocument(document.id, document.digest, document.name, document.url)
        at = datetime.now(UTC)
        return Review(id="", at=at, by=self.by, document=named, kind=kind, action=action, note=note)


def _both(records: Iterable[EffectiveRecord]) -> list[Record]:
    """Return records as they are shown and, where that differs, as the machine has them."""
    found: list[Record] = []
    for each in records:
        found.append(each.record)
        if each.machine is not None and each.machine != each.record:
            found.append(each.machine)
    return found


def _trigger(kind: RecordKind, record: Record) -> tuple[Evidence, ...]:
    held = getattr(record, TRIGGERS[kind])
    return held if isinstance(held, tuple) else (held,)


def _beside(kind: RecordKind, record: Record, others: Iterable[Record]) -> tuple[Mapping[str, Any], ...]:
    """Return what tells the records on the same words apart from this one."""
    mine = sighting(kind, record)
    return tuple(
        brief(kind, other)
        for other in others
        if _touches(mine.quote, (seen := sighting(kind, other)).quote) or _touches(mine.trigger, seen.trigger)
    )


def _touches(left: Sequence[Any], right: Sequence[Any]) -> bool:
    return overlap(left, right)[0] > 0
