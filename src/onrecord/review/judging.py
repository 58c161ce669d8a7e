"""Turn the reviews of a document into judgements that the machine's records are scored by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.evaluation.reviewed import ReviewedRecord
from onrecord.review.effective import Effective, EffectiveRecord
from onrecord.review.fields import field_of, same_value
from onrecord.review.subjects import Subject
from onrecord.review.verdicts import verdict
from onrecord.store.reviews import ReviewAction

_CATEGORIES: Mapping[ReviewAction, str] = {
    ReviewAction.ACCEPT: "accepted",
    ReviewAction.CORRECT: "corrected",
    ReviewAction.REJECT: "rejected",
    ReviewAction.ADD: "added",
}


def judgements(found: Effective, names: Mapping[str, str]) -> Iterator[ReviewedRecord]:
    """Yield one judgement for each record of a document that somebody decided on."""
    complete = bool(found.completed)
    for each in found.records:
        if each.subject is not None:
            yield _judged(found.document_id, each, each.subject, names, complete)


def _judged(
    document: str, each: EffectiveRecord, subject: Subject, names: Mapping[str, str], complete: bool
) -> ReviewedRecord:
    opinions = dict(_opinions(subject))
    if each.machine is None:
        return ReviewedRecord(document, each.kind.value, None, {}, opinions, complete)
    decided = verdict(subject, names)
    is_there = bool(decided.record.value)
    fields = {
        name: same_value(field_of(each.kind, name), opinion.value, getattr(each.machine, name))
        for name, opinion in decided.fields.items()
        if is_there
    }
    return ReviewedRecord(document, each.kind.value, is_there, fields, opinions, complete)


def _opinions(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield what each reviewer made of the record: who corrects and then accepts has corrected it."""
    for name in subject.by:
        actions = [review.action for review in subject.reviews if review.by == name]
        last = actions[-1]
        if last == ReviewAction.ACCEPT and ReviewAction.CORRECT in actions:
            last = ReviewAction.CORRECT
        if last == ReviewAction.CORRECT and ReviewAction.ADD in actions:
            last = ReviewAction.ADD
        yield name, _CATEGORIES[last]
