"""Judge each field of a predicted record against the gold record that it was matched to.

A prediction without a gold record has no right field. What is undecided is never right.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from onrecord.evaluation.compare import half_shared, listed, same_actor, same_words
from onrecord.evaluation.match import (
    Coding,
    Likeness,
    Record,
    commitment_likeness,
    event_likeness,
    match,
    statement_likeness,
)
from onrecord.model import UNDECIDED

Rights: TypeAlias = dict[str, bool]
"""Which fields of one predicted record are right; "record" says that the record itself is there."""

_ISSUES_COUNTED = 2  # the manual asks for the most specific one or two


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold whether one field of one predicted record is right, and how sure the prediction was of it."""

    file: str
    kind: str  # statement, commitment or event
    index: int  # among the file's predictions of this kind
    field: str
    confidence: Any  # as the prediction gives it, usually a number; None: it gives none
    right: bool

    def as_json(self) -> dict[str, Any]:
        """Return plain values in a fixed order.

        >>> Judgement("a.json", "event", 0, "record", 0.9, True).as_json()
        {'file': 'a.json', 'kind': 'event', 'index': 0, 'field': 'record', 'confidence': 0.9, 'right': True}
        """
        return {
            "file": self.file,
            "kind": self.kind,
            "index": self.index,
            "field": self.field,
            "confidence": self.confidence,
            "right": self.right,
        }


def matched(
    gold: Sequence[Record], predicted: Sequence[Record], likeness: Likeness
) -> list[tuple[Record | None, Record]]:
    """Return each predicted record, in order, with the gold record that it matches, if any."""
    hits = {j: gold[i] for i, j in match(gold, predicted, likeness)}
    return [(hits.get(j), record) for j, record in enumerate(predicted)]


def statement_rights(gold: Record | None, predicted: Record) -> Rights:
    """Judge a statement: record, speaker, act, issue and stance."""
    if gold is None:
        return dict.fromkeys(("record", "speaker", "act", "issue", "stance"), False)
    speakers, issues = predicted.get("speakers"), listed(predicted.get("issues"))[:_ISSUES_COUNTED]
    return {
        "record": True,
        "speaker": bool(listed(speakers)) and half_shared(gold["speakers"], speakers),
        "act": bool(gold["act"] == predicted.get("act")),
        "issue": bool(set(gold["issues"]) & set(issues)),
        "stance": bool(gold.get("stance") == predicted.get("stance")),
    }


def commitment_rights(gold: Record | None, predicted: Record) -> Rights:
    """Judge a commitment: record (party, measure and evidence) and status."""
    status = gold is not None and gold.get("status") == predicted.get("status")
    return {"record": gold is not None, "status": bool(status)}


def event_rights(gold: Record | None, predicted: Record) -> Rights:
    """Judge an event: record (kind, participants and evidence)."""
    return {"record": gold is not None}


def judgements(file: str, gold: Coding, predicted: Coding) -> Iterator[Judgement]:
    """Judge the fields of one article that the lines of ``onrecord evaluate --records`` have.

    Args:
        file: the name that the judgements carry: that of the coding's file.
        gold: the article's coding by hand.
        predicted: the coding to be judged; ``{}`` where there is none.
    """
    return _judged(file, gold, predicted, extended=False)


def every_judgement(file: str, gold: Coding, predicted: Coding) -> Iterator[Judgement]:
    """Judge all fields that the gold codes, for calibration: those of ``judgements`` and the others.

    A field that both sides leave empty is right where the record is there. Lists of actors are right where
    at least half of their union is shared, verbatim fields where the word Jaccard is at least 0.5.
    """
    return _judged(file, gold, predicted, extended=True)


def _judged(file: str, gold: Coding, predicted: Coding, *, extended: bool) -> Iterator[Judgement]:
    for kind in _KINDS:
        coded, found = gold.get(kind.key) or [], predicted.get(kind.key) or []
        for index, (g, p) in enumerate(matched(coded, found, kind.likeness)):
            rights = kind.rights(g, p)
            if extended:
                rights |= {
                    name: g is not None and _right(same, g.get(name), p.get(name))
                    for name, same in kind.others.items()
                }
            for name, right in rights.items():
                yield Judgement(file, kind.name, index, name, _confidence(p, name), right)


def _right(same: _Same, gold: object, predicted: object) -> bool:
    """Compare a field of a record that is there; empty on both sides is right, undecided never."""
    if predicted == UNDECIDED:
        return False
    if not listed(gold) or not listed(predicted):
        return not listed(gold) and not listed(predicted)
    return same(gold, predicted)


def _confidence(predicted: Record, field: str) -> Any:
    """Return a field's confidence, or the one confidence that a record gives for all its fields."""
    given = predicted.get("confidence") or {}
    return given.get(field) if isinstance(given, dict) else given


_Same: TypeAlias = Callable[[object, object], bool]


@dataclass(frozen=True, slots=True)
class _Kind:
    """Hold how one kind of record is matched and judged."""

    name: str
    key: str  # in a coding
    likeness: Likeness
    rights: Callable[[Record | None, Record], Rights]
    others: dict[str, _Same]  # fields of the gold beyond those of ``rights``


_KINDS = (
    _Kind(
        "statement", "statements", statement_likeness, statement_rights,
        {
            "directness": operator.eq, "cue": same_words, "affiliation": same_actor,
            "addressees": half_shared, "condition": same_words, "said_on": operator.eq, "via": half_shared,
        },
    ),
    _Kind(
        "commitment", "commitments", commitment_likeness, commitment_rights,
        {
            "party": same_actor, "measure": operator.eq, "beneficiary": same_actor,
            "condition": same_words, "quantity": same_words,
        },
    ),
    _Kind(
        "event", "events", event_likeness, event_rights,
        {
            "kind": operator.eq, "participants": half_shared, "status": operator.eq,
            "date": operator.eq, "place": same_words,
        },
    ),
)  # fmt: skip
