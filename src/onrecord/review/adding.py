"""Make a record that was missed of what a person types: its words in the text first, then its fields.

A command asks part by part, a page takes all at once: both come here, so that they keep the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onrecord.errors import UsageError
from onrecord.model import UNDECIDED, Directness, Document, Evidence, RecordKind, Span, ZoneKind
from onrecord.review import snapshot
from onrecord.review.fields import TRIGGERS, Field, Form
from onrecord.review.snapshot import Record, plain
from onrecord.review.values import Setting, evidence, find_words, take

ASKED: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.STATEMENT: ("speakers", "act", "issues", "stance", "addressees", "said_on"),
    RecordKind.COMMITMENT: ("party", "measure", "status", "what", "beneficiary"),
    RecordKind.EVENT: ("kind", "participants", "status", "date", "place"),
    RecordKind.CLAIM: ("property", "subject", "value", "as_of"),
}
"""The fields that every record is asked for; others can be given or corrected once it is there."""

TRIGGER_ASKED: Mapping[RecordKind, str] = {
    RecordKind.STATEMENT: "words that attribute it (said, according to; nothing for none)",
    RecordKind.COMMITMENT: "the word that carries the status (promised, suspended)",
    RecordKind.EVENT: "the word that names what happened (met, summit)",
    RecordKind.CLAIM: "the words for the value (the place, number, date)",
}
"""How the words are asked for that make the record one of its kind."""

NEEDS_TRIGGER = (RecordKind.COMMITMENT, RecordKind.EVENT)
"""Kinds that are nothing without the one word that carries them."""

_DEFAULTS: Mapping[RecordKind, Mapping[str, Any]] = {
    RecordKind.STATEMENT: {"speakers": [], "speaker_text": [], "speaker_mentions": []},
    RecordKind.COMMITMENT: {"party_text": []},
    RecordKind.EVENT: {},
    RecordKind.CLAIM: {"subject_text": []},
}
_WORDS_OF = {
    "speakers": "speaker_text",
    "party": "party_text",
    "subject": "subject_text",
    "participants": "participant_text",
    "beneficiary": "beneficiary_text",
    "addressees": "addressee_text",
    "place": "place_text",
}
_AROUND = 600  # characters from the record within which the words of a name are looked for
_QUOTES = "\"'“”‘’„«»"


@dataclass(frozen=True, slots=True)
class Given:
    """Hold what one answer gives of a record, in JSON by field, and what is to be said about it."""

    values: Mapping[str, Any]
    remark: str | None = None


def near(setting: Setting, quote: Sequence[Evidence]) -> Setting:
    """Return a setting in which words that stand in several places are taken nearest to the quote."""
    start, end = quote[0].start, quote[-1].end

    def nearest(_words: str, places: list[Span]) -> Span:
        return min(places, key=lambda at: max(start - at.start, at.end - end, 0))

    return replace(setting, near=start, choose=nearest)


def trigger_given(kind: RecordKind, typed: str, quote: Sequence[Evidence], setting: Setting) -> Given:
    """Return the words that make a record one of its kind.

    Raises:
        UsageError: they do not stand in the text, or there are none of what cannot be without.
    """
    single = kind in NEEDS_TRIGGER
    if not typed:
        if single:
            raise UsageError("a record needs the word that carries it", None, "type a word of the text")
        return Given(
            {TRIGGERS[kind]: [] if kind == RecordKind.STATEMENT else [plain(each) for each in quote]}
        )
    found = [plain(each) for each in evidence(typed, setting)]
    return Given({TRIGGERS[kind]: found[0] if single else found})


def field_given(field: Field, typed: str, quote: Sequence[Evidence], setting: Setting) -> Given:
    """Return what was typed for a field, with the words near the record that name whom or what it names.

    Raises:
        UsageError: the field does not take it.
    """
    name = field.name
    if not typed and name == "what":
        return Given({name: " ".join(quote[0].exact.split())})
    if not typed and field.form == Form.CHOICE and UNDECIDED in field.choices:
        return Given({name: UNDECIDED})
    taken = take(field, typed, setting)
    values = {name: taken.value}
    words = _WORDS_OF.get(name)
    if words is not None and typed:
        values[words] = _named(typed, quote, setting.text)
    return Given(values, taken.remark)


def record_of(
    kind: RecordKind, document: Document, quote: Sequence[Evidence], given: Mapping[str, Any]
) -> Record:
    """Return the record of its words and of what was given of it."""
    held: dict[str, Any] = {**_DEFAULTS[kind], "quote": [plain(each) for each in quote]}
    if kind == RecordKind.STATEMENT:
        held["directness"] = _directness(document.text, quote).value
    if kind == RecordKind.CLAIM:
        held["asserted_by"] = document.outlet
    held |= given
    held |= {"id": "", "document_id": document.id, "zone": _zone(document, quote[0].start).value}
    return snapshot.of_json(kind, held)


def _named(typed: str, quote: Sequence[Evidence], text: str) -> list[Any]:
    """Return where the typed names stand near the record, as their evidence; a form stands nowhere."""
    found = []
    for each in typed.split(";"):
        places = find_words(text, each.strip()) if each.strip() else []
        around = [at for at in places if abs(at.start - quote[0].start) < _AROUND]
        if around:
            nearest = min(around, key=lambda at: abs(at.start - quote[0].start))
            found.append(plain(Evidence.at(text, nearest)))
    return found


def _zone(document: Document, at: int) -> ZoneKind:
    return next((z.kind for z in document.zones if z.span.start <= at < z.span.end), ZoneKind.BODY)


def _directness(text: str, quote: Sequence[Evidence]) -> Directness:
    """Tell from the quotation marks around and within the words how far they are quoted."""
    whole = all(
        text[e.start - 1 : e.start] in _QUOTES and text[e.end : e.end + 1] in _QUOTES
        if e.start > 0 and e.end < len(text)
        else False
        for e in quote
    )
    if whole or all(e.exact[0] in _QUOTES and e.exact[-1] in _QUOTES for e in quote):
        return Directness.DIRECT
    marked = any(mark in e.exact for e in quote for mark in '"“”„«»')
    return Directness.MIXED if marked else Directness.INDIRECT
