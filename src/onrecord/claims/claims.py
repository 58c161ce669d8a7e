"""Make claims of what the patterns find in the outlet's own voice (coding manual, 'Beyond the gold')."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from onrecord.claims.controls import controls
from onrecord.claims.dates import dates
from onrecord.claims.drafts import Draft, Scene
from onrecord.claims.memberships import memberships
from onrecord.claims.numbers import numbers
from onrecord.claims.own_voice import OwnVoice
from onrecord.claims.patterns import table
from onrecord.coding.said_on import anchor_of, day_of
from onrecord.coding.surroundings import Surroundings
from onrecord.coding.when import whens
from onrecord.model import Claim, Document, Evidence, Mention, Span, Statement


def claims(
    document: Document, statements: Sequence[Statement], around: Surroundings, mentions: Sequence[Mention]
) -> tuple[Claim, ...]:
    """Return what the outlet claims in its own voice, in the order of its words; linear in the text.

    What statements hold or cue, what stands in quotation marks and what a sentence leaves to others
    ("according to") is nobody's claim here. ``around`` and ``mentions`` are of the same document.
    """
    return tuple(_claim(document, d) for d in drafts(document, statements, around, mentions))


def drafts(
    document: Document, statements: Sequence[Statement], around: Surroundings, mentions: Sequence[Mention]
) -> list[Draft]:
    """Return the claims before they are records, with the patterns that found them."""
    text = document.text
    voice = OwnVoice(document, statements)
    anchor = anchor_of(text, list(whens(text, 0, len(text))), day_of(document))
    scene = Scene(voice, around, tuple(sorted(mentions, key=lambda m: m.span)), anchor)
    out: list[Draft] = []
    for sentence in voice.sentences():
        said = voice.blank(sentence.span)
        for find in (controls, memberships, dates, numbers):
            out += (d for d in find(scene, sentence, said) if _own(voice, d))
    return sorted(_once(out), key=lambda d: (d.value_text[-1], d.property))


def _own(voice: OwnVoice, d: Draft) -> bool:
    """Tell whether all the words of a claim are the outlet's."""
    return all(voice.holds(s.start, s.end) for s in (*d.subject_text, *d.value_text, *d.as_of_text))


def _once(found: Iterable[Draft]) -> list[Draft]:
    """Keep one claim per property and place of its value: the first pattern's."""
    out: dict[tuple[str, Span], Draft] = {}
    for d in found:
        out.setdefault((d.property.value, d.value_text[-1]), d)
    return list(out.values())


def _claim(document: Document, d: Draft) -> Claim:
    text, value = document.text, d.value_text[-1]
    mark = f"{document.id} {d.property.value} {value.start}-{value.end}"

    def evidence(spans: Sequence[Span]) -> tuple[Evidence, ...]:
        return tuple(Evidence.at(text, s) for s in spans)

    return Claim(
        id=hashlib.sha256(mark.encode()).hexdigest()[:16],
        document_id=document.id,
        quote=evidence((d.sentence.span,)),
        zone=d.sentence.zone,
        property=d.property,
        subject=d.subject,
        subject_text=evidence(d.subject_text),
        value=d.value,
        value_text=evidence(d.value_text),
        quantity=d.quantity,
        as_of=d.as_of,
        as_of_text=evidence(d.as_of_text),
        asserted_by=document.outlet,
        confidence={"record": table("confidence")["record"][d.property.value]},
    )
