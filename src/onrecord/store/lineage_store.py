"""Answer for the lineage part of a casefile; see ``RegisterView`` and ``LineageIndex`` for each method."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from onrecord.model import Derivation, Likeness, Material, Story
from onrecord.store import lineage_index, lineage_ties
from onrecord.store.lending import Lender, keys_of


class LineageReading(Lender):
    """Ask for keys, likenesses, derivations and stories."""

    def keys(self, document_ids: Collection[str]) -> Mapping[str, frozenset[int]]:
        """Return the keys of documents; those without are left out."""
        with self._connection() as connection:
            return lineage_index.keys(connection, keys_of(connection, document_ids))

    def holders(self, keys: Collection[int], limit: int) -> Mapping[int, tuple[str, ...]]:
        """Return the documents that hold each key, in order, at most ``limit + 1`` of them."""
        with self._connection() as connection:
            return lineage_index.holders(connection, keys, limit)

    def material(self, document_ids: Collection[str]) -> Mapping[str, Material]:
        """Return documents with what reading gave them."""
        with self._connection() as connection:
            return lineage_index.material(connection, keys_of(connection, document_ids).values())

    def likenesses(self, document_ids: Collection[str]) -> Sequence[Likeness]:
        """Return the likenesses in which any of the documents takes part, in the order of (a, b)."""
        with self._connection() as connection:
            return lineage_ties.likenesses(connection, keys_of(connection, document_ids).values())

    def derivations(self, document_ids: Collection[str] | None = None) -> tuple[Derivation, ...]:
        """Return the derivations whose source or derived document is among these; ``None``: all."""
        with self._connection() as connection:
            if document_ids is None:
                return lineage_ties.derivations(connection, None)
            return lineage_ties.derivations(connection, keys_of(connection, document_ids).values())

    def stories(self) -> Iterator[Story]:
        """Stream stories by their first day, undated last, then by id."""
        with self._connection() as connection:
            yield from lineage_ties.stories(connection)

    def story(self, wanted: str) -> Story:
        """Return the story with an id, or the one that a document belongs to, by its id; prefixes will do."""
        with self._connection() as connection:
            return lineage_ties.story(
                connection, wanted, self.location, lambda: self._find(connection, wanted)
            )


class LineageWriting(Lender):
    """Tell keys, likenesses, derivations and stories."""

    def put_keys(self, document_id: str, keys: Collection[int]) -> None:
        """Keep the keys of a document in place of earlier ones; each is a signed integer of 64 bits."""
        with self._writing() as connection:
            key = self._keys(connection, [document_id])[document_id]
            lineage_index.put_keys(connection, key, document_id, keys)

    def put_likenesses(self, found: Sequence[Likeness], gone: Collection[tuple[str, str]]) -> None:
        """Keep likenesses in place of earlier ones of the same two, after forgetting some pairs (a < b)."""
        with self._writing() as connection:
            concerned = {name for each in found for name in (each.a, each.b)}
            keys = self._keys(connection, concerned)
            held = keys | keys_of(connection, {name for pair in gone for name in pair})
            lineage_ties.put_likenesses(
                connection, found, {pair for pair in gone if pair[0] in held and pair[1] in held}, held
            )

    def put_derivations(self, derived_ids: Collection[str], derivations: Sequence[Derivation]) -> None:
        """Keep the derivations of some derived documents in place of all that they had."""
        with self._writing() as connection:
            concerned = {name for each in derivations for name in (each.source, each.derived) if name}
            keys = self._keys(connection, {*derived_ids, *concerned})
            derived = {keys[each] for each in (*derived_ids, *(each.derived for each in derivations))}
            lineage_ties.put_derivations(connection, derived, derivations, keys)

    def put_stories(self, gone: Collection[str], made: Sequence[Story]) -> None:
        """Keep stories after forgetting others."""
        with self._writing() as connection:
            keys = self._keys(connection, {name for each in made for name in each.documents})
            lineage_ties.put_stories(connection, gone, made, keys)
