"""Define the tagger in torch: a BERT encoder with one linear layer for all heads.

The heads stand side by side in one matrix so that the exported model makes one product of them: role
tags, mention tags, the two pointers (content to cue, cue to source) and the sentence vector.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from onrecord.encoder.labels import (
    ARGUMENTS,
    CODES,
    ISSUES,
    KINDS,
    MARK_TAGS,
    MENTION_TAGS,
    ROLE_TAGS,
    STATUSES,
)

ARGUMENT = 32
"""Width of each argument's pointer."""

HEADS = {
    "tags": len(ROLE_TAGS),
    "mentions": len(MENTION_TAGS),
    "asks": 128,
    "answers": 128,
    "vectors": 128,
    "coded": len(ROLE_TAGS),
    "marks": len(MARK_TAGS),
    "cue_codes": CODES,
    "content_codes": CODES,
    "commitments": 1 + len(STATUSES),
    "events": 1 + len(KINDS) + 1,
    "measures": 1 + len(ISSUES),
    "seeks": len(ARGUMENTS) * ARGUMENT,
    "fills": len(ARGUMENTS) * ARGUMENT,
}
"""Widths; asks and answers hold two pointers of 64 each. ``tags`` are PolNeAR's, ``coded`` the manual's.

``commitments`` and ``events`` score what a piece triggers, nothing first; the last of ``events`` is the log
odds that it is planned. ``measures`` begin with a weight in the mean over a span, as the codes do.
"""


@dataclass(frozen=True)
class Shape:
    """Give the encoder's size; the default is all-MiniLM-L6-v2."""

    layers: int = 6
    hidden: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512


class Layer(nn.Module):
    """One post-norm transformer layer, as BERT has it."""

    def __init__(self, s: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = s.heads
        self.dropout = dropout
        self.qkv = nn.Linear(s.hidden, 3 * s.hidden)
        self.out = nn.Linear(s.hidden, s.hidden)
        self.norm1 = nn.LayerNorm(s.hidden, eps=1e-12)
        self.up = nn.Linear(s.hidden, s.inner)
        self.down = nn.Linear(s.inner, s.hidden)
        self.norm2 = nn.LayerNorm(s.hidden, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Map (batch, length, hidden) to itself; ``mask`` is additive, (batch, 1, 1, length)."""
        b, n, h = x.shape
        q, k, v = (
            t.view(b, n, self.heads, h // self.heads).transpose(1, 2) for t in self.qkv(x).chunk(3, -1)
        )
        # Written out: on CPUs the backward pass of scaled_dot_product_attention takes half of a step.
        scores = q @ (k * (h // self.heads) ** -0.5).transpose(-1, -2)
        a = (scores if mask is None else scores + mask.to(scores.dtype)).softmax(-1).to(v.dtype) @ v
        a = self.out(a.transpose(1, 2).reshape(b, n, h))
        x = self.norm1(x + locked_dropout(a, self.dropout, self.training))
        y = self.down(F.gelu(self.up(x)))
        out: Tensor = self.norm2(x + locked_dropout(y, self.dropout, self.training))
        return out


def locked_dropout(x: Tensor, rate: float, training: bool) -> Tensor:
    """Drop whole features of a window: one mask for all its pieces, a hundredth of the random numbers."""
    if not training or not rate:
        return x
    keep = torch.empty(x.shape[0], 1, x.shape[2], device=x.device, dtype=x.dtype).bernoulli_(1 - rate)
    return x * keep / (1 - rate)


class Tagger(nn.Module):
    """Encode windows of pieces and score every head for every piece."""

    def __init__(self, shape: Shape | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = s = shape or Shape()
        self.dropout = dropout
        self.words = nn.Embedding(s.vocabulary, s.hidden)
        self.places = nn.Embedding(s.positions, s.hidden)
        self.norm = nn.LayerNorm(s.hidden, eps=1e-12)
        self.layers = nn.ModuleList(Layer(s, dropout) for _ in range(s.layers))
        self.head = nn.Linear(s.hidden, sum(HEADS.values()))

    def hidden(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the last layer, (batch, length, hidden); ``mask`` is 1 for pieces and 0 for padding."""
        x: Tensor = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]])
        x = locked_dropout(x, self.dropout, self.training)
        bias = torch.zeros(mask.shape, dtype=x.dtype, device=x.device).masked_fill(mask == 0, -1e4)
        bias = bias[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, ids: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Return each head's scores, (batch, length, width)."""
        x = locked_dropout(self.hidden(ids, mask), self.dropout, self.training)
        return dict(zip(HEADS, self.head(x).split(list(HEADS.values()), -1), strict=True))


def load_base(path: Path, keep: tuple[int, ...] | None = None, dropout: float = 0.1) -> Tagger:
    """Start from all-MiniLM-L6-v2; ``keep`` names the layers a smaller student keeps."""
    w = {k.removeprefix("bert."): v.float() for k, v in load_file(path).items()}
    kept = keep if keep is not None else tuple(range(6))
    model = Tagger(Shape(layers=len(kept)), dropout)
    state = model.state_dict()
    state["words.weight"] = w["embeddings.word_embeddings.weight"]
    state["places.weight"] = (
        w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0]
    )
    for end in ("weight", "bias"):
        state[f"norm.{end}"] = w[f"embeddings.LayerNorm.{end}"]
        for i, k in enumerate(kept):
            old = f"encoder.layer.{k}."
            state[f"layers.{i}.qkv.{end}"] = torch.cat(
                [w[f"{old}attention.self.{part}.{end}"] for part in ("query", "key", "value")]
            )
            for new, name in {
                "out": "attention.output.dense",
                "norm1": "attention.output.LayerNorm",
                "up": "intermediate.dense",
                "down": "output.dense",
                "norm2": "output.LayerNorm",
            }.items():
                state[f"layers.{i}.{new}.{end}"] = w[f"{old}{name}.{end}"]
    model.load_state_dict(state)
    return model


def argument_scores(seeks: Tensor, fills: Tensor) -> Tensor:
    """Return the log odds of each piece for each argument of some triggers, (triggers, arguments, length).

    ``seeks`` (triggers, width) is a trigger's mean, ``fills`` (triggers, length, width) its window.
    """
    t, n, _ = fills.shape
    a = seeks.float().view(t, len(ARGUMENTS), -1)
    f = fills.float().view(t, n, len(ARGUMENTS), -1)
    return torch.einsum("tad,tnad->tan", a, f) / math.sqrt(a.shape[-1])


def pointer_scores(asks: Tensor, answers: Tensor, mask: Tensor) -> Tensor:
    """Return (2, batch, length, length) scores of each piece for each other; padding is out of reach."""
    b, n, _ = asks.shape
    a, k = (t.view(b, n, 2, -1).permute(2, 0, 1, 3) for t in (asks, answers))
    scores = a @ k.transpose(-1, -2) / math.sqrt(a.shape[-1])
    return scores.float().masked_fill(mask[None, :, None, :] == 0, -1e4)
