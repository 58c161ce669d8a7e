"""A worker adds what was sent; killed at any moment, the next one completes it to the same casefile.

This file is also the program that is killed: a worker whose reader takes next to no time.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import (
    REGISTER_VERSION,
    Directness,
    Document,
    Evidence,
    Reading,
    Span,
    Statement,
    ZoneKind,
)
from onrecord.store.casefile import open_casefile
from onrecord.store.desk.jobs import Job, JobState, JobStore, Outcome
from onrecord.store.desk.opening import open_desk
from onrecord.web.jobs import worker
from onrecord.web.jobs.doing import READ_BATCH, Bench
from onrecord.web.jobs.foreman import Foreman
from onrecord.web.jobs.intake import Adding, Sent
from onrecord.web.jobs.spool import Spool, folder_of
from onrecord.web.jobs.telling import Breath

PAGES = 10
NAME = re.compile(r"[^\n]*\b(said)\b[^\n]*")


class LightReader:
    """Read each line with "said" as a statement."""

    model = "light 1"

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        return [Reading(each.id, self.model, tuple(_said(each)), ()) for each in documents]


def _said(document: Document) -> Iterator[Statement]:
    for found in NAME.finditer(document.text):
        quote, cue = (Evidence.at(document.text, Span(*found.span(group))) for group in (0, 1))
        yield Statement(
            f"{document.id}{found.start()}", document.id, (quote,), (cue,), (), ("Ada Quill",), (),
            Directness.MIXED, ZoneKind.BODY,
        )  # fmt: skip


def text(number: int) -> bytes:
    told = f"Bo Tarn said that the bridge of Orrey number {number} would be opened within {number} weeks."
    return (
        f"Envoys of Varnia meet again, part {number}\n\n{told}\n\nThe talks on the river went on.\n".encode()
    )


def sent(location: Path, pages: int = PAGES, more: Sequence[tuple[str, bytes]] = ()) -> Adding:
    """Put files into the spool of a casefile."""
    spool = Spool(folder_of(str(location)))
    token = spool.new()
    files = []
    for number, (name, raw) in enumerate([*((f"{n}.txt", text(n)) for n in range(pages)), *more], 1):
        called, out = spool.open_new(token, number, name)
        with out:
            out.write(raw)
        files.append(Sent(called, name, len(raw)))
    return Adding(token, tuple(files))


def put(location: Path, adding: Adding) -> Job:
    open_casefile(str(location), create=True).close()
    with open_desk(str(location)) as desk:
        return desk.jobs.put("add", "Ina", "Add", adding.record())


class Lines:
    """Be the standard input of a worker whose app is still there."""

    def readline(self) -> bytes:
        threading.Event().wait(60)
        return b""


def work(location: Path, *, jobs: JobStore | None = None) -> None:
    """Do what there is to do, within this process."""
    with open_casefile(str(location)) as casefile, open_desk(str(location)) as desk:
        spool = Spool(folder_of(str(location)))
        bench = Bench(str(location), casefile, spool, jobs or desk.jobs, LightReader, Breath(0.0))
        worker.Worker(bench, worker.Hearing(Lines()), f"test {os.getpid()}").run(kept=0)


def held(location: Path) -> list[Any]:
    """Return what a casefile holds, whatever order it came in."""
    with open_casefile(str(location)) as casefile:
        assert casefile.out_of_step(REGISTER_VERSION) == {}
        return [
            sorted((each.name, each.statements) for each in casefile.summaries()),
            sorted((each.id, each.proposition) for each in casefile.entries()),
        ]


def job_of(location: Path, number: int = 1) -> tuple[Job, dict[Outcome, int]]:
    with open_desk(str(location)) as desk:
        return desk.jobs.job(number), dict(desk.jobs.outcomes(number))


def test_what_was_sent_is_read_and_registered(tmp_path: Path) -> None:
    location = tmp_path / "talks.db"
    more = [
        ("wire.csv", b"title,text\nOne,Ada Quill said yes to the plan of the envoys.\nTwo,\n"),
        ("no.html", b""),
    ]
    adding = sent(location, 3, more)
    put(location, adding)
    work(location)
    job, outcomes = job_of(location)
    assert job.state is JobState.DONE, job.problem
    assert (job.done, job.total) == (4, 4)  # of the last part: the register
    assert sum(outcomes.values()) == 6
    assert outcomes[Outcome.FAILED] == 2
    assert job.result["registered"] == 4
    assert not Spool(folder_of(str(location))).path(adding.token, "000001.txt").exists()
    with open_desk(str(location)) as desk:
        failed = desk.jobs.items(1, outcome=Outcome.FAILED)
    assert {each.name for each in failed} == {"wire.csv#2", "no.html"}
    assert not any("work" in each.why or str(tmp_path) in each.why for each in failed)
    with open_casefile(str(location)) as casefile:
        assert {each.path for each in casefile.summaries()} == {None}


@pytest.mark.slow
def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    location = tmp_path / "talks.db"
    put(location, sent(location, 3))
    work(location)
    before = held(location)
    put(location, sent(location, 3))
    work(location)
    assert job_of(location, 2)[1] == {Outcome.UNCHANGED: 3}
    assert held(location) == before


@pytest.mark.slow
def test_a_stop_keeps_what_is_done_and_goes_on_from_there(tmp_path: Path) -> None:
    location = tmp_path / "talks.db"
    job = put(location, sent(location))
    with open_desk(str(location)) as desk:
        tell = desk.jobs.tell

        class Stopping(JobStore):
            def tell(self, number: int, values: Any, told: Any = ()) -> bool:
                items = list(told)
                return tell(number, values, items) or bool(items)

        work(location, jobs=Stopping(desk.jobs._lender))
        stopped = desk.jobs.job(job.number)
        assert stopped.state is JobState.STOPPED
        done = sum(desk.jobs.outcomes(job.number).values())
        assert 0 < done < PAGES
        with open_casefile(str(location)) as casefile:
            assert casefile.counts().documents == done
        desk.jobs.resume(job.number)
    work(location)
    assert job_of(location)[1] == {Outcome.ADDED: PAGES}
    assert len(held(location)[0]) == PAGES


def test_a_worker_ends_with_the_app_and_gives_its_job_back(tmp_path: Path) -> None:
    location = tmp_path / "talks.db"
    put(location, sent(location, 5))

    class Ending(LightReader):
        def read(self, documents: Sequence[Document]) -> list[Reading]:
            hearing.ending.set()
            return super().read(documents)

    hearing = worker.Hearing(Lines())
    with open_casefile(str(location)) as casefile, open_desk(str(location)) as desk:
        spool = Spool(folder_of(str(location)))
        bench = Bench(str(location), casefile, spool, desk.jobs, Ending, Breath(0.0))
        worker.Worker(bench, hearing, "test 1").run(kept=0)
        job, outcomes = job_of(location)
        assert (job.state, job.tries) == (JobState.WAITING, 0)
        assert outcomes == {Outcome.ADDED: READ_BATCH}
        assert casefile.counts().documents == READ_BATCH


def test_what_goes_wrong_is_said_and_the_next_job_is_done(tmp_path: Path) -> None:
    location = tmp_path / "talks.db"
    put(location, sent(location, 1))
    with open_desk(str(location)) as desk:
        desk.jobs.put("export", "Ina", "Write", {"what": "entries", "form": "zip", "choice": {}})
        desk.jobs.put("export", "Ina", "Write", {"what": "entries", "form": "csv", "choice": {}})
    work(location)
    failed, made = job_of(location, 2)[0], job_of(location, 3)[0]
    assert failed.state is JobState.FAILED
    assert "'zip' is no form" in (failed.problem or "")
    assert made.state is JobState.DONE
    path = Spool(folder_of(str(location))).result_path(made.result["token"])
    assert path is not None
    assert path.read_text().startswith("id,kind,")


def test_what_takes_too_much_memory_fails_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    location = tmp_path / "talks.db"
    put(location, sent(location, 1))

    def total_of(spool: Spool, adding: Adding) -> int:
        return len(b" " * sys.maxsize)

    monkeypatch.setattr("onrecord.web.jobs.adding.total_of", total_of)
    work(location)
    job, outcomes = job_of(location)
    assert (job.state, job.tries) == (JobState.FAILED, 1), (job, outcomes)
    assert "takes more memory than there is" in (job.problem or "")


@pytest.mark.slow
def test_a_worker_takes_no_more_than_its_part_of_the_memory() -> None:
    lines = (
        "from onrecord.web.jobs import worker",
        "worker.MEMORY, worker.LEAST_MEMORY = 0.0, 2**30",
        "worker.bound_memory()",
        "b' ' * 2**31",
    )
    ended = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True)
    assert ended.stderr.endswith("MemoryError\n")


def started(location: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "src")}
    command = [sys.executable, __file__, str(location)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)


def ended(process: subprocess.Popen[bytes]) -> int:
    """End a worker as the app does."""
    assert process.stdin is not None
    process.stdin.close()
    return process.wait(60)


def until(holds: Callable[[], bool], seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "nothing came of it"
        time.sleep(0.02)


@pytest.mark.slow
@pytest.mark.parametrize("at", [1, 5, PAGES])
def test_a_worker_that_was_killed_is_followed_by_one_that_completes_its_job(tmp_path: Path, at: int) -> None:
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    for location in (whole, broken):
        put(location, sent(location))
    work(whole)
    process = started(broken)
    with open_desk(str(broken)) as desk:
        until(lambda: sum(desk.jobs.outcomes(1).values()) >= at)
        os.kill(process.pid, signal.SIGKILL)
        assert ended(process) != 0
        assert desk.jobs.job(1).state is JobState.RUNNING
        following = started(broken)
        until(lambda: desk.jobs.job(1).is_over)
        assert ended(following) == 0
        job, outcomes = job_of(broken)
        assert (job.state, job.tries) == (JobState.DONE, 2)
        assert set(outcomes) <= {Outcome.ADDED, Outcome.UNCHANGED}
        assert sum(outcomes.values()) == PAGES
        told = [each.why for each in desk.jobs.items(1, outcome=Outcome.UNCHANGED)]
        assert all("interrupted" in why for why in told)
    assert held(broken) == held(whole)


@pytest.mark.slow
def test_the_foreman_sees_that_the_work_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    location = tmp_path / "talks.db"
    adding = sent(location)
    put(location, adding)
    source = str(Path(__file__).parents[3] / "src")
    monkeypatch.setenv("PYTHONPATH", source)
    with open_desk(str(location)) as desk:
        foreman = Foreman(str(location), desk.jobs)
        monkeypatch.setattr(foreman, "_begun", lambda: started(location))
        foreman.start()
        until(lambda: sum(desk.jobs.outcomes(1).values()) >= 2)
        first = foreman._process
        assert first is not None
        os.kill(first.pid, signal.SIGKILL)
        until(lambda: desk.jobs.job(1).is_over)
        assert desk.jobs.job(1).state is JobState.DONE
        assert desk.jobs.job(1).tries == 2
        second = foreman._process
        assert second is not None
        assert second is not first
        foreman.stop()
        ended(first)
        assert second.poll() == 0


if __name__ == "__main__":
    worker.Readers.__call__ = lambda self: LightReader()  # type: ignore[method-assign]
    sys.exit(worker.main(sys.argv[1], sys.stdin.buffer))
