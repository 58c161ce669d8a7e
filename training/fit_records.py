"""Fit the regressions that decide commitments and events on gold/train (commitments/data, events/data).

usage: python training/fit_records.py --shared DIR [--without NAME...] [--write]

Two steps for each kind: whom a trigger's arguments mean (party, beneficiary, participant), then whether the
trigger with these is a record of the gold by the scorer's own rule. The second step sees the chances that the
first gave for articles left out (benchmarks/data/folds.json), never those of articles it was fitted on.
Ridge and thresholds are chosen by the F1 of held-out articles; dev only measures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "benchmarks"))

import coded_records  # noqa: E402
from coding_examples import stories  # noqa: E402
from held_out import held_out  # noqa: E402
from logistic import Features, fit  # noqa: E402
from onrecord.coding.arguments import ranked, weighable  # noqa: E402
from onrecord.coding.regression import Regression  # noqa: E402
from onrecord.commitments import commitments as decide  # noqa: E402
from onrecord.commitments import weighing as of_commitments  # noqa: E402
from onrecord.commitments.drafts import CommitmentDraft  # noqa: E402
from onrecord.commitments.status import Statuses  # noqa: E402
from onrecord.encoder.labels import STATUSES  # noqa: E402
from onrecord.evaluation.compare import overlapping, same_actor  # noqa: E402
from onrecord.evaluation.match import commitment_likeness, event_likeness, match  # noqa: E402
from onrecord.events import events as decide_events  # noqa: E402
from onrecord.events import weighing as of_events  # noqa: E402
from onrecord.events.drafts import EventDraft  # noqa: E402
from onrecord.events.drafts import drafts as event_drafts  # noqa: E402
from onrecord.intake.document import to_document  # noqa: E402
from onrecord.intake.pages import pages  # noqa: E402
from onrecord.model import Document, RawPage  # noqa: E402
from onrecord.reader import Reader, drafts_of, gathered  # noqa: E402
from polnear import articles as polnear_articles  # noqa: E402

CODED = Path(__file__).parent / "coded"
CHOSEN = Path(__file__).parent / "chosen_records.json"
FOLDS = ROOT / "benchmarks/data/folds.json"
RIDGES = (1.0, 3.0, 10.0)
ARGUMENT_RIDGE = 2.0
STATUS_RIDGE = 2.0
LEASTS = tuple(round(0.06 + 0.03 * i, 2) for i in range(20))

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Article:
    """Hold an article's drafts and its gold records."""

    name: str
    text: str
    commitments: list[CommitmentDraft]
    events: list[EventDraft]
    gold_commitments: list[Record]
    gold_events: list[Record]


def articles(folder: Path, reader: Reader) -> list[Article]:
    """Return the articles of a gold folder as the reader drafts them."""
    out = []
    for page in pages([str(p) for p in sorted(folder.glob("*.txt"))]):
        assert isinstance(page, RawPage)
        document = to_document(page)
        coding = json.loads((folder / page.name).with_suffix(".json").read_text(encoding="utf-8"))
        if "statements" not in coding or not document.is_read:
            continue
        out.append(
            drafted(
                Path(page.name).stem,
                document,
                reader,
                coding.get("commitments") or [],
                coding.get("events") or [],
            )
        )
    return out


def drafted(
    name: str, document: Document, reader: Reader, commitments: list[Record], events: list[Record]
) -> Article:
    """Return an article as the reader drafts it, with its gold."""
    read = reader.encoder.read([document.text])[0]
    g = gathered(document, read, reader.known, least=0.0)
    return Article(
        name,
        document.text,
        drafts_of(document, read, g, reader.known, least=0.0),
        event_drafts(document, read.triggers, g.near, g.fillers, g.statements, least=0.0),
        commitments,
        events,
    )


def coded_articles(shared: Path, reader: Reader) -> list[Article]:
    """Return the coded texts that the encoder was not trained on, as gold: fitted on, never measured."""
    told = stories(shared)
    texts = {f"polnear/{n}": t for n, t, _ in polnear_articles(shared / "corpora/polnear/train")}
    texts |= {f"syn/{i}": t for i, t in enumerate(told)}
    rows = {n: r for n, r in coded_records.read(CODED / "records.tsv").items() if n in held_out()}
    out = []
    for name, found in sorted(rows.items()):
        page = RawPage(f"{name}.txt", texts[name].encode(), "text/plain")
        document = to_document(page)
        if not document.is_read:
            continue
        text = texts[name]
        commitments = [_commitment(text, r) for r in found if r["kind"] == "commitment"]
        events = [_event(text, r) for r in found if r["kind"] == "event"]
        out.append(drafted(name, document, reader, commitments, events))
    return out


