"""Say what a casefile can be asked about its articles: lists, who takes from whom, where it began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from onrecord.model import Derivation, Evidence

if TYPE_CHECKING:
    from onrecord.store.interface import DocumentFilter, DocumentSummary


@dataclass(frozen=True, slots=True)
class OutletTie:
    """Hold how often pages of one outlet derive in one way from pages of another."""

    source: str  # "": not known
    derived: str
    kind: str  # a DerivationKind
    number: int  # of derivations


@dataclass(frozen=True, slots=True)
class OutletCount:
    """Hold what an outlet's pages come to: those of the newest version at each address alone."""

    outlet: str  # "": not known
    pages: int
    taken: int  # copies and rewrites of other pages
    shared: int  # take passages from others, and are no copies
    statements: int
    unnamed: int  # statements whose speaker has no name
    placeholders: int = 0  # citations that stand where a source should be named

    @property
    def own(self) -> int:
        """Return how many pages were not made of another."""
        return self.pages - self.taken


@dataclass(frozen=True, slots=True)
class OriginCount:
    """Hold in how many entries a report goes back to an origin."""

    origin: str  # id of a document, or "outlet: NAME"
    entries: int


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Hold a citation that leads nowhere, and the document it stands in."""

    document: str  # id
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """Hold the entry that reports a record, and how much stands behind it."""

    entry: str  # id
    origins: int
    reports: int


@dataclass(frozen=True, slots=True)
class TieFilter:
    """Choose derivations; ``None`` and empty choose all. Outlets are whole names, "" where none is known."""

    source: str | None = None
    derived: str | None = None
    kinds: tuple[str, ...] = ()


class CoverageView(Protocol):
    """Ask a casefile about its articles and their sources."""

    def document_page(
        self, where: DocumentFilter, newest_first: bool = True, offset: int = 0, limit: int = 50
    ) -> tuple[Sequence[DocumentSummary], int]:
        """Return some of the documents that fit, by date of publication, undated last; and how many fit."""
        ...

    def outlet_ties(self) -> Sequence[OutletTie]:
        """Return how often pages of outlets derive from those of others, by source, derived and kind."""
        ...

    def outlets_counted(self) -> Sequence[OutletCount]:
        """Return what the pages of each outlet come to, the outlet with the most pages first."""
        ...

    def ties(self, where: TieFilter, offset: int = 0, limit: int = 50) -> tuple[Sequence[Derivation], int]:
        """Return some of the derivations that fit, by derived document and source; and how many fit."""
        ...

    def origins_counted(self, offset: int = 0, limit: int = 50) -> tuple[Sequence[OriginCount], int]:
        """Return some origins, that of the most entries first; and how many there are."""
        ...

    def entries_from(self, origin: str, offset: int = 0, limit: int = 50) -> tuple[Sequence[str], int]:
        """Return the ids of some of the entries of which a report goes back to an origin; and how many."""
        ...

    def placeholders(self, offset: int = 0, limit: int = 50) -> tuple[Sequence[Placeholder], int]:
        """Return some of the citations that lead nowhere, by document and place; and how many there are."""
        ...

    def entries_of_records(self, document_id: str) -> Mapping[str, RecordEntry]:
        """Return the entries that report the records of a document, by the id of the record."""
        ...
