"""Train one tagger on PolNeAR train and measure it on dev; with --teachers, distil them into it.

usage: python training/train.py --shared DIR --work DIR --base FILE --out FILE [options]

WORK holds texts.jsonl and mentions.jsonl (see reproduce.py). Fixed seeds; a GPU is used where there is one.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor

from batches import Arrays, Example, batches, cut
from onrecord.encoder.links import Window
from onrecord.encoder.tokens import CLS, SEP, WINDOW, Pieces, pieces, windows
from polnear import IGNORED, articles, label, read_mentions
from score import predictions, scorer
from tagger import Shape, Tagger, load_base, pointer_scores

VECTOR = 128


def _has_bf16() -> bool:
    """Tell whether bfloat16 products are fast here; without AMX or a GPU they are slower than float32."""
    return torch.cuda.is_available() or torch.cpu._is_amx_tile_supported()


def options() -> argparse.Namespace:
    """Read the command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True)
    p.add_argument("--work", type=Path, required=True)
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=10)
    p.add_argument("--batch", type=int, default=16)
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--start", type=Path, help="go on from a saved tagger instead of the base")
    p.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=_has_bf16())
    p.add_argument("--measure-every", type=int, default=2, help="epochs between measurements on dev")
    p.add_argument("--smooth", type=float, default=0.0)
    p.add_argument("--decay", type=float, default=0.01)
    p.add_argument("--window", type=int, default=WINDOW)
    p.add_argument("--keep", type=str, default="0,1,2,3,4,5", help="layers of the base to keep")
    p.add_argument("--link-weight", type=float, default=0.2)
    p.add_argument("--mention-weight", type=float, default=0.0)
    p.add_argument("--vector-weight", type=float, default=0.0)
    p.add_argument("--hard-weight", type=float, default=0.3, help="share of the hard labels when distilling")
    p.add_argument("--every-annotator", action="store_true")
    p.add_argument("--teachers", type=Path, nargs="*", default=[])
    p.add_argument("--unlabelled", type=int, default=0, help="further texts for distillation")
    p.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return p.parse_args()


