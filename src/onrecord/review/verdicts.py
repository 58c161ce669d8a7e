"""Fold the reviews of one record: the latest of each reviewer and field holds, and where reviewers differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onrecord.model import UNDECIDED, RecordKind
from onrecord.review.fields import FIELDS, field_of, is_empty, renamed, same_value
from onrecord.review.subjects import Subject
from onrecord.store.reviews import Review, ReviewAction

RECORD = "record"
"""What a disagreement on whether there is a record at all is called."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Hold what one reviewer last said of one field, or of the record itself (``True``: it is there)."""

    by: str
    at: datetime
    value: Any  # JSON
    review: str  # id
    corrected: bool  # False: confirmed as it was shown


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Hold the differing opinions on one field, the oldest first."""

    field: str
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what became of a subject: is it there, the values that hold, and who disagrees."""

    record: Opinion
    fields: Mapping[str, Opinion]
    disagreements: tuple[Disagreement, ...]
    by: str  # who decided last
    at: datetime
    is_added: bool
    is_corrected: bool


def verdict(subject: Subject, names: Mapping[str, str]) -> Verdict:
    """Return what the reviews of a subject amount to; ``names`` are actors' names as decided since."""
    opinions: dict[str, dict[str, Opinion]] = {}
    for review in subject.reviews:
        for field, opinion in _opinions(subject.kind, review, names):
            opinions.setdefault(field, {})[review.by] = opinion
    last = {field: max(held.values(), key=_in_order) for field, held in opinions.items()}
    latest = subject.reviews[-1]
    actions = {review.action for review in subject.reviews}
    return Verdict(
        record=last.pop(RECORD),
        fields=last,
        disagreements=tuple(_disagreements(subject.kind, opinions)),
        by=latest.by,
        at=latest.at,
        is_added=ReviewAction.ADD in actions,
        is_corrected=ReviewAction.CORRECT in actions,
    )


def _in_order(opinion: Opinion) -> tuple[datetime, str]:
    return opinion.at, opinion.review


def _opinions(kind: RecordKind, review: Review, names: Mapping[str, str]) -> Iterable[tuple[str, Opinion]]:
    """Yield what a review says, field by field: an accepted record is right in all that it decides."""
    is_there = review.action != ReviewAction.REJECT
    yield RECORD, Opinion(review.by, review.at, is_there, review.id, False)
    corrected = review.action in (ReviewAction.CORRECT, ReviewAction.ADD)
    said = review.fields if corrected else _confirmed(kind, review)
    known = {each.name for each in FIELDS[kind]}
    for name, value in renamed(kind, said, names).items():
        if name in known:
            yield name, Opinion(review.by, review.at, value, review.id, corrected)


def _confirmed(kind: RecordKind, review: Review) -> dict[str, Any]:
    """Return the fields that accepting a record confirms: those that it did not leave undecided."""
    if review.action != ReviewAction.ACCEPT or review.shown is None:
        return {}
    shown = review.shown
    undecided = shown.get("undecided") or {}
    described = FIELDS[kind]
    return {
        each.name: shown[each.name]
        for each in described
        if each.name in shown
        and each.name not in undecided
        and shown[each.name] != UNDECIDED
        and not (is_empty(shown[each.name]) and each.name in ("speakers", "issues"))  # empty: undecided
    }


def _disagreements(kind: RecordKind, opinions: Mapping[str, Mapping[str, Opinion]]) -> Iterable[Disagreement]:
    for field, held in opinions.items():
        ordered = tuple(sorted(held.values(), key=_in_order))
        if any(not _agree(kind, field, ordered[0].value, each.value) for each in ordered[1:]):
            yield Disagreement(field, ordered)


def _agree(kind: RecordKind, field: str, left: Any, right: Any) -> bool:
    if field == RECORD:
        return bool(left == right)
    return same_value(field_of(kind, field), left, right)
