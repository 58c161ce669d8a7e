"""Hold a user's own tracker: the rows of a hand-kept table, and what articles say to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from onrecord.model.documents import Evidence
from onrecord.model.register import Entry, Place
from onrecord.model.vocabulary import UNDECIDED

Amount = tuple[str, float | None, float | None]
"""Unit ("" where none is written), least and most value; as in ``ReportedAct.quantities``."""


@dataclass(frozen=True, slots=True)
class TrackerRow:
    """Hold one row of a tracker: its cells as they stand, and what of them can be compared.

    Forms are those of records ("XSK", "Coastal Union"). ``undecided`` says why a field was left open, by
    field. ``number`` counts as a spreadsheet does, from 1 with title and header; where ``waits`` is true the
    row was accepted and not yet written, and the number is the one it would get.
    """

    tracker: str  # its name
    number: int
    key: str  # digest of who, what, for whom: the same when the row moves or its status changes
    cells: tuple[str, ...]  # as they stand, in the table's order
    party: str  # the cell's words
    principals: tuple[str, ...]
    people: tuple[str, ...]  # persons named with the party, or in a column of their own
    beneficiary: str
    towards: tuple[str, ...]
    measure: str  # the cell's words
    issues: tuple[str, ...]
    status: str = UNDECIDED  # a CommitmentStatus
    status_text: str = ""
    status_on: str | None = None  # EDTF, since when: of a move that was accepted
    amounts: tuple[Amount, ...] = ()
    amount_text: str = ""
    announced: str | None = None  # EDTF
    due: str | None = None  # EDTF
    source: str = ""
    notes: str = ""
    label: str = ""  # the keeper's own number
    waits: bool = False
    undecided: Mapping[str, str] = field(default_factory=dict)


class FindingKind(StrEnum):
    """What an entry of the register says to a tracker."""

    NEW = "new"
    REPEATS = "repeats"
    MOVES_STATUS = "moves_status"
    CONTRADICTS = "contradicts"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Finding:
    """Say what an entry is to a tracker: which rows it repeats, moves or contradicts, by which words.

    ``keys`` and ``numbers`` name the rows, in the same order; of ``new`` they are empty, of ``undecided`` the
    rows that it may be. ``reasons`` are plain sentences.
    """

    kind: FindingKind
    entry: Entry
    keys: tuple[str, ...]
    numbers: tuple[int, ...]
    reasons: tuple[str, ...]
    passage: tuple[Evidence, ...]
    document: str  # id of the document that holds the passage
    place: Place  # of the passage
    was: str = ""  # moves_status: the status of the row
    becomes: str = ""  # moves_status: the status that the passage carries; new: the status of the row to be
    differs: str = ""  # contradicts: the field, "amount", "status", "due"


class TrackerAction(StrEnum):
    """What the keeper does with a finding."""

    ACCEPT = "accept"
    REJECT = "reject"
    SKIP = "skip"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class TrackerDecision:
    """Keep one decision of a tracker's keeper: it holds by place and row, and outlives every re-run.

    ``kind`` and ``rows`` are what was accepted or rejected, which need not be what was proposed. ``values``
    are what an accepted finding writes into its row, by field; ``citation`` is what stands beside it.
    """

    id: str
    tracker: str
    action: TrackerAction
    by: str
    at: datetime  # UTC
    place: Place
    places: tuple[Place, ...]  # of all the evidence that the entry had
    kind: FindingKind
    rows: tuple[str, ...] = ()  # keys
    becomes: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    citation: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True)
class TrackerFile:
    """Hold a tracker as it was brought in: the file's bytes and how its columns are read."""

    name: str
    digest: str  # sha256 of the content
    content: bytes
    mapping: str  # YAML
    by: str
    at: datetime  # UTC
    version: int = 1  # of the file under this name
