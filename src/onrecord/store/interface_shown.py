"""Say what a casefile can be asked about positions and conflicts, which are derived as the register is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from onrecord.model import (
    Conflict,
    ConflictIndex,
    EntryLink,
    EntryLinkKind,
    Pair,
    Point,
    Position,
    PositionIndex,
    SubjectKind,
)


@dataclass(frozen=True, slots=True)
class PositionFilter:
    """Choose positions; empty and ``None`` choose all. Names are whole and as decided."""

    holders: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()  # ids of issues or of entries
    about: SubjectKind | None = None
    as_of: str | None = None  # EDTF: those that hold on its last day, the latest known of each pair
    shifted: bool = False  # those alone that took the place of another
    latest: bool = False  # those alone that nothing took the place of
    lumped: bool = False  # of counted groups alone, whose names begin with "group:"
    since_from: str | None = None  # EDTF, inclusive: of the day that a position began
    since_until: str | None = None


@dataclass(frozen=True, slots=True)
class PointFilter:
    """Choose points; empty and ``None`` choose all."""

    holders: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    about: SubjectKind | None = None
    day_from: str | None = None  # EDTF, inclusive: of the days between which it was said
    day_until: str | None = None
    counting: bool = False  # those alone that may make a position
    uncounted: bool = False  # those alone that may not


@dataclass(frozen=True, slots=True)
class ConflictFilter:
    """Choose conflicts; empty and ``None`` choose all."""

    kinds: tuple[str, ...] = ()  # values of ConflictKind
    entries: tuple[str, ...] = ()  # ids of entries that report a side
    documents: tuple[str, ...] = ()  # ids
    issues: tuple[str, ...] = ()
    text: str | None = None  # part of the subject or of a quote, whatever its case and accents
    date_from: str | None = None  # EDTF, inclusive: of what they disagree on
    date_until: str | None = None
    reported_from: str | None = None  # EDTF, inclusive: of the later of the two reports
    reported_until: str | None = None


@dataclass(frozen=True, slots=True)
class SpokenFor:
    """Say in how many entries somebody speaks for a state or organisation."""

    principal: str
    speaker: str
    entries: int


@dataclass(frozen=True, slots=True)
class Between:
    """Say how many entries of one kind one party has towards another."""

    source: str  # who does it, or answers for it
    target: str
    kind: str  # an EntryKind
    entries: int


class ShownView(Protocol):
    """Ask a casefile where actors stand and which reports cannot both hold."""

    def positions(self, where: PositionFilter = ...) -> Iterator[Position]:
        """Stream positions by subject, holder and the day they began."""
        ...

    def position_pairs(self, where: PositionFilter = ...) -> Sequence[Pair]:
        """Return holder and subject of each position that fits, in the order of ``positions``: cheap."""
        ...

    def points(self, where: PointFilter = ...) -> Iterator[Point]:
        """Stream points by subject, holder and day, undated last, then by entry."""
        ...

    def points_of_entries(self, entries: Collection[str]) -> Sequence[Point]:
        """Return the points of entries, by entry, then as they were put."""
        ...

    def conflicts(self, where: ConflictFilter = ...) -> Iterator[Conflict]:
        """Stream conflicts by the first day of what they are about, undated last, then by id."""
        ...

    def conflict(self, conflict_id: str) -> Conflict:
        """Return one conflict by its id or a prefix that only one id has."""
        ...

    def links_of(
        self, entries: Collection[str], kinds: Collection[EntryLinkKind] = ...
    ) -> Sequence[EntryLink]:
        """Return the links from or to any of these entries, each once, by source and target.

        ``kinds``: of these kinds alone; empty: of all.
        """
        ...

    def speakers_for(self) -> Sequence[SpokenFor]:
        """Return who speaks for which state or organisation; most entries first, then by name."""
        ...

    def acts_between(self, name: str) -> Sequence[Between]:
        """Return how many entries of each kind one has towards others, and others towards it; most first."""
        ...

    def actors_counted(self) -> Sequence[tuple[str, int]]:
        """Return who acts or answers for acts, each with the number of these entries, most first."""
        ...

    def days_told(self) -> tuple[str, str] | None:
        """Return the first and the last day on which anybody took a position; ``None`` where nobody did."""
        ...


class ShownWriter(PositionIndex, ConflictIndex, Protocol):
    """Tell a casefile the points, positions, facts and conflicts that were derived."""
