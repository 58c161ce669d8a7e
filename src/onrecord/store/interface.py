"""Say what a casefile can be asked (``CasefileView``) and told (``CasefileWriter``), whatever keeps it.

Reading and writing are apart, so that a view can be given a casefile that it cannot change. Iterators stream:
none of them holds a whole casefile in memory. Every method raises ``CasefileError`` when the store fails, and
``UsageError`` when it is asked for something that is not there or not in one way only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Generic, Protocol, Self

from onrecord.model import Claim, Commitment, Document, Event, Given, Reading, Statement
from onrecord.store.decisions import ActorFile, Decision
from onrecord.store.entry_filters import EntryFilter as EntryFilter
from onrecord.store.interface_coverage import CoverageView
from onrecord.store.interface_publishing import PublishingView, PublishingWriter
from onrecord.store.interface_register import RegisterView, RegisterWriter
from onrecord.store.interface_review import ReviewableView
from onrecord.store.interface_shown import ShownView, ShownWriter
from onrecord.store.interface_tracker import TrackerView, TrackerWriter
from onrecord.store.record_filters import ClaimFilter, CommitmentFilter, EventFilter
from onrecord.store.record_kinds import R
from onrecord.store.reviews import KeptReview, Review

NOTHING_GIVEN = Given()

FIELDS = ("title", "outlet", "byline", "published", "url")
"""The fields of a document that a user can state, in the order of ``Given``."""

EVIDENCE = (
    "quote",
    "cue",
    "speaker_text",
    "speaker_mentions",
    "addressee_text",
    "condition",
    "said_on_text",
    "via_text",
)
"""The fields of a statement that hold evidence."""


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Choose documents; ``None`` chooses all. Texts are matched without regard to case and accents.

    ``date_from`` and ``date_until`` are EDTF and inclusive. A document passes when its date, partial as it
    may be, can lie between them; one without a date, or without a year, does not.
    """

    outlet: str | None = None  # part of the outlet's name
    date_from: str | None = None
    date_until: str | None = None
    text: str | None = None  # part of the title or of the clean text
    all_versions: bool = False  # else the newest version at each address alone
    undated: bool = False  # those alone that have no date, or none with a year
    outlets: tuple[str, ...] = ()  # whole names, "" for none known; empty: of all
    unread: bool = False  # those alone that have no reading
    copied: bool = False  # those alone that another was copied or rewritten from
    copies: bool = False  # those alone that were copied or rewritten from another


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Choose statements; ``None`` chooses all. Texts are matched without regard to case and accents.

    Actors are looked for by the names that were decided on. ``acts``, ``issues``, ``stances`` and ``roles``
    choose what has one of the values, ``undecided`` among them; empty ones choose all.
    """

    speaker: str | None = None  # part of a speaker's name, or of the words that name the speaker there
    outlet: str | None = None  # part of the outlet's name
    date_from: str | None = None  # of publication, as in DocumentFilter
    date_until: str | None = None
    text: str | None = None  # part of the content
    document: str | None = None  # id of a document, or a prefix of one id only; then of any version
    all_versions: bool = False
    addressee: str | None = None  # as speaker
    affiliation: str | None = None  # part of what the speaker speaks for
    acts: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()  # ids of the codebook
    stances: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()  # values of SpeakerRole
    said_from: str | None = None  # of the day it was said, as date_from
    said_until: str | None = None
    with_condition: bool = False
    outlets: tuple[str, ...] = ()  # whole names, "" for none known; empty: of all


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """Hold what a list of documents shows: the fields with the user's edits, without the text."""

    id: str
    digest: str
    name: str
    media_type: str
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None
    language: str
    url: str | None
    path: str | None
    notes: tuple[str, ...]
    version: int  # 1 for the first page found at its address
    previous: str | None  # id of the version before
    newest: bool
    model: str | None  # that gave the reading; None: not read
    statements: int
    edited: tuple[str, ...]  # names of the fields that the user stated
    commitments: int = 0
    events: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class StatementRow:
    """Hold a statement together with the document it stands in."""

    statement: Statement
    document: DocumentSummary


