"""Ask a casefile for what may leave the desk now: without what is held back, withdrawn or has to wait.

Exports, feeds, digests and reports are of this. What nobody confirmed stays in it: they have options of
their own for that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar, cast

from onrecord.errors import UsageError
from onrecord.model import Conflict, Entry, EntryLink, Point, Position, ReportedAct
from onrecord.store.entry_filters import EntryFacets, EntryFilter, EntryHead, EntryPage, EntrySort
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import ConflictFilter, PointFilter, PositionFilter
from onrecord.store.reviews import KeptReview, Review
from onrecord.views.published.policy import Policy, policy_of

Row = TypeVar("Row")
View = TypeVar("View", bound=CasefileView)

_ALL = EntryFilter()


def policy(casefile: CasefileView, today: date | None = None) -> Policy:
    """Return what was decided about publication in a casefile, on the entries as they are now."""
    releases = casefile.releases()
    now: dict[str, str] = {}
    for wanted in {each.entry for each in releases if each.entry is not None}:
        try:
            now[wanted] = casefile.entry(wanted).id
        except UsageError:
            continue  # nothing stands on those words any more
    return policy_of(releases, now, today or datetime.now(UTC).date())


def kept_back(casefile: CasefileView, rules: Policy) -> dict[str, Entry]:
    """Return the entries that may not leave the desk, by id: held, withdrawn or to wait."""
    some = [each for each, decided in rules.entries.items() if decided.hold or decided.withdrawal]
    found = list(casefile.entries_by_id(some)) if some else []
    for about, name in rules.delays:
        where = EntryFilter(kinds=(name,)) if about.value == "kind" else EntryFilter(issues=(name,))
        found += casefile.entries(where)
    return {each.id: each for each in found if rules.out(each, confirmed_alone=False) is not None}


def leaving(casefile: View, today: date | None = None) -> tuple[View, int]:
    """Return a casefile as it may leave the desk, and how many entries are not in it."""
    back = kept_back(casefile, policy(casefile, today))
    return (cast(View, Leaving(casefile, back)) if back else casefile), len(back)


class Leaving:
    """Ask a casefile, and pass over some entries and all that rests on them."""

    def __init__(self, casefile: CasefileView, back: dict[str, Entry]) -> None:
        self._casefile = casefile
        self._back = back
        self.records = frozenset(
            name
            for entry in back.values()
            for report in entry.reports
            for name in (report.act.record, report.act.statement)
            if name
        )

        self._places = words_of(back.values())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._casefile, name)

    def entries(self, where: EntryFilter = _ALL) -> Iterator[Entry]:
        """Stream entries, but those kept back."""
        return (each for each in self._casefile.entries(where) if each.id not in self._back)

    def entry_heads(self, where: EntryFilter = _ALL) -> Iterator[EntryHead]:
        """Stream what is known of entries at a glance, but of those kept back."""
        return (each for each in self._casefile.entry_heads(where) if each.id not in self._back)

    def entries_page(
        self,
        where: EntryFilter = _ALL,
        sort: EntrySort = EntrySort.NEWEST,
        offset: int = 0,
        limit: int = 50,
        *,
        total: int | None = None,
    ) -> EntryPage:
        """Return some of the entries that are looked for, but of those kept back."""
        return self._casefile.entries_page(self._but(where), sort, offset, limit, total=total)

    def entry_facets(self, where: EntryFilter = _ALL, top: int = 30) -> EntryFacets:
        """Count the entries that are looked for by facets, but those kept back."""
        return self._casefile.entry_facets(self._but(where), top)

    def _but(self, where: EntryFilter) -> EntryFilter:
        return replace(where, without=(*where.without, *sorted(self._back)))

    def entries_by_id(self, ids: Collection[str]) -> Sequence[Entry]:
        """Return entries, but those kept back."""
        return self._casefile.entries_by_id([each for each in ids if each not in self._back])

    def entry(self, entry_id: str) -> Entry:
        """Return one entry; raise where it is kept back."""
        found = self._casefile.entry(entry_id)
        if found.id in self._back:
            raise UsageError(f"there is no entry {entry_id!r}", None, "it is held back at the desk")
        return found

    def entry_links(self, entry_id: str) -> tuple[EntryLink, ...]:
        """Return the links of an entry, but those that tie it to what is kept back."""
        return tuple(each for each in self._casefile.entry_links(self.entry(entry_id).id) if self._tied(each))

    def links_of(self, entries: Collection[str], *kinds: Any) -> Sequence[EntryLink]:
        """Return the links of entries, but those from and to what is kept back."""
        return [each for each in self._casefile.links_of(entries, *kinds) if self._tied(each)]

    def acts(self, document_ids: Collection[str]) -> Sequence[ReportedAct]:
        """Return the acts of documents, but those of what is kept back."""
        return [each for each in self._casefile.acts(document_ids) if each.record not in self.records]

    def points(self, where: PointFilter = PointFilter()) -> Iterator[Point]:  # noqa: B008
        """Stream points, but of what is kept back."""
        return (each for each in self._casefile.points(where) if each.entry not in self._back)

    def points_of_entries(self, entries: Collection[str]) -> Sequence[Point]:
        """Return the points of entries, but of those kept back."""
        return [each for each in self._casefile.points_of_entries(entries) if each.entry not in self._back]

    def positions(self, where: PositionFilter = PositionFilter()) -> Iterator[Position]:  # noqa: B008
        """Stream positions, as what is not kept back carries them."""
        for each in self._casefile.positions(where):
            kept = without(each, self._back)
            if kept is not None and (kept.before is not None or not where.shifted):
                yield kept

    def conflicts(self, where: ConflictFilter = ConflictFilter()) -> Iterator[Conflict]:  # noqa: B008
        """Stream conflicts, but those of which a side is kept back."""
        for each in self._casefile.conflicts(where):
            if not any(s.entry in self._back or s.record in self.records for s in (each.left, each.right)):
                yield each

    def conflict(self, conflict_id: str) -> Conflict:
        """Return one conflict; raise where a side is kept back."""
        found = self._casefile.conflict(conflict_id)
        if any(s.entry in self._back or s.record in self.records for s in (found.left, found.right)):
            raise UsageError(f"there is no conflict {conflict_id!r}", None, "a side is held back at the desk")
        return found

    def statements(self, *where: Any) -> Iterator[Any]:
        """Stream statements, but those of what is kept back."""
        return self._rows(self._casefile.statements(*where), "statement")

    def commitments(self, *where: Any) -> Iterator[Any]:
        """Stream commitments, but those of what is kept back."""
        return self._rows(self._casefile.commitments(*where), "record")

    def events(self, *where: Any) -> Iterator[Any]:
        """Stream events, but those of what is kept back."""
        return self._rows(self._casefile.events(*where), "record")

    def all_reviews(self) -> tuple[KeptReview, ...]:
        """Return the reviews of records, but of those that stand on words of what is kept back."""
        return tuple(each for each in self._casefile.all_reviews() if not self._reviewed_back(each.review))

    def _reviewed_back(self, review: Review) -> bool:
        places = self._places.get(review.document.digest, ())
        return any(p.start < end and start < p.end for p in review.quote for start, end in places)

    def _rows(self, rows: Iterable[Row], name: str) -> Iterator[Row]:
        return (row for row in rows if getattr(row, name).id not in self.records)

    def _tied(self, link: EntryLink) -> bool:
        return link.source not in self._back and link.target not in self._back


def words_of(entries: Iterable[Entry]) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Return where the words of entries stand, by the digest of the document."""
    found: dict[str, list[tuple[int, int]]] = {}
    for act in (report.act for each in entries for report in each.reports):
        found.setdefault(act.place.digest, []).extend((each.start, each.end) for each in act.quote)
    return found


def without(position: Position, back: Collection[str]) -> Position | None:
    """Return a position without some entries; ``None`` where one of them opened it.

    It is no shift where what it took the place of is among them.
    """
    if position.opening.entry in back:
        return None
    kept = [at for at, each in enumerate(position.entries) if each not in back]
    before = position.before if position.before and position.before.entry not in back else None
    days = position.days if len(position.days) == len(position.entries) else ()
    return replace(
        position,
        latest=position.latest if position.latest.entry not in back else position.opening,
        entries=tuple(position.entries[at] for at in kept),
        days=tuple(days[at] for at in kept) if days else position.days,
        before=before,
        changed=position.changed if before else (),
        compared=position.compared if before else "",
        others=tuple(each for each in position.others if each.entry not in back),
    )
