"""Start the process that does the long work, see that it goes on, and end it with the app."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from onrecord.errors import UsageError
from onrecord.store.postgres import is_address
from onrecord.web.jobs.spool import Spool, folder_of
from onrecord.web.jobs.worker import BUSY, PLACE

if TYPE_CHECKING:
    from fastapi import Request

    from onrecord.store.desk.jobs import Job, JobStore

LOG = logging.getLogger("onrecord.work")
MOST = 10
"""Files that are made for one person at a time: who may only look can ask for them, and others wait."""
_FILES = ("export", "report")
_GRACE = 5.0  # seconds that a worker has to finish its batch when the app ends
_AGAIN = 1.0  # seconds until a worker that died is followed by another
_ELSEWHERE = 15.0  # seconds until it is tried again where another process does the work


class Foreman:
    """Take jobs, and have one process do them."""

    def __init__(self, location: str, jobs: JobStore, *, works: bool = True) -> None:
        self.jobs, self.spool = jobs, Spool(folder_of(location))
        self._location, self._works = location, works
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def start(self) -> None:
        """Take up what waits, and what a worker left that died."""
        if self.jobs.open():
            self.wake()

    def put(
        self,
        kind: str,
        by: str,
        about: str = "",
        request: Mapping[str, Any] | None = None,
        *,
        once: bool | None = None,
    ) -> Job:
        """Have something done.

        Args:
            kind: of ``doing.kinds``.
            by: who asks for it.
            about: a line that says what it is.
            request: what the kind of job needs to know.
            once: give the same job instead where it waits already; so it is, unless told, without a request.

        Raises:
            UsageError: somebody has many files made already.
        """
        if kind in _FILES and sum(each.kind in _FILES and each.by == by for each in self.jobs.open()) >= MOST:
            what = f"{MOST} files that you asked for are not made yet"
            raise UsageError(what, None, "wait until one of them is, or have one stopped")
        told = about or _ABOUT.get(kind, kind)
        job = self.jobs.put(kind, by, told, request or {}, once=not request if once is None else once)
        self.wake()
        return job

    def stop_job(self, number: int) -> Job:
        """Stop a job; what was done is kept."""
        return self.jobs.ask_to_stop(number)

    def resume(self, number: int) -> Job:
        """Have a job that failed or was stopped go on from where it was."""
        job = self.jobs.resume(number)
        self.wake()
        return job

    def wake(self) -> None:
        """Tell the worker that there is something to do; start one where there is none."""
        if not self._works or self._closed.is_set():
            return
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._process = self._begun()
                threading.Thread(target=self._watch, args=(self._process,), daemon=True).start()
            else:
                _tell(self._process)

    def stop(self) -> None:
        """End the worker: it finishes its batch, and its job waits for the next start of the app."""
        self._closed.set()
        with self._lock:
            process = self._process
        if process is None or process.poll() is not None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()  # what is not committed is done again
            process.wait()

    def _begun(self) -> subprocess.Popen[bytes]:
        hidden = is_address(self._location)
        named = [] if hidden else [self._location]
        environment = {**os.environ, PLACE: self._location} if hidden else dict(os.environ)
        command = [sys.executable, "-m", "onrecord.web.jobs.worker", *named]
        return subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Have another worker follow one that ended while there is work."""
        status = process.wait()
        if status not in (0, BUSY) and not self._closed.is_set():
            LOG.warning("the worker ended (%s); what it was doing is taken up again", status)
        if not self._closed.wait(_ELSEWHERE if status == BUSY else _AGAIN) and self.jobs.open():
            self.wake()


def foreman_of(request: Request) -> Foreman:
    """Return who has the work of the app done that was asked."""
    foreman: Foreman = request.app.state.foreman
    return foreman


def _tell(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        LOG.info("the worker has just ended; it is followed by another")


_ABOUT = {
    "reread": "Read articles again",
    "register": "Bring the register into step",
    "report": "Make a report",
    "export": "Export",
    "publish": "Publish",
}
