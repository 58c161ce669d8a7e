"""What every visit asks for is made ahead, and anew when the casefile has come to rest."""

from __future__ import annotations

import gc
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import CasefileError
from onrecord.store.casefile import open_casefile
from onrecord.store.entry_filters import EntryFilter
from onrecord.web import warming
from onrecord.web.desk import Desk
from onrecord.web.settings import Settings
from onrecord.web.warming import Warming, further_steps, steps, warm


def until(what: Any) -> None:
    """Wait until something holds: a thread makes it."""
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    made = Desk(Settings(str(tmp_path / "warm.db")))
    yield made
    made.close()


def test_what_is_made_ahead_is_at_hand(desk: Desk) -> None:
    assert not desk.at_hand("register", EntryFilter())
    warm([*steps(desk), *further_steps(desk)])
    assert desk.at_hand("register", EntryFilter())
    assert desk.at_hand("actors", ())
    assert desk.at_hand("coverage", ())


@pytest.mark.slow
def test_it_is_made_anew_when_the_casefile_came_to_rest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "REST", 0.02)
    made: list[int] = []
    monkeypatch.setattr(warming, "steps", lambda each: [lambda: made.append(each.revision())])
    monkeypatch.setattr(warming, "further_steps", lambda each: ())
    thread = Warming(desk)
    thread.start()
    until(lambda: made)
    with open_casefile(desk.casefile.location) as casefile:
        casefile.put_setting("anything", "1")
    until(lambda: made[-1] == desk.revision())
    thread.stop()
    assert len(made) == 2


def test_a_casefile_that_fails_is_left_to_the_pages_that_need_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warming, "REST", 0.02)

    def failing(desk: Desk) -> None:
        raise CasefileError("is damaged", "warm.db")

    monkeypatch.setattr(warming, "steps", failing)
    thread = Warming(desk)
    thread.start()
    until(lambda: "nothing was made ahead: warm.db: is damaged" in caplog.text)
    thread.stop()


def test_dear_lists_wait_until_nothing_changes_for_longer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warming, "REST", 0.02)
    made: list[str] = []
    monkeypatch.setattr(warming, "steps", lambda each: [lambda: made.append("first")])
    monkeypatch.setattr(warming, "further_steps", lambda each: [lambda: made.append("further")])
    thread = Warming(desk)
    thread.start()
    until(lambda: len(made) == 2)
    with open_casefile(desk.casefile.location) as casefile:
        casefile.put_setting("anything", "1")
    until(lambda: len(made) == 4)
    thread.stop()
    assert made == ["first", "further", "first", "further"]


def test_what_is_over_stops_between_two_steps(desk: Desk) -> None:
    over, made = threading.Event(), list[int]()
    warm([lambda: made.append(1), over.set, lambda: made.append(2)], over)
    assert made == [1]


def test_what_else_there_is_to_make_waits_for_what_the_first_pages_need(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    monkeypatch.setattr(warming, "steps", lambda each: [lambda: made.append("first")])
    monkeypatch.setattr(warming, "further_steps", lambda each: [lambda: made.append("further")])
    thread = Warming(desk, then=lambda: made.append("then"))
    thread.start()
    until(lambda: len(made) == 3)
    thread.stop()
    assert made == ["first", "then", "further"]


def test_what_was_made_ahead_is_not_searched_for_garbage(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "steps", lambda each: [])
    monkeypatch.setattr(warming, "further_steps", lambda each: [])
    settled: list[int] = []
    monkeypatch.setattr(gc, "freeze", lambda: settled.append(gc.get_count()[0]))
    thread = Warming(desk)
    thread.start()
    until(lambda: len(settled) == 2)
    thread.stop()
    assert len(settled) == 2, "once after each kind of steps, and not again while nothing changes"
