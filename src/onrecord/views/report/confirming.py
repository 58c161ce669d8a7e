"""Ask a casefile for what a person confirmed alone: every view can be given it in place of the casefile."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

from onrecord.model import Conflict, Entry, EntryLink, EntryLinkKind, Point, Position, Side
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileView
from onrecord.store.interface_shown import ConflictFilter, PointFilter, PositionFilter
from onrecord.views.confirmed import confirmed
from onrecord.views.positions.kept import kept_of


class _Confirmed:
    """Answer as a casefile does, of what was derived with that alone whose records a person looked at."""

    def __init__(self, casefile: CasefileView) -> None:
        self._casefile = casefile

    def __getattr__(self, name: str) -> Any:
        return getattr(self._casefile, name)

    def entries(self, where: EntryFilter | None = None) -> Iterator[Entry]:
        found = self._casefile.entries(replace(where or EntryFilter(), unreviewed=False))
        return (kept for each in found if (kept := confirmed(each)) is not None)

    def entries_by_id(self, ids: Collection[str]) -> Sequence[Entry]:
        found = self._casefile.entries_by_id(ids)
        return [kept for each in found if (kept := confirmed(each)) is not None]

    def links_of(
        self, entries: Collection[str], kinds: Collection[EntryLinkKind] = ()
    ) -> Sequence[EntryLink]:
        found = self._casefile.links_of(entries, kinds)
        held = {each.id: each for each in self.entries_by_id({e for link in found for e in _ends(link)})}
        return [link for link in found if all(each in held for each in _ends(link)) and _shown(link, held)]

    def positions(self, where: PositionFilter = PositionFilter()) -> Iterator[Position]:  # noqa: B008
        for each in self._casefile.positions(where):
            kept = self._position(each)
            if kept is not None and (kept.before is not None or not where.shifted):
                yield kept

    def _position(self, position: Position) -> Position | None:
        """Return a position as what is confirmed carries it; ``None`` where that did not open it."""
        kept = {each.id for each in self.entries_by_id(position.entries)}
        return kept_of(position, lambda point: point if point.reviewed else None, kept.__contains__)

    def points(self, where: PointFilter = PointFilter()) -> Iterator[Point]:  # noqa: B008
        return (point for point in self._casefile.points(where) if point.reviewed)

    def conflicts(self, where: ConflictFilter = ConflictFilter()) -> Iterator[Conflict]:  # noqa: B008
        for each in self._casefile.conflicts(where):
            sides = each.left, each.right
            held = {e.id: e for e in self.entries_by_id({side.entry for side in sides if side.entry})}
            if all(_reviewed(side, held) for side in sides):
                yield each

    def claims(self, where: object = None) -> Iterator[object]:
        return iter(())  # what an outlet claims itself is a report of no entry


def confirmed_view(casefile: CasefileView) -> CasefileView:
    """Return a casefile that has of entries, positions and conflicts those alone that are confirmed."""
    return cast(CasefileView, _Confirmed(casefile))


def _ends(link: EntryLink) -> tuple[str, str]:
    return link.source, link.target


def _shown(link: EntryLink, held: dict[str, Entry]) -> bool:
    """Tell whether the report that shows a link is one of the confirmed ones."""
    return any(report.act.record == link.report for report in held[link.source].reports)


def _reviewed(side: Side, held: dict[str, Entry]) -> bool:
    """Tell whether the record of a side is a report of a confirmed entry, which has confirmed ones alone."""
    entry = held.get(side.entry or "")
    return entry is not None and any(report.act.record == side.record for report in entry.reports)
