"""Measure the whole chain on gold/train by cross-validation over articles, the encoder frozen.

usage: python training/cross_validate.py --shared DIR --tagger FILE --work DIR [--folds N...]

For each fold of benchmarks/data/folds.json the coding heads and all regressions are fitted without the fold's
articles, put into a copy of the package, and that copy codes the articles. The codings are left under WORK/codings
and scored together with shared/tools/score.py. --tagger is what train_coding.py wrote: it saw no article of gold/.
The issue weights are those shipped: some twenty numbers that know no issue (benchmarks/issues.py has their folds).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import export
from fit_coding import CLASSES, Data, chances, described, fitted, folds, load, regressions, written
from heads import Floats, Row, Settings, fit_codes, rows, scores
from onrecord.coding.acts import names
from tagger import Tagger
from train import save
from train_coding import grown

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src" / "onrecord"


def outside(model: Tagger, data: Data, train: Sequence[Row], by: Settings) -> Floats:
    """Return the code scores of each item of gold/train from heads that did not see its article."""
    out = scores(fit_codes(model, data.other, train, by), train)
    for held in folds():
        here = [i for i, r in enumerate(train) if r.article in held]
        codes = fit_codes(model, data.other, [r for r in train if r.article not in held], by)
        out[here] = scores(codes, [train[i] for i in here])
    return out


def fold(o: argparse.Namespace, number: int, model: Tagger, data: Data, train: Sequence[Row], x: Floats) -> None:
    """Fit one fold into a copy of the package, and code its articles."""
    held, tree = folds()[number], o.work / f"fold-{number}"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(SOURCE, tree / "onrecord")
    final, _ = fitted(model, data, held, Settings())
    save(final, tree / "tagger.safetensors")
    export.main(tree / "tagger.safetensors", tree / "onrecord/encoder/data/tagger.onnx", int8=True)
    inside = np.array([r.article not in held for r in train])
    kept = [r for r, i in zip(train, inside, strict=True) if i]
    found = regressions(x[inside], kept, o.ridge, {})
    for field, r in found.items():
        sure = chances(x[inside], r).max(1)
        found[field] = type(r)(r.weights, r.bias, round(float(np.quantile(sure, 1 - o.decide)), 3))
    (tree / "onrecord/coding/data/acts.json").write_text(written(found), encoding="utf-8")
    run(tree, "fit_record.py", "--shared", o.shared, "--write", "--without", *held)
    run(tree, "fit_addressees.py", "--shared", o.shared, "--write", "--without", *held)
    texts = [o.shared / "gold/train" / f"{name}.txt" for name in held]
    command = [sys.executable, "-m", "onrecord", "code", *map(str, texts), "-o", str(o.work / "codings")]
    subprocess.run(command, env=environment(tree), check=True)


def run(tree: Path, script: str, *arguments: object) -> None:
    """Run a script of this folder against a copy of the package."""
    subprocess.run([sys.executable, HERE / script, *map(str, arguments)], env=environment(tree), check=True)


def environment(tree: Path) -> dict[str, str]:
    """Return the environment in which a copy of the package is the package."""
    return os.environ | {"PYTHONPATH": f"{tree}{os.pathsep}{HERE}", "OMP_NUM_THREADS": "1"}


def main() -> None:
    """Run the folds and score them together."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True)
    p.add_argument("--tagger", type=Path, required=True)
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--coded", type=Path, default=HERE / "coded")
    p.add_argument("--ridge", type=float, default=2.0)
    p.add_argument("--decide", type=float, default=0.88)
    p.add_argument("--folds", type=int, nargs="*", default=list(range(len(folds()))))
    o = p.parse_args()
    model = grown(o.tagger, 0.0).eval()
    data = load(model, o.shared, o.coded)
    train = rows(model, data.train, data.known)
    x = described(train, outside(model, data, train, Settings()))
    assert x.shape[1] == len(names()) and set(CLASSES) == {"act", "stance"}
    for number in o.folds:
        fold(o, number, model, data, train, x)
    gold = o.work / "gold"
    shutil.rmtree(gold, ignore_errors=True)
    gold.mkdir(parents=True)
    for number in o.folds:
        for name in folds()[number]:
            shutil.copy(o.shared / "gold/train" / f"{name}.json", gold)
    subprocess.run([sys.executable, o.shared / "tools/score.py", gold, o.work / "codings"], check=True)


if __name__ == "__main__":
    main()
