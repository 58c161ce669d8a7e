"""Make entries of plain words, as the register would."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from onrecord.model import (
    Answer,
    Entry,
    EntryKind,
    EntryLink,
    EntryLinkKind,
    Evidence,
    Place,
    Point,
    RecordKind,
    Relation,
    RelationKind,
    Report,
    ReportedAct,
    Span,
    ZoneKind,
)
from onrecord.positions.points import points_of

MakeReport = Callable[..., Report]
MakeEntry = Callable[..., Entry]
MakeLink = Callable[..., EntryLink]
Say = Callable[..., list[Point]]

MINISTER = "minister"


def _evidence(text: str, words: str = "") -> Evidence:
    """Return words of a text as evidence."""
    at = text.index(words)
    return Evidence.at(text, Span(at, at + len(words or text)))


@pytest.fixture(scope="session")
def make_report() -> MakeReport:
    """Return what makes a report of a statement by Lena Tarr, foreign minister of XQA, or of another act.

    Besides the fields of an act there may be ``undertaken``, the status of a commitment of XQA, and ``tie``,
    how two matters stand to each other: kind, words of either, and their issues.
    """

    def make(text: str, day: str | None = "2032-03-01", **fields: Any) -> Report:
        digest = hashlib.sha256(f"{text} {day}".encode()).hexdigest()
        if status := fields.pop("undertaken", ""):
            fields = _undertaking(status, fields)
        condition, cue, trigger = (fields.pop(name, "") for name in ("condition", "cue", "trigger"))
        if tie := fields.pop("tie", None):
            fields["relations"] = (_relation(text, *tie),)
        given: dict[str, Any] = {
            "record_kind": RecordKind.STATEMENT,
            "kind": EntryKind.PROPOSAL,
            "principals": ("XQA",),
            "actors": ("Lena Tarr",),
            "towards": (),
            "act": "propose",
            "issues": ("ground_troops",),
            "stance": "for",
            "stance_confidence": 0.7,
            "status": "",
            "zone": ZoneKind.BODY,
            "dated": True,
            "role": MINISTER,
            "outlet": "Calder Post",
            "condition": (_evidence(text, condition),) if condition else (),
            "cue": (_evidence(cue),) if cue else (),
            "trigger": _evidence(text, trigger) if trigger else None,
        }
        act = ReportedAct(
            place=Place(digest, 0, len(text)),
            document=digest[:16],
            record=digest[16:32],
            quote=(_evidence(text),),
            text=text,
            first_day=fields.pop("first_day", day),
            last_day=day,
            published=day,
            **{**given, **fields},
        )
        return Report(act, (), act.document)

    return make


@pytest.fixture(scope="session")
def make_entry() -> MakeEntry:
    """Return what makes an entry of reports, the first of which is the nearest to the source."""

    def make(*reports: Report, **fields: Any) -> Entry:
        acts = [r.act for r in reports]
        best = acts[0]
        given: dict[str, Any] = {
            "id": min(a.place for a in acts).id,
            "kind": best.kind,
            "proposition": best.text,
            "actors": best.actors,
            "principals": best.principals,
            "towards": best.towards,
            "issues": best.issues,
            "stance": best.stance,
            "status": best.status,
            "origins": tuple(dict.fromkeys(a.document for a in acts)),
            "first_reported": best.published,
            "last_reported": best.published,
            "first_day": min((a.first_day for a in acts if a.first_day), default=None),
            "last_day": min((a.last_day for a in acts if a.last_day), default=None),
        }
        return Entry(reports=reports, **{**given, **fields})

    return make


@pytest.fixture(scope="session")
def say(make_report: MakeReport, make_entry: MakeEntry) -> Say:
    """Return what gives the points of an entry with one report, of XQA on an issue unless told otherwise."""

    def call(text: str, day: str | None = "2032-03-01", *, holder: str = "XQA", **fields: Any) -> list[Point]:
        entry = make_entry(make_report(text, day, **fields))
        return [p for p in points_of(entry, (), {}) if p.holder == holder and p.about == "issue"]

    return call


@pytest.fixture(scope="session")
def make_link() -> MakeLink:
    """Return what ties an answer to what it answers."""

    def make(source: Entry, target: Entry, answer: Answer, words: str = "") -> EntryLink:
        act = source.reports[0].act
        shown = (_evidence(act.text, words),) if words else act.quote
        return EntryLink(
            source.id, target.id, EntryLinkKind.RESPONDS_TO, answer, act.record, shown, 0.7, "addressee"
        )

    return make


def _undertaking(status: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a commitment of XQA itself."""
    kinds = {"refused": EntryKind.REFUSAL, "considered": EntryKind.OFFER, "proposed": EntryKind.OFFER}
    given: dict[str, Any] = {
        "record_kind": RecordKind.COMMITMENT,
        "kind": kinds.get(status, EntryKind.COMMITMENT),
        "actors": ("XQA",),
        "act": "",
        "role": "",
        "stance": "undecided",
        "stance_confidence": 1.0,
        "status": status,
    }
    return {**given, **fields}


def _relation(
    text: str, kind: RelationKind, left: str, right: str, issues: tuple[str | None, str | None]
) -> Relation:
    """Return how two matters in a text stand to each other."""
    cue = kind.value.replace("_", " ")
    return Relation(kind, _evidence(text, cue), _evidence(text, left), _evidence(text, right), *issues)
