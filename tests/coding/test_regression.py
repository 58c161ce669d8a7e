"""Regressions over named features: chances between 0 and 1, and data files that hold what is needed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.regression import Regression, regression
from onrecord.commitments.status import shipped
from onrecord.model import CommitmentStatus

WEIGHT = st.floats(-50, 50)
SHIPPED = [
    ("commitments", "party"),
    ("commitments", "beneficiary"),
    ("commitments", "record"),
    ("events", "participant"),
    ("events", "record"),
]


@given(st.dictionaries(st.sampled_from("abcd"), WEIGHT), st.dictionaries(st.sampled_from("abcdef"), WEIGHT))
def test_a_chance_is_one_and_names_without_weight_count_nothing(
    weights: dict[str, float], features: dict[str, float]
) -> None:
    r = Regression({"bias": 0.0, **weights}, 0.5)
    chance = r.chance(features)
    assert 0 <= chance <= 1
    assert chance == r.chance({**features, "of no weight": 9.0})


def test_more_of_what_speaks_for_it_is_never_less_likely() -> None:
    r = Regression({"bias": -1.0, "near": 2.0}, 0.5)
    chances = [r.chance({"near": x / 4}) for x in range(-20, 20)]
    assert chances == sorted(chances)
    assert r.chance({"near": 0.5}) == 0.5


@pytest.mark.parametrize(("room", "name"), SHIPPED)
def test_the_shipped_weights_are_numbers(room: str, name: str) -> None:
    r = regression(room, name)
    assert "bias" in r.weights
    assert all(math.isfinite(w) for w in r.weights.values())
    assert 0 < r.least < 1
    assert regression(room, name) is r


def test_the_shipped_weights_of_each_status_are_numbers() -> None:
    by_status = shipped().by_status
    assert set(by_status) == {*CommitmentStatus}
    for r in by_status.values():
        assert "bias" in r.weights
        assert all(math.isfinite(w) for w in r.weights.values())


@given(st.dictionaries(st.sampled_from(["act refuse", "agrees before", "of no weight"]), st.floats(0, 1)))
def test_the_shares_of_statuses_are_one_in_all(features: dict[str, float]) -> None:
    shares = shipped().shares(features)
    assert all(0 < share < 1 for share in shares.values())
    assert sum(shares.values()) == pytest.approx(1, abs=0.01)
