"""Find the best allowed tag sequence of several texts at once, and read spans off it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from onrecord.encoder.labels import transitions

Floats = npt.NDArray[np.float32]


def log_softmax(scores: Floats) -> Floats:
    """Return log probabilities over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    normal: Floats = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return normal


def best_paths(scores: Sequence[Floats], tags: tuple[str, ...]) -> list[npt.NDArray[np.int64]]:
    """Return the best allowed tag path of each score matrix (pieces x tags).

    All texts advance together, one step a piece: 16 texts cost little more than one.
    """
    if not scores:
        return []
    start, step, end = transitions(tags)
    lengths = np.array([len(s) for s in scores])
    longest = int(lengths.max())
    if longest == 0:
        return [np.zeros(0, np.int64) for _ in scores]
    batch = np.zeros((longest, len(scores), len(tags)), np.float32)
    for row, s in enumerate(scores):
        batch[: len(s), row] = s
    back = np.zeros((longest, len(scores), len(tags)), np.int8)
    state = batch[0] + start
    final = np.where((lengths == 1)[:, None], state, 0)
    for at in range(1, longest):
        reach = state[:, :, None] + step
        back[at] = reach.argmax(1)
        state = np.take_along_axis(reach, back[at][:, None, :].astype(np.int64), 1)[:, 0] + batch[at]
        ends_here = lengths == at + 1
        if ends_here.any():
            final[ends_here] = state[ends_here]
    path = np.zeros((longest, len(scores)), np.int64)
    rows = np.arange(len(scores))
    last = (final + end).argmax(-1)
    for at in range(longest - 1, -1, -1):
        if at + 1 < longest:
            path[at] = back[at + 1, rows, path[at + 1]]
        ends_here = lengths == at + 1
        path[at, ends_here] = last[ends_here]
    return [path[:n, row] for row, n in enumerate(lengths)]


def spans(path: npt.NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Read (kind, first, last) off a BIOES path; kinds count from 0 in the order of the scheme.

    >>> spans(np.array([0, 1, 2, 3, 8]))
    [(0, 1, 3), (1, 4, 4)]
    """
    found: list[tuple[int, int, int]] = []
    for at in np.flatnonzero(path):
        kind, part = divmod(int(path[at]) - 1, 4)
        if part in (0, 3):
            found.append((kind, int(at), int(at)))
        elif found:
            found[-1] = (kind, found[-1][1], int(at))
    return found
