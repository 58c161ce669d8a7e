"""Find for each record that people decided on the machine's record that it is now: by evidence, one to one.

Where several records stand on the same words, their keys (party and measure, kind and participants ...) tell
them apart; so do the neighbours that a review remembers: a record that stood beside the reviewed one is never
taken for it, not even where the reviewed one is gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.model import RecordKind
from onrecord.review.snapshot import Record, kind_of
from onrecord.review.subjects import (
    Sighting,
    Subject,
    agreeing,
    alike,
    overlap,
    same_record,
    sighting,
    stood_apart,
    subjects,
)
from onrecord.store.reviews import Review

_ENOUGH = 0.5  # share of characters from which two contents are on the same words
_NEARLY = 0.9
_FOUND_BEFORE = 0.3  # settles near ties between records on the same words


@dataclass(frozen=True, slots=True)
class SetAside:
    """Hold a review that nothing of the document can be tied to, and why."""

    review: Review
    why: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """Hold what reviews are about: each subject with its place among the records; ``None``: it has none."""

    found: tuple[tuple[Subject, int | None], ...]
    set_aside: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Hold something that a record may be: a subject, or a neighbour that a subject remembers."""

    subject: Subject
    seen: tuple[Sighting, ...]
    is_neighbour: bool
    name: str  # settles ties


def attach(text: str, reviews: Iterable[Review], records: Sequence[Record]) -> Attachment:
    """Tie the reviews of a document to its records as they are now.

    The outcome does not depend on the order of reviews or records.

    Args:
        text: the document's clean text.
        reviews: all of its reviews, those of its other versions and undone ones too.
        records: the machine's records of all kinds, in any order.
    """
    every = subjects(text, reviews)
    placed = [each for each in every if each.seen]
    taken: dict[str, int] = {}
    for kind in RecordKind:
        mine = [each for each in placed if each.kind == kind]
        indexes = [at for at, record in enumerate(records) if kind_of(record) == kind]
        taken |= _assigned(kind, mine, records, indexes)
    aside = [
        SetAside(review, subject.why or "its words are not found")
        for subject in every
        if not subject.seen
        for review in subject.reviews
    ]
    return Attachment(tuple((each, taken.get(each.id)) for each in placed), tuple(aside))


def _assigned(
    kind: RecordKind, mine: Sequence[Subject], records: Sequence[Record], indexes: Sequence[int]
) -> dict[str, int]:
    """Assign records to subjects, the best pair first; a neighbour takes its record out of the game."""
    if not mine:
        return {}
    now = {at: sighting(kind, records[at]) for at in indexes}
    order = {at: _canonical(seen) for at, seen in now.items()}
    candidates = [*(_Candidate(each, each.seen, False, each.id) for each in mine), *_neighbours(kind, mine)]
    pairs = sorted(
        (-score, candidate.is_neighbour, order[at], candidate.name, number, at)
        for number, candidate in enumerate(candidates)
        for at, seen in now.items()
        if (score := _best(kind, candidate, seen)) > 0
    )
    taken: dict[str, int] = {}
    done: set[int] = set()
    owners: dict[int, list[Subject]] = {}
    for *_, number, at in pairs:
        candidate = candidates[number]
        if number in done or at in owners:
            continue
        done.add(number)
        owners[at] = [candidate.subject] if not candidate.is_neighbour else []
        if not candidate.is_neighbour:
            taken[candidate.subject.id] = at
    _second_opinions(kind, mine, now, owners, taken)
    return taken


def _best(kind: RecordKind, candidate: _Candidate, now: Sighting) -> float:
    """Return how well a record fits a candidate; what a machine had found goes before what it had missed."""
    score = max(_likeness(kind, each, now) for each in candidate.seen)
    missed = not candidate.is_neighbour and candidate.subject.is_added
    return score + _FOUND_BEFORE if score > 0 and not missed else score


def _neighbours(kind: RecordKind, mine: Sequence[Subject]) -> list[_Candidate]:
    """Return the remembered neighbours that nobody decided on, each once."""
    out: list[_Candidate] = []
    for subject in mine:
        for seen in subject.beside:
            decided = any(same_record(kind, seen, each) for other in mine for each in other.seen)
            known = any(same_record(kind, seen, each.seen[0]) for each in out)
            if not decided and not known:
                out.append(_Candidate(subject, (seen,), True, _canonical(seen)))
    return out


def _second_opinions(
    kind: RecordKind,
    mine: Sequence[Subject],
    now: dict[int, Sighting],
    owners: dict[int, list[Subject]],
    taken: dict[str, int],
) -> None:
    """Tie what is left over to a record that somebody else decided on, where it is plainly the same."""
    for subject in mine:
        if subject.id in taken:
            continue
        ranked = sorted(
            (-max(_likeness(kind, each, now[at]) for each in subject.seen), _canonical(now[at]), at)
            for at, others in owners.items()
            if others and not any(other.by & subject.by or stood_apart(other, subject) for other in others)
        )
        for score, _, at in ranked[:1]:
            seen = max(subject.seen, key=lambda each: _likeness(kind, each, now[at]))
            if score < 0 and overlap(seen.quote, now[at].quote)[0] >= _NEARLY:
                taken[subject.id] = at
                owners[at].append(subject)


def _likeness(kind: RecordKind, seen: Sighting, now: Sighting) -> float:
    """Return how well a record of now fits one that was seen; 0.0 where it is another."""
    share, contained = overlap(seen.quote, now.quote)
    trigger = overlap(seen.trigger, now.trigger)[0] > 0 if seen.trigger and now.trigger else False
    keys = agreeing(kind, seen.fields, now.fields)
    if kind == RecordKind.STATEMENT:
        # Its words make a statement: who said it may be put right, and one cue may have several contents.
        fits = contained >= _ENOUGH and (share >= _ENOUGH or keys > 0)
        weight = 2 * share + keys
    else:
        on_it = contained >= _ENOUGH or (trigger and share > 0)
        other_word = bool(seen.trigger and now.trigger) and not trigger
        fits = on_it and (keys == 1 if other_word else keys > 0 or (trigger and share >= _ENOUGH))
        weight = share + 2 * keys
    return weight + trigger / 2 + alike(kind, seen.fields, now.fields) / 10 if fits else 0.0


def _canonical(seen: Sighting) -> str:
    """Return what settles ties: where a record stands and what it says, never its id or its number."""
    held = {name: value for name, value in seen.fields.items() if name not in ("id", "document_id")}
    first = min(span.start for span in seen.quote)
    return f"{first:012d} {json.dumps(held, sort_keys=True, ensure_ascii=False)}"
