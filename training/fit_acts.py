"""Fit the regression of acts and stances (coding/acts.py) on gold/train, on top of the encoder's own scores.

usage: python training/fit_acts.py --shared DIR [--without NAME...] [--ridge N] [--write]

The encoder saw no article of gold/, so its scores of gold/train are those of unseen articles. The regression
begins as these scores themselves and is pulled back to them: what 580 statements teach beside them is little.
Prints the share right of held-out articles (benchmarks/data/folds.json); dev only measures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "benchmarks"))

from coding_examples import _at  # noqa: E402
from onrecord.coding.acts import features, names  # noqa: E402
from onrecord.encoder.decode import pooled  # noqa: E402
from onrecord.encoder.labels import ACTS, STANCES  # noqa: E402
from onrecord.encoder.session import Encoder  # noqa: E402
from onrecord.encoder.tokens import Pieces, pieces  # noqa: E402
from onrecord.intake.document import to_document  # noqa: E402
from onrecord.intake.pages import pages  # noqa: E402
from onrecord.model import RawPage, Span  # noqa: E402
from speakers import attribution  # noqa: E402

TARGET = Path(str(files("onrecord.coding"))) / "data/acts.json"
FOLDS = ROOT / "benchmarks/data/folds.json"
CLASSES = {"act": ACTS, "stance": STANCES}
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """Hold the statements of some articles: features, classes, and whose they are."""

    x: Floats
    y: dict[str, npt.NDArray[np.int64]]
    article: list[str]

    def only(self, keep: npt.NDArray[np.bool_]) -> Rows:
        """Return some of them."""
        at = np.flatnonzero(keep)
        return Rows(self.x[at], {k: v[at] for k, v in self.y.items()}, [self.article[i] for i in at])


def read(folder: Path, encoder: Encoder) -> Rows:
    """Describe the statements of a gold folder by their gold spans and the encoder's scores of these."""
    x, article = [], []
    y: dict[str, list[int]] = {"act": [], "stance": []}
    for page in pages([str(p) for p in sorted(folder.glob("*.txt"))]):
        assert isinstance(page, RawPage)
        coding = json.loads((folder / page.name).with_suffix(".json").read_text(encoding="utf-8"))
        text = to_document(page).text
        (cut,) = pieces([text])
        windows = encoder.encode([cut])[0]
        cue_codes = np.concatenate([w.cue_codes for w in windows])
        content_codes = np.concatenate([w.content_codes for w in windows])
        for s in coding["statements"]:
            found = attribution(text, s)
            if found is None:
                raise SystemExit(f"{page.name}: the text does not say {s['quote']!r}")
            codes = pooled(content_codes, runs(covered(cut, found.content)))
            if found.cue:
                codes = codes + pooled(cue_codes, runs(covered(cut, found.cue)))
            cue, content = (
                " ".join(span.of(text) for span in sorted(part)) for part in (found.cue, found.content)
            )
            x.append(features(cue, content, [float(v) for v in codes]))
            for field, classes in CLASSES.items():
                y[field].append(classes.index(s[field]))
            article.append(Path(page.name).stem)
    return Rows(np.array(x, np.float64), {k: np.array(v) for k, v in y.items()}, article)


def covered(p: Pieces, spans: Sequence[Span]) -> npt.NDArray[np.int64]:
    """Return the pieces that some spans cover."""
    return _at(p, sorted((s.start, s.end) for s in spans))


def runs(at: npt.NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return the first and last of each run of neighbours."""
    cuts = np.flatnonzero(np.diff(at) > 1) + 1
    return [(int(part[0]), int(part[-1])) for part in np.split(at, cuts)]


def start(field: str) -> Floats:
    """Return the weights that give the encoder's own scores."""
    classes = CLASSES[field]
    out = np.zeros((len(names()), len(classes)))
    for column, name in enumerate(classes):
        out[names().index(f"encoder {name}"), column] = 1.0
    return out


def fit(rows: Rows, field: str, ridge: float) -> tuple[Floats, Floats]:
    """Fit one softmax regression by L-BFGS; the penalty is on the distance from the start."""
    begin, y = start(field), rows.y[field]
    shape, one = begin.shape, np.eye(begin.shape[1])[y]

    def loss(flat: Floats) -> tuple[float, Floats]:
        w, b = flat[: -shape[1]].reshape(shape), flat[-shape[1] :]
        p = softmax(rows.x @ w + b)
        value = -np.log(np.maximum(p[np.arange(len(y)), y], 1e-12)).sum() + ridge * ((w - begin) ** 2).sum()
        slope = p - one
        down = np.concatenate([(rows.x.T @ slope + 2 * ridge * (w - begin)).ravel(), slope.sum(0)])
        return float(value), down

    found = minimize(loss, np.concatenate([begin.ravel(), np.zeros(shape[1])]), jac=True, method="L-BFGS-B")
    return found.x[: -shape[1]].reshape(shape), found.x[-shape[1] :]


def softmax(scores: Floats) -> Floats:
    """Return the probabilities of each row."""
    raised = np.exp(scores - scores.max(1, keepdims=True))
    share: Floats = raised / raised.sum(1, keepdims=True)
    return share


def report(field: str, where: str, chances: Floats, y: npt.NDArray[np.int64], least: float) -> None:
    """Print right, right of decided, and decided."""
    decided, good = chances.max(1) >= least, chances.argmax(1) == y
    print(
        f"{field:6s} {where:17s} right {good.mean():.3f}; decided {decided.mean():.2f}, "
        f"of these right {good[decided].mean():.3f}"
    )


def held_out(rows: Rows, field: str, ridge: float) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return the probabilities of articles that the fit did not see, and which rows have them."""
    out = np.full((len(rows.article), len(CLASSES[field])), np.nan)
    for held in json.loads(FOLDS.read_text(encoding="utf-8"))["folds"]:
        here = np.array([a in held for a in rows.article])
        if here.any():
            w, b = fit(rows.only(~here), field, ridge)
            out[here] = softmax(rows.x[here] @ w + b)
    return out, ~np.isnan(out[:, 0])


def main() -> None:
    """Measure, fit, write."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True)
    p.add_argument("--without", nargs="*", default=[], help="articles of gold/train to leave out")
    p.add_argument(
        "--ridge", type=float, nargs="*", default=[20.0], help="several: measure each, keep the last"
    )
    p.add_argument("--decide", type=float, default=0.87, help="share of held-out statements that is decided")
    p.add_argument("--write", action="store_true")
    o = p.parse_args()
    encoder = Encoder(1)
    train, dev = (read(o.shared / "gold" / s, encoder) for s in ("train", "dev"))
    train = train.only(np.array([a not in o.without for a in train.article]))
    kept: dict[str, object] = {"features": list(names())}
    for ridge in o.ridge:
        print(f"ridge {ridge}")
        for field in CLASSES:
            chances, seen = held_out(train, field, ridge)
            least = round(float(np.quantile(chances[seen].max(1), 1 - o.decide)), 3)
            w, b = fit(train, field, ridge)
            report(field, "held out of train", chances[seen], train.y[field][seen], least)
            report(field, "dev", softmax(dev.x @ w + b), dev.y[field], least)
            kept[field] = {
                "weights": [[round(float(v), 3) for v in row] for row in w],
                "bias": [round(float(v), 3) for v in b],
                "least": least,
            }
    if o.write:
        TARGET.write_text(json.dumps(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
