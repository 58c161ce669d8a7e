"""Find which acts of a document and of what was made of it answer each other best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from onrecord.model import RecordKind, ReportedAct
from onrecord.register.context import FAR, Between, led, middle, share
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
    ours, theirs = ([words(act.text).stems for act in acts] for acts in (a, b))
    held = np.array([[len(x & y) for y in theirs] for x in ours], dtype=np.float64)
    left, right = (np.array([len(x) for x in stems], dtype=np.float64) for stems in (ours, theirs))
    fewer = np.minimum(left[:, None], right)
    union = left[:, None] + right - held
    alike = held / np.maximum(fewer, 1) + held / np.maximum(union, 1)
    return alike + _in_step(a, b, between) + _aligned(a, b, between)


def _aligned(a: Sequence[ReportedAct], b: Sequence[ReportedAct], between: Between) -> Floats:
    """Return ``Between.aligned`` of each with each."""
    out = np.zeros((len(a), len(b)))
    for one, other in between.passages:
        here = np.array([share(act.quote, one) for act in a])
        if here.any():
            out += np.minimum(here[:, None], np.array([share(act.quote, other) for act in b]))
    return np.minimum(out, 1.0)


def _in_step(a: Sequence[ReportedAct], b: Sequence[ReportedAct], between: Between) -> Floats:
    """Return ``Between.in_step`` of each with each."""
    if not between.passages:
        return np.zeros((len(a), len(b)))
    here, there = (np.array([middle(act.quote) for act in acts]) for acts in (a, b))
    pairs = between.centres()
    back = sorted((y, x) for x, y in pairs)
    forth_led = np.array([led(at, pairs) for at in here])
    back_led = np.array([led(at, back) for at in there])
    off = np.minimum(np.abs(forth_led[:, None] - there), np.abs(back_led - here[:, None]))
    step: Floats = np.maximum(0.0, 1 - off / FAR)
    return step
