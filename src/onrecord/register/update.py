"""Bring the register into step with what is new: the same entries as if everything were made anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
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
from onrecord.register.candidates import Covers, by_document, candidates, copied_pairs, with_copies
from onrecord.register.cluster import components, decided, groups, ordered
from onrecord.register.context import Between, Context, Contexts
from onrecord.register.entries import entry_of
from onrecord.register.keys import keys, page_key
from onrecord.register.matching import among
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
    documents = with_copies({*read, *changed}, contexts)
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
    copied = dict(copied_pairs(fresh, context))
    found = _compared(index, copied, context)
    covers = Covers(fresh, [tie for tie, _, _ in found], context)
    pairs = dict(candidates(index, fresh, context, covers))
    pairs = {records: pair for records, pair in pairs.items() if records not in copied}
    around = sorted({a.document for pair in pairs.values() for a in pair} - set(documents))
    if around:
        context = context.with_(contexts(around))
    found += _compared(index, pairs, context)
    found += _judged(index, fresh, judgements)
    others = {x.record: x for _, a, b in found for x in (a, b) if x.record not in of}
    return [tie for tie, _, _ in found], list(others.values())


def _compared(
    index: RegisterIndex,
    pairs: Mapping[tuple[str, str], tuple[ReportedAct, ReportedAct]],
    context: Context,
) -> list[tuple[Tie, ReportedAct, ReportedAct]]:
    """Return a tie for each pair of acts that are one."""
    between = _betweens(index, pairs.values(), context)
    found = []
    for (left, right), (a, b) in sorted(pairs.items()):
        told = compare(a, b, between[a.document, b.document])
        if told.same:
            found.append((Tie(left, right, told.chance), a, b))
    return found


def _betweens(
    index: RegisterIndex, pairs: Iterable[tuple[ReportedAct, ReportedAct]], context: Context
) -> Mapping[tuple[str, str], Between]:
    """Return what ties the documents of each pair of acts, from either side."""
    met = {ordered(a.document, b.document) for a, b in pairs}
    out = {(x, y): context.between(x, y) for x, y in sorted(met)}
    near = {d for pair, between in out.items() if between.direct or between.near for d in pair}
    held = by_document(index.acts(sorted(near)))
    filled = {(x, y): among(between, held.get(x, ()), held.get(y, ())) for (x, y), between in out.items()}
    return filled | {(y, x): between.turned() for (x, y), between in filled.items()}


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
        out.append(Cluster(component[0].place.id, component, tuple(own), entries))
    return out
