"""Turn points, positions and shifts into plain records: what ``--json`` prints and exports hold.

The names and types here are the published schema (docs/positions.md): fields are added, never renamed.
"""

from __future__ import annotations

from onrecord.model import Point
from onrecord.views.looking import Asked
from onrecord.views.parts import Record
from onrecord.views.positions.shifts import Shift
from onrecord.views.positions.standing import Standing


def point_record(point: Point, look: Asked) -> Record:
    """Return one thing that somebody put on record, with where it stands."""
    document = look.summary(point.document)
    return {
        "entry": point.entry,
        "record": point.record,
        "document": point.document,
        "name": document.name,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published,
        "url": document.url,
        "holder": point.holder,
        "speakers": list(point.speakers),
        "voice": point.voice.value,
        "subject": point.subject,
        "about": point.about.value,
        "stance": str(point.stance),
        "basis": point.basis.value,
        "kind": point.kind.value,
        "words": point.words,
        "matter": point.matter,
        "condition": point.condition,
        "order": point.order,
        "status": str(point.status),
        "first_day": point.first_day,
        "last_day": point.last_day,
        "dated": point.dated,
        "told": point.told,
        "answers": point.answers,
        "towards": list(point.towards),
        "origins": point.origins,
        "reviewed": point.reviewed,
        "counts": point.counts,
        "why_not": point.why_not,
        "confidence": point.confidence,
    }


def position_record(standing: Standing, look: Asked) -> Record:
    """Return a position with what opened it, what last repeated it, and what says otherwise."""
    p = standing.position
    return {
        "holder": p.holder,
        "subject": p.subject,
        "about": p.about.value,
        "stance": str(p.stance),
        "since": p.since,
        "until": p.until,
        "age": standing.age,
        "voice": standing.latest.voice.value,
        "voices": dict(p.voices),
        "condition": standing.latest.condition,
        "order": standing.latest.order,
        "origins": standing.origins,
        "entries": list(standing.entries.ids),
        "opening": point_record(p.opening, look),
        "latest": point_record(standing.latest, look),
        "before": point_record(p.before, look) if p.before else None,
        "changed": list(p.changed),
        "compared": p.compared,
        "others": [point_record(each, look) for each in standing.others],
    }


def position_cells(standing: Standing, look: Asked) -> dict[str, str]:
    """Return a position as one row of text for a spreadsheet."""
    p, latest = standing.position, standing.latest
    document = look.summary(latest.document)
    return {
        "holder": p.holder,
        "subject": p.subject,
        "about": p.about.value,
        "stance": str(p.stance),
        "since": p.since,
        "until": p.until or "",
        "last_said": latest.last_day or "",
        "age": "" if standing.age is None else str(standing.age),
        "voice": latest.voice.value,
        "condition": latest.condition,
        "order": latest.order,
        "origins": str(standing.origins),
        "entries": "; ".join(standing.entries.ids),
        "speakers": "; ".join(latest.speakers),
        "words": latest.words,
        "matter": latest.matter,
        "changed": "; ".join(p.changed),
        "before": p.before.words if p.before else "",
        "others": "; ".join(f"{o.stance}: {', '.join(o.speakers)}" for o in standing.others),
        "outlet": document.outlet or "",
        "published": document.published or "",
        "url": document.url or "",
        "document": latest.document,
    }


def shift_record(shift: Shift, look: Asked) -> Record:
    """Return a shift with both quotes."""
    return {
        "holders": list(shift.holders),
        "subject": shift.subject,
        "about": shift.about.value,
        "on": shift.on,
        "changed": list(shift.changed),
        "compared": shift.compared,
        "from_stance": str(shift.before.stance),
        "to_stance": str(shift.after.stance),
        "before": point_record(shift.before, look),
        "after": point_record(shift.after, look),
        "entries": list(shift.entries.ids),
        "origins": shift.origins,
    }


def shift_cells(shift: Shift, look: Asked) -> dict[str, str]:
    """Return a shift as one row of text for a spreadsheet."""
    before, after = shift.before, shift.after
    told, later = look.summary(before.document), look.summary(after.document)
    return {
        "holders": "; ".join(shift.holders),
        "subject": shift.subject,
        "on": shift.on,
        "changed": "; ".join(shift.changed),
        "from_stance": str(before.stance),
        "to_stance": str(after.stance),
        "from_words": before.words,
        "to_words": after.words,
        "from_condition": before.condition,
        "to_condition": after.condition,
        "from_order": before.order,
        "to_order": after.order,
        "from_day": before.last_day or "",
        "to_day": after.last_day or "",
        "from_voice": before.voice.value,
        "to_voice": after.voice.value,
        "from_speakers": "; ".join(before.speakers),
        "to_speakers": "; ".join(after.speakers),
        "from_outlet": told.outlet or "",
        "to_outlet": later.outlet or "",
        "from_entry": before.entry,
        "to_entry": after.entry,
        "compared": shift.compared,
    }


POSITION_COLUMNS = (
    "holder", "subject", "about", "stance", "since", "until", "last_said", "age", "voice", "condition",
    "order", "origins", "entries", "speakers", "words", "matter", "changed", "before", "others", "outlet",
    "published", "url", "document",
)  # fmt: skip
SHIFT_COLUMNS = (
    "holders", "subject", "on", "changed", "from_stance", "to_stance", "from_words", "to_words",
    "from_condition", "to_condition", "from_order", "to_order", "from_day", "to_day", "from_voice",
    "to_voice", "from_speakers", "to_speakers", "from_outlet", "to_outlet", "from_entry", "to_entry",
    "compared",
)  # fmt: skip
