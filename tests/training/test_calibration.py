"""Fitting calibration maps: what is fitted is right, rises, and is cross-validated by whole articles."""

from __future__ import annotations

import importlib.util
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.coding.confidence import OddsMap, PointsMap, calibration_map
from onrecord.evaluation.calibration import Sample, calibration_error

pytest.importorskip("scipy", reason="SciPy, with which maps are fitted, is not installed")
FILE = Path(__file__).parents[2] / "training" / "calibration.py"


@pytest.fixture(scope="module")
def training() -> Any:
    spec = importlib.util.spec_from_file_location("training_calibration", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


def drawn(n: int, truth: Any, seed: int = 1, articles: int = 30) -> Sample:
    """Draw scores and outcomes whose probability is a known function of the score."""
    chance = np.random.default_rng(seed)
    score = chance.random(n)
    right = (chance.random(n) < truth(score)).astype(float)
    return Sample(score, right, chance.integers(articles, size=n))


def made(rows: list[tuple[float, int, int]]) -> Sample:
    confidence, right, article = zip(*rows, strict=True)
    return Sample(np.array(confidence), np.array(right, float), np.array(article))


SCORES = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9, 1.0])
SAMPLES = st.lists(st.tuples(SCORES, st.integers(0, 1), st.integers(0, 3)), min_size=1, max_size=60).map(made)


@settings(deadline=None, max_examples=40)
@given(SAMPLES)
@pytest.mark.parametrize("method", ["platt", "beta", "isotonic"])
def test_every_map_rises_within_0_and_1(training: Any, method: str, s: Sample) -> None:
    fitted = training.METHODS[method](s)
    values = [fitted(i / 50) for i in range(51)]
    assert all(a <= b + 1e-9 for a, b in pairwise(values))
    assert 0.0 < values[0] <= values[-1] < 1.0
    again = calibration_map(json.loads(json.dumps(training.row(method, fitted))))
    assert [again(i / 50) for i in range(51)] == pytest.approx(values, abs=2e-4)


def test_calibrated_scores_stay_as_they_are(training: Any) -> None:
    s = drawn(4000, lambda p: p)
    for name, fit in training.METHODS.items():
        fitted = fit(s)
        assert all(abs(fitted(x) - x) < 0.1 for x in np.linspace(0.05, 0.95, 10)), name


def test_too_sure_scores_are_drawn_back(training: Any) -> None:
    s = drawn(900, lambda p: p**2)
    field = training.fit_field(s)
    crossed = Sample(field.crossed, s.right, s.article)
    assert calibration_error(s) > 0.12
    assert calibration_error(crossed) < 0.06
    assert isinstance(field.fitted, OddsMap)


def test_scores_that_say_nothing_give_the_share(training: Any) -> None:
    fitted = training.platt(drawn(800, lambda p: 0 * p + 0.3))
    assert all(abs(fitted(x) - 0.3) < 0.08 for x in (0.1, 0.5, 0.9))


@pytest.mark.slow
def test_isotonic_regression_is_that_of_scikit_learn(training: Any) -> None:
    theirs = pytest.importorskip(
        "sklearn.isotonic", reason="scikit-learn is not installed"
    ).IsotonicRegression()
    s = drawn(5000, lambda p: np.where(p < 0.5, 0.2, 0.8))
    theirs.fit(s.confidence, s.right)
    fitted = training.isotonic(s)
    assert isinstance(fitted, PointsMap)
    inner = [x for x in np.linspace(0.05, 0.95, 19) if abs(x - 0.5) > 0.08]
    assert [fitted(x) for x in inner] == pytest.approx(list(theirs.predict(inner)), abs=0.06)


def test_a_jump_that_no_smooth_map_has_chooses_steps(training: Any) -> None:
    assert training.choose(drawn(3000, lambda p: np.where(p < 0.5, 0.2, 0.7), articles=100)) == "isotonic"
    assert training.choose(drawn(300, lambda p: p**0.5)) == "platt"


def test_articles_are_held_out_whole(training: Any) -> None:
    article = np.random.default_rng(2).integers(20, size=300)
    held = training.folds(article, 8)
    assert np.sum(held, axis=0).tolist() == [1] * 300
    for fold in held:
        assert not set(article[fold]) & set(article[~fold])


def test_the_data_file_is_written_as_it_is_read(training: Any) -> None:
    maps = json.loads(training.TARGET.read_text("utf-8"))["maps"]
    assert training.written(maps) == training.TARGET.read_text("utf-8")


def test_fits_from_codings(training: Any, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    for part in ("gold", "codings"):
        (tmp_path / part).mkdir()
    for i in range(6):
        event = {
            "kind": "talks",
            "participants": ["XAA"],
            "quote": f"they met on day {i}",
            "status": "happened",
        }
        sure = {"record": 0.9 if i % 2 else 0.4, "status": 0.8}
        found = event | {"confidence": sure, "status": "happened" if i % 2 else "planned"}
        for part, record in (("gold", event), ("codings", found)):
            coding = {"statements": [], "events": [record]}
            (tmp_path / part / f"a{i}.json").write_text(json.dumps(coding), "utf-8")
    target = tmp_path / "calibration.json"
    target.write_text(training.TARGET.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(training, "TARGET", target)
    folders = ["--gold", str(tmp_path / "gold"), "--codings", str(tmp_path / "codings")]
    monkeypatch.setattr(sys, "argv", ["calibration.py", *folders, "--write"])
    before = json.loads(target.read_text("utf-8"))["maps"]
    training.main()
    after = json.loads(target.read_text("utf-8"))["maps"]
    changed = {(k, f) for k in after for f in after[k] if after[k][f] != before[k][f]}
    assert {kind for kind, _ in changed} == {"event"}
    others = [f for f in after["event"] if f not in ("record", "status")]
    assert all(after["event"][f] == after["event"]["record"] for f in others)
    assert after["event"]["status"] != after["event"]["record"]
    told = capsys.readouterr().out
    assert "without rows: statement record" in told
    monkeypatch.setattr(sys, "argv", ["calibration.py", "--identity"])
    training.main()
    maps = json.loads(target.read_text("utf-8"))["maps"]
    assert {tuple(row["odds"]) for fields in maps.values() for row in fields.values()} == {(1.0, 1.0, 0.0)}
