"""A line of time loses nothing that it counts, and every bar leads to what it counts."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.days import days
from onrecord.web.timeline import HIGH, MOST, WIDE, timeline

_DAYS = st.dates(date(1900, 1, 1), date(2060, 12, 31)).map(date.isoformat)
_MONTHS = _DAYS.map(lambda day: day[:7])


@given(
    st.dictionaries(_DAYS, st.integers(0, 500), max_size=40) | st.dictionaries(_MONTHS, st.integers(0, 500))
)
def test_bars_count_all_that_is_dated_in_few_bars_within_the_drawing(counts: dict[str, int]) -> None:
    made = timeline(counts | {"": 7})
    assert sum(bar.count for bar in made.bars) == sum(counts.values())
    assert made.undated == 7
    assert len(made.bars) <= MOST
    for bar in made.bars:
        assert float(bar.x) >= 0
        assert float(bar.x) + float(bar.width) <= WIDE + 1
        assert float(bar.y) >= 0
        assert float(bar.y) + float(bar.height) <= HIGH + 0.02
        assert days(bar.since)
        assert days(bar.until)


@given(st.dictionaries(_MONTHS, st.integers(1, 500), min_size=1, max_size=60))
def test_each_bar_leads_to_just_the_days_that_it_counts(counts: dict[str, int]) -> None:
    for bar in timeline(counts).bars:
        within = [n for month, n in counts.items() if bar.since <= month[: len(bar.since)] <= bar.until]
        assert sum(within) == bar.count


def test_the_unit_is_as_fine_as_there_is_room() -> None:
    first = date(2031, 1, 1)
    every = {(first + timedelta(days=n)).isoformat(): 1 for n in range(100)}
    assert timeline(every).unit == "day"
    assert timeline(every, most=50).unit == "month"
    years = {f"{year}-06": 1 for year in range(1990, 2032)}
    assert timeline(years).unit == "year"
    centuries = {f"{year}-06": 1 for year in range(1700, 2032, 10)}
    assert (timeline(centuries).unit, timeline(centuries).bars[0].label) == ("decade", "1700 to 1709")


def test_a_last_day_of_a_month_may_be_written_31_throughout() -> None:
    made = timeline({"2031-02-27": 1, "2031-02-31": 2, "2031-03-02": 3})
    assert [bar.count for bar in made.bars] == [1, 2, 3]


def test_nothing_dated_has_no_bars() -> None:
    assert timeline({"": 3}).bars == ()
    assert timeline({}).labels == ()


def test_what_stands_beside_is_said_with_its_bar() -> None:
    (bar,) = timeline({"2031-05": 4}, {"2031-05": 2, "2031-06": 1}).bars
    assert (bar.label, bar.count, bar.others) == ("May 2031", 4, 2)
