"""The worth of a decision: more doubt and more use are worth more; one entry does not crowd out the rest."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import RecordKind
from onrecord.review.fields import FIELDS
from onrecord.review.worth import LEFT_OPEN, OLD, WEIGHTS, cells_of, doubt, ranked, recency, use
from onrecord.store.interface_review import EntryUse, RecordHead

SURE = st.floats(0, 1, allow_nan=False)
NAMES = ("record", "speaker", "act", "stance", "issue")
PLAIN = EntryUse("e1", "commitment", "pledged", ("ceasefire",), 1, 1, "2031-05-02")


def head(name: str, sure: float = 0.5, document: str = "d1", left: tuple[str, ...] = ()) -> RecordHead:
    return RecordHead(RecordKind.STATEMENT, document, name, {"record": sure}, left)


def test_every_weighted_field_is_one_that_a_person_can_correct() -> None:
    for kind, weights in WEIGHTS.items():
        assert set(weights) <= {"record", *(each.name for each in FIELDS[kind])}
        assert all(0 < weight <= 1 for weight in weights.values())


@given(st.dictionaries(st.sampled_from(NAMES), SURE), st.sampled_from(NAMES), SURE)
def test_doubt_is_a_share_and_falls_with_confidence(held: dict[str, float], name: str, other: float) -> None:
    low, high = sorted((held.get(name, 0.5), other))
    unsure = doubt(RecordKind.STATEMENT, held | {name: low}).value
    surer = doubt(RecordKind.STATEMENT, held | {name: high}).value
    assert 0 <= surer <= unsure <= 1


@given(st.dictionaries(st.sampled_from(NAMES), SURE))
def test_doubt_lies_between_the_most_doubtful_field_and_all_of_them(held: dict[str, float]) -> None:
    found = doubt(RecordKind.STATEMENT, held)
    most = max((value for _, value in found.fields), default=0.0)
    assert most - 1e-9 <= found.value <= min(1.0, sum(value for _, value in found.fields) + 1e-9)
    assert [value for _, value in found.fields] == sorted((v for _, v in found.fields), reverse=True)


def test_what_was_left_open_is_doubtful_whatever_the_confidence_says() -> None:
    found = doubt(RecordKind.STATEMENT, {"act": 0.99}, ("act",))
    assert found.fields == (("act", LEFT_OPEN),)


@given(
    st.sampled_from(("origins", "reports", "positions", "carries", "shifts", "deadlines", "answers")),
    st.integers(1, 50),
)
def test_use_grows_with_each_thing_that_rests_on_it(name: str, more: int) -> None:
    before = use(PLAIN, today="2031-05-02")
    after = use(replace(PLAIN, **{name: getattr(PLAIN, name) + more}), today="2031-05-02")
    assert after.value > before.value == 1.0
    assert [each.name for each in after.grounds] == [name]


def test_conflicts_and_cells_count_too_and_grounds_say_how_many() -> None:
    found = use(PLAIN, conflicts=2, cells=1)
    assert {each.name: each.number for each in found.grounds} == {"conflicts": 2, "cells": 1}
    assert use(None, conflicts=1).value == 2.0


@given(st.dates(), st.dates())
def test_age_takes_use_away_but_never_all(day: object, today: object) -> None:
    assert OLD <= recency(str(day), str(today)) <= 1.0


def test_an_undated_record_counts_as_old() -> None:
    assert recency(None, "2031-05-02") == OLD


def test_only_undertakings_stand_in_packages() -> None:
    measures = {"ceasefire": 2}
    assert cells_of(PLAIN, measures) == 2
    assert cells_of(replace(PLAIN, status=""), measures) == 0
    assert cells_of(replace(PLAIN, kind="event", status="happened"), measures) == 0


def test_the_queue_is_by_worth_and_the_same_whatever_the_order() -> None:
    heads = [head("a", 0.9), head("b", 0.2), head("c", 0.2), head("d", 0.5)]
    uses = {"e1": PLAIN, "e2": replace(PLAIN, id="e2", positions=4)}
    entries = {"a": "e1", "b": "e1", "c": "e2", "d": "e2"}
    found = ranked(heads, entries, uses, {}, {})
    assert [each.id for each in found] == ["c", "d", "b", "a"]
    again = ranked(heads[::-1], entries, uses, {}, {})
    assert [(each.id, each.worth) for each in again] == [(each.id, each.worth) for each in found]


def test_records_of_one_entry_share_its_use() -> None:
    heads = [head(f"r{number}", 0.1, f"d{number}") for number in range(6)] + [head("other", 0.1)]
    uses = {
        "much": replace(PLAIN, id="much", positions=2),
        "little": replace(PLAIN, id="little", positions=1),
    }
    entries = {f"r{number}": "much" for number in range(6)} | {"other": "little"}
    order = [each.id for each in ranked(heads, entries, uses, {}, {})]
    assert order.index("other") < 3


def test_a_record_that_the_register_does_not_report_has_its_conflicts_alone() -> None:
    (found,) = ranked([head("a", 0.0)], {}, {}, {"a": 1}, {})
    assert (found.entry, found.worth) == ("", 2.0)
