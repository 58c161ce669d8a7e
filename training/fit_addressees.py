"""Fit the regression that says whom a statement is aimed at (coding/addressees.py).

usage: python training/fit_addressees.py --shared DIR [--without NAME...] [--write]

Candidates come from the gold spans of gold/train with the shipped encoder's mentions and marks; a candidate
is right where its form is the scorer's same as an addressee of the gold. Each statement is learnt twice:
with the gold's act, and with the act that the encoder's codes of the attribution over it give, as it is
when an article is read. Ridge and threshold are chosen by the F1 of held-out articles
(benchmarks/data/folds.json) over both; dev only measures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "benchmarks"))

from logistic import fit  # noqa: E402
from onrecord.actors.base import shipped  # noqa: E402
from onrecord.coding.acts import Choice, code_act, features  # noqa: E402
from onrecord.coding.addressees import Candidate, candidates, chance, choose  # noqa: E402
from onrecord.coding.speakers import code  # noqa: E402
from onrecord.coding.surroundings import Surroundings  # noqa: E402
from onrecord.encoder.session import Encoder  # noqa: E402
from onrecord.evaluation.compare import same_actor  # noqa: E402
from onrecord.intake.document import to_document  # noqa: E402
from onrecord.intake.pages import pages  # noqa: E402
from onrecord.model import UNDECIDED, Attribution, RawPage  # noqa: E402
from onrecord.reading.speakers import cast_speakers  # noqa: E402
from speakers import attribution  # noqa: E402

TARGET = Path(str(files("onrecord.coding"))) / "data/addressees.json"
FOLDS = ROOT / "benchmarks/data/folds.json"


OVERLAP = 0.3
"""Least share of characters that an attribution has in common with a statement whose act it gives."""


@dataclass(frozen=True)
class Case:
    """Hold a statement's candidates with the gold's and with the coded act, which are right, and the gold."""

    article: str
    found: tuple[list[Candidate], list[Candidate]]
    good: tuple[list[bool], list[bool]]
    gold: list[str]


def cases(folder: Path, encoder: Encoder) -> list[Case]:
    """Return the statements of a gold folder."""
    out = []
    for page in pages([str(p) for p in sorted(folder.glob("*.txt"))]):
        assert isinstance(page, RawPage)
        document = to_document(page)
        text = document.text
        coding = json.loads((folder / page.name).with_suffix(".json").read_text(encoding="utf-8"))
        seen = encoder.read([text])[0]
        read, mentions, marks = seen.attributions, seen.mentions, seen.marks
        rows = coding["statements"]
        spans = [_attribution(text, s) for s in rows]
        casting = cast_speakers(text, spans, mentions, None)
        around = Surroundings(text, casting, shipped(), document.published)
        who = [w.speakers for w in code(text, spans, casting.namings, around)]
        acts = [Choice(s["act"], 1.0) for s in rows], [_act(text, a, read) for a in spans]
        found = [list(candidates(text, spans, given, who, marks, mentions, around)) for given in acts]
        for s, known, coded in zip(rows, *found, strict=True):
            gold = s["addressees"]
            good = [[any(same_actor(g, c.form) for g in gold) for c in some] for some in (known, coded)]
            out.append(Case(Path(page.name).stem, (known, coded), (good[0], good[1]), gold))
    return out


def _act(text: str, statement: Attribution, read: Sequence[Attribution]) -> Choice:
    """Return the act that is coded with the encoder's scores of the attribution that overlaps most."""
    best = max(read, key=lambda a: _overlap(statement, a), default=None)
    if best is None or _overlap(statement, best) < OVERLAP:
        return Choice(UNDECIDED, 0.0)
    cue, content = (" ".join(s.of(text) for s in part) for part in (statement.cue, statement.content))
    return code_act(features(cue, content, best.codes))


def _overlap(a: Attribution, b: Attribution) -> float:
    """Return the share of characters that two contents have in common."""
    common = sum(max(0, min(s.end, t.end) - max(s.start, t.start)) for s in a.content for t in b.content)
    return common / (sum(s.end - s.start for s in (*a.content, *b.content)) - common)


def _attribution(text: str, s: Mapping[str, object]) -> Attribution:
    found = attribution(text, s)
    if found is None:
        raise SystemExit(f"the text does not say {s['quote']!r}")
    return found


def weights(data: Sequence[Case], ridge: float) -> dict[str, float]:
    """Fit one ridge logistic regression."""
    every = [pair for c in data for k in (0, 1) for pair in zip(c.found[k], c.good[k], strict=True)]
    return fit([x.features for x, _ in every], [g for _, g in every], ridge)


def scored(data: Sequence[Case], w: Mapping[str, float], which: int) -> list[list[tuple[float, Candidate]]]:
    """Return the candidates of each case with their chances."""
    return [[(chance(x.features, w), x) for x in c.found[which]] for c in data]


def f1(data: Sequence[Case], given: Sequence[Sequence[str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over forms."""
    hits = sum(
        sum(any(same_actor(g, f) for f in fs) for g in c.gold) for c, fs in zip(data, given, strict=True)
    )
    said, gold = sum(map(len, given)), sum(len(c.gold) for c in data)
    return hits / max(said, 1), hits / max(gold, 1), 2 * hits / max(said + gold, 1)


def _given(some: Sequence[Sequence[tuple[float, Candidate]]], least: float, most: int) -> list[list[str]]:
    return [[x.form for _, x in choose(one, least, most)] for one in some]


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
    top = sum(sum(any(same_actor(g, x.form) for x in c.found[0]) for g in c.gold) for c in dev)
    print(f"reachable on dev: {top} of {sum(len(c.gold) for c in dev)}")
    listed = json.loads(FOLDS.read_text(encoding="utf-8"))["folds"]
    best: tuple[float, float, float, int] = (0.0, 0.0, 0.0, 1)
    for ridge in (3.0, 10.0):
        held: list[Case] = []
        likely: tuple[list[list[tuple[float, Candidate]]], ...] = ([], [])
        for fold in listed:
            w = weights([c for c in train if c.article not in fold], ridge)
            out = [c for c in train if c.article in fold]
            held += out
            for which in (0, 1):
                likely[which].extend(scored(out, w, which))
        for least in (0.15, 0.2, 0.25, 0.3, 0.35):
            for most in (1, 2):
                known, coded = (f1(held, _given(some, least, most)) for some in likely)
                if known[2] + coded[2] > best[0]:
                    best = (known[2] + coded[2], ridge, least, most)
                    print(f"ridge {ridge} least {least} most {most}: gold acts {known}, coded acts {coded}")
    _, ridge, least, most = best
    w = weights(train, ridge)
    for which, name in enumerate(("gold", "coded")):
        print(f"dev, {name} acts", f1(dev, _given(scored(dev, w, which), least, most)))
    if o.write:
        TARGET.write_text(
            json.dumps({"weights": w, "least": least, "most": most}, indent=0) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
