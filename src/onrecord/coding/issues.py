"""Say which issues of a codebook a statement is about, from the cues in it and around it, and the encoder.

The weights of the kinds of evidence know no issue: they were fitted on coded articles once and hold for every
codebook. A codebook brings its cues, and needs no training.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from onrecord.codebook.records import Codebook
from onrecord.coding.issue_evidence import KINDS, Floats, evidence
from onrecord.coding.issue_voices import weighed
from onrecord.model import Attribution, Zone

NO_CUE = "no cue of the codebook stands in the statement or near it"
UNCLEAR = "its cues speak for no issue clearly"


@dataclass(frozen=True, slots=True)
class IssueCoding:
    """Hold the issues of one statement, the likeliest first; none and a reason where it is undecided."""

    ids: tuple[str, ...]
    confidence: float  # that one of them is right
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Weighing:
    """Hold how much each kind of evidence counts, and from which probability on an issue is given."""

    weights: Mapping[str, float]  # by kind of evidence
    first: float  # least probability of the first issue
    second: float  # least probability of a second one


@cache
def weighing(has_likeness: bool = True) -> Weighing:
    """Return the shipped weights: those for cues and likeness, or those for cues alone."""
    content = json.loads(
        files("onrecord.coding").joinpath("data/issue_weights.json").read_text(encoding="utf-8")
    )
    weights = content["with likeness" if has_likeness else "cues alone"]
    return Weighing(weights, content["first"], content["second"])


def issues(
    text: str,
    statements: Sequence[Attribution],
    zones: Iterable[Zone],
    codebook: Codebook,
    like: Floats | None = None,
    weights: Weighing | None = None,
) -> list[IssueCoding]:
    """Return the issues of each statement of one article: the most specific one or two.

    Statements are to be in the order of the text, as those before and after one speak for its issue too.
    ``like`` is ``meaning.likeness`` of them; without it the cues decide alone, by weights of their own. Time
    is linear in text and statements.
    """
    by = weights or weighing(like is not None)
    found = evidence(text, statements, zones, codebook, like)
    by_cues = probabilities(found, by.weights, codebook)
    chances = weighed(by_cues, [s.topics for s in statements], codebook)
    return [_coding(p, f, by, codebook) for p, f in zip(chances, found, strict=True)]


def probabilities(found: Floats, weights: Mapping[str, float], codebook: Codebook) -> Floats:
    """Return the probability of each issue for each statement: an array of statement and issue.

    Where a codebook has no residual issue, what belongs to none takes a share, and rows sum to less than one.
    """
    scores = found @ np.array([weights[kind] for kind in KINDS])
    scores = np.exp(scores - scores.max(1, keepdims=True, initial=0))
    chances: Floats = scores / scores.sum(1, keepdims=True)
    return chances[:, : len(codebook.issues)]


def _coding(chances: Floats, found: Floats, by: Weighing, codebook: Codebook) -> IssueCoding:
    order = np.argsort(-chances, kind="stable")
    ids = codebook.ids
    best = float(chances[order[0]])
    if best < max(by.first, 1 - float(chances.sum())):
        has_cue = bool(found[:, : KINDS.index("narrower")].any())
        return IssueCoding((), best, UNCLEAR if has_cue else NO_CUE)
    given = [int(order[0])]
    if len(order) > 1 and chances[order[1]] >= by.second:
        given.append(int(order[1]))
    return IssueCoding(tuple(ids[i] for i in given), float(sum(chances[i] for i in given)))
