"""Hold the entries of the register: acts merged over the documents that report them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from onrecord.model.documents import Evidence
from onrecord.model.lineage import Link
from onrecord.model.records import Relation
from onrecord.model.vocabulary import RecordKind, ZoneKind

REGISTER_VERSION = "4"
"""Version of all that is derived of readings, from lineage to conflicts; raise it with any change of it."""


class EntryKind(StrEnum):
    """What an entry records."""

    COMMITMENT = "commitment"
    OFFER = "offer"
    DEMAND = "demand"
    PROPOSAL = "proposal"
    ACCEPTANCE = "acceptance"
    REFUSAL = "refusal"
    THREAT = "threat"
    DENIAL = "denial"
    SUPPORT = "support"
    ACCUSATION = "accusation"
    WARNING = "warning"
    CLAIM = "claim"
    EVENT = "event"
    UNDECIDED = "undecided"  # a statement whose act is undecided


class EntryLinkKind(StrEnum):
    """How one entry is tied to another; read as: source ``kind`` target."""

    RESPONDS_TO = "responds_to"
    PART_OF = "part_of"
    REPEATS = "repeats"  # the same act at another, later time
    BEFORE = "before"
    AFTER = "after"
    INSTEAD_OF = "instead_of"
    IN_EXCHANGE_FOR = "in_exchange_for"


class Answer(StrEnum):
    """What an entry that responds says to what it answers."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CONDITIONED = "conditioned"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Place evidence so that it is found again whatever is read anew: document digest and code points."""

    digest: str
    start: int
    end: int

    @property
    def id(self) -> str:
        """Return the id of an entry whose least place this is.

        >>> Place("ab12", 3, 9).id
        '4e8413fd3e00a68e'
        """
        return sha256(f"{self.digest} {self.start} {self.end}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ReportedAct:
    """Hold a statement, commitment or event as the register compares it: names as decided, after review.

    ``principals`` are who answers for it: the state or organisation a person speaks for, else the actor; acts
    of different principals are never one. ``quote`` and ``vector`` are of the content (event: its words).
    """

    place: Place  # of the least evidence of the record
    document: str  # id
    record_kind: RecordKind
    record: str  # id of the record
    kind: EntryKind
    principals: tuple[str, ...]
    actors: tuple[str, ...]  # speakers, party, participants
    towards: tuple[str, ...]  # addressees, beneficiary
    act: str  # of a statement; "" else
    issues: tuple[str, ...]  # measure of a commitment; "event:" and the kind of an event
    stance: str
    status: str  # of a commitment or event; "" else
    quote: tuple[Evidence, ...]
    text: str  # the words that are compared: content, or quote of a commitment or event
    zone: ZoneKind
    first_day: str | None  # ISO days between which it was done: said_on, date of an event, or publication
    last_day: str | None
    dated: bool  # the text itself dates it
    published: str | None  # EDTF, of the document
    outlet: str | None
    condition: tuple[Evidence, ...] = ()
    quantities: tuple[tuple[str, float | None, float | None], ...] = ()  # unit, least, most
    via: tuple[str, ...] = ()
    unnamed: bool = False  # the actor is "anon: ..."
    statement: str | None = None  # of a commitment: id of the statement that carries it
    vector: bytes = b""  # as SentenceVector, the mean over the sentences of the quote; b"": none
    confidence: float = 1.0
    reviewed: bool = False  # a person accepted, corrected or added it
    trigger: Evidence | None = None  # the word that carries the status of a commitment, or names an event
    due: str | None = None
    place_name: str | None = None  # of an event
    cue: tuple[Evidence, ...] = ()  # of a statement
    relations: tuple[Relation, ...] = ()  # of a statement
    around: tuple[Evidence, ...] = ()  # the sentences that cue and quote stand in
    names: tuple[tuple[str, str], ...] = ()  # words of these that name an actor, and whom: ("Calder", "XQA")
    role: str = ""  # SpeakerRole of the statement, or of the one that carries a commitment; "": not told
    stance_confidence: float = 1.0
    quantity_text: tuple[Evidence, ...] = ()  # the words of ``quantities``, in their order
    due_text: tuple[Evidence, ...] = ()
    legal_form: str = ""  # a LegalForm, of a commitment
    legal_form_text: tuple[Evidence, ...] = ()
    approval: tuple[str, ...] = ()  # by whom a commitment must be, or was, approved
    approval_text: tuple[Evidence, ...] = ()
    members_named: bool | None = None  # of a counted party: does the text name its members; None: no group
    sayers: tuple[str, ...] = ()  # of a commitment that a statement carries: who says so
    sayers_for: tuple[str, ...] = ()  # who answers for them


@dataclass(frozen=True, slots=True)
class Report:
    """Hold one record of one document that reports the act of an entry."""

    act: ReportedAct
    chain: tuple[Link, ...]  # outlet <- relays <- speaker
    origin: str  # id of the document it began with; "outlet: Politico" where the casefile has no page of it
    wording: str = ""  # the words that carry the strength: "open to abandoning"
    strength: float | None = None  # on the scale of wordings, 0 to 1; None: no word of the scale


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step of a ladder, with the report that carries it."""

    ladder: str  # "decided" or "done"
    status: str
    on: str | None  # EDTF: since when, as far as told
    report: int  # index into the entry's reports


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one act with everything that reports it.

    ``id`` is the digest of its least evidence (document digest, start, end). ``reports`` begin with the best,
    that is the nearest source. ``notes`` say what a reader has to know: "carried by a headline alone".
    """

    id: str
    kind: EntryKind
    proposition: str  # what it is about, in words of its best report
    actors: tuple[str, ...]
    principals: tuple[str, ...]
    towards: tuple[str, ...]
    issues: tuple[str, ...]
    stance: str
    status: str  # the furthest of the latest reports, for a commitment or event
    reports: tuple[Report, ...]
    origins: tuple[str, ...]
    first_reported: str | None  # EDTF
    last_reported: str | None
    first_day: str | None  # ISO days between which the act itself lies
    last_day: str | None
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    decided: tuple[str, ...] = ()  # ids of the judgements that shaped it

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where its evidence stands, the least first; each may serve as its id."""
        return tuple(sorted(report.act.place for report in self.reports))


@dataclass(frozen=True, slots=True)
class EntryLink:
    """Tie an entry to another, with the report and the words that show it."""

    source: str  # entry id
    target: str
    kind: EntryLinkKind
    answer: Answer | None
    report: str  # record id, in the source entry, that shows it
    evidence: tuple[Evidence, ...]
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    """Hold documents about the same happening; ``id`` is the digest of its least document digest."""

    id: str
    documents: tuple[str, ...]  # ids, by date of publication
    first_day: str | None
    last_day: str | None


class JudgementKind(StrEnum):
    """What a person decided about entries and origins."""

    SAME_ACT = "same act"  # merge
    OTHER_ACT = "other act"  # split
    SAME_ORIGIN = "same origin"
    NOT_DERIVED = "not derived"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Keep one decision of a person on two places; it outlives every re-run. Rows are appended alone.

    For acts a place is evidence, for documents it is the whole document (start and end are 0).
    """

    id: str
    kind: JudgementKind
    left: Place
    right: Place
    by: str
    at: datetime  # UTC
    note: str | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Say why two acts were merged or kept apart."""

    same: bool
    chance: float  # the fitted probability that they are one act
    reasons: tuple[str, ...]  # each a plain sentence
    measures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """Hold that two acts are one, by the ids of their records, ``left`` < ``right``."""

    left: str
    right: str
    chance: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Hold acts that ties hold together, directly or through others, and the entries that they give.

    Mostly one entry; more where acts at the ends of a chain of ties differ too much, or a person split them.
    """

    id: str  # of the least place, as an entry's
    acts: tuple[ReportedAct, ...]  # by place
    ties: tuple[Tie, ...]
    entries: tuple[Entry, ...] = ()


class RegisterIndex(Protocol):
    """Keep acts, clusters and links; the store fills it, dictionaries do for tests and single runs."""

    def put_acts(
        self, document_id: str, acts: Sequence[ReportedAct], keys: Mapping[str, Collection[str]]
    ) -> None:
        """Keep the acts of a document in place of its earlier ones, with the keys of each, by record."""
        ...

    def acts(self, document_ids: Collection[str]) -> Sequence[ReportedAct]:
        """Return the acts of documents, by place."""
        ...

    def acts_with(self, keys: Collection[str]) -> Mapping[str, Sequence[ReportedAct]]:
        """Return the acts that have each key, by place."""
        ...

    def clusters(self, records: Collection[str]) -> Sequence[Cluster]:
        """Return the clusters that hold the act of any of these records."""
        ...

    def put_clusters(
        self, gone: Collection[str], made: Sequence[Cluster], keys: Mapping[str, Collection[str]] = ...
    ) -> None:
        """Keep clusters with their entries, after forgetting others with theirs and the links from these.

        ``keys`` has what ``entries_with`` finds each entry by (``register.links``), by entry id.
        """
        ...

    def entries_with(self, keys: Collection[str], first_day: str, last_day: str) -> Sequence[Entry]:
        """Return the entries that have one of the keys (``register.links``) and may lie between two days.

        They come by id; an undated entry may lie anywhere.
        """
        ...

    def put_links(self, sources: Collection[str], links: Sequence[EntryLink]) -> None:
        """Keep the links from these entries in place of earlier ones."""
        ...
