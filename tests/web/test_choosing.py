"""An address says which entries are chosen, and says it in one way only."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import CommitmentStatus, EntryKind
from onrecord.store.entry_filters import EntryFilter, EntrySort
from onrecord.web.choosing import FILTERS, LABELS, Query, chosen
from onrecord.web.confidence import BANDS

_WORD = st.text("abcdeé ßŁ&=+%#;?/'\"-", min_size=1, max_size=12).filter(str.strip)
_DAY = st.sampled_from(("2031", "2031-05", "2031-05-02", "1999-12-31"))
_VALUES = {
    "text": _WORD,
    "kind": st.sampled_from([each.value for each in EntryKind]),
    "name": _WORD,
    "actor": _WORD,
    "behalf": _WORD,
    "whom": _WORD,
    "towards": _WORD,
    "issue": st.sampled_from(("ceasefire", "event:vote", "undecided")),
    "status": st.sampled_from([*(each.value for each in CommitmentStatus), "undecided"]),
    "origins": st.sampled_from(("1", "2", "6", "1-1", "3-5")),
    "reviewed": st.sampled_from(("yes", "no")),
    "confidence": st.sampled_from([band.name for band in BANDS]),
    "since": _DAY,
    "until": _DAY,
    "done_since": _DAY,
    "done_until": _DAY,
    "outlet": _WORD,
    "answered": st.sampled_from(("yes", "no")),
    "document": st.sampled_from(("ab12", "cd34")),
}
PAIRS = st.lists(
    st.sampled_from(sorted(_VALUES)).flatmap(lambda name: _VALUES[name].map(lambda value: (name, value))),
    max_size=8,
)


def pairs(query: Query) -> list[tuple[str, str]]:
    """Return parameters as an address has them."""
    return parse_qsl(urlencode(query, doseq=True))


def test_every_parameter_has_a_label_and_a_place() -> None:
    assert set(FILTERS) == set(LABELS) == {*_VALUES, "date"}


@given(PAIRS)
def test_what_is_chosen_survives_its_own_address(given_pairs: list[tuple[str, str]]) -> None:
    once = chosen(given_pairs)
    again = chosen(pairs(once.query()))
    assert again.values == once.values
    assert again.filter() == once.filter()
    assert once.problems == ()


@given(PAIRS)
def test_each_chip_takes_itself_away_and_nothing_else(given_pairs: list[tuple[str, str]]) -> None:
    asked = chosen(given_pairs)
    for chip in asked.chips():
        left = chosen(pairs(chip.without))
        assert set(left.values) == set(asked.values) - {(chip.name, chip.value)}


@given(PAIRS, st.sampled_from(("demand", "offer")))
def test_adding_a_value_and_taking_it_away_gives_what_was_there(
    given_pairs: list[tuple[str, str]], kind: str
) -> None:
    asked = chosen([pair for pair in given_pairs if pair != ("kind", kind)])
    more = chosen(pairs(asked.adding("kind", kind)))
    assert more.has("kind", kind)
    assert chosen(pairs(more.without("kind", kind))).values == asked.values


def test_an_address_becomes_a_filter_of_the_store() -> None:
    asked = chosen(
        [
            ("kind", "offer"), ("kind", "demand"), ("name", "XAA"), ("whom", "XBB"), ("issue", "Ceasefire"),
            ("origins", "3-5"), ("reviewed", "no"), ("confidence", "fair"), ("date", "2031-05"),
            ("done_since", "2031-04"), ("text", '  "no ships"  '), ("answered", "no"),
        ]
    )  # fmt: skip
    fair = next(band for band in BANDS if band.name == "fair")
    assert asked.filter() == EntryFilter(
        kinds=("demand", "offer"), actors=("XAA",), beneficiaries=("XBB",), issues=("ceasefire",),
        least_origins=3, most_origins=5, reviewed=False, confidence_from=fair.least,
        confidence_until=fair.below, reported_from="2031-05", reported_until="2031-05",
        date_from="2031-04", words='"no ships"', answered=False,
    )  # fmt: skip


def test_nothing_chooses_everything() -> None:
    asked = chosen([("kind", " "), ("unknown", "x"), ("origins", "1")])
    assert asked.filter() == EntryFilter()
    assert asked.is_everything
    assert asked.in_a_line() == "all entries"
    assert asked.query() == {}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("kind", "ofer", "there is no 'ofer'"),
        ("status", "done", "there is no 'done'"),
        ("since", "last week", "is not a date"),
        ("done_until", "2031-13", "is not a date"),
        ("origins", "0", "no number from 1 up"),
        ("origins", "two", "no number from 1 up"),
        ("reviewed", "maybe", "there is no 'maybe'"),
        ("confidence", "0.9", "there is no '0.9'"),
        ("text", "a" * 201, "longer than 200"),
        ("sort", "best", "There is no order 'best'"),
        ("page", "0", "There is no page '0'"),
        ("page", "٣", "There is no page"),
    ],
)
def test_what_is_not_understood_is_said_and_never_left_out(name: str, value: str, told: str) -> None:
    asked = chosen([("kind", "offer"), (name, value)])
    assert any(told in problem for problem in asked.problems), asked.problems
    assert asked.values == ()
    if name in ("since", "done_until", "text"):
        assert asked.typed(name) == value


def test_a_day_and_a_period_of_first_report_exclude_each_other() -> None:
    assert "exclude each other" in chosen([("date", "2031"), ("since", "2030")]).problems[0]


def test_too_many_values_are_said() -> None:
    assert "too many" in chosen(("name", f"n{number}") for number in range(41)).problems[0]


def test_control_characters_are_no_part_of_what_is_looked_for() -> None:
    assert chosen([("text", "no\x00 \u202eships")]).one("text") == "no ships"


def test_order_and_page_stand_in_the_address_where_they_are_not_the_usual_ones() -> None:
    asked = chosen([("kind", "offer"), ("sort", "doubt"), ("page", "3")])
    assert asked.sort is EntrySort.DOUBT
    assert asked.query(page=4) == {"kind": ["offer"], "sort": ["doubt"], "page": ["4"]}
    assert asked.choice() == {"kind": ["offer"]}


def test_a_period_takes_the_place_of_another() -> None:
    asked = chosen([("done_since", "2031-01"), ("date", "2031-02"), ("kind", "offer")])
    assert asked.within("2031-05", "2031-06") == {
        "kind": ["offer"], "date": ["2031-02"], "done_since": ["2031-05"], "done_until": ["2031-06"],
    }  # fmt: skip
    assert asked.within("2031-05", "2031-05", of="") == {
        "kind": ["offer"], "since": ["2031-05"], "until": ["2031-05"], "done_since": ["2031-01"],
    }  # fmt: skip


def test_a_line_says_what_is_chosen() -> None:
    asked = chosen([("issue", "ceasefire"), ("name", "XAA"), ("origins", "1-1"), ("text", "ships")])
    words = {"ceasefire": "Ceasefire", "XAA": "Varnia"}
    assert asked.in_a_line(words) == "words “ships”; actor Varnia; issue Ceasefire; origins 1 only"
