"""Fit the two logistics of lineage and write src/onrecord/lineage/data/weights.json.

usage: python training/fit_lineage.py [--shared DIR] [--out FILE]

``rewrite`` tells whether a document was written from another, ``direction`` which of two that share a text
was there first. Both are fitted on benchmarks/data/lineage (the fit part) and shared/lineage/dev, with
scikit-learn, and cross-validated with a family left out at a time. Seconds on one core.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from onrecord.errors import PageError
from onrecord.intake.document import to_document
from onrecord.intake.pages import pages
from onrecord.lineage.compare import aligned_reports, at_an_edge
from onrecord.lineage.credits import mentions
from onrecord.lineage.direction import content_measures
from onrecord.lineage.keys import keys, points
from onrecord.lineage.measures import alignment_measures, rewrite_measures
from onrecord.lineage.prepared import Prepared
from onrecord.lineage.runs import covered, runs
from onrecord.model import Given, Material
from onrecord.reader import Reader

ROOT = Path(__file__).resolve().parent.parent
OWN = ROOT / "benchmarks" / "data" / "lineage"
OUT = ROOT / "src" / "onrecord" / "lineage" / "data" / "weights.json"
REWRITE = ("matched", "mutual", "gain", "numbers_taken", "numbers_kept", "credit", "credit_back")
UNRELATED = 200  # pairs of different families with a key in common, and as many without
REGULAR = {"rewrite": 1.0, "direction": 0.1}


@dataclass(frozen=True)
class Row:
    """Hold what two documents measure, and whether the second derives from the first."""

    family: str
    kind: str  # the gold's relation, or "unrelated"
    true: bool
    measures: dict[str, float]
    weight: float = 1.0


@dataclass(frozen=True)
class Gold:
    """Hold one folder: documents by name, and the relation of pairs (source, derived)."""

    documents: dict[str, Prepared]
    pairs: dict[tuple[str, str], str]


def read(folder: Path, families: set[str] | None, tag: str, reader: Reader) -> Gold:
    """Read the pages of some families."""
    outlets = json.loads((folder / "outlets.json").read_text(encoding="utf-8"))
    taken = {}
    for page in pages(sorted(str(p) for p in folder.glob("b*.txt"))):
        if isinstance(page, PageError):
            raise page
        if families is None or page.name[:3] in families:
            document = to_document(replace(page, given=Given(outlet=outlets[page.name])))
            reading = reader.read([document])[0]
            taken[tag + page.name] = Prepared(Material(document, reading.sentences, reading.mentions))
    gold = json.loads((folder / "pairs.json").read_text(encoding="utf-8"))
    pairs = {(tag + p["from"], tag + p["to"]): p["relation"] for p in gold if tag + p["from"] in taken}
    return Gold(taken, pairs)


def rewrite_row(gold: Gold, source: str, derived: str, kind: str, true: bool, weight: float) -> Row:
    """Measure one pair as the comparison does."""
    s, d = gold.documents[source], gold.documents[derived]
    common = [run for run in runs(s, d) if at_an_edge(s, d, run)]
    measures = rewrite_measures(
        alignment_measures(aligned_reports(s, d, common)),
        s,
        d,
        len(mentions(d.document, s.document.outlet)),
        len(mentions(s.document, d.document.outlet)),
    )
    return Row(source[:4], kind, true, {name: measures[name] for name in REWRITE}, weight)


def rewrite_rows(gold: Gold) -> list[Row]:
    """Return pairs within families, both ways, and unrelated ones; partial takeovers are left out."""
    rows = []
    for source, derived in permutations(sorted(gold.documents), 2):
        if source[:4] != derived[:4]:
            continue
        said = gold.pairs.get((source, derived)) or gold.pairs.get((derived, source)) or ""
        base = source[:4] + "_base.txt"
        copied = gold.pairs.get((base, source)) == "copy" and gold.pairs.get((base, derived)) == "rewrite"
        true = gold.pairs.get((source, derived)) == "rewrite" or copied
        letters = {name[5:].split(".")[0] for name in (source, derived)}
        if true or (letters & {"d", "e"} and not letters & {"c", "j"}):
            weight = (2.0 if said in ("rewrite", "independent", "other_event") else 1.0) * (
                1 if true else 0.5
            )
            rows.append(rewrite_row(gold, source, derived, said, true, weight))
    return rows + unrelated(gold)


def unrelated(gold: Gold) -> list[Row]:
    """Return pairs of different families, half of them with a key in common."""
    held = {name: keys(document) for name, document in gold.documents.items()}
    pairs = [(s, d) for s, d in permutations(sorted(held), 2) if s[:4] != d[:4]]
    random.Random(3).shuffle(pairs)
    near = [pair for pair in pairs if points(held[pair[0]] & held[pair[1]]) >= 1][:UNRELATED]
    return [rewrite_row(gold, s, d, "unrelated", False, 0.15) for s, d in near + pairs[:UNRELATED]]


def direction_rows(gold: Gold) -> list[Row]:
    """Return each derivation once; the fit turns it round for the other class."""
    rows = []
    for (source, derived), kind in gold.pairs.items():
        if kind in ("copy", "rewrite", "partial"):
            s, d = gold.documents[source], gold.documents[derived]
            found = runs(s, d)
            in_s, in_d = covered(found, len(s.words), in_a=True), covered(found, len(d.words), in_a=False)
            rows.append(Row(source[:4], kind, True, content_measures(s, d, in_s, in_d)))
    return rows


Fit = Callable[[Sequence[Row]], tuple[np.ndarray, float]]


def table(rows: Sequence[Row]) -> np.ndarray:
    """Return measures as rows of numbers."""
    return np.array([list(row.measures.values()) for row in rows])


def fit_rewrite(rows: Sequence[Row]) -> tuple[np.ndarray, float]:
    """Fit weights and intercept to measures as they are; regularised on their standard scale."""
    x, y = table(rows), np.array([row.true for row in rows])
    mean, scale = x.mean(0), x.std(0)
    model = LogisticRegression(C=REGULAR["rewrite"], max_iter=1000)
    model.fit((x - mean) / scale, y, sample_weight=[row.weight for row in rows])
    weights = model.coef_[0] / scale
    return weights, float(model.intercept_[0] - weights @ mean)


def fit_direction(rows: Sequence[Row]) -> tuple[np.ndarray, float]:
    """Fit weights without an intercept: exchanged, the documents exchange their chances."""
    x = table(rows)
    scale = x.std(0)
    both = np.vstack([x, -x]) / scale
    model = LogisticRegression(C=REGULAR["direction"], fit_intercept=False, max_iter=1000)
    model.fit(both, [True] * len(x) + [False] * len(x))
    return model.coef_[0] / scale, 0.0


def cross_validated(rows: Sequence[Row], fit: Fit) -> np.ndarray:
    """Return each row's score by a fit without its family."""
    out = np.zeros(len(rows))
    for family in sorted({row.family for row in rows}):
        weights, intercept = fit([row for row in rows if row.family != family])
        held = [n for n, row in enumerate(rows) if row.family == family]
        out[held] = table([rows[n] for n in held]) @ weights + intercept
    return out


