"""Measure the whole chain on gold/train by cross-validation over articles; the encoder saw none of them.

usage: python training/cross_validate.py --shared DIR --work DIR [--folds N...]

For each fold of benchmarks/data/folds.json the regressions (acts, stances, records, addressees, commitments
and events, their dates and places) are fitted without the fold's articles in a copy of the package, and that
copy codes the articles, with raw scores in place of confidences (calibration.py fits on them). All codings
that WORK then holds are scored together with shared/tools/score.py. The issue weights are those shipped: some
twenty numbers that know no issue (training/fit_issues.py has their folds). Word lists and rules were written
with gold/train in sight and cannot be held out; ridges and thresholds (chosen_records.json) were chosen once.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src" / "onrecord"
FOLDS = HERE.parent / "benchmarks/data/folds.json"
FITS = (
    ("fit_acts.py",),
    ("fit_record.py",),
    ("fit_addressees.py",),
    ("fit_records.py", "--settled"),
    ("fit_event_fields.py",),
)


def fold(shared: Path, work: Path, number: int, held: list[str]) -> None:
    """Fit one fold into a copy of the package, and code its articles."""
    tree = work / f"fold-{number}"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(SOURCE, tree / "onrecord")
    settings = os.environ | {"PYTHONPATH": f"{tree}{os.pathsep}{HERE}", "OMP_NUM_THREADS": "1"}
    for script, *options in FITS:
        fit = [sys.executable, str(HERE / script), "--shared", str(shared), *options]
        command = [*fit, "--write", "--without", *held]
        subprocess.run(command, env=settings, check=True, stdout=subprocess.DEVNULL)
    raw = [sys.executable, str(HERE / "calibration.py"), "--identity"]
    subprocess.run(raw, env=settings, check=True)
    texts = [str(shared / "gold/train" / f"{name}.txt") for name in held]
    coding = [sys.executable, "-m", "onrecord", "code", *texts, "-o", str(work / "codings")]
    subprocess.run(coding, env=settings, check=True)
    shutil.rmtree(tree)
    print(f"fold {number}: {len(held)} articles", flush=True)


def main() -> None:
    """Run the folds and score what there is."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True)
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--folds", type=int, nargs="*", help="all unless named")
    o = p.parse_args()
    listed: list[list[str]] = json.loads(FOLDS.read_text(encoding="utf-8"))["folds"]
    for number in range(len(listed)) if o.folds is None else o.folds:
        fold(o.shared, o.work, number, listed[number])
    gold = o.work / "gold"
    gold.mkdir(parents=True, exist_ok=True)
    for path in sorted((o.work / "codings").glob("*.json")):
        shutil.copy(o.shared / "gold/train" / path.name, gold)
    subprocess.run([sys.executable, o.shared / "tools/score.py", gold, o.work / "codings"], check=True)


if __name__ == "__main__":
    main()
