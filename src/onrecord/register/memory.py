"""Keep the register in dictionaries: for a folder of files, and for tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from onrecord.model import Cluster, Entry, EntryLink, ReportedAct


class MemoryRegister:
    """Hold acts, clusters and links; a ``RegisterIndex``."""

    def __init__(self) -> None:
        self._acts: dict[str, tuple[ReportedAct, ...]] = {}
        self._keys: dict[str, frozenset[str]] = {}  # by record
        self._with: dict[str, dict[str, ReportedAct]] = defaultdict(dict)  # by key, then record
        self._clusters: dict[str, Cluster] = {}
        self._of: dict[str, str] = {}  # record: its cluster
        self._entries: dict[str, Entry] = {}
        self._entry_keys: dict[str, frozenset[str]] = {}
        self._entries_with: dict[str, set[str]] = defaultdict(set)
        self._links: dict[str, tuple[EntryLink, ...]] = {}

    def put_acts(
        self, document_id: str, acts: Sequence[ReportedAct], keys: Mapping[str, Collection[str]]
    ) -> None:
        """Keep the acts of a document in place of its earlier ones, with the keys of each, by record."""
        for act in self._acts.pop(document_id, ()):
            for key in self._keys.pop(act.record):
                del self._with[key][act.record]
        if acts:
            self._acts[document_id] = tuple(sorted(acts, key=_by_place))
        for act in acts:
            self._keys[act.record] = frozenset(keys.get(act.record, ()))
            for key in self._keys[act.record]:
                self._with[key][act.record] = act

    def acts(self, document_ids: Collection[str]) -> Sequence[ReportedAct]:
        """Return the acts of documents, by place."""
        found = (act for each in set(document_ids) for act in self._acts.get(each, ()))
        return sorted(found, key=_by_place)

    def acts_with(self, keys: Collection[str]) -> Mapping[str, Sequence[ReportedAct]]:
        """Return the acts that have each key, by place."""
        return {
            key: sorted(self._with[key].values(), key=_by_place) for key in set(keys) if self._with.get(key)
        }

    def clusters(self, records: Collection[str]) -> Sequence[Cluster]:
        """Return the clusters that hold the act of any of these records, by id."""
        return [self._clusters[id] for id in sorted({self._of[r] for r in records if r in self._of})]

    def put_clusters(
        self,
        gone: Collection[str],
        made: Sequence[Cluster],
        keys: Mapping[str, Collection[str]] = MappingProxyType({}),
    ) -> None:
        """Keep clusters with their entries, after forgetting others with theirs and the links from these."""
        for each in gone:
            cluster = self._clusters.pop(each)
            for act in cluster.acts:
                self._of.pop(act.record, None)
            for entry in cluster.entries:
                self._forget(entry.id)
        for cluster in made:
            self._clusters[cluster.id] = cluster
            self._of.update((act.record, cluster.id) for act in cluster.acts)
            for entry in cluster.entries:
                self._entries[entry.id] = entry
                self._entry_keys[entry.id] = frozenset(keys.get(entry.id, ()))
                for key in self._entry_keys[entry.id]:
                    self._entries_with[key].add(entry.id)

    def _forget(self, entry_id: str) -> None:
        self._entries.pop(entry_id, None)
        self._links.pop(entry_id, None)
        for key in self._entry_keys.pop(entry_id, ()):
            self._entries_with[key].discard(entry_id)

    def entries(self) -> tuple[Entry, ...]:
        """Return every entry, by id."""
        return tuple(self._entries[id] for id in sorted(self._entries))

    def all_clusters(self) -> tuple[Cluster, ...]:
        """Return every cluster, by id."""
        return tuple(self._clusters[id] for id in sorted(self._clusters))

    def entries_with(self, keys: Collection[str], first_day: str, last_day: str) -> Sequence[Entry]:
        """Return the entries that have one of the keys and may lie between two days, by id.

        An entry of which no day is known may lie anywhere.
        """
        ids = {id for key in keys for id in self._entries_with.get(key, ())}
        found = (self._entries[id] for id in sorted(ids))
        return [
            entry
            for entry in found
            if (entry.first_day or "") <= last_day and first_day <= (entry.last_day or "9999-12-31")
        ]

    def put_links(self, sources: Collection[str], links: Sequence[EntryLink]) -> None:
        """Keep the links from these entries in place of earlier ones."""
        for each in sources:
            self._links.pop(each, None)
        for link in links:
            self._links[link.source] = (*self._links.get(link.source, ()), link)

    def links(self) -> tuple[EntryLink, ...]:
        """Return every link, by its source."""
        return tuple(link for source in sorted(self._links) for link in self._links[source])


def _by_place(act: ReportedAct) -> tuple[object, ...]:
    return (act.place, act.record)