def _words(text: str, places: str) -> list[str]:
    return [text[int(a) : int(b)] for a, b in (p.split("-") for p in places.split())]


def _commitment(text: str, row: Mapping[str, str]) -> Record:
    return {
        "party": row["actor_forms"].split("; ")[0],
        "measure": row["measure"],
        "status": row["code"],
        "beneficiary": row["beneficiary_forms"] or None,
        "quote": _words(text, row["evidence"]),
    }


def _event(text: str, row: Mapping[str, str]) -> Record:
    forms = [f for f in row["actor_forms"].split("; ") if f]
    return {"kind": row["code"], "participants": forms, "quote": _words(text, row["evidence"])}


@cache
def listed() -> list[list[str]]:
    """Return the folds of gold/train that are measured."""
    rows: list[list[str]] = json.loads(FOLDS.read_text(encoding="utf-8"))["folds"]
    return rows


def folds(data: Sequence[Article]) -> Iterator[tuple[list[Article], list[Article]]]:
    """Yield the articles to fit on and those left out; what is in no listed fold is dealt out among them."""
    dealt = [a.name for a in data if not any(a.name in fold for fold in listed())]
    for number, fold in enumerate(listed()):
        held = {*fold, *dealt[number :: len(listed())]}
        out = [a for a in data if a.name in held]
        if out:
            yield [a for a in data if a.name not in held], out


def near(text: str, draft: CommitmentDraft | EventDraft, gold: Sequence[Record]) -> list[Record]:
    """Return the gold records whose evidence a draft's overlaps, by the scorer's rule."""
    words = draft.trigger.evidence.of(text)
    return [g for g in gold if overlapping(g.get("quote"), words)]


Rows = tuple[list[Features], list[bool]]


def argument_rows(data: Sequence[Article], argument: str, statuses: Statuses) -> Rows:
    """Return the fillers of drafts that meet a gold record, and whether the gold names them there."""
    rows: list[Features] = []
    right: list[bool] = []
    for a in data:
        for d, names in _named(a, argument):
            context = (
                of_events.of_record(d)
                if isinstance(d, EventDraft)
                else of_commitments.of_record(statuses.shares(d.of_status))
            )
            for f in d.fillers:
                rows.append(weighable(f, context))
                right.append(any(same_actor(n, f.form) for n in names))
    return rows, right


def _named(a: Article, argument: str) -> Iterator[tuple[CommitmentDraft | EventDraft, list[str]]]:
    drafts: Sequence[CommitmentDraft | EventDraft] = a.events if argument == "participant" else a.commitments
    gold = a.gold_events if argument == "participant" else a.gold_commitments
    for d in drafts:
        hits = near(a.text, d, gold)
        if hits:
            key = "participants" if argument == "participant" else argument
            values = [v for g in hits for v in (g[key] if isinstance(g[key], list) else [g[key]]) if v]
            yield d, values


def fit_argument(data: Sequence[Article], argument: str, statuses: Statuses) -> dict[str, float]:
    """Fit whom one argument means."""
    return fit(*argument_rows(data, argument, statuses), ARGUMENT_RIDGE)


def fit_status(data: Sequence[Article]) -> Statuses:
    """Fit which status the words of a draft speak for, on drafts that meet the gold."""
    rows: list[Features] = []
    aims: list[set[str]] = []
    for a in data:
        for d in a.commitments:
            hits = near(a.text, d, a.gold_commitments)
            if hits:
                rows.append(d.of_status)
                aims.append({g["status"] for g in hits})
    every = {s: fit(rows, [s in some for some in aims], STATUS_RIDGE) for s in STATUSES}
    return Statuses({s: Regression(w, 0.0) for s, w in every.items()})


def commitment_weights(data: Sequence[Article], leasts: Mapping[str, float]) -> of_commitments.Weights:
    """Fit the first step of commitments."""
    statuses = fit_status(data)
    return of_commitments.Weights(
        Regression(fit_argument(data, "party", statuses), leasts["party"]),
        Regression(fit_argument(data, "beneficiary", statuses), leasts["beneficiary"]),
        statuses,
        Regression({"bias": 0.0}, 0.0),
    )


