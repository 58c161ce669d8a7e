"""Reckon what the decisions say: how often the machine is right, and how far reviewers agree.

The judgements of a document are kept as long as its reviews and its reading stay, so that one more decision
has one document looked at, not all.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.evaluation.agreeing import Alpha, agreement_of
from onrecord.evaluation.reviewed import Reviewed, ReviewedRecord, reviewed
from onrecord.model import RecordKind
from onrecord.review.judging import judgements
from onrecord.review.standing import newest
from onrecord.review.view import ReviewedView
from onrecord.web.reviewing.sampling import Draw, draws

if TYPE_CHECKING:
    from onrecord.review.ledger import Ledger
    from onrecord.web.desk import Desk

_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold the judgements of one document, each with kind and id of its record."""

    records: tuple[tuple[tuple[RecordKind, str], ReviewedRecord], ...] = ()
    complete: bool = False
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class OfDraw:
    """Hold what a sample that was drawn at random says of all records it was drawn from."""

    draw: Draw
    decided: int
    there: int  # records of it that are still there
    scores: Reviewed
    even: bool  # what was decided on is the beginning of the sample, in the order in which it was drawn


@dataclass(frozen=True, slots=True)
class Measures:
    """Hold what all decisions say."""

    records: int
    documents: int
    complete: int
    set_aside: int
    all: Reviewed
    draws: tuple[OfDraw, ...]
    alpha: Alpha | None  # on what became of records: accepted, corrected, rejected, added
    by_kind: Mapping[str, Alpha] = field(default_factory=dict)


class Judgements:
    """Keep the judgements of documents by the state that they were made of."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[object, Judged]] = OrderedDict()
        self._guard = threading.Lock()

    def of(self, view: ReviewedView, document: str, state: object) -> Judged:
        """Return the judgements of a document; made anew where its state is another."""
        with self._guard:
            held = self._kept.get(document)
        if held is not None and held[0] == state:
            return held[1]
        made = _judged(view, document)
        with self._guard:
            self._kept[document] = state, made
            self._kept.move_to_end(document)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made


def measures(desk: Desk, ledger: Ledger) -> Measures:
    """Return what the decisions of a casefile say by now."""
    view, held = desk.view(), desk.lasting(Judgements, Judgements)
    found = [held.of(view, document, state) for document, state in _states(view, ledger).items()]
    every = [record for judged in found for _, record in judged.records]
    complete = sum(judged.complete for judged in found)
    by_key = {key: record for judged in found for key, record in judged.records}
    kinds = sorted({each.kind for each in every})
    return Measures(
        records=len(every),
        documents=len(found),
        complete=complete,
        set_aside=sum(judged.set_aside for judged in found),
        all=reviewed(every, complete),
        draws=tuple(_of_draw(each, by_key) for each in draws(desk.casefile)),
        alpha=_agreement(every),
        by_kind={
            kind: alpha
            for kind in kinds
            if (alpha := _agreement([each for each in every if each.kind == kind])) is not None
        },
    )


def _states(view: ReviewedView, ledger: Ledger) -> Mapping[str, object]:
    """Return the newest versions of documents that were decided on, each with the state of its reviews."""
    last: dict[str, int] = defaultdict(int)
    for head in ledger.heads:
        if head.document is not None:
            last[head.document] = max(last[head.document], head.key)
    models = {each.id: each.model for each in view.summaries_by_id(last).values()}
    names = tuple(sorted(view.names_decided().items()))
    out: dict[str, object] = {}
    for document, key in last.items():
        now = newest(view, document)
        out[now] = (key, models.get(document), models.get(now), names, out.get(now))
    return out


def _judged(view: ReviewedView, document: str) -> Judged:
    found = view.effective(document)
    names = view.names_decided()
    keys = [
        (each.kind, (each.machine or each.record).id) for each in found.records if each.subject is not None
    ]
    records = tuple(zip(keys, judgements(found, names), strict=True))
    return Judged(records, bool(found.completed), len(found.set_aside))


def _of_draw(draw: Draw, by_key: Mapping[tuple[RecordKind, str], ReviewedRecord]) -> OfDraw:
    keys = draw.keys()
    decided = [by_key[key] for key in keys if key in by_key]
    first = [key in by_key for key in keys]
    even = not any(later and not earlier for earlier, later in pairwise(first))
    return OfDraw(draw, len(decided), len(keys), reviewed(decided), even)


def _agreement(every: Iterable[ReviewedRecord]) -> Alpha | None:
    units: Sequence[Sequence[str]] = [tuple(each.opinions.values()) for each in every]
    return agreement_of(units)
