"""Go on training a tagger with what the coding step needs: the manual's spans, acts, stances, addressees.

usage: python training/train_coding.py --shared DIR --start FILE --out FILE [options]

PolNeAR keeps its own heads alive; the invented articles of coded/ teach the head ``coded`` and the marks;
coded attributions teach acts and stances; coded/records.tsv teaches commitments and events. No article of
gold/ is seen: the encoder stays the same in every fold of what is fitted on gold/train afterwards
(fit_acts.py, fit_record.py, fit_addressees.py).
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

from batches import vary_quotation_marks
from coding_examples import CodingExample, from_articles, from_attributions
from onrecord.encoder.labels import ACTS, ARGUMENTS
from onrecord.encoder.tokens import CLS, SEP, WINDOW, windows
from polnear import IGNORED, read_mentions
from tagger import HEADS, Shape, Tagger, argument_scores, pointer_scores
from train import _has_bf16, hard_loss, save

Window = tuple[CodingExample, int, int]
Batch = dict[str, Tensor]
KEYS = ("role", "mention", "to_cue", "to_source")
RECORDS = ("commitments", "events", "planned")


def options() -> argparse.Namespace:
    """Read the command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True)
    p.add_argument("--start", type=Path, required=True)
    p.add_argument("--mentions", type=Path, required=True, help="names that silver_mentions.py wrote")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--coded", type=Path, default=Path(__file__).parent / "coded")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=3)
    p.add_argument("--batch", type=int, default=16)
    p.add_argument("--lr", type=float, default=6e-5)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--decay", type=float, default=0.01)
    p.add_argument(
        "--repeat", type=int, default=4, help="times that a text with all records coded counts in an epoch"
    )
    p.add_argument("--attributions", type=float, default=1.0, help="share of windows with codes alone kept")
    p.add_argument(
        "--plain", type=float, default=0.5, help="share of PolNeAR windows without codes that is kept"
    )
    p.add_argument("--smooth", type=float, default=0.0)
    p.add_argument("--link-weight", type=float, default=0.2)
    p.add_argument("--code-weight", type=float, default=1.0)
    p.add_argument("--record-weight", type=float, default=1.0, help="of commitments and events")
    p.add_argument("--nothing", type=float, default=0.2, help="weight of a piece that triggers nothing")
    p.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=_has_bf16())
    p.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return p.parse_args()


def grown(path: Path, dropout: float) -> Tagger:
    """Load a tagger that may lack the coding heads; ``coded`` begins as a copy of ``tags``."""
    state = load_file(path)
    model = Tagger(Shape(), dropout)
    total = sum(HEADS.values())
    held = len(state["head.weight"])
    if held < total:
        torch.manual_seed(0)
        weight, bias = torch.randn(total, model.shape.hidden) * 0.02, torch.zeros(total)
        weight[:held], bias[:held] = state["head.weight"], state["head.bias"]
        tags = HEADS["tags"]
        at = offset("coded")
        weight[at : at + tags], bias[at : at + tags] = state["head.weight"][:tags], state["head.bias"][:tags]
        state["head.weight"], state["head.bias"] = weight, bias
    model.load_state_dict({k: v.float() for k, v in state.items()})
    return model


def offset(head: str) -> int:
    """Return the first column of a head."""
    return int(np.cumsum([0, *HEADS.values()])[list(HEADS).index(head)])


