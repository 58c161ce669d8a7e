"""Answer for articles and their sources; see ``CoverageView`` for each method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from onrecord.model import Derivation
from onrecord.store import coverage, lineage_ties
from onrecord.store import schema as t
from onrecord.store.interface import DocumentFilter, DocumentSummary
from onrecord.store.interface_coverage import (
    OriginCount,
    OutletCount,
    OutletTie,
    Placeholder,
    RecordEntry,
    TieFilter,
)
from onrecord.store.lending import Lender


class CoverageReading(Lender):
    """Ask for pages of lists of articles, and for what they take from one another."""

    def document_page(
        self, where: DocumentFilter, newest_first: bool = True, offset: int = 0, limit: int = 50
    ) -> tuple[Sequence[DocumentSummary], int]:
        """Return some of the documents that fit, by date of publication, undated last; and how many fit."""
        with self._connection() as connection:
            return coverage.document_page(connection, where, newest_first, offset, limit)

    def outlet_ties(self) -> Sequence[OutletTie]:
        """Return how often pages of outlets derive from those of others, by source, derived and kind."""
        with self._connection() as connection:
            return coverage.outlet_ties(connection)

    def outlets_counted(self) -> Sequence[OutletCount]:
        """Return what the pages of each outlet come to, the outlet with the most pages first."""
        with self._connection() as connection:
            return coverage.outlets_counted(connection)

    def ties(self, where: TieFilter, offset: int = 0, limit: int = 50) -> tuple[Sequence[Derivation], int]:
        """Return some of the derivations that fit, the latest first; and how many fit."""
        with self._connection() as connection:
            keys, total = coverage.ties(connection, where, offset, limit)
            found = lineage_ties.by_key(
                connection, select(t.derivations).where(t.derivations.c.key.in_(keys))
            )
            return tuple(found[key] for key in keys), total

    def origins_counted(self, offset: int = 0, limit: int = 50) -> tuple[Sequence[OriginCount], int]:
        """Return some origins, that of the most entries first; and how many there are."""
        with self._connection() as connection:
            return coverage.origins_counted(connection, offset, limit)

    def entries_from(self, origin: str, offset: int = 0, limit: int = 50) -> tuple[Sequence[str], int]:
        """Return the ids of some of the entries of which a report goes back to an origin; and how many."""
        with self._connection() as connection:
            return coverage.entries_from(connection, origin, offset, limit)

    def placeholders(self, offset: int = 0, limit: int = 50) -> tuple[Sequence[Placeholder], int]:
        """Return some of the citations that lead nowhere, by document and place; and how many there are."""
        with self._connection() as connection:
            return coverage.placeholders(connection, offset, limit)

    def entries_of_records(self, document_id: str) -> Mapping[str, RecordEntry]:
        """Return the entries that report the records of a document, by the id of the record."""
        with self._connection() as connection:
            _, whole = self._find(connection, document_id)
            return coverage.entries_of_records(connection, whole)
