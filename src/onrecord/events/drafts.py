"""Draft the events of an article: for each trigger what kind it may be, and who may take part.

A draft holds what speaks for what; ``events.py`` weighs it and decides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.coding.arguments import (
    WORTH,
    Filler,
    Fillers,
    Phrase,
    around_each,
    rivalry,
)
from onrecord.coding.carriers import Carried, Carriers
from onrecord.encoder.labels import KINDS
from onrecord.encoder.triggers import Trigger
from onrecord.model import Document, RecordKind, Statement, ZoneKind
from onrecord.reading.statements import zone_at

ARGUMENTS = ("participant",)


@dataclass(frozen=True, slots=True)
class EventDraft:
    """Hold what a trigger of an event may come to."""

    trigger: Trigger
    zone: ZoneKind
    carried: Carried | None
    kinds: Mapping[str, float]
    fillers: tuple[Filler, ...]  # who may be a participant
    rival: float  # log odds of the likeliest other trigger in the same words, less its own; -4: there is none


def drafts(
    document: Document,
    triggers: Sequence[Trigger],
    near: Sequence[Sequence[Phrase]],
    fillers: Fillers,
    statements: Sequence[Statement],
    least: float = WORTH,
) -> list[EventDraft]:
    """Return the drafts of a document's events in the order of their triggers, of the likely ones."""
    own = [t for t in triggers if t.kind is RecordKind.EVENT]
    beside = dict(zip(map(id, own), around_each(own), strict=True))
    carriers = Carriers(statements)
    out = []
    for t, phrases in zip(triggers, near, strict=True):
        zone = zone_at(document, t.span.start)
        if t.kind is not RecordKind.EVENT or t.chance < least or zone is ZoneKind.CREDIT:
            continue
        carried = carriers.of(t)
        kinds = {k: math.exp(x) for k, x in zip(KINDS, t.codes, strict=True)}
        found = fillers.of(t, phrases, carried, ARGUMENTS)
        out.append(EventDraft(t, zone, carried, kinds, tuple(found), rivalry(t, beside[id(t)])))
    return out
