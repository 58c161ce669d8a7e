"""Fit the regressions that choose an event's date and place and tell what is planned (events/).

usage: python training/fit_event_fields.py --shared DIR [--write] [--without NAME...]

Learnt from the events of gold/train and of the invented articles (coded/records.tsv), whose triggers and
dates are marked by place. A candidate is right where it is the coded date (or stands in its words),
or shares half of the coded place's words. Ridge and bar are chosen on the articles of gold/train, left out in
turn by the folds of benchmarks/data/folds.json (polnear's are never left out); dev only measures. The
encoder's weight is not learnt here: no encoder's scores are at hand that did not see these articles.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "benchmarks"), str(ROOT / "training")]

import coded  # noqa: E402
import coded_records  # noqa: E402
from event_fields import Case, cases, right  # noqa: E402
from onrecord.actors.base import shipped  # noqa: E402
from onrecord.encoder.session import Encoder  # noqa: E402
from onrecord.evaluation.compare import same_words  # noqa: E402
from onrecord.events import place, planned, when  # noqa: E402
from onrecord.events.calendar import Calendar  # noqa: E402
from onrecord.events.choice import ENCODER, Weights  # noqa: E402
from onrecord.events.place import Places  # noqa: E402
from onrecord.model import Span  # noqa: E402

TARGET = Path(str(files("onrecord.events"))) / "data"
FOLDS = ROOT / "benchmarks/data/folds.json"
FIELDS = ("date", "place", "status")
LEAST_SEEN = 5
"""Times that a feature must be seen."""

ENCODER_WEIGHT = {"date": 0.6, "place": 0.6, "status": 0.6}
"""Weight of the encoder's log odds: not fitted here (see above)."""

INVENTED = 0.5
"""Weight of an event of an invented article; one of gold/train counts 1."""

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """Hold an event's candidates for one field: values, features, which are right, and the coded value."""

    article: str
    values: list[str]
    features: list[Mapping[str, float]]
    good: list[bool]
    gold: str | None
    weight: float


def invented(folder: Path, encoder: Encoder) -> list[Case]:
    """Return the events of the invented articles."""
    rows = coded_records.read(folder / "records.tsv")
    out = []
    for a in coded.folder(folder):
        events = [r for r in rows.get(f"coded/{a.name}", ()) if r["kind"] == "event"]
        if not events:
            continue
        calendar = Calendar(a.text, a.published)
        places = Places(a.text, encoder.read([a.text])[0].mentions, shipped())
        for r in events:
            where = " ".join(s.of(a.text) for s in spans(r["place"])) or None
            out.append(
                Case(
                    f"coded/{a.name}",
                    calendar,
                    places,
                    spans(r["trigger"])[0],
                    tuple(spans(r["evidence"])),
                    r["code"],
                    r["planned"] == "planned",
                    r["edtf"] or None,
                    where,
                    tuple(spans(r["date"])),
                )
            )
    return out


def spans(value: str) -> list[Span]:
    """Read places like "3-8 12-20"."""
    return [Span(*map(int, part.split("-"))) for part in value.split()]


def date_choice(c: Case) -> Choice:
    """Return the dates that an event may have."""
    found = when.candidates(c.calendar, c.trigger, c.evidence, c.planned)
    good = [x.edtf == c.date or any(_meets(s, d) for s in x.spans for d in c.date_spans) for x in found]
    return _choice(c, [x.edtf for x in found], [x.features for x in found], good, c.date)


def place_choice(c: Case) -> Choice:
    """Return the places that an event may have."""
    found = place.candidates(c.calendar, c.trigger, c.evidence, c.places, c.kind)
    good = [c.place is not None and same_words(c.place, x.name) for x in found]
    return _choice(c, [x.name for x in found], [x.features for x in found], good, c.place)


def status_choice(c: Case) -> Choice:
    """Return the one candidate "planned"."""
    status = "planned" if c.planned else "happened"
    return _choice(c, ["planned"], [planned.features(c.calendar, c.trigger, c.evidence)], [c.planned], status)


def _choice(
    c: Case, values: list[str], described: list[Mapping[str, float]], good: list[bool], gold: str | None
) -> Choice:
    weight = INVENTED if c.article.startswith("coded/") else 1.0
    return Choice(c.article, values, described, good, gold, weight)


def _meets(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


MADE: Mapping[str, Callable[[Case], Choice]] = {
    "date": date_choice,
    "place": place_choice,
    "status": status_choice,
}


def fitted(field: str, data: Sequence[Choice], ridge: float) -> Weights:
    """Fit one ridge regression: among candidates and none for a date or a place, yes or no for the status.

    An event whose coded value no candidate has teaches nothing.
    """
    taught = [c for c in data if field == "status" or any(c.good) or not c.gold]
    seen = Counter(n for c in taught for x in c.features for n in x)
    at = {n: i for i, n in enumerate(sorted(n for n, times in seen.items() if times >= LEAST_SEEN))}
    rows, of, good = [], [], []
    for i, c in enumerate(taught):
        for x, g in [*zip(c.features, c.good, strict=True), (None, not any(c.good))]:
            row = np.zeros(len(at) + 1)
            if x is not None:
                row[-1] = 1
                for n, v in x.items():
                    if n in at:
                        row[at[n]] = v
            rows.append(row)
            of.append(i)
            good.append(g)
    w = _minimum(np.array(rows), np.array(of), np.array(good), np.array([c.weight for c in taught]), ridge)
    return Weights(round(float(w[-1]), 3), features={n: round(float(w[i]), 3) for n, i in at.items()})


def _minimum(x: Floats, of: Ints, good: Bools, heavy: Floats, ridge: float) -> Floats:
    """Return the weights of least loss: the log of the share of what is right among each event's rows.

    Shapes: x (rows, features), of and good (rows,), heavy (events,). The last, the bias, is not shrunk.
    """
    shrink = np.full(x.shape[1], ridge)
    shrink[-1] = 0
    n = len(heavy)

    def loss(w: Floats) -> tuple[float, Floats]:
        score = x @ w
        top = np.full(n, -np.inf)
        np.maximum.at(top, of, score)
        power = np.exp(score - top[of])
        total, right_ = np.bincount(of, power, n), np.bincount(of, power * good, n) + 1e-12
        value = (heavy * (np.log(total) - np.log(right_))).sum() + 0.5 * (shrink * w) @ w
        return float(value), x.T @ (heavy[of] * (power / total[of] - power * good / right_[of])) + shrink * w

    found: Floats = minimize(
        loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}
    ).x
    return found


