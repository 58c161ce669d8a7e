"""Hold in memory what a register is counted and paged by: every facet of every entry, as columns of numbers.

``entry_facets`` answers the same questions from the database, by walking through its rows for each facet: at
100,000 statements up to 1.4 s for a filter that nobody asked for before (``benchmarks/web_speed.py``).
Columns in memory take some milliseconds whatever is asked. A table is of one state of the casefile.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import count

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from onrecord.store import schema as t
from onrecord.store.entry_facets import OWN, ordered
from onrecord.store.entry_filters import EntryFacets, EntryFilter, EntryPage, EntrySort
from onrecord.store.entry_pages import beyond, loaded, numbers_beyond
from onrecord.store.facet_rows import FACETS
from onrecord.store.filters import day_bounds

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Meeting = Callable[[EntryFilter], "Mask | None"]
"""Tells which rows meet what no column answers; ``None`` where nothing of that is asked."""

_TEXTS = (
    "entry", "facets", "kind", "status", "first_day", "last_day", "reported_first_day", "reported_last_day",
    "moved_first_day", "moved_last_day",
)  # fmt: skip
_NUMBERS: Mapping[str, str] = {
    "origins": "q",
    "reports": "q",
    "confidence": "d",
    "reviewed": "b",
    "number": "q",
}
"""Columns of numbers, with the code by which an array holds them."""
_COLUMNS = (*_TEXTS, *_NUMBERS)
_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Coded:
    """Hold a column of texts: the distinct ones in order, and for each row the place of its own, or -1."""

    values: tuple[str, ...]
    codes: Numbers

    @classmethod
    def of(cls, column: Iterable[str | None]) -> Coded:
        """Return a column; ``None`` is what has no text.

        >>> Coded.of(["b", None, "a"]).codes.tolist()
        [1, -1, 0]
        """
        coding = _Coding()
        coding.extend(column)
        return coding.coded()

    def since(self, least: str) -> Mask:
        """Tell which rows have a text that is not before another."""
        return self.codes >= bisect_left(self.values, least)

    def until(self, most: str) -> Mask:
        """Tell which rows have a text that is not after another."""
        return (self.codes >= 0) & (self.codes < bisect_right(self.values, most))

    def among(self, wanted: Collection[str]) -> Mask:
        """Tell which rows have one of some texts."""
        passes = np.fromiter((value in wanted for value in self.values), np.bool_, len(self.values))
        return np.append(passes, False)[self.codes]

    def counted(self, rows: Mask) -> dict[str, int]:
        """Count some rows by their texts; those that none has are left out."""
        return self.tally(self.codes[rows])

    def tally(self, codes: Numbers) -> dict[str, int]:
        """Count codes by the texts that they stand for."""
        numbers = np.bincount(codes[codes >= 0], minlength=len(self.values))
        return {self.values[at]: int(numbers[at]) for at in np.flatnonzero(numbers)}


class _Coding:
    """Code texts as they come, so that a million equal ones are held once."""

    def __init__(self) -> None:
        self._place: defaultdict[str | None, int] = defaultdict(count().__next__)
        self._places = array("q")

    def extend(self, column: Iterable[str | None]) -> None:
        """Take further texts of the column."""
        self._places.extend(map(self._place.__getitem__, column))

    def coded(self) -> Coded:
        """Return the column as far as it came."""
        values = tuple(sorted(each for each in self._place if each is not None))
        code: dict[str | None, int] = {value: at for at, value in enumerate(values)}
        codes = np.array([code.get(each, -1) for each in self._place] or [-1], np.int64)
        return Coded(values, codes[np.frombuffer(self._places, np.int64)])


@dataclass(frozen=True, slots=True)
class Names:
    """Hold who has which name in a role: a row of the table and a name, pair by pair."""

    rows: Numbers
    names: Coded

    def having(self, wanted: Collection[str], size: int) -> Mask:
        """Tell which rows of the table have one of some names."""
        found = np.zeros(size, np.bool_)
        found[self.rows[self.names.among(wanted)]] = True
        return found

    def counted(self, rows: Mask) -> dict[str, int]:
        """Count some rows of the table by the names that they have."""
        return self.names.tally(self.names.codes[rows[self.rows]])


@dataclass(frozen=True)
class FacetTable:
    """Hold the entries of a register by id, with what each is counted and put in order by."""

    revision: int  # of the casefile that it is of
    ids: tuple[str, ...]
    together: Coded  # the small facets, between tabs as in ``entry_facets``
    kind: Coded
    status: Coded
    days: Mapping[str, Coded]  # by the name of the column
    origins: Numbers
    reports: Numbers
    confidence: NDArray[np.float64]
    reviewed: Mask
    numbers: Numbers  # of the full-text search
    by_number: Numbers  # the rows in the order of these
    who: Names
    issues: Names
    _orders: dict[EntrySort, Numbers] = field(default_factory=dict)

    def facets(
        self, connection: Connection, where: EntryFilter, document: str | None, top: int
    ) -> EntryFacets:
        """Count the entries that are looked for by facets, of the actors the ``top`` most frequent."""
        meeting = self._meeting(connection, document)
        free = {name: self._passing(replace(where, **own), meeting) for name, own in OWN.items()}
        counts = {name: _of_facet(self.together.counted(free[name]), at) for at, name in enumerate(FACETS)}
        counts["actor"] = self.who.counted(free["actor"])
        counts["issue"] = self.issues.counted(free["issue"])
        found = {name: ordered(name, held) for name, held in counts.items()}
        found["actor"] = dict(list(found["actor"].items())[:top])
        return EntryFacets(int(self._passing(where, meeting).sum()), found)

    def page(
        self,
        connection: Connection,
        where: EntryFilter,
        document: str | None,
        sort: EntrySort,
        offset: int,
        limit: int,
    ) -> EntryPage:
        """Return some of the entries that are looked for, in an order, and how many there are."""
        passing, order = self._passing(where, self._meeting(connection, document)), self._order(sort)
        found = order[passing[order]]
        ids = [self.ids[at] for at in found[offset : offset + limit]]
        return EntryPage(loaded(connection, ids), len(found), offset)

    def _meeting(self, connection: Connection, document: str | None) -> Meeting:
        @cache
        def asked(where: EntryFilter) -> Mask | None:
            numbers = numbers_beyond(connection, where, document)
            return None if numbers is None else self._numbered(numbers)

        return lambda where: asked(beyond(where))

    def _numbered(self, numbers: Collection[int]) -> Mask:
        """Tell which rows have one of some numbers."""
        found = np.zeros(len(self.ids), np.bool_)
        if len(found):
            wanted = np.fromiter(numbers, np.int64, len(numbers))
            places = np.searchsorted(self.numbers, wanted, sorter=self.by_number)
            rows = self.by_number[np.minimum(places, len(found) - 1)]
            found[rows[self.numbers[rows] == wanted]] = True
        return found

    def _passing(self, where: EntryFilter, meeting: Meeting) -> Mask:
        """Tell which entries are looked for."""
        found = np.ones(len(self.ids), np.bool_)
        for each in (*self._by_value(where), *self._by_name(where), *self._by_day(where)):
            found &= each
        rows = meeting(where)
        if rows is not None:
            found &= rows
        for name in where.without:
            at = bisect_left(self.ids, name)
            if at < len(self.ids) and self.ids[at] == name:
                found[at] = False
        return found

    def _by_value(self, where: EntryFilter) -> Iterable[Mask]:
        for column, wanted in ((self.kind, where.kinds), (self.status, where.statuses)):
            if wanted:
                yield column.among(wanted)
        if where.least_origins > 1:
            yield self.origins >= where.least_origins
        if where.most_origins is not None:
            yield self.origins <= where.most_origins
        if where.confidence_from is not None:
            yield self.confidence >= where.confidence_from
        if where.confidence_until is not None and where.confidence_until < 1:
            yield self.confidence < where.confidence_until
        if where.reviewed or not where.unreviewed:
            yield self.reviewed
        if where.reviewed is False:
            yield ~self.reviewed

    def _by_name(self, where: EntryFilter) -> Iterable[Mask]:
        for role, wanted in ((self.who, where.actors), (self.issues, where.issues)):
            if wanted:
                yield role.having(wanted, len(self.ids))

    def _by_day(self, where: EntryFilter) -> Iterable[Mask]:
        for first, last, begin, end in (
            ("first_day", "last_day", where.date_from, where.date_until),
            ("reported_first_day", "reported_last_day", where.reported_from, where.reported_until),
            ("moved_first_day", "moved_last_day", where.moved_from, where.moved_until),
        ):
            if begin is not None:
                yield self.days[last].since(day_bounds(begin)[0])
            if end is not None:
                yield self.days[first].until(day_bounds(end)[1])

    def _order(self, sort: EntrySort) -> Numbers:
        """Return the rows in an order; those of one rank by the day of the act, the newest first."""
        if sort not in self._orders:
            day, places = self.days["first_day"].codes, np.arange(len(self.ids))
            newest = -places, -day  # the last is what matters most; -1, which has no day, comes last
            by: Mapping[EntrySort, tuple[NDArray[np.generic], ...]] = {
                EntrySort.NEWEST: newest,
                EntrySort.OLDEST: (places, day, day < 0),
                EntrySort.ORIGINS: (*newest, -self.origins),
                EntrySort.REPORTS: (*newest, -self.reports),
                EntrySort.DOUBT: (*newest, self.confidence),
                EntrySort.LATEST: (*newest, -self.days["moved_last_day"].codes),
            }
            self._orders[sort] = np.lexsort(by[sort])
        return self._orders[sort]


def _of_facet(counts: Mapping[str, int], at: int) -> dict[str, int]:
    """Return counts of small facets taken together as counts of one of them."""
    found: dict[str, int] = {}
    for together, number in counts.items():
        value = together.split("\t")[at]
        found[value] = found.get(value, 0) + number
    return found


def facet_table(connection: Connection, revision: int) -> FacetTable:
    """Read the facets of every entry; ``revision`` is that of the casefile."""
    held = t.entry_facets.c
    query = select(*(held[name] for name in _COLUMNS)).where(held.role == "", held.name == "")
    texts = {name: _Coding() for name in _TEXTS}
    numbers = {name: array(code) for name, code in _NUMBERS.items()}
    rows = connection.execute(query.order_by(held.entry).execution_options(yield_per=_CHUNK))
    for chunk in rows.partitions():
        columns = dict(zip(_COLUMNS, zip(*chunk, strict=True), strict=True))
        for name, coding in texts.items():
            coding.extend(columns[name])
        for name, some in numbers.items():
            some.extend(columns[name])
    coded = {name: coding.coded() for name, coding in texts.items()}
    counts = {name: np.array(some) for name, some in numbers.items()}
    ids = coded["entry"].values  # each once, and in order
    place = {name: at for at, name in enumerate(ids)}
    return FacetTable(
        revision=revision,
        ids=ids,
        together=coded["facets"],
        kind=coded["kind"],
        status=coded["status"],
        days={name: coded[name] for name in _TEXTS if name.endswith("_day")},
        origins=counts["origins"],
        reports=counts["reports"],
        confidence=counts["confidence"],
        reviewed=counts["reviewed"].astype(np.bool_),
        numbers=counts["number"],
        by_number=np.argsort(counts["number"]),
        who=_names(connection, "who", place),
        issues=_names(connection, "issues", place),
    )


def _names(connection: Connection, role: str, place: Mapping[str, int]) -> Names:
    """Read who has which name in a role; ``place``: the row of each entry."""
    held = t.entry_facets.c
    query = select(held.entry, held.name).where(held.role == role).execution_options(yield_per=_CHUNK)
    rows, names = array("q"), _Coding()
    for chunk in connection.execute(query).partitions():
        entries, some = zip(*chunk, strict=True)
        rows.extend(map(place.__getitem__, entries))
        names.extend(some)
    return Names(np.array(rows), names.coded())
