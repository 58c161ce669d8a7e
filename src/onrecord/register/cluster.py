"""Bring acts that ties hold together into groups, each of which is one entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from onrecord.model import Judgement, JudgementKind, RecordKind, ReportedAct, Tie
from onrecord.register.context import NOTHING_KNOWN, Context
from onrecord.register.places import found
from onrecord.register.vetoes import other_actors, sides_clash

Groups = list[tuple[ReportedAct, ...]]


@dataclass(frozen=True, slots=True)
class Decided:
    """Hold what people decided about some acts, by the records of both, with the id of the judgement."""

    same: Mapping[tuple[str, str], str] = field(default_factory=dict)  # in order
    leaves: Mapping[tuple[str, str], str] = field(default_factory=dict)  # the first leaves the second's entry

    def of(self, records: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the judgements in which any of these records takes part, in order."""
        touched = set(records)
        both = (*self.same.items(), *self.leaves.items())
        return tuple(sorted({j for pair, j in both if touched & set(pair)}))


def decided(judgements: Iterable[Judgement], acts: Iterable[ReportedAct]) -> Decided:
    """Return what people decided about these acts; of two judgements on one pair the later holds."""
    by_digest: dict[str, list[ReportedAct]] = defaultdict(list)
    for act in acts:
        by_digest[act.place.digest].append(act)
    same: dict[tuple[str, str], str] = {}
    leaves: dict[tuple[str, str], str] = {}
    for j in sorted(judgements, key=lambda j: (j.at, j.id)):
        if j.kind not in (JudgementKind.SAME_ACT, JudgementKind.OTHER_ACT):
            continue
        left, right = (found(place, by_digest[place.digest]) for place in (j.left, j.right))
        if left is None or right is None or left.record == right.record:
            continue
        pair = (left.record, right.record)
        same.pop(ordered(*pair), None)
        for each in (pair, pair[::-1]):
            leaves.pop(each, None)
        if j.kind is JudgementKind.SAME_ACT:
            same[ordered(*pair)] = j.id
        else:
            leaves[pair] = j.id
    return Decided(same, leaves)


def ordered(a: str, b: str) -> tuple[str, str]:
    """Return two ids, the lesser first."""
    return (a, b) if a < b else (b, a)


def components(acts: Iterable[ReportedAct], ties: Iterable[Tie]) -> Groups:
    """Return the acts that ties hold together, directly or through others, each by place."""
    by_record = {act.record: act for act in acts}
    joined = _Union(by_record)
    for tie in ties:
        joined.join(tie.left, tie.right)
    return _by_place(joined, by_record)


def groups(
    acts: Iterable[ReportedAct], ties: Iterable[Tie], people: Decided, context: Context = NOTHING_KNOWN
) -> Groups:
    """Return the groups of one component that are one act each, by place.

    What people merged comes first and holds whatever else speaks against it. Other ties are taken from the
    strongest; one is left out where it would bring together acts that cannot be one (other principals, days
    too far apart, numbers that cannot both hold), or what a person split. What a person took out of an entry
    is placed after everything else, so that it goes alone. Happenings hold as a group: of any two articles in
    it that nothing ties, some reports have a tie.
    """
    ties = list(ties)
    by_record = {act.record: act for act in acts}
    entries, looked_alike = _Union(by_record), _Union(by_record)
    for pair in people.same:
        if pair[0] in by_record and pair[1] in by_record:
            entries.join(*pair)
    apart: dict[str, set[str]] = defaultdict(set)
    for leaver, other in people.leaves:
        apart[leaver].add(other)
        apart[other].add(leaver)
    leaving = {leaver for leaver, _ in people.leaves}
    linked = _Linked(ties, context)

    def rank(tie: Tie) -> tuple[object, ...]:
        late = tie.left in leaving or tie.right in leaving
        places = sorted((by_record[tie.left].place, by_record[tie.right].place))
        return (late, -tie.chance, places, ordered(tie.left, tie.right))

    for tie in sorted(ties, key=rank):
        if ordered(tie.left, tie.right) in people.same:
            continue
        left, right = entries.members(tie.left), entries.members(tie.right)
        if left is right or any(apart[r] & right for r in left if r in apart):
            continue
        ends = [[by_record[r] for r in sorted(looked_alike.members(t))] for t in (tie.left, tie.right)]
        passage = other_actors([by_record[tie.left]], [by_record[tie.right]])
        if not sides_clash(*ends, passage=passage) and linked.all(*ends):
            entries.join(tie.left, tie.right)
            looked_alike.join(tie.left, tie.right)
    return _by_place(entries, by_record)


def _by_place(joined: _Union, by_record: Mapping[str, ReportedAct]) -> Groups:
    found_groups = (
        tuple(sorted((by_record[r] for r in group), key=lambda a: (a.place, a.record)))
        for group in joined.groups()
    )
    return sorted(found_groups, key=lambda group: (group[0].place, group[0].record))


class _Linked:
    """Tell whether happenings of articles that nothing ties are tied each to each, and not along a chain."""

    def __init__(self, ties: Iterable[Tie], context: Context) -> None:
        self._tied, self._roots = cache(context.tied), cache(context.roots)
        self._pairs = frozenset(ordered(t.left, t.right) for t in ties)

    def all(self, left: Sequence[ReportedAct], right: Sequence[ReportedAct]) -> bool:
        """Tell it of two sides: each report that was told on, in whatever words, is one beside the others."""
        if left[0].record_kind is not RecordKind.EVENT:
            return True
        theirs = self._families(right)
        return all(
            any(self._are(x, y) for x in ours for y in other)
            for ours in self._families(left)
            for other in theirs
        )

    def _are(self, x: ReportedAct, y: ReportedAct) -> bool:
        return (
            ordered(x.record, y.record) in self._pairs
            or x.document == y.document
            or self._tied(*ordered(x.document, y.document))
        )

    def _families(self, acts: Sequence[ReportedAct]) -> list[list[ReportedAct]]:
        """Return acts by where their documents began."""
        out: dict[frozenset[str], list[ReportedAct]] = defaultdict(list)
        for act in acts:
            out[self._roots(act.document)].append(act)
        return list(out.values())


class _Union:
    """Join records into groups."""

    def __init__(self, records: Iterable[str]) -> None:
        self._of = {record: {record} for record in records}

    def members(self, record: str) -> set[str]:
        """Return the group of a record."""
        return self._of[record]

    def join(self, a: str, b: str) -> None:
        """Make one group of two."""
        left, right = self._of[a], self._of[b]
        if left is right:
            return
        if len(left) < len(right):
            left, right = right, left
        left |= right
        for record in right:
            self._of[record] = left

    def groups(self) -> Iterator[set[str]]:
        """Yield each group once."""
        seen: set[int] = set()
        for group in self._of.values():
            if id(group) not in seen:
                seen.add(id(group))
                yield group
