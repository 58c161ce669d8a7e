"""Score window outputs on PolNeAR with the shared scorer, as the shipped reader would decode them."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

from onrecord.encoder.decode import attributions
from onrecord.encoder.links import Window
from onrecord.encoder.tokens import Pieces
from onrecord.model import Span


def scorer(path: Path) -> ModuleType:
    """Load shared/tools/polnear_eval.py."""
    spec = importlib.util.spec_from_file_location("polnear_eval", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(
    names: Sequence[str], texts: Sequence[str], p: Sequence[Pieces], w: Sequence[Sequence[Window]]
) -> dict[str, list[Mapping[str, list[list[int]]]]]:
    """Decode every article into the scorer's form."""
    found = attributions(texts, p, w)

    def flat(spans: Sequence[Span]) -> list[list[int]]:
        return [[s.start, s.end] for s in spans]

    return {
        name: [{"source": flat(a.source), "cue": flat(a.cue), "content": flat(a.content)} for a in quotes]
        for name, quotes in zip(names, found, strict=True)
    }