def found(field: str, c: Choice, w: Weights) -> str | None:
    """Return the value chosen for an event."""
    if field == "status":
        return "planned" if w.chance(c.features[0]) >= w.least else "happened"
    chosen = w.choose(c.values, c.features)
    return c.values[chosen[0]] if chosen else None


def bars(field: str, w: Weights) -> list[Weights]:
    """Return the weights with each bar that is tried: for a yes, or for none of the candidates."""
    if field == "status":
        return [replace(w, least=round(float(v), 2)) for v in (0.35, 0.4, 0.45, 0.5)]
    return [replace(w, none=v) for v in (-1.5, -1.0, -0.5, 0.0, 0.5)]


def score(field: str, rows: Sequence[tuple[Choice, str | None]]) -> tuple[float, int]:
    """Return the share right, as the scorer counts, and how many events count."""
    seen = [(c, v) for c, v in rows if c.gold or v]
    return sum(right(field, c.gold, v) for c, v in seen) / max(len(seen), 1), len(seen)


def main() -> None:
    """Choose, fit, measure, write."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--shared", type=Path, required=True)
    p.add_argument("--without", nargs="*", default=[], help="articles of gold/train to leave out")
    p.add_argument("--write", action="store_true")
    p.add_argument("--errors", action="store_true", help="name what is wrong on the articles left out")
    o = p.parse_args()
    encoder = Encoder(1)
    train, dev = (cases(o.shared / "gold" / s, encoder) for s in ("train", "dev"))
    train = [c for c in train if c.article not in o.without]
    more = invented(ROOT / "training/coded", encoder)
    folds = json.loads(FOLDS.read_text(encoding="utf-8"))["folds"]
    print(f"{len(train)} events of gold/train, {len(more)} invented")
    for field in FIELDS:
        fit_field(field, train, more, dev, folds, o.write, o.errors)


def fit_field(
    field: str,
    train: Sequence[Case],
    more: Sequence[Case],
    dev: Sequence[Case],
    folds: Sequence[Sequence[str]],
    write: bool,
    errors: bool,
) -> None:
    """Choose ridge and bar for one field on articles left out; fit on everything."""
    made = MADE[field]
    known, extra, other = ([made(c) for c in some] for some in (train, more, dev))
    best: tuple[float, float, int, list[tuple[Choice, Case, Weights]]] = (-1.0, 0.0, 0, [])
    for ridge in (0.5, 1.0, 2.0, 4.0):
        held: list[tuple[Choice, Case, list[Weights]]] = []
        for fold in folds:
            tried = bars(field, fitted(field, [*(c for c in known if c.article not in fold), *extra], ridge))
            held += [(c, k, tried) for c, k in zip(known, train, strict=True) if c.article in fold]
        for bar in range(len(held[0][2])):
            got, _ = score(field, [(c, found(field, c, tried[bar])) for c, _, tried in held])
            if got > best[0]:
                best = (got, ridge, bar, [(c, k, tried[bar]) for c, k, tried in held])
    got, ridge, bar, chosen = best
    rows = [(c, found(field, c, w)) for c, _, w in chosen]
    w = bars(field, fitted(field, [*known, *extra], ridge))[bar]
    count = score(field, rows)[1]
    print(f"{field}: left out {got:.3f} of {count}, ridge {ridge}, least {w.least}, none {w.none}")
    if field != "status":
        reach = [(c, next((v for v, g in zip(c.values, c.good, strict=True) if g), None)) for c in known]
        print(f"  reachable with the candidates {score(field, reach)[0]:.3f}")
    for name, some in (("train, seen", known), ("invented, seen", extra), ("dev", other)):
        share, seen = score(field, [(c, found(field, c, w)) for c in some])
        print(f"  {name:15s} {share:.3f} of {seen}")
    for (c, value), (_, k, _) in zip(rows, chosen, strict=True) if errors else ():
        if (c.gold or value) and not right(field, c.gold, value):
            words = k.calendar.text[k.trigger.start : k.trigger.start + 40]
            print(f"    {c.article[:14]} {c.gold!r} <> {value!r} of {c.values} | {words!r}")
    if write:
        name = "planned" if field == "status" else field
        body = {**asdict(w), "features": {ENCODER: ENCODER_WEIGHT[field], **w.features}}
        (TARGET / f"{name}_weights.json").write_text(json.dumps(body, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