def event_weights(data: Sequence[Article], leasts: Mapping[str, float]) -> of_events.Weights:
    """Fit the first step of events."""
    return of_events.Weights(
        Regression(fit_argument(data, "participant", Statuses({})), leasts["participant"]),
        Regression({"bias": 0.0}, 0.0),
    )


@dataclass(frozen=True)
class Case:
    """Hold one candidate record as predicted, its features, and its draft."""

    record: Record
    features: Features
    taken: Any


def commitment_cases(a: Article, w: of_commitments.Weights) -> list[Case]:
    """Return the candidate commitments of an article in the scorer's form."""
    out = []
    for d in a.commitments:
        for t in of_commitments.taken(d, w):
            record = {
                "party": t.party.filler.form,
                "measure": t.measure,
                "quote": d.trigger.evidence.of(a.text),
                "status": t.status,
                "beneficiary": t.beneficiary.filler.form if t.beneficiary else None,
            }
            out.append(Case(record, of_commitments.record_features(d, t.party, t.measure, t.statuses), t))
    return out


def event_cases(a: Article, w: of_events.Weights) -> list[Case]:
    """Return the candidate events of an article in the scorer's form."""
    out = []
    for d in a.events:
        found = ranked(d.fillers, w.participant, of_events.of_record(d))
        t = of_events.taken(d, w)
        record = {
            "kind": max(d.kinds, key=lambda k: d.kinds[k]),
            "participants": [r.filler.form for r in t.participants],
            "quote": d.trigger.evidence.of(a.text),
            "status": "planned" if d.trigger.planned > 0 else "happened",
        }
        features = of_events.record_features(d, t.participants, found)
        out.append(Case(record, features, t))
    return out


def right(
    cases: Sequence[Case], gold: Sequence[Record], likeness: Callable[[Record, Record], float]
) -> list[bool]:
    """Return which candidates fit a gold record; several may fit one."""
    return [any(likeness(g, c.record) > 0 for g in gold) for c in cases]


@dataclass(frozen=True)
class Kind:
    """Say what is fitted for one kind of record."""

    name: str
    weights: Callable[[Sequence[Article], Mapping[str, float]], Any]
    cases: Callable[[Article, Any], list[Case]]
    gold: Callable[[Article], list[Record]]
    likeness: Callable[[Record, Record], float]
    once: Callable[[list[Any]], list[Any]]
    is_given: Callable[[Any, float], bool]


KINDS = (
    Kind(
        "commitments",
        commitment_weights,
        commitment_cases,
        lambda a: a.gold_commitments,
        commitment_likeness,
        decide.once,
        decide.is_given,
    ),
    Kind(
        "events",
        event_weights,
        event_cases,
        lambda a: a.gold_events,
        event_likeness,
        decide_events.once,
        lambda t, least: bool(t.chance >= least),
    ),
)


def kept(kind: Kind, cases: Sequence[Case], chances: Sequence[float], least: float) -> list[Record]:
    """Return the records that are given at a threshold."""
    weighed = [(replace(c.taken, chance=p), c) for c, p in zip(cases, chances, strict=True)]
    by = {id(t): c for t, c in weighed if kind.is_given(t, least)}
    return [by[id(t)].record for t in kind.once([t for t, _ in weighed if id(t) in by])]


def f1(
    kind: Kind, done: Sequence[tuple[Article, list[Case], list[float]]], least: float
) -> tuple[float, ...]:
    """Return precision, recall and F1 by the scorer's matching."""
    hits = said = gold = 0
    for a, cases, chances in done:
        given = kept(kind, cases, chances, least)
        hits += len(match(kind.gold(a), given, kind.likeness))
        said += len(given)
        gold += len(kind.gold(a))
    return hits / max(said, 1), hits / max(gold, 1), 2 * hits / max(said + gold, 1)


def second_step(kind: Kind, data: Sequence[tuple[Article, list[Case]]], ridge: float) -> Regression:
    """Fit whether a candidate is a record."""
    rows = [c.features for _, cases in data for c in cases]
    good = [g for a, cases in data for g in right(cases, kind.gold(a), kind.likeness)]
    return Regression(fit(rows, good, ridge), 0.0)


@dataclass(frozen=True)
class Options:
    """Hold what is chosen, not fitted: thresholds of the first step, ridge and threshold of the second."""

    leasts: Mapping[str, float]
    ridge: float
    least: float


