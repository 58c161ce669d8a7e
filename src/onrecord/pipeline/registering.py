"""Keep lineage and register in step with what a casefile holds, document by document.

What is kept is a function of the set of documents, of what people decided on them and of this program's
version; each document has a stamp of the three. Whatever moves the stamp (a new page, another reading, a
review, an actor decision, an edited outlet, a judgement) makes the document due, and only what it touches is
made anew. Each batch is one transaction with its stamps: a run that ends anywhere is completed by the next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from onrecord.actors.base import Base
from onrecord.lineage import update as lineage
from onrecord.model import REGISTER_VERSION, Derivation, Document, Entry, Judgement, Reading, ReportedAct
from onrecord.pipeline.dues import with_dues
from onrecord.pipeline.showing import Touched, keep_shown
from onrecord.register import links
from onrecord.register import update as register
from onrecord.register.acts import acts_of
from onrecord.register.context import Context
from onrecord.review.view import ReviewedView
from onrecord.store.interface import CasefileStore, CasefileView
from onrecord.store.judging import holding

BATCH = 64
"""Documents brought into step in one transaction."""


@dataclass(slots=True)
class RegisterReport:
    """Say what bringing the register into step came to."""

    documents: int = 0  # that were due
    derivations: int = 0  # of the documents that were touched
    entries: dict[str, Entry] = field(default_factory=dict)  # made or made anew, by id
    gone: set[str] = field(default_factory=set)  # ids of entries that are no longer


_Key: TypeAlias = tuple[str, str, str]


def keep_register(
    casefile: CasefileStore,
    base: Base,
    *,
    everything: bool = False,
    progress: Callable[[str], None] | None = None,
    batch: int = BATCH,
) -> RegisterReport:
    """Bring lineage, entries, links and stories of a casefile into step with its documents.

    Args:
        casefile: what is brought into step.
        base: the facts that tell for whom a person speaks where an article does not.
        everything: look at every document again, whether it is due or not.
        progress: called with the name of each document when it is done.
        batch: documents in one transaction.

    Raises ``CasefileError`` where the casefile fails; batches that were kept before stay.
    """
    report = RegisterReport()
    if everything:
        casefile.put_stamps(dict.fromkeys(_stamped(casefile), "due"))
    due = casefile.out_of_step(REGISTER_VERSION)
    waiting = iter(sorted(due.items()))
    while group := dict(islice(waiting, batch)):
        with casefile.batch():
            names = _Batch(casefile, base).run(group, report)
            casefile.put_stamps(group)
        report.documents += len(group)
        if progress is not None:
            for name in names:
                progress(name)
    return report


def contexts(casefile: CasefileView, document_ids: Collection[str]) -> Context:
    """Return what the register has to know around documents: their derivations up to the roots."""
    known: dict[str, dict[_Key, Derivation]] = {}
    ask, asked = set(document_ids), set[str]()
    while ask:
        asked |= ask
        for each in casefile.derivations(ask):
            if each.derived in asked or each.source in document_ids:
                known.setdefault(each.derived, {})[_key(each)] = each
        above = {d.source for found in known.values() for d in found.values() if d.source}
        ask = (above | set(known)) - asked
    derivations = {derived: tuple(found[key] for key in sorted(found)) for derived, found in known.items()}
    likenesses = {(each.a, each.b): each for each in casefile.likenesses(document_ids)}
    return Context(casefile.documents_by_id(asked), derivations, likenesses)


def _stamped(casefile: CasefileView) -> Iterator[str]:
    return (each.id for each in casefile.summaries())


def _key(d: Derivation) -> _Key:
    return d.source, d.outlet or "", d.kind.value


class _Batch:
    """Bring one group of documents into step."""

    def __init__(self, casefile: CasefileStore, base: Base) -> None:
        self.casefile, self.base = casefile, base
        self.view = ReviewedView(casefile)
        self.judgements: tuple[Judgement, ...] = tuple(holding(casefile.judgements()))

    def run(self, group: Mapping[str, str], report: RegisterReport) -> list[str]:
        """Do it; return the names of the documents."""
        live = [each for each, stamp in group.items() if stamp]
        moved, derivations = self.trace(live, [each for each in group if each not in set(live)])
        documents = self.casefile.documents_by_id(live)
        read = {each: self.read(documents.get(each)) for each in group}
        acts = {each: self.acts(found) for each, found in read.items()}
        change = register.update(self.casefile, acts, moved - set(group), self.contexts, self.judgements)
        linked = self.link(change.before, change.made)
        keep_shown(self.casefile, self.base, Touched(change.before, change.made, change.gone, linked, read))
        report.derivations += derivations
        for entry_id in change.gone:
            report.entries.pop(entry_id, None)
        report.gone |= change.gone
        for entry in change.made:
            report.entries[entry.id] = entry
            report.gone.discard(entry.id)
        return [documents[each].name if each in documents else "" for each in group]

    def trace(self, live: Sequence[str], gone: Sequence[str]) -> tuple[set[str], int]:
        """Bring the derivations into step; return the documents whose origins or likenesses moved."""
        change = lineage.update(self.casefile, live, gone, self.judgements)
        touched = change.documents | set(gone)
        before = _by_derived(self.casefile.derivations(touched), touched)
        after = _by_derived(change.derivations, touched)
        self.casefile.put_derivations(touched, change.derivations)
        self.casefile.put_stories(change.gone_stories, change.stories)
        other = {each for each in touched if before.get(each) != after.get(each)}
        return {*touched, *self.below(other)}, len(change.derivations)

    def below(self, documents: Collection[str]) -> set[str]:
        """Return all that derives from documents, directly or not: its chains lead through them."""
        found, edge = set[str](), set(documents)
        while edge:
            new = {each.derived for each in self.casefile.derivations(edge) if each.source in edge}
            edge = new - found
            found |= new
        return found

    def read(self, document: Document | None) -> tuple[Document, Reading] | None:
        """Return a document with its records as decided and reviewed; ``None`` where it has none."""
        reading = self.view.reading(document.id) if document else None
        return None if document is None or reading is None else (document, reading)

    def acts(self, read: tuple[Document, Reading] | None) -> Sequence[ReportedAct]:
        """Return what a document reports."""
        return () if read is None else with_dues(read[0], acts_of(*read, self.base.answers_for))

    def contexts(self, document_ids: Collection[str]) -> Context:
        """Return what the register has to know around documents."""
        return contexts(self.casefile, document_ids)

    def link(self, before: Iterable[Entry], made: Sequence[Entry]) -> set[str]:
        """Bring the links of entries into step, and those of entries that pointed at them or now may.

        Return the ids of the entries from which links were made anew.
        """
        held = {entry.id: entry for entry in made}
        near = {entry.id: self.around(entry, held) for entry in made}
        due = {entry.id: entry for found in near.values() for entry in found} | held
        for entry in before:
            due |= {each.id: each for each in self.around(entry, held)}
        found = [
            link
            for name in sorted(due)
            for link in links.links_of(due[name], near.get(name) or self.around(due[name], held))
        ]
        self.casefile.put_links(due.keys(), found)
        return set(due)

    def around(self, entry: Entry, held: dict[str, Entry]) -> Sequence[Entry]:
        """Return the entries that share a key with one and lie near enough to be tied to it, either way.

        ``held`` keeps those that were looked up: an entry stands near many others.
        """
        ids = self.casefile.entry_ids_with(links.keys(entry), *links.window(entry))
        held.update((each.id, each) for each in self.casefile.entries_by_id(set(ids) - held.keys()))
        return [held[each] for each in ids]


def _by_derived(found: Iterable[Derivation], of: Collection[str]) -> dict[str, dict[_Key, Derivation]]:
    out: dict[str, dict[_Key, Derivation]] = {}
    for each in found:
        if each.derived in of:
            out.setdefault(each.derived, {})[_key(each)] = each
    return out
