"""Decide which drafts are commitments, and code every field with its words (coding manual, 'commitments')."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.coding.confidence import confidences
from onrecord.coding.quantity_of import quantity_of
from onrecord.coding.surroundings import Surroundings
from onrecord.coding.when import Anchor
from onrecord.commitments.approval import approval
from onrecord.commitments.condition import condition
from onrecord.commitments.drafts import CommitmentDraft
from onrecord.commitments.due import due
from onrecord.commitments.legal_form import legal_form
from onrecord.commitments.members_named import members_named
from onrecord.commitments.weighing import Taken, Weights, shipped, taken
from onrecord.commitments.what import what
from onrecord.model import Commitment, CommitmentStatus, Document, Evidence, Mention, Span


@dataclass(frozen=True, slots=True)
class Article:
    """Hold what the fields of an article's commitments are coded with."""

    document: Document
    around: Surroundings
    mentions: Sequence[Mention]
    anchor: Anchor


def commitments(
    article: Article, drafted: Sequence[CommitmentDraft], weights: Weights | None = None
) -> tuple[Commitment, ...]:
    """Return the commitments of a document's drafts in the order of their triggers."""
    w = weights or shipped()
    found = [t for d in drafted for t in taken(d, w) if is_given(t, w.record.least)]
    return tuple(_commitment(article, t) for t in once(found))


SETTLED_LEAST = 0.2
"""Least chance of a commitment whose status the words settle: of those that come in by it about as many are
right as half of F1, so that it costs nothing, and plain words are not missed (docs/experiments.md)."""


def is_given(t: Taken, least: float) -> bool:
    """Tell whether a commitment is likely enough to be given, ``least`` for those that no words settle."""
    return t.chance >= (min(least, SETTLED_LEAST) if t.draft.said.settled else least)


def once(found: Sequence[Taken]) -> list[Taken]:
    """Leave out what another trigger of the same words says again: same party and measure."""
    out: list[Taken] = []
    held: dict[tuple[str, str, int], list[Span]] = defaultdict(list)
    for t in sorted(found, key=lambda t: -t.chance):
        words, who = t.draft.trigger.evidence, t.party.filler.form
        place = words.start // _PLACE
        near = (o for i in (place - 1, place, place + 1) for o in held[who, t.measure, i])
        if not any(overlap(words, o) >= SAME_WORDS for o in near):
            held[who, t.measure, place].append(words)
            out.append(t)
    return sorted(out, key=lambda t: (t.draft.trigger.span, t.party.filler.span, t.party.filler.form))


_PLACE = 2000
"""Characters of a stretch in which the same words are looked for: more than any evidence is long."""

SAME_WORDS = 0.5
"""Share of the shorter evidence from which two triggers carry the same commitment."""


def overlap(a: Span, b: Span) -> float:
    """Return the shared characters over those of the shorter.

    >>> overlap(Span(0, 10), Span(5, 25))
    0.5
    """
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(0, shared) / min(a.end - a.start, b.end - b.start)


def _commitment(article: Article, t: Taken) -> Commitment:
    text, trigger, filler = article.document.text, t.draft.trigger, t.party.filler
    spans, party = (trigger.evidence,), (filler.span,)
    status = t.status
    done = status in _DONE
    day, day_text = (None, ()) if done else due(text, spans, article.anchor, trigger.span)
    form, form_text = legal_form(text, spans, trigger.span)
    approved, approved_text = approval(text, spans, article.around.resolve)
    key = (
        f"{article.document.id} commitment {trigger.span.start}-{trigger.span.end} {filler.form} {t.measure}"
    )
    made = Commitment(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        document_id=article.document.id,
        quote=_evidence(text, spans),
        trigger=Evidence.at(text, trigger.span),
        zone=t.draft.zone,
        party=filler.form,
        party_text=_evidence(text, party),
        measure=t.measure,
        status=status,
        what=what(text, spans, trigger.span, party),
        beneficiary=t.beneficiary.filler.form if t.beneficiary else None,
        beneficiary_text=_evidence(text, [t.beneficiary.filler.span] if t.beneficiary else []),
        condition=_condition(text, t),
        quantities=quantity_of(text, spans, trigger.span, party),
        due=day,
        due_text=day_text,
        legal_form=form,
        legal_form_text=form_text,
        approval=approved,
        approval_text=approved_text,
        members_named=members_named(text, filler.form, party, article.mentions),
        statement=t.draft.carried.statement.id if t.draft.carried else None,
    )
    return replace(made, confidence=confidences("commitment", _raw(t, made)))


_DONE = frozenset((CommitmentStatus.DELIVERED, CommitmentStatus.WITHDRAWN, CommitmentStatus.REFUSED))
"""Statuses that leave nothing to be done by a day."""


def _condition(text: str, t: Taken) -> tuple[Evidence, ...]:
    """Return the condition in the evidence, else that of the statement whose content holds the trigger."""
    own = condition(text, (t.draft.trigger.evidence,))
    if own or t.draft.carried is None or t.draft.carried.by_cue:
        return own
    return t.draft.carried.statement.condition


_BY_RULE = 0.7
"""Raw score of a field that a rule gives, before it is calibrated."""


def _raw(t: Taken, made: Commitment) -> dict[str, float]:
    """Return the raw scores of the record and of each field that is there, of both being right."""
    given: list[tuple[str, bool, float]] = [
        ("status", True, t.settled[t.status]),
        ("party", True, t.party.chance),
        ("measure", True, t.draft.measures[t.measure]),
        ("beneficiary", made.beneficiary is not None, t.beneficiary.chance if t.beneficiary else 0.0),
        ("condition", bool(made.condition), _BY_RULE),
        ("quantity", bool(made.quantities), _BY_RULE),
        ("due", made.due is not None, _BY_RULE),
        ("legal_form", made.legal_form is not None, _BY_RULE),
        ("approval", bool(made.approval), _BY_RULE),
    ]
    return {"record": t.chance, **{name: t.chance * score for name, there, score in given if there}}


def _evidence(text: str, spans: Sequence[Span]) -> tuple[Evidence, ...]:
    return tuple(Evidence.at(text, s) for s in spans)
