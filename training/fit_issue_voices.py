"""Fit how much the codebook's cues and the encoder say of an issue (coding/data/issue_voices.json).

usage: python training/fit_issue_voices.py --shared DIR [--write]

On the coded texts that the encoder was not trained on (coded/held_out.txt), and whose words the codebook's
authors did not have in sight: contents of attributions, and evidence of commitments.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

import coded_records
from coding_examples import stories
from held_out import held_out
from onrecord.codebook.packs import shipped
from onrecord.coding.issue_evidence import Floats, evidence
from onrecord.coding.issue_voices import weighed
from onrecord.coding.issues import probabilities, weighing
from onrecord.coding.meaning import issue_vectors, likeness
from onrecord.encoder.decode import pooled
from onrecord.encoder.session import Encoder
from onrecord.encoder.tokens import pieces
from onrecord.encoder.vectors import sentence_vectors
from onrecord.model import Attribution, Span
from polnear import _covered, articles

TARGET = Path(str(files("onrecord.coding"))) / "data/issue_voices.json"
CODED = Path(__file__).parent / "coded"


def wanted() -> dict[str, list[tuple[list[Span], str]]]:
    """Return the spans and their issue, by text."""
    out: dict[str, list[tuple[list[Span], str]]] = defaultdict(list)
    lines = (CODED / "attributions.tsv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"):
        if row["issue"] and row["text"] in held_out():
            out[row["text"]].append((_spans(row["content"]), row["issue"]))
    for text, rows in coded_records.read(CODED / "records.tsv").items():
        if text in held_out():
            out[text] += [(_spans(r["evidence"]), r["measure"]) for r in rows if r["kind"] == "commitment"]
    return out


def _spans(value: str) -> list[Span]:
    return [Span(*map(int, part.split("-"))) for part in value.split()]


def cases(
    text: str, rows: Sequence[tuple[list[Span], str]], encoder: Encoder
) -> tuple[Floats, Floats, list[str]]:
    """Return by cues, by the encoder, and the issue, of each span of a text."""
    book = shipped()
    rows = sorted(rows, key=lambda r: r[0][0])
    told = [Attribution((), (), tuple(spans)) for spans, _ in rows]
    cut = pieces([text])
    windows = encoder.encode(cut)
    measures = np.concatenate([w.measures for w in windows[0]])
    like = likeness(told, sentence_vectors(cut[0], windows[0]), issue_vectors(book, encoder).centres())
    by_cues = probabilities(evidence(text, told, (), book, like), weighing().weights, book)
    heard = []
    for a in told:
        at = [_covered(cut[0], s.start, s.end) for s in a.content]
        total = pooled(measures, [(int(x[0]), int(x[-1])) for x in at if len(x)])
        heard.append(total - np.logaddexp.reduce(total))
    return by_cues, np.array(heard), [issue for _, issue in rows]


def main() -> None:
    """Fit, say what either voice and both give, write."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True)
    p.add_argument("--write", action="store_true")
    o = p.parse_args()
    encoder, book = Encoder(1), shipped()
    told = stories(o.shared)
    texts = {f"polnear/{n}": t for n, t, _ in articles(o.shared / "corpora/polnear/train")}
    texts |= {f"syn/{i}": t for i, t in enumerate(told)}
    found = [cases(texts[name], rows, encoder) for name, rows in sorted(wanted().items())]
    by_cues = np.concatenate([f[0] for f in found])
    heard = np.concatenate([f[1] for f in found])
    aims = np.array([book.ids.index(i) for f in found for i in f[2]])

    def shares(w: Sequence[float]) -> Floats:
        return weighed(by_cues, heard.tolist(), book, (float(w[0]), float(w[1])))

    def loss(w: Sequence[float]) -> float:
        return float(-np.log(shares(w)[np.arange(len(aims)), aims] + 1e-9).mean())

    best = minimize(loss, np.array([0.5, 0.5]), method="Nelder-Mead").x
    for name, w in (("cues", (1.0, 0.0)), ("encoder", (0.0, 1.0)), ("both", best)):
        order = np.argsort(-shares(w), axis=1)
        first, two = (order[:, 0] == aims).mean(), (order[:, :2] == aims[:, None]).any(1).mean()
        print(f"{name}: {len(aims)} spans, first right {first:.3f}, one of two {two:.3f}, loss {loss(w):.3f}")
    content = {"cues": round(float(best[0]), 3), "encoder": round(float(best[1]), 3)}
    print(content)
    if o.write:
        TARGET.write_text(json.dumps(content) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
