"""Ask a casefile for what may leave the desk now: without what is held back, withdrawn or has to wait.

Exports, feeds, digests and reports are of this. What nobody confirmed stays in it: they have options of
their own for that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar, cast

from onrecord.errors import UsageError
from onrecord.model import (
    Claim,
    Commitment,
    Conflict,
    Derivation,
    Entry,
    EntryLink,
    Event,
    Point,
    Position,
    Reading,
    ReportedAct,
    Statement,
)
from onrecord.store.entry_filters import EntryFacets, EntryFilter, EntryHead, EntryPage, EntrySort
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import ConflictFilter, PointFilter, PositionFilter
from onrecord.store.reviews import KeptReview, Review
from onrecord.views.positions.kept import kept_of
from onrecord.views.published import hiding
from onrecord.views.published.policy import Policy, policy_of

Row = TypeVar("Row")
Held = TypeVar("Held", Statement, Commitment, Event)
View = TypeVar("View", bound=CasefileView)

_ALL = EntryFilter()
_CHUNK = 500


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
    """Return the entries that may not leave the desk, by id: held, withdrawn or to wait.

    Those that stand on the words of these alone are among them.
    """
    some = [each for each, decided in rules.entries.items() if decided.hold or decided.withdrawal]
    found = list(casefile.entries_by_id(some)) if some else []
    for about, name in rules.delays:
        where = EntryFilter(kinds=(name,)) if about.value == "kind" else EntryFilter(issues=(name,))
        found += casefile.entries(where)
    back = {each.id: each for each in found if rules.out(each, confirmed_alone=False) is not None}
    if not back:
        return back
    places = hiding.words_of(back.values())
    pages = sorted({report.act.document for each in back.values() for report in each.reports})
    for at in range(0, len(pages), _CHUNK):
        same = casefile.entries(EntryFilter(documents=tuple(pages[at : at + _CHUNK])))
        back |= {each.id: each for each in same if not hiding.reports_apart(each, places)}
    return back


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

        self._places = hiding.words_of(back.values())
        self._pages = {
            report.act.document: self._places[report.act.place.digest]
            for entry in back.values()
            for report in entry.reports
        }

    def __getattr__(self, name: str) -> Any:
        return getattr(self._casefile, name)

    def entries(self, where: EntryFilter = _ALL) -> Iterator[Entry]:
        """Stream entries, but those kept back."""
        return (self._told(each) for each in self._casefile.entries(where) if each.id not in self._back)

    def _told(self, entry: Entry) -> Entry:
        """Return an entry without the words of what is kept back, where it has some in its reports."""
        if not any(report.act.document in self._pages for report in entry.reports):
            return entry
        kept = hiding.reports_apart(entry, self._places)
        left = hiding.of_reports(entry, kept) if len(kept) < len(entry.reports) else entry
        told = left or entry
        return replace(told, reports=tuple(hiding.clear_of(each, self._places) for each in told.reports))

    def entry_heads(self, where: EntryFilter = _ALL) -> Iterator[EntryHead]:
        """Stream what is known of entries at a glance, but of those kept back."""
        return (each for each in self._casefile.entry_heads(where) if each.id not in self._back)

    def acts_since(self, principal: str, day: str) -> bool:
        """Tell whether anything that somebody answers for lies on a day or later, but what is kept back."""
        return any(self.entry_heads(EntryFilter(principals=(principal,), date_from=day)))

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
        found = self._casefile.entries_page(self._but(where), sort, offset, limit, total=total)
        return replace(found, entries=tuple(self._told(each) for each in found.entries))

    def entry_facets(self, where: EntryFilter = _ALL, top: int = 30) -> EntryFacets:
        """Count the entries that are looked for by facets, but those kept back."""
        return self._casefile.entry_facets(self._but(where), top)

    def _but(self, where: EntryFilter) -> EntryFilter:
        return replace(where, without=(*where.without, *sorted(self._back)))

    def entries_by_id(self, ids: Collection[str]) -> Sequence[Entry]:
        """Return entries, but those kept back."""
        found = self._casefile.entries_by_id([each for each in ids if each not in self._back])
        return [self._told(each) for each in found]

    def entry(self, entry_id: str) -> Entry:
        """Return one entry; raise where it is kept back."""
        found = self._casefile.entry(entry_id)
        if found.id in self._back:
            raise UsageError(f"there is no entry {entry_id!r}", None, "it is held back at the desk")
        return self._told(found)

    def entry_links(self, entry_id: str) -> tuple[EntryLink, ...]:
        """Return the links of an entry, but those that tie it to what is kept back."""
        return tuple(each for each in self._casefile.entry_links(self.entry(entry_id).id) if self._tied(each))

    def links_of(self, entries: Collection[str], *kinds: Any) -> Sequence[EntryLink]:
        """Return the links of entries, but those from and to what is kept back."""
        return [each for each in self._casefile.links_of(entries, *kinds) if self._tied(each)]

    def acts(self, document_ids: Collection[str]) -> Sequence[ReportedAct]:
        """Return the acts of documents, but those of what is kept back."""
        found = (each for each in self._casefile.acts(document_ids) if each.record not in self.records)
        return [
            hiding.act_clear_of(each, self._places)
            for each in found
            if not hiding.stand_on(each.quote, self._places.get(each.place.digest, ()))
        ]

    def derivations(self, document_ids: Collection[str] | None = None) -> tuple[Derivation, ...]:
        """Return how documents derive from others, without the passages that have words kept back."""
        return tuple(self._derived(each) for each in self._casefile.derivations(document_ids))

    def _derived(self, held: Derivation) -> Derivation:
        source, derived = (self._pages.get(each, ()) for each in (held.source, held.derived))
        if not source and not derived:
            return held
        kept = (
            replace(each, source=hiding.bare((each.source,))[0], derived=hiding.bare((each.derived,))[0])
            for each in held.passages
            if not hiding.stand_on((each.source,), source) and not hiding.stand_on((each.derived,), derived)
        )
        return replace(held, passages=tuple(kept))

    def claims(self, *where: Any) -> Iterator[Any]:
        """Stream what outlets claim, but in words of what is kept back."""
        for row in self._casefile.claims(*where):
            if not self._is_of_held_words(row.record):
                yield row

    def points(self, where: PointFilter = PointFilter()) -> Iterator[Point]:  # noqa: B008
        """Stream points, but of what is kept back."""
        return (each for each in self._casefile.points(where) if self._stays(each))

    def points_of_entries(self, entries: Collection[str]) -> Sequence[Point]:
        """Return the points of entries, but of those kept back."""
        return [each for each in self._casefile.points_of_entries(entries) if self._stays(each)]

    def _stays(self, point: Point) -> bool:
        return point.entry not in self._back and point.subject not in self._back

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

    def reading(self, document_id: str) -> Reading | None:
        """Return the reading of a document, but the records of what is kept back."""
        found: Reading | None = self._casefile.reading(document_id)
        return found and replace(
            found,
            statements=self._records(found.statements),
            commitments=self._records(found.commitments),
            events=self._records(found.events),
            claims=tuple(each for each in found.claims if not self._is_of_held_words(each)),
        )

    def _is_of_held_words(self, record: Statement | Commitment | Event | Claim) -> bool:
        cue = record.cue if isinstance(record, Statement) else ()
        return hiding.stand_on((*record.quote, *cue), self._pages.get(record.document_id, ()))

    def all_reviews(self) -> tuple[KeptReview, ...]:
        """Return the reviews of records, but of those that stand on words of what is kept back."""
        return tuple(each for each in self._casefile.all_reviews() if not self._reviewed_back(each.review))

    def _reviewed_back(self, review: Review) -> bool:
        places = self._places.get(review.document.digest, ())
        return any(p.start < end and start < p.end for p in review.quote for start, end in places)

    def _records(self, some: tuple[Held, ...]) -> tuple[Held, ...]:
        return tuple(
            each for each in some if each.id not in self.records and not self._is_of_held_words(each)
        )

    def _rows(self, rows: Iterable[Row], name: str) -> Iterator[Row]:
        return (row for row in rows if self._records((getattr(row, name),)))

    def _tied(self, link: EntryLink) -> bool:
        return link.source not in self._back and link.target not in self._back


def without(position: Position, back: Collection[str]) -> Position | None:
    """Return a position without some entries; ``None`` where one of them opened it, or is what it is on."""
    if position.subject in back:
        return None
    return kept_of(
        position,
        lambda point: None if point.entry in back else point,
        lambda entry: entry not in back,
    )
