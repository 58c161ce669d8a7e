"""Say which entries of the register are looked for, and what is known of them at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from onrecord.model import Entry


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Choose entries; ``None`` and empty tuples choose all. Texts match without regard to case and accents.

    Dates are EDTF and inclusive; an entry passes where its date, partial as it may be, can lie between them,
    and never where it has none.
    """

    kinds: tuple[str, ...] = ()  # values of EntryKind
    actor: str | None = None  # part of an actor's or principal's name
    towards: str | None = None  # likewise, of towards whom it is
    issues: tuple[str, ...] = ()  # ids of the codebook, "undecided" for entries that have none
    statuses: tuple[str, ...] = ()  # of a commitment or event
    outlet: str | None = None  # part of the name of an outlet that reports it
    text: str | None = None  # part of the proposition or of a quote
    date_from: str | None = None  # of the act itself
    date_until: str | None = None
    reported_from: str | None = None  # of its first report
    reported_until: str | None = None
    document: str | None = None  # id of a document that reports it, or a prefix of one id only
    documents: tuple[str, ...] = ()  # whole ids: one of them reports it
    least_origins: int = 1
    principals: tuple[str, ...] = ()  # whole names, as decided: one of them answers for the act
    beneficiaries: tuple[str, ...] = ()  # whole names: it is towards one of them
    due_from: str | None = None  # EDTF, inclusive: of the day by which a report says that it is due
    due_until: str | None = None
    moved_from: str | None = None  # EDTF, inclusive: of its last report
    moved_until: str | None = None
    answered: bool | None = None  # whether another entry responds to it otherwise than by a denial
    unreviewed: bool = True  # False: those alone of which a person accepted, corrected or added a record
    words: str | None = (
        None  # full text, as ``store.words`` reads it: in what was said, by, towards or in whom
    )
    actors: tuple[str, ...] = ()  # whole names, as decided: one of them does it or answers for it
    most_origins: int | None = None
    confidence_from: float | None = None  # of its surest report; 1 where a person looked at one
    confidence_until: float | None = None  # below it; 1 chooses all
    reviewed: bool | None = None  # whether a person accepted, corrected or added a record of it
    without: tuple[str, ...] = ()  # ids of entries that are left out whatever else is asked


@dataclass(frozen=True, slots=True)
class EntryHead:
    """Hold what a casefile knows of an entry without reading its reports."""

    id: str
    kind: str  # an EntryKind
    status: str
    issues: tuple[str, ...]
    first_day: str | None
    last_day: str | None
    moved_last_day: str | None  # last day on which its last report can have come
    origins: int


class EntrySort(StrEnum):
    """In which order a page of entries comes; those of one rank by day, the newest first."""

    NEWEST = "newest"  # by the first day of the act, undated last
    OLDEST = "oldest"
    ORIGINS = "origins"  # most first
    REPORTS = "reports"  # most first
    DOUBT = "doubt"  # least sure first
    LATEST = "latest"  # by the day of the last report, the newest first


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Hold some entries in the order that was asked for, and how many there are in all."""

    entries: tuple[Entry, ...]
    total: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class EntryFacets:
    """Hold how many of the entries that are looked for have each value, by facet.

    The facets are kind, actor, issue, status, origins ("1", "2", "3-5", "6+"), confidence ("0-0.25" ...),
    reviewed ("yes", "no") and year (of the act; "" for undated). Each is counted with all that is asked for
    but what is asked of itself: what would be found, were another of its values chosen.
    """

    total: int
    counts: Mapping[str, Mapping[str, int]]  # by facet, then by value: most first; years in order


class Per(IntEnum):
    """By what is counted: so many characters of a day."""

    YEAR = 4
    MONTH = 7
    DAY = 10
