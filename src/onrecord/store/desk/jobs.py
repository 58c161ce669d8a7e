"""Keep the long work of a casefile: what is to be done, how far it is, and what came of each page.

One worker does the work of a casefile, one job after the other. What it says of a job is written here in
transactions of its own: a page that looks at a job waits for no batch that is being written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, or_, select, update

from onrecord.errors import UsageError
from onrecord.store.desk.lending import Lender, aware, aware_or_none
from onrecord.store.desk.schema import job_items as items
from onrecord.store.desk.schema import jobs

SILENCE = timedelta(minutes=2)
"""A worker of another machine that says nothing for so long is taken to be gone."""
TRIES = 3
"""A job whose worker died so often is not taken up again."""


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


class Outcome(StrEnum):
    """What came of one page."""

    ADDED = "added"
    NEW_VERSION = "new version"
    EDITED = "edited"
    UNCHANGED = "unchanged"
    NOT_READ = "not read"  # kept, but not English or without text
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """Hold one job; times are UTC."""

    number: int
    kind: str
    state: JobState
    by: str
    about: str  # a line that says what it is
    request: Mapping[str, Any]
    made: datetime
    began: datetime | None = None
    ended: datetime | None = None
    done: int = 0
    total: int | None = None  # None: only the end will tell
    doing: str = ""  # a line that says what is being done
    result: Mapping[str, Any] = field(default_factory=dict)
    problem: str | None = None  # why it failed
    stopping: bool = False  # somebody asked for it to stop
    tries: int = 0

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will be done."""
        return self.state not in (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class JobItem:
    """Hold what came of one page."""

    number: int
    name: str
    outcome: Outcome
    why: str = ""
    document: str | None = None
    statements: int = 0


_SHOWN = [column for column in jobs.c if column.name not in ("worker", "beat")]
_OPEN = jobs.c.state.in_((JobState.WAITING.value, JobState.RUNNING.value))


class JobStore:
    """Ask and tell a desk about jobs."""

    def __init__(self, lender: Lender) -> None:
        self._lender = lender

    def put(self, kind: str, by: str, about: str, request: Mapping[str, Any], *, once: bool = False) -> Job:
        """Keep a job to be done; with ``once`` the same one that still waits is given instead."""
        with self._lender.writing() as connection:
            if once and (held := self._waiting_same(connection, kind, request)) is not None:
                return held
            made = insert(jobs).values(
                kind=kind, state=JobState.WAITING.value, by=by, about=about, request=dict(request),
                made=self._lender.now(), result={},
            )  # fmt: skip
            number = connection.execute(made).inserted_primary_key
            assert number is not None
            return _job(connection.execute(select(*_SHOWN).where(jobs.c.number == number[0])).one())

    def job(self, number: int) -> Job:
        """Return one job.

        Raises:
            UsageError: there is none with this number.
        """
        with self._lender.reading() as connection:
            found = connection.execute(select(*_SHOWN).where(jobs.c.number == number)).first()
        if found is None:
            raise UsageError(f"there is no job {number}", None, "the list of jobs shows those that there are")
        return _job(found)

    def latest(self, limit: int, before: int | None = None) -> Sequence[Job]:
        """Return jobs, the latest first, those alone from before a number."""
        query = select(*_SHOWN).order_by(jobs.c.number.desc()).limit(limit)
        if before is not None:
            query = query.where(jobs.c.number < before)
        with self._lender.reading() as connection:
            return [_job(row) for row in connection.execute(query)]

    def open(self) -> Sequence[Job]:
        """Return what is being done or waits, in the order of its turn."""
        query = select(*_SHOWN).where(_OPEN).order_by(jobs.c.state, jobs.c.number)
        with self._lender.reading() as connection:
            return [_job(row) for row in connection.execute(query)]

    def count(self) -> int:
        """Return how many jobs there are."""
        with self._lender.reading() as connection:
            return connection.scalar(select(func.count()).select_from(jobs)) or 0

    def take(self, worker: str, *, alone: bool = True) -> Job | None:
        """Give a worker the next job; one whose worker died comes first.

        Args:
            worker: machine and process, as ``"host 123"``.
            alone: the worker holds the lock of the casefile on its machine: no other is at work there.
        """
        now = self._lender.now()
        with self._lender.writing() as connection:
            self._give_up(connection, worker, alone)
            ready = or_(jobs.c.state == JobState.WAITING.value, self._orphaned(worker, alone))
            query = select(jobs.c.number, jobs.c.began).where(ready).order_by(jobs.c.state, jobs.c.number)
            found = connection.execute(query.limit(1)).first()
            if found is None:
                return None
            mine = jobs.c.number == found.number
            connection.execute(
                update(jobs)
                .where(mine)
                .values(
                    state=JobState.RUNNING.value,
                    began=found.began or now,
                    worker=worker,
                    beat=now,
                    tries=jobs.c.tries + 1,
                )
            )
            return _job(connection.execute(select(*_SHOWN).where(mine)).one())

    def beat(self, number: int) -> bool:
        """Say that the worker is alive; return whether somebody asked for the job to stop."""
        return self.tell(number, {})

    def tell(self, number: int, values: Mapping[str, Any], told: Iterable[JobItem] = ()) -> bool:
        """Say how far a job is, and what came of pages; return whether somebody asked for it to stop."""
        rows = [
            {"job": number, "number": each.number, "name": each.name, "outcome": each.outcome.value,
             "why": each.why, "document": each.document, "statements": each.statements}
            for each in told
        ]  # fmt: skip
        mine = jobs.c.number == number
        with self._lender.writing() as connection:
            connection.execute(update(jobs).where(mine).values(beat=self._lender.now(), **values))
            if rows:
                connection.execute(insert(items), rows)
            return bool(connection.scalar(select(jobs.c.stopping).where(mine)))

    def end(
        self,
        number: int,
        state: JobState,
        *,
        result: Mapping[str, Any] | None = None,
        problem: str | None = None,
    ) -> None:
        """Say that a job is over, and what came of it."""
        values: dict[str, Any] = {
            "state": state.value,
            "ended": self._lender.now(),
            "doing": "",
            "worker": None,
        }
        values |= {"problem": problem} if problem is not None else {}
        values |= {"result": dict(result)} if result is not None else {}
        with self._lender.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.number == number).values(**values))

    def give_back(self, number: int) -> None:
        """Have a job wait again: its worker ends before it is done."""
        values = {"state": JobState.WAITING.value, "worker": None, "tries": jobs.c.tries - 1}
        with self._lender.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.number == number).values(**values))

    def ask_to_stop(self, number: int) -> Job:
        """Stop a job that waits, and ask the worker of one that runs to stop; return it as it is then."""
        mine = jobs.c.number == number
        waits = mine & (jobs.c.state == JobState.WAITING.value)
        with self._lender.writing() as connection:
            stopped = {"state": JobState.STOPPED.value, "ended": self._lender.now(), "stopping": True}
            connection.execute(update(jobs).where(waits).values(**stopped))
            connection.execute(update(jobs).where(mine, _OPEN).values(stopping=True))
        return self.job(number)

    def resume(self, number: int) -> Job:
        """Have a job that failed or was stopped go on from where it was; return it as it is then."""
        over = jobs.c.state.in_((JobState.FAILED.value, JobState.STOPPED.value))
        values = {
            "state": JobState.WAITING.value,
            "tries": 0,
            "stopping": False,
            "ended": None,
            "problem": None,
        }
        with self._lender.writing() as connection:
            connection.execute(update(jobs).where(jobs.c.number == number, over).values(**values))
        return self.job(number)

    def items(
        self, number: int, *, outcome: Outcome | None = None, offset: int = 0, limit: int = 100
    ) -> Sequence[JobItem]:
        """Return what came of pages, in their order."""
        query = select(items).where(items.c.job == number).order_by(items.c.number)
        if outcome is not None:
            query = query.where(items.c.outcome == outcome.value)
        with self._lender.reading() as connection:
            found = connection.execute(query.offset(offset).limit(limit)).all()
        return [JobItem(r.number, r.name, Outcome(r.outcome), r.why, r.document, r.statements) for r in found]

    def outcomes(self, number: int) -> Mapping[Outcome, int]:
        """Return how many pages came to what."""
        query = select(items.c.outcome, func.count()).where(items.c.job == number).group_by(items.c.outcome)
        with self._lender.reading() as connection:
            found = {Outcome(name): count for name, count in connection.execute(query)}
        return {each: found[each] for each in Outcome if each in found}

    def read_at(self, documents: Collection[str]) -> Mapping[str, datetime]:
        """Return when the work that read articles first was asked for, by their ids; others are not there."""
        query = (
            select(items.c.document, func.min(jobs.c.made))
            .join(jobs, jobs.c.number == items.c.job)
            .where(items.c.document.in_(list(documents)))
            .group_by(items.c.document)
        )
        with self._lender.reading() as connection:
            return {document: aware(made) for document, made in connection.execute(query)}

    def _waiting_same(self, connection: Connection, kind: str, request: Mapping[str, Any]) -> Job | None:
        query = select(*_SHOWN).where(jobs.c.kind == kind, jobs.c.state == JobState.WAITING.value)
        return next((job for row in connection.execute(query) if (job := _job(row)).request == request), None)

    def _orphaned(self, worker: str, alone: bool) -> ColumnElement[bool]:
        """Return the condition that a job runs and has no worker: it died, or its machine did."""
        machine = worker.rpartition(" ")[0]
        here = jobs.c.worker.startswith(f"{machine} ", autoescape=True)
        gone = jobs.c.beat < self._lender.now() - SILENCE
        runs = jobs.c.state == JobState.RUNNING.value
        return and_(runs, or_(here, gone) if alone else gone)

    def _give_up(self, connection: Connection, worker: str, alone: bool) -> None:
        """End jobs whose worker died again and again: something in them kills it."""
        told = (
            f"The process that did this ended {TRIES} times before it was done; "
            "the log of the server may say why. What was done is kept."
        )
        ended = {"state": JobState.FAILED.value, "ended": self._lender.now(), "problem": told, "doing": ""}
        often = and_(self._orphaned(worker, alone), jobs.c.tries >= TRIES)
        connection.execute(update(jobs).where(often).values(**ended))


def _job(row: Row[Any]) -> Job:
    held = dict(row._mapping)
    held |= {"state": JobState(held["state"]), "made": aware(held["made"])}
    return Job(**held | {name: aware_or_none(held[name]) for name in ("began", "ended")})
