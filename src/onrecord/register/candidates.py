"""Find which acts are to be compared, so that forty copies of one page are not compared each with each.

An act that a copy has nearly word for word from its source needs no comparing with the acts that other copies
have from it: their ties to the source's act hold them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from onrecord.model import DerivationKind, RegisterIndex, ReportedAct, Tie
from onrecord.register.context import Context, Contexts
from onrecord.register.keys import keys

COPIED = frozenset({DerivationKind.COPY, DerivationKind.REVISION})
"""Derivations in which nearly all words are the source's."""
SURE = 0.97
"""Chance from which a tie of an act to its source is sure to hold."""
Pair = tuple[tuple[str, str], tuple[ReportedAct, ReportedAct]]
_NONE: frozenset[str] = frozenset()


class Covers:
    """Tell of which sources the acts of copies are told: by record, the pages where copying began."""

    def __init__(self, acts: Iterable[ReportedAct], ties: Iterable[Tie], context: Context) -> None:
        by_record = {act.record: act for act in acts}
        document = {record: act.document for record, act in by_record.items()}
        told: dict[str, list[str]] = defaultdict(list)
        for tie in ties:
            if tie.chance >= SURE and _plainly(by_record[tie.left], by_record[tie.right]):
                for one, other in ((tie.left, tie.right), (tie.right, tie.left)):
                    if document[other] in copied_from(document[one], context):
                        told[one].append(other)
        self._of: dict[str, frozenset[str]] = {}
        for record in document:
            self._of[record] = self._began(record, told, document) if record in told else _NONE

    @staticmethod
    def _began(record: str, told: Mapping[str, Sequence[str]], document: Mapping[str, str]) -> frozenset[str]:
        """Return the pages at the ends of the ties that lead from copy to source."""
        seen, edge, ends = {record}, [record], set[str]()
        while edge:
            at = edge.pop()
            if at not in told:
                ends.add(document[at])
            more = [each for each in told.get(at, ()) if each not in seen]
            seen.update(more)
            edge += more
        return frozenset(ends)

    def of(self, record: str) -> frozenset[str]:
        """Return the pages from which an act was copied; none where it was not, or is not found there."""
        return self._of.get(record, _NONE)

    def sorted_out(self, acts: Iterable[ReportedAct]) -> Mapping[frozenset[str], Sequence[ReportedAct]]:
        """Return acts by the pages from which they were copied."""
        out: dict[frozenset[str], list[ReportedAct]] = defaultdict(list)
        for act in acts:
            out[self.of(act.record)].append(act)
        return out


def _plainly(a: ReportedAct, b: ReportedAct) -> bool:
    """Tell whether two acts of much the same words were read alike: nothing will keep them apart."""
    return (a.record_kind, a.kind, a.status, a.principals) == (b.record_kind, b.kind, b.status, b.principals)


def copied_from(document_id: str, context: Context) -> frozenset[str]:
    """Return the sources that a document is a copy of."""
    told = context.derivations.get(document_id, ())
    return frozenset(d.source for d in told if d.source and d.kind in COPIED)


def with_copies(documents: Collection[str], contexts: Contexts) -> list[str]:
    """Return documents with all that were copied from the same pages, or are those pages."""
    known = set(documents)
    while known:
        context = contexts(sorted(known))
        told = [
            (d.source, d.derived) for each in context.derivations.values() for d in each if d.kind in COPIED
        ]
        before = len(known)
        for source, derived in told:
            if source and (source in known or derived in known):
                known |= {source, derived}
        if len(known) == before:
            break
    return sorted(known)


def copied_pairs(fresh: Sequence[ReportedAct], context: Context) -> Iterator[Pair]:
    """Yield the pairs of acts of a copy and of its source."""
    acts = by_document(fresh)
    for derived in acts:
        for source in sorted(copied_from(derived, context)):
            yield from (ordered_pair(a, b) for a in acts[derived] for b in acts.get(source, ()))


def candidates(
    index: RegisterIndex, fresh: Sequence[ReportedAct], context: Context, covers: Covers
) -> Iterator[Pair]:
    """Yield the pairs of acts to be compared: those that share a key, those of documents that derive."""
    wanted: dict[str, list[ReportedAct]] = defaultdict(list)
    for act in fresh:
        for key in keys(act):
            wanted[key].append(act)
    for key, holders in index.acts_with(sorted(wanted)).items():
        alike = covers.sorted_out(holders)
        for act in wanted[key]:
            yield from _met(act, alike, covers)
    ours = by_document(fresh)
    neighbours = {document: context.neighbours(document) for document in ours}
    held = by_document(index.acts(sorted(set().union(*neighbours.values()))))
    theirs = {document: covers.sorted_out(acts) for document, acts in held.items()}
    for act in fresh:
        for document in neighbours[act.document]:
            yield from _met(act, theirs.get(document, {}), covers)
    yield from _related_pairs(index, ours, context, covers)


def _met(
    act: ReportedAct, others: Mapping[frozenset[str], Sequence[ReportedAct]], covers: Covers
) -> Iterator[Pair]:
    """Yield an act with those that nothing holds together with it already."""
    own = covers.of(act.record)
    for cover, held in others.items():
        if not own & cover:
            yield from (ordered_pair(act, other) for other in held if other.record != act.record)


def _related_pairs(
    index: RegisterIndex, ours: Mapping[str, Sequence[ReportedAct]], context: Context, covers: Covers
) -> Iterator[Pair]:
    """Yield the pairs of acts that stand in passages which two documents have alike, without deriving."""
    relatives = {document: context.relatives(document) for document in ours}
    theirs = by_document(index.acts(sorted(set().union(*relatives.values()))))
    told = {document: covers.sorted_out(acts) for document, acts in (*theirs.items(), *ours.items())}
    for document, others in relatives.items():
        for other in sorted(others):
            if all(x & y for x in told[document] for y in told.get(other, ())):
                continue
            for left, right in context.between(document, other).passages:
                near = covers.sorted_out(b for b in theirs[other] if _stands_in(b, right))
                for a in ours[document] if near else ():
                    if _stands_in(a, left):
                        yield from _met(a, near, covers)


def _stands_in(act: ReportedAct, stretch: tuple[int, int]) -> bool:
    return any(e.start < stretch[1] and stretch[0] < e.end for e in act.quote)


def by_document(acts: Iterable[ReportedAct]) -> dict[str, list[ReportedAct]]:
    """Return acts by the document that reports them."""
    out: dict[str, list[ReportedAct]] = defaultdict(list)
    for act in acts:
        out[act.document].append(act)
    return out


def ordered_pair(a: ReportedAct, b: ReportedAct) -> Pair:
    """Return two acts in the order of their records, with these."""
    first, second = (a, b) if a.record < b.record else (b, a)
    return (first.record, second.record), (first, second)