def epoch(
    data: Sequence[tuple[CodingExample, int]], o: argparse.Namespace, rng: random.Random
) -> list[Window]:
    """Cut every text anew; windows that carry few codes or none are thinned out."""
    out: list[Window] = []
    for e, repeat in data:
        for _ in range(repeat):
            for a, b in windows(e.labelled.pieces.breaks, WINDOW, first=rng.randint(WINDOW // 3, WINDOW)):
                if rng.random() < _kept(e, a, b, o):
                    out.append((e, a, b))
    return out


def _kept(e: CodingExample, a: int, b: int, o: argparse.Namespace) -> float:
    """Return how likely a window is kept."""
    if (e.records.events[a:b] != IGNORED).any() or (e.coded[a:b] != IGNORED).any():
        return 1.0
    coded = [i for i in e.items if len(i.content) and a <= i.content[0] < b]
    if coded:
        return 1.0 if any(i.issue != IGNORED for i in coded) else float(o.attributions)
    return float(o.plain) if (e.labelled.role[a:b] != IGNORED).any() else 0.0


def batches(cuts: list[Window], size: int, rng: random.Random) -> Iterator[Batch]:
    """Yield padded batches in random order; windows of one batch are of like length."""
    rng.shuffle(cuts)
    groups = []
    for i in range(0, len(cuts), size * 32):
        chunk = sorted(cuts[i : i + size * 32], key=lambda c: c[2] - c[1])
        groups += [chunk[j : j + size] for j in range(0, len(chunk), size)]
    rng.shuffle(groups)
    for group in groups:
        yield collate(group, rng)


def collate(group: Sequence[Window], rng: random.Random) -> Batch:
    """Pad windows and their items; an item's pieces are places in the flattened batch, -1 for none."""
    longest = max(b - a for _, a, b in group) + 2
    shape = (len(group), longest)
    out = {k: np.full(shape, IGNORED, np.int64) for k in (*KEYS, "coded", "marks", *RECORDS)}
    out["ids"], out["mask"] = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    cues, contents, acts, stances, topics = [], [], [], [], []
    for row, (e, a, b) in enumerate(group):
        n, x = b - a, e.labelled
        out["ids"][row, 0], out["ids"][row, 1 : n + 1], out["ids"][row, n + 1] = CLS, x.pieces.ids[a:b], SEP
        out["mask"][row, : n + 2] = 1
        out["role"][row, 1 : n + 1] = x.role[a:b]
        out["mention"][row, 1 : n + 1] = x.mention[a:b]
        out["coded"][row, 1 : n + 1] = e.coded[a:b]
        out["marks"][row, 1 : n + 1] = e.marks[a:b]
        for key in ("to_cue", "to_source"):
            target = getattr(x, key)[a:b]
            inside = np.where((target >= a) & (target < b), target - a + 1, 0)
            out[key][row, 1 : n + 1] = np.where(target == IGNORED, IGNORED, inside)
        for item in e.items:
            places = [s[(s >= a) & (s < b)] - a + 1 + row * longest for s in (item.cue, item.content)]
            if len(places[1]) and len(places[1]) * 2 > len(item.content):
                cues.append(places[0])
                contents.append(places[1])
                acts.append(item.act)
                stances.append(item.stance)
                topics.append(item.issue)
        for key in RECORDS:
            out[key][row, 1 : n + 1] = getattr(e.records, key)[a:b]
    vary_quotation_marks(out["ids"], rng)
    out["acts"], out["stances"] = np.array(acts, np.int64), np.array(stances, np.int64)
    out["cues"], out["contents"] = padded(cues), padded(contents)
    out["topics"] = np.array(topics, np.int64)
    out |= triggered(group, longest)
    return {k: torch.from_numpy(v) for k, v in out.items()}


def triggered(group: Sequence[Window], longest: int) -> dict[str, np.ndarray]:
    """Return the records whose trigger stands in a window: its row, its pieces and its arguments' targets."""
    rows, triggers, spans, measures, filled = [], [], [], [], []
    for row, (e, a, b) in enumerate(group):
        for r in e.records.records:
            at = r.trigger[(r.trigger >= a) & (r.trigger < b)]
            if not len(at):
                continue
            fills = np.full((len(ARGUMENTS), longest), IGNORED, np.int64)
            for number, places in enumerate(r.arguments):
                if places is not None:
                    fills[number, 1 : b - a + 1] = 0
                    fills[number, places[(places >= a) & (places < b)] - a + 1] = 1
            rows.append(row)
            triggers.append(at - a + 1 + row * longest)
            evidence = r.arguments[0] if r.arguments[0] is not None else at
            spans.append(evidence[(evidence >= a) & (evidence < b)] - a + 1 + row * longest)
            measures.append(r.measure)
            filled.append(fills)
    return {
        "rows": np.array(rows, np.int64),
        "triggers": padded(triggers),
        "spans": padded(spans),
        "measures": np.array(measures, np.int64),
        "filled": np.stack(filled) if filled else np.zeros((0, len(ARGUMENTS), longest), np.int64),
    }


def padded(rows: Sequence[np.ndarray]) -> np.ndarray:
    """Stack rows of unequal length, -1 behind their ends."""
    width = max((len(r) for r in rows), default=1) or 1
    out = np.full((len(rows), width), -1, np.int64)
    for i, r in enumerate(rows):
        out[i, : len(r)] = r
    return out


def pooled(codes: Tensor, places: Tensor) -> Tensor:
    """Return the weighted mean of code columns over each item's pieces, (items, columns - 1).

    The first column weighs the pieces by softmax, so that the words that carry the act may count more.
    """
    flat = codes.float().flatten(0, 1)[places.clamp(min=0)]
    weight = flat[..., 0].masked_fill(places < 0, -1e4).softmax(-1)
    weight = weight * (places >= 0).any(-1, keepdim=True)
    return (weight[..., None] * flat[..., 1:]).sum(-2)


def code_loss(out: dict[str, Tensor], b: Batch) -> Tensor:
    """Return the loss of acts and stances."""
    if not len(b["acts"]):
        return out["cue_codes"].sum() * 0.0
    logits = pooled(out["cue_codes"], b["cues"]) + pooled(out["content_codes"], b["contents"])
    acts, stances = logits[:, : len(ACTS) + 1], logits[:, len(ACTS) + 1 :]
    total = F.cross_entropy(acts, b["acts"])
    if (b["stances"] != IGNORED).any():
        total = total + 0.5 * F.cross_entropy(stances, b["stances"], ignore_index=IGNORED)
    return total


def record_loss(o: argparse.Namespace, out: dict[str, Tensor], b: Batch) -> Tensor:
    """Return the loss of triggers, of their measures and of the pieces that fill their arguments."""
    total = out["commitments"].sum() * 0.0
    for key in ("commitments", "events"):
        if (b[key] != IGNORED).any():
            scores = out[key].float().flatten(0, 1)
            scores = scores if key == "commitments" else scores[:, :-1]
            weight = torch.ones(scores.shape[1], device=scores.device)
            weight[0] = o.nothing
            total = total + F.cross_entropy(scores, b[key].flatten(), weight, ignore_index=IGNORED)
    known = b["planned"].flatten() != IGNORED
    if known.any():
        planned = out["events"].float().flatten(0, 1)[known][:, -1]
        loss = F.binary_cross_entropy_with_logits(planned, b["planned"].flatten()[known].float())
        total = total + 0.5 * loss
    total = total + 0.7 * measure_loss(out, b)
    return total if not len(b["rows"]) else total + argument_loss(out, b)


def measure_loss(out: dict[str, Tensor], b: Batch) -> Tensor:
    """Return the loss of the measures of commitments and the issues of statements, over their evidence."""
    width = max(b["spans"].shape[1], b["contents"].shape[1])
    places = torch.cat([F.pad(b[k], (0, width - b[k].shape[1]), value=-1) for k in ("spans", "contents")])
    aims = torch.cat([b["measures"], b["topics"]])
    if not (aims != IGNORED).any():
        return out["measures"].sum() * 0.0
    return F.cross_entropy(pooled(out["measures"], places), aims, ignore_index=IGNORED)


def argument_loss(out: dict[str, Tensor], b: Batch) -> Tensor:
    """Return the loss of each argument of each trigger, its pieces against the rest of the window."""
    seeks = out["seeks"].float().flatten(0, 1)[b["triggers"].clamp(min=0)]
    there = (b["triggers"] >= 0).float()[..., None]
    mean = (seeks * there).sum(1) / there.sum(1)
    scores = argument_scores(mean, out["fills"][b["rows"]])
    known = b["filled"] != IGNORED
    loss = F.binary_cross_entropy_with_logits(
        scores, b["filled"].clamp(min=0).float(), reduction="none", pos_weight=torch.tensor(3.0)
    )
    return (loss * known).sum() / (ARGUMENT_PIECES * max(len(b["rows"]), 1))


ARGUMENT_PIECES = 60.0
"""Divides the summed loss of a trigger's arguments, so that it weighs about as much as a tag does."""


def span_loss(o: argparse.Namespace, out: dict[str, Tensor], b: Batch) -> Tensor:
    """Return the loss of PolNeAR's spans and links, of the manual's spans and of the marks."""
    links = pointer_scores(out["asks"], out["answers"], b["mask"])
    total = hard_loss(o, out, links, b)
    for head, key, weight in (("coded", "coded", 1.0), ("marks", "marks", 0.5), ("mentions", "mention", 0.3)):
        if (b[key] != IGNORED).any():
            loss = F.cross_entropy(out[head].float().flatten(0, 1), b[key].flatten(), ignore_index=IGNORED)
            total = total + weight * loss
    return total


def attributions(o: argparse.Namespace) -> list[CodingExample]:
    """Return what carries coded attributions, with its names."""
    return from_attributions(o.shared, sorted(o.coded.glob("*.tsv")), read_mentions(o.mentions))


def train(o: argparse.Namespace) -> Tagger:
    """Train, saying each epoch's losses."""
    rng = random.Random(o.seed)
    model = grown(o.start, o.dropout).to(o.device)
    torch.manual_seed(o.seed)
    model.words.requires_grad_(False)
    model.places.requires_grad_(False)
    data = [(e, o.repeat) for e in from_articles(o.coded)]
    data += [(e, o.repeat if (e.records.events != IGNORED).any() else 1) for e in attributions(o)]
    groups = [
        {"params": list(model.layers.parameters()), "base": o.lr},
        {"params": list(model.head.parameters()), "base": o.head_lr},
    ]
    optimiser = torch.optim.AdamW(groups, lr=o.lr, weight_decay=o.decay, fused=True)
    steps = o.epochs * (len(epoch(data, o, random.Random(0))) // o.batch + 1)
    print(
        f"{len(data)} texts, {sum(len(e.items) for e, _ in data)} coded attributions, {steps} steps",
        flush=True,
    )
    done, began = 0, time.time()
    for number in range(o.epochs):
        model.train()
        sums = np.zeros(3)
        for count, b in enumerate(batches(epoch(data, o, rng), o.batch, rng), 1):
            scale = min(1.0, (done + 1) / (0.06 * steps)) * max(0.0, 1 - done / steps)
            for g in optimiser.param_groups:
                g["lr"] = g["base"] * scale
            b = {k: v.to(o.device) for k, v in b.items()}
            with torch.autocast(o.device, torch.bfloat16, enabled=o.bf16):
                out = model(b["ids"], b["mask"])
            spans, codes, records = span_loss(o, out, b), code_loss(out, b), record_loss(o, out, b)
            optimiser.zero_grad(set_to_none=True)
            torch.autograd.backward(spans + o.code_weight * codes + o.record_weight * records)
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            done += 1
            sums += [float(x.detach()) for x in (spans, codes, records)]
            if done % 50 == 0:
                print(f"  step {done}/{steps} {sums / count} {time.time() - began:.0f} s", flush=True)
        save(model, o.out)
        print(f"epoch {number + 1}/{o.epochs} {sums / count} {time.time() - began:.0f} s", flush=True)
    return model


if __name__ == "__main__":
    train(options())
