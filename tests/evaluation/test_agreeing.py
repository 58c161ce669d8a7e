"""Krippendorff's alpha is what NLTK gives, and its interval holds it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.evaluation.agreeing import agreement_of, alpha

VALUES = ("accepted", "corrected", "rejected")
UNITS = st.lists(st.lists(st.sampled_from(VALUES), min_size=0, max_size=4), min_size=2, max_size=12)


@pytest.mark.slow
@given(UNITS)
def test_alpha_is_that_of_the_library(units: list[list[str]]) -> None:
    from nltk.metrics.agreement import AnnotationTask  # two seconds, for this test alone

    paired = [each for each in units if len(each) > 1]
    assume(len({value for each in paired for value in each}) > 1)
    said = [(str(who), str(at), value) for at, each in enumerate(paired) for who, value in enumerate(each)]
    expected = AnnotationTask(data=said).alpha()
    assert alpha(units) == pytest.approx(expected)


def test_alpha_of_one_value_is_not_defined() -> None:
    found = agreement_of([["accepted", "accepted"]] * 6)
    assert found is not None
    assert (found.alpha, found.agreed) == (None, 1.0)
    assert agreement_of([["accepted"], []]) is None


@pytest.mark.slow
def test_the_interval_holds_alpha_and_narrows_with_units() -> None:
    units = [["accepted", "accepted"]] * 6 + [["accepted", "rejected"]] * 2 + [["rejected", "rejected"]] * 4
    few, many = agreement_of(units), agreement_of(units * 8)
    assert few is not None
    assert many is not None
    assert None not in (few.low, few.high, many.low, many.high, few.alpha, many.alpha)
    assert few.low < few.alpha < few.high  # type: ignore[operator]
    assert many.high - many.low < few.high - few.low  # type: ignore[operator]
    assert agreement_of(units) == few  # the same each time
    assert agreement_of(units[:3]).low is None  # type: ignore[union-attr]
