"""Make training batches: windows cut anew each epoch, of like length, padded."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from onrecord.encoder.tokens import CLS, SEP, WINDOW, tokenizer, windows
from polnear import IGNORED, Labelled

Arrays = dict[str, Tensor]


@dataclass(frozen=True)
class Example:
    """Hold one text's targets and, for the sentence vectors, each piece's sentence (-1: none)."""

    labelled: Labelled
    sentence: npt.NDArray[np.int64]  # row of the sentence vector targets


def cut(
    examples: Sequence[Example], rng: random.Random, limit: int = WINDOW
) -> list[tuple[Example, int, int]]:
    """Cut every text into windows; the first is shortened at random so that no epoch sees the same cuts."""
    return [
        (e, a, b)
        for e in examples
        for a, b in windows(e.labelled.pieces.breaks, limit, first=rng.randint(limit // 3, limit))
    ]


def batches(
    cuts: list[tuple[Example, int, int]], size: int, rng: random.Random, device: str
) -> Iterator[Arrays]:
    """Yield padded batches in random order; windows of one batch are of like length."""
    cuts = list(cuts)
    rng.shuffle(cuts)
    groups = []
    for i in range(0, len(cuts), size * 32):
        chunk = sorted(cuts[i : i + size * 32], key=lambda c: c[2] - c[1])
        groups += [chunk[j : j + size] for j in range(0, len(chunk), size)]
    rng.shuffle(groups)
    for group in groups:
        arrays = collate(group)
        vary_quotation_marks(arrays["ids"], rng)
        yield {k: torch.from_numpy(v).to(device, non_blocking=True) for k, v in arrays.items()}


MARKS = tuple(tokenizer().token_to_id(m) for m in ("“", "”", '"'))
OTHER_MARKS = tuple(tuple(tokenizer().token_to_id(m) for m in pair) for pair in ('""', "«»", "„“", "''"))
"""Ways to write an opening and a closing quotation mark; PolNeAR has nearly only the typographic pair."""


def vary_quotation_marks(ids: npt.NDArray[np.int64], rng: random.Random) -> None:
    """Write the typographic marks of one window in eight in another fashion, in place."""
    for row in ids:
        if rng.random() < 1 / 8:
            opening, closing = rng.choice(OTHER_MARKS)
            left, right = row == MARKS[0], row == MARKS[1]
            row[left], row[right] = opening, closing


def collate(group: Sequence[tuple[Example, int, int]]) -> dict[str, npt.NDArray[np.int64]]:
    """Pad a group of windows into arrays (windows, length); targets outside are IGNORED."""
    longest = max(b - a for _, a, b in group) + 2
    keys = ("role", "mention", "to_cue", "to_source", "sentence")
    out = {k: np.full((len(group), longest), IGNORED, np.int64) for k in keys}
    out["ids"] = np.zeros((len(group), longest), np.int64)
    out["mask"] = np.zeros((len(group), longest), np.int64)
    for row, (e, a, b) in enumerate(group):
        n, x = b - a, e.labelled
        out["ids"][row, 0], out["ids"][row, 1 : n + 1], out["ids"][row, n + 1] = CLS, x.pieces.ids[a:b], SEP
        out["mask"][row, : n + 2] = 1
        out["role"][row, 1 : n + 1] = x.role[a:b]
        out["mention"][row, 1 : n + 1] = x.mention[a:b]
        out["sentence"][row, 1 : n + 1] = e.sentence[a:b]
        for key in ("to_cue", "to_source"):
            target = getattr(x, key)[a:b]
            inside = np.where((target >= a) & (target < b), target - a + 1, 0)  # 0: none in this window
            out[key][row, 1 : n + 1] = np.where(target == IGNORED, IGNORED, inside)
    return out
