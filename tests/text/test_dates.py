"""Dates as news pages write them come out as EDTF, and what is no date does not."""

from __future__ import annotations

import pytest

from onrecord.text.dates import dates, first_date, to_edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Posted on April 25, 2031 with tags", "2031-04-25"),
        ("Thursday, 4 May 2031, 07:40", "2031-05-04"),
        ("30.09.2031 11:25", "2031-09-30"),
        ("2031/9/3", "2031-09-03"),
        ("2031-09-03T10:15:00+02:00", "2031-09-03"),
        ("the 14th of May, 2031", "2031-05-14"),
        ("Korvath, Nov.17 (RNA)", "XXXX-11-17"),
        ("KORVATH, Sept. 5 -", "XXXX-09-05"),
        ("in March 2031", "2031-03"),
        ("04/25/2031", "2031-04-25"),
        ("05/04/2031", "2031"),  # two readings: only the year is sure
    ],
)
def test_written_dates(text: str, edtf: str) -> None:
    found = first_date(text)
    assert found is not None
    assert found.edtf == edtf
    assert found.span.of(text) in text


@pytest.mark.parametrize(
    "text", ["he may 12 times", "31 February 2031", "a march 3 abreast", "1,037 up", "2031-13-01"]
)
def test_what_is_no_date(text: str) -> None:
    assert list(dates(text)) == []


@pytest.mark.parametrize(
    ("stated", "edtf"),
    [
        ("2031", "2031"),
        ("2031-04", "2031-04"),
        ("XXXX-06-12", "XXXX-06-12"),
        ("2031-02-30", None),
        ("soon", None),
    ],
)
def test_stated_dates(stated: str, edtf: str | None) -> None:
    assert to_edtf(stated) == edtf


def test_a_date_with_its_year_goes_before_one_without() -> None:
    found = first_date("On May 3 it was said; printed 4 June 2031")
    assert found is not None
    assert found.edtf == "2031-06-04"
