"""Keep facts and conflicts in dictionaries: for a folder of files, and for tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from onrecord.model import Conflict, Fact


class MemoryConflicts:
    """Hold facts and conflicts; a ``ConflictIndex``."""

    def __init__(self) -> None:
        self._facts: dict[str, tuple[Fact, ...]] = {}  # by document
        self._keys: dict[str, frozenset[str]] = {}  # by fact
        self._with: dict[str, dict[str, Fact]] = defaultdict(dict)  # by key, then fact
        self._conflicts: dict[str, Conflict] = {}
        self._of: dict[str, set[str]] = defaultdict(set)  # record: its conflicts

    def facts_of_documents(self, document_ids: Collection[str]) -> Sequence[Fact]:
        """Return the facts of documents, by document and id."""
        return [fact for each in sorted(set(document_ids)) for fact in self._facts.get(each, ())]

    def put_facts(self, document_id: str, facts: Sequence[Fact], keys: Mapping[str, Collection[str]]) -> None:
        """Keep the facts of a document in place of its earlier ones, with the keys of each, by id."""
        for fact in self._facts.pop(document_id, ()):
            for key in self._keys.pop(fact.id):
                del self._with[key][fact.id]
        if facts:
            self._facts[document_id] = tuple(sorted(facts, key=lambda f: f.id))
        for fact in facts:
            self._keys[fact.id] = frozenset(keys.get(fact.id, ()))
            for key in self._keys[fact.id]:
                self._with[key][fact.id] = fact

    def facts_with(self, keys: Collection[str], limit: int) -> Mapping[str, Sequence[Fact]]:
        """Return the facts that have each key, by document and id; none where more than ``limit`` have."""
        found = {key: self._with[key] for key in set(keys) if 0 < len(self._with.get(key, ())) <= limit}
        return {key: sorted(held.values(), key=_by_document) for key, held in found.items()}

    def put_conflicts(self, records: Collection[str], made: Sequence[Conflict], by: str) -> None:
        """Keep conflicts made one way, after forgetting those so made that have a side of these records."""
        held = {id for record in records for id in self._of.get(record, ())}
        for gone in (id for id in sorted(held) if self._conflicts[id].by == by):
            conflict = self._conflicts.pop(gone)
            for side in (conflict.left, conflict.right):
                self._of[side.record].discard(gone)
        for conflict in made:
            self._conflicts[conflict.id] = conflict
            for side in (conflict.left, conflict.right):
                self._of[side.record].add(conflict.id)

    def conflicts(self) -> tuple[Conflict, ...]:
        """Return every conflict, by id."""
        return tuple(self._conflicts[id] for id in sorted(self._conflicts))


def _by_document(fact: Fact) -> tuple[str, str]:
    return fact.document, fact.id
