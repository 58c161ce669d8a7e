"""Make the decision that keeps what a tracker's keeper does with a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from onrecord.model import (
    Finding,
    FindingKind,
    TrackerAction,
    TrackerDecision,
    TrackerRow,
)
from onrecord.tracker.accepted import values_of_new, word_for
from onrecord.tracker.citing import citation
from onrecord.tracker.mapping import TableMapping


@dataclass(frozen=True, slots=True)
class Page:
    """Hold what a citation says of the page: its title and address, or the file that it lies in."""

    title: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Keeper:
    """Hold who decides, on which tracker, and how that is written."""

    tracker: str
    by: str
    mapping: TableMapping
    name_of: Callable[[str], str]
    page_of: Callable[[str], Page]  # by the id of a document

    def accept(self, finding: Finding, rows: Sequence[TrackerRow], at: datetime) -> TrackerDecision:
        """Accept a finding: what it changes in the table, and what stands beside it.

        Raises ``ValueError`` for one that is undecided: it does not say what it changes.
        """
        page = self.page_of(finding.document)
        values: Mapping[str, str] = {}
        keys = finding.keys
        match finding.kind:
            case FindingKind.UNDECIDED:
                raise ValueError("an undecided finding cannot be accepted as it is")
            case FindingKind.NEW:
                key, values = values_of_new(finding, rows, self.mapping, self.name_of, page.address or "")
                keys = (key,)
            case FindingKind.MOVES_STATUS:
                word = word_for(finding.becomes, rows, self.mapping)
                values = {"status": word, "was": finding.was, "on": finding.entry.last_day or ""}
            case _:
                pass
        cited = citation(finding, page.title, page.address, self.name_of)
        if finding.kind is FindingKind.CONTRADICTS:
            cited["quote"] = f"[contradicts] {cited['quote']}"
        return self._decision(TrackerAction.ACCEPT, finding, at, keys, values, cited)

    def reject(self, finding: Finding, at: datetime) -> TrackerDecision:
        """Reject a finding: it is not so, or of no interest."""
        return self._decision(TrackerAction.REJECT, finding, at, finding.keys)

    def skip(self, finding: Finding, at: datetime) -> TrackerDecision:
        """Leave a finding for later."""
        return self._decision(TrackerAction.SKIP, finding, at, finding.keys)

    def undo(self, decision: TrackerDecision, at: datetime) -> TrackerDecision:
        """Take an earlier decision back."""
        return TrackerDecision(
            "", self.tracker, TrackerAction.UNDO, self.by, at, decision.place, decision.places, decision.kind,
            decision.rows, decision.becomes, undoes=decision.id,
        )  # fmt: skip

    def _decision(
        self, action: TrackerAction, finding: Finding, at: datetime, keys: tuple[str, ...],
        values: Mapping[str, str] | None = None, cited: Mapping[str, str] | None = None,
    ) -> TrackerDecision:  # fmt: skip
        return TrackerDecision(
            "", self.tracker, action, self.by, at, finding.place, finding.entry.places, finding.kind, keys,
            finding.becomes, values or {}, cited or {},
        )  # fmt: skip