def examples(o: argparse.Namespace) -> tuple[list[Example], list[str]]:
    """Label the training texts; further texts carry no roles. Returns them and all their sentences."""
    silver = read_mentions(o.work / "mentions.jsonl") if o.mention_weight else {}
    rows = [
        label(n, t, q, silver.get(f"train/{n}") if silver else None)
        for n, t, q in articles(o.shared / "corpora/polnear/train", o.every_annotator)
    ]
    texts = {n: t for n, t, _ in articles(o.shared / "corpora/polnear/train")}
    found = [(x, texts[x.name]) for x in rows]
    if o.unlabelled:
        for line in (o.work / "texts.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["doc"].startswith(("gold/", "syn/")) and len(found) < len(rows) + o.unlabelled:
                x = label(row["doc"], row["text"], [], silver.get(row["doc"]) if silver else None)
                x.role[:] = IGNORED
                found.append((x, row["text"]))
    out: list[Example] = []
    sentences: list[str] = []
    for x, text in found:
        starts = np.flatnonzero(x.pieces.breaks >= 1)
        ids = np.full(len(x.pieces), -1, np.int64)
        for a, b in zip(starts, [*starts[1:], len(x.pieces)], strict=True):
            ids[a:b] = len(sentences)
            last = b - 1 if x.pieces.ids[b - 1] != SEP else b - 2
            sentences.append(text[x.pieces.starts[a] : x.pieces.ends[max(a, last)]])
        ids[x.pieces.ids == SEP] = -1
        out.append(Example(x, ids))
    return out, sentences


@torch.no_grad()
def sentence_embeddings(o: argparse.Namespace, sentences: list[str]) -> Tensor:
    """Embed sentences with the unchanged base: mean pooling, unit length, (sentences, 384)."""
    model = load_base(o.base).to(o.device).eval()
    p = pieces(sentences)
    order = sorted(range(len(p)), key=lambda i: len(p[i]))
    out = torch.zeros(len(p), 384, device=o.device)
    for at in range(0, len(order), 128):
        group = order[at : at + 128]
        n = min(max(len(p[i]) for i in group), 254) + 2
        ids = torch.zeros(len(group), n, dtype=torch.long)
        mask = torch.zeros(len(group), n, dtype=torch.long)
        for row, i in enumerate(group):
            k = min(len(p[i]), n - 2)
            ids[row, 0], ids[row, k + 1] = CLS, SEP
            ids[row, 1 : k + 1] = torch.from_numpy(p[i].ids[:k].astype(np.int64))
            mask[row, : k + 2] = 1
        with torch.autocast(o.device, torch.bfloat16, enabled=o.bf16):
            h = model.hidden(ids.to(o.device), mask.to(o.device))
        m = mask.to(o.device)[..., None].float()
        out[group] = F.normalize((h.float() * m).sum(1) / m.sum(1), dim=-1)
    return out


@torch.no_grad()
def sentence_targets(o: argparse.Namespace, sentences: list[str]) -> Tensor:
    """Return the sentences' embeddings cut to 128 by PCA; kept in the work folder."""
    kept = o.work / f"sentences-{len(sentences)}.pt"
    if kept.exists():
        known: Tensor = torch.load(kept)
        return known.to(o.device)
    out = sentence_embeddings(o, sentences)
    _, _, v = torch.linalg.svd(out[:20000].float(), full_matrices=False)
    out = F.normalize(out @ v[:VECTOR].T, dim=-1)
    torch.save(out.cpu(), kept)
    return out


def hard_loss(o: argparse.Namespace, out: dict[str, Tensor], links: Tensor, b: Arrays) -> Tensor:
    """Return the loss against the annotators' labels."""
    total = (
        F.cross_entropy(
            out["tags"].float().flatten(0, 1),
            b["role"].flatten(),
            ignore_index=IGNORED,
            label_smoothing=o.smooth,
        )
        if (b["role"] != IGNORED).any()
        else out["tags"].sum() * 0.0
    )
    for which, key in enumerate(("to_cue", "to_source")):
        if (b[key] != IGNORED).any():
            total = total + o.link_weight * F.cross_entropy(
                links[which].flatten(0, 1), b[key].flatten(), ignore_index=IGNORED
            )
    return total


def side_loss(o: argparse.Namespace, out: dict[str, Tensor], b: Arrays, targets: Tensor | None) -> Tensor:
    """Return the loss of the mention head (silver labels) and of the sentence vectors."""
    total = out["tags"].sum() * 0.0
    if o.mention_weight and (b["mention"] != IGNORED).any():
        total = total + o.mention_weight * F.cross_entropy(
            out["mentions"].float().flatten(0, 1), b["mention"].flatten(), ignore_index=IGNORED
        )
    if o.vector_weight and targets is not None:
        ids, row = torch.unique(b["sentence"].clamp(min=-1).flatten(), return_inverse=True)
        sums = torch.zeros(len(ids), VECTOR, device=ids.device)
        sums = sums.index_add(0, row, out["vectors"].float().flatten(0, 1))
        known = ids >= 0
        cosine = F.cosine_similarity(sums[known], targets[ids[known]], dim=-1)
        total = total + o.vector_weight * (1 - cosine).mean()
    return total


def soft_loss(
    o: argparse.Namespace, out: dict[str, Tensor], links: Tensor, soft: tuple[Tensor, Tensor], b: Arrays
) -> Tensor:
    """Return the divergence from the teachers' mean distributions."""
    tags, pointers = soft
    real = b["mask"].bool()
    total = F.kl_div(out["tags"].float().log_softmax(-1)[real], tags[real], reduction="batchmean")
    # links matter where the teachers see a content (tags 9..12) or a cue (5..8)
    for which, (low, high) in enumerate(((9, 13), (5, 9))):
        weight = tags[..., low:high].sum(-1) * real
        kl = F.kl_div(links[which].log_softmax(-1), pointers[which], reduction="none").sum(-1)
        total = total + o.link_weight * (kl * weight).sum() / weight.sum().clamp(min=1)
    return total


@torch.no_grad()
def teach(teachers: list[Tagger], b: Arrays) -> tuple[Tensor, Tensor]:
    """Return the teachers' mean tag and pointer distributions."""
    outs = [t(b["ids"], b["mask"]) for t in teachers]
    tags = torch.stack([out["tags"].float().softmax(-1) for out in outs])
    pointers = [pointer_scores(out["asks"], out["answers"], b["mask"]).softmax(-1) for out in outs]
    return tags.mean(0), torch.stack(pointers).mean(0)


@torch.no_grad()
def run(model: Tagger, p: list[Pieces], device: str, limit: int = WINDOW) -> list[list[Window]]:
    """Encode whole articles in windows, in the form that the decoder reads."""
    model.eval()
    todo = [(i, a, b) for i, x in enumerate(p) for a, b in windows(x.breaks, limit)]
    todo.sort(key=lambda c: c[2] - c[1])
    out: list[list[Window]] = [[] for _ in p]
    for at in range(0, len(todo), 32):
        group = todo[at : at + 32]
        n = max(b - a for _, a, b in group) + 2
        ids, mask = np.zeros((len(group), n), np.int64), np.zeros((len(group), n), np.int64)
        for row, (i, a, b) in enumerate(group):
            ids[row, 0], ids[row, 1 : b - a + 1], ids[row, b - a + 1] = CLS, p[i].ids[a:b], SEP
            mask[row, : b - a + 2] = 1
        scores = model(torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device))
        h = {k: v.float().cpu().numpy() for k, v in scores.items()}
        for row, (i, a, b) in enumerate(group):
            m = b - a
            ask = h["asks"][row, 1 : m + 1].reshape(m, 2, -1).transpose(1, 0, 2)
            answer = h["answers"][row, : m + 1].reshape(m + 1, 2, -1).transpose(1, 0, 2)
            out[i].append(
                Window(
                    a,
                    b,
                    h["tags"][row, 1 : m + 1],
                    h["mentions"][row, 1 : m + 1],
                    h["vectors"][row, 1 : m + 1],
                    ask,
                    answer,
                    *(h[k][row, 1 : m + 1] for k in ("coded", "marks", "cue_codes", "content_codes")),
                )
            )
    return [sorted(w, key=lambda x: x.begin) for w in out]


