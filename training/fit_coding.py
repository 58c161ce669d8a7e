"""Fit the coding heads on gold/train with the encoder frozen, and the regression of acts and stances on them.

usage: python training/fit_coding.py --shared DIR --tagger IN --out OUT [--write]

The heads ``coded``, ``marks``, ``cue_codes`` and ``content_codes`` go on from the trained tagger over gold/train,
the invented articles and the coded attributions. What they say of gold/train for the regression of acts
(coding/acts.py) comes from folds by article (benchmarks/data/folds.json), so that it learns what unseen
articles look like; the PolNeAR articles of gold/train are in every fold's training. Prints the accuracy of
held-out articles; dev only measures.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from coding_examples import CodingExample, from_articles, from_attributions
from gold_examples import from_gold
from heads import CodeHeads, Floats, Row, Settings, States, fit_codes, fit_spans, rows, scores, states, with_heads
from onrecord.coding.acts import features, names, probabilities
from onrecord.encoder.labels import ACTS, STANCES
from tagger import Tagger
from train import save
from train_coding import grown

ROOT = Path(__file__).parents[1]
TARGET = Path(str(files("onrecord.coding"))) / "data/acts.json"
FOLDS = ROOT / "benchmarks/data/folds.json"
CLASSES = {"act": ACTS, "stance": STANCES}


@dataclass(frozen=True)
class Data:
    """Hold everything that the heads are fitted on, with the hidden states of whole articles."""

    other: list[Row]  # items of coded attributions and invented articles
    own: list[CodingExample]  # invented articles
    train: list[CodingExample]
    dev: list[CodingExample]
    known: States


def load(model: Tagger, shared: Path, coded: Path) -> Data:
    """Encode all texts once."""
    own = from_articles(coded)
    train, dev = (from_gold(shared / "gold" / s) for s in ("train", "dev"))
    known = states(model, [*own, *train, *dev])
    attributions = from_attributions(shared, sorted(coded.glob("*.tsv")))
    other = rows(model, [*own, *attributions], known)
    return Data(other, own, train, dev, known)


def folds() -> list[list[str]]:
    """Return the names of the articles that each fold holds out."""
    listed: list[list[str]] = json.loads(FOLDS.read_text(encoding="utf-8"))["folds"]
    return listed


def fitted(model: Tagger, data: Data, without: Sequence[str], by: Settings) -> tuple[Tagger, CodeHeads]:
    """Fit all coding heads on everything but some articles of gold/train."""
    gold = [e for e in data.train if e.labelled.name not in without]
    codes = fit_codes(model, data.other, rows(model, gold, data.known), by)
    return with_heads(model, codes, fit_spans(model, data.known, data.own, gold, by)), codes


def regress(x: Floats, y: npt.NDArray[np.int64], classes: int, ridge: float) -> tuple[Floats, Floats]:
    """Fit a softmax regression with weight decay; the bias is not shrunk."""
    torch.manual_seed(0)
    inputs, target = torch.from_numpy(x), torch.from_numpy(y)
    w = torch.zeros(x.shape[1], classes, requires_grad=True)
    b = torch.zeros(classes, requires_grad=True)
    optimiser = torch.optim.LBFGS([w, b], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        loss = F.cross_entropy(inputs @ w + b, target, reduction="sum") + ridge * (w**2).sum()
        torch.autograd.backward(loss)
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    return w.detach().numpy(), b.detach().numpy()


def described(data: Sequence[Row], found: Floats) -> Floats:
    """Return the features of items for the regression."""
    return np.stack([features(r.words[0], r.words[1], s) for r, s in zip(data, found, strict=True)])


@dataclass(frozen=True)
class Regression:
    """Hold the weights of one field and the least probability that decides."""

    weights: Floats
    bias: Floats
    least: float


def regressions(x: Floats, gold: Sequence[Row], ridge: float, least: dict[str, float]) -> dict[str, Regression]:
    """Fit acts and stances on the features of some rows."""
    out = {}
    for field, classes in CLASSES.items():
        y = np.array([getattr(r, field) for r in gold])
        w, b = regress(x, y, len(classes), ridge)
        out[field] = Regression(w, b, least.get(field, 0.0))
    return out


def written(found: dict[str, Regression]) -> str:
    """Return the regressions as the data file holds them."""
    kept: dict[str, object] = {"features": list(names())}
    for field, r in found.items():
        kept[field] = {
            "weights": [[round(float(v), 3) for v in row] for row in r.weights],
            "bias": [round(float(v), 3) for v in r.bias],
            "least": r.least,
        }
    return json.dumps(kept) + "\n"


def chances(x: Floats, r: Regression) -> Floats:
    """Return the probabilities of each row."""
    return np.array([probabilities(s) for s in x @ r.weights + r.bias])


def report(field: str, where: str, found: Floats, y: npt.NDArray[np.int64], least: float) -> None:
    """Print right, right of decided and decided."""
    decided, good = found.max(1) >= least, found.argmax(1) == y
    print(
        f"{field} {where}: right {good.mean():.3f}; of decided {good[decided].mean():.3f} ({decided.mean():.2f} decided)",
        flush=True,
    )


def main() -> None:
    """Fit, measure, write."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True)
    p.add_argument("--tagger", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--coded", type=Path, default=Path(__file__).parent / "coded")
    p.add_argument("--ridge", type=float, default=2.0)
    p.add_argument("--decide", type=float, default=0.88, help="share of statements that is decided")
    p.add_argument("--write", action="store_true")
    o = p.parse_args()
    by = Settings()
    model = grown(o.tagger, 0.0).eval()
    data = load(model, o.shared, o.coded)
    train, dev = rows(model, data.train, data.known), rows(model, data.dev, data.known)
    print(f"{len(data.other)} coded elsewhere, {len(train)} of gold/train, {len(dev)} of gold/dev", flush=True)
    outside = scores(fit_codes(model, data.other, train, by), train)  # of the articles that are never held out
    for held in folds():
        here = [i for i, r in enumerate(train) if r.article in held]
        codes = fit_codes(model, data.other, [r for r in train if r.article not in held], by)
        outside[here] = scores(codes, [train[i] for i in here])
    final, codes = fitted(model, data, (), by)
    x, xd = described(train, outside), described(dev, scores(codes, dev))
    least = measured(x, train, o.ridge, o.decide)
    found = regressions(x, train, o.ridge, least)
    for field in CLASSES:
        report(field, "dev", chances(xd, found[field]), np.array([getattr(r, field) for r in dev]), least[field])
    save(final, o.out)
    if o.write:
        TARGET.write_text(written(found), encoding="utf-8")
        print(f"wrote {TARGET.name}")


def measured(x: Floats, train: Sequence[Row], ridge: float, decide: float) -> dict[str, float]:
    """Report held-out articles, and return the least probabilities that leave a share of them decided."""
    out = {}
    for field, classes in CLASSES.items():
        y = np.array([getattr(r, field) for r in train])
        found = np.full((len(train), len(classes)), np.nan, np.float32)
        for held in folds():
            inside = np.array([r.article in held for r in train])
            w, b = regress(x[~inside], y[~inside], len(classes), ridge)
            found[inside] = chances(x[inside], Regression(w, b, 0.0))
        seen = ~np.isnan(found[:, 0])
        out[field] = round(float(np.quantile(found[seen].max(1), 1 - decide)), 3)
        report(field, "held out of train", found[seen], y[seen], out[field])
    return out


if __name__ == "__main__":
    main()
