"""Say which entries of the register are looked for, and what is known of them at a glance."""

from __future__ import annotations

from dataclasses import dataclass


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
    least_origins: int = 1
    principals: tuple[str, ...] = ()  # whole names, as decided: one of them answers for the act
    beneficiaries: tuple[str, ...] = ()  # whole names: it is towards one of them
    due_from: str | None = None  # EDTF, inclusive: of the day by which a report says that it is due
    due_until: str | None = None
    moved_from: str | None = None  # EDTF, inclusive: of its last report
    moved_until: str | None = None
    answered: bool | None = None  # whether another entry responds to it otherwise than by a denial
    unreviewed: bool = True  # False: those alone of which a person accepted, corrected or added a record


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