def crossed_cases(kind: Kind, train: Sequence[Article], leasts: Mapping[str, float]) -> dict[str, list[Case]]:
    """Return each article's candidates as the first step gives them that was fitted without it."""
    out: dict[str, list[Case]] = {}
    for rest, held in folds(train):
        w = kind.weights(rest, leasts)
        out |= {a.name: kind.cases(a, w) for a in held}
    return out


def choose(kind: Kind, train: Sequence[Article], leasts: Mapping[str, float]) -> tuple[float, Options]:
    """Return the best F1 of the articles of gold/train, left out in turn, and the options that gave it."""
    cases = crossed_cases(kind, train, leasts)
    measured = {name for fold in listed() for name in fold}
    best = (-1.0, Options(leasts, RIDGES[0], LEASTS[0]))
    for ridge in RIDGES:
        done = []
        for rest, out in folds(train):
            r = second_step(kind, [(a, cases[a.name]) for a in rest], ridge)
            done += [(a, cases[a.name], _chances(r, cases[a.name])) for a in out if a.name in measured]
        for least in LEASTS:
            p, recall, f = f1(kind, done, least)
            if f > best[0]:
                best = (f, Options(leasts, ridge, least))
                shown = f"held out P {p:.3f} R {recall:.3f} F1 {f:.3f}"
    print(f"  {kind.name} {best[1]}: {shown}", flush=True)
    return best


def _chances(r: Regression, cases: Sequence[Case]) -> list[float]:
    return [r.chance(c.features) for c in cases]


def settle(
    kind: Kind, train: Sequence[Article], dev: Sequence[Article], o: Options
) -> tuple[Any, Regression]:
    """Fit both steps on all articles; say what they give on dev."""
    cases = crossed_cases(kind, train, o.leasts)
    final = second_step(kind, [(a, cases[a.name]) for a in train], o.ridge)
    w = kind.weights(train, o.leasts)
    if dev:
        done = [(a, c := kind.cases(a, w), _chances(final, c)) for a in dev]
        p, recall, f = f1(kind, done, o.least)
        print(f"  {kind.name} dev: P {p:.3f} R {recall:.3f} F1 {f:.3f}", flush=True)
    return w, Regression(final.weights, o.least)


def write(room: str, name: str, r: Regression) -> None:
    """Write one regression to the package's data."""
    target = Path(str(files(f"onrecord.{room}"))) / f"data/{name}.json"
    content = {"weights": dict(r.weights), "least": r.least}
    target.write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")


def write_statuses(statuses: Statuses) -> None:
    """Write the regressions of the statuses."""
    target = Path(str(files("onrecord.commitments"))) / "data/status.json"
    content = {s: dict(r.weights) for s, r in statuses.by_status.items()}
    target.write_text(json.dumps(content, indent=0) + "\n", encoding="utf-8")


def chosen(
    kind: Kind, train: Sequence[Article], grid: Sequence[Mapping[str, float]], settled: bool
) -> Options:
    """Return the options that an earlier run chose, or the best of a grid."""
    if settled:
        return Options(**json.loads(CHOSEN.read_text(encoding="utf-8"))[kind.name])
    return max((choose(kind, train, leasts) for leasts in grid), key=lambda pair: pair[0])[1]


def main() -> None:
    """Choose, fit, measure, write."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True)
    p.add_argument("--without", nargs="*", default=[], help="articles of gold/train to leave out")
    p.add_argument("--write", action="store_true")
    p.add_argument(
        "--settled", action="store_true", help="take thresholds and ridges from chosen_records.json"
    )
    o = p.parse_args()
    reader = Reader(1)
    train = [a for a in articles(o.shared / "gold/train", reader) if a.name not in o.without]
    train += coded_articles(o.shared, reader)
    dev = [] if o.settled else articles(o.shared / "gold/dev", reader)
    grids: Mapping[str, list[dict[str, float]]] = {
        "commitments": [{"party": x, "beneficiary": 0.1} for x in (0.4, 0.5, 0.65)],
        "events": [{"participant": x} for x in (0.3, 0.4, 0.5)],
    }
    taken = {}
    for kind in KINDS:
        options = chosen(kind, train, grids[kind.name], o.settled)
        taken[kind.name] = asdict(options)
        w, record = settle(kind, train, dev, options)
        if o.write:
            for name in ("party", "beneficiary", "participant"):
                if hasattr(w, name):
                    write(kind.name, name, getattr(w, name))
            write(kind.name, "record", record)
            if kind.name == "commitments":
                write_statuses(w.status)
    if o.write and not o.settled:
        CHOSEN.write_text(json.dumps(taken, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
