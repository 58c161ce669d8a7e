"""Find which acts of a document and of what was made of it answer each other best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from onrecord.model import RecordKind, ReportedAct
from onrecord.register.context import Between
from onrecord.register.words import words

Floats = npt.NDArray[np.float64]


def among(between: Between, a: Sequence[ReportedAct], b: Sequence[ReportedAct]) -> Between:
    """Return what ties two documents with those acts of theirs that answer each other best, as ``best``.

    Asked only where one document derives from the other, or may: a rewrite says most of what its source says,
    so the act nearest to one in meaning, words and place in the order is most likely the same, if it holds
    from either side. ``a`` and ``b`` are all acts of the two documents.
    """
    if not (between.direct or between.near):
        return between
    found: set[tuple[str, str]] = set()
    for events in (True, False):
        left, right = ([x for x in acts if (x.record_kind is RecordKind.EVENT) == events] for acts in (a, b))
        found |= _mutual(left, right, between)
    return replace(between, best=frozenset(found))


def _mutual(a: Sequence[ReportedAct], b: Sequence[ReportedAct], between: Between) -> set[tuple[str, str]]:
    if not a or not b:
        return set()
    like = np.round(_meaning(a, b) + _rest(a, b, between), 6)
    rows, columns = like.max(axis=1), like.max(axis=0)
    return {
        (a[i].record, b[j].record)
        for i in range(len(a))
        for j in range(len(b))
        if like[i, j] == rows[i] == columns[j]
    }


def _meaning(a: Sequence[ReportedAct], b: Sequence[ReportedAct]) -> Floats:
    left, right = _vectors(a), _vectors(b)
    if left is None or right is None or left.shape[1] != right.shape[1]:
        return np.zeros((len(a), len(b)))
    return np.clip(left @ right.T, 0.0, 1.0)


def _vectors(acts: Sequence[ReportedAct]) -> Floats | None:
    size = max(len(act.vector) for act in acts)
    if not size:
        return None
    made = np.zeros((len(acts), size))
    for row, act in zip(made, acts, strict=True):
        if len(act.vector) == size:
            row[:] = np.frombuffer(act.vector, np.int8)
            row /= np.linalg.norm(row) or 1.0
    return made


def _rest(a: Sequence[ReportedAct], b: Sequence[ReportedAct], between: Between) -> Floats:
    out = np.zeros((len(a), len(b)))
    for i, x in enumerate(a):
        ours = words(x.text).stems
        for j, y in enumerate(b):
            theirs = words(y.text).stems
            held = len(ours & theirs)
            fewer = min(len(ours), len(theirs))
            union = len(ours | theirs)
            out[i, j] = (
                (held / fewer if fewer else 0.0)
                + (held / union if union else 0.0)
                + between.in_step(x, y)
                + between.aligned(x, y)
            )
    return out
