"""Ask a casefile for what the public may see, and for nothing else: views run on it as on a casefile.

By default it has confirmed records alone. Held, delayed and withdrawn entries are not in it, nor reports that
stand on words of these. Of an article it has the words of records, never the text, the title or the file.
Whatever it was not made to answer it refuses: a view that asks for more fails, and gives nothing away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NoReturn, cast

from onrecord.errors import UsageError
from onrecord.model import (
    Conflict,
    Document,
    Entry,
    EntryLink,
    EntryLinkKind,
    Pair,
    Point,
    Position,
    ReportedAct,
    Side,
    Voice,
)
from onrecord.store.entry_filters import EntryFilter, EntryHead
from onrecord.store.interface import CasefileView, DocumentSummary
from onrecord.store.interface_shown import ConflictFilter, PointFilter, PositionFilter
from onrecord.views.confirmed import confirmed
from onrecord.views.published import hiding
from onrecord.views.published.leaving import words_of
from onrecord.views.published.policy import Out, Policy

_ALL = EntryFilter()
_CHUNK = 200
_TELLING = 12  # characters from which on words tell what is kept back, wherever they stand


class PublicView:
    """Ask a casefile for what the public may see."""

    def __init__(
        self,
        casefile: CasefileView,
        rules: Policy,
        *,
        confirmed_alone: bool = True,
        noted: Callable[[str], None] = lambda entry: None,
    ) -> None:
        """Look every entry through once.

        Args:
            casefile: is asked.
            rules: what was decided.
            confirmed_alone: leave out what nobody confirmed or published.
            noted: is told the id of each entry.
        """
        self._casefile = casefile
        self.rules = rules
        self.confirmed_alone = confirmed_alone
        self.out: Counter[Out] = Counter()  # entries left out, by why
        self.withheld: dict[str, Out] = {}  # those held, delayed or withdrawn
        self._names = frozenset[str]()
        every = list(self._looked_through(noted))
        self.words_kept_back: set[str] = set()  # what no page may have, old versions either
        self._back = self._words_kept_back()
        self.ids: dict[str, frozenset[str]] = {}  # of what is shown: the records of each entry
        self._documents: set[str] = set()
        self._unlinked: set[str] = set()
        self._gather(every)

    @property
    def location(self) -> str:
        """Return a name for it: where the casefile lies is nobody's business."""
        return "the published record"

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"the published record does not answer {name!r}")

    # What is asked for entries ------------------------------------------------------------------

    def entries(self, where: EntryFilter = _ALL) -> Iterator[Entry]:
        """Stream what is shown of entries."""
        found = (each for each in self._casefile.entries(where) if each.id in self.ids)
        return (kept for each in found if (kept := self._shown(each)) is not None)

    def entries_by_id(self, ids: Collection[str]) -> Sequence[Entry]:
        """Return what is shown of entries, by id."""
        found = self._casefile.entries_by_id([each for each in ids if each in self.ids])
        return [kept for each in found if (kept := self._shown(each)) is not None]

    def entry(self, entry_id: str) -> Entry:
        """Return what is shown of an entry; raise where it is not."""
        found = self._casefile.entry(entry_id)
        kept = self._shown(found) if found.id in self.ids else None
        if kept is None:
            raise UsageError(f"there is no entry {entry_id!r}")
        return kept

    def entry_heads(self, where: EntryFilter = _ALL) -> Iterator[EntryHead]:
        """Stream what is known of entries at a glance."""
        for each in self.entries(where):
            moved = each.last_reported
            yield EntryHead(
                each.id, each.kind.value, str(each.status), each.issues, each.first_day, each.last_day,
                _last_day(moved), len(each.origins),
            )  # fmt: skip

    def entry_aliases(self, entry_id: str) -> tuple[str, ...]:
        """Return the ids that an entry went by before."""
        return self._casefile.entry_aliases(entry_id) if entry_id in self.ids else ()

    def entry_links(self, entry_id: str) -> tuple[EntryLink, ...]:
        """Return the links from and to an entry, among those that are shown."""
        return tuple(self.links_of([entry_id]))

    def links_of(
        self, entries: Collection[str], kinds: Collection[EntryLinkKind] = ()
    ) -> Sequence[EntryLink]:
        """Return the links from or to entries, where both and what shows it are shown."""
        mine = [each for each in entries if each in self.ids]
        found = self._casefile.links_of(mine, kinds) if mine else ()
        return [
            replace(self._unnamed(link), evidence=hiding.bare(self._unnamed(link).evidence))
            for link in found
            if link.source in self.ids and link.target in self.ids and link.report in self.ids[link.source]
        ]

    def acts(self, document_ids: Collection[str]) -> Sequence[ReportedAct]:
        """Return the acts of documents that are shown."""
        wanted = set(document_ids)
        return sorted(
            (
                report.act
                for each in self.entries()
                for report in each.reports
                if report.act.document in wanted
            ),
            key=lambda act: (act.place, act.record),
        )

    # What is asked for positions and conflicts -----------------------------------------------------

    def points(self, where: PointFilter = PointFilter()) -> Iterator[Point]:  # noqa: B008
        """Stream the points of what is shown."""
        return (kept for each in self._casefile.points(where) if (kept := self._point(each)) is not None)

    def points_of_entries(self, entries: Collection[str]) -> Sequence[Point]:
        """Return the points of entries that are shown."""
        found = self._casefile.points_of_entries([each for each in entries if each in self.ids])
        return [kept for each in found if (kept := self._point(each)) is not None]

    def positions(self, where: PositionFilter = PositionFilter()) -> Iterator[Position]:  # noqa: B008
        """Stream positions that what is shown opened, as what is shown carries them."""
        for each in self._casefile.positions(where):
            kept = self._position(each)
            if kept is not None and (kept.before is not None or not where.shifted):
                yield kept

    def position_pairs(self, where: PositionFilter = PositionFilter()) -> Sequence[Pair]:  # noqa: B008
        """Return holder and subject of each position that is shown."""
        return [(each.holder, each.subject) for each in self.positions(where)]

    def conflicts(self, where: ConflictFilter = ConflictFilter()) -> Iterator[Conflict]:  # noqa: B008
        """Stream conflicts of which both sides are shown."""
        for each in self._casefile.conflicts(where):
            if self._side(each.left) and self._side(each.right):
                yield self._told(each)

    def conflict(self, conflict_id: str) -> Conflict:
        """Return one conflict of which both sides are shown."""
        found = self._casefile.conflict(conflict_id)
        if not (self._side(found.left) and self._side(found.right)):
            raise UsageError(f"there is no conflict {conflict_id!r}")
        return self._told(found)

    # What is asked for records and documents ---------------------------------------------------------

    def claims(self, where: object = None) -> Iterator[Any]:
        """Stream nothing: what an outlet claims itself is a report of no entry, and nobody decides on it."""
        return iter(())

    def all_reviews(self) -> tuple[NoReturn, ...]:
        """Return nothing: who decided what on a record stays at the desk."""
        return ()

    def judgements(self) -> tuple[NoReturn, ...]:
        """Return nothing: who decided what stays at the desk."""
        return ()

    def derivations(self, document_ids: object = None) -> tuple[NoReturn, ...]:
        """Return nothing: they hold words of articles that no record has."""
        return ()

    def document(self, document_id: str) -> Document:
        """Raise: no article is shown whole."""
        raise UsageError(f"the text of article {document_id} is not published")

    def summaries(self, where: object = None) -> Iterator[DocumentSummary]:
        """Stream what is told of the pages that what is shown stands in, by id."""
        ids = sorted(self._documents)
        while some := ids[:_CHUNK]:
            del ids[:_CHUNK]
            yield from self.summaries_by_id(some).values()

    def summaries_by_id(self, document_ids: Collection[str]) -> Mapping[str, DocumentSummary]:
        """Return what is told of pages: outlet, day and address; of others that they are withheld."""
        known = self._casefile.summaries_by_id([each for each in document_ids if each in self._documents])
        return {each: self._page(known[each]) if each in known else _withheld(each) for each in document_ids}

    def summary(self, document_id: str) -> DocumentSummary:
        """Return what is told of a page."""
        return self.summaries_by_id([document_id])[document_id]

    # How it is made ----------------------------------------------------------------------------------

    def _looked_through(self, noted: Callable[[str], None]) -> Iterator[str]:
        """Yield the ids of entries that may be shown, noting why others are not."""
        acts: list[ReportedAct] = []
        wanted = self.rules.every_name
        for entry in self._casefile.entries(_ALL):
            noted(entry.id)
            why = self.rules.out(entry, confirmed_alone=self.confirmed_alone)
            if wanted:
                acts += [report.act for report in entry.reports if report.act.names]
            if why is None:
                yield entry.id
                continue
            self.out[why] += 1
            if why is not Out.UNCONFIRMED:
                self.withheld[entry.id] = why
        self._names = hiding.variants(acts, wanted)

    def _words_kept_back(self) -> hiding.Spans:
        """Return where the words stand of entries that are held, delayed or withdrawn."""
        entries = list(_by_some(self._casefile, list(self.withheld)))
        pieces = (each.exact for e in entries for report in e.reports for each in report.act.quote)
        self.words_kept_back.update(each for each in pieces if len(each) >= _TELLING)
        return words_of(entries)

    def _gather(self, ids: Sequence[str]) -> None:
        for entry in _by_some(self._casefile, ids):
            kept = self._bared(entry)
            if kept is None:
                self.out[Out.HELD] += 1
                continue
            self.ids[kept.id] = frozenset(report.act.record for report in kept.reports)
            for report in kept.reports:
                protected = report.act.unnamed and self.rules.protects_sources(kept.id)
                (self._unlinked if protected else self._documents).add(report.act.document)
        self._documents -= self._unlinked

    def _bared(self, entry: Entry) -> Entry | None:
        """Return an entry with the reports that are shown; ``None`` where there are none."""
        decided = self.rules.decided(entry.id)
        kept = confirmed(entry) if self.confirmed_alone and decided.publish is None else entry
        if kept is None:
            return None
        reports = tuple(each for each in kept.reports if not self._is_kept_back(each.act))
        if len(reports) < len(
            kept.reports
        ):  # as confirming leaves reports out, so that nothing of them stays
            marked = [replace(r, act=replace(r.act, reviewed=r in reports)) for r in kept.reports]
            was = {id(m): r.act.reviewed for m, r in zip(marked, kept.reports, strict=True)}
            left = confirmed(replace(kept, reports=tuple(marked)))
            if left is None:
                return None
            kept = replace(
                left,
                reports=tuple(replace(r, act=replace(r.act, reviewed=was[id(r)])) for r in left.reports),
            )
        return kept

    def _is_kept_back(self, act: ReportedAct) -> bool:
        return hiding.stand_on(act.quote, self._back.get(act.place.digest, ()))

    def _shown(self, entry: Entry) -> Entry | None:
        """Return an entry as it is shown."""
        kept = self._bared(entry)
        if kept is None:
            return None
        if self.rules.protects_sources(kept.id):
            kept = hiding.without_sources(kept)
        reports = tuple(hiding.excerpt(hiding.apart(each, self._back)) for each in kept.reports)
        kept = replace(kept, reports=reports, decided=())
        return hiding.without_names(kept, self._of(kept.id))

    def _of(self, entry_id: str) -> frozenset[str]:
        """Return the names that are not shown in an entry, with what else the same persons are called."""
        named = self.rules.names(entry_id)
        return named | self._names if named else named

    def _unnamed(self, record: Any) -> Any:
        """Return a record of no entry alone, without any name that is not shown somewhere."""
        return hiding.without_names(record, self.rules.every_name | self._names)

    def _point(self, point: Point) -> Point | None:
        if point.record not in self.ids.get(point.entry, ()):
            return None
        if point.voice is Voice.UNNAMED and self.rules.protects_sources(point.entry):
            return None
        answers = point.answers if point.answers in self.ids else ""
        kept: Point = self._unnamed(replace(point, vector=b"", matter="", answers=answers))
        return kept

    def _position(self, position: Position) -> Position | None:
        opening = self._point(position.opening)
        if opening is None:
            return None
        before = self._point(position.before) if position.before else None
        shown = [at for at, each in enumerate(position.entries) if each in self.ids]
        days = position.days if len(position.days) == len(position.entries) else ()
        others = tuple(point for each in position.others if (point := self._point(each)) is not None)
        made: Position = self._unnamed(
            replace(
                position,
                opening=opening,
                latest=self._point(position.latest) or opening,
                entries=tuple(position.entries[at] for at in shown),
                days=tuple(days[at] for at in shown) if days else (),
                before=before,
                changed=position.changed if before else (),
                compared="",
                others=others,
            )
        )
        return made

    def _side(self, side: Side) -> bool:
        """Tell whether a side of a conflict is shown."""
        if side.record not in self.ids.get(side.entry or "", ()):
            return False
        return not self.rules.protects_sources(side.entry or "") or side.document not in self._unlinked

    def _told(self, conflict: Conflict) -> Conflict:
        """Return a conflict with the words of its sides alone."""
        left, right = (
            replace(each, quote=hiding.bare(each.quote)) for each in (conflict.left, conflict.right)
        )
        made: Conflict = self._unnamed(replace(conflict, left=left, right=right))
        return made

    def _page(self, held: DocumentSummary) -> DocumentSummary:
        names = self.rules.every_name | self._names
        url = held.url if held.url and not hiding.names_somebody(held.url, names) else None
        told = held.outlet or "an outlet that is not told"
        made: DocumentSummary = hiding.without_names(
            replace(_withheld(held.id), name=told, outlet=held.outlet), names
        )
        return replace(made, published=held.published, url=url, language=held.language)


def public_view(
    casefile: CasefileView,
    rules: Policy,
    *,
    confirmed_alone: bool = True,
    noted: Callable[[str], None] = lambda entry: None,
) -> tuple[CasefileView, PublicView]:
    """Return a casefile as the public may see it, as views ask it, and with what was left out."""
    made = PublicView(casefile, rules, confirmed_alone=confirmed_alone, noted=noted)
    return cast(CasefileView, made), made


def _by_some(casefile: CasefileView, ids: Sequence[str]) -> Iterator[Entry]:
    left = iter(ids)
    while some := list(islice(left, _CHUNK)):
        yield from casefile.entries_by_id(some)


def _withheld(document_id: str) -> DocumentSummary:
    """Return what is told of a page of which nothing is."""
    return DocumentSummary(
        id=document_id, digest="", name=hiding.WITHHELD, media_type="", title=None, outlet=None, byline=None,
        published=None, language="", url=None, path=None, notes=(), version=1, previous=None, newest=True,
        model=None, statements=0, edited=(),
    )  # fmt: skip


def _last_day(told: str | None) -> str | None:
    from onrecord.text.days import days

    bounds = days(told)
    return bounds[1] if bounds else None
