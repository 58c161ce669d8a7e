"""Say which commitments, events and claims are looked for.

As in ``StatementFilter``: ``None`` and empty tuples choose all, texts are matched without regard to case and
accents, actors by the names that were decided on, and values chosen may include ``undecided``. Dates are EDTF
and inclusive; a record passes where its date, partial as it may be, can lie between them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommitmentFilter:
    """Choose commitments."""

    party: str | None = None  # part of the party's name, or of the words that name it there
    beneficiary: str | None = None  # as party
    measures: tuple[str, ...] = ()  # ids of the codebook
    statuses: tuple[str, ...] = ()  # values of CommitmentStatus
    legal_forms: tuple[str, ...] = ()  # values of LegalForm
    approval: str | None = None  # as party: by whom it is to be approved
    outlet: str | None = None  # part of the outlet's name
    date_from: str | None = None  # of publication
    date_until: str | None = None
    text: str | None = None  # part of the evidence or of what is committed
    document: str | None = None  # id of a document, or a prefix of one id only; then of any version
    all_versions: bool = False
    due_from: str | None = None
    due_until: str | None = None
    with_condition: bool = False
    with_quantity: bool = False
    narrated: bool | None = None  # True: in plain narration; False: carried by a statement
    lumped: bool | None = None  # True: of a party that is counted or lumped ("group: 26 nations")


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Choose events."""

    kinds: tuple[str, ...] = ()  # values of EventKind
    participant: str | None = None  # part of a participant's name, or of the words that name it there
    place: str | None = None  # part of the place
    statuses: tuple[str, ...] = ()  # values of EventStatus
    event_from: str | None = None  # of the event itself
    event_until: str | None = None
    reported_by: str | None = None  # as participant
    outlet: str | None = None  # part of the outlet's name
    date_from: str | None = None  # of publication
    date_until: str | None = None
    text: str | None = None  # part of the evidence
    document: str | None = None  # id of a document, or a prefix of one id only; then of any version
    all_versions: bool = False
    with_quantity: bool = False


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Choose claims."""

    properties: tuple[str, ...] = ()  # values of ClaimProperty
    subject: str | None = None  # part of the subject, or of the words for it there
    value: str | None = None  # part of the value, or of the words for it there
    as_of_from: str | None = None
    as_of_until: str | None = None
    value_from: str | None = None  # EDTF, inclusive: of the days that a date claimed allows
    value_until: str | None = None
    outlet: str | None = None  # part of the outlet's name
    date_from: str | None = None  # of publication
    date_until: str | None = None
    text: str | None = None  # part of the evidence
    document: str | None = None  # id of a document, or a prefix of one id only; then of any version
    all_versions: bool = False
