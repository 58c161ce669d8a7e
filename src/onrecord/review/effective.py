"""Lay what people decided over what the machine found: the records that lists, exports and articles show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from onrecord.model import Document, Evidence, Reading, RecordKind
from onrecord.review import snapshot
from onrecord.review.attach import SetAside, attach
from onrecord.review.fields import FIELDS, Form, field_of, renamed, same_value, with_values
from onrecord.review.locate import located
from onrecord.review.snapshot import Record, kind_of
from onrecord.review.subjects import Subject
from onrecord.review.verdicts import RECORD, Disagreement, Verdict, verdict
from onrecord.store.reviews import Review, ReviewAction

_PREFIX = "r"  # of the id of a record that a person made, which no digest of the machine's begins with


class ReviewState(StrEnum):
    """What became of a record in review."""

    NONE = "none"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    ADDED = "added"
    DISPUTED = "disputed"  # reviewers differ; the latest of each field is shown


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """Say of a shown record what people decided about it."""

    state: ReviewState = ReviewState.NONE
    by: str | None = None  # who decided last
    at: datetime | None = None
    is_rejected: bool = False  # by the latest word on it, disputed or not
    is_found: bool = True  # by the machine, in the reading that is shown
    corrected: tuple[str, ...] = ()  # fields in which a person's value holds against the machine's
    disagreements: tuple[Disagreement, ...] = ()
    subject: str | None = None  # id of the first review


@dataclass(frozen=True, slots=True)
class EffectiveRecord:
    """Hold a record as it is shown, what was decided about it, and what the machine has."""

    record: Record
    mark: ReviewMark
    machine: Record | None
    subject: Subject | None = None

    @property
    def kind(self) -> RecordKind:
        """Return of which kind it is."""
        return kind_of(self.record)


@dataclass(frozen=True, slots=True)
class Effective:
    """Hold the records of a document with what people decided, and the reviews that hold nowhere."""

    document_id: str
    machine: Reading | None
    records: tuple[EffectiveRecord, ...]  # each kind in the order of the reading
    set_aside: tuple[SetAside, ...] = ()  # reviews whose passage is gone or changed
    waiting: tuple[Subject, ...] = ()  # rejected records that this reading does not have
    completed: tuple[Review, ...] = field(default=())  # by whom and when it was said to be looked at in full

    def shown(self, *, rejected: bool = False) -> tuple[EffectiveRecord, ...]:
        """Return the records that a person is to see."""
        return tuple(each for each in self.records if rejected or not each.mark.is_rejected)

    def of_kind(self, kind: RecordKind, *, rejected: bool = False) -> tuple[EffectiveRecord, ...]:
        """Return the records of one kind that a person is to see, in the order of ``reading``."""
        return tuple(each for each in self.shown(rejected=rejected) if each.kind == kind)

    def reading(self, *, rejected: bool = False) -> Reading | None:
        """Return the reading with what was decided; ``None`` where the document was not read."""
        if self.machine is None:
            return None
        lists: dict[str, Any] = {
            snapshot.list_name(kind): tuple(each.record for each in self.of_kind(kind, rejected=rejected))
            for kind in RecordKind
        }
        return replace(self.machine, **lists)


def effective(
    document: Document,
    reading: Reading | None,
    reviews: Sequence[Review],
    names: Mapping[str, str] | None = None,
) -> Effective:
    """Apply the reviews of a document to its reading.

    Args:
        document: the article as it is now.
        reading: what the machine found in it, with actors named as decided.
        reviews: all reviews of the document and its other versions, undone ones too.
        names: names of actors that decisions change everywhere, each with the one that holds.
    """
    machine = [each for kind in RecordKind for each in _machine(reading, kind)]
    if not reviews:
        return Effective(
            document.id, reading, tuple(EffectiveRecord(each, ReviewMark(), each) for each in machine)
        )
    attached = attach(document.text, reviews, machine)
    about: dict[int, list[Subject]] = {}
    homeless = []
    for subject, at in attached.found:
        if at is None:
            homeless.append(subject)
        else:
            about.setdefault(at, []).append(subject)
    out = [
        _of_machine(document.text, each, about.get(at, []), names or {}) for at, each in enumerate(machine)
    ]
    waiting = []
    for subject in homeless:
        made = _of_person(document, subject, names or {})
        if made is None:
            waiting.append(subject)
        else:
            out.append(made)
    return Effective(
        document.id,
        reading,
        _in_place(out),
        attached.set_aside,
        tuple(waiting),
        completions(document, reviews),
    )


def completions(document: Document, reviews: Sequence[Review]) -> tuple[Review, ...]:
    """Return the reviews that hold and say that this very page was looked at in full."""
    undone = {each.undoes for each in reviews}
    return tuple(
        each
        for each in reviews
        if each.action == ReviewAction.COMPLETE
        and each.id not in undone
        and each.document.digest == document.digest
    )


def _machine(reading: Reading | None, kind: RecordKind) -> tuple[Record, ...]:
    return () if reading is None else snapshot.records_of(reading, kind)


def _of_machine(
    text: str, record: Record, subjects: Sequence[Subject], names: Mapping[str, str]
) -> EffectiveRecord:
    """Lay what was decided over a record that the machine has."""
    if not subjects:
        return EffectiveRecord(record, ReviewMark(), record)
    subject = _together(subjects)
    found = verdict(subject, names)
    kind = subject.kind
    values = _values(text, kind, found)
    differing = {
        name: value
        for name, value in values.items()
        if not same_value(field_of(kind, name), value, getattr(record, name))
    }
    shown = with_values(record, differing)
    return EffectiveRecord(shown, _mark(found, subject, tuple(differing), is_found=True), record, subject)


def _of_person(document: Document, subject: Subject, names: Mapping[str, str]) -> EffectiveRecord | None:
    """Make the record that people say is there and the machine lacks; ``None`` where it is rejected."""
    found = verdict(subject, names)
    if not found.record.value:
        return None
    latest = next(
        each for each in reversed(subject.reviews) if (each.shown or each.action == ReviewAction.ADD)
    )
    held = renamed(subject.kind, latest.shown if latest.shown is not None else latest.fields, names)
    base = _replaced(document, subject, held)
    values = _values(document.text, subject.kind, found)
    record = with_values(base, {name: each for name, each in values.items() if name in held or each})
    corrected = tuple(name for name, each in found.fields.items() if each.corrected)
    mark = _mark(found, subject, () if found.is_added else corrected, is_found=False)
    return EffectiveRecord(record, mark, None, subject)


def _together(subjects: Sequence[Subject]) -> Subject:
    first, *others = sorted(subjects, key=lambda each: (each.reviews[0].at, each.id))
    reviews = sorted((r for each in (first, *others) for r in each.reviews), key=lambda r: (r.at, r.id))
    return replace(first, reviews=tuple(reviews))


def _values(text: str, kind: RecordKind, found: Verdict) -> dict[str, Any]:
    """Return the values that hold, their words where they stand now; words that are gone are left out."""
    out = {}
    for name, opinion in found.fields.items():
        form = field_of(kind, name).form
        value = snapshot.value_of(kind, name, opinion.value)
        if form == Form.WORDS:
            pieces = [located(text, each) for each in value]
            if None in pieces:
                continue
            value = tuple(pieces)
        elif form == Form.QUANTITIES:
            places = [(each, located(text, each.text)) for each in value]
            if any(place is None for _, place in places):
                continue
            value = tuple(replace(each, text=place) for each, place in places)
        out[name] = value
    return out


def _mark(found: Verdict, subject: Subject, differing: tuple[str, ...], *, is_found: bool) -> ReviewMark:
    corrected = tuple(each.name for each in FIELDS[subject.kind] if each.name in differing)
    return ReviewMark(
        state=_state(found, bool(corrected), is_found),
        by=found.by,
        at=found.at,
        is_rejected=not found.record.value,
        is_found=is_found,
        corrected=corrected,
        disagreements=found.disagreements,
        subject=subject.id,
    )


def _state(found: Verdict, corrected: bool, is_found: bool) -> ReviewState:
    if found.disagreements:
        return ReviewState.DISPUTED
    if not found.record.value:
        return ReviewState.REJECTED
    if found.is_added and not is_found:
        return ReviewState.ADDED
    by_hand = corrected if found.is_added else found.is_corrected
    return ReviewState.CORRECTED if by_hand else ReviewState.ACCEPTED


def _replaced(document: Document, subject: Subject, held: Mapping[str, Any]) -> Record:
    """Make the record of a review, its words placed where they stand in the text now.

    Words that are gone are left out; where those of the trigger are, the quote stands for them.
    """
    text = document.text
    placed: dict[str, Any] = {name: _placed(text, value) for name, value in held.items()}
    placed["quote"] = [snapshot.plain(Evidence.at(text, span)) for span in subject.seen[-1].quote]
    if subject.kind in (RecordKind.COMMITMENT, RecordKind.EVENT) and not placed.get("trigger"):
        placed["trigger"] = placed["quote"][0]
    placed["id"] = _PREFIX + subject.id[:15]
    placed["document_id"] = document.id
    return snapshot.of_json(subject.kind, placed)


_SELECTOR = {"start", "end", "exact", "prefix", "suffix"}


def _placed(text: str, value: Any) -> Any:
    """Return JSON whose evidence points into the text of now; what points at gone words is left out."""
    if isinstance(value, Mapping):
        if set(value) == _SELECTOR:
            found = located(text, Evidence(**value))
            return None if found is None else snapshot.plain(found)
        inner = {name: _placed(text, each) for name, each in value.items()}
        lost = any(inner[name] is None and isinstance(value[name], Mapping) for name in value)
        return None if lost else inner
    if isinstance(value, list):
        kept = [_placed(text, each) for each in value]
        return [each for each, was in zip(kept, value, strict=True) if each is not None or was is None]
    return value


def _in_place(records: Sequence[EffectiveRecord]) -> tuple[EffectiveRecord, ...]:
    """Put what people added among the machine's records, by where it stands."""
    kinds = list(RecordKind)
    machine = [each for each in records if each.machine is not None]
    for added in (each for each in records if each.machine is None):
        start = _start(added)
        mine = [at for at, each in enumerate(machine) if each.kind == added.kind and _start(each) <= start]
        before = [at for at, each in enumerate(machine) if kinds.index(each.kind) < kinds.index(added.kind)]
        machine.insert(max([*mine, *before], default=-1) + 1, added)
    return tuple(machine)


def _start(each: EffectiveRecord) -> int:
    return min(piece.start for piece in each.record.quote)


__all__ = ["RECORD", "Effective", "EffectiveRecord", "ReviewMark", "ReviewState", "completions", "effective"]
