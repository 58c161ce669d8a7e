"""Link contents to their cues and cues to their sources, from the encoder's pointer scores.

Each content piece points at the first piece of its cue, each cue piece at the first piece of its source;
position 0 ([CLS]) stands for "none in this window". Two contents of one cue are one interrupted content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.encoder.viterbi import Floats

FLOOR = 1e-5
"""Probability given to a link that the pointer does not see (another window)."""


LEAST = float(np.log(FLOOR)) + 2.5
"""Log probability that a link must exceed to be taken at all."""

NEAR = 3
"""Most pieces between a cue and a content that stand beside each other: a pronoun may come between."""

Spanned = tuple[int, int]
"""First and last piece of a span."""


@dataclass(frozen=True, slots=True)
class Window:
    """Hold what the encoder gave for pieces ``begin`` to ``end`` of a text.

    ``tags`` is (n, tags), as are ``coded``, ``mentions`` and ``marks`` in their schemes; ``asks`` (2, n, d)
    and ``answers`` (2, n + 1, d) are the pointers content-to-cue and cue-to-source, with the window's [CLS]
    as first answer; ``cue_codes`` and ``content_codes`` are (n, CODES). For the others see ``triggers.py``.
    """

    begin: int
    end: int
    tags: Floats
    mentions: Floats
    vectors: Floats
    asks: Floats
    answers: Floats
    coded: Floats
    marks: Floats
    cue_codes: Floats
    content_codes: Floats
    commitments: Floats
    events: Floats
    measures: Floats
    seeks: Floats
    fills: Floats


@dataclass(frozen=True, slots=True)
class Linked:
    """Name one attribution by the piece spans it is made of, with the links' mean log probabilities."""

    source: Spanned | None
    cue: Spanned | None
    contents: tuple[Spanned, ...]
    content_score: float
    source_score: float


@dataclass(frozen=True, slots=True)
class Pointing:
    """Hold where some row spans point: at each target span, at "none here", and at which piece most.

    ``scores`` (rows, targets) and ``none`` (rows,) are mean log probabilities; ``peaks`` are piece
    positions (-1: none here) with theirs in ``heights``.
    """

    scores: Floats
    none: Floats
    peaks: list[int]
    heights: Floats


def pointer(
    windows: Sequence[Window], which: int, rows: Sequence[Spanned], targets: Sequence[Spanned]
) -> Pointing:
    """Score each target span for each row span; a row is scored in the window that holds most of it."""
    lowest = np.log(FLOOR)
    scores = np.full((len(rows), len(targets)), lowest, np.float32)
    none, heights = np.full(len(rows), lowest, np.float32), np.full(len(rows), lowest, np.float32)
    peaks = [-1] * len(rows)
    homes = [_home(windows, r) for r in rows]
    for number, window in enumerate(windows):
        here = [i for i, home in enumerate(homes) if home == number]
        if not here:
            continue
        inside = [
            np.arange(max(rows[i][0], window.begin), min(rows[i][1], window.end - 1) + 1) - window.begin
            for i in here
        ]
        sizes = np.array([len(x) for x in inside])
        starts = np.cumsum(sizes) - sizes
        raw = window.asks[which][np.concatenate(inside)] @ window.answers[which].T
        raw *= window.asks.shape[-1] ** -0.5
        chance = np.exp(raw - raw.max(-1, keepdims=True))
        chance /= chance.sum(-1, keepdims=True)
        each = np.add.reduceat(np.log(chance + FLOOR), starts) / sizes[:, None]
        top = each.argmax(-1)
        none[here], heights[here] = each[:, 0], each[np.arange(len(here)), top]
        for i, at in zip(here, top, strict=True):
            peaks[i] = int(at) - 1 + window.begin if at else -1
        there = [j for j, t in enumerate(targets) if window.begin <= t[0] < window.end]
        if there:
            low = np.array([targets[j][0] - window.begin + 1 for j in there])
            high = np.array([min(targets[j][1], window.end - 1) - window.begin + 1 for j in there])
            mass = np.cumsum(chance, -1)
            held = np.log(np.maximum(mass[:, high] - mass[:, low - 1], 0) + FLOOR)
            scores[np.ix_(here, there)] = np.add.reduceat(held, starts) / sizes[:, None]
    return Pointing(scores, none, peaks, heights)


def _home(windows: Sequence[Window], span: Spanned) -> int:
    """Return which window holds most of a span."""
    return max(
        range(len(windows)),
        key=lambda i: min(span[1] + 1, windows[i].end) - max(span[0], windows[i].begin),
    )


