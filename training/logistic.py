"""Fit ridge logistic regressions over named features: what the small choices of coding are weighed with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_array

Floats = npt.NDArray[np.float64]
Features = Mapping[str, float]

LEAST_SEEN = 4
"""Rows that a feature must be seen in."""


def fit(
    rows: Sequence[Features],
    right: Sequence[bool],
    ridge: float,
    least_seen: int = LEAST_SEEN,
    weight: Sequence[float] | None = None,
) -> dict[str, float]:
    """Return the weights by feature, "bias" among them, which is not shrunk; ``weight`` is of each row."""
    seen = Counter(n for x in rows for n, v in x.items() if v)
    at = {n: i for i, n in enumerate(sorted(n for n, times in seen.items() if times >= least_seen))}
    matrix = np.zeros((len(rows), len(at) + 1))
    matrix[:, -1] = 1
    for row, x in enumerate(rows):
        for n, v in x.items():
            if n in at:
                matrix[row, at[n]] = v
    counts = np.ones(len(rows)) if weight is None else np.asarray(weight, float)
    w = _minimum(csr_array(matrix), np.array([float(g) for g in right]), 2 * ridge, counts)
    return {"bias": round(float(w[-1]), 3), **{n: round(float(w[i]), 3) for n, i in at.items()}}


def _minimum(x: csr_array, y: Floats, ridge: float, counts: Floats) -> Floats:
    """Return the weights of least loss; the last one, the bias, is not shrunk."""
    shrink = np.full(x.shape[1], ridge)
    shrink[-1] = 0

    def loss(w: Floats) -> tuple[float, Floats]:
        score = x @ w
        value = counts @ (np.logaddexp(0, score) - y * score) + 0.5 * (shrink * w) @ w
        slope = counts * (1 / (1 + np.exp(-score)) - y)
        return float(value), x.T @ slope + shrink * w

    found: Floats = minimize(
        loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    ).x
    return found
