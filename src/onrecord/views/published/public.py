"""Ask a casefile for what the public may see, and for nothing else: views run on it as on a casefile.

By default it has confirmed records alone. Held, delayed and withdrawn entries are not in it, nor reports that
stand on words of these. Of an article it has the words of records, never the text, the title or the file.
Whatever it was not made to answer it refuses: a view that asks for more fails, and gives nothing away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
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
    SubjectKind,
    Voice,
)
from onrecord.store.entry_filters import EntryFilter, EntryHead
from onrecord.store.interface import CasefileView, DocumentSummary
from onrecord.store.interface_shown import ConflictFilter, PointFilter, PositionFilter
from onrecord.views.positions.kept import kept_of
from onrecord.views.published import hiding
from onrecord.views.published.policy import Policy
from onrecord.views.published.shown import Shown, by_some

_ALL = EntryFilter()
_CHUNK = 200


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
        self.shown = Shown(casefile, rules, confirmed_alone=confirmed_alone, noted=noted)
        self.ids = self.shown.ids  # of what is shown: the records of each entry

    @property
    def location(self) -> str:
        """Return a name for it: where the casefile lies is nobody's business."""
        return "the published record"

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"the published record does not answer {name!r}")

    # What is asked for entries ------------------------------------------------------------------

    def entries(self, where: EntryFilter = _ALL) -> Iterator[Entry]:
        """Stream what is shown of entries."""
        every = where == _ALL  # most casefiles have many entries that are not shown
        asked = by_some(self._casefile, list(self.ids)) if every else self._casefile.entries(where)
        found = (each for each in asked if each.id in self.ids)
        return (kept for each in found if (kept := self.shown.entry(each)) is not None)

    def entries_by_id(self, ids: Collection[str]) -> Sequence[Entry]:
        """Return what is shown of entries, by id."""
        found = self._casefile.entries_by_id([each for each in ids if each in self.ids])
        return [kept for each in found if (kept := self.shown.entry(each)) is not None]

    def entry(self, entry_id: str) -> Entry:
        """Return what is shown of an entry; raise where it is not."""
        found = self._casefile.entry(entry_id)
        kept = self.shown.entry(found) if found.id in self.ids else None
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

    def acts_since(self, principal: str, day: str) -> bool:
        """Tell whether anything that is shown, and that somebody answers for, lies on a day or later."""
        return any(self.entry_heads(EntryFilter(principals=(principal,), date_from=day)))

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
        return [self._link(each) for each in found if self._tied(each)]

    def _tied(self, link: EntryLink) -> bool:
        return link.source in self.ids and link.target in self.ids and link.report in self.ids[link.source]

    def _link(self, link: EntryLink) -> EntryLink:
        evidence = self.shown.words(link.report, link.evidence)
        made: EntryLink = self._unnamed(replace(link, evidence=evidence))
        return made

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
        ids = sorted(self.shown.documents)
        while some := ids[:_CHUNK]:
            del ids[:_CHUNK]
            yield from self.summaries_by_id(some).values()

    def summaries_by_id(self, document_ids: Collection[str]) -> Mapping[str, DocumentSummary]:
        """Return what is told of pages: outlet, day and address; of others that they are withheld."""
        told = self.shown.documents | self.shown.began
        known = self._casefile.summaries_by_id([each for each in document_ids if each in told])
        return {each: self._page(known[each]) if each in known else _withheld(each) for each in document_ids}

    def summary(self, document_id: str) -> DocumentSummary:
        """Return what is told of a page."""
        return self.summaries_by_id([document_id])[document_id]

    # How it is told ----------------------------------------------------------------------------------

    def _unnamed(self, record: Any) -> Any:
        """Return a record of no entry alone, without any name that is not shown somewhere."""
        return hiding.without_names(record, self.shown.names)

    def _point(self, point: Point) -> Point | None:
        if point.record not in self.ids.get(point.entry, ()) or not self._has_subject(point):
            return None
        if point.voice is Voice.UNNAMED and self.rules.protects_sources(point.entry):
            return None
        answers = point.answers if point.answers in self.ids else ""
        kept: Point = self._unnamed(replace(point, vector=b"", matter="", answers=answers))
        return replace(kept, condition="", order="") if point.record in self.shown.cut else kept

    def _has_subject(self, held: Point | Position) -> bool:
        """Tell whether what somebody stands on is shown: an issue, or what a shown entry puts forward."""
        return held.about is not SubjectKind.PROPOSITION or held.subject in self.ids

    def _position(self, position: Position) -> Position | None:
        """Return a position as what is shown carries it; of whom nobody is to know there is none."""
        kept = kept_of(position, self._point, self.ids.__contains__)
        if kept is None or not self._has_subject(position):
            return None
        made: Position = self._unnamed(replace(kept, compared=""))
        return None if made.holder in hiding.NOBODY else made

    def _side(self, side: Side) -> bool:
        """Tell whether a side of a conflict is shown."""
        if side.record not in self.ids.get(side.entry or "", ()):
            return False
        return not self.rules.protects_sources(side.entry or "") or side.document not in self.shown.unlinked

    def _told(self, conflict: Conflict) -> Conflict:
        """Return a conflict with the words of its sides alone."""
        left, right = (
            replace(each, quote=self.shown.words(each.record, each.quote))
            for each in (conflict.left, conflict.right)
        )
        made: Conflict = self._unnamed(replace(conflict, left=left, right=right))
        return made

    def _page(self, held: DocumentSummary) -> DocumentSummary:
        names = self.shown.names
        url = held.url if held.url and not hiding.names_somebody(held.url, names) else None
        told = held.outlet or hiding.NO_OUTLET
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