def assemble(
    windows: Sequence[Window],
    sources: Sequence[Spanned],
    cues: Sequence[Spanned],
    contents: Sequence[Spanned],
    paragraph: npt.NDArray[np.int64],
    merge: float,
    gap: int,
    unseen: float,
    beside: float,
) -> list[Linked]:
    """Join spans to attributions, the surest links first.

    A further content joins a cue that has one only where its link scores at least ``merge`` and at most
    ``gap`` pieces lie between it and what the cue has, cue and source not counted; else it looks for its
    next best free cue. One that finds none is an attribution of its own by its best cue and that cue's
    source; one that no cue is in sight of has neither. ``paragraph`` numbers each piece's paragraph: a source
    stands in that of its cue (all but 10 of 18,360 in PolNeAR train; bullet lists show why it matters).
    ``beside`` is added to the log probability of a cue right beside a content, and of a source right beside
    a cue.
    """
    pointing = pointer(windows, 0, contents, cues)
    further = _unseen_cues(pointing, cues, contents, unseen)
    if further:
        cues = sorted([*cues, *further])
        pointing = pointer(windows, 0, contents, cues)
    to_cue = pointing.scores
    if len(cues) and len(contents):
        to_cue[_beside(contents, cues)] += beside
    asked = pointer(windows, 1, cues, sources)
    to_source, no_source = asked.scores, asked.none
    if len(cues) and len(sources):
        to_source[_beside(cues, sources)] += beside
    apart = paragraph[[c[0] for c in cues]][:, None] != paragraph[[s[0] for s in sources]][None, :]
    to_source[apart] = np.log(FLOOR)
    chosen = [_source_of(to_source[j], float(no_source[j])) for j in range(len(cues))]
    held: dict[int, list[tuple[int, float]]] = {}
    placed: set[int] = set()
    ranked = sorted(
        (-float(to_cue[i, j]), i, j)
        for i in range(len(contents))
        for j in range(len(cues))
        if to_cue[i, j] > LEAST
    )
    for cost, i, j in ranked:
        if i in placed:
            continue
        members = held.get(j)
        if members is not None:
            own = [
                cues[j],
                *([sources[chosen[j]]] if chosen[j] >= 0 else []),
                *(contents[k] for k, _ in members),
            ]
            if -cost < merge or _distance(contents[i], [contents[k] for k, _ in members], own) > gap:
                continue
        held.setdefault(j, []).append((i, -cost))
        placed.add(i)
    parts = list(held.items())
    for cost, i, j in ranked:
        if i not in placed:
            parts.append((j, [(i, -cost)]))
            placed.add(i)
    out = []
    for j, members in parts:
        best = chosen[j]
        out.append(
            Linked(
                source=sources[best] if best >= 0 else None,
                cue=cues[j],
                contents=tuple(sorted(contents[i] for i, _ in members)),
                content_score=float(np.mean([s for _, s in members])),
                source_score=float(to_source[j, best] if best >= 0 else no_source[j]),
            )
        )
    alone = float(np.log(FLOOR))
    out += [Linked(None, None, (contents[i],), alone, alone) for i in range(len(contents)) if i not in placed]
    return sorted(out, key=lambda a: a.contents)


def _beside(rows: Sequence[Spanned], targets: Sequence[Spanned]) -> npt.NDArray[np.bool_]:
    """Tell which targets stand right beside which rows, (rows, targets)."""
    begin, end = (np.array([r[k] for r in rows])[:, None] for k in (0, 1))
    first, last = (np.array([t[k] for t in targets])[None, :] for k in (0, 1))
    near: npt.NDArray[np.bool_] = np.maximum(begin - last, first - end) <= NEAR
    return near


def _unseen_cues(
    pointing: Pointing, cues: Sequence[Spanned], contents: Sequence[Spanned], unseen: float
) -> list[Spanned]:
    """Return pieces that contents point at as their cue although the tags mark none there."""
    return sorted(
        {
            (peak, peak)
            for peak, height in zip(pointing.peaks, pointing.heights, strict=True)
            if peak >= 0
            and height >= unseen
            and not any(a <= peak <= b for a, b in cues)
            and not any(a <= peak <= b for a, b in contents)
        }
    )


def _source_of(scores: Floats, none: float) -> int:
    """Return which source a cue points at, -1 for none."""
    if not len(scores):
        return -1
    best = int(scores.argmax())
    return best if scores[best] > max(none, LEAST) else -1


def _distance(content: Spanned, members: Sequence[Spanned], own: Sequence[Spanned]) -> int:
    """Count the pieces between a content and the nearest member that belong to nothing of the attribution."""
    near = min(members, key=lambda m: max(m[0] - content[1], content[0] - m[1]))
    low, high = min(content[1], near[1]) + 1, max(content[0], near[0])
    covered = sum(max(0, min(high, b + 1) - max(low, a)) for a, b in own)
    return max(0, high - low - covered)
