"""Fit the sentence vector head of a trained tagger in closed form.

usage: python training/fit_vectors.py --shared DIR --work DIR --base FILE --tagger IN --out OUT

Ridge regression from the mean of a sentence's last hidden states, in the windows it is read in, to the
base's own sentence embedding, centred and cut to 128 by PCA. Trained along with the other heads by gradient
the vectors stay near their mean (docs/experiments.md); this takes two minutes and touches nothing else.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from batches import batches, cut
from tagger import HEADS, Tagger
from train import _has_bf16, examples, load, save, sentence_embeddings

RIDGE = 10.0


@torch.no_grad()
def sentence_means(model: Tagger, o: argparse.Namespace, data: list, count: int) -> tuple[Tensor, Tensor]:  # type: ignore[type-arg]
    """Return the mean last hidden state of each sentence and whether it was seen."""
    sums, seen = torch.zeros(count, model.shape.hidden), torch.zeros(count)
    rng = random.Random(0)
    for b in batches(cut(data, rng), 16, rng, "cpu"):
        with torch.autocast("cpu", torch.bfloat16, enabled=o.bf16):
            h = model.hidden(b["ids"], b["mask"]).float().flatten(0, 1)
        row = b["sentence"].flatten()
        known = row >= 0
        sums.index_add_(0, row[known], h[known])
        seen.index_add_(0, row[known], torch.ones(int(known.sum())))
    return sums / seen.clamp(min=1)[:, None], seen > 2


def main() -> None:
    """Fit and save."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("shared", "work", "base", "tagger", "out"):
        p.add_argument(f"--{name}", type=Path, required=True)
    o = p.parse_args()
    o.mention_weight, o.every_annotator, o.unlabelled, o.device, o.bf16 = 0.0, False, 0, "cpu", _has_bf16()
    data, sentences = examples(o)
    model = load(o.tagger, "cpu")
    kept = o.work / f"base-{len(sentences)}.pt"
    if not kept.exists():
        torch.save(sentence_embeddings(o, sentences), kept)
    target: Tensor = torch.load(kept)
    target = target - target.mean(0)
    _, _, v = torch.linalg.svd(target[:20000], full_matrices=False)
    target = target @ v[: HEADS["vectors"]].T
    x, known = sentence_means(model, o, data, len(sentences))
    x, target = x[known], target[known]
    mean = x.mean(0)
    xc = (x - mean).double()
    w = torch.linalg.solve(xc.T @ xc + RIDGE * torch.eye(xc.shape[1]), xc.T @ target.double()).float()
    fitted = float(((x - mean) @ w - target).pow(2).sum() / target.pow(2).sum())
    print(f"{len(x)} sentences, {fitted:.3f} of the variance left")
    at = int(np.cumsum([0, *HEADS.values()])[list(HEADS).index("vectors")])
    with torch.no_grad():
        model.head.weight[at : at + HEADS["vectors"]] = w.T
        model.head.bias[at : at + HEADS["vectors"]] = -(mean @ w)
    save(model, o.out)


if __name__ == "__main__":
    main()
