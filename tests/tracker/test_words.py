"""Statuses, dates and amounts as keepers of tables write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import UNDECIDED, CommitmentStatus, EntryKind
from onrecord.tracker.amounts import Agreement, amounts_in, compared, usual
from onrecord.tracker.columns import FIELDS
from onrecord.tracker.dates import DAY_FIRST, MONTH_FIRST, date_of, order_of
from onrecord.tracker.statuses import kind_of, status_of
from onrecord.tracker.words import listed, plain


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Pledged", "pledged"), ("on the table", "proposed"), ("RATIFIED", "ratified"),
        ("on hold", "suspended"), ("cancelled", "withdrawn"), ("in force", "in_force"), ("prom.", "pledged"),
        ("deliverd", "delivered"),
        ("no", "refused"), ("", UNDECIDED), ("green", UNDECIDED), ("s.", UNDECIDED), ("of", UNDECIDED),
    ],
)  # fmt: skip
def test_a_keepers_word_for_a_status(words: str, status: str) -> None:
    assert status_of(words) == status


def test_own_words_come_first() -> None:
    assert status_of("Promised!", {"promised": "signed"}) == "signed"


def test_every_word_listed_means_one_status_alone() -> None:
    words = [word for each in listed("statuses").values() for word in each]
    assert len(words) == len(set(words))
    assert set(listed("statuses")) == {status.value for status in CommitmentStatus}
    assert set(listed("headers")) == set(FIELDS)


def test_the_kind_of_an_entry_follows_the_status() -> None:
    assert [kind_of(status) for status in ("considered", "refused", "in_force")] == [
        EntryKind.OFFER, EntryKind.REFUSAL, EntryKind.COMMITMENT,
    ]  # fmt: skip


@given(st.text(max_size=30))
def test_any_word_is_a_status_or_undecided(words: str) -> None:
    assert status_of(words) in {*(status.value for status in CommitmentStatus), UNDECIDED}


@pytest.mark.parametrize(
    ("words", "order", "edtf"),
    [
        ("2031-02-04", None, "2031-02-04"), ("4 feb 2031", None, "2031-02-04"),
        ("27.02.2031", None, "2031-02-27"),
        ("04/02/2031", DAY_FIRST, "2031-02-04"), ("04/02/2031", MONTH_FIRST, "2031-04-02"),
        ("04/02/2031", None, "2031"), ("Q2/2031", None, "2031-04/2031-06"), ("end of 2031", None, "2031"),
        ("Feb 2031", None, "2031-02"), ("early Feb", None, None), ("31.02.2031", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_a_keepers_date(words: str, order: str | None, edtf: str | None) -> None:
    assert date_of(words, order) == edtf


def test_one_date_tells_the_order_of_a_column() -> None:
    assert order_of(["01/02/2031", "02/28/2031"]) == MONTH_FIRST
    assert order_of(["01/02/2031"]) is None


def _none(words: str) -> tuple[tuple[str, float | None, float | None], ...]:
    return (("EUR", 0.0, 0.0),) if words.startswith("EUR") else ()


def test_a_bare_number_is_counted_in_what_stands_over_it() -> None:
    assert amounts_in("5", "Amount (EUR m)", _none) == (("EUR", 5e6, 5e6),)
    assert amounts_in("1,200", "Troops", _none) == (("", 1200.0, 1200.0),)
    assert amounts_in("1.200,5", "x", _none) == ()
    assert amounts_in("", "Amount", _none) == ()


def test_amounts_are_written_as_articles_do() -> None:
    assert usual("300 mln") == "300 million"
    assert usual("2.5 bn USD") == "USD2.5 billion"


@pytest.mark.parametrize(
    ("mine", "theirs", "agreement"),
    [
        (("troops", 1200, 1200), ("peacekeepers", 1200, 1200), Agreement.YES),
        (("troops", None, 1200), ("soldiers", 400, 400), Agreement.OPEN),
        (("troops", None, 1200), ("soldiers", 1500, 1500), Agreement.NO),
        (("troops", 1200, 1200), ("ships", 1200, 1200), Agreement.OPEN),
        (("", 4, 4), ("ships", 4, 4), Agreement.YES),
        (("", 4, 4), ("ships", 6, 6), Agreement.OPEN),
        (("EUR", 5e6, 5e6), ("USD", 5e6, 5e6), Agreement.OPEN),
        (("EUR", 5e6, 5e6), ("EUR", 20e6, 20e6), Agreement.NO),
        (("days", 90, 90), ("days", 30, 30), Agreement.OPEN),
        (("tents", None, None), ("tents", 5, 5), Agreement.OPEN),
    ],
)  # fmt: skip
def test_amounts_are_compared_where_they_count_the_same(
    mine: tuple[str, float | None, float | None],
    theirs: tuple[str, float | None, float | None],
    agreement: Agreement,
) -> None:
    assert compared([mine], [theirs])[0] is agreement
    assert compared([theirs], [mine])[0] is agreement


@given(st.text(max_size=40))
def test_plain_is_settled(words: str) -> None:
    assert plain(plain(words)) == plain(words)
