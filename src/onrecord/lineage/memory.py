"""Keep keys and likenesses in dictionaries: for a folder of pages, for tests and benchmarks."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable, Mapping, Sequence

from onrecord.model import Likeness, Material


class MemoryIndex:
    """Hold a lineage index (``model.LineageIndex``) in memory."""

    def __init__(self, materials: Iterable[Material] = ()) -> None:
        self._materials: dict[str, Material] = {}
        self._keys: dict[str, frozenset[int]] = {}
        self._holders: dict[int, list[str]] = {}
        self._likenesses: dict[tuple[str, str], Likeness] = {}
        self._pairs: dict[str, set[tuple[str, str]]] = {}
        self.take(materials)

    def take(self, materials: Iterable[Material]) -> None:
        """Hold documents, in place of what was held of them."""
        for material in materials:
            self._materials[material.document.id] = material

    def drop(self, document_ids: Iterable[str]) -> None:
        """Forget documents; `update` with them as gone forgets their keys and likenesses."""
        for document_id in document_ids:
            self._materials.pop(document_id, None)

    def put_keys(self, document_id: str, keys: Collection[int]) -> None:
        """Keep the keys of a document in place of earlier ones."""
        new, old = frozenset(keys), self._keys.pop(document_id, frozenset())
        for key in old - new:
            self._holders[key].remove(document_id)
            if not self._holders[key]:
                del self._holders[key]
        for key in new - old:
            held = self._holders.get(key)
            if held is None:
                self._holders[key] = [document_id]
            else:
                insort(held, document_id)
        if new:
            self._keys[document_id] = new

    def keys(self, document_ids: Collection[str]) -> Mapping[str, frozenset[int]]:
        """Return the keys of documents; those without are left out."""
        return {d: self._keys[d] for d in document_ids if d in self._keys}

    def holders(self, keys: Collection[int], limit: int) -> Mapping[int, tuple[str, ...]]:
        """Return the documents that hold each key, in order, at most ``limit + 1`` of them."""
        found = ((key, self._holders.get(key)) for key in keys)
        return {key: tuple(held[: limit + 1]) for key, held in found if held is not None}

    def material(self, document_ids: Collection[str]) -> Mapping[str, Material]:
        """Return documents with what reading gave them."""
        return {d: self._materials[d] for d in document_ids if d in self._materials}

    def put_likenesses(self, found: Sequence[Likeness], gone: Collection[tuple[str, str]]) -> None:
        """Keep likenesses in place of earlier ones of the same two, after forgetting some pairs."""
        for pair in gone:
            self._likenesses.pop(pair, None)
            for document_id in pair:
                self._pairs.get(document_id, set()).discard(pair)
        for likeness in found:
            pair = (likeness.a, likeness.b)
            self._likenesses[pair] = likeness
            for document_id in pair:
                self._pairs.setdefault(document_id, set()).add(pair)

    def likenesses(self, document_ids: Collection[str]) -> Sequence[Likeness]:
        """Return the likenesses in which any of the documents takes part, in the order of (a, b)."""
        pairs = {pair for d in document_ids for pair in self._pairs.get(d, ())}
        return [self._likenesses[pair] for pair in sorted(pairs)]