def measure(model: Tagger, shared: Path, device: str, limit: int = WINDOW) -> dict[str, float]:
    """Score the model on PolNeAR dev: F1 per measure."""
    split = shared / "corpora/polnear/dev"
    dev = articles(split)
    texts = [t for _, t, _ in dev]
    p = pieces(texts)
    found = predictions([n for n, _, _ in dev], texts, p, run(model, p, device, limit))
    result = scorer(shared / "tools/polnear_eval.py").score(str(split), found)
    return {k: v["F1"] for k, v in result.items()}


def save(model: Tagger, path: Path) -> None:
    """Write a tagger's weights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file({k: v.float().contiguous().cpu() for k, v in model.state_dict().items()}, path)


def load(path: Path, device: str, dropout: float = 0.0) -> Tagger:
    """Load a tagger that this script saved."""
    state = load_file(path)
    layers = 1 + max(int(k.split(".")[1]) for k in state if k.startswith("layers."))
    shape = Shape(
        layers=layers, inner=len(state["layers.0.up.weight"]), vocabulary=len(state["words.weight"])
    )
    model = Tagger(shape, dropout)
    model.load_state_dict({k: v.float() for k, v in state.items()})
    return model.to(device).eval()


def train(o: argparse.Namespace) -> Tagger:
    """Train, saying each epoch's loss."""
    rng = random.Random(o.seed)
    torch.manual_seed(0)  # heads start alike whatever the seed, so that runs may be averaged
    data, sentences = examples(o)
    targets = sentence_targets(o, sentences) if o.vector_weight else None
    teachers = [load(t, o.device) for t in o.teachers]
    if o.start:
        model = load(o.start, o.device, o.dropout)
    else:
        model = load_base(o.base, tuple(int(k) for k in o.keep.split(",")), o.dropout).to(o.device)
    torch.manual_seed(o.seed)
    # Frozen word vectors keep words that PolNeAR lacks where they were, and save a fifth of a step.
    model.words.requires_grad_(False)
    model.places.requires_grad_(False)
    head = list(model.head.parameters())
    encoder = list(model.layers.parameters())
    groups = [{"params": encoder, "base": o.lr}, {"params": head, "base": o.head_lr}]
    optimiser = torch.optim.AdamW(groups, lr=o.lr, weight_decay=o.decay, fused=True)
    steps = o.epochs * (len(cut(data, random.Random(0), o.window)) // o.batch + 1)
    done, began = 0, time.time()
    for epoch in range(o.epochs):
        model.train()
        losses = []
        for b in batches(cut(data, rng, o.window), o.batch, rng, o.device):
            scale = min(1.0, (done + 1) / (0.06 * steps)) * max(0.0, 1 - done / steps)
            for g in optimiser.param_groups:
                g["lr"] = g["base"] * scale
            with torch.autocast(o.device, torch.bfloat16, enabled=o.bf16):
                out = model(b["ids"], b["mask"])
                soft = teach(teachers, b) if teachers else None
            links = pointer_scores(out["asks"], out["answers"], b["mask"])
            loss = side_loss(o, out, b, targets)
            loss = loss + (o.hard_weight if soft else 1.0) * hard_loss(o, out, links, b)
            if soft:
                loss = loss + soft_loss(o, out, links, soft, b)
            optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            done += 1
            losses.append(loss.detach())
            if done % 50 == 0:
                print(
                    f"  step {done}/{steps} loss {float(loss.detach()):.3f} {time.time() - began:.0f} s",
                    flush=True,
                )
        mean = float(torch.stack(losses).mean())
        print(f"epoch {epoch + 1}/{o.epochs} loss {mean:.4f} {time.time() - began:.0f} s", flush=True)
        save(model, o.out)
        if (epoch + 1) % o.measure_every == 0 and epoch + 1 < o.epochs:
            print(json.dumps(measure(model, o.shared, o.device, o.window)), flush=True)
    return model


def main() -> None:
    """Train, save, measure."""
    o = options()
    model = train(o)
    print(json.dumps({"out": o.out.name, **measure(model, o.shared, o.device, o.window)}), flush=True)


if __name__ == "__main__":
    main()
