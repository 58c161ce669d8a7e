"""Say what a casefile can be asked about records as work to review: how sure they are, what rests on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from onrecord.model import RecordKind


@dataclass(frozen=True, slots=True)
class RecordHead:
    """Hold what a record's worth is reckoned from, as the machine has it in the newest version of a page."""

    kind: RecordKind
    document: str  # id
    id: str
    confidence: Mapping[str, float]  # by field
    open: tuple[str, ...]  # fields that it should have and that were left undecided


@dataclass(frozen=True, slots=True)
class EntryUse:
    """Hold what rests on an entry of the register, in numbers."""

    id: str
    kind: str  # an EntryKind
    status: str
    issues: tuple[str, ...]
    origins: int
    reports: int
    last_day: str | None  # on which its last report can have come
    positions: int = 0  # that it begins, or whose words it carries now
    carries: int = 0  # positions that other entries carry too
    shifts: int = 0  # that it makes, or is the last word before
    deadlines: int = 0
    answers: int = 0  # entries that answer it


@dataclass(frozen=True, slots=True)
class ReviewHead:
    """Hold a review without what finds its record again; ``key`` says when the casefile got it."""

    key: int
    id: str
    at: datetime  # UTC
    by: str
    document: str | None  # id of the casefile's document that it is bound to
    kind: RecordKind | None
    action: str  # a ReviewAction
    record: str | None  # id of the record as it was shown
    about: str | None
    undoes: str | None
    note: str | None
    fields: tuple[str, ...] = field(default=())  # that it gives

    @property
    def subject(self) -> str:
        """Return the id of the first review of the same record."""
        return self.about or self.id


class ReviewableView(Protocol):
    """Ask a casefile for its records as work to review."""

    def record_heads(self) -> Iterator[RecordHead]:
        """Stream the heads of all records of the newest versions, kind by kind, in no further order."""
        ...

    def entry_uses(self) -> Iterator[EntryUse]:
        """Stream what rests on each entry, in no order."""
        ...

    def record_entries(self) -> Iterator[tuple[str, str]]:
        """Stream the id of each record that the register reports, with that of its entry."""
        ...

    def record_conflicts(self) -> Mapping[str, int]:
        """Return in how many conflicts a record is a side, by its id; those in none are left out."""
        ...

    def review_heads(self, after: int = 0) -> Iterator[ReviewHead]:
        """Stream the heads of reviews that the casefile got after one with this key, in that order."""
        ...
