"""Tell the desk how far a job is: seldom enough to cost nothing, often enough to be watched."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from onrecord.store.desk.jobs import JobItem, JobStore

PAUSE = 0.5
"""Seconds between two lines of progress."""
BREATH = 0.12
"""Seconds that a worker leaves the casefile alone after each batch: who waits for it looks every tenth."""


class StoppedError(Exception):
    """Somebody asked for the job to stop."""


class EndingError(Exception):
    """The app ends, and its worker with it."""


class Telling:
    """Tell the desk of one job, and hear whether it is to stop."""

    def __init__(
        self,
        jobs: JobStore,
        number: int,
        ending: threading.Event,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._jobs, self._number, self._ending, self._clock = jobs, number, ending, clock
        self._told: list[JobItem] = []
        self._values: dict[str, Any] = {}
        self._last = clock()
        self._stopping = False

    def start(self, doing: str, total: int | None, done: int = 0) -> None:
        """Begin another part of the job, with its own number of things to do."""
        self._values |= {"doing": doing, "total": total, "done": done}
        self.flush()
        self.check()

    def step(self, done: int, doing: str, item: JobItem | None = None) -> None:
        """Say how many things are done, what is being done, and what came of one."""
        self._values |= {"done": done, "doing": doing}
        if item is not None:
            self._told.append(item)
        if self._clock() - self._last >= PAUSE or self._ending.is_set():
            self.flush()

    def check(self) -> None:
        """Raise where the job is to stop; called where everything that was done has been told.

        Raises:
            StoppedError: somebody asked for the job to stop.
            EndingError: the app ends.
        """
        if self._told:
            self.flush()
        if self._stopping:
            self.flush()
            raise StoppedError
        if self._ending.is_set():
            self.flush()
            raise EndingError

    def flush(self) -> None:
        """Write what was told."""
        told, values = self._told, self._values
        self._told, self._values, self._last = [], {}, self._clock()
        self._stopping = self._jobs.tell(self._number, values, told)


class Breath:
    """Leave the casefile alone for a moment after each batch, so that who waits to write gets in."""

    def __init__(self, seconds: float = BREATH, sleep: Callable[[float], None] = time.sleep) -> None:
        self._seconds, self._sleep = seconds, sleep

    def take(self, done: int, batch: int) -> None:
        """Let others write, where a batch of so many things is done."""
        if done % batch == 0:
            self._sleep(self._seconds)
