"""Decide which drafts are events, and code every field with its words (coding manual, 'events')."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from onrecord.coding.confidence import confidences
from onrecord.coding.quantity_of import quantity_of
from onrecord.coding.surroundings import Surroundings
from onrecord.events.calendar import Calendar
from onrecord.events.drafts import EventDraft
from onrecord.events.irreal import irreal
from onrecord.events.place import Places, event_place
from onrecord.events.planned import event_status
from onrecord.events.reported_by import Told, reported_by
from onrecord.events.weighing import Taken, Weights, shipped, taken
from onrecord.events.when import event_date
from onrecord.model import Document, Event, EventStatus, Evidence, Span


@dataclass(frozen=True, slots=True)
class Article:
    """Hold what the fields of an article's events are coded with, each made once."""

    document: Document
    around: Surroundings
    calendar: Calendar
    places: Places
    told: tuple[Told, ...]  # its statements


def events(
    article: Article, drafted: Sequence[EventDraft], weights: Weights | None = None
) -> tuple[Event, ...]:
    """Return the events of a document's drafts in the order of their triggers."""
    w = weights or shipped()
    told = [d for d in drafted if not irreal(article.document.text, d.trigger.span)]
    found = once([t for d in told if (t := taken(d, w)).chance >= w.record.least])
    return tuple(_event(article, t) for t in found)


def once(found: Sequence[Taken]) -> list[Taken]:
    """Leave out what another trigger in the same words says again: same kind, and somebody in both."""
    out: list[Taken] = []
    held: dict[tuple[str, int], list[Taken]] = defaultdict(list)
    for t in sorted(found, key=lambda t: -t.chance):
        kind, place = kind_of(t), t.draft.trigger.evidence.start // _PLACE
        near = (o for i in (place - 1, place, place + 1) for o in held[kind, i])
        if not any(_same(t, o) for o in near):
            held[kind, place].append(t)
            out.append(t)
    return sorted(out, key=lambda t: t.draft.trigger.span)


_PLACE = 2000
"""Characters of a stretch in which the same words are looked for: more than any evidence is long."""


def _same(a: Taken, b: Taken) -> bool:
    x, y = a.draft.trigger.evidence, b.draft.trigger.evidence
    one, other = ({r.filler.form for r in t.participants} for t in (a, b))
    in_same_words = x.start < y.end and y.start < x.end
    return in_same_words and bool(one & other or not one or not other)


def kind_of(t: Taken) -> str:
    """Return the likeliest kind."""
    return max(t.draft.kinds, key=lambda k: t.draft.kinds[k])


def _event(article: Article, t: Taken) -> Event:
    text, trigger = article.document.text, t.draft.trigger
    at, spans, kind = trigger.span, (trigger.evidence,), kind_of(t)
    status = event_status(article.calendar, at, spans, trigger.planned)
    date = event_date(
        article.calendar, at, spans, status.status is EventStatus.PLANNED, partial(trigger.best, "date")
    )
    place = event_place(article.calendar, at, spans, article.places, kind, partial(trigger.best, "place"))
    reporter = reported_by(article.calendar, at, article.told, article.around)
    quantities = quantity_of(text, spans, at, of_event=True)
    key = f"{article.document.id} event {at.start}-{at.end}"
    raw = {
        "kind": max(t.draft.kinds.values()),
        "participants": min((r.chance for r in t.participants), default=0.5),
        "status": status.confidence,
        **({"date": date.confidence} if date else {}),
        **({"place": place.confidence} if place else {}),
        **({"quantity": _BY_RULE} if quantities else {}),
        **({"reported_by": reporter.confidence} if reporter else {}),
    }
    made = Event(
        id=hashlib.sha256(key.encode()).hexdigest()[:16],
        document_id=article.document.id,
        quote=_evidence(text, spans),
        trigger=Evidence.at(text, at),
        zone=t.draft.zone,
        kind=kind,
        status=status.status,
        participants=tuple(r.filler.form for r in t.participants),
        participant_text=_evidence(text, [r.filler.span for r in t.participants]),
        place=place.name if place else None,
        place_text=_evidence(text, place.spans if place else ()),
        date=date.edtf if date else None,
        date_text=_evidence(text, date.spans if date else ()),
        quantities=quantities,
        reported_by=reporter.names if reporter else (),
        reported_by_text=_evidence(text, reporter.spans if reporter else ()),
    )
    sure = {name: t.chance * score for name, score in raw.items()}
    return replace(made, confidence=confidences("event", {"record": t.chance, **sure}))


_BY_RULE = 0.7
"""Raw score of a field that a rule gives, before it is calibrated."""


def _evidence(text: str, spans: Sequence[Span]) -> tuple[Evidence, ...]:
    return tuple(Evidence.at(text, s) for s in spans)
