"""What is dear to make is made once for each state of the casefile, by one thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from onrecord.web import caching
from onrecord.web.caching import Kept


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def counting(clock: Clock | None = None, takes: float = 0.0) -> tuple[list[int], Callable[[], int]]:
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        if clock:
            clock.now += takes
        return made[-1]

    return made, make


def test_the_same_is_given_until_the_revision_is_another() -> None:
    kept, (made, make) = Kept(Clock()), counting()
    assert [kept.get("a", 1, make), kept.get("a", 1, make)] == [0, 0]
    assert kept.get("b", 1, make) == 1
    assert kept.get("a", 2, make) == 2
    assert made == [0, 1, 2]


def test_what_is_dear_is_shown_a_while_after_another_program_changed_the_casefile() -> None:
    clock = Clock()
    kept, (made, make) = Kept(clock), counting(clock, takes=0.5)
    kept.get("digest", 1, make)
    clock.now += 5
    assert kept.get("digest", 2, make) == 0
    clock.now += caching.PATIENCE
    assert kept.get("digest", 3, make) == 1
    assert len(made) == 2


def test_what_somebody_changed_here_is_seen_at_once() -> None:
    clock = Clock()
    kept, (_, make) = Kept(clock), counting(clock, takes=0.5)
    kept.get("digest", 1, make)
    clock.now += 1
    kept.changed()
    assert kept.get("digest", 2, make) == 1


def test_what_took_no_time_is_made_anew_at_once() -> None:
    kept, (_, make) = Kept(Clock()), counting()
    assert [kept.get("a", 1, make), kept.get("a", 2, make)] == [0, 1]


def test_one_thread_makes_it_and_the_others_wait() -> None:
    kept, (made, make) = Kept(), counting()

    def slowly() -> int:
        time.sleep(0.02)
        return make()

    got: list[int] = []
    threads = [threading.Thread(target=lambda: got.append(kept.get("a", 1, slowly))) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert got == [0] * 8
    assert made == [0]


def test_what_could_not_be_made_is_tried_again() -> None:
    kept, (_, make) = Kept(), counting()

    def failing() -> int:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept.get("a", 1, failing)
    assert kept.get("a", 1, make) == 0


def test_the_longest_unused_goes_first() -> None:
    kept, (made, make) = Kept(Clock()), counting()
    for number in range(caching.MANY + 1):
        kept.get(number, 1, make)
    assert kept.get(caching.MANY, 1, make) == caching.MANY
    assert kept.get(0, 1, make) == caching.MANY + 1, "it had gone"
    assert len(made) == caching.MANY + 2
