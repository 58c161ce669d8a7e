"""Months of a casefile, and where among them one looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.web.standing.months import months

DAYS = st.dates().map(lambda day: day.isoformat())


def test_without_days_there_are_no_months() -> None:
    assert months(None, None) is None
    assert months(None, "2031-05") is None


@pytest.mark.parametrize("as_of", ["next week", "2031-13", "XXXX-05-02"])
def test_what_is_no_date_is_refused_even_without_days(as_of: str) -> None:
    with pytest.raises(UsageError, match=r"date|year"):
        months(None, as_of)


def test_a_day_outside_is_held_at_the_end() -> None:
    told = ("2031-02-04", "2031-04-30")
    early, late = months(told, "2020"), months(told, "2040-01-01")
    assert early is not None
    assert late is not None
    assert (early.at, early.before) == (0, None)
    assert (late.at, late.after) == (2, None)


@given(DAYS, DAYS, st.none() | DAYS)
def test_steps_lead_back_to_where_one_was(one: str, other: str, as_of: str | None) -> None:
    told = (min(one, other), max(one, other))
    found = months(told, as_of)
    assert found is not None
    assert found.first <= found.now <= found.last == told[1][:7]
    assert 0 <= found.at < found.number <= 1_200
    if found.before:
        again = months(told, found.before)
        assert again is not None
        assert again.after == found.now
