"""Score `onrecord lineage` on shared/lineage/dev and the families in benchmarks/data/lineage, parts apart.

usage: python benchmarks/lineage.py [--shared DIR] [--smoke]

The weights were fitted on shared/lineage/dev and the fit part; of the judge part only totals were looked at.
Pages go through the whole command under shuffled names, by the shared scorer (tools/lineage_score.py).
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from _setting import ROOT, conditions, digest, load_tool, shared

OWN = ROOT / "benchmarks" / "data" / "lineage"
COMMAND = [sys.executable, "-m", "onrecord", "lineage", "--json"]
REACH = {"copy": 1.0, "rewrite": 0.8, "partial": 0.8, "credited": 0.8}


def taken(folder: Path, families: set[str], target: Path) -> Path:
    """Copy the files of some families, with their pairs and outlets."""
    target.mkdir()
    for path in sorted(folder.glob("b*.txt")):
        if path.name[:3] in families:
            shutil.copy(path, target / path.name)
    pairs = json.loads((folder / "pairs.json").read_text(encoding="utf-8"))
    outlets = json.loads((folder / "outlets.json").read_text(encoding="utf-8"))
    kept = [p for p in pairs if p["from"][:3] in families]
    (target / "pairs.json").write_text(json.dumps(kept), encoding="utf-8")
    named = {k: v for k, v in outlets.items() if k[:3] in families}
    (target / "outlets.json").write_text(json.dumps(named), encoding="utf-8")
    return target


def show(title: str, folder: Path, scorer: Path) -> None:
    """Score one folder and print its figures."""
    result: dict[str, Any] = load_tool(scorer).main(str(folder), COMMAND)
    pairs = json.loads((folder / "pairs.json").read_text(encoding="utf-8"))
    kinds = Counter(p["relation"] for p in pairs)
    files = sorted(folder.glob("b*.txt"))
    print(f"\n{title}: {len(files)} pages of {len({f.name[:3] for f in files})} families")
    print(conditions(digest([*files, folder / "pairs.json", folder / "outlets.json"])))
    for name, reach in REACH.items():
        v = result[name]
        print(
            f"{name:10s} F1 {v['F1']:.3f} (P {v['P']:.3f}, R {v['R']:.3f}; given {v['predicted']},"
            f" n = {v['gold']})  reach {reach}"
        )
    others = kinds["independent"] + kinds["other_event"]
    left = round(result["others left alone"] * others)
    print(f"others left alone {left} of {others}  reach 11 of 12")
    right = result["direction right of found"]
    print(f"derived found {result['derived found']}, direction right of these {right}")


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--smoke", action="store_true", help="one family: does it run?")
    o = parser.parse_args()
    data = shared(o.shared)
    if data is None or not (data / "tools" / "lineage_score.py").exists():
        print(
            "skipped: the shared scorer (tools/lineage_score.py) is not here; name its folder with --shared"
        )
        return 0
    scorer = data / "tools" / "lineage_score.py"
    parts: dict[str, str] = json.loads((OWN / "parts.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as work:
        if o.smoke:
            show("smoke run over one family: no figures", taken(OWN, {"b04"}, Path(work) / "one"), scorer)
            return 0
        show("shared/lineage/dev", data / "lineage" / "dev", scorer)
        for part in ("fit", "judge"):
            families = {name for name, of in parts.items() if of == part}
            show(f"benchmarks/data/lineage, {part} part", taken(OWN, families, Path(work) / part), scorer)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
