"""Say how likely an attribution is a statement of the manual, and leave the unlikely ones out.

PolNeAR's annotators attribute more than the manual codes (single nouns, questions, perceptions). A logistic
regression over what the encoder and the text show was fitted on coded articles (training/fit_record.py).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.encoder.labels import NO_STATEMENT
from onrecord.model import Attribution, Directness, ZoneKind

_WORD = re.compile(r"\w+")
_VERBAL = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|should|must|may|might|do|does|did|to|not|"
    r"\w+ed|\w+ing|'s|’s|'re|’re|'ll|’ll)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Hold the fitted regression and the least probability at which a record is kept."""

    bias: float
    features: dict[str, float]
    keep: float


@cache
def weights() -> Weights:
    """Load the fitted weights."""
    loaded = json.loads(files("onrecord.reading").joinpath("data/record.json").read_text(encoding="utf-8"))
    return Weights(loaded["bias"], loaded["features"], loaded["keep"])


def features(text: str, a: Attribution, direct: Directness, zone: ZoneKind) -> dict[str, float]:
    """Describe an attribution in numbers; each lies roughly between -5 and 5.

    >>> from onrecord.model import Span
    >>> a = Attribution((Span(0, 2),), (Span(3, 7),), (Span(8, 10),))
    >>> f = features("He said no.", a, Directness.INDIRECT, ZoneKind.BODY)
    >>> f["one word"], f["no source"]
    (1.0, 0.0)
    """
    content = " ".join(s.of(text) for s in a.content)
    count = len(_WORD.findall(content))
    first = content.lstrip("\"“'‘«")[:1]
    return {
        "log words": math.log(max(count, 1)),
        "one word": float(count <= 1),
        "two or three words": float(2 <= count <= 3),
        "no verb": float(_VERBAL.search(content) is None),
        "pieces": float(len(a.content) - 1),
        "question": float(content.rstrip("\"”’'» ").endswith("?")),
        "begins with a capital": float(first.isupper()),
        "direct": float(direct is Directness.DIRECT),
        "mixed": float(direct is Directness.MIXED),
        "no source": float(not a.source),
        "no cue": float(not a.cue),
        "cue words": float(min(6, sum(len(_WORD.findall(s.of(text))) for s in a.cue))),
        "headline": float(zone is ZoneKind.HEADLINE),
        "summary": float(zone is ZoneKind.SUMMARY),
        "caption": float(zone is ZoneKind.CAPTION),
        **{
            name: _odds(a.confidence.get(name))
            for name in ("content", "cue", "source", "link", "source_link")
        },
        "coded as none": _odds(_none(a.codes)),
    }


def _none(codes: Sequence[float]) -> float | None:
    """Return how likely the encoder finds it that this is nothing the manual codes."""
    acts = [math.exp(x) for x in codes[: NO_STATEMENT + 1]]
    return acts[NO_STATEMENT] / sum(acts) if acts else None


def _odds(p: float | None) -> float:
    """Return log odds within -4 and 4; 0 where there is nothing to judge."""
    if p is None:
        return 0.0
    held = min(max(p, 0.018), 0.982)
    return math.log(held / (1 - held))


def probability(described: dict[str, float]) -> float:
    """Return how likely an attribution with these features is a statement."""
    w = weights()
    total = w.bias + sum(w.features.get(k, 0.0) * v for k, v in described.items())
    return 1 / (1 + math.exp(-total))
