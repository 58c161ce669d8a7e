"""A month has each of its days once; what has no day of its own is in the list alone."""

from __future__ import annotations

import calendar as almanac
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.model import EventStatus
from onrecord.views.calendar.calendar import Line, Telling
from onrecord.views.counted import Counted
from onrecord.views.packages.deadlines import Deadline, DeadlineKind, DeadlineState
from onrecord.web.plans.month_page import Asked, asked, laid_out, pages, parties

JUNE = Asked("2031-06", (), None, False, False, True)


def line(edtf: str, first: str | None, last: str | None, *, certain: bool = True, name: str = "e1") -> Line:
    return Line(
        name, Counted((name,)), Counted(), "meeting", edtf, first, last, certain, EventStatus.PLANNED,
        ("XAA", "XBB"), (), (), (), (), (), (), False,
    )  # fmt: skip


def due(edtf: str | None, first: str | None, last: str | None) -> Deadline:
    return Deadline(
        DeadlineKind.COMMITMENT, edtf, first, last, ("XAA",), (), ("troops",), "what", "by then",
        DeadlineState.TO_COME, Counted(("e9",)), ("r9",), Counted(("d9",)), ("d9",),
    )  # fmt: skip


@given(st.dates(date(1000, 1, 1), date(9998, 12, 31)))
def test_a_grid_has_whole_weeks_and_each_day_of_its_month_once(day: date) -> None:
    month = laid_out(replace(JUNE, month=day.isoformat()[:7]), (), (), day.isoformat())
    assert all(len(week) == 7 for week in month.weeks)
    inside = [each for week in month.weeks for each in week if each.inside]
    assert [each.number for each in inside] == [*range(1, almanac.monthrange(day.year, day.month)[1] + 1)]
    assert [each.number for each in inside if each.marked] == [day.day]
    assert month.before < month.asked.month < month.after


def test_what_takes_some_days_stands_on_each_and_once_in_the_list() -> None:
    summit = line("2031-06-12/2031-06-14", "2031-06-12", "2031-06-14")
    month = laid_out(JUNE, [summit], (), "2031-06-01")
    on = [each.iso for week in month.weeks for each in week if each.lines]
    assert on == ["2031-06-12", "2031-06-13", "2031-06-14"]
    assert [each.lines for each in month.dates] == [(summit,)]
    assert (month.number, month.uncertain) == (1, 0)


@pytest.mark.parametrize(
    "vague",
    [
        line("2031-06", "2031-06-01", "2031-06-31"),
        line("../2031-06-12", "2031-06-12", "2031-06-12", certain=False),
        line("2031-06-01/2031-06-30", "2031-06-01", "2031-06-30"),
    ],
)
def test_what_no_text_gives_a_day_stands_in_the_list_alone(vague: Line) -> None:
    month = laid_out(JUNE, [vague], (), "2031-06-01")
    assert not any(each.lines for week in month.weeks for each in week)
    assert month.uncertain == 1
    assert [each.date for each in month.dates] == [vague.date]


def test_a_happening_of_two_months_shows_in_each_its_own_days() -> None:
    talks = line("2031-05-30/2031-06-02", "2031-05-30", "2031-06-02")
    months = [
        laid_out(replace(JUNE, month=each), [talks], (), "2031-06-01") for each in ("2031-05", "2031-06")
    ]
    days = [[day.iso for week in month.weeks for day in week if day.lines] for month in months]
    assert days == [["2031-05-30", "2031-05-31"], ["2031-06-01", "2031-06-02"]]


def test_deadlines_stand_beside_happenings_of_their_day() -> None:
    owed, later = due("2031-06-12", "2031-06-12", "2031-06-12"), due("2031-06", "2031-06-01", "2031-06-31")
    month = laid_out(JUNE, [line("2031-06-12", "2031-06-12", "2031-06-12")], [later, owed], "2031-06-01")
    (day,) = (each for week in month.weeks for each in week if each.due)
    assert (day.iso, day.due, len(day.lines)) == ("2031-06-12", (owed,), 1)
    assert [(each.date, len(each.lines), len(each.due)) for each in month.dates] == [
        ("2031-06", 0, 1),
        ("2031-06-12", 1, 1),
    ]


@pytest.mark.parametrize(
    "given", [{"month": ["2031"]}, {"month": ["2031-13"]}, {"month": ["soon"]}, {"month": ["0001-01"]},
              {"month": ["2031-06"], "kind": ["party"]}],
)  # fmt: skip
def test_what_is_no_month_or_kind_is_refused(given: dict[str, list[str]]) -> None:
    with pytest.raises(UsageError):
        asked(None, given)  # type: ignore[arg-type]


def test_parties_without_a_name_are_told_without_what_marks_them() -> None:
    one = replace(line("2031-06-12", None, None), participants=("XAA", "group: six ministers", "anon: aide"))
    assert parties(one) == "XAA, six ministers, aide"
    assert parties(replace(one, participants=())) == "undecided who"


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ("a", "1 page (a)"),
        ("aba", "2 pages (a; b)"),
        ("abcd", "4 pages (a; b; c; …)"),
    ],
)
def test_pages_that_tell_of_a_happening_count_once_each(sources: str, told: str) -> None:
    tellings = [SimpleNamespace(quoted=SimpleNamespace(source=each)) for each in sources]
    assert pages(cast(list[Telling], tellings)) == told
