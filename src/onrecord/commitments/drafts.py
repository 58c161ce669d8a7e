"""Draft the commitments of an article: for each trigger who may be party to it, of what, at which status.

A draft holds what speaks for what; ``commitments.py`` weighs it and decides.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.codebook.records import Codebook
from onrecord.coding.arguments import (
    WORTH,
    Filler,
    Fillers,
    Phrase,
    around_each,
    rivalry,
)
from onrecord.coding.carriers import Carried, Carriers
from onrecord.coding.issue_evidence import evidence
from onrecord.coding.issue_voices import weighed
from onrecord.coding.issues import probabilities, weighing
from onrecord.coding.meaning import Floats, SentenceVectors, likeness
from onrecord.commitments.status import features
from onrecord.commitments.wording import NOTHING, Said, said
from onrecord.encoder.labels import KINDS
from onrecord.encoder.triggers import Trigger
from onrecord.model import Attribution, Document, RecordKind, Statement, ZoneKind
from onrecord.reading.statements import zone_at

ARGUMENTS = ("party", "beneficiary")


@dataclass(frozen=True, slots=True)
class CommitmentDraft:
    """Hold what a trigger of a commitment may come to."""

    trigger: Trigger
    zone: ZoneKind
    carried: Carried | None
    fillers: tuple[Filler, ...]  # who may be the party or the beneficiary
    measures: Mapping[str, float]  # the codebook's issues with their probabilities
    of_status: Mapping[str, float]  # what speaks for which status
    happening: Mapping[str, float]  # kinds of event that the same word may name, with their probabilities
    rival: float  # log odds of the likeliest other trigger in the same words, less its own; -4: there is none
    said: Said = NOTHING  # what the words around the trigger say of its status


def drafts(
    document: Document,
    triggers: Sequence[Trigger],
    near: Sequence[Sequence[Phrase]],
    fillers: Fillers,
    statements: Sequence[Statement],
    vectors: SentenceVectors,
    codebook: Codebook,
    centres: Floats,
    least: float = WORTH,
) -> list[CommitmentDraft]:
    """Return the drafts of a document's commitments in the order of their triggers, of the likely ones."""
    own = [t for t in triggers if t.kind is RecordKind.COMMITMENT]
    beside = dict(zip(map(id, own), around_each(own), strict=True))
    chosen = [
        (t, phrases, zone)
        for t, phrases in zip(triggers, near, strict=True)
        if t.kind is RecordKind.COMMITMENT
        and t.chance >= least
        and (zone := zone_at(document, t.span.start)) is not ZoneKind.CREDIT
    ]
    topics = _measures(document, [t for t, _, _ in chosen], vectors, codebook, centres)
    events = _Named([t for t in triggers if t.kind is RecordKind.EVENT])
    carriers = Carriers(statements)
    out = []
    for (t, phrases, zone), measures in zip(chosen, topics, strict=True):
        carried = carriers.of(t)
        found = fillers.of(t, phrases, carried, ARGUMENTS)
        out.append(
            CommitmentDraft(
                t,
                zone,
                carried,
                tuple(found),
                measures,
                features(document.text, t, carried),
                events.by(t),
                rivalry(t, beside[id(t)]),
                said(document.text, t.span),
            )
        )
    return out


class _Named:
    """Tell what event the word of a trigger may name: an attack is none of the manual's commitments."""

    def __init__(self, events: Sequence[Trigger]) -> None:
        self._events = events
        self._starts = [e.span.start for e in events]

    def by(self, t: Trigger) -> dict[str, float]:
        """Return the kinds of the likeliest event on the same words, with their probabilities."""
        first = bisect_left(self._starts, t.span.start - _WORDS)
        last = bisect_left(self._starts, t.span.end)
        same = [e for e in self._events[first:last] if e.span.end > t.span.start]
        best = max(same, key=lambda e: e.chance, default=None)
        if best is None:
            return {}
        return {k: best.chance * math.exp(x) for k, x in zip(KINDS, best.codes, strict=True)}


_WORDS = 200  # characters that a trigger may be long


def _measures(
    document: Document,
    triggers: Sequence[Trigger],
    vectors: SentenceVectors,
    codebook: Codebook,
    centres: Floats,
) -> list[dict[str, float]]:
    """Return the probability of each issue of the codebook for each evidence."""
    told = [Attribution((), (t.span,), (t.evidence,), topics=t.measures) for t in triggers]
    order = sorted(range(len(told)), key=lambda i: (told[i].content[0], i))
    some = [told[i] for i in order]
    like = likeness(some, vectors, centres)
    found = evidence(document.text, some, document.zones, codebook, like)
    by_cues = probabilities(found, weighing().weights, codebook)
    chances = weighed(by_cues, [a.topics for a in some], codebook)
    out: list[dict[str, float]] = [{} for _ in told]
    for row, i in enumerate(order):
        out[i] = dict(zip(codebook.ids, chances[row].tolist(), strict=True))
    return out
