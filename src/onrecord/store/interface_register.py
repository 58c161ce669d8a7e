"""Say what a casefile can be asked and told about derivations, stories and the register.

What is derived (likenesses, derivations, stories, acts, clusters, entries, links) is put by whoever derives
it and can be made again at any time; judgements and the ids that entries had are appended and stay.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from onrecord.model import (
    Cluster,
    Derivation,
    Entry,
    EntryLink,
    Judgement,
    JudgementKind,
    Likeness,
    LineageIndex,
    Place,
    RegisterIndex,
    ReportedAct,
    Story,
)
from onrecord.store.entry_filters import EntryFacets, EntryFilter, EntryHead, EntryPage, EntrySort, Per


class RegisterView(Protocol):
    """Ask a casefile what ties its documents together and what they put on record together."""

    def entries(self, where: EntryFilter = ...) -> Iterator[Entry]:
        """Stream entries by the first day of the act, undated last, then by id."""
        ...

    def entry_heads(self, where: EntryFilter = ...) -> Iterator[EntryHead]:
        """Stream what is known of entries at a glance, in no order."""
        ...

    def acts_since(self, principal: str, day: str) -> bool:
        """Tell whether anything that somebody answers for lies on an ISO day or later."""
        ...

    def names_counted(
        self, role: str, kinds: Collection[str] = ..., limit: int | None = ...
    ) -> Sequence[tuple[str, int]]:
        """Return the names that entries have in a role, each with the number of these, most first.

        ``role`` is actors, principals, towards or issues; ``kinds``: entries of these alone; empty: of all.
        """
        ...

    def entries_page(
        self,
        where: EntryFilter = ...,
        sort: EntrySort = ...,
        offset: int = 0,
        limit: int = 50,
        *,
        total: int | None = None,
    ) -> EntryPage:
        """Return some of the entries that are looked for, in an order, and how many there are."""
        ...

    def entry_facets(self, where: EntryFilter = ..., top: int = 30) -> EntryFacets:
        """Count the entries that are looked for by facets, of the actors the ``top`` most frequent."""
        ...

    def hold_facets(self) -> None:
        """Hold in memory what entries are counted and paged by, until the casefile changes.

        For programs that answer many people: pages and counts are the same, only sooner.
        """
        ...

    def entry_days(self, per: Per = ...) -> Mapping[str, int]:
        """Return how many entries were first reported in each period, in order; "": those without a day."""
        ...

    def document_days(self, per: Per = ...) -> Mapping[str, int]:
        """Return how many pages were published in each period, in order; "": those without a day."""
        ...

    def entry_ids_beginning(self, prefix: str, limit: int = 50) -> Sequence[str]:
        """Return the ids of the entries of which an id, also one that they had, begins so; in order."""
        ...

    def entry(self, entry_id: str) -> Entry:
        """Return one entry by its id, an id that it had, or a beginning of one that only one entry has."""
        ...

    def entry_ids_with(self, keys: Collection[str], first_day: str, last_day: str) -> tuple[str, ...]:
        """Return the ids of the entries that have one of the keys and may lie between two days, in order."""
        ...

    def entries_by_id(self, ids: Collection[str]) -> Sequence[Entry]:
        """Return the entries of these ids, by id; ids of none are left out."""
        ...

    def entry_aliases(self, entry_id: str) -> tuple[str, ...]:
        """Return the ids that an entry, found as ``entry`` finds it, went by before, sorted."""
        ...

    def entry_links(self, entry_id: str) -> tuple[EntryLink, ...]:
        """Return the links from and to an entry, found as ``entry`` finds it, by source and target."""
        ...

    def acts(self, document_ids: Collection[str]) -> Sequence[ReportedAct]:
        """Return the acts of documents, by place."""
        ...

    def clusters(self, records: Collection[str]) -> Sequence[Cluster]:
        """Return the clusters that hold the act of any of these records, by id."""
        ...

    def derivations(self, document_ids: Collection[str] | None = None) -> tuple[Derivation, ...]:
        """Return the derivations whose source or derived document is among these; ``None``: all.

        They come by derived document, source, outlet and kind.
        """
        ...

    def likenesses(self, document_ids: Collection[str]) -> Sequence[Likeness]:
        """Return the likenesses in which any of the documents takes part, in the order of (a, b)."""
        ...

    def stories(self) -> Iterator[Story]:
        """Stream stories by their first day, undated last, then by id."""
        ...

    def story(self, wanted: str) -> Story:
        """Return the story with an id, or the one that a document belongs to, by its id; prefixes will do."""
        ...

    def judgements(self) -> tuple[Judgement, ...]:
        """Return every judgement, the oldest first, undone ones and those that undo them too."""
        ...

    def out_of_step(
        self, made_by: str = "", document_ids: Collection[str] | None = None
    ) -> Mapping[str, str]:
        """Return the documents whose stamp is not what it should be, each with the stamp that it should have.

        A stamp says what a document's keys and acts are made of: its reading, edits, versions, reviews, the
        decisions on its actors and the judgements on it. Older versions are to have none: they are here, with
        an empty stamp, as long as they have one or have acts or facts.

        Args:
            made_by: name and version of what derives, a part of every stamp.
            document_ids: look at these alone; ``None``: at all.
        """
        ...


class RegisterWriter(LineageIndex, RegisterIndex, Protocol):
    """Tell a casefile what was derived, and what people decide."""

    def put_derivations(self, derived_ids: Collection[str], derivations: Sequence[Derivation]) -> None:
        """Keep the derivations of some derived documents in place of all that they had."""
        ...

    def put_stories(self, gone: Collection[str], made: Sequence[Story]) -> None:
        """Keep stories after forgetting others."""
        ...

    def put_stamps(self, stamps: Mapping[str, str]) -> None:
        """Keep the stamps of documents in place of earlier ones; an empty one is forgotten."""
        ...

    def add_judgement(
        self, kind: JudgementKind, left: Place, right: Place, by: str, note: str | None = None
    ) -> Judgement:
        """Append what a person decided on two places."""
        ...

    def undo_judgement(self, judgement_id: str, by: str) -> Judgement:
        """Append that a judgement, by its id or a prefix of one id only, does not hold any more."""
        ...

    def add_judgements(self, judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
        """Append those judgements that are not there yet, all or, where it raises, none; return these."""
        ...

    def batch(self) -> AbstractContextManager[None]:
        """Make everything written within one transaction: all of it is kept or, on any error, none."""
        ...
