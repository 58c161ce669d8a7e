"""Score the shipped encoder on PolNeAR dev with the shared scorer.

usage: python benchmarks/polnear.py [--shared DIR] [--model FILE.onnx] [--fp32 FILE.onnx] [--smoke]

With --fp32 (training/export.py --fp32 writes one) the loss of int8 against float32 is printed too.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from _setting import conditions, digest, load_tool, shared
from onrecord.encoder.session import Encoder

MEASURES = ("source", "cue", "content", "overlap", "exact", "attribution")
REACH = {"overlap": 79.0, "attribution": 67.0, "exact": 59.0}


def read(path: Path) -> str:
    """Return a text with its newlines untouched: the gold's offsets count them."""
    with path.open(encoding="utf-8", newline="") as f:
        return f.read()


def measure(
    encoder: Encoder, folder: Path, scorer_path: Path, limit: int | None
) -> dict[str, dict[str, float]]:
    """Return the scorer's result for a model."""
    paths = sorted((folder / "text").glob("*.txt"))[:limit]
    found = encoder.read([read(p) for p in paths], head="tags")
    predictions = {
        path.stem: [
            {role: [[s.start, s.end] for s in getattr(a, role)] for role in ("source", "cue", "content")}
            for a in attributions
        ]
        for path, (attributions, *_) in zip(paths, found, strict=True)
    }
    result: dict[str, dict[str, float]] = load_tool(scorer_path).score(str(folder), predictions)
    return result


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--fp32", type=Path)
    parser.add_argument("--smoke", action="store_true", help="three articles: does it run?")
    o = parser.parse_args()
    data = shared(o.shared)
    if data is None:
        print("skipped: the shared data (PolNeAR) are not here; name their folder with --shared")
        return 0
    folder, scorer = data / "corpora/polnear/dev", data / "tools/polnear_eval.py"
    encoder = Encoder(1, o.model.read_bytes() if o.model else None)
    result = measure(encoder, folder, scorer, 3 if o.smoke else None)
    print(f"PolNeAR dev, {encoder.name}")
    print(conditions("PolNeAR dev " + digest([*folder.glob("*/*.txt"), *folder.glob("*/*.ann")])))
    if o.smoke:
        print("smoke run over three articles: no figures")
        return 0
    whole = measure(Encoder(1, o.fp32.read_bytes()), folder, scorer, None) if o.fp32 else {}
    for key in MEASURES:
        v = result[key]
        reach = f"  reach {REACH[key]}" if key in REACH else ""
        against = f"  fp32 {whole[key]['F1']:5.1f}" if whole else ""
        print(f"{key:12s} P {v['P']:5.1f}  R {v['R']:5.1f}  F1 {v['F1']:5.1f}{reach}{against}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
