"""Hold where actors stand: points that entries put on record, and the positions that follow from them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from onrecord.model.register import EntryKind

UNDATED = "no day is known"
"""Why a point that could count otherwise does not: nothing tells when it was said."""


class Voice(StrEnum):
    """How far somebody's words are those of the state or organisation that they belong to."""

    BINDING = "binding"  # an office that can bind it, or it itself: head, minister, "Kyiv said"; a signature
    SPEAKING = "speaking"  # speaks for it: a spokesperson, an envoy
    WITHIN = "within"  # belongs to it and decides a part: a legislator, an officer, an official
    UNNAMED = "unnamed"  # "a senior official"
    APART = "apart"  # a former minister, an expert, the public, an outlet: nobody's position but their own


class SubjectKind(StrEnum):
    """What a position is on."""

    ISSUE = "issue"  # id of the codebook
    PROPOSITION = "proposition"  # id of the entry that was put forward and is answered


class Basis(StrEnum):
    """What of an entry makes a point."""

    SAID = "said"  # the stance of a statement
    ANSWER = "answer"  # accepting, rejecting or conditioning what another put forward
    UNDERTAKEN = "undertaken"  # a commitment, offer or refusal: who undertakes it is for it


@dataclass(frozen=True, slots=True)
class Point:
    """Hold one thing that an entry puts on record of where a holder stands on a subject.

    ``holder`` is a state or organisation, or the person who speaks, under their own name. ``condition`` and
    ``order`` are in the text's words: "after a ceasefire", "before membership".
    """

    entry: str  # id
    record: str  # id of the record that carries it, in the report that is nearest to the source
    document: str  # id of the document of this record
    holder: str
    speakers: tuple[str, ...]  # who said it; the holder itself where it speaks itself
    voice: Voice
    subject: str
    about: SubjectKind
    stance: str  # for, against, conditional or none; never undecided
    basis: Basis
    kind: EntryKind
    words: str  # the quote, for display
    first_day: str | None  # ISO days between which it was said or done
    last_day: str | None
    condition: str = ""
    order: str = ""  # RelationKind and the other matter: "before nato_membership: entry to the alliance"
    status: str = ""  # of a commitment
    origins: int = 1
    reviewed: bool = False  # a person accepted, corrected or added the record
    counts: bool = True  # may make a position; False: carried by a headline alone, undated, too doubtful ...
    why_not: str = ""  # ... which this says
    confidence: float = 1.0  # of the stance
    answers: str = ""  # id of the entry that it answers, whatever the subject
    towards: tuple[str, ...] = ()
    dated: bool = True  # the text itself dates it, not its page alone
    told: str = (
        ""  # "standing": "has long held"; "earlier": looks back; "of them": narrated; "": their own word
    )
    vector: bytes = b""  # as ReportedAct.vector, of the words
    matter: str = ""  # the words that are compared: without the condition, of an answer with what it answers


@dataclass(frozen=True, slots=True)
class Position:
    """Hold where a holder stood on a subject from one day to another.

    ``opening`` is the point that began it, ``latest`` the last that says the same (its words carry the
    stance, the condition and the order that are shown), ``before`` the last point of the position that it
    took the place of: a position with one is a shift. ``others`` are points of weaker voices that say
    otherwise meanwhile: shown beside it, never counted in.
    """

    holder: str
    subject: str
    about: SubjectKind
    stance: str
    since: str  # ISO day, the last on which the opening point can lie
    until: str | None  # the day from which another holds; None: it is the last known
    opening: Point
    latest: Point
    entries: tuple[str, ...]  # ids of all that carry it, in the order of time
    origins: int  # most that one of them has
    before: Point | None = None
    changed: tuple[str, ...] = ()  # what a shift changed: "stance", "condition", "order"
    others: tuple[Point, ...] = ()
    voices: Mapping[str, int] = field(default_factory=dict)  # how many entries by voice
    compared: str = ""  # of a shift: by what before and after are about one matter
    days: tuple[str, ...] = ()  # of each of ``entries``: the last on which what carries it can lie


Pair = tuple[str, str]
"""Holder and subject."""


class PositionIndex(Protocol):
    """Keep points and positions; the store fills it, dictionaries do for tests and single runs."""

    def points_of_entries(self, entries: Collection[str]) -> Sequence[Point]:
        """Return the points of entries."""
        ...

    def put_points(self, entries: Collection[str], points: Sequence[Point]) -> None:
        """Keep the points of entries in place of all that these had; entries without any are forgotten."""
        ...

    def points_on(self, pairs: Collection[Pair]) -> Mapping[Pair, Sequence[Point]]:
        """Return the points of each holder on each subject, by day, undated last, then by entry."""
        ...

    def put_positions(self, pairs: Collection[Pair], positions: Sequence[Position]) -> None:
        """Keep the positions of holders on subjects in place of all that these had."""
        ...
