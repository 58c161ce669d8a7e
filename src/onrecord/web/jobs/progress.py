"""Say how far a job is, in the words and numbers that pages show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from onrecord.store.desk.jobs import JobState

if TYPE_CHECKING:
    from onrecord.store.desk.jobs import Job

_WORDS = {
    JobState.WAITING: "waits for its turn",
    JobState.RUNNING: "is being done",
    JobState.DONE: "done",
    JobState.FAILED: "failed",
    JobState.STOPPED: "stopped",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """Hold how far a job is."""

    job: Job
    state: str  # in words
    took: str  # in words; "" where it has not begun


def progress_of(job: Job, now: datetime | None = None) -> Progress:
    """Return how far a job is."""
    state = _WORDS[job.state]
    if job.stopping and not job.is_over:
        state = "is being stopped: what it is at is finished first"
    took = (job.ended or now or datetime.now(UTC)) - job.began if job.began else None
    return Progress(job, state, "" if took is None else duration(took))


def duration(span: timedelta) -> str:
    """Return how long something took.

    >>> [duration(timedelta(seconds=seconds)) for seconds in (5, 187, 7200)]
    ['5 s', '3 min 7 s', '2 h 0 min']
    """
    seconds = max(0, round(span.total_seconds()))
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds % 60} s" if minutes else f"{seconds} s"