def main() -> None:
    """Fit, print what cross-validation gives, write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--shared", type=Path, default=os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")
    )
    parser.add_argument("--out", type=Path, default=OUT)
    o = parser.parse_args()
    reader = Reader(1)
    parts = json.loads((OWN / "parts.json").read_text(encoding="utf-8"))
    own = read(OWN, {name for name, part in parts.items() if part == "fit"}, "o", reader)
    dev = read(Path(o.shared) / "lineage" / "dev", None, "s", reader)
    gold = Gold(own.documents | dev.documents, own.pairs | dev.pairs)
    families = len({name[:4] for name in gold.documents})
    out: dict[str, object] = {"made": f"training/fit_lineage.py on {families} families"}
    for name, rows, fit in (
        ("rewrite", rewrite_rows(gold), fit_rewrite),
        ("direction", direction_rows(gold), fit_direction),
    ):
        right = (cross_validated(rows, fit) > 0) == np.array([row.true for row in rows])
        for kind in sorted({row.kind for row in rows}):
            of = [n for n, row in enumerate(rows) if row.kind == kind]
            print(f"{name}, {kind or 'others of a family'}: {right[of].sum()} of {len(of)} right")
        weights, intercept = fit(rows)
        fitted = {k: round(float(w), 3) for k, w in zip(rows[0].measures, weights, strict=True)}
        out[name] = {"weights": fitted, "intercept": round(intercept, 3)}
    o.out.write_text(json.dumps(out, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
