"""Settle findings in turn, as ``onrecord tracker settle`` does: what is decided bears on what follows."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError, UsageError
from onrecord.model import Entry, Finding, FindingKind, TrackerAction, TrackerDecision, TrackerRow
from onrecord.pipeline.trackers import Tracker, opened
from onrecord.store.trackers import sealed
from onrecord.tracker.accepted import row_of_new
from onrecord.tracker.findings import Settled, Walk, in_force
from onrecord.tracker.sayings import in_order, sayings
from onrecord.tracker.settle import against, as_new, is_looked_at

if TYPE_CHECKING:
    from onrecord.store.interface import CasefileStore
    from onrecord.web.desk import Desk

ALL = frozenset(FindingKind)


class DecidedError(OnrecordError):
    """Report a finding that somebody else decided on meanwhile."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a decision as a page sends it: a, n and w accept, r rejects, s skips."""

    key: str
    finding: str  # what ``key_of`` gives
    row: int | None = None
    note: str = ""


def key_of(finding: Finding) -> str:
    """Return what names a finding in an address: the words of its saying."""
    return finding.entry.places[0].id


class Sitting:
    """Carry one person's way through the findings of a tracker."""

    def __init__(self, tracker: Tracker, entries: Sequence[Entry], by: str, revision: int) -> None:
        self.tracker, self.by, self.revision = tracker, by, revision
        self.lock = threading.RLock()
        self._entries = entries
        self._left: set[str] = set()  # entries that were skipped in this sitting
        self._begin()

    @property
    def left(self) -> frozenset[str]:
        """Return the entries that were skipped in this sitting."""
        return frozenset(self._left)

    def leave(self, entries: Collection[str]) -> None:
        """Count entries as skipped in this sitting."""
        self._left |= set(entries)

    def rows(self) -> dict[str, TrackerRow]:
        """Return the rows as they stand at this point of the way, by their keys."""
        return dict(self._walk.rows.all)

    def due(self, kinds: Collection[FindingKind] = ALL, *, skipped: bool = False) -> Settled | None:
        """Return the finding that is next, from where this person stands."""
        with self.lock:
            while self._at < len(self._entries):
                settled = self._walk.settle(self._entries[self._at])
                if settled is not None and self._is_due(settled, kinds, skipped):
                    return settled
                self._pass(settled)
            return None

    def at(self, key: str) -> Settled:
        """Return the finding of this key, and stand there.

        Raises:
            UsageError: there is none.
        """
        with self.lock:
            ahead = range(self._at, len(self._entries))
            if not any(self._is(place, key) for place in ahead):
                self._begin()
            while self._at < len(self._entries):
                settled = self._walk.settle(self._entries[self._at])
                if settled is not None and self._is(self._at, key):
                    return settled
                self._pass(settled)
            self._begin()
        raise UsageError(f"there is no finding {key!r} for {self.tracker.file.name}")

    def begin_anew(self) -> None:
        """Go back to the first finding."""
        with self.lock:
            self._left.clear()
            self._begin()

    def decide(self, casefile: CasefileStore, asked: Asked) -> tuple[TrackerDecision, Finding]:
        """Keep a decision and go on; return it with the finding that it is on.

        Raises:
            DecidedError: somebody else decided on it meanwhile.
            UsageError: the finding cannot be accepted so, or there is none.
        """
        with self.lock:
            settled = self.at(asked.finding)
            with casefile.batch():
                self._refuse_decided(casefile, settled)
                made, meant = self._made(asked, settled.finding)
                kept = sealed(made)
                casefile.add_tracker_decisions([kept])
            self._walk.note(kept)
            if kept.action is TrackerAction.ACCEPT:
                self._take(kept, meant)
            if kept.action is TrackerAction.SKIP:
                self._left.add(settled.finding.entry.id)
            else:
                self._at += 1
            return kept, meant

    def undo(self, casefile: CasefileStore) -> TrackerDecision:
        """Take this person's last decision back, and stand at its finding.

        Raises:
            UsageError: there is none.
        """
        with self.lock:
            held = in_force(casefile.tracker_decisions(self.tracker.file.name))
            mine = [each for each in held if each.by == self.by]
            if not mine:
                raise UsageError("nothing of yours is decided that could be undone")
            last = mine[-1]
            back = sealed(self.tracker.keeper(self.by).undo(last, datetime.now(UTC)))
            casefile.add_tracker_decisions([back])
            of = [place for place, entry in enumerate(self._entries) if last.place in entry.places]
            self._left -= {self._entries[place].id for place in of}
            self._begin()
            while self._at < min(of, default=0):
                self._pass(self._walk.settle(self._entries[self._at]))
            return last

    def _begin(self) -> None:
        tracker = self.tracker
        self._known = {each.id for each in tracker.decisions()}
        rows = tracker.effective().rows
        self._walk = Walk(rows, tracker.decisions(), tracker.wanted, tracker.words.name_of)
        self._at = 0

    def _pass(self, settled: Settled | None) -> None:
        if settled is not None and settled.is_open:
            self._walk.carry_on(settled.finding)
        self._at += 1

    def _is(self, place: int, key: str) -> bool:
        return any(each.id == key for each in self._entries[place].places)

    def _is_due(self, settled: Settled, kinds: Collection[FindingKind], skipped: bool) -> bool:
        finding = settled.finding
        if finding.kind not in kinds or not settled.is_open or finding.entry.id in self._left:
            return False
        return skipped or settled.decision is None

    def _refuse_decided(self, casefile: CasefileStore, settled: Settled) -> None:
        places = set(settled.finding.entry.places)
        for each in in_force(casefile.tracker_decisions(self.tracker.file.name)):
            if each.by != self.by and each.id not in self._known and places & {each.place, *each.places}:
                told = f"{each.by} decided on it meanwhile: {each.action.value} as {each.kind.value}"
                self._begin()
                raise DecidedError(told.replace("_", " "), None, "go on with the next one")

    def _made(self, asked: Asked, finding: Finding) -> tuple[TrackerDecision, Finding]:
        keeper, now = self.tracker.keeper(self.by), datetime.now(UTC)
        match asked.key:
            case "a" | "n" | "w":
                meant = self._meant(asked, finding)
                return keeper.accept(meant, self._table(), now), meant
            case "r":
                return keeper.reject(finding, now), finding
            case "s":
                return keeper.skip(finding, now), finding
        raise UsageError(f"{asked.key!r} is no decision", None, "it is one of a, n, w, r, s")

    def _meant(self, asked: Asked, finding: Finding) -> Finding:
        """Return the finding that is accepted: as it is, as a new row, or as about a row."""
        if asked.key == "n":
            return finding if finding.kind is FindingKind.NEW else as_new(finding.entry)
        if asked.key == "w":
            row = next((each for each in self._table() if each.number == asked.row), None)
            if row is None:
                raise UsageError(f"there is no row {asked.row} in {self.tracker.file.name}")
            return against(finding.entry, row)
        if finding.kind is FindingKind.UNDECIDED:
            raise UsageError("it is undecided", None, "say which row it is about, or that it is a new one")
        if any(not number for number in finding.numbers):
            told = "its row is not settled yet: it would be new itself"
            raise UsageError(told, None, "take that one first, or take this as new")
        return finding

    def _take(self, decision: TrackerDecision, finding: Finding) -> None:
        """Let what was accepted bear on the entries that come after it."""
        if finding.kind is FindingKind.NEW:
            number = max((row.number for row in self._table()), default=0) + 1
            readers = self.tracker.words.readers
            self._walk.rows.put(row_of_new(decision, number, self.tracker.file.name, readers))
        else:
            self._walk.carry_on(finding)

    def _table(self) -> tuple[TrackerRow, ...]:
        """Return the rows that stand in the table or were accepted for it."""
        return tuple(row for row in self._walk.rows.all.values() if row.number)


class Sittings:
    """Keep the sittings of all who settle, and the entries that they go through."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._held: dict[tuple[str, str], Sitting] = {}
        self._guard = threading.Lock()

    def of(self, name: str, by: str) -> Sitting:
        """Return somebody's sitting; begun anew where the casefile was changed by others."""
        revision = self._desk.revision()
        with self._guard:
            held = self._held.get((name, by))
            if held is not None and held.revision == revision:
                return held
            tracker = opened(self._desk.casefile, name)
            made = Sitting(tracker, entries_of(self._desk), by, revision)
            if held is not None:
                made.leave(held.left)
            self._held[name, by] = made
            return made

    def kept(self, sitting: Sitting, before: int) -> None:
        """Let a sitting go on after a decision of its own, where nothing else changed meanwhile."""
        if sitting.revision == before:
            sitting.revision = self._desk.revision()


def entries_of(desk: Desk) -> Sequence[Entry]:
    """Return the sayings of the entries that can say something to a tracker, in the order of days."""
    every = desk.casefile.entries()
    return in_order(each for each in every if any(map(is_looked_at, sayings(each))))


def sittings_of(desk: Desk) -> Sittings:
    """Return the sittings at a desk."""
    return desk.lasting(Sittings, lambda: Sittings(desk))
