"""Hold what a person decides about publication, and which versions of an entry were published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onrecord.model.register import Place


class ReleaseKind(StrEnum):
    """What a person decided about what leaves the desk."""

    HOLD = "hold"  # an entry is held back
    RELEASE = "release"  # an earlier decision does not hold any more: ``undoes`` names it
    PUBLISH = "publish"  # an entry goes out, though nobody confirmed it or its delay is not over
    WITHDRAW = "withdraw"  # an entry that was published is taken back, and the page says why
    CORRECT = "correct"  # what of an entry was corrected, for readers
    REPLY = "reply"  # what the one concerned says to an entry
    SUPPRESS = "suppress"  # a private person's name, or the linkage of unnamed sources
    DELAY = "delay"  # entries of an issue or kind go out so many days after they were reported


class About(StrEnum):
    """What a decision on publication is about."""

    ENTRY = "entry"
    PERSON = "person"  # a name, in the whole casefile or in one entry
    SOURCES = "sources"  # how what unnamed sources say came to the outlet, in the whole casefile or one entry
    ISSUE = "issue"
    KIND = "kind"  # an EntryKind


@dataclass(frozen=True, slots=True)
class Release:
    """Keep one decision on publication. Rows are appended alone; they outlive every re-reading.

    ``entry`` is the id that the entry had then and ``place`` where its least evidence stood: by both it is
    found again. ``reason`` stays at the desk, except of a withdrawal and a correction: there it is public.
    """

    id: str
    kind: ReleaseKind
    about: About
    by: str
    at: datetime  # UTC
    reason: str = ""
    entry: str | None = None
    place: Place | None = None  # of the entry's least evidence
    name: str = ""  # of a person, an issue or a kind of entry
    text: str = ""  # of a reply
    who: str = ""  # replies
    day: str | None = None  # EDTF, of a reply
    days: int = 0  # of a delay
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """Say that a site showed an entry, as a digest of what was shown has it, from a time on."""

    site: str
    entry: str  # the id under which it was first published: its permanent link
    version: int  # from 1
    digest: str  # sha256 of what was shown
    at: datetime  # UTC
