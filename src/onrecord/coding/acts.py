"""Code what a speaker does by a statement, and which way it leans.

Three kinds of evidence go into one regression: the encoder's scores of acts and stances, the words of the cue
that tell an act (cues.py), and patterns of content and cue (data/act_patterns.toml). The weights
(data/acts.json) are fitted by training/fit_acts.py. Where no class is likely enough, it is undecided.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.encoder.labels import ACTS, STANCES
from onrecord.model import UNDECIDED, Act
from onrecord.reading.cues import told

Floats = npt.NDArray[np.float32]

LONG = 60
"""Words from which on a content counts as long."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Give a class with its probability, or ``undecided`` with the reason."""

    value: str
    confidence: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Weights:
    """Hold a regression: (features, classes), a bias per class, and the least probability that decides."""

    matrix: Floats
    bias: Floats
    least: float


@cache
def patterns() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Return the named patterns of contents and of cues."""
    raw = tomllib.loads(
        files("onrecord.coding").joinpath("data/act_patterns.toml").read_text(encoding="utf-8")
    )
    subject = raw["parts"]["subject"]
    content, cue = (
        tuple((n, re.compile(p.replace("{subject}", subject), re.IGNORECASE)) for n, p in raw[part].items())
        for part in ("content", "cue")
    )
    return content, cue


@cache
def names() -> tuple[str, ...]:
    """Return the names of the features, in their order."""
    content, cue = patterns()
    return (
        *(f"encoder {a}" for a in (*ACTS, "none")),
        *(f"encoder {s}" for s in STANCES),
        *(f"cue tells {a}" for a in ACTS),
        *(f"cue negates {a}" for a in ACTS),
        *("cue tells nothing", "cue tells several", "long", "no cue"),
        *(f"content {n}" for n, _ in content),
        *(f"cue {n}" for n, _ in cue),
    )


def features(cue: str, content: str, codes: Sequence[float]) -> Floats:
    """Describe a statement by its words and the encoder's scores; both parts of these are centred."""
    scores = np.asarray(codes, np.float32)
    acts, stances = scores[: len(ACTS) + 1], scores[len(ACTS) + 1 :]
    said = told(cue)
    of_content, of_cue = patterns()
    flat = content.replace("\n", " ")
    plain = {t.act for t in said if not t.negated}
    negated = {t.act for t in said if t.negated}
    words = len(flat.split())
    described: Floats = np.concatenate(
        [
            acts - acts.mean(),
            stances - stances.mean(),
            [a in plain for a in Act],
            [a in negated for a in Act],
            [not said, len(plain) > 1, min(words, LONG) / LONG, not cue],
            [p.search(flat) is not None for _, p in of_content],
            [p.search(cue) is not None for _, p in of_cue],
        ],
        dtype=np.float32,
    )
    return described


@cache
def _weights() -> dict[str, _Weights]:
    raw = json.loads(files("onrecord.coding").joinpath("data/acts.json").read_text(encoding="utf-8"))
    if tuple(raw["features"]) != names():
        raise ValueError("data/acts.json was fitted with other features: run training/fit_acts.py")
    return {
        field: _Weights(
            np.array(raw[field]["weights"], np.float32),
            np.array(raw[field]["bias"], np.float32),
            raw[field]["least"],
        )
        for field in ("act", "stance")
    }


def code_act(described: Floats) -> Choice:
    """Return the act."""
    return _choice(described, _weights()["act"], ACTS, "none of the thirteen acts is likely enough")


def code_stance(described: Floats) -> Choice:
    """Return the stance."""
    return _choice(described, _weights()["stance"], STANCES, "no stance is likely enough")


def _choice(described: Floats, w: _Weights, classes: Sequence[str], reason: str) -> Choice:
    chances = probabilities(described @ w.matrix + w.bias)
    best = int(chances.argmax())
    sure = round(float(chances[best]), 3)
    if sure < w.least:
        return Choice(UNDECIDED, sure, f"{reason}: {classes[best]} at {sure:.2f}")
    return Choice(classes[best], sure)


def probabilities(scores: Floats) -> Floats:
    """Return the softmax of some scores."""
    raised = np.exp(scores - scores.max())
    share: Floats = raised / raised.sum()
    return share
