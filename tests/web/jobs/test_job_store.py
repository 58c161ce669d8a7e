"""Jobs are kept, taken by one worker at a time, and taken up again when it dies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onrecord.errors import UsageError
from onrecord.store.desk.jobs import TRIES, JobItem, JobState, JobStore, Outcome
from onrecord.store.desk.opening import open_desk


class Clock:
    """Tell a time that a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2031, 5, 4, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(tmp_path: Path, clock: Clock) -> Iterator[JobStore]:
    with open_desk(str(tmp_path / "talks.db"), clock=clock) as desk:
        yield desk.jobs


def test_jobs_are_taken_in_their_order_and_one_at_a_time(jobs: JobStore) -> None:
    first, second = (jobs.put("register", "Ina", name, {"n": name}) for name in "ab")
    taken = jobs.take("here 1")
    assert taken is not None
    assert (taken.number, taken.state, taken.tries) == (first.number, JobState.RUNNING, 1)
    jobs.end(first.number, JobState.DONE, result={"entries": 3})
    assert jobs.job(first.number).result == {"entries": 3}
    following = jobs.take("here 1")
    assert following is not None
    assert following.number == second.number
    assert [job.number for job in jobs.open()] == [second.number]


def test_the_same_job_waits_once(jobs: JobStore) -> None:
    first = jobs.put("register", "Ina", "In step", {}, once=True)
    assert jobs.put("register", "Tom", "In step", {}, once=True).number == first.number
    assert jobs.put("register", "Tom", "In step", {"everything": True}, once=True).number != first.number
    jobs.take("here 1")
    assert jobs.put("register", "Tom", "In step", {}, once=True).number != first.number


def test_a_job_whose_worker_died_is_taken_up_again(jobs: JobStore) -> None:
    made = jobs.put("add", "Ina", "Add", {})
    jobs.take("here 1")
    again = jobs.take("here 2")
    assert again is not None
    assert (again.number, again.tries) == (made.number, 2)


def test_a_worker_of_another_machine_is_given_time(jobs: JobStore, clock: Clock) -> None:
    jobs.put("add", "Ina", "Add", {})
    jobs.take("elsewhere 1")
    assert jobs.take("here 1") is None
    clock.now += timedelta(minutes=1)
    jobs.beat(1)
    clock.now += timedelta(minutes=1, seconds=50)
    assert jobs.take("here 1") is None
    clock.now += timedelta(minutes=1)
    assert jobs.take("here 1") is not None


def test_a_job_that_kills_its_workers_fails(jobs: JobStore) -> None:
    made = jobs.put("add", "Ina", "Add", {})
    for attempt in range(TRIES):
        taken = jobs.take(f"here {attempt}")
        assert taken is not None
    assert jobs.take("here 9") is None
    failed = jobs.job(made.number)
    assert failed.state is JobState.FAILED
    assert "3 times" in (failed.problem or "")
    assert jobs.resume(made.number).state is JobState.WAITING


def test_a_job_given_back_does_not_count_as_tried(jobs: JobStore) -> None:
    made = jobs.put("add", "Ina", "Add", {})
    for attempt in range(2 * TRIES):
        assert jobs.take(f"here {attempt}") is not None
        jobs.give_back(made.number)
    assert jobs.job(made.number).tries == 0


def test_stopping_is_heard_by_who_runs_and_ends_what_waits(jobs: JobStore) -> None:
    running, waiting = (jobs.put("add", "Ina", name, {"n": name}) for name in "ab")
    jobs.take("here 1")
    assert jobs.tell(running.number, {"done": 1}) is False
    assert jobs.ask_to_stop(running.number).state is JobState.RUNNING
    assert jobs.ask_to_stop(waiting.number).state is JobState.STOPPED
    assert jobs.tell(running.number, {"done": 2}) is True
    jobs.end(running.number, JobState.STOPPED)
    assert jobs.ask_to_stop(running.number).state is JobState.STOPPED
    resumed = jobs.resume(running.number)
    assert (resumed.state, resumed.stopping, resumed.done) == (JobState.WAITING, False, 2)


def test_what_came_of_pages_is_listed_and_counted(jobs: JobStore) -> None:
    made = jobs.put("add", "Ina", "Add", {})
    outcomes = [Outcome.ADDED, Outcome.FAILED, Outcome.ADDED]
    jobs.tell(made.number, {}, [JobItem(n, f"{n}.txt", each) for n, each in enumerate(outcomes, 1)])
    assert jobs.outcomes(made.number) == {Outcome.ADDED: 2, Outcome.FAILED: 1}
    assert [each.number for each in jobs.items(made.number, outcome=Outcome.ADDED)] == [1, 3]
    assert [each.number for each in jobs.items(made.number, offset=1, limit=1)] == [2]


def test_what_is_over_does_not_begin_again(jobs: JobStore) -> None:
    made = jobs.put("add", "Ina", "Add", {})
    jobs.take("here 1")
    jobs.end(made.number, JobState.DONE)
    assert jobs.resume(made.number).state is JobState.DONE
    assert jobs.take("here 2") is None


def test_a_job_that_is_not_there_is_said(jobs: JobStore) -> None:
    with pytest.raises(UsageError, match="no job 7"):
        jobs.job(7)


def test_an_article_was_read_when_it_was_first_asked_for(jobs: JobStore, clock: Clock) -> None:
    for _ in range(2):
        job = jobs.put("add", "Ina", "Add", {})
        jobs.take("here 1")
        jobs.tell(job.number, {}, [JobItem(1, "a.txt", Outcome.ADDED, document="d1")])
        jobs.end(job.number, JobState.DONE)
        clock.now += timedelta(days=1)
    assert jobs.read_at(["d1", "d2"]) == {"d1": datetime(2031, 5, 4, 12, tzinfo=UTC)}
