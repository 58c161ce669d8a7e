"""Time lines, matrices and boards from what views give: the most active lanes, the others counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from onrecord.model import Basis, EntryKind, Point, Position, SubjectKind, Voice
from onrecord.views.pictures.courses import change_words, course_of
from onrecord.views.pictures.scale import Scale
from onrecord.views.pictures.timeline import Happening


def a_point(day: str, **given: Any) -> Point:
    plain = Point(
        entry=f"e-{day}", record=f"r-{day}", document="d", holder="XVM", speakers=("XVM",),
        voice=Voice.BINDING, subject="membership", about=SubjectKind.ISSUE, stance="for", basis=Basis.SAID,
        kind=EntryKind.CLAIM, words="words", first_day=day, last_day=day,
    )  # fmt: skip
    return replace(plain, **given)


def a_position(since: str, until: str | None = None, holder: str = "XVM", **given: Any) -> Position:
    point = a_point(since, holder=holder)
    plain = Position(
        holder=holder, subject="membership", about=SubjectKind.ISSUE, stance="for", since=since, until=until,
        opening=point, latest=point, entries=(point.entry,), origins=1,
    )  # fmt: skip
    return replace(plain, **given)


def happening(day: str) -> Happening:
    return Happening("meetings", "talks", day, day, False, (f"m-{day}",))


def test_a_shift_says_before_and_after_and_leads_to_both() -> None:
    before = a_point("2031-02-01", order="before membership")
    after = a_point("2031-05-01", order="instead_of membership")
    shift = a_position("2031-05-01", before=before, opening=after, changed=("order",))
    (lane,) = course_of([shift], (), {"membership": "Membership"}, "2031-06-01").lanes
    assert lane.under == "Membership"
    assert lane.bars[0].shift == "before membership → instead of membership"
    assert lane.bars[0].entries[:2] == ("e-2031-02-01", "e-2031-05-01")
    turned = change_words(before, replace(after, stance="against", order="", condition="if x"), ("stance",))
    assert turned == "for → against: if x"


def test_what_began_after_the_day_is_not_there_and_what_ended_after_it_goes_on() -> None:
    held = [a_position("2031-02-01", "2031-05-01"), a_position("2031-05-01")]
    (lane,) = course_of(held, (), {}, "2031-04-01").lanes
    assert [(bar.since, bar.until) for bar in lane.bars] == [("2031-02-01", None)]


def test_lanes_without_room_and_early_happenings_are_counted() -> None:
    held = [a_position("2031-02-01", holder=f"X{n:02}") for n in range(5)]
    course = course_of(held, (), {}, "2031-04-01", most=3)
    assert len(course.lanes) == 3
    assert course.left_out == "Left out, having fewer entries: 2 lanes with 2 positions."


def test_few_old_positions_do_not_press_the_others_together() -> None:
    held = [a_position(f"2031-02-{n:02}", holder=f"X{n:02}") for n in range(1, 28)]
    old = a_position("1999-01-01", "1999-06-01", holder="OLD")
    course = course_of([*held, old], [happening("1945-05-08"), happening("2031-02-09")], {}, "2031-04-01")
    assert course.since is not None
    assert course.since > "2031"
    assert "Before 2031-02-0" in course.left_out
    assert "1 lane and 1 happening" in course.left_out
    asked = course_of([*held, old], (), {}, "2031-04-01", since="1999")
    assert asked.since == "1999-01-01"


@pytest.mark.parametrize("last", ["2031-01-03", "2031-02-10", "2033-12-31", "2131-01-01"])
def test_ticks_stand_apart_and_within_the_line(last: str) -> None:
    scale = Scale(date(2031, 1, 1), date.fromisoformat(last), 100.0, 700.0)
    places = [scale.at(day) for day, _ in scale.ticks()]
    assert 2 <= len(places) <= 16
    assert places == sorted(places)
    assert all(100.0 <= place <= 700.0 for place in places)
    assert min(b - a for a, b in pairwise(places)) > 25
