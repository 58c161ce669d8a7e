"""Shares of decisions with their intervals, agreement of reviewers, and how many decisions are wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluation.reviewed import ReviewedRecord, design_effect, kappa, reviewed, share, wilson

DECIDED = st.lists(st.tuples(st.sampled_from("abcde"), st.booleans()), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(10, 10, 0.722, 1.0), (0, 10, 0.0, 0.278), (81, 263, 0.255, 0.366), (15, 148, 0.062, 0.160)],
)
def test_wilson_gives_the_published_intervals(right: int, n: int, low: float, high: float) -> None:
    """The last two: R. G. Newcombe, Two-sided confidence intervals for the single proportion (1998)."""
    assert wilson(right / n, n) == pytest.approx((low, high), abs=6e-4)


@given(DECIDED)
def test_the_interval_holds_the_share_and_more_decisions_halve_it(decided: list[tuple[str, bool]]) -> None:
    found = share(decided)
    assert 0 <= found.low <= found.share + 1e-9
    assert found.share - 1e-9 <= found.high <= 1
    assert found.halved_by is not None
    assert found.halved_by > 0
    n = found.n / design_effect(decided)
    halved = wilson(found.share, (found.n + found.halved_by) * n / found.n)
    assert halved[1] - halved[0] <= (found.high - found.low) / 2 + 1e-9


def test_decisions_that_come_in_documents_count_less() -> None:
    spread = [(str(n), n % 2 == 0) for n in range(40)]
    lumped = [(str(n // 10), n // 10 % 2 == 0) for n in range(40)]
    assert design_effect(spread) == pytest.approx(1)
    assert design_effect(lumped) == pytest.approx(13)
    assert share(lumped).high - share(lumped).low > share(spread).high - share(spread).low


def test_what_was_decided_is_scored_by_kind_and_field() -> None:
    scores = reviewed(
        [
            ReviewedRecord("a", "event", True, {"date": True, "place": False}, {"Cy": "corrected"}, True),
            ReviewedRecord("a", "event", False, {}, {"Cy": "rejected", "Dana": "rejected"}, True),
            ReviewedRecord("a", "event", None, {}, {"Cy": "added"}, True),
            ReviewedRecord("b", "event", True, {"date": False}, {"Cy": "accepted", "Dana": "corrected"}),
            ReviewedRecord("b", "event", None, {}, {"Cy": "added"}),
        ],
        complete=1,
    )
    assert (scores.precision["event"].right, scores.precision["event"].n) == (2, 3)
    assert (scores.recall["event"].right, scores.recall["event"].n) == (1, 2)  # of the complete document
    assert {name: (each.right, each.n) for name, each in scores.fields.items()} == {
        "event date": (1, 2),
        "event place": (0, 1),
    }
    assert scores.added == {"event": 2}
    (pair,) = scores.agreement
    assert (pair.reviewers, pair.n, pair.agreed) == (("Cy", "Dana"), 2, 0.5)
    assert pair.kappa == pytest.approx(1 / 3)


def test_kappa_of_one_answer_is_not_defined() -> None:
    assert kappa([("yes", "yes"), ("yes", "yes")]) is None
    assert kappa([("yes", "no"), ("no", "yes")]) == -1
