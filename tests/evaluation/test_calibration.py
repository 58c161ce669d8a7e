"""Calibration error, bins, intervals and bars of confidence: cases worked by hand, and scikit-learn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.evaluation.calibration import (
    Sample,
    bins,
    calibration_error,
    error_of_calibrated,
    interval,
    precision_above,
    reach,
    sample,
    whole_records,
    wilson,
)
from onrecord.evaluation.judgements import Judgement


def rows(*given: tuple[float, int]) -> Sample:
    """Make a sample of (confidence, right), each row of an article of its own."""
    confidence, right = zip(*given, strict=True) if given else ((), ())
    return Sample(np.array(confidence, float), np.array(right, float), np.arange(len(given)))


def judged(field: str, confidence: object, right: bool, index: int = 0, file: str = "a.json") -> Judgement:
    return Judgement(file, "statement", index, field, confidence, right)


ROWS = st.lists(st.tuples(st.sampled_from([i / 20 for i in range(21)]), st.integers(0, 1)), min_size=1)


def test_error_by_hand() -> None:
    # Two bins of two: (0.1 + 0.3) / 2 against 1/2, and (0.8 + 1.0) / 2 against 1/2.
    s = rows((0.8, 1), (0.1, 0), (1.0, 0), (0.3, 1))
    assert calibration_error(s, 2) == pytest.approx((0.3 + 0.4) / 2)
    assert calibration_error(s, 1) == pytest.approx(abs(0.55 - 0.5))
    # A bin for each row: the mean distance of confidence and outcome.
    assert calibration_error(s, 15) == pytest.approx((0.2 + 0.1 + 1.0 + 0.7) / 4)


def test_bins_by_hand() -> None:
    found = bins(rows((0.2, 0), (0.4, 1), (0.6, 1), (0.7, 0), (0.9, 1)), 2)
    assert [b.n for b in found] == [3, 2]
    assert [b.confidence for b in found] == pytest.approx([0.4, 0.8])
    assert [b.right for b in found] == pytest.approx([2 / 3, 1 / 2])
    assert all(b.least < b.right < b.most for b in found)


def test_equal_confidences_share_their_outcomes() -> None:
    one, other = rows((0.5, 1), (0.5, 1), (0.5, 0), (0.5, 0)), rows((0.5, 0), (0.5, 1), (0.5, 0), (0.5, 1))
    assert calibration_error(one, 2) == calibration_error(other, 2) == 0.0


@settings(deadline=None)
@given(ROWS, st.integers(1, 20), st.randoms())
def test_the_order_of_rows_does_not_matter(
    given: list[tuple[float, int]], count: int, chance: object
) -> None:
    mixed = sorted(given, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert calibration_error(rows(*given), count) == pytest.approx(calibration_error(rows(*mixed), count))


@settings(deadline=None)
@given(ROWS, st.integers(1, 20))
def test_error_is_the_mean_distance_of_the_bins(given: list[tuple[float, int]], count: int) -> None:
    s = rows(*given)
    found = bins(s, count)
    assert len(found) == min(count, len(s))
    assert max(b.n for b in found) - min(b.n for b in found) <= 1
    apart = sum(b.n * abs(b.right - b.confidence) for b in found) / len(s)
    assert calibration_error(s, count) == pytest.approx(apart)
    assert abs(s.right.mean() - s.confidence.mean()) - 1e-9 <= calibration_error(s, count) <= 1.0


@pytest.mark.slow
def test_bins_are_those_of_scikit_learn() -> None:
    curve = pytest.importorskip(
        "sklearn.calibration", reason="scikit-learn is not installed"
    ).calibration_curve
    chance = np.random.default_rng(5)
    confidence = chance.permutation(np.linspace(0.01, 0.99, 150))
    right = (chance.random(150) < confidence**2).astype(float)
    shares, means = curve(right, confidence, n_bins=15, strategy="quantile")
    found = bins(Sample(confidence, right, np.arange(150)), 15)
    assert [b.right for b in found] == pytest.approx(list(shares))
    assert [b.confidence for b in found] == pytest.approx(list(means))


def test_nothing_has_no_error() -> None:
    assert math.isnan(calibration_error(rows()))
    assert math.isnan(error_of_calibrated(rows()))
    assert bins(rows()) == []
    assert all(math.isnan(x) for x in interval(rows(), calibration_error))
    with pytest.raises(ValueError, match="0 bins"):
        calibration_error(rows((0.5, 1)), 0)


@pytest.mark.parametrize("n", [1, 7, 60])
def test_wilson_is_that_of_scipy(n: int) -> None:
    stats = pytest.importorskip("scipy.stats", reason="SciPy is not installed")
    for hits in {0, n // 2, n}:
        theirs = stats.binomtest(hits, n).proportion_ci(0.95, "wilson")
        assert wilson(hits, n) == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_interval_draws_articles_not_rows() -> None:
    # Twenty rows of one article are one draw; as articles of their own they vary.
    confidence, right = np.full(20, 0.5), np.array([0.0, 1.0] * 10)
    one = Sample(confidence, right, np.zeros(20, int))
    many = Sample(confidence, right, np.arange(20))
    mean = lambda s: float(s.right.mean())  # noqa: E731
    assert interval(one, mean) == (0.5, 0.5)
    low, high = interval(many, mean)
    assert 0.2 < low < 0.5 < high < 0.8
    assert interval(many, mean) == (low, high)


def test_draws_without_a_figure_are_left_out() -> None:
    s = rows((0.95, 1), (0.1, 0))
    assert interval(s, precision_above(0.9)) == (1.0, 1.0)
    assert all(math.isnan(x) for x in interval(rows((0.1, 0)), precision_above(0.9)))


def test_error_of_calibrated_shrinks_with_rows() -> None:
    few, many = (rows(*((i / n, 0) for i in range(n))) for n in (50, 5000))
    assert error_of_calibrated(few) > 5 * error_of_calibrated(many) > 0


def test_reach_by_hand() -> None:
    found = reach(rows((0.9, 1), (0.95, 0), (0.89, 1), (1.0, 1)), 0.9, n=8)
    assert (found.reached, found.right, found.share, found.precision) == (3, 2, 3 / 8, 2 / 3)
    assert math.isnan(reach(rows((0.1, 1))).precision)


def test_a_sample_leaves_out_what_carries_no_confidence() -> None:
    s = sample([judged("act", 0.7, True), judged("act", None, True), judged("act", 1, False, file="b.json")])
    assert s.confidence.tolist() == [0.7, 1.0]
    assert s.right.tolist() == [1.0, 0.0]
    assert s.article.tolist() == [0, 1]


@pytest.mark.parametrize("given", [1.2, -0.1, math.nan, "high", True, [0.5]])
def test_what_is_no_probability_is_named(given: object) -> None:
    with pytest.raises(UsageError, match=r"a\.json, statement 3, act: has the confidence"):
        sample([judged("act", given, True, index=3)])


def test_a_record_is_as_sure_as_its_least_sure_field() -> None:
    fields = ("record", "act")
    given = [
        judged("record", 0.95, True), judged("act", 0.9, False), judged("stance", 0.1, False),
        judged("record", 0.8, True, 1), judged("act", None, True, 1),
        judged("record", 0.99, True, 0, "b.json"), judged("act", 0.97, True, 0, "b.json"),
    ]  # fmt: skip
    whole = whole_records(given, fields)
    assert [(j.file, j.index, j.confidence, j.right) for j in whole] == [
        ("a.json", 0, 0.9, False),
        ("a.json", 1, None, True),
        ("b.json", 0, 0.97, True),
    ]
