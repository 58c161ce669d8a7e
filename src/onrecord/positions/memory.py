"""Keep points and positions in dictionaries: for a folder of files, and for tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from onrecord.model import Pair, Point, Position


class MemoryPositions:
    """Hold points and positions; a ``PositionIndex``."""

    def __init__(self) -> None:
        self._points: dict[str, tuple[Point, ...]] = {}  # by entry
        self._on: dict[Pair, set[str]] = defaultdict(set)  # entries by pair
        self._positions: dict[Pair, tuple[Position, ...]] = {}

    def points_of_entries(self, entries: Collection[str]) -> Sequence[Point]:
        """Return the points of entries, by entry."""
        return [p for each in sorted(set(entries)) for p in self._points.get(each, ())]

    def put_points(self, entries: Collection[str], points: Sequence[Point]) -> None:
        """Keep the points of entries in place of all that these had; entries without any are forgotten."""
        for each in entries:
            for p in self._points.pop(each, ()):
                self._on[p.holder, p.subject].discard(each)
        for p in points:
            self._points[p.entry] = (*self._points.get(p.entry, ()), p)
            self._on[p.holder, p.subject].add(p.entry)

    def points_on(self, pairs: Collection[Pair]) -> Mapping[Pair, Sequence[Point]]:
        """Return the points of each holder on each subject, by day, undated last, then by entry."""
        return {pair: self._of(pair) for pair in set(pairs) if self._on.get(pair)}

    def _of(self, pair: Pair) -> Sequence[Point]:
        found = (p for each in self._on[pair] for p in self._points[each] if (p.holder, p.subject) == pair)
        return sorted(found, key=_by_day)

    def put_positions(self, pairs: Collection[Pair], positions: Sequence[Position]) -> None:
        """Keep the positions of holders on subjects in place of all that these had."""
        for pair in pairs:
            self._positions.pop(pair, None)
        for p in positions:
            pair = (p.holder, p.subject)
            self._positions[pair] = (*self._positions.get(pair, ()), p)

    def points(self) -> tuple[Point, ...]:
        """Return every point, by subject, holder and day."""
        found: Iterable[Point] = (p for each in self._points.values() for p in each)
        return tuple(sorted(found, key=lambda p: (p.subject, p.holder, *_by_day(p))))

    def positions(self) -> tuple[Position, ...]:
        """Return every position, by subject, holder and the day it began."""
        ordered = sorted(self._positions, key=lambda pair: (pair[1], pair[0]))
        return tuple(p for pair in ordered for p in self._positions[pair])


def _by_day(p: Point) -> tuple[str, ...]:
    return p.first_day or "9999-99", p.last_day or "9999-99", p.entry
