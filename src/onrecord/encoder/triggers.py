"""Read the triggers of commitments and events off the encoder's scores, with what may fill their arguments.

A trigger is the word that carries a commitment's status ("promised", "suspended") or names a happening
("summit", "shelled"). Each is scored against every piece of its window as evidence, party, beneficiary,
participant, place, date or quantity; who fills them is decided above, among the actors of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from onrecord.encoder.decode import pooled, whole_words
from onrecord.encoder.labels import ARGUMENTS, KINDS, STATUSES
from onrecord.encoder.links import Window
from onrecord.encoder.tokens import SEP, Pieces
from onrecord.encoder.viterbi import Floats, log_softmax
from onrecord.model import RecordKind, Span

LEAST = 0.25
"""Least probability at which a piece is looked at as a trigger; the regressions above decide. A piece that
triggers nothing weighs a fifth in training, so that these are some five times too high."""

OFFSET = float(np.log(3.0))
"""Taken from an argument's log odds: pieces that fill it weigh three times as much in training."""

Ints = npt.NDArray[np.int64]

_ROWS = {name: i for i, name in enumerate(ARGUMENTS)}


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """Hold one trigger: where it stands, what it may be, and the scores of its window.

    ``codes`` are log probabilities of STATUSES or KINDS, given that it triggers something; ``measures`` of
    ISSUES. ``scores`` are (ARGUMENTS, pieces) log odds; pieces go from ``starts`` to ``ends`` in code points.
    """

    kind: RecordKind
    span: Span
    evidence: Span
    chance: float
    codes: tuple[float, ...]
    planned: float  # log odds; 0 for a commitment
    measures: tuple[float, ...]
    starts: Ints
    ends: Ints
    scores: Floats

    def fills(self, argument: str, span: Span) -> float | None:
        """Return the mean log odds of a span's pieces for an argument; ``None`` outside of the window."""
        first = int(self.ends.searchsorted(span.start, side="right"))
        last = int(self.starts.searchsorted(span.end, side="left"))
        if first >= last:
            return None
        row = self.scores[_ROWS[argument]]
        return float(row[first]) if last == first + 1 else float(row[first:last].mean())

    def best(self, argument: str, span: Span) -> float:
        """Return the highest log odds of a piece that meets a span; outside of the window its lowest."""
        row = self.scores[_ROWS[argument]]
        first = int(self.ends.searchsorted(span.start, side="right"))
        last = int(self.starts.searchsorted(span.end, side="left"))
        return float(row[first:last].max() if first < last else row.min())

    def shifted(self, by: int) -> Trigger:
        """Return the trigger of a block of a text at its place in the text."""
        if not by:
            return self
        span, evidence = (Span(s.start + by, s.end + by) for s in (self.span, self.evidence))
        return replace(self, span=span, evidence=evidence, starts=self.starts + by, ends=self.ends + by)


def triggers(
    texts: Sequence[str], pieces: Sequence[Pieces], windows: Sequence[Sequence[Window]]
) -> list[list[Trigger]]:
    """Return each text's triggers in order; commitments and events apart, on the same word at times."""
    return [
        sorted(_of_text(text, p, w), key=lambda t: (t.span, t.kind))
        for text, p, w in zip(texts, pieces, windows, strict=True)
    ]


def _of_text(text: str, p: Pieces, windows: Sequence[Window]) -> Iterator[Trigger]:
    for w in windows:
        for kind, scores in (
            (RecordKind.COMMITMENT, w.commitments),
            (RecordKind.EVENT, w.events[:, :-1]),
        ):
            logs = log_softmax(scores)
            chances = 1 - np.exp(logs[:, 0])
            real = p.ids[w.begin : w.end] != SEP
            for first, last in _runs((chances >= LEAST) & real, p, w.begin):
                yield _trigger(text, p, w, kind, first, last, chances, logs)


def _runs(over: npt.NDArray[np.bool_], p: Pieces, begin: int) -> Iterator[tuple[int, int]]:
    """Yield first and last piece of each run of neighbours within a sentence."""
    first = None
    for i, is_over in enumerate([*over, False]):
        breaks = i < len(over) and p.breaks[begin + i] > 0
        if first is not None and (not is_over or breaks):
            yield first, i - 1
            first = None
        if is_over and first is None:
            first = i


def _trigger(
    text: str,
    p: Pieces,
    w: Window,
    kind: RecordKind,
    first: int,
    last: int,
    chances: Floats,
    logs: Floats,
) -> Trigger:
    best = first + int(chances[first : last + 1].argmax())
    codes = logs[first : last + 1, 1:].mean(0)
    n = w.end - w.begin
    seeks = w.seeks[first : last + 1].mean(0).reshape(len(ARGUMENTS), -1)
    fills = w.fills.reshape(n, len(ARGUMENTS), -1)
    scores = np.einsum("ad,nad->an", seeks, fills) / np.sqrt(seeks.shape[1]) - OFFSET
    starts, ends = (x[w.begin : w.end].astype(np.int64) for x in (p.starts, p.ends))
    a, b = _evidence(scores[0], p.ids[w.begin : w.end] == SEP, first, last)
    measures = pooled(w.measures, [(a, b)])
    sure = codes - np.logaddexp.reduce(codes)
    assert len(sure) == len(STATUSES if kind is RecordKind.COMMITMENT else KINDS)
    return Trigger(
        kind=kind,
        span=whole_words(text, int(starts[first]), int(ends[last])),
        evidence=whole_words(text, int(starts[a]), int(ends[b])),
        chance=float(chances[best]),
        codes=tuple(round(float(x), 4) for x in sure),
        planned=float(w.events[first : last + 1, -1].mean()) if kind is RecordKind.EVENT else 0.0,
        measures=tuple(round(float(x), 4) for x in measures - np.logaddexp.reduce(measures)),
        starts=starts,
        ends=ends,
        scores=scores.astype(np.float32),
    )


def _evidence(scores: Floats, seps: npt.NDArray[np.bool_], first: int, last: int) -> tuple[int, int]:
    """Return the stretch around a trigger whose log odds add up to most, within its paragraph."""
    a = _best_end(scores[:first][::-1], seps[:first][::-1])
    b = _best_end(scores[last + 1 :], seps[last + 1 :])
    return first - a, last + b


def _best_end(scores: Floats, seps: npt.NDArray[np.bool_]) -> int:
    """Return how many pieces to take from here on, so that their sum is highest; none across a paragraph."""
    stop = int(seps.argmax()) if seps.any() else len(scores)
    if not stop:
        return 0
    sums = np.cumsum(scores[:stop])
    best = int(sums.argmax())
    return best + 1 if sums[best] > 0 else 0
