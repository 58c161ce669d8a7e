"""Bring an index of lineage up to date: what new documents share with all others, without looking at all.

The likenesses of a casefile are a function of the set of its documents: two documents are compared where the
keys that they share are worth enough, and a key counts where few enough documents hold it. So a document that
takes a key over the limit, or below it again, makes its other holders looked at as well.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from onrecord.lineage import keys as keying
from onrecord.lineage.compare import compare_prepared
from onrecord.lineage.derive import derivations
from onrecord.lineage.keys import KeyKind
from onrecord.lineage.prepared import Prepared
from onrecord.lineage.stories import stories, tells_one_story
from onrecord.model import Derivation, Judgement, Likeness, LineageIndex, Story

Pair = tuple[str, str]
_Holders = dict[int, tuple[str, ...]]
_PREPARED = 512
"""Documents kept ready for comparing; more are prepared anew when their turn comes."""

_TOGETHER = 64
"""Documents whose keys are asked for in one question."""


@dataclass(frozen=True, slots=True)
class Change:
    """Say what an update changed.

    ``derivations`` are all of ``documents``, which are those whose derivations may have changed. ``stories``
    take the place of ``gone_stories``, ids of those that the same documents made before.
    """

    documents: frozenset[str]
    derivations: tuple[Derivation, ...]
    stories: tuple[Story, ...] = ()
    gone_stories: tuple[str, ...] = ()
    compared: int = 0  # pairs of documents that were looked at


def update(
    index: LineageIndex,
    changed: Collection[str],
    gone: Collection[str] = (),
    judgements: Sequence[Judgement] = (),
    tell: Callable[[str], None] | None = None,
) -> Change:
    """Take new, changed and removed documents into an index.

    Args:
        index: holds everything of the other documents, and the material of the changed ones.
        changed: ids of documents that are new, or that anything of their material changed of.
        gone: ids of documents that no longer take part.
        judgements: all decisions of people.
        tell: called with the id of each changed document once it was compared.
    """
    touched = _Comparing(index, changed, gone).run(tell)
    documents, left = touched.documents | frozenset(changed), frozenset(gone)
    change = settle(index, documents - left, judgements)
    told = _closure(index.likenesses, documents - left, tells_one_story) - left
    before = _closure(touched.before, documents | left, tells_one_story)
    made = stories(index.material(told), index.likenesses(told))
    former = stories(index.material(before), touched.before(before))
    return replace(change, stories=made, gone_stories=tuple(s.id for s in former), compared=touched.compared)


def settle(index: LineageIndex, documents: Collection[str], judgements: Sequence[Judgement] = ()) -> Change:
    """Derive anew what hangs together with documents, as after a person's decision; nothing is compared."""
    tied = _closure(index.likenesses, documents, lambda x: x.kind is not None)
    likenesses = index.likenesses(tied)
    materials = index.material(tied | {d for x in likenesses for d in (x.a, x.b)})
    derived = tuple(d for d in derivations(materials, likenesses, judgements) if d.derived in tied)
    return Change(tied, derived)


def _closure(
    likenesses: Callable[[Collection[str]], Sequence[Likeness]],
    documents: Iterable[str],
    ties: Callable[[Likeness], bool],
) -> frozenset[str]:
    """Return the documents that likenesses tie to some, directly or through others."""
    reached = set(documents)
    edge = set(reached)
    while edge:
        found = {d for x in likenesses(edge) if ties(x) for d in (x.a, x.b)}
        edge = found - reached
        reached |= edge
    return frozenset(reached)


@dataclass(frozen=True, slots=True)
class _Touched:
    """Hold what comparing changed: which documents, and the likenesses that were there before."""

    index: LineageIndex
    documents: frozenset[str]
    compared: int
    made: frozenset[Pair]
    lost: tuple[Likeness, ...]

    def before(self, documents: Collection[str]) -> list[Likeness]:
        """Return the likenesses in which documents took part before."""
        held = [x for x in self.index.likenesses(documents) if (x.a, x.b) not in self.made]
        return held + [x for x in self.lost if x.a in documents or x.b in documents]


