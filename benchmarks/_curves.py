"""Draw reliability curves: what share is right at each confidence, and how many fields stand behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from onrecord.evaluation.calibration import BINS, Sample, bins, calibration_error, sample
from onrecord.evaluation.judgements import Judgement

WIDTH, HEIGHT = 3.0, 4.2  # inches of one curve with its histogram
BARS = np.linspace(0, 1, 21)


def draw(target: Path, groups: Mapping[str, Sequence[Judgement]], count: int = BINS) -> None:
    """Draw one curve beside the other, those without confidences left out, and write them as SVG.

    Black on white: points with 95 % intervals, the diagonal dashed, the histogram grey; no colour carries
    anything. The same figures give the same file.
    """
    known = {name: s for name, rows in groups.items() if len(s := sample(rows))}
    if not known:
        raise SystemExit("no field carries a confidence: there is no curve to draw")
    with mpl.rc_context({"svg.hashsalt": "onrecord", "svg.fonttype": "none", "font.size": 8}):
        figure = Figure(figsize=(WIDTH * len(known), HEIGHT), layout="constrained")
        axes = figure.subplots(2, len(known), squeeze=False, sharex=True, sharey="row", height_ratios=(3, 1))
        for column, (name, s) in enumerate(known.items()):
            _curve(axes[0, column], name, s, count)
            _histogram(axes[1, column], s)
        axes[0, 0].set_ylabel("share right")
        axes[1, 0].set_ylabel("share of fields")
        figure.savefig(target, format="svg", metadata={"Date": None})


def _curve(axis: Axes, name: str, s: Sample, count: int) -> None:
    found = bins(s, count)
    x, y = [b.confidence for b in found], [b.right for b in found]
    down, up = [b.right - b.least for b in found], [b.most - b.right for b in found]
    axis.plot((0, 1), (0, 1), color="black", linewidth=0.7, linestyle=(0, (4, 3)))
    axis.errorbar(
        x, y, yerr=[np.maximum(down, 0), np.maximum(up, 0)],
        color="black", linewidth=1, elinewidth=0.7, capsize=2, marker="o", markersize=3,
    )  # fmt: skip
    axis.set_title(f"{name}: {len(s)} fields, error {calibration_error(s, count):.3f}", fontsize=8)
    axis.set_xlim(-0.02, 1.02)  # points on the edge are seen whole
    axis.set_ylim(-0.02, 1.02)
    axis.set_aspect("equal")


def _histogram(axis: Axes, s: Sample) -> None:
    weights = np.full(len(s), 1 / len(s))
    axis.hist(s.confidence, bins=list(BARS), weights=weights, color="0.75", edgecolor="black", linewidth=0.5)
    axis.set_xlabel("confidence")
