"""Go through the entries of a register in the order of their days and settle each against a tracker.

What an earlier finding would change is carried on: a pledge that one article moves on and the next repeats
is moved once, and a new one is new once. What a person decided holds; what was rejected changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.model import (
    Entry,
    Finding,
    FindingKind,
    Place,
    TrackerAction,
    TrackerDecision,
    TrackerRow,
)
from onrecord.tracker.comparing import amounts_of
from onrecord.tracker.sayings import in_order
from onrecord.tracker.settle import Rows, Wanted, settle


@dataclass(frozen=True, slots=True)
class Settled:
    """Hold a finding with what was decided on it; ``None``: it is open."""

    finding: Finding
    decision: TrackerDecision | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody accepted or rejected it."""
        return self.decision is None or self.decision.action is TrackerAction.SKIP


def in_force(decisions: Iterable[TrackerDecision]) -> tuple[TrackerDecision, ...]:
    """Return the decisions that were not undone, the oldest first; an undoing is none itself."""
    held = sorted(decisions, key=lambda each: (each.at, each.id))
    undone = {each.undoes for each in held if each.action is TrackerAction.UNDO}
    return tuple(each for each in held if each.action is not TrackerAction.UNDO and each.id not in undone)


class Walk:
    """Go through entries and settle each against rows that change with what is found and decided."""

    def __init__(
        self,
        rows: Iterable[TrackerRow],
        decisions: Iterable[TrackerDecision],
        wanted: Wanted,
        name_of: Callable[[str], str],
    ) -> None:
        """Begin with the rows of a tracker, with what was accepted, and the decisions in force."""
        self._name_of = name_of
        self.rows = Rows(rows)
        self._wanted = wanted
        self._by_place = _by_place(decisions)
        self._tied: dict[str, dict[str, None]] = defaultdict(dict)  # entry: keys of rows that it is about

    def settle(self, entry: Entry) -> Settled | None:
        """Return what a saying of an entry is to the tracker, with what was decided; ``None``: nothing."""
        found = {each.id: each for place in entry.places for each in self._by_place.get(place, ())}
        decided = sorted(found.values(), key=lambda each: (each.at, each.id))
        finding = settle(entry, self.rows, self._wanted, self._tied[entry.id])
        if finding is None:  # a person may have tied it to the tracker all the same
            return Settled(_as_decided(entry, decided[-1], self.rows), decided[-1]) if decided else None
        decision = _that_holds(finding, decided)
        if decision is not None and decision.action is TrackerAction.ACCEPT:
            finding = _as_decided(entry, decision, self.rows)
        if finding.kind is not FindingKind.UNDECIDED:
            self._tied[entry.id].update(dict.fromkeys(key for key in finding.keys if key in self.rows.all))
        return Settled(finding, decision)

    def note(self, decision: TrackerDecision) -> None:
        """Take a decision in that was just made."""
        for place in {decision.place, *decision.places}:
            self._by_place[place].append(decision)

    def carry_on(self, finding: Finding) -> None:
        """Change the rows as a finding does once it is accepted: later entries are held against that."""
        entry = finding.entry
        if finding.kind is FindingKind.MOVES_STATUS:
            for key in finding.keys:
                moved = replace(self.rows.all[key], status=finding.becomes, status_on=entry.last_day)
                self.rows.put(moved)
        elif finding.kind is FindingKind.NEW:
            row = row_to_be(finding, self._name_of)
            self.rows.put(row)
            self._tied[entry.id][row.key] = None


def findings(
    entries: Iterable[Entry],
    rows: Sequence[TrackerRow],
    decisions: Sequence[TrackerDecision],
    wanted: Wanted,
    name_of: Callable[[str], str] = str,
) -> Iterator[Settled]:
    """Yield what each saying of entries is to a tracker, in the order of their days, undated ones last.

    Args:
        entries: of the register.
        rows: of the tracker, with what was accepted (``accepted.effective``).
        decisions: those in force.
        wanted: what makes a new row.
        name_of: what gives the name of a form ("XSK": "Skerrin").
    """
    walk = Walk(rows, decisions, wanted, name_of)
    for entry in in_order(entries):
        settled = walk.settle(entry)
        if settled is not None:
            yield settled
            if settled.is_open:
                walk.carry_on(settled.finding)


def _by_place(decisions: Iterable[TrackerDecision]) -> dict[Place, list[TrackerDecision]]:
    found: dict[Place, list[TrackerDecision]] = defaultdict(list)
    for each in decisions:
        for place in {each.place, *each.places}:
            found[place].append(each)
    return found


def _that_holds(finding: Finding, decided: Sequence[TrackerDecision]) -> TrackerDecision | None:
    """Return the latest decision that settles a finding.

    What was accepted settles all that its entry says but a further step; what was rejected settles the same
    finding alone: where the article or the table says something else by now, it is asked anew.
    """
    for each in reversed(decided):
        if each.action is TrackerAction.ACCEPT:
            same_row = finding.kind is FindingKind.MOVES_STATUS and set(finding.keys) & set(each.rows)
            further = same_row and finding.becomes != each.becomes
            if not further:
                return each
        elif (each.kind, each.rows, each.becomes) == (finding.kind, finding.keys, finding.becomes):
            return each
    return None


def _as_decided(entry: Entry, decision: TrackerDecision, state: Rows) -> Finding:
    numbers = tuple(state.all[key].number for key in decision.rows if key in state.all)
    act = entry.reports[0].act
    return Finding(
        decision.kind, entry, decision.rows, numbers, ("accepted by a person",),
        act.quote, act.document, act.place, becomes=decision.becomes,
    )  # fmt: skip


def row_to_be(finding: Finding, name_of: Callable[[str], str]) -> TrackerRow:
    """Return the row that a new entry would make; its number is 0, its key the entry's id."""
    entry = finding.entry
    return TrackerRow(
        tracker="",
        number=0,
        key=f"entry {entry.id}",
        cells=(),
        party=", ".join(map(name_of, entry.principals)),
        principals=entry.principals,
        people=entry.actors,
        beneficiary=", ".join(map(name_of, entry.towards)),
        towards=entry.towards,
        measure=f"{entry.proposition} {entry.reports[0].act.text}",
        issues=entry.issues,
        status=finding.becomes,
        status_text=finding.becomes,
        amounts=tuple(amounts_of(entry)),
        announced=entry.last_day,
        waits=True,
    )
