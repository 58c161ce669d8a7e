"""Fit the coding heads on hidden states of the frozen encoder: spans, marks, acts and stances."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor

from coding_examples import CodingExample, Item
from onrecord.encoder.labels import ACTS, CODES
from onrecord.encoder.tokens import CLS, SEP, windows
from polnear import IGNORED
from tagger import HEADS, Tagger
from train_coding import offset, padded, pooled

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
States = Mapping[str, Halves]
LONGEST = 64
"""Pieces of a content that are looked at: the act stands near its beginning."""


@dataclass(frozen=True)
class Settings:
    """Say how the heads are fitted; chosen on held-out articles of gold/train (docs/experiments.md)."""

    epochs: int = 6
    rate: float = 2e-3
    gold: int = 4  # times that an item of the gold counts
    span_epochs: int = 8
    span_rate: float = 1e-3
    span_gold: int = 2
    drop: float = 0.2


@dataclass(frozen=True)
class Row:
    """Hold one item: the hidden states of its cue and content, its classes and its article."""

    article: str
    cue: npt.NDArray[np.float16]
    content: npt.NDArray[np.float16]
    act: int
    stance: int
    words: tuple[str, str] = ("", "")


@torch.no_grad()
def hidden(model: Tagger, e: CodingExample, of: Sequence[Item] | None = None) -> Floats:
    """Return the last hidden states of a text's pieces as they are at run time.

    With ``of``, only those of the windows that hold these items; the others stay zero.
    """
    p = e.labelled.pieces
    out = np.zeros((len(p), model.shape.hidden), np.float32)
    wanted = {int(i) for item in of or () for part in (item.cue, item.content) for i in part}
    for a, b in windows(p.breaks):
        if of is not None and not any(a <= i < b for i in wanted):
            continue
        ids = torch.tensor([[CLS, *p.ids[a:b].tolist(), SEP]])
        out[a:b] = model.hidden(ids, torch.ones_like(ids))[0, 1:-1].float().numpy()
    return out


def states(model: Tagger, data: Sequence[CodingExample]) -> dict[str, Halves]:
    """Return the hidden states of some texts by name."""
    return {e.labelled.name: hidden(model, e).astype(np.float16) for e in data}


def rows(model: Tagger, data: Sequence[CodingExample], known: States | None = None) -> list[Row]:
    """Return the items of some texts with their hidden states."""
    out = []
    for e in data:
        if not e.items:
            continue
        h = known[e.labelled.name] if known and e.labelled.name in known else _of_items(model, e)
        out += [_row(e, h, i) for i in e.items if len(i.content)]
    return out


def _of_items(model: Tagger, e: CodingExample) -> Halves:
    return hidden(model, e, e.items).astype(np.float16)


def _row(e: CodingExample, h: npt.NDArray[np.float16], item: Item) -> Row:
    return Row(
        e.labelled.name, h[item.cue], h[item.content[:LONGEST]], item.act, item.stance, getattr(item, "words", ("", ""))
    )


def stacked(data: Sequence[npt.NDArray[np.float16]]) -> tuple[Tensor, Tensor]:
    """Return hidden states one after another, a row of zeros first, and each item's places in them."""
    flat = np.concatenate([np.zeros((1, 384), np.float16), *data])
    places, at = [], 1
    for x in data:
        places.append(np.arange(at, at + len(x)))
        at += len(x)
    return torch.from_numpy(flat), torch.from_numpy(padded(places))


class CodeHeads(torch.nn.Module):
    """Hold the two code heads alone."""

    def __init__(self, model: Tagger) -> None:
        super().__init__()
        cut = {k: slice(offset(k), offset(k) + CODES) for k in ("cue_codes", "content_codes")}
        w, b = model.head.weight.detach(), model.head.bias.detach()
        self.parts = torch.nn.ModuleDict()
        for k, s in cut.items():
            layer = torch.nn.Linear(384, CODES)
            layer.weight.data, layer.bias.data = w[s].clone(), b[s].clone()
            self.parts[k] = layer

    def rows(self) -> dict[str, tuple[Tensor, Tensor]]:
        """Return the weight and bias of each head."""
        return {k: (self.parts[k].weight, self.parts[k].bias) for k in ("cue_codes", "content_codes")}  # type: ignore[misc]

    def logits(self, data: Sequence[Row], drop: float = 0.0) -> Tensor:
        """Return (items, acts + 1 + stances)."""
        total = torch.zeros(len(data), CODES - 1)
        for k, part in (("cue_codes", "cue"), ("content_codes", "content")):
            flat, places = stacked([getattr(r, part) for r in data])
            x = flat.float()
            if drop:
                x = x * (torch.rand(1, 384) > drop) / (1 - drop)
            total = total + pooled(self.parts[k](x)[None], places)
        return total


