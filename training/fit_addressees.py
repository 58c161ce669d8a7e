"""Fit the regression that says whom a statement is aimed at (coding/addressees.py).

usage: python training/fit_addressees.py --shared DIR [--without NAME...] [--write]

Candidates come from the gold spans of gold/train with the shipped encoder's mentions and marks; a candidate is
right where one of its forms is the scorer's same as an addressee of the gold. Ridge and threshold are chosen by
the F1 of held-out articles (benchmarks/data/folds.json); dev only measures.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from fit_record import fit
from gold_examples import place
from onrecord.actors.base import shipped
from onrecord.coding.acts import Choice
from onrecord.coding.addressees import Candidate, candidates, chance
from onrecord.coding.speakers import code
from onrecord.coding.surroundings import Surroundings
from onrecord.encoder.session import Encoder
from onrecord.evaluation.compare import same_actor
from onrecord.intake.document import to_document
from onrecord.intake.pages import pages
from onrecord.model import Attribution, RawPage, Span
from onrecord.reading.speakers import cast_speakers

ROOT = Path(__file__).parents[1]
TARGET = Path(str(files("onrecord.coding"))) / "data/addressees.json"
FOLDS = ROOT / "benchmarks/data/folds.json"


@dataclass(frozen=True)
class Case:
    """Hold a statement's candidates, which are right, and what the gold has."""

    article: str
    found: list[Candidate]
    good: list[bool]
    gold: list[str]


def cases(folder: Path, encoder: Encoder) -> list[Case]:
    """Return the statements of a gold folder."""
    out = []
    for page in pages([str(p) for p in sorted(folder.glob("*.txt"))]):
        assert isinstance(page, RawPage)
        document = to_document(page)
        text = document.text
        coding = json.loads((folder / page.name).with_suffix(".json").read_text(encoding="utf-8"))
        _, mentions, marks, _ = encoder.read([text])[0]
        rows = coding["statements"]
        spans = [_attribution(text, s) for s in rows]
        casting = cast_speakers(text, spans, mentions, None)
        around = Surroundings(text, casting, shipped(), document.published)
        who = [w.speakers for w in code(text, spans, casting.namings, around)]
        acts = [Choice(s["act"], 1.0) for s in rows]
        for s, found in zip(rows, candidates(text, spans, acts, who, marks, mentions, around), strict=True):
            good = [any(same_actor(g, f) for g in s["addressees"] for f in c.forms) for c in found]
            out.append(Case(Path(page.name).stem, found, good, s["addressees"]))
    return out


def _attribution(text: str, s: Mapping[str, object]) -> Attribution:
    quote = sorted(place(text, s["quote"], []))
    cue = sorted(place(text, s.get("cue"), quote))
    source = sorted(place(text, s.get("speaker_text"), cue or quote, whole=True))
    spans = [tuple(Span(a, b) for a, b in part) for part in (source, cue, quote)]
    return Attribution(spans[0], spans[1], spans[2])


def weights(data: Sequence[Case], ridge: float) -> dict[str, float]:
    """Fit one regression."""
    names = sorted({n for c in data for x in c.found for n in x.features})
    at = {n: i for i, n in enumerate(names)}
    every = [(x, g) for c in data for x, g in zip(c.found, c.good, strict=True)]
    matrix = np.zeros((len(every), len(names)))
    for row, (x, _) in enumerate(every):
        for n, v in x.features.items():
            matrix[row, at[n]] = v
    w = fit(matrix, np.array([float(g) for _, g in every]), ridge)
    return {"bias": round(float(w[-1]), 3), **{n: round(float(w[at[n]]), 3) for n in names}}


def chosen(c: Case, w: Mapping[str, float], least: float, most: int) -> list[str]:
    """Return the forms that are given for a statement."""
    forms: dict[str, None] = {}
    for _, x in sorted(((chance(x.features, w), x) for x in c.found), key=lambda k: -k[0]):
        if chance(x.features, w) >= least:
            forms.update(dict.fromkeys(x.forms))
    return list(forms)[:most]


def f1(data: Sequence[Case], given: Sequence[Sequence[str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over forms."""
    hits = sum(sum(any(same_actor(g, f) for f in fs) for g in c.gold) for c, fs in zip(data, given, strict=True))
    said, gold = sum(map(len, given)), sum(len(c.gold) for c in data)
    return hits / max(said, 1), hits / max(gold, 1), 2 * hits / max(said + gold, 1)


def main() -> None:
    """Choose, fit, measure, write."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True)
    p.add_argument("--without", nargs="*", default=[], help="articles of gold/train to leave out")
    p.add_argument("--write", action="store_true")
    o = p.parse_args()
    encoder = Encoder(1)
    train, dev = (cases(o.shared / "gold" / s, encoder) for s in ("train", "dev"))
    train = [c for c in train if c.article not in o.without]
    top = sum(sum(any(same_actor(g, f) for x in c.found for f in x.forms) for g in c.gold) for c in dev)
    print(f"reachable on dev: {top} of {sum(len(c.gold) for c in dev)}")
    listed = json.loads(FOLDS.read_text(encoding="utf-8"))["folds"]
    best: tuple[float, float, float, int] = (0.0, 0.0, 0.0, 1)
    for ridge in (3.0, 10.0, 30.0):
        held: list[tuple[Case, dict[str, float]]] = []
        for fold in listed:
            w = weights([c for c in train if c.article not in fold], ridge)
            held += [(c, w) for c in train if c.article in fold]
        for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
            for most in (1, 2):
                score = f1([c for c, _ in held], [chosen(c, w, least, most) for c, w in held])
                if score[2] > best[0]:
                    best = (score[2], ridge, least, most)
                    print(f"ridge {ridge} least {least} most {most}: {score}")
    _, ridge, least, most = best
    w = weights(train, ridge)
    print("dev", f1(dev, [chosen(c, w, least, most) for c in dev]))
    if o.write:
        TARGET.write_text(json.dumps({"weights": w, "least": least, "most": most}, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