@dataclass(frozen=True, slots=True)
class FoundRow(Generic[R]):
    """Hold a commitment, event or claim together with the document it stands in."""

    record: R
    document: DocumentSummary


@dataclass(frozen=True, slots=True)
class Edit:
    """Hold one decision of the user on one field of a document; the latest of a field holds."""

    field: str  # one of FIELDS
    value: str | None  # None: the document has none
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Counts:
    """Hold the size of a casefile: documents of newest versions, all versions, records of the newest."""

    documents: int
    versions: int
    statements: int
    commitments: int = 0
    events: int = 0
    claims: int = 0


class AddKind(StrEnum):
    """What adding a page came to."""

    ADDED = "added"
    UNCHANGED = "unchanged"  # the page is known and nothing new was stated about it
    EDITED = "edited"  # the page is known; what was newly stated about it is kept as an edit
    NEW_VERSION = "new version"  # another page was known under its address


@dataclass(frozen=True, slots=True)
class NewPage:
    """Hold what is added: the document made of a page, the page, and what the user states about it."""

    document: Document
    raw: bytes
    given: Given = NOTHING_GIVEN


@dataclass(frozen=True, slots=True)
class AddOutcome:
    """Hold what came of one page; ``document`` is as the casefile now has it, its id the casefile's."""

    kind: AddKind
    document: Document
    previous: str | None  # id of the version before
    model: str | None  # that read it; None: the document is still to be read


