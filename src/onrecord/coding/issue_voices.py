"""Weigh the two voices on an issue: the codebook's cues and meaning, and the encoder's own score.

The encoder knows the coding manual's issues. A codebook with others has its cues alone. The two weights were
fitted by training/fit_issue_voices.py on texts that neither the cues nor the encoder had seen.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

from onrecord.codebook.records import Codebook
from onrecord.coding.issue_evidence import Floats
from onrecord.encoder.labels import ISSUES

_FLOOR = 1e-3  # of a probability by cues: silence is no proof


def weighed(
    by_cues: Floats,
    heard: Sequence[Sequence[float]],
    codebook: Codebook,
    weights: tuple[float, float] | None = None,
) -> Floats:
    """Return the probabilities of issues, an array like ``by_cues`` (statement, issue).

    ``heard`` are the encoder's log probabilities of ISSUES; a row without any is left to the cues.
    """
    columns = [ISSUES.index(i) for i in codebook.ids if i in ISSUES]
    if len(columns) != len(codebook.ids) or not len(by_cues):
        return by_cues
    of_cues, of_encoder = weights or _weights()
    out = by_cues.copy()
    rows = [i for i, h in enumerate(heard) if h]
    if rows:
        voice = np.array([heard[i] for i in rows])[:, columns]
        scores = of_cues * np.log(by_cues[rows] + _FLOOR) + of_encoder * voice
        scores = np.exp(scores - scores.max(1, keepdims=True))
        out[rows] = scores / scores.sum(1, keepdims=True)
    return out


@cache
def _weights() -> tuple[float, float]:
    path = files("onrecord.coding").joinpath("data/issue_voices.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    return content["cues"], content["encoder"]
