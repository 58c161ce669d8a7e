"""Fit the regression that says how likely an attribution is a statement (reading/record.py).

usage: python training/fit_record.py --shared DIR [--without NAME...] [--write]

Attributions of the shipped encoder on gold/train, right where the shared scorer matches them. The strength
of regularisation and the threshold are chosen by leaving articles out (ten folds) on train alone; dev only
measures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import numpy as np
import numpy.typing as npt

from onrecord.encoder.session import Encoder
from onrecord.intake.document import to_document
from onrecord.intake.pages import pages
from onrecord.model import RawPage
from onrecord.reading.statements import drafts

TARGET = Path(str(files("onrecord.reading"))) / "data/record.json"
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Article:
    """Hold one coded article's candidate records: features, contents, and what the gold has."""

    rows: list[dict[str, float]]
    quotes: list[list[str]]
    gold: list[dict[str, object]]


def articles(folder: Path, encoder: Encoder, without: Sequence[str] = ()) -> list[Article]:
    """Read a gold folder but for some articles; no record is left out."""
    out = []
    for page in pages([str(p) for p in sorted(folder.glob("*.txt"))]):
        assert isinstance(page, RawPage)
        if Path(page.name).stem in without:
            continue
        document = to_document(page)
        ((found, mentions, *_),) = encoder.read([document.text])
        made = [d for d in drafts(document, found, mentions).drafts if not d.carries]
        gold = json.loads((folder / page.name).with_suffix(".json").read_text(encoding="utf-8"))
        out.append(
            Article(
                [d.features for d in made],
                [[s.of(document.text) for s in d.attribution.content] for d in made],
                gold["statements"],
            )
        )
    return out


def right(a: Article, keep: npt.NDArray[np.bool_], scorer: ModuleType) -> npt.NDArray[np.bool_]:
    """Tell which kept records the scorer matches to a statement of the gold."""
    at = np.flatnonzero(keep)
    pairs = scorer.match(a.gold, [{"quote": a.quotes[i]} for i in at], scorer.statement_key)
    out = np.zeros(len(a.rows), bool)
    out[[at[j] for _, j in pairs]] = True
    return out


def fit(x: Floats, y: Floats, ridge: float) -> Floats:
    """Fit a ridge logistic regression by Newton's method; the last weight is the bias, not shrunk."""
    x = np.hstack([x, np.ones((len(x), 1))])
    w = np.zeros(x.shape[1])
    shrink = np.full(len(w), ridge)
    shrink[-1] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + shrink * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(shrink + 1e-9)
        w -= np.linalg.solve(hessian, gradient)
    return w


def f1(data: list[Article], chances: list[Floats], keep: float, scorer: ModuleType) -> float:
    """Return the statements' F1 when records below ``keep`` are left out."""
    hits = predicted = gold = 0
    for a, c in zip(data, chances, strict=True):
        hits += int(right(a, c >= keep, scorer).sum())
        predicted += int((c >= keep).sum())
        gold += len(a.gold)
    return 2 * hits / max(predicted + gold, 1)


def main() -> None:
    """Choose, fit, measure; write the weights where asked to."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True)
    p.add_argument("--without", nargs="*", default=[], help="articles of gold/train to leave out")
    p.add_argument("--write", action="store_true")
    o = p.parse_args()
    shared, write = o.shared, o.write
    scorer = load(shared / "tools/score.py")
    encoder = Encoder(1)
    train, dev = (articles(shared / "gold" / s, encoder, o.without) for s in ("train", "dev"))
    names = sorted(train[0].rows[0])

    def matrix(a: Article) -> Floats:
        return np.array([[r[n] for n in names] for r in a.rows]).reshape(len(a.rows), len(names))

    def chance(a: Article, w: Floats) -> Floats:
        likely: Floats = 1 / (1 + np.exp(-(matrix(a) @ w[:-1] + w[-1])))
        return likely

    labels = [right(a, np.ones(len(a.rows), bool), scorer).astype(float) for a in train]
    best = (0.0, 0.0, 0.0)
    for ridge in (1.0, 3.0, 10.0, 30.0):
        left_out: list[Floats] = [np.zeros(0)] * len(train)
        for fold in range(10):
            rest = [i for i in range(len(train)) if i % 10 != fold]
            w = fit(
                np.vstack([matrix(train[i]) for i in rest]), np.concatenate([labels[i] for i in rest]), ridge
            )
            for i in range(fold, len(train), 10):
                left_out[i] = chance(train[i], w)
        for keep in np.arange(0.0, 0.65, 0.05):
            best = max(best, (f1(train, left_out, float(keep), scorer), ridge, float(keep)))
    score, ridge, keep = best
    w = fit(np.vstack([matrix(a) for a in train]), np.concatenate(labels), ridge)
    everything = [np.ones(len(a.rows)) for a in dev]
    print(f"train, articles left out: F1 {score:.3f} at ridge {ridge}, keep {keep:.2f}")
    print(
        f"dev: F1 {f1(dev, everything, 0.0, scorer):.3f} with all, "
        f"{f1(dev, [chance(a, w) for a in dev], keep, scorer):.3f} with the likely ones"
    )
    for n, v in sorted(zip(names, w, strict=False), key=lambda p: -abs(p[1])):
        print(f"  {n:22s} {v:+.2f}")
    if write:
        fitted = {
            "bias": round(float(w[-1]), 4),
            "features": {n: round(float(v), 4) for n, v in zip(names, w, strict=False)},
            "keep": round(keep, 2),
        }
        TARGET.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")


def load(path: Path) -> ModuleType:
    """Load the shared scorer."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
    from _setting import load_tool

    return load_tool(path)


if __name__ == "__main__":
    main()