class CasefileView(
    RegisterView, ShownView, TrackerView, ReviewableView, CoverageView, PublishingView, Protocol
):
    """Ask a casefile."""

    @property
    def location(self) -> str:
        """Return where the casefile lies, as messages name it."""
        ...

    def documents(self, where: DocumentFilter = ...) -> Iterator[Document]:
        """Stream documents with the user's edits, in the order of their ids."""
        ...

    def summaries(self, where: DocumentFilter = ...) -> Iterator[DocumentSummary]:
        """Stream what a list of documents shows: by date of publication, undated last, then by id."""
        ...

    def document(self, document_id: str) -> Document:
        """Return one document by its id or a prefix that only one id has."""
        ...

    def documents_by_id(self, document_ids: Collection[str]) -> Mapping[str, Document]:
        """Return documents by their whole ids; those that the casefile does not have are left out."""
        ...

    def summaries_by_id(self, document_ids: Collection[str]) -> Mapping[str, DocumentSummary]:
        """Return what a list shows of documents by their whole ids; those that are not there are left out."""
        ...

    def summary(self, document_id: str) -> DocumentSummary:
        """Return what a list shows of one document, by its id or a prefix that only one id has."""
        ...

    def versions(self, document_id: str) -> tuple[DocumentSummary, ...]:
        """Return all versions found at the address of a document, the oldest first."""
        ...

    def edits(self, document_id: str) -> tuple[Edit, ...]:
        """Return every decision of the user on a document, the oldest first."""
        ...

    def raw(self, document_id: str) -> bytes:
        """Return the bytes of the page that a document was made of."""
        ...

    def reading(self, document_id: str) -> Reading | None:
        """Return what reading a document gave; ``None`` where it was not read yet."""
        ...

    def statements(self, where: StatementFilter = ...) -> Iterator[StatementRow]:
        """Stream statements in the order of ``summaries``, within a document as the reading has them."""
        ...

    def commitments(self, where: CommitmentFilter = ...) -> Iterator[FoundRow[Commitment]]:
        """Stream commitments in the order of ``summaries``, within a document as the reading has them."""
        ...

    def events(self, where: EventFilter = ...) -> Iterator[FoundRow[Event]]:
        """Stream events by their own date, undated last, then in the order of ``summaries``."""
        ...

    def claims(self, where: ClaimFilter = ...) -> Iterator[FoundRow[Claim]]:
        """Stream claims in the order of ``summaries``, within a document as the reading has them."""
        ...

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision on actors, the oldest first, those that were undone too."""
        ...

    def actor_names(self) -> Mapping[str, str]:
        """Return every name that a record gives an actor, each with the name decided for it everywhere."""
        ...

    def actor_files(self) -> tuple[ActorFile, ...]:
        """Return the files of facts that were brought in and hold, the oldest first."""
        ...

    def setting(self, name: str) -> str | None:
        """Return a setting of the casefile; ``None`` where it was never put."""
        ...

    def names_decided(self) -> Mapping[str, str]:
        """Return the names that decisions on actors change everywhere, each with the one that holds."""
        ...

    def reviews(self, document_id: str) -> tuple[Review, ...]:
        """Return every review of a document and of its other versions, the oldest first, undone ones too."""
        ...

    def all_reviews(self) -> tuple[KeptReview, ...]:
        """Return every review of the casefile, the oldest first, undone ones too."""
        ...

    def reviewed(self) -> frozenset[str]:
        """Return the ids of the documents that have reviews, or another version of which has."""
        ...

    def unread(self, model: str) -> int:
        """Count the documents to be read that have no reading by this model, of all versions."""
        ...

    def counts(self) -> Counts:
        """Return how much the casefile holds."""
        ...

    def revision(self) -> int:
        """Return a number that grows with every change of the casefile that is kept: cheap to ask."""
        ...


class CasefileWriter(RegisterWriter, ShownWriter, TrackerWriter, PublishingWriter, Protocol):
    """Tell a casefile."""

    def add_documents(self, pages: Sequence[NewPage]) -> list[AddOutcome]:
        """Add pages, all of them or, where it raises, none; return what came of each, in order."""
        ...

    def add_document(self, document: Document, raw: bytes, given: Given = ...) -> AddOutcome:
        """Add one page."""
        ...

    def put_reading(self, reading: Reading) -> None:
        """Keep the reading of one document in place of an earlier one."""
        ...

    def put_readings(self, readings: Sequence[Reading]) -> None:
        """Keep the readings of documents, of each one, in place of earlier ones."""
        ...

    def edit_document(self, document_id: str, given: Given) -> Document:
        """Keep what the user states about a document; an empty string states that it has none."""
        ...

    def merge_actors(self, names: Sequence[str], by: str) -> Decision:
        """Decide that several names are one actor, who is called by the first."""
        ...

    def rename_actor(self, name: str, new: str, by: str) -> Decision:
        """Decide what an actor is called."""
        ...

    def split_actor(
        self, name: str, new: str, by: str, *, document: str | None = None, statement: str | None = None
    ) -> Decision:
        """Decide that a name means somebody else in one document or, by its id, in one statement."""
        ...

    def import_actors(self, name: str, content: bytes, by: str) -> Decision:
        """Keep a file of facts about actors as it is."""
        ...

    def undo_decision(self, by: str) -> Decision:
        """Undo the latest decision on actors that holds; return the decision to do so."""
        ...

    def add_reviews(self, reviews: Sequence[Review]) -> tuple[KeptReview, ...]:
        """Append those reviews that are not there yet, all or, where it raises, none; return these."""
        ...

    def put_setting(self, name: str, value: str) -> None:
        """Keep a setting of the casefile in place of an earlier one."""
        ...

    def take_unread(self, model: str, limit: int, after: str = "") -> list[Document]:
        """Return the next documents to be read that have no reading by this model, by id, after an id."""
        ...


class CasefileStore(CasefileView, CasefileWriter, Protocol):
    """Ask and tell a casefile; leaving its ``with`` block closes it."""

    def close(self) -> None:
        """Give back what the casefile holds open."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
