"""Say which fields of a record a person decides on, which tell records apart, and when values are equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from onrecord.model import (
    UNDECIDED,
    Act,
    Claim,
    ClaimProperty,
    CommitmentStatus,
    Directness,
    EventKind,
    EventStatus,
    LegalForm,
    RecordKind,
    SpeakerRole,
    Stance,
)
from onrecord.review.snapshot import Record, kind_of, plain


class Form(StrEnum):
    """What the value of a field looks like."""

    ACTOR = "actor"
    ACTORS = "actors"
    CHOICE = "choice"
    ISSUE = "issue"
    ISSUES = "issues"
    DATE = "date"
    TEXT = "text"
    WORDS = "words"  # evidence: words of the passage
    QUANTITIES = "quantities"  # words of the passage that say how much
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class Field:
    """Describe one field: its form, what it may be, and under which name its confidence stands."""

    name: str
    form: Form
    choices: tuple[str, ...] = ()
    may_be_empty: bool = True
    sure: str | None = None

    @property
    def confidence(self) -> str:
        """Return under which name a record's ``confidence`` has this field."""
        return self.sure or self.name


def _values(kind: type[StrEnum], *more: str) -> tuple[str, ...]:
    return (*(each.value for each in kind), *more)


FIELDS: Mapping[RecordKind, tuple[Field, ...]] = {
    RecordKind.STATEMENT: (
        Field("speakers", Form.ACTORS, sure="speaker"),
        Field("affiliation", Form.ACTOR),
        Field("speaker_role", Form.CHOICE, _values(SpeakerRole)),
        Field("act", Form.CHOICE, _values(Act, UNDECIDED), may_be_empty=False),
        Field("addressees", Form.ACTORS),
        Field("issues", Form.ISSUES, sure="issue"),
        Field("stance", Form.CHOICE, _values(Stance, UNDECIDED), may_be_empty=False),
        Field("condition", Form.WORDS),
        Field("said_on", Form.DATE),
        Field("via", Form.ACTORS),
        Field("directness", Form.CHOICE, _values(Directness), may_be_empty=False),
        Field("quote", Form.WORDS, may_be_empty=False),
        Field("cue", Form.WORDS),
        Field("speaker_text", Form.WORDS),
    ),
    RecordKind.COMMITMENT: (
        Field("party", Form.ACTOR, may_be_empty=False),
        Field("measure", Form.ISSUE, may_be_empty=False),
        Field("status", Form.CHOICE, _values(CommitmentStatus, UNDECIDED), may_be_empty=False),
        Field("what", Form.TEXT, may_be_empty=False),
        Field("beneficiary", Form.ACTOR),
        Field("condition", Form.WORDS),
        Field("quantities", Form.QUANTITIES, sure="quantity"),
        Field("due", Form.DATE),
        Field("legal_form", Form.CHOICE, _values(LegalForm)),
        Field("approval", Form.ACTORS),
        Field("members_named", Form.TRUTH),
        Field("quote", Form.WORDS, may_be_empty=False),
    ),
    RecordKind.EVENT: (
        Field("kind", Form.CHOICE, _values(EventKind, UNDECIDED), may_be_empty=False),
        Field("status", Form.CHOICE, _values(EventStatus, UNDECIDED), may_be_empty=False),
        Field("participants", Form.ACTORS),
        Field("place", Form.TEXT),
        Field("date", Form.DATE),
        Field("quantities", Form.QUANTITIES, sure="quantity"),
        Field("reported_by", Form.ACTORS),
        Field("quote", Form.WORDS, may_be_empty=False),
    ),
    RecordKind.CLAIM: (
        Field("property", Form.CHOICE, _values(ClaimProperty), may_be_empty=False),
        Field("subject", Form.ACTOR, may_be_empty=False),
        Field("value", Form.TEXT, may_be_empty=False),
        Field("as_of", Form.DATE),
        Field("asserted_by", Form.ACTOR),
        Field("quote", Form.WORDS, may_be_empty=False),
    ),
}
"""The fields that a person can correct, in the order in which they are shown."""

KEYS: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.STATEMENT: ("speakers", "act"),
    RecordKind.COMMITMENT: ("party", "measure"),
    RecordKind.EVENT: ("kind", "participants"),
    RecordKind.CLAIM: ("property", "subject", "value"),
}
"""The fields that tell apart records that stand on the same words."""

TRIGGERS: Mapping[RecordKind, str] = {
    RecordKind.STATEMENT: "cue",
    RecordKind.COMMITMENT: "trigger",
    RecordKind.EVENT: "trigger",
    RecordKind.CLAIM: "value_text",
}
"""The field that holds the words which make the record one of its kind."""

ACTORS: Mapping[RecordKind, tuple[str, ...]] = {
    kind: tuple(each.name for each in fields if each.form in (Form.ACTOR, Form.ACTORS))
    for kind, fields in FIELDS.items()
}

_EVIDENCE_OF = {
    "said_on": "said_on_text", "addressees": "addressee_text", "via": "via_text", "due": "due_text",
    "beneficiary": "beneficiary_text", "legal_form": "legal_form_text", "approval": "approval_text",
    "participants": "participant_text", "place": "place_text", "date": "date_text",
    "reported_by": "reported_by_text", "as_of": "as_of_text",
}  # fmt: skip
"""The field that holds the words for another one; they go where the other is emptied."""


def field_of(kind: RecordKind, name: str) -> Field:
    """Return the description of a field."""
    return next(each for each in FIELDS[kind] if each.name == name)


def is_empty(value: Any) -> bool:
    """Tell whether a value says nothing: none, an empty list or text, or undecided."""
    return value is None or value in ((), [], "", UNDECIDED)


def same_value(field: Field, left: Any, right: Any) -> bool:
    """Tell whether two values (records' own or JSON) of a field say the same.

    The order of actors and issues does not matter, nor where words stand: only which words they are.
    """
    return bool(_comparable(field, left) == _comparable(field, right))


def _comparable(field: Field, value: Any) -> Any:
    value = plain(value)
    if is_empty(value):
        return None
    match field.form:
        case Form.WORDS:
            return " ".join(" ".join(each["exact"] for each in value).split())
        case Form.QUANTITIES:
            return tuple(sorted(" ".join(each["text"]["exact"].split()) for each in value))
        case Form.ACTORS | Form.ISSUES:
            return tuple(sorted(value))
    return value


def with_values(record: Record, values: Mapping[str, Any]) -> Record:
    """Return a record with some fields given by a person.

    The machine's confidence and its reason for leaving a field open do not speak of the new value: both go.
    """
    if not values:
        return record
    changes = dict(values)
    for name, value in values.items():
        words = _EVIDENCE_OF.get(name)
        if words is not None and is_empty(value) and hasattr(record, words) and words not in changes:
            changes[words] = ()
    described = {each.name: each for each in FIELDS[kind_of(record)]}
    gone = {described[name].confidence for name in values if name in described} | set(values)
    changes["confidence"] = {name: sure for name, sure in record.confidence.items() if name not in gone}
    if not isinstance(record, Claim):
        changes["undecided"] = {name: why for name, why in record.undecided.items() if name not in gone}
    return replace(record, **changes)


def renamed(kind: RecordKind, held: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return the JSON of a record, or of some of its fields, with its actors named as decided since."""
    out = dict(held)
    for name in ACTORS[kind]:
        value = out.get(name)
        if isinstance(value, str):
            out[name] = names.get(value, value)
        elif isinstance(value, Sequence):
            out[name] = list(dict.fromkeys(names.get(each, each) for each in value))
    return out
