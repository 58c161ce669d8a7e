"""Hold what ties one document to another: what it derives from, by which words, and where it all began."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from onrecord.model.documents import Document, Evidence
from onrecord.model.records import Mention, SentenceVector


class DerivationKind(StrEnum):
    """How a document derives from its source."""

    COPY = "copy"  # the same text republished with small edits
    REWRITE = "rewrite"  # a paraphrase of the same report
    PARTIAL = "partial"  # takes quotes or paragraphs
    CITES = "cites"  # names another outlet as its source
    REVISION = "revision"  # a new text at the same address


@dataclass(frozen=True, slots=True)
class Passage:
    """Set side by side the words of two documents that say the same."""

    source: Evidence
    derived: Evidence


@dataclass(frozen=True, slots=True)
class Derivation:
    """Say that one document derives from another.

    ``source`` is empty where a cited outlet has no document in the casefile; ``outlet`` names it then.
    ``direction`` says by what the source was told from what derives from it: ``credit``, ``dates``,
    ``content``, ``version``, ``decision``, or ``undecided``, where only the order of the digests decides.
    """

    source: str  # id of the document that was there first; "" for an outlet without a document
    derived: str  # id of the document that derives from it
    kind: DerivationKind
    outlet: str | None = None  # of the source, as far as known
    credited: bool = False  # the derived text names the outlet or agency of its source
    credit: tuple[Evidence, ...] = ()  # the words in the derived text that do so
    passages: tuple[Passage, ...] = ()  # in the order of the derived text
    direction: str = "undecided"
    confidence: float = 1.0
    why: Mapping[str, float] = field(default_factory=dict)  # what it was decided by, for explaining


@dataclass(frozen=True, slots=True)
class Likeness:
    """Hold what comparing two documents gave, whichever came first: a function of the two alone.

    ``a`` < ``b`` are document ids. ``kind`` is what ties them, ``None`` where they only tell the same story.
    """

    a: str
    b: str
    kind: DerivationKind | None
    passages: tuple[tuple[Evidence, Evidence], ...]  # (in a, in b), in the order of a
    measures: Mapping[str, float]  # what it was decided by, by name
    credit_in_a: tuple[Evidence, ...] = ()  # words of a that name b's outlet as a source
    credit_in_b: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """Hold what lineage looks at in one document."""

    document: Document
    sentences: tuple[SentenceVector, ...] = ()
    mentions: tuple[Mention, ...] = ()
    previous: str | None = None  # id of the version before at the same address
    newest: bool = True


class LineageIndex(Protocol):
    """Keep keys and likenesses of all documents; the store fills it, a dictionary does for a folder."""

    def put_keys(self, document_id: str, keys: Collection[int]) -> None:
        """Keep the keys of a document in place of earlier ones; each is a signed integer of 64 bits."""
        ...

    def keys(self, document_ids: Collection[str]) -> Mapping[str, frozenset[int]]:
        """Return the keys of documents; those without are left out."""
        ...

    def holders(self, keys: Collection[int], limit: int) -> Mapping[int, tuple[str, ...]]:
        """Return the documents that hold each key, in order, at most ``limit + 1`` of them."""
        ...

    def material(self, document_ids: Collection[str]) -> Mapping[str, Material]:
        """Return documents with what reading gave them."""
        ...

    def put_likenesses(self, found: Sequence[Likeness], gone: Collection[tuple[str, str]]) -> None:
        """Keep likenesses in place of earlier ones of the same two, after forgetting some pairs (a < b)."""
        ...

    def likenesses(self, document_ids: Collection[str]) -> Sequence[Likeness]:
        """Return the likenesses in which any of the documents takes part, in the order of (a, b)."""
        ...


@dataclass(frozen=True, slots=True)
class Link:
    """Hold one link of a chain: who passed the words on, nearest to the reader first."""

    name: str  # an outlet, agency, person, or the speaker
    role: str  # outlet, relay or speaker
    document: str | None = None  # id, where the casefile holds its page
    evidence: tuple[Evidence, ...] = ()  # the words that name it, in the document of the link before
    note: str | None = None  # "not in the casefile", "cannot be looked up", "unnamed", "goes in a circle"
