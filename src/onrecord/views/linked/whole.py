"""Write the register as one JSON-LD document, a node to a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import groupby, islice
from typing import TextIO

from onrecord.model import Entry
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileView, DocumentFilter
from onrecord.store.judging import holding
from onrecord.views.confirmed import confirmed
from onrecord.views.linked import nodes
from onrecord.views.linked.contexts import context
from onrecord.views.parts import Record

_AT_ONCE = 500  # entries whose links are asked for


def write_jsonld(
    casefile: CasefileView,
    out: TextIO,
    where: EntryFilter,
    *,
    confirmed_only: bool = False,
    embedded: bool = False,
    step: Callable[[str], None] = lambda _: None,
) -> int:
    """Write the entries that a filter chooses with all that belongs to them; return how many.

    Args:
        casefile: what is asked.
        out: where it is written.
        where: chooses entries.
        confirmed_only: leave out what no person confirmed.
        embedded: write all contexts into the document, so that no reader looks for one.
        step: is told of each entry.
    """
    writer = _Writer(casefile, where, confirmed_only, step)
    out.write(f'{{"@context": {json.dumps(context(embedded=embedded))},\n"@graph": [')
    for number, node in enumerate(writer.nodes()):
        out.write(f"{',' if number else ''}\n{json.dumps(node, ensure_ascii=False)}")
    out.write("\n]}\n")
    return writer.entries


class _Writer:
    """Make the nodes of one document; an agent stands behind all that speaks of it."""

    def __init__(
        self, casefile: CasefileView, where: EntryFilter, confirmed_only: bool, step: Callable[[str], None]
    ) -> None:
        self._casefile, self._where = casefile, where
        self._confirmed_only, self._step = confirmed_only, step
        self._everything = where == EntryFilter() and not confirmed_only
        self._agents = nodes.Agents()
        self._decided: set[str] = set()
        self._documents: set[str] = set()
        self._records: dict[str, str] = {}  # each with its document
        self._shown: dict[str, None] = {}
        self.entries = 0

    def nodes(self) -> Iterator[Record]:
        """Yield every node."""
        judgements = self._casefile.judgements()
        held = {each.id: each for each in holding(judgements)}
        for entry in self._chosen():
            self.entries += 1
            self._step(entry.id)
            self._note(entry)
            decided = [held[each] for each in entry.decided if each in held]
            self._decided.update(each.id for each in decided)
            yield from nodes.entry_nodes(entry, decided, self._agents)
        yield from self._links()
        yield from self._pages()
        yield from self._reviews()
        for judgement in judgements:
            if self._everything or judgement.id in self._decided:
                yield nodes.judgement_node(judgement, self._agents)
        yield from self._agents.nodes()

    def _chosen(self) -> Iterator[Entry]:
        for entry in self._casefile.entries(self._where):
            kept = confirmed(entry) if self._confirmed_only else entry
            if kept is not None:
                yield kept

    def _note(self, entry: Entry) -> None:
        self._shown[entry.id] = None
        self._records.update((report.act.record, report.act.document) for report in entry.reports)
        for report in entry.reports:
            self._documents.add(report.act.document)
            self._documents.update(link.document for link in report.chain if link.document)
        self._documents.update(each for each in entry.origins if not each.startswith("outlet: "))

    def _links(self) -> Iterator[Record]:
        """Yield the links among the entries that are shown."""
        coming = iter(self._shown)
        while some := list(islice(coming, _AT_ONCE)):
            mine = set(some)
            for link in self._casefile.links_of(some):
                if link.source in mine and link.target in self._shown and link.report in self._records:
                    yield from nodes.link_nodes(link, self._records[link.report])

    def _pages(self) -> Iterator[Record]:
        """Yield the documents that are spoken of, in the order of their dates, with what they derive from."""
        if self._everything:
            self._documents.update(page.id for page in self._casefile.summaries(DocumentFilter()))
        derived = {
            document: list(group)
            for document, group in groupby(self._casefile.derivations(), key=lambda each: each.derived)
        }
        new = set(self._documents)
        while new:
            new = {each.source for page in new for each in derived.get(page, ()) if each.source}
            new -= self._documents
            self._documents |= new
        for page in self._casefile.summaries(DocumentFilter(all_versions=True)):
            if page.id in self._documents:
                yield from nodes.document_nodes(page, derived.get(page.id, []), self._agents)

    def _reviews(self) -> Iterator[Record]:
        """Yield what people decided on the records that are shown, undone decisions too."""
        for kept in self._casefile.all_reviews():
            review = kept.review
            record = str(review.shown["id"]) if review.shown and "id" in review.shown else None
            if record in self._records or (record is None and kept.document in self._documents):
                yield nodes.review_node(review, record, self._agents)
