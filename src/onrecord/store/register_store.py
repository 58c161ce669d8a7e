"""Answer for the register part of a casefile; see ``RegisterView`` and ``RegisterIndex`` for each method."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from onrecord.model import (
    Cluster,
    Entry,
    EntryLink,
    Judgement,
    JudgementKind,
    Place,
    ReportedAct,
)
from onrecord.store import (
    days_counted,
    entry_facets,
    entry_finding,
    entry_pages,
    judging,
    names_counted,
    register_index,
    revisions,
    stamping,
)
from onrecord.store.entry_filters import EntryFacets, EntryFilter, EntryHead, EntryPage, EntrySort, Per
from onrecord.store.lending import Lender, keys_of

if TYPE_CHECKING:
    from onrecord.store.facet_table import FacetTable

ALL_ENTRIES = EntryFilter()
NO_KEYS: Mapping[str, Collection[str]] = MappingProxyType({})


class RegisterReading(Lender):
    """Ask for acts, clusters, entries, links, judgements, and what is out of step."""

    _facet_table: FacetTable | None = None

    def acts(self, document_ids: Collection[str]) -> Sequence[ReportedAct]:
        """Return the acts of documents, by place."""
        with self._connection() as connection:
            return register_index.acts(connection, keys_of(connection, document_ids).values())

    def acts_with(self, keys: Collection[str]) -> Mapping[str, Sequence[ReportedAct]]:
        """Return the acts that have each key, by place; keys that none has are left out."""
        with self._connection() as connection:
            return register_index.acts_with(connection, keys)

    def clusters(self, records: Collection[str]) -> Sequence[Cluster]:
        """Return the clusters that hold the act of any of these records, by id."""
        with self._connection() as connection:
            return register_index.clusters(connection, records)

    def entries_with(self, keys: Collection[str], first_day: str, last_day: str) -> Sequence[Entry]:
        """Return the entries that have one of the keys and may lie between two days (undated: any), by id."""
        with self._connection() as connection:
            ids = register_index.entry_ids_with(connection, keys, first_day, last_day)
            return register_index.entries_by_id(connection, ids)

    def entry_ids_with(self, keys: Collection[str], first_day: str, last_day: str) -> tuple[str, ...]:
        """Return the ids of the entries that ``entries_with`` returns."""
        with self._connection() as connection:
            return register_index.entry_ids_with(connection, keys, first_day, last_day)

    def entries_by_id(self, ids: Collection[str]) -> Sequence[Entry]:
        """Return the entries of these ids, by id; ids of none are left out."""
        with self._connection() as connection:
            return register_index.entries_by_id(connection, ids)

    def entries(self, where: EntryFilter = ALL_ENTRIES) -> Iterator[Entry]:
        """Stream entries by the first day of the act, undated last, then by id."""
        with self._connection() as connection:
            document = self._find(connection, where.document)[1] if where.document is not None else None
            yield from entry_finding.entries(connection, where, document)

    def entry_heads(self, where: EntryFilter = ALL_ENTRIES) -> Iterator[EntryHead]:
        """Stream what is known of entries at a glance, in no order."""
        with self._connection() as connection:
            document = self._find(connection, where.document)[1] if where.document is not None else None
            yield from entry_finding.heads(connection, where, document)

    def acts_since(self, principal: str, day: str) -> bool:
        """Tell whether anything that somebody answers for lies on an ISO day or later."""
        with self._connection() as connection:
            return entry_finding.acts_since(connection, principal, day)

    def names_counted(
        self, role: str, kinds: Collection[str] = (), limit: int | None = None
    ) -> Sequence[tuple[str, int]]:
        """Return the names that entries have in a role, each with the number of these, most first."""
        with self._connection() as connection:
            return names_counted.names_counted(connection, role, kinds, limit)

    def entries_page(
        self,
        where: EntryFilter = ALL_ENTRIES,
        sort: EntrySort = EntrySort.NEWEST,
        offset: int = 0,
        limit: int = 50,
        *,
        total: int | None = None,
    ) -> EntryPage:
        """Return some of the entries that are looked for, in an order, and how many there are."""
        with self._connection() as connection:
            document = self._find(connection, where.document)[1] if where.document is not None else None
            table = self._held_at(connection)
            if table is None:
                return entry_pages.page(connection, where, document, sort, offset, limit, total)
            return table.page(connection, where, document, sort, offset, limit)

    def entry_facets(self, where: EntryFilter = ALL_ENTRIES, top: int = 30) -> EntryFacets:
        """Count the entries that are looked for by facets, of the actors the ``top`` most frequent."""
        with self._connection() as connection:
            document = self._find(connection, where.document)[1] if where.document is not None else None
            table = self._held_at(connection)
            if table is None:
                return entry_facets.facets(connection, where, document, top)
            return table.facets(connection, where, document, top)

    def hold_facets(self) -> None:
        """Hold in memory what entries are counted and paged by, until the casefile changes."""
        from onrecord.store.facet_table import facet_table  # numpy: commands that ask once do without

        with self._connection() as connection:
            if self._held_at(connection) is None:
                self._facet_table = facet_table(connection, revisions.revision(connection))

    def _held_at(self, connection: Connection) -> FacetTable | None:
        """Return what is held in memory, where it is of the state that a connection sees."""
        table = self._facet_table
        if table is None or self._batch is not None or table.revision != revisions.revision(connection):
            return None  # what a batch wrote has no number yet
        return table

    def entry_days(self, per: Per = Per.MONTH) -> Mapping[str, int]:
        """Return how many entries were first reported in each period, in order; "": those without a day."""
        with self._connection() as connection:
            return days_counted.entry_days(connection, per)

    def document_days(self, per: Per = Per.MONTH) -> Mapping[str, int]:
        """Return how many pages were published in each period, in order; "": those without a day."""
        with self._connection() as connection:
            return days_counted.document_days(connection, per)

    def entry_ids_beginning(self, prefix: str, limit: int = 50) -> Sequence[str]:
        """Return the ids of the entries of which an id, also one that they had, begins so; in order."""
        with self._connection() as connection:
            return entry_finding.ids_beginning(connection, prefix, limit)

    def entry(self, entry_id: str) -> Entry:
        """Return one entry by its id, an id that it had, or a beginning of one that only one entry has."""
        with self._connection() as connection:
            return entry_finding.entry(connection, entry_id, self.location)

    def entry_links(self, entry_id: str) -> tuple[EntryLink, ...]:
        """Return the links from and to an entry, found as ``entry`` finds it, by source and target."""
        with self._connection() as connection:
            found = entry_finding.entry(connection, entry_id, self.location)
            return register_index.links(connection, found.id)

    def entry_aliases(self, entry_id: str) -> tuple[str, ...]:
        """Return the ids that an entry, found as ``entry`` finds it, went by before, sorted."""
        with self._connection() as connection:
            found = entry_finding.entry(connection, entry_id, self.location)
            return entry_finding.aliases(connection, found.id)

    def judgements(self) -> tuple[Judgement, ...]:
        """Return every judgement, the oldest first, undone ones and those that undo them too."""
        with self._connection() as connection:
            return judging.judgements(connection)

    def out_of_step(
        self, made_by: str = "", document_ids: Collection[str] | None = None
    ) -> Mapping[str, str]:
        """Return the documents whose stamp is not what it should be, each with the stamp to have."""
        with self._connection() as connection:
            if document_ids is None:
                return stamping.out_of_step(connection, made_by, None)
            return stamping.out_of_step(connection, made_by, keys_of(connection, document_ids).values())


class RegisterWriting(Lender):
    """Tell acts, clusters, links, judgements and stamps."""

    def put_acts(
        self, document_id: str, acts: Sequence[ReportedAct], keys: Mapping[str, Collection[str]]
    ) -> None:
        """Keep the acts of a document in place of its earlier ones, with the keys of each, by record."""
        with self._writing() as connection:
            key = self._keys(connection, [document_id])[document_id]
            register_index.put_acts(connection, key, acts, keys)

    def put_clusters(
        self,
        gone: Collection[str],
        made: Sequence[Cluster],
        keys: Mapping[str, Collection[str]] = NO_KEYS,
    ) -> None:
        """Keep clusters with their entries, after forgetting others with theirs and the links from these."""
        with self._writing() as connection:
            register_index.put_clusters(connection, gone, made, keys)

    def put_links(self, sources: Collection[str], links: Sequence[EntryLink]) -> None:
        """Keep the links from these entries in place of earlier ones."""
        with self._writing() as connection:
            register_index.put_links(connection, sources, links)

    def put_stamps(self, stamps: Mapping[str, str]) -> None:
        """Keep the stamps of documents in place of earlier ones; an empty one is forgotten."""
        with self._writing() as connection:
            keys = self._keys(connection, stamps)
            stamping.put_stamps(connection, {keys[name]: stamp for name, stamp in stamps.items()})

    def add_judgement(
        self, kind: JudgementKind, left: Place, right: Place, by: str, note: str | None = None
    ) -> Judgement:
        """Append what a person decided on two places."""
        with self._writing() as connection:
            return judging.judge(connection, kind, left, right, by, note)

    def undo_judgement(self, judgement_id: str, by: str) -> Judgement:
        """Append that a judgement, by its id or a prefix of one id only, does not hold any more."""
        with self._writing() as connection:
            return judging.undo(connection, judgement_id, by)

    def add_judgements(self, judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
        """Append those judgements that are not there yet, all or, where it raises, none; return these."""
        with self._writing() as connection:
            return tuple(judging.keep(connection, judgements))
