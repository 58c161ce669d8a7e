"""Hold what an article puts on record, each with the words that carry it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.model.documents import Evidence, Span
from onrecord.model.vocabulary import (
    UNDECIDED,
    ClaimProperty,
    Directness,
    LegalForm,
    MentionKind,
    QuantityKind,
    RelationKind,
    SpeakerRole,
    ZoneKind,
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Mark a name in the clean text."""

    span: Span
    kind: MentionKind
    confidence: float


@dataclass(frozen=True, slots=True)
class Relation:
    """Tie two matters by the words between them: ``left`` is ``kind`` ``right``, as the text has it."""

    kind: RelationKind
    cue: Evidence  # "instead of"
    left: Evidence
    right: Evidence
    left_issue: str | None = None  # ids of the codebook, where the words name one
    right_issue: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Link the spans of one act of attribution; any of source and cue may be empty, content never."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: Mapping[str, float] = field(default_factory=dict)
    codes: tuple[float, ...] = ()
    """The encoder's scores of acts and stances, in the order of ``encoder.labels``; empty: not read."""
    topics: tuple[float, ...] = ()
    """The encoder's log probabilities of the manual's issues, likewise."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Mark words that a statement may point at: ``kind`` is ``addressee`` or ``condition``."""

    span: Span
    kind: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """Record one attributed speech act with its evidence (coding manual, 'statements').

    ``speakers``, ``affiliation``, ``addressees`` and ``via`` have the manual's forms: a person's full name,
    an ISO 3166 alpha-3 code, an organisation's usual name, ``anon: ...``, ``group: ...``. Empty ``speakers``
    and ``issues`` mean undecided, as ``UNDECIDED`` does for ``act`` and ``stance``; ``undecided`` says why,
    by field.
    ``speaker_mentions`` is where the speaker's fullest name stands.
    """

    id: str  # digest of document and content spans: the same words, the same id
    document_id: str
    quote: tuple[Evidence, ...]
    cue: tuple[Evidence, ...]
    speaker_text: tuple[Evidence, ...]
    speakers: tuple[str, ...]
    speaker_mentions: tuple[Evidence, ...]
    directness: Directness
    zone: ZoneKind
    via: tuple[str, ...] = ()  # nearest first
    via_text: tuple[Evidence, ...] = ()
    affiliation: str | None = None
    speaker_role: SpeakerRole | None = None
    act: str = UNDECIDED  # an Act
    addressees: tuple[str, ...] = ()
    addressee_text: tuple[Evidence, ...] = ()
    issues: tuple[str, ...] = ()  # ids of the codebook, the most specific first
    stance: str = UNDECIDED  # a Stance, towards the first issue
    condition: tuple[Evidence, ...] = ()
    said_on: str | None = None  # EDTF
    said_on_text: tuple[Evidence, ...] = ()  # the words that date it; empty: the dateline or publication
    relations: tuple[Relation, ...] = ()
    undecided: Mapping[str, str] = field(default_factory=dict)  # field: why it was left open
    confidence: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold an amount as the text has it, and what of it can be reckoned with.

    ``least`` and ``most`` bound the value: equal for one number, apart for a range ("two to three dozen"),
    one of them ``None`` where the words leave that side open ("at least 12"), both where it is no number
    ("a symbolic number"). Scaled: "$5bn" is 5e9 ``USD``, "half" of a whole is 50 ``%``.
    """

    text: Evidence
    kind: QuantityKind
    unit: str | None  # ISO 4217 for money, "%", days/weeks/months/years, else the counted noun
    least: float | None
    most: float | None
    approximate: bool = False  # "about", "some", "nearly"


@dataclass(frozen=True, slots=True)
class Commitment:
    """Record what one party has bound itself to, offered, weighed or refused (coding manual, 'commitments').

    ``party`` and ``beneficiary`` have the manual's forms; ``UNDECIDED`` where the text does not settle who.
    """

    id: str  # digest of document, kind, trigger, party and measure
    document_id: str
    quote: tuple[Evidence, ...]
    trigger: Evidence  # the word that carries the status: "promised", "suspended"
    zone: ZoneKind
    party: str
    party_text: tuple[Evidence, ...]
    measure: str  # id of the codebook, or UNDECIDED
    status: str  # a CommitmentStatus, or UNDECIDED
    what: str  # the action in the text's own words, shortened: for display, never for matching
    beneficiary: str | None = None
    beneficiary_text: tuple[Evidence, ...] = ()
    condition: tuple[Evidence, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    due: str | None = None  # EDTF: by when it is to be done
    due_text: tuple[Evidence, ...] = ()
    legal_form: LegalForm | None = None
    legal_form_text: tuple[Evidence, ...] = ()
    approval: tuple[str, ...] = ()  # by whom it must be, or was, approved, in the manual's forms
    approval_text: tuple[Evidence, ...] = ()
    members_named: bool | None = None  # of a counted party: does the text name its members; None: no group
    statement: str | None = None  # id of the statement that carries it; None: plain narration
    undecided: Mapping[str, str] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """Record what happened or is planned between parties (coding manual, 'events')."""

    id: str  # digest of document, kind and trigger
    document_id: str
    quote: tuple[Evidence, ...]
    trigger: Evidence  # the word that names the happening: "summit", "shelled"
    zone: ZoneKind
    kind: str  # an EventKind, or UNDECIDED
    status: str  # an EventStatus, or UNDECIDED
    participants: tuple[str, ...] = ()
    participant_text: tuple[Evidence, ...] = ()
    place: str | None = None  # in the text's words
    place_text: tuple[Evidence, ...] = ()
    date: str | None = None  # EDTF
    date_text: tuple[Evidence, ...] = ()
    quantities: tuple[Quantity, ...] = ()  # casualties, numbers of weapons
    reported_by: tuple[str, ...] = ()  # in the manual's forms; empty: the outlet itself
    reported_by_text: tuple[Evidence, ...] = ()
    undecided: Mapping[str, str] = field(default_factory=dict)
    confidence: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """Record what the outlet says in its own voice: who controls a place, a number, a date, a membership."""

    id: str  # digest of document, property and value's place
    document_id: str
    quote: tuple[Evidence, ...]
    zone: ZoneKind
    property: ClaimProperty
    subject: str  # in the manual's forms where it is an actor, else the text's words
    subject_text: tuple[Evidence, ...]
    value: str  # the place held, the number, the EDTF date, the group
    value_text: tuple[Evidence, ...]
    quantity: Quantity | None = None  # of a number
    as_of: str | None = None  # EDTF
    as_of_text: tuple[Evidence, ...] = ()
    asserted_by: str | None = None  # the outlet; None where the page names none
    confidence: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SentenceVector:
    """Hold what one sentence is about, for comparing reports: 128 signed bytes, 127 times a unit vector."""

    span: Span
    vector: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold everything that reading one document gave, and the model that gave it."""

    document_id: str
    model: str  # name, version and digest of the weights
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    commitments: tuple[Commitment, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    sentences: tuple[SentenceVector, ...] = ()  # in order, over the clean text