class _Comparing:
    """Compare what has to be compared after some documents changed."""

    def __init__(self, index: LineageIndex, changed: Collection[str], gone: Collection[str]) -> None:
        self._index = index
        self._changed = sorted(set(changed) - set(gone))
        self._gone = sorted(set(gone))
        self._ready: OrderedDict[str, Prepared] = OrderedDict()
        self._compared = 0

    def run(self, tell: Callable[[str], None] | None) -> _Touched:
        """Bring keys and likenesses into step."""
        index, own = self._index, {*self._changed, *self._gone}
        holders, died, revived = self._put_keys()
        near = own | {d for held in died for d in held}
        existing = {(x.a, x.b): x for x in index.likenesses(near)}
        gone = {pair for pair in existing if own & set(pair)}
        found = self._compare_changed(holders, tell)
        doubtful = {p for p in existing if p not in gone and any(held.issuperset(p) for held in died)}
        hopeful = {p for held in revived for p in combinations(sorted(held - own), 2)}
        still = self._candidates_among(doubtful | hopeful)
        gone |= doubtful - still
        for pair in sorted(hopeful & still - existing.keys()):
            found += self._compare(pair)
        made = frozenset((x.a, x.b) for x in found)
        index.put_likenesses(found, gone - made)
        touched = frozenset(d for pair in (*made, *gone) for d in pair)
        lost = tuple(existing[pair] for pair in sorted(gone))
        return _Touched(index, touched - set(self._gone), self._compared, made, lost)

    def _put_keys(self) -> tuple[_Holders, list[set[str]], list[set[str]]]:
        """Put the keys of the changed documents.

        Return who holds these keys now, where they count and more than one does, and the holders of the keys
        that ceased to count and of those that began to.
        """
        index = self._index
        old = index.keys([*self._changed, *self._gone])
        new: dict[str, frozenset[int]] = dict.fromkeys(self._gone, frozenset())
        for some in _chunks(self._changed):
            self._prepare(some)
            new.update((d, keying.keys(self._prepared(d))) for d in some)
        lost: dict[int, list[str]] = {}
        for document_id, held in old.items():
            for key in held - new[document_id]:
                lost.setdefault(key, []).append(document_id)
        for document_id, held in new.items():
            index.put_keys(document_id, held)
        holders: _Holders = {}
        died: list[set[str]] = []
        revived: list[set[str]] = []
        none: frozenset[int] = frozenset()
        for key, now in _all_holders(index, set().union(lost, *new.values()), len(new)).items():
            if len(now) == 1 and key not in lost:
                continue
            limit = keying.limit_of(key)
            came = {d for d in now if d in new and key not in old.get(d, none)}
            before = len(now) - len(came) + len(lost.get(key, ()))
            if len(now) > limit:
                if before <= limit:
                    died.append({*(d for d in now if d not in came), *lost.get(key, ())})
                continue
            holders[key] = now
            if before > limit:
                revived.append(set(now))
        return holders, died, revived

    def _compare_changed(self, holders: _Holders, tell: Callable[[str], None] | None) -> list[Likeness]:
        """Compare each changed document with all that share keys worth enough."""
        found: list[Likeness] = []
        done: set[Pair] = set()
        worth = {document_id: Counter[str]() for document_id in self._changed}
        for key, held in holders.items():
            points = keying.points_of(key)
            for document_id in held:
                if document_id in worth:
                    counted = worth[document_id]
                    for other in held:
                        counted[other] += points
        for document_id, counted in worth.items():
            del counted[document_id]
            others = sorted(d for d, points in counted.items() if points >= keying.NEEDED)
            pairs = [p for p in (_pair(document_id, other) for other in others) if p not in done]
            done.update(pairs)
            self._prepare([document_id, *others])
            for pair in pairs:
                found += self._compare(pair)
            if tell is not None:
                tell(document_id)
        return found

    def _candidates_among(self, pairs: Collection[Pair]) -> set[Pair]:
        """Return those of some pairs that share keys worth enough."""
        held = self._index.keys({d for pair in pairs for d in pair})
        none: frozenset[int] = frozenset()
        shared = {pair: held.get(pair[0], none) & held.get(pair[1], none) for pair in pairs}
        live = _live(self._index, {key for keys in shared.values() for key in keys})
        return {pair for pair, keys in shared.items() if keying.points(keys & live.keys()) >= keying.NEEDED}

    def _compare(self, pair: Pair) -> list[Likeness]:
        self._compared += 1
        found = compare_prepared(self._prepared(pair[0]), self._prepared(pair[1]))
        return [found] if found else []

    def _prepare(self, document_ids: Sequence[str]) -> None:
        """Fetch documents together that are about to be compared."""
        missing = [d for d in document_ids if d not in self._ready]
        for document_id, material in self._index.material(missing[:_PREPARED]).items() if missing else ():
            self._ready[document_id] = Prepared(material)
        while len(self._ready) > 2 * _PREPARED:
            self._ready.popitem(last=False)

    def _prepared(self, document_id: str) -> Prepared:
        if document_id not in self._ready:
            self._ready[document_id] = Prepared(self._index.material([document_id])[document_id])
        self._ready.move_to_end(document_id)
        return self._ready[document_id]


def _chunks(document_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for first in range(0, len(document_ids), _TOGETHER):
        yield document_ids[first : first + _TOGETHER]


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _all_holders(index: LineageIndex, keys: Iterable[int], beyond: int = 0) -> _Holders:
    """Return who holds each key; of crowded ones as many ``beyond`` the limit and one more."""
    bands: list[int] = []
    others: list[int] = []
    for key in keys:
        (bands if key & 3 == KeyKind.BAND else others).append(key)
    return {
        **index.holders(bands, keying.BAND_LIMIT + beyond),
        **index.holders(others, keying.LIMIT + beyond),
    }


def _live(index: LineageIndex, keys: Iterable[int]) -> _Holders:
    """Return who holds each key that counts: those with more holders than its limit are left out."""
    held = _all_holders(index, keys)
    return {key: found for key, found in held.items() if len(found) <= keying.limit_of(key)}
