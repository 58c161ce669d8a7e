"""Make facts of what is found in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from onrecord.conflicts.scene import Day, Scene, Sentence, Teller
from onrecord.model import ConflictKind, Evidence, Fact, RecordKind, Span
from onrecord.register.when import act_days


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold a fact before it is a record."""

    kind: ConflictKind
    sentence: Sentence
    words: Span  # those that state it
    subject: str
    value: str
    shown: str
    day: Day
    teller: Teller
    about: tuple[str, ...] = ()
    unit: str = ""
    least: float | None = None
    most: float | None = None
    approximate: bool = False
    confidence: float = 0.8
    record: tuple[RecordKind, str] | None = None


def fact_of(scene: Scene, d: Draft) -> Fact:
    """Return the fact of a draft, with the sentence as its quote."""
    document = scene.document
    first, last, dated = act_days(d.day.edtf if d.day.dated else None, document.published)
    key = f"{document.id} {d.kind.value} {d.subject} {d.words.start}-{d.words.end}"
    own = sha256(key.encode()).hexdigest()[:16]
    kind, record = d.record or scene.record(d.words) or (RecordKind.CLAIM, own)
    return Fact(
        id=own,
        document=document.id,
        digest=document.digest,
        record_kind=kind,
        record=record,
        property=d.kind,
        subject=d.subject,
        value=d.value,
        shown=d.shown,
        quote=(Evidence.at(scene.text, d.sentence.span),),
        zone=d.sentence.zone,
        first_day=first,
        last_day=last,
        dated=dated and d.day.dated,
        published=document.published,
        outlet=document.outlet,
        asserted_by=d.teller.name,
        least=d.least,
        most=d.most,
        approximate=d.approximate,
        unit=d.unit,
        about=d.about,
        confidence=d.confidence,
        edtf=d.day.edtf,
        around=scene.around(d.sentence),
        vector=scene.vector(d.sentence),
    )


def joined(parts: Sequence[str]) -> str:
    """Return words on one line."""
    return " ".join(" ".join(parts).split())
