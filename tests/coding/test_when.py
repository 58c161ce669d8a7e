"""Words that say when, and the dates that they stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.when import anchor, resolve, whens
from onrecord.text.dates import to_edtf

DAY = "2031-06-12"  # a Thursday
WORDS = [
    *("on", "Friday", "last", "week", "month", "3", "May", "2031", "in", "March", "two", "days", "later"),
    *("yesterday", "the", "next", ",", ".", "1990s", "ago", "a", "earlier", "year", "that day"),
]


def dated(text: str, published: str | None = DAY, view: str | None = None) -> list[str | None]:
    at = anchor(published)
    return [resolve(w, at, view) for w in whens(text, 0, len(text))]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("on Thursday", "2031-06-12"),
        ("late on Wednesday night", "2031-06-11"),
        ("last Friday", "2031-06-06"),
        ("yesterday", "2031-06-11"),
        ("earlier today", "2031-06-12"),
        ("this morning", "2031-06-12"),
        ("last night", "2031-06-11"),
        ("over the weekend", "2031-06-07/2031-06-08"),
        ("this week", "2031-06"),
        ("last month", "2031-05"),
        ("earlier this month", "2031-06"),
        ("last year", "2030"),
        ("at the start of the year", "2031"),
        ("in March", "2031-03"),
        ("in November", "2030-11"),
        ("last December", "2030-12"),
        ("in 2024", "2024"),
        ("in early 2024", "2024"),
        ("in the 1990s", "199X"),
        ("on 3 May", "2031-05-03"),
        ("Dec. 24", "2030-12-24"),
        ("Friday, May 9, 2031", "2031-05-09"),
        ("three days ago", "2031-06-09"),
        ("two months ago", "2031-04"),
    ],
)
def test_against_the_publication_date(words: str, edtf: str) -> None:
    assert dated(f"He spoke {words}.") == [edtf]


@pytest.mark.parametrize(
    "words",
    ["next Friday", "until Friday", "before Monday", "by 3 May", "since March", "the Nov. 8 election",
     "Friday’s attack", "on Fox News Sunday", "every Monday", "he may march"],
)  # fmt: skip
def test_words_that_date_nothing_told(words: str) -> None:
    assert dated(f"It was {words}, he said.") == []


def test_the_statement_of_a_day_is_dated_by_it() -> None:
    assert dated("in Monday’s statement") == ["2031-06-09"]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [("two days later", "2031-05-05"), ("a day earlier", "2031-05-02"), ("the same day", "2031-05-03"),
     ("the following day", "2031-05-04"), ("later that day", "2031-05-03")],
)  # fmt: skip
def test_against_the_day_in_view(words: str, edtf: str) -> None:
    assert dated(f"He spoke {words}.", view="2031-05-03") == [edtf]
    assert dated(f"He spoke {words}.") == [None]


def test_unknown_year_stays_unknown() -> None:
    at = anchor("XXXX-05-14", "Wednesday")
    text = "on Wednesday, on Monday, last month, 3 May"
    assert [resolve(w, at) for w in whens(text, 0, len(text))] == [
        "XXXX-05-14", "XXXX-05-12", "XXXX-04", "XXXX-05-03",
    ]  # fmt: skip


def test_without_a_day_nothing_is_guessed() -> None:
    assert dated("on Friday, yesterday, last week", None) == [None, None, None]
    assert dated("in March and on 3 May", None) == ["XXXX-03", "XXXX-05-03"]
    assert dated("in March, last month and on Friday", "2031-06") == ["2031-03", "2031-05", None]


@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_places_are_in_order_and_dates_are_edtf(text: str) -> None:
    done = 0
    at = anchor(DAY)
    for w in whens(text, 0, len(text)):
        assert done <= w.span.start < w.span.end <= len(text)
        done = w.span.end
        edtf = resolve(w, at, DAY)
        assert edtf is None or all(to_edtf(part) == part for part in edtf.split("/"))
