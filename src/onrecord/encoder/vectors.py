"""Give each sentence a vector from the same pass: what it is about, for comparing reports."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.encoder.links import Window
from onrecord.encoder.tokens import SEP, Pieces
from onrecord.encoder.viterbi import Floats
from onrecord.model import Span


def sentence_vectors(p: Pieces, windows: Sequence[Window]) -> list[tuple[Span, Floats]]:
    """Return each sentence's span and unit vector (128), trained to stand for all-MiniLM-L6-v2's own.

    A sentence's vector is the mean over its pieces, so it knows the sentences around it in its window.
    """
    if not windows:
        return []
    scores = np.concatenate([w.vectors for w in windows])
    starts = np.flatnonzero(p.breaks >= 1)
    out: list[tuple[Span, Floats]] = []
    for begin, end in zip(starts, [*starts[1:], len(p)], strict=True):
        last = end - 1 if p.ids[end - 1] != SEP else end - 2
        mean: Floats = scores[begin : last + 1].mean(0)
        out.append(
            (Span(int(p.starts[begin]), int(p.ends[last])), mean / max(float(np.linalg.norm(mean)), 1e-9))
        )
    return out


def in_bytes(vector: Floats) -> bytes:
    """Return a unit vector as signed bytes, 127 times its values: a quarter of the room, cosines within 0.01.

    >>> in_bytes(np.array([0.6, -0.8], dtype=np.float32)).hex()
    '4c9a'
    """
    return np.rint(vector * 127).astype(np.int8).tobytes()
