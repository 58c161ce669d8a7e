"""Say in the masthead that work is under way."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.store.desk.jobs import JobState

if TYPE_CHECKING:
    from fastapi import Request

    from onrecord.store.desk.jobs import Job, JobStore

FRESH = 1.0
"""Seconds for which what was found is said again: every page asks."""


@dataclass(frozen=True, slots=True)
class Note:
    """Hold what the masthead says of the work that is under way."""

    text: str
    job: int


class Noting:
    """Look what is under way, at most once a second."""

    def __init__(self, jobs: JobStore) -> None:
        self._jobs = jobs
        self._lock = threading.Lock()
        self._note: Note | None = None
        self._at = float("-inf")

    def note(self) -> Note | None:
        """Return what is under way; ``None`` where nothing is."""
        with self._lock:
            if time.monotonic() - self._at > FRESH:
                self._note, self._at = note_of(self._jobs.open()), time.monotonic()
            return self._note


def note_of(jobs: Sequence[Job]) -> Note | None:
    """Return what is said of jobs that are not over."""
    if not jobs:
        return None
    running = next((job for job in jobs if job.state is JobState.RUNNING), None)
    if running is None:
        return Note("Work is under way", jobs[0].number)
    name = {"add": "Reading articles", "reread": "Reading again", "register": "Bringing into step"}
    text = name.get(running.kind, "Working")
    if running.doing.startswith("bringing"):
        text = "Bringing into step"
    told = f"{text}: {running.done:,} of {running.total:,}" if running.total else text
    return Note(f"{told}; {len(jobs) - 1} more" if len(jobs) > 1 else told, running.number)


def work_under_way(request: Request) -> Note | None:
    """Return what the masthead says of the work that is under way."""
    noting: Noting = request.app.state.noting
    return noting.note()
