"""Hold the records that every room shares: frozen, typed, without behaviour beyond their invariants.

The words are those of the coding manual (statement, speaker, cue, content, zone) and of the W3C Web
Annotation model (TextPositionSelector, TextQuoteSelector). Offsets are always code points, half open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

UNDECIDED = "undecided"
"""The value of a field that the text does not settle: counted apart, never guessed."""

CONTEXT = 32
"""Length of prefix and suffix of a text quote, in code points (Hypothesis uses the same)."""


class ZoneKind(StrEnum):
    """Part of the article that a stretch of text belongs to."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    CAPTION = "caption"
    CREDIT = "credit"  # byline, outlet and date lines: kept for evidence, never read for statements
    BODY = "body"


class Directness(StrEnum):
    """How far the content stands within quotation marks."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class MentionKind(StrEnum):
    """What a named mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


class Act(StrEnum):
    """What a speaker does by a statement: the manual's thirteen, the first that fits from the top."""

    DENY = "deny"
    THREATEN = "threaten"
    REFUSE = "refuse"
    REJECT = "reject"
    COMMIT = "commit"
    OFFER = "offer"
    AGREE = "agree"
    PROPOSE = "propose"
    REQUEST = "request"
    ACCUSE = "accuse"
    SUPPORT = "support"
    WARN = "warn"
    ASSERT = "assert"

    @property
    def plover(self) -> str | None:
        """Return the PLOVER event class; ``None`` where that ontology has none.

        >>> Act.OFFER.plover, Act.WARN.plover
        ('AGREE', None)
        """
        return _PLOVER.get(self)


_PLOVER = {
    Act.THREATEN: "THREATEN",
    Act.REFUSE: "REJECT",
    Act.REJECT: "REJECT",
    Act.COMMIT: "AGREE",
    Act.OFFER: "AGREE",
    Act.AGREE: "AGREE",
    Act.PROPOSE: "REQUEST",
    Act.REQUEST: "REQUEST",
    Act.ACCUSE: "ACCUSE",
    Act.SUPPORT: "SUPPORT",
}


class Stance(StrEnum):
    """Which way a statement leans on its issue coming about."""

    FOR = "for"
    AGAINST = "against"
    CONDITIONAL = "conditional"
    NONE = "none"


class SpeakerRole(StrEnum):
    """In what capacity somebody speaks: not everyone speaks for the state."""

    HEAD = "head of state or government"
    MINISTER = "minister"
    SPOKESPERSON = "spokesperson"
    ENVOY = "envoy"
    LEGISLATOR = "legislator"
    MILITARY = "military"
    OFFICIAL = "official"
    FORMER = "former"
    EXPERT = "expert"
    PUBLIC = "public"
    UNNAMED = "unnamed"
    OUTLET = "outlet"
    STATE = "state"  # the state, government or ministry itself speaks ("Kyiv", "the ministry said")
    ORGANISATION = "organisation"  # an organisation or armed group itself speaks


class RelationKind(StrEnum):
    """How the words tie one matter to another ("guarantees before membership")."""

    BEFORE = "before"
    AFTER = "after"
    INSTEAD_OF = "instead_of"
    IN_EXCHANGE_FOR = "in_exchange_for"
    ALONGSIDE = "alongside"
    UNLESS = "unless"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Mark a half-open stretch of a text in code points.

    >>> Span(2, 5).of("a bcd e")
    'bcd'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """Return what the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """Place one unbroken run of the clean text in the source text it was taken from, unchanged."""

    start: int  # in the clean text
    source_start: int  # in the source text
    length: int


@dataclass(frozen=True, slots=True)
class Zone:
    """Say which part of the article a stretch of the clean text is."""

    kind: ZoneKind
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """Point at exact words: a TextPositionSelector and a TextQuoteSelector over the clean text."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @classmethod
    def at(cls, text: str, span: Span) -> Evidence:
        """Select a span of a text.

        >>> Evidence.at("he said no", Span(3, 7)).exact
        'said'
        """
        return cls(
            span.start,
            span.end,
            text[span.start : span.end],
            text[max(0, span.start - CONTEXT) : span.start],
            text[span.end : span.end + CONTEXT],
        )

    def holds(self, text: str) -> bool:
        """Tell whether the text still says at this place what it said when the evidence was taken."""
        return (
            text[self.start : self.end] == self.exact
            and text[max(0, self.start - CONTEXT) : self.start] == self.prefix
            and text[self.end : self.end + CONTEXT] == self.suffix
        )


@dataclass(frozen=True, slots=True)
class Citation:
    """Name another outlet that the article says it took something from."""

    outlet: str
    quote: Evidence


@dataclass(frozen=True, slots=True)
class Given:
    """Carry what the user states about a page; it overrules what the page says. ``None``: not stated."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None  # EDTF
    url: str | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """Hold one page as it was found, before anything is made of it."""

    name: str  # file name, or "table.csv#17" for a row: what a message calls it
    raw: bytes  # the file's bytes; for a table row, its text cell as UTF-8
    media_type: str  # text/plain or text/html
    given: Given = Given()
    path: str | None = None  # where it was read from; the page's address where no URL is known


@dataclass(frozen=True, slots=True)
class Document:
    """Hold an article: its clean text, what the page says about it, and the way back to the page.

    ``text`` is the concatenation of ``pieces`` of ``source_text``; nothing in it is rewritten.
    ``source_text`` is the decoded file for plain text, and the page's text layer for HTML.
    ``published`` is EDTF and may be partial (``2023-04``, ``XXXX-06-12``).
    """

    id: str
    digest: str  # sha256 of the raw bytes, hexadecimal
    name: str
    media_type: str
    source_text: str
    text: str
    pieces: tuple[Piece, ...]
    zones: tuple[Zone, ...]  # in order, over the clean text, without overlap
    furniture: tuple[Span, ...]  # over the source text
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    language: str  # ISO 639-1, "und" where it cannot be told
    url: str | None
    path: str | None
    cites: tuple[Citation, ...] = ()
    placeholders: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()  # what intake had to decide, one line each ("decoded as windows-1252")

    @property
    def is_read(self) -> bool:
        """Tell whether the reading step takes this document: English with some text."""
        return self.language == "en" and bool(self.text.strip())


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
class Reading:
    """Hold everything that reading one document gave, and the model that gave it."""

    document_id: str
    model: str  # name, version and digest of the weights
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
