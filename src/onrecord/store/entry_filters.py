"""Say which entries of the register are looked for."""

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
