"""Turn entries into event records of PLOVER, the field's event ontology.

The names of fields are those of its JSON specification (draft 0.7); what these have no place for is in
``onrecord``. The mapping, with its reasons, is data/plover.yaml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from onrecord import __version__
from onrecord.model import UNDECIDED, Act, Entry, EntryKind, RecordKind, Report
from onrecord.views.actors import Known
from onrecord.views.citing.citation import person
from onrecord.views.looking import Asked
from onrecord.views.parts import Record
from onrecord.views.spans import joined_quote
from onrecord.views.spells import edtf_of
from onrecord.views.wordings import proposition_of, words_of

CODEBOOK = "plover-0.7, categories of POLECAT"
_EVENT = "event:"


@dataclass(frozen=True, slots=True)
class Class:
    """Hold what an entry is in PLOVER; ``event`` is ``None`` where it is nothing there, for ``why``."""

    event: str | None
    mode: str | None = None
    why: str = ""


@cache
def mapping() -> Mapping[str, Any]:
    """Return data/plover.yaml."""
    held: dict[str, Any] = yaml.safe_load(
        files("onrecord.views").joinpath("data/plover.yaml").read_text("utf-8")
    )
    return held


def class_of(entry: Entry) -> Class:
    """Return the class of an entry: of a happening by its kind, else by how far it came, else by the act."""
    if entry.kind is EntryKind.EVENT:
        kind = _kind(entry)
        return _class(mapping()["events"][kind])
    if any(report.act.record_kind is RecordKind.COMMITMENT for report in entry.reports):
        told = mapping()["statuses"].get(entry.status)
        if told is not None:
            return _by_measure(entry, told["by"]) if "by" in told else _class(told)
    act = next((r.act.act for r in entry.reports if r.act.act not in ("", UNDECIDED)), UNDECIDED)
    event = None if act == UNDECIDED else Act(act).plover
    return Class(event, None, "" if event else mapping()["acts"][act])


def _kind(entry: Entry) -> str:
    kinds = [each.removeprefix(_EVENT) for each in entry.issues if each.startswith(_EVENT)]
    told = [kind for kind in kinds if kind in mapping()["events"]]
    return next((kind for kind in told if kind != "other"), next(iter(told), UNDECIDED))


def _by_measure(entry: Entry, done: str) -> Class:
    """Return the class of something delivered or withdrawn, by its first measure that has one."""
    for measure in entry.issues:
        if told := mapping()[done].get(measure):
            return _class(told)
    return Class(None, None, f"{', '.join(entry.issues) or 'something undecided'}, {done}: no event for it")


def _class(told: Mapping[str, Any]) -> Class:
    return Class(told["event"], told.get("mode"), told.get("why", ""))


def plover_record(entry: Entry, coded: Class, look: Asked, known: Callable[[str], Known | None]) -> Record:
    """Return an entry as an event record.

    Args:
        entry: an act of the register.
        coded: its class, with an event.
        look: tells of documents.
        known: tells what kind of actor a name is of.
    """
    best = entry.reports[0]
    page = look.summary(best.act.document)
    sides = entry.kind is not EntryKind.EVENT or _kind(entry) not in mapping()["sides_untold"]
    actors = _actors(entry.actors, entry, known)
    record: Record = {
        "id": f"onrecord-{entry.id}",
        "date": entry.first_day,
        "enddate": entry.last_day if entry.last_day != entry.first_day else None,
        "source": actors if sides else [],
        "recipient": _actors(entry.towards, entry, known),
        "event": [coded.event],
        "mode": coded.mode,
        "context": _contexts(entry),
        "quad_code": mapping()["quads"][coded.event],
        "event_text": [words_of(report) for report in entry.reports],
        "event_loc": _location(entry.reports),
        "text_info": {
            "start": min(piece.start for piece in best.act.quote),
            "end": max(piece.end for piece in best.act.quote),
        },
        "cite_info": {
            "publication": best.act.outlet,
            "title": page.title,
            "url": page.url,
            "language": page.language,
            "codebook": CODEBOOK,
        },
        "coder": f"onrecord {__version__}",
        "comment": "; ".join(entry.notes) or None,
        "onrecord": _more(entry, look) | ({} if sides else {"involved": actors}),
    }
    return record


def _actors(names: Iterable[str], entry: Entry, known: Callable[[str], Known | None]) -> list[Record]:
    """Return actor objects: a state by its code, others by their name with the code of their state."""
    return [_actor(name, entry, known) for name in names]


def _actor(name: str, entry: Entry, known: Callable[[str], Known | None]) -> Record:
    about = known(name)
    is_state = about is not None and about.kind == "state"
    states = [each for each in entry.principals if _is_state(each, known)]
    mine = len(states) == 1 and name in entry.actors and name not in entry.principals
    code = name if is_state else states[0] if mine else None
    role = next((r.act.role for r in entry.reports if name in r.act.actors and r.act.role), "")
    return {
        "code": code,
        "sector": mapping()["sectors"].get(role) if name in entry.actors else None,
        "actor_text": _words(name, entry.reports),
        "identifier_text": person(name),
        "identifier_id": about.wikidata if about is not None else None,
    }


def _is_state(name: str, known: Callable[[str], Known | None]) -> bool:
    about = known(name)
    return about is not None and about.kind == "state"


def _words(name: str, reports: Sequence[Report]) -> str | None:
    """Return the words that name an actor in the nearest report that has some."""
    return next((words for r in reports for words, whom in r.act.names if whom == name), None)


def _contexts(entry: Entry) -> list[str]:
    found = [mapping()["contexts"][each] for each in entry.issues if each in mapping()["contexts"]]
    if entry.kind is EntryKind.EVENT and entry.status == "planned":
        found.append("future")
    return list(dict.fromkeys(found))


def _location(reports: Sequence[Report]) -> Record | None:
    place = next((r.act.place_name for r in reports if r.act.place_name), None)
    return {"name": place} if place else None


def _more(entry: Entry, look: Asked) -> Record:
    """Return what PLOVER has no field for: each report with its document and the places of its words."""
    return {
        "entry": entry.id,
        "kind": entry.kind.value,
        "status": entry.status,
        "stance": entry.stance,
        "issues": list(entry.issues),
        "proposition": proposition_of(entry),
        "when": edtf_of(entry.first_day, entry.last_day) or None,
        "condition": joined_quote(entry.reports[0].act.condition) or None,
        "origins": list(entry.origins),
        "confidence": max(report.act.confidence for report in entry.reports),
        "confirmed": any(report.act.reviewed for report in entry.reports),
        "reports": [_report(report, look) for report in entry.reports],
    }


def _report(report: Report, look: Asked) -> Record:
    act, page = report.act, look.summary(report.act.document)
    return {
        "record": act.record,
        "document": act.document,
        "publication": act.outlet,
        "published": act.published,
        "url": page.url,
        "origin": report.origin,
        "spans": [{"start": piece.start, "end": piece.end, "text": piece.exact} for piece in act.quote],
        "confidence": act.confidence,
        "confirmed": act.reviewed,
    }
