"""Decisions outlast re-runs and newer models: none is lost, none is moved to another record."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviews import trial


@pytest.mark.parametrize("seed", [2, pytest.param(3, marks=pytest.mark.slow)])
def test_random_reviews_stay_with_their_records(tmp_path: Path, seed: int) -> None:
    found = trial(60, seed, 5, tmp_path)
    assert len(found) == 5
    for name, each in found.items():
        assert (name, each.lost, each.moved, each.set_aside) == (name, 0, 0, 0)
        assert each.found + each.kept + each.waiting == each.decided > 30
    assert found["a third model"].kept > found["as decided"].kept  # some records were dropped
