"""Attempts, the log, visits and saved filters are kept as they are promised."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from onrecord.errors import UsageError
from onrecord.store.desk import attempts
from onrecord.store.desk.filters import MOST
from onrecord.store.desk.opening import open_desk
from onrecord.store.desk.store import DeskStore


class Turned(Protocol):
    """A clock that a test turns."""

    time: datetime

    def __call__(self) -> datetime: ...

    def turn(self, **by: float) -> None: ...


NONE = timedelta()


def test_too_many_failures_have_to_wait_and_a_restart_forgets_none(
    desk: DeskStore, location: str, clock: Turned
) -> None:
    for _ in range(attempts.PAIR):
        assert desk.attempts.begin("ada", "192.0.2.7") == NONE
    assert desk.attempts.begin("ada", "192.0.2.7") == attempts.WINDOW
    assert desk.attempts.begin("ada", "192.0.2.8") == NONE
    assert desk.attempts.begin("bo", "192.0.2.7") == NONE
    clock.turn(minutes=5)
    with open_desk(location, clock=clock) as again:
        assert again.attempts.begin("ada", "192.0.2.7") == attempts.WINDOW - timedelta(minutes=5)
        clock.turn(minutes=10)
        assert again.attempts.begin("ada", "192.0.2.7") == NONE


def test_a_success_forgets_the_failures_of_that_pair_alone(desk: DeskStore) -> None:
    for address in ("192.0.2.7", "192.0.2.8"):
        for _ in range(attempts.PAIR):
            desk.attempts.begin("ada", address)
    desk.attempts.succeeded("ada", "192.0.2.7")
    assert desk.attempts.begin("ada", "192.0.2.7") == NONE
    assert desk.attempts.begin("ada", "192.0.2.8") > NONE


def test_an_address_that_tries_many_accounts_has_to_wait(desk: DeskStore) -> None:
    for number in range(attempts.ADDRESS):
        assert desk.attempts.begin(f"user {number}", "192.0.2.7") == NONE
    assert desk.attempts.begin("another", "192.0.2.7") > NONE
    assert desk.attempts.begin("another", "192.0.2.8") == NONE


def test_an_account_that_many_addresses_try_has_to_wait(desk: DeskStore) -> None:
    for number in range(attempts.ACCOUNT):
        assert desk.attempts.begin("ada", f"192.0.2.{number}") == NONE
    assert desk.attempts.begin("ada", "198.51.100.1") > NONE


def test_many_attempts_at_once_are_no_way_around(desk: DeskStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: desk.attempts.begin("ada", "192.0.2.7"), range(16)))
    assert waits.count(NONE) == attempts.PAIR


def test_the_log_is_read_from_its_end(desk: DeskStore, clock: Turned) -> None:
    for number in range(7):
        clock.turn(minutes=1)
        desk.audit.note("Ada" if number % 2 else "Bo", "reviewed", f"record {number}", "192.0.2.7")
    desk.audit.note("", "signed in", "an unknown account", "192.0.2.9", done=False)
    newest, before = desk.audit.lines(limit=2)
    assert (newest.who, newest.what, newest.done) == ("", "signed in", False)
    assert (before.who, before.on_what, before.address, before.done) == ("Bo", "record 6", "192.0.2.7", True)
    assert before.at == datetime(2031, 5, 4, 12, 7, tzinfo=UTC)
    assert [each.on_what for each in desk.audit.lines("Ada", "reviewed")] == [
        "record 5",
        "record 3",
        "record 1",
    ]
    assert [each.number for each in desk.audit.lines(offset=6)] == [2, 1]
    assert (desk.audit.count(), desk.audit.count("Ada"), desk.audit.count(what="signed in")) == (8, 3, 1)
    assert desk.audit.deeds() == ["reviewed", "signed in"]
    assert not {"change", "delete", "remove", "clear"} & set(dir(desk.audit))


def test_a_visit_goes_on_until_there_is_a_pause(desk: DeskStore, clock: Turned) -> None:
    began = clock.time
    assert desk.visits.of("Ada") is None
    assert desk.visits.here("Ada").before is None
    for _ in range(10):
        clock.turn(minutes=20)
        assert desk.visits.here("ada").began == began
    left = clock.time
    clock.turn(hours=9)
    back = desk.visits.here("Ada")
    assert (back.began, back.before) == (clock.time, left)
    clock.turn(seconds=40)
    assert desk.visits.here("Ada") == back == desk.visits.of("ADA")
    assert desk.visits.here("Bo").before is None


def test_filters_are_kept_for_the_one_who_saved_them(desk: DeskStore) -> None:
    desk.filters.save("Ada", " Shifts  of Varnia ", "actor=XAA&kind=offer")
    desk.filters.save("Ada", "Calendar", "since=2031", "calendar")
    desk.filters.save("ada", "Shifts of Varnia", "actor=XAA")
    (kept,) = desk.filters.all("Ada")
    assert (kept.name, kept.query, kept.page) == ("Shifts of Varnia", "actor=XAA", "register")
    assert desk.filters.all("Bo") == []
    assert not desk.filters.delete("Bo", kept.number)
    assert desk.filters.delete("Ada", kept.number)
    assert desk.filters.all("Ada") == []
    assert [each.name for each in desk.filters.all("Ada", "calendar")] == ["Calendar"]


def test_filters_are_not_without_bounds(desk: DeskStore) -> None:
    for name, query in ((" ", "a=1"), ("x" * 81, "a=1"), ("x", "a" * 4001)):
        with pytest.raises(UsageError, match="shorten it"):
            desk.filters.save("Ada", name, query)
    for number in range(MOST):
        desk.filters.save("Ada", str(number), "a=1")
    with pytest.raises(UsageError, match=f"you keep {MOST} filters already"):
        desk.filters.save("Ada", "one more", "a=1")
    desk.filters.save("Ada", "0", "a=2")
