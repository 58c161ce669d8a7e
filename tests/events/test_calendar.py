"""Dates of events: what words stand for, ahead and back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.events.calendar import Calendar
from onrecord.events.dating_words import dating_words
from onrecord.text.dates import to_edtf

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "dates.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
WORDS = [
    *(
        "on",
        "Friday",
        "last",
        "autumn",
        "month",
        "3",
        "May",
        "2031",
        "in",
        "March",
        "two",
        "days",
        "later",
        "and",
    ),
    *(
        "yesterday",
        "the",
        "next",
        ",",
        ".",
        "1990s",
        "ago",
        "a",
        "year",
        "that day",
        "2013-14",
        "10-11",
        "between",
    ),
    *("from", "to", "mid-", "February’s", "tomorrow", "within days", "’s", "29", "February", "\n"),
]


def dated(text: str, published: str | None, planned: bool = False) -> list[str]:
    return [d.edtf for d in Calendar(text, published).dated(0, len(text), planned)]


@pytest.mark.parametrize(("published", "status", "text", "edtf"), ROWS, ids=[r[2] for r in ROWS])
def test_words_that_date_an_event(published: str, status: str, text: str, edtf: str) -> None:
    found = dated(text, None if published == "-" else published, status == "+")
    assert found == ([] if edtf == "-" else [edtf])


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("They met on 10 and 11 May, followed three days later by talks.", "2031-05-14"),
        ("They met on 3 May 2031. A week later it failed.", "2031-05-10"),
        ("In 2016 he left. Two years later he was back.", "2018"),
        ("On 3 May they met; the same day a bomb fell.", "2031-05-03"),
        ("It fell in March 2030. The following month it was retaken.", "2030-04"),
        ("He was freed in 2019. That year a law was passed.", "2019"),
    ],
)
def test_steps_from_the_date_in_view(text: str, edtf: str) -> None:
    assert dated(text, "2031-06-12")[-1] == edtf


def test_a_step_without_a_date_in_view_is_no_date() -> None:
    assert dated("Three days later they met. A year later it fell.", "2031-06-12") == []


@given(st.lists(st.sampled_from(WORDS), max_size=25), st.booleans())
def test_stretches_are_in_order_and_dates_are_edtf(words: list[str], planned: bool) -> None:
    text = " ".join(words)
    found = list(dating_words(text, 0, len(text)))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for edtf in dated(text, "2031-06-12", planned):
        for part in edtf.split("/"):
            assert to_edtf(part) == part or part[5:] in ("21", "22", "23", "24")
