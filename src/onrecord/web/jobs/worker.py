"""Do the long work of one casefile, job after job: ``python -m onrecord.web.jobs.worker LOCATION``.

The app starts it and holds its standard input: a line there says that there is work, the end of it that the
app has ended. It keeps the model while there may be more to do. It may be killed at any moment: what was
committed stays, and the next worker takes the job up again.
"""

from __future__ import annotations

import logging
import os
import platform
import signal
import sys
import threading
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Protocol

from onrecord.errors import CasefileError, OnrecordError
from onrecord.store.casefile import open_casefile
from onrecord.store.desk.jobs import JobState
from onrecord.store.desk.opening import open_desk
from onrecord.web.jobs.doing import Bench, kinds
from onrecord.web.jobs.spool import Spool, SpoolBusyError, folder_of
from onrecord.web.jobs.telling import Breath, EndingError, StoppedError, Telling
from onrecord.web.safety import logs

if TYPE_CHECKING:
    from onrecord.encoder.session import Encoder
    from onrecord.pipeline import Reader
    from onrecord.store.desk.jobs import Job, JobStore
    from onrecord.store.interface import CasefileStore

LOG = logging.getLogger("onrecord.work")
PATIENCE = 120.0
"""Seconds that a batch waits for another program that writes into the casefile."""
KEPT = 300.0
"""Seconds that a worker without work keeps the model."""
LOOK = 5.0
"""Seconds after which the desk is looked at for work of which nobody told."""
BEAT = 15.0
"""Seconds between two signs of life."""
NICE = 5
"""How far the work stands back behind pages that people wait for."""
BUSY = 3
"""How the worker ends where another one does the work of the casefile."""
RESULTS = 7.0
"""Days that something made for somebody, or files of a job that was stopped, are kept."""
MEMORY = 0.8
"""Part of the machine's memory that the worker takes at most: a small file may unpack to more."""
LEAST_MEMORY = 6 * 1024**3
"""Bytes of addresses that it needs in any case, most of them never used."""
PLACE = "ONRECORD_WORK_AT"
"""Holds the location where it has a password: what a process is started with can be seen by others."""


class Lines(Protocol):
    """Be read line by line; the standard input is."""

    def readline(self) -> bytes:
        """Return the next line; an empty one at the end."""
        ...


class Hearing:
    """Hear from the app: that there is work, and that it has ended."""

    def __init__(self, lines: Lines) -> None:
        self.ending = threading.Event()
        self._work = threading.Event()
        threading.Thread(target=self._listen, args=(lines,), daemon=True).start()

    def wait(self, seconds: float) -> None:
        """Wait until there is work, or the app ends, or some time has passed."""
        self._work.wait(seconds)
        self._work.clear()

    def _listen(self, lines: Lines) -> None:
        while lines.readline():
            self._work.set()
        self.ending.set()
        self._work.set()


class Readers:
    """Load the model once, whatever codebook and facts a casefile is read with by then."""

    def __init__(self, casefile: CasefileStore) -> None:
        self._casefile = casefile
        self._encoder: Encoder | None = None

    def __call__(self) -> Reader:
        """Return a reader with the casefile's own codebook and facts about actors."""
        from onrecord.actors.files import base_of
        from onrecord.reader import Reader
        from onrecord.views import books

        files = self._casefile.actor_files()
        base = base_of(files) if files else None
        reader = Reader(codebook=books.used_by(self._casefile), base=base, encoder=self._encoder)
        self._encoder = reader.encoder
        return reader


class Worker:
    """Do the jobs of a casefile."""

    def __init__(self, bench: Bench, hearing: Hearing, name: str) -> None:
        self._bench, self._hearing, self._name = bench, hearing, name

    def run(self, kept: float = KEPT) -> None:
        """Do what there is to do, and what comes while the model is kept."""
        self._sweep()
        last = time.monotonic()
        while not self._hearing.ending.is_set():
            job = self._bench.jobs.take(self._name)
            if job is not None:
                self._do(job)
                last = time.monotonic()
            elif time.monotonic() - last > kept:
                return
            else:
                self._hearing.wait(min(LOOK, kept))

    def _do(self, job: Job) -> None:
        jobs, over = self._bench.jobs, threading.Event()
        beating = threading.Thread(target=_beat, args=(jobs, job.number, over), daemon=True)
        beating.start()
        telling = Telling(jobs, job.number, self._hearing.ending)
        try:
            result = kinds()[job.kind](self._bench, job, telling)
            telling.flush()
            jobs.end(job.number, JobState.DONE, result=result)
        except StoppedError:
            jobs.end(job.number, JobState.STOPPED)
        except EndingError:
            jobs.give_back(job.number)
        except OnrecordError as error:
            jobs.end(job.number, JobState.FAILED, problem=str(error))
        except MemoryError:
            told = "Something in it takes more memory than there is; what was done is kept. Leave it out."
            jobs.end(job.number, JobState.FAILED, problem=told)
        except Exception as error:
            LOG.exception("job %s (%s) failed", job.number, job.kind)
            told = f"Something went wrong in onrecord itself ({type(error).__name__}); the log says what."
            jobs.end(job.number, JobState.FAILED, problem=told)
        finally:
            over.set()
            beating.join()

    def _sweep(self) -> None:
        wanted = {str(job.request.get("token", "")) for job in self._bench.jobs.open()}
        self._bench.spool.sweep(wanted, RESULTS)


def _beat(jobs: JobStore, number: int, over: threading.Event) -> None:
    while not over.wait(BEAT):
        try:
            jobs.beat(number)
        except CasefileError as error:  # the desk is busy: the next sign of life will do
            LOG.warning("%s", error)


def bound_memory() -> None:
    """Have what asks for too much memory fail by itself, rather than take the whole machine with it.

    On Linux: elsewhere addresses are not counted so, or cannot be bounded.
    """
    if sys.platform != "linux":
        return
    import resource  # there is none on Windows

    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    most = max(int(there * MEMORY), LEAST_MEMORY)
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def main(location: str, lines: Lines) -> int:
    """Work until there is nothing more to do or the app ends; return the exit status."""
    os.nice(NICE)
    bound_memory()
    spool = Spool(folder_of(location))
    hearing = Hearing(lines)
    with ExitStack() as held:
        try:
            held.enter_context(spool.alone())
        except SpoolBusyError:
            return BUSY
        casefile = held.enter_context(open_casefile(location, create=True, patience=PATIENCE))
        jobs = held.enter_context(open_desk(location, patience=PATIENCE)).jobs
        bench = Bench(location, casefile, spool, jobs, Readers(casefile), Breath())
        Worker(bench, hearing, f"{platform.node() or 'here'} {os.getpid()}").run()
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the app, which tells by the end of the input
    logs.begin("%(asctime)s %(name)s: %(message)s")
    sys.exit(main(os.environ.get(PLACE) or sys.argv[1], sys.stdin.buffer))
