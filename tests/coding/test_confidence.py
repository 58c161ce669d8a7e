"""Calibration maps: rising, bounded, never silent about a field that they do not know."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.confidence import (
    OddsMap,
    PointsMap,
    calibrated,
    calibration_map,
    confidences,
    maps,
)

FIELDS = {
    "statement": "record speaker act issue stance directness cue affiliation addressees condition said_on "
    "via speaker_role",
    "commitment": "record status party measure beneficiary condition quantity due legal_form approval",
    "event": "record kind participants status date place quantity reported_by",
    "claim": "record",
}
EVERY = [(kind, field) for kind, names in FIELDS.items() for field in names.split()]
SCORE = st.floats(0, 1)
FACTOR = st.floats(0, 20)


def test_every_field_of_every_kind_has_a_map() -> None:
    assert {(kind, field) for kind, fields in maps().items() for field in fields} >= set(EVERY)


@pytest.mark.parametrize(("kind", "field"), EVERY)
def test_shipped_maps_rise_within_0_and_1(kind: str, field: str) -> None:
    values = [calibrated(kind, field, i / 200) for i in range(201)]
    assert all(a <= b for a, b in pairwise(values))
    assert 0.0 <= values[0] <= values[-1] <= 1.0


@pytest.mark.parametrize(("kind", "field"), [("statement", "mood"), ("rumour", "record")])
def test_unknown_fields_are_named(kind: str, field: str) -> None:
    with pytest.raises(KeyError, match=f"{field}.*{kind}"):
        calibrated(kind, field, 0.5)


@pytest.mark.parametrize("raw", [-0.1, 1.1, math.nan, math.inf])
def test_a_score_that_is_no_probability_is_refused(raw: float) -> None:
    with pytest.raises(ValueError, match="statement act"):
        calibrated("statement", "act", raw)


@given(FACTOR, FACTOR, st.floats(-20, 20), SCORE, SCORE)
def test_odds_rise(rising: float, falling: float, shift: float, a: float, b: float) -> None:
    fitted = OddsMap(rising, falling, shift)
    low, high = fitted(min(a, b)), fitted(max(a, b))
    assert 0.0 <= low <= high + 1e-12 <= 1.0 + 1e-12


@given(st.floats(0.00001, 0.99999))
def test_unit_odds_change_nothing(score: float) -> None:
    assert OddsMap(1.0, 1.0, 0.0)(score) == pytest.approx(score, abs=1e-9)


def test_odds_by_hand() -> None:
    assert OddsMap(2.0, 2.0, 0.0)(0.75) == pytest.approx(0.9)  # odds 3 to 1, squared: 9 to 1
    assert OddsMap(1.0, 1.0, math.log(3))(0.5) == pytest.approx(0.75)
    assert OddsMap(0.0, 0.0, 0.0)(0.99) == 0.5


def test_points_by_hand() -> None:
    fitted = PointsMap(((0.2, 0.1), (0.6, 0.5), (0.8, 0.5)))
    assert [fitted(x) for x in (0.0, 0.2, 0.4, 0.7, 1.0)] == pytest.approx([0.1, 0.1, 0.3, 0.5, 0.5])


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"odds": [-1, 1, 0]},
        {"odds": [1, 1]},
        {"odds": [1, 1, math.nan]},
        {"points": []},
        {"points": [[0.1, 0.5], [0.2, 0.4]]},
        {"points": [[0.1, 0.5], [0.1, 0.6]]},
        {"points": [[0.1, 0.5], [0.2, 1.4]]},
    ],
)
def test_data_that_describe_no_rising_map_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        calibration_map(given)


@given(SCORE, SCORE, SCORE)
def test_no_field_is_surer_than_its_record(record: float, status: float, party: float) -> None:
    given = {"record": record, "status": status, "party": party}
    out = confidences("commitment", given)
    assert set(out) == set(given)
    assert max(out.values()) == out["record"]


def test_a_record_without_a_score_of_its_own_is_refused() -> None:
    with pytest.raises(KeyError, match="record"):
        confidences("event", {"date": 0.5})
