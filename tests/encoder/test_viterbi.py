import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.encoder.labels import FORBIDDEN, scheme, transitions
from onrecord.encoder.viterbi import best_paths, log_softmax, spans

TAGS = scheme(("a",))
LENGTHS = st.lists(st.integers(0, 5), min_size=1, max_size=3)


def slow(scores: np.ndarray) -> float:
    """Return the best allowed path's score by trying all of them."""
    start, step, end = transitions(TAGS)
    best = -np.inf
    for path in itertools.product(range(len(TAGS)), repeat=len(scores)):
        total = start[path[0]] + end[path[-1]] + sum(scores[i, t] for i, t in enumerate(path))
        total += sum(step[a, b] for a, b in itertools.pairwise(path))
        best = max(best, float(total))
    return best


@settings(max_examples=30, deadline=None)
@given(LENGTHS, st.integers(0, 10_000))
def test_paths_are_the_best_allowed_ones_whatever_stands_beside_them(lengths: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = [rng.normal(size=(n, len(TAGS))).astype(np.float32) for n in lengths]
    start, step, end = transitions(TAGS)
    for s, path in zip(scores, best_paths(scores, TAGS), strict=True):
        assert len(path) == len(s)
        if not len(s):
            continue
        total = start[path[0]] + end[path[-1]] + s[np.arange(len(s)), path].sum()
        total += sum(step[a, b] for a, b in itertools.pairwise(path))
        assert total > FORBIDDEN / 2
        assert abs(float(total) - slow(s)) < 1e-3


def test_spans_follow_one_another_without_a_gap() -> None:
    b, i, e, single = 1, 2, 3, 4
    assert spans(np.array([b, i, e, single, b, e])) == [(0, 0, 2), (0, 3, 3), (0, 4, 5)]


def test_log_softmax_sums_to_one() -> None:
    assert np.allclose(np.exp(log_softmax(np.array([[0.0, 1000.0]], np.float32))).sum(), 1)
