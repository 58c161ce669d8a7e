"""What is due stands in the group that its day and state put it into."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.counted import Counted
from onrecord.views.packages.deadlines import Deadline, DeadlineKind, DeadlineState
from onrecord.web.plans.due_page import Group, after, group_of


def due(state: DeadlineState, last: str | None) -> Deadline:
    return Deadline(
        DeadlineKind.COMMITMENT, last, last, last, ("XAA",), (), (), "what", "words", state,
        Counted(("e1",)), ("r1",), Counted(("d1",)), (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "last", "group"),
    [
        (DeadlineState.NOT_KNOWN, "2031-06-01", Group.OVERDUE),
        (DeadlineState.TO_COME, "2031-06-15", Group.SOON),
        (DeadlineState.TO_COME, "2031-06-16", Group.LATER),
        (DeadlineState.OPEN, None, Group.LATER),
        (DeadlineState.MET, "2031-06-01", Group.SETTLED),
        (DeadlineState.TAKEN_BACK, "2031-07-01", Group.SETTLED),
    ],
)
def test_each_stands_in_one_group(state: DeadlineState, last: str | None, group: Group) -> None:
    assert group_of(due(state, last), "2031-06-15") is group


@given(st.dates(), st.integers(-400, 400))
def test_days_are_reckoned_there_and_back(day: object, number: int) -> None:
    iso = str(day)
    try:
        there = after(iso, number)
    except OverflowError:
        return  # before the year 1 or after 9999
    assert after(there, -number) == iso
