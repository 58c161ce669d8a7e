"""Hold facts as reports state them, and pairs of reports that cannot both hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from onrecord.model.documents import Evidence
from onrecord.model.vocabulary import RecordKind, ZoneKind


class ConflictKind(StrEnum):
    """In what two reports differ that cannot both hold."""

    CONTROL = "control"  # who holds a place
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    ATTRIBUTION = "attribution"  # who said or asked for it
    MEMBERSHIP = "membership"
    HEADLINE = "headline"  # a headline that its own body does not carry
    STRENGTH = "strength"  # the same act, firm in one report and weak in another
    SCOPE = "scope"  # the same act, another amount or range
    CONDITION = "condition"  # the same act, with another condition or without one
    APPROVAL = "approval"  # the same act, approved by somebody else


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold what one record of one document states that others may contradict.

    ``subject`` says of what ("dead: Brennock"), ``value`` what is stated; numbers have bounds.
    """

    id: str  # digest of document, record and property
    document: str
    digest: str  # of the document
    record_kind: RecordKind
    record: str
    property: ConflictKind
    subject: str
    value: str  # in canonical form, for comparing
    shown: str  # in the text's words
    quote: tuple[Evidence, ...]
    zone: ZoneKind
    first_day: str | None  # ISO days of which it is true, as far as told
    last_day: str | None
    dated: bool  # the text itself dates it
    published: str | None
    outlet: str | None
    asserted_by: str | None = None  # who says so: an actor, the outlet where it speaks itself, None: not told
    least: float | None = None
    most: float | None = None
    approximate: bool = False
    unit: str = ""
    about: tuple[str, ...] = ()  # further words and actors that two facts of one subject share
    confidence: float = 1.0
    edtf: str | None = None  # the day as told, partial as it may be: it may lack its year
    around: tuple[str, ...] = ()  # stems of what the sentences around it are about
    vector: bytes = b""  # as SentenceVector, of its sentence


@dataclass(frozen=True, slots=True)
class Side:
    """Hold one of the two reports of a conflict."""

    record_kind: RecordKind
    record: str
    document: str
    entry: str | None  # id, where the record is reported by one
    outlet: str | None
    published: str | None
    asserted_by: str | None
    value: str  # what it says, in its own words, short
    quote: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Hold two reports that cannot both hold; neither is chosen."""

    kind: ConflictKind
    subject: str
    left: Side
    right: Side
    why: str  # a plain sentence
    issues: tuple[str, ...] = ()
    first_day: str | None = None  # ISO days of what they disagree on
    last_day: str | None = None
    confidence: float = 1.0
    by: str = "facts"  # "facts": two facts were compared; "entry": two reports of one act

    @property
    def id(self) -> str:
        """Return the digest of kind, way, subject and records, whichever side they stand on."""
        records = sorted((self.left.record, self.right.record))
        return sha256(f"{self.kind} {self.by} {self.subject} {' '.join(records)}".encode()).hexdigest()[:16]


class ConflictIndex(Protocol):
    """Keep facts and conflicts; the store fills it, dictionaries do for tests and single runs."""

    def facts_of_documents(self, document_ids: Collection[str]) -> Sequence[Fact]:
        """Return the facts of documents, by document and id."""
        ...

    def put_facts(self, document_id: str, facts: Sequence[Fact], keys: Mapping[str, Collection[str]]) -> None:
        """Keep the facts of a document in place of its earlier ones, with the keys of each, by id."""
        ...

    def facts_with(self, keys: Collection[str], limit: int) -> Mapping[str, Sequence[Fact]]:
        """Return the facts that have each key, none for a key with more than ``limit``."""
        ...

    def put_conflicts(self, records: Collection[str], made: Sequence[Conflict], by: str) -> None:
        """Keep conflicts made one way, after forgetting all so made with a side of one of these records.

        ``by`` is that of ``Conflict``; what was made the other way stays.
        """
        ...
