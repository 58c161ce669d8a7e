"""Bring together the reviews of one record, and find where in the text it was seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.model import Evidence, RecordKind, Span
from onrecord.review import snapshot
from onrecord.review.fields import FIELDS, KEYS, TRIGGERS, field_of, same_value
from onrecord.review.locate import locate
from onrecord.review.snapshot import Record
from onrecord.store.reviews import Review, ReviewAction, in_order


@dataclass(frozen=True, slots=True)
class Sighting:
    """Hold a record as it was seen once: the places of its words in the text of now, and its fields."""

    quote: tuple[Span, ...]
    trigger: tuple[Span, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """Hold a record that people decided on: its reviews, the oldest first, and how it was seen.

    ``why`` says why its words are not found; there are no sightings then.
    """

    id: str
    kind: RecordKind
    reviews: tuple[Review, ...]
    seen: tuple[Sighting, ...]
    beside: tuple[Sighting, ...]  # other records that stood on the same words
    why: str | None = None

    @property
    def is_added(self) -> bool:
        """Tell whether a person added it, the machine having missed it."""
        return self.reviews[0].action == ReviewAction.ADD

    @property
    def by(self) -> frozenset[str]:
        """Return who decided on it."""
        return frozenset(review.by for review in self.reviews)


def holding(reviews: Iterable[Review]) -> list[Review]:
    """Return the reviews that were not taken back, the oldest first, without those that take back."""
    ordered = sorted(reviews, key=in_order)
    undone = {each.undoes for each in ordered if each.action == ReviewAction.UNDO}
    return [each for each in ordered if each.action != ReviewAction.UNDO and each.id not in undone]


def subjects(text: str, reviews: Iterable[Review]) -> list[Subject]:
    """Return the records that reviews of a document are about, by when they were first decided on."""
    groups: dict[str, list[Review]] = {}
    for review in holding(reviews):
        if review.kind is not None:
            groups.setdefault(review.subject, []).append(review)
    found = [_subject(text, name, each) for name, each in groups.items()]
    return _united(text, found)


def sighting(kind: RecordKind, record: Record) -> Sighting:
    """Return a record of the present reading as it is seen now."""
    trigger = getattr(record, TRIGGERS[kind])
    held = trigger if isinstance(trigger, tuple) else (trigger,)
    return Sighting(_spans(record.quote), _spans(held), snapshot.to_json(record))


def brief(kind: RecordKind, record: Record) -> dict[str, Any]:
    """Return what tells a record apart from others on its words, as a review keeps it of its neighbours."""
    names = ("quote", TRIGGERS[kind], *KEYS[kind])
    return {name: snapshot.plain(getattr(record, name)) for name in names}


def overlap(left: Sequence[Span], right: Sequence[Span]) -> tuple[float, float]:
    """Return the characters that two contents share: of all of theirs, and of the shorter one's.

    >>> overlap([Span(0, 10)], [Span(5, 10)])
    (0.5, 1.0)
    """
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    sizes = [sum(span.end - span.start for span in each) for each in (left, right)]
    return shared / max(1, sum(sizes) - shared), shared / max(1, min(sizes))


def agreeing(kind: RecordKind, left: Mapping[str, Any], right: Mapping[str, Any]) -> float:
    """Return the share of the fields that tell records apart in which two records agree."""
    return _share(kind, KEYS[kind], left, right)


def alike(kind: RecordKind, left: Mapping[str, Any], right: Mapping[str, Any]) -> float:
    """Return the share of all fields in which two records agree."""
    return _share(kind, [each.name for each in FIELDS[kind]], left, right)


def _share(
    kind: RecordKind, names: Sequence[str], left: Mapping[str, Any], right: Mapping[str, Any]
) -> float:
    both = [name for name in names if name in left and name in right]
    same = sum(same_value(field_of(kind, name), left[name], right[name]) for name in both)
    return same / len(both) if both else 0.0


def _subject(text: str, name: str, reviews: Sequence[Review]) -> Subject:
    kind = reviews[0].kind
    assert kind is not None  # reviews of whole documents are no subjects
    seen: list[Sighting] = []
    beside: list[Sighting] = []
    why = None
    for review in reviews:
        place = locate(text, review.quote)
        if place.spans:
            trigger, fields = _trigger(text, review.trigger), _seen_fields(review)
            seen.append(Sighting(place.spans, trigger, fields))
            if review.action == ReviewAction.CORRECT:  # a newer machine may have it as it was put right
                seen.append(Sighting(place.spans, trigger, {**fields, **review.fields}))
        why = why or place.why
        for held in (review.fields if "quote" in review.fields else None, *review.beside):
            other = _of_json(text, kind, held) if held is not None else None
            if other is not None:
                (seen if held is review.fields else beside).append(other)
    return Subject(name, kind, tuple(reviews), tuple(seen), tuple(beside), None if seen else why)


def _seen_fields(review: Review) -> Mapping[str, Any]:
    """Return the fields of a record as it was shown; of one that was added, as it was given."""
    return review.shown if review.shown is not None else review.fields


def _of_json(text: str, kind: RecordKind, held: Mapping[str, Any]) -> Sighting | None:
    quote = locate(text, [Evidence(**each) for each in held["quote"]])
    trigger = held.get(TRIGGERS[kind]) or ()
    pieces = [trigger] if isinstance(trigger, Mapping) else trigger
    if not quote.spans:
        return None
    return Sighting(quote.spans, _trigger(text, [Evidence(**each) for each in pieces]), held)


def _trigger(text: str, evidence: Iterable[Evidence]) -> tuple[Span, ...]:
    return locate(text, evidence).spans


def _spans(evidence: Iterable[Evidence]) -> tuple[Span, ...]:
    return tuple(Span(each.start, each.end) for each in evidence)


def _united(text: str, found: Sequence[Subject]) -> list[Subject]:
    """Make one subject of those that reviewers of different casefiles made of one record."""
    out: list[Subject] = []
    for subject in found:
        same = next((at for at, each in enumerate(out) if _is_same(each, subject)), None)
        if same is None:
            out.append(subject)
        else:
            together = sorted((*out[same].reviews, *subject.reviews), key=in_order)
            out[same] = _subject(text, out[same].id, together)
    return out


def _is_same(left: Subject, right: Subject) -> bool:
    """Tell whether the first sightings of two subjects are one record: the same words and the same keys."""
    if left.kind != right.kind or not left.seen or not right.seen:
        return False
    return same_record(left.kind, left.seen[0], right.seen[0]) and not stood_apart(left, right)


def stood_apart(left: Subject, right: Subject) -> bool:
    """Tell whether one of two subjects was decided on while the other stood beside it."""
    pairs = ((left.beside, right.seen), (right.beside, left.seen))
    return any(same_record(left.kind, a, b) for beside, seen in pairs for a in beside for b in seen)


def same_record(kind: RecordKind, left: Sighting, right: Sighting) -> bool:
    """Tell whether two sightings are of one record, whatever else became of its bounds."""
    apart = bool(left.trigger and right.trigger) and not overlap(left.trigger, right.trigger)[0]
    return (
        not apart
        and overlap(left.quote, right.quote)[0] >= 0.5
        and agreeing(kind, left.fields, right.fields) == 1.0
    )