def fit_codes(model: Tagger, data: Sequence[Row], gold: Sequence[Row], by: Settings) -> CodeHeads:
    """Go on training the code heads."""
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    heads = CodeHeads(model)
    optimiser = torch.optim.AdamW(heads.parameters(), lr=by.rate, weight_decay=0.0)
    every = [*data, *list(gold) * by.gold]
    steps = by.epochs * (len(every) // 128 + 1)
    done = 0
    for _ in range(by.epochs):
        order = rng.permutation(len(every))
        for at in range(0, len(order), 128):
            group = [every[i] for i in order[at : at + 128]]
            for g in optimiser.param_groups:
                g["lr"] = by.rate * (1 - done / steps)
            x = heads.logits(group, by.drop)
            acts = torch.tensor([r.act for r in group])
            stances = torch.tensor([r.stance for r in group])
            loss = F.cross_entropy(x[:, : len(ACTS) + 1], acts)
            if (stances != IGNORED).any():
                loss = loss + 0.5 * F.cross_entropy(x[:, len(ACTS) + 1 :], stances, ignore_index=IGNORED)
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
            done += 1
    return heads.eval()


def fit_spans(
    model: Tagger, known: States, own: Sequence[CodingExample], gold: Sequence[CodingExample], by: Settings
) -> dict[str, tuple[Tensor, Tensor]]:
    """Go on training the heads ``coded`` and ``marks``; return the weight and bias of each."""
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    parts = {}
    for k in ("coded", "marks"):
        at = slice(offset(k), offset(k) + HEADS[k])
        parts[k] = tuple(t.detach()[at].clone().requires_grad_(True) for t in (model.head.weight, model.head.bias))
    optimiser = torch.optim.AdamW([t for pair in parts.values() for t in pair], lr=by.span_rate, weight_decay=0.01)
    every = [*own, *list(gold) * by.span_gold]
    steps, done = by.span_epochs * len(every), 0
    for _ in range(by.span_epochs):
        for i in rng.permutation(len(every)):
            e = every[i]
            x = torch.from_numpy(known[e.labelled.name]).float() * (torch.rand(1, 384) > by.drop) / (1 - by.drop)
            for g in optimiser.param_groups:
                g["lr"] = by.span_rate * (1 - done / steps)
            loss = torch.zeros(())
            for k, target in (("coded", e.coded), ("marks", e.marks)):
                if (target != IGNORED).any():
                    w, b = parts[k]
                    loss = loss + F.cross_entropy(x @ w.T + b, torch.from_numpy(target), ignore_index=IGNORED)
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
            done += 1
    return {k: (w.detach(), b.detach()) for k, (w, b) in parts.items()}


def with_heads(model: Tagger, codes: CodeHeads, spans: Mapping[str, tuple[Tensor, Tensor]]) -> Tagger:
    """Return a copy of a tagger with fitted heads."""
    out = copy.deepcopy(model)
    fitted = dict(spans) | codes.rows()
    with torch.no_grad():
        for k, (w, b) in fitted.items():
            at = slice(offset(k), offset(k) + HEADS[k])
            out.head.weight[at].copy_(w)
            out.head.bias[at].copy_(b)
    return out


def scores(heads: CodeHeads, data: Sequence[Row]) -> Floats:
    """Return the heads' scores of some items, (items, acts + 1 + stances)."""
    with torch.no_grad():
        return np.concatenate([heads.logits(data[i : i + 256]).numpy() for i in range(0, len(data), 256)])


