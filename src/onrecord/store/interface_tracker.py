"""Say what a casefile can be asked and told about its users' own trackers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from onrecord.model import TrackerDecision, TrackerFile, TrackerRow


class TrackerView(Protocol):
    """Ask a casefile about its trackers."""

    def trackers(self) -> tuple[TrackerFile, ...]:
        """Return the newest file of every tracker, in the order in which they first came."""
        ...

    def tracker(self, name: str | None = None) -> TrackerFile:
        """Return the newest file of a tracker; without a name the only one there is, else ``UsageError``."""
        ...

    def tracker_rows(self, name: str) -> tuple[TrackerRow, ...]:
        """Return the rows of a tracker in the order of its table."""
        ...

    def tracker_decisions(self, name: str) -> tuple[TrackerDecision, ...]:
        """Return every decision on findings of a tracker, the oldest first, undone ones too."""
        ...


class TrackerWriter(Protocol):
    """Tell a casefile about its trackers."""

    def put_tracker(self, file: TrackerFile, rows: Sequence[TrackerRow]) -> TrackerFile:
        """Keep a tracker in place of the one of its name, whose files and decisions stay; return it."""
        ...

    def add_tracker_decisions(self, decisions: Iterable[TrackerDecision]) -> tuple[TrackerDecision, ...]:
        """Append those decisions that are not there yet, all or, where it raises, none; return these."""
        ...
