"""Bring facts and conflicts into step with what is new: the same as if everything were made anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from onrecord.actors.base import Base
from onrecord.conflicts.facts import facts_of
from onrecord.conflicts.keys import LIMIT, keys
from onrecord.conflicts.pairs import compare
from onrecord.conflicts.within import of_entry
from onrecord.model import Conflict, ConflictIndex, Document, Entry, Fact, Reading

Read = Mapping[str, tuple[Document, Reading] | None]


def update(
    index: ConflictIndex, read: Read, entries: Iterable[Entry], records: Collection[str], base: Base
) -> None:
    """Take what is new into an index.

    Args:
        index: where facts and conflicts are kept.
        read: documents that were read anew, with their readings after review; ``None`` for one that is gone.
        entries: those of every touched cluster, as they are now.
        records: all records of the touched entries as they were, and of the documents that were read.
        base: the facts by which states, peoples and bodies are known.
    """
    _facts(index, read, base)
    made = {c.id: c for entry in entries for c in of_entry(entry, base)}
    index.put_conflicts(sorted({*records}), [made[id] for id in sorted(made)], "entry")


def _facts(index: ConflictIndex, read: Read, base: Base) -> None:
    """Bring facts and the conflicts of pairs of them into step."""
    old = index.facts_of_documents(sorted(read))
    fresh = [f for each, page in sorted(read.items()) if page is not None for f in facts_of(*page, base)]
    touched = {key for fact in (*old, *fresh) for key in keys(fact)}
    before = index.facts_with(touched, LIMIT)
    for each in sorted(read):
        mine = [f for f in fresh if f.document == each]
        index.put_facts(each, mine, {f.id: keys(f) for f in mine})
    after = index.facts_with(touched, LIMIT)
    # A key that too many facts hold now, or no longer do, concerns all that hold it.
    moved = [
        f
        for key in touched
        if (key in before) != (key in after)
        for f in (*before.get(key, ()), *after.get(key, ()))
    ]
    due = _of_records(index, (*old, *fresh, *moved), sorted(read))
    index.put_conflicts(sorted({f.record for f in (*old, *fresh, *moved)}), conflicts_of(index, due), "facts")


def _of_records(index: ConflictIndex, facts: Sequence[Fact], gone: Collection[str]) -> list[Fact]:
    """Return every fact, as it is now, of the records that some facts belong to."""
    records = {f.record for f in facts}
    documents = {f.document for f in facts} | set(gone)
    return [f for f in index.facts_of_documents(sorted(documents)) if f.record in records]


def conflicts_of(index: ConflictIndex, facts: Sequence[Fact]) -> list[Conflict]:
    """Return the conflicts of facts with any others, by id; of two records each kind once, the surest."""
    of = {f.id: keys(f) for f in facts}
    held = index.facts_with(sorted({key for found in of.values() for key in found}), LIMIT)
    pairs: dict[tuple[str, str], tuple[Fact, Fact]] = {}
    for fact in facts:
        for key in of[fact.id]:
            for other in held.get(key, ()):
                if other.id != fact.id:
                    first, second = sorted((fact, other), key=lambda f: f.id)
                    pairs[first.id, second.id] = (first, second)
    found = (compare(a, b) for _, (a, b) in sorted(pairs.items()))
    return surest(c for c in found if c is not None)


def surest(found: Iterable[Conflict]) -> list[Conflict]:
    """Return one conflict for each id, in the order of ids: the surest, then the first by its words."""
    out: dict[str, Conflict] = {}
    for c in sorted(found, key=lambda c: (-c.confidence, c.subject, c.why, c.left.value, c.right.value)):
        out.setdefault(c.id, c)
    return [out[id] for id in sorted(out)]
