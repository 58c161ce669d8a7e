"""Bring the register into step with what is new: the same entries as if everything were made anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model import (
    Cluster,
    Entry,
    Judgement,
    RegisterIndex,
    ReportedAct,
    Tie,
)
from onrecord.register import links
from onrecord.register.cluster import components, decided, groups, ordered
from onrecord.register.context import APART, Between, Context, Contexts
from onrecord.register.entries import entry_of
from onrecord.register.keys import keys, page_key
from onrecord.register.matching import among
from onrecord.register.places import entry_id
from onrecord.register.same_act import compare


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """Say what an update made of the register."""

    made: tuple[Entry, ...] = ()  # every entry of every touched cluster, those that stayed as they were too
    gone: frozenset[str] = frozenset()  # ids of entries that are no longer
    before: tuple[Entry, ...] = ()  # the entries of the touched clusters as they were


def update(
    index: RegisterIndex,
    read: Mapping[str, Sequence[ReportedAct]],
    changed: Collection[str],
    contexts: Contexts,
    judgements: Sequence[Judgement] = (),
) -> RegisterChange:
    """Take what is new into the register and return the entries that it touches.

    Args:
        index: where acts and clusters are kept.
        read: the acts of documents that were read or stated anew; none for a document that is gone.
        changed: further documents of which derivations or judgements changed.
        contexts: gives what documents derive from.
        judgements: those of people that are in force; at least all that touch these documents.
    """
    documents = sorted({*read, *changed})
    old = index.acts(documents)
    for document, acts in sorted(read.items()):
        index.put_acts(document, acts, {a.record: keys(a) | {page_key(a.place.digest)} for a in acts})
    fresh = index.acts(documents)
    touched = {c.id: c for c in index.clusters(sorted({a.record for a in (*old, *fresh)}))}
    ties, others = _ties_of(index, fresh, documents, contexts, judgements)
    joined = index.clusters(sorted({a.record for a in others}))
    touched.update((c.id, c) for c in joined)
    acts, kept = _gathered(touched.values(), fresh, frozenset(documents))
    known = {tie_key(t): t for t in (*kept, *ties)}
    made = _clusters(acts, list(known.values()), contexts, judgements)
    before = tuple(e for c in sorted(touched.values(), key=lambda c: c.id) for e in c.entries)
    entries = tuple(e for c in made for e in c.entries)
    index.put_clusters(sorted(touched), made, {e.id: links.keys(e) for e in entries})
    return RegisterChange(entries, frozenset(e.id for e in before) - {e.id for e in entries}, before)


def rebuild(
    index: RegisterIndex,
    read: Mapping[str, Sequence[ReportedAct]],
    contexts: Contexts,
    judgements: Sequence[Judgement] = (),
) -> RegisterChange:
    """Make the register of all documents at once, in an index without any."""
    return update(index, read, (), contexts, judgements)


def tie_key(tie: Tie) -> tuple[str, str]:
    """Return the two records of a tie, in order."""
    return ordered(tie.left, tie.right)


def _gathered(
    touched: Iterable[Cluster], fresh: Sequence[ReportedAct], documents: frozenset[str]
) -> tuple[list[ReportedAct], list[Tie]]:
    """Return the acts that take part, and the ties between those of documents that did not change."""
    acts = {a.record: a for c in touched for a in c.acts if a.document not in documents}
    kept = [t for c in touched for t in c.ties if t.left in acts and t.right in acts]
    acts.update((a.record, a) for a in fresh)
    return list(acts.values()), kept


def _ties_of(
    index: RegisterIndex,
    fresh: Sequence[ReportedAct],
    documents: Sequence[str],
    contexts: Contexts,
    judgements: Sequence[Judgement],
) -> tuple[list[Tie], list[ReportedAct]]:
    """Return the ties of the acts of changed documents, and the acts of other documents that they lead to."""
    context = contexts(documents)
    of = {act.record: act for act in fresh}
    pairs = dict(_candidates(index, fresh, context))
    around = sorted({a.document for pair in pairs.values() for a in pair} - set(documents))
    if around:
        context = context.with_(contexts(around))
    between = _betweens(index, pairs.values(), context)
    found = []
    for (left, right), (a, b) in sorted(pairs.items()):
        told = compare(a, b, between[a.document, b.document])
        if told.same:
            found.append((Tie(left, right, told.chance), a, b))
    found += _judged(index, fresh, judgements)
    others = {x.record: x for _, a, b in found for x in (a, b) if x.record not in of}
    return [tie for tie, _, _ in found], list(others.values())


def _betweens(
    index: RegisterIndex, pairs: Iterable[tuple[ReportedAct, ReportedAct]], context: Context
) -> Mapping[tuple[str, str], Between]:
    """Return what ties the documents of each pair of acts, in its order."""
    out = {(a.document, b.document): APART for a, b in pairs}
    out = {(x, y): context.between(x, y) for x, y in out}
    near = {d for pair, between in out.items() if between.direct or between.near for d in pair}
    held: dict[str, list[ReportedAct]] = defaultdict(list)
    for act in index.acts(sorted(near)):
        held[act.document].append(act)
    return {(x, y): among(between, held[x], held[y]) for (x, y), between in out.items()}


def _candidates(
    index: RegisterIndex, fresh: Sequence[ReportedAct], context: Context
) -> Iterator[tuple[tuple[str, str], tuple[ReportedAct, ReportedAct]]]:
    """Yield the pairs of acts to be compared: those that share a key, those of documents that derive."""
    wanted: dict[str, list[ReportedAct]] = defaultdict(list)
    for act in fresh:
        for key in keys(act):
            wanted[key].append(act)
    for key, holders in index.acts_with(sorted(wanted)).items():
        for act in wanted[key]:
            yield from (_pair(act, other) for other in holders if other.record != act.record)
    near: dict[str, list[ReportedAct]] = defaultdict(list)
    neighbours = {d: context.neighbours(d) for d in {act.document for act in fresh}}
    for other in index.acts(sorted(set().union(*neighbours.values()))):
        near[other.document].append(other)
    for act in fresh:
        for document in neighbours[act.document]:
            yield from (_pair(act, other) for other in near[document])
    yield from (_pair(a, b) for a, b in _related_pairs(index, fresh, context))


def _related_pairs(
    index: RegisterIndex, fresh: Sequence[ReportedAct], context: Context
) -> Iterator[tuple[ReportedAct, ReportedAct]]:
    """Yield the pairs of acts that stand in passages which two documents have alike, without deriving."""
    ours: dict[str, list[ReportedAct]] = defaultdict(list)
    for act in fresh:
        ours[act.document].append(act)
    relatives = {document: context.relatives(document) for document in ours}
    theirs: dict[str, list[ReportedAct]] = defaultdict(list)
    for act in index.acts(sorted(set().union(*relatives.values()))):
        theirs[act.document].append(act)
    for document, others in relatives.items():
        for other in sorted(others):
            between = context.between(document, other)
            for left, right in between.passages:
                near = [b for b in theirs[other] if _stands_in(b, right)]
                yield from ((a, b) for a in ours[document] if _stands_in(a, left) for b in near)


def _stands_in(act: ReportedAct, stretch: tuple[int, int]) -> bool:
    return any(e.start < stretch[1] and stretch[0] < e.end for e in act.quote)


def _pair(a: ReportedAct, b: ReportedAct) -> tuple[tuple[str, str], tuple[ReportedAct, ReportedAct]]:
    first, second = (a, b) if a.record < b.record else (b, a)
    return (first.record, second.record), (first, second)


def _judged(
    index: RegisterIndex, fresh: Sequence[ReportedAct], judgements: Sequence[Judgement]
) -> list[tuple[Tie, ReportedAct, ReportedAct]]:
    """Return a tie for each pair of acts that a person called the same and of which one is fresh."""
    digests = {act.place.digest for act in fresh}
    ours = [j for j in judgements if {j.left.digest, j.right.digest} & digests]
    pages = sorted({page_key(place.digest) for j in ours for place in (j.left, j.right)})
    acts = {a.record: a for held in index.acts_with(pages).values() for a in held} if pages else {}
    out = []
    for left, right in sorted(decided(ours, acts.values()).same):
        out.append((Tie(left, right, 1.0), acts[left], acts[right]))
    return out


def _clusters(
    acts: Sequence[ReportedAct], ties: Sequence[Tie], contexts: Contexts, judgements: Sequence[Judgement]
) -> list[Cluster]:
    """Return the clusters that acts and ties make, with their entries."""
    out = []
    context = contexts(sorted({act.document for act in acts})) if acts else Context()
    for component in components(acts, ties):
        records = {act.record for act in component}
        own = sorted((t for t in ties if t.left in records), key=lambda t: (t.left, t.right))
        people = decided(judgements, component)
        found = groups(component, own, people, context)
        entries = tuple(entry_of(group, context, judgements, people) for group in found)
        out.append(Cluster(entry_id(component[0].place), component, tuple(own), entries))
    return out
