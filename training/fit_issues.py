"""Fit how much each kind of evidence counts for an issue, on coded articles; none of it knows an issue's id.

usage: python training/fit_issues.py GOLD_DIR [--write]

A conditional logit over the issues of the shipped codebook, whose weights all issues share. An article counts
by the root of its statements, and a statement less where its issue is frequent, so that no subject of the
articles decides. Prints the weights, and the cross-validated share of statements given an issue rightly.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from issues import Example, examples, folds, share_right  # noqa: E402
from onrecord.codebook.packs import shipped  # noqa: E402
from onrecord.coding.issue_evidence import KINDS, Floats, evidence  # noqa: E402
from onrecord.coding.issues import Weighing  # noqa: E402

FILE = ROOT / "src" / "onrecord" / "coding" / "data" / "issue_weights.json"
FIRST, SECOND = 0.15, 0.08
PENALTY = 1e-4
BOUNDS = {
    "narrower": (None, -0.5),
    "residual": (None, None),
    "residual, silent": (None, None),
    "residual, pointing back": (None, None),
}
"""A narrower issue speaks against its broader one, however rarely the coded articles have both."""


@dataclass(frozen=True, slots=True)
class Case:
    """Hold the evidence of one article's statements, and what they should be given."""

    found: Floats
    wanted: Floats


def case(example: Example, has_likeness: bool) -> Case:
    """Gather the evidence of one article."""
    book = shipped()
    like = example.like if has_likeness else None
    found = evidence(example.text, example.statements, example.zones, book, like)
    wanted = np.array([[(i in gold) / len(gold) for i in book.ids] for gold in example.issues])
    return Case(found, wanted.reshape(len(example.issues), len(book.ids)))


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """Return the weight of each kind of evidence."""
    cases = [c for c in cases if len(c.wanted)]
    found = np.concatenate([c.found for c in cases])
    wanted = np.concatenate([c.wanted for c in cases])
    size = np.concatenate([np.full(len(c.wanted), len(c.wanted) ** -0.5) for c in cases])
    often = (wanted * size[:, None]).sum(0) + 1
    size = size * (wanted * often**-0.5).sum(1)
    size /= size.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = found @ weights
        chances = np.exp(scores - scores.max(1, keepdims=True))
        chances /= chances.sum(1, keepdims=True)
        total = -(size[:, None] * wanted * np.log(chances + 1e-12)).sum() + PENALTY * (weights**2).sum()
        slope = np.einsum("n,nik,ni->k", size, found, chances - wanted) + 2 * PENALTY * weights
        return float(total), slope

    bounds = [BOUNDS.get(kind, (0, None)) for kind in KINDS]
    best = minimize(loss, np.zeros(len(KINDS)), jac=True, method="L-BFGS-B", bounds=bounds)
    return {kind: round(float(w), 3) for kind, w in zip(KINDS, best.x, strict=True)}


def cross_validated(found: Sequence[Example], has_likeness: bool) -> list[tuple[Example, Weighing]]:
    """Return the articles of each fold with the weights fitted on the others."""
    cases = {e.name: case(e, has_likeness) for e in found}
    out = []
    for fold in folds([e.name for e in found]):
        weights = fit([c for name, c in cases.items() if name not in fold])
        out += [(e, Weighing(weights, FIRST, SECOND)) for e in found if e.name in fold]
    return out


def main() -> int:
    """Fit, and write the file where asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {FILE.relative_to(ROOT)}")
    o = parser.parse_args()
    found = examples(o.folder)
    content: dict[str, Any] = {"first": FIRST, "second": SECOND}
    for name, has_likeness in (("with likeness", True), ("cues alone", False)):
        print(name)
        for line in share_right(cross_validated(found, has_likeness), has_likeness=has_likeness):
            print(line)
        content[name] = fit([case(e, has_likeness) for e in found])
    written = json.dumps(content, indent=1) + "\n"
    print(written)
    if o.write:
        FILE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
