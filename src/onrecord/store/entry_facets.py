"""Count entries by facets: how many of those that are looked for have each kind, status, actor and so on.

The small facets are counted together, along an index, and told apart here; a choice among their values costs
no query of its own. Actors and issues are counted by their names, among the rows that pass the small ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from onrecord.store import schema as t
from onrecord.store.entry_filters import EntryFacets, EntryFilter
from onrecord.store.entry_pages import NARROW, asked_of, conditions
from onrecord.store.facet_rows import BANDS, FACETS, LEAST_OF_BANDS, LEAST_OF_ORIGINS, ORIGINS
from onrecord.store.filters import Conditions

OWN: Mapping[str, Mapping[str, Any]] = {
    "kind": {"kinds": ()},
    "status": {"statuses": ()},
    "origins": {"least_origins": 1, "most_origins": None},
    "confidence": {"confidence_from": None, "confidence_until": None},
    "reviewed": {"reviewed": None, "unreviewed": True},
    "year": {"date_from": None, "date_until": None},
    "actor": {"actor": None, "actors": ()},
    "issue": {"issues": ()},
}
"""What of a filter each facet asks, as it is where nothing is asked."""

_ORDERED = {"origins": ORIGINS, "confidence": BANDS, "reviewed": ("yes", "no")}
_NOTHING = EntryFilter()
_FEW = 15_000
"""Entries up to which looking up the names of each costs less than looking through all names."""

Values = Mapping[str, Collection[str]]
"""By small facet the values that pass; facets of which any passes are left out."""


def facets(connection: Connection, where: EntryFilter, document: str | None, top: int) -> EntryFacets:
    """Count the entries that are looked for by facets, of the actors the ``top`` most frequent."""
    counted = _Counting(connection, where, document)
    passing, together = counted.passing, counted.together(where)
    counts = {name: _by_value(together, passing, name) for name in FACETS}
    for name in FACETS:
        free = replace(where, **OWN[name])
        if name not in passing and free != where:  # it is asked by more than values: by days, mostly
            counts[name] = _by_value(counted.together(free), passing, name)
    counts["actor"] = counted.by_name("who", replace(where, **OWN["actor"]), top)
    counts["issue"] = counted.by_name("issues", replace(where, **OWN["issue"]), None)
    total = sum(_passing(together, passing).values())
    return EntryFacets(total, {name: ordered(name, held) for name, held in counts.items()})


class _Counting:
    """Count what one filter looks for, and what it would without one of its parts."""

    def __init__(self, connection: Connection, where: EntryFilter, document: str | None) -> None:
        self._connection = connection
        self._document = document
        self.passing = _values(where)
        self._made: dict[EntryFilter, Mapping[tuple[str, ...], int]] = {}
        self._wide: dict[EntryFilter, Conditions] = {}

    def together(self, where: EntryFilter) -> Mapping[tuple[str, ...], int]:
        """Count by all small facets at once the entries that are looked for, whatever values of these."""
        free = self._free(where)
        if free not in self._made:
            held = t.entry_facets.c
            role, name, rest = asked_of(free)
            rows = held.role == role, held.name == name, *self._conditions(rest)
            query = select(held.facets, func.count()).where(*rows).group_by(held.facets)
            found = self._connection.execute(query)
            self._made[free] = {tuple(each.split("\t")): number for each, number in found}
        return self._made[free]

    def by_name(self, role: str, where: EntryFilter, top: int | None) -> Mapping[str, int]:
        """Count by the names in a role the entries that are looked for."""
        held, number = t.entry_facets.c, func.count()
        query = select(held.name, number).where(*self._named(role, where)).group_by(held.name)
        found = self._connection.execute(query.order_by(number.desc(), held.name).limit(top))
        return {row[0]: row[1] for row in found}

    def _named(self, role: str, where: EntryFilter) -> Sequence[ColumnElement[bool]]:
        """Return the conditions on the rows of a role, in a form that has them looked up the quicker way."""
        held, free = t.entry_facets.c, self._free(where)
        found = [*self._conditions(free)]
        mine = _passing(self.together(where), self.passing)
        if self.passing:
            found.append(held.facets.in_(["\t".join(each) for each in mine]))
        by_entry = free.actors or free.issues or replace(free, **NARROW) != _NOTHING
        if by_entry and sum(mine.values()) < _FEW:
            return [held.role.op("||")("") == role, *found]  # no index by role: by entry, of which few pass
        return [held.role == role, *found]

    def _free(self, where: EntryFilter) -> EntryFilter:
        """Return a filter without the values of small facets, which are told apart afterwards."""
        return replace(where, **{key: value for name in self.passing for key, value in OWN[name].items()})

    def _conditions(self, where: EntryFilter) -> Conditions:
        if where not in self._wide:
            self._wide[where] = conditions(self._connection, where, self._document)
        return self._wide[where]


def _values(where: EntryFilter) -> Values:
    """Return which values of small facets pass a filter, where it is by whole values that it chooses."""
    found: dict[str, Collection[str]] = {}
    if where.kinds:
        found["kind"] = where.kinds
    if where.statuses:
        found["status"] = where.statuses
    if where.reviewed is not None or not where.unreviewed:
        yes, no = where.reviewed is not False, where.unreviewed and not where.reviewed
        found["reviewed"] = [name for name, passes in (("yes", yes), ("no", no)) if passes]
    origins = _between(ORIGINS, LEAST_OF_ORIGINS, where.least_origins, _above(where.most_origins))
    if origins is not None and replace(where, **OWN["origins"]) != where:
        found["origins"] = origins
    bands = _between(BANDS, LEAST_OF_BANDS, where.confidence_from or 0, where.confidence_until)
    if bands is not None and replace(where, **OWN["confidence"]) != where:
        found["confidence"] = bands
    return found


def _above(most: int | None) -> int | None:
    return None if most is None else most + 1


def _between(
    names: Sequence[str], least: Sequence[float], begin: float, end: float | None
) -> Sequence[str] | None:
    """Return the names of the steps between two bounds; ``None`` where a bound lies within a step.

    >>> _between(BANDS, LEAST_OF_BANDS, 0.5, 1.0), _between(BANDS, LEAST_OF_BANDS, 0.4, None)
    (['0.5-0.75', '0.75-1'], None)
    """
    last = end is None or (end >= 1 and least is LEAST_OF_BANDS)
    if (begin > least[0] and begin not in least) or not (last or end in least):
        return None
    return [
        name
        for name, each in zip(names, least, strict=True)
        if each >= begin and (last or (end is not None and each < end))
    ]


def _passing(together: Mapping[tuple[str, ...], int], passing: Values) -> Mapping[tuple[str, ...], int]:
    wanted = [(at, passing[name]) for at, name in enumerate(FACETS) if name in passing]
    return {each: count for each, count in together.items() if all(each[at] in some for at, some in wanted)}


def _by_value(together: Mapping[tuple[str, ...], int], passing: Values, name: str) -> Mapping[str, int]:
    """Count by the values of a small facet what passes all others."""
    found: Counter[str] = Counter()
    others = {each: some for each, some in passing.items() if each != name}
    for each, count in _passing(together, others).items():
        found[each[FACETS.index(name)]] += count
    return found


def ordered(name: str, counts: Mapping[str, int]) -> Mapping[str, int]:
    """Return the counts of a facet in its order: steps and years as they follow, else most first."""
    if name in _ORDERED:
        return {each: counts[each] for each in _ORDERED[name] if counts.get(each)}
    if name == "year":
        return dict(sorted(counts.items()))
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
