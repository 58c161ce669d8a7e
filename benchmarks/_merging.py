"""Bring the hand-marked pairs of benchmarks/data/merging together with the registers of their articles."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from _registering import Records, Register, context_of, quote_digest, read_articles, register_of, traced
from _setting import ROOT, shared
from _world import from_tables
from onrecord.actors.base import Base, shipped
from onrecord.model import Reading, RecordKind, ReportedAct
from onrecord.register import same_act
from onrecord.register.acts import acts_of
from onrecord.register.context import Between, Context
from onrecord.register.matching import among
from onrecord.register.measures import measures
from onrecord.register.vetoes import DAYS, UNDATED_DAYS, why_not
from onrecord.register.when import apart

PAIRS = ROOT / "benchmarks/data/merging/pairs.csv"
EXAMPLES = ROOT / "examples"
Place = tuple[str, str, RecordKind, str]  # set, name, kind, digest of the quote


@dataclass(frozen=True)
class Pair:
    """Hold one pair as it was judged."""

    set: str
    kind: RecordKind
    a: Place
    b: Place
    same: bool
    part: str


@dataclass(frozen=True)
class Judged:
    """Hold the acts of one pair, those of each side that bear its words."""

    kind: RecordKind
    same: bool
    a: Sequence[ReportedAct]
    b: Sequence[ReportedAct]
    between: Between


@dataclass(frozen=True)
class Count:
    """Count pairs of one kind: rightly and wrongly merged, missed, and those whose quotes were not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    absent: int = 0

    def __add__(self, other: Count) -> Count:
        """Return both together."""
        return Count(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
            self.absent + other.absent,
        )

    @property
    def precision(self) -> float:
        """Return the share right of what was merged."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Return the share merged of what is the same."""
        return self.right / max(1, self.right + self.missed)


def pairs() -> list[Pair]:
    """Return the pairs in the order of the file."""
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [_pair(row) for row in csv.DictReader(file)]


def _pair(row: Mapping[str, str]) -> Pair:
    kind = RecordKind(row["kind"])
    a, b = ((row["set"], row[f"file_{x}"], kind, row[f"quote_{x}_digest"]) for x in "ab")
    return Pair(row["set"], kind, a, b, row["same"] == "yes", row["part"])


@dataclass(frozen=True)
class Sets:
    """Hold the articles of each set that is here, as read, and the facts each was read with."""

    read: Mapping[str, Records]
    bases: Mapping[str, Base]

    @cached_property
    def contexts(self) -> Mapping[str, Context]:
        """Return what is known around the documents of each set."""
        return {name: context_of(read, *traced(read)) for name, read in self.read.items()}

    @cached_property
    def acts(self) -> Mapping[tuple[str, str], Sequence[ReportedAct]]:
        """Return the acts of each article, every record one of its own."""
        return {
            (name, page): acts_of(document, _unfolded(reading), self.bases[name].answers_for)
            for name, read in self.read.items()
            for page, (document, reading) in read.items()
        }

    @cached_property
    def by_place(self) -> Mapping[Place, Sequence[ReportedAct]]:
        """Return the acts that bear the words of each quote."""
        out: dict[Place, list[ReportedAct]] = {}
        for (name, page), acts in self.acts.items():
            for act in acts:
                out.setdefault((name, page, act.record_kind, quote_digest(act.quote)), []).append(act)
        return out

    def judged(self, pair: Pair) -> Judged | None:
        """Return the acts of a pair; ``None`` where the software does not give these quotes."""
        a, b = self.by_place.get(pair.a), self.by_place.get(pair.b)
        if not a or not b:
            return None
        between = self.contexts[pair.set].between(a[0].document, b[0].document)
        filled = among(between, self.acts[pair.a[:2]], self.acts[pair.b[:2]])
        return Judged(pair.kind, pair.same, a, b, filled)

    def registers(self) -> Mapping[str, Register]:
        """Return the register of each set."""
        return {name: register_of(read, self.bases[name]) for name, read in self.read.items()}


def _unfolded(reading: Reading) -> Reading:
    return replace(reading, commitments=tuple(replace(c, statement=None) for c in reading.commitments))


def weighed(each: Judged) -> tuple[Mapping[str, float], bool] | None:
    """Return the measures of a pair of which nothing hard speaks against, and whether it is the same."""
    a, b = each.a[0], each.b[0]
    return None if why_not(a, b, each.between) else (measures(a, b, each.between), each.same)


def sets(given: Path | None = None, *, smoke: bool = False) -> Sets:
    """Read the articles of each set; say which are not here. ``smoke``: a few of the examples."""
    known = from_tables(EXAMPLES / "actors")
    examples = sorted(f for f in (EXAMPLES / "articles").iterdir() if f.suffix in (".txt", ".html", ".csv"))
    files: dict[str, list[Path]] = {"examples": examples}
    if smoke:
        files["examples"] = [f for f in files["examples"] if "montfaire" in f.name]
    elif folder := shared(given):
        files["seeds"] = sorted((folder / "articles/seeds").glob("*.txt"))
        files["lineage"] = sorted((folder / "lineage/dev").glob("*.txt"))
    bases = {name: known if name == "examples" else shipped() for name in files}
    read = {name: read_articles(f, bases[name], f"Reading {name}") for name, f in files.items() if f}
    for name in ("seeds", "lineage"):
        if name not in read and not smoke:
            print(f"skipped: the articles of the set {name} are not here (--shared DIR)")
    return Sets(read, bases)


@contextmanager
def weighing(weights: Mapping[RecordKind, same_act.Weights]) -> Iterator[None]:
    """Weigh acts with other weights than the shipped ones for a while."""
    held = same_act.fitted
    setattr(same_act, "fitted", lambda: weights)  # noqa: B010 - mypy forbids the plain assignment
    try:
        yield
    finally:
        setattr(same_act, "fitted", held)  # noqa: B010


@dataclass(frozen=True)
class Outcome:
    """Hold whether one pair was merged; ``None`` where its quotes were not found."""

    pair: Pair
    merged: bool | None

    @property
    def count(self) -> Count:
        """Return the pair as a count."""
        if self.merged is None:
            return Count(absent=1)
        if self.pair.same:
            return Count(right=1) if self.merged else Count(missed=1)
        return Count(wrong=1) if self.merged else Count()


def outcomes(registers: Mapping[str, Register], listed: Sequence[Pair]) -> list[Outcome]:
    """Return of each pair whose set is here whether both stand in one entry."""
    return [Outcome(p, _merged(registers[p.set], p)) for p in listed if p.set in registers]


def counts(found: Sequence[Outcome]) -> Mapping[RecordKind, Count]:
    """Return the counts by kind."""
    out: dict[RecordKind, Count] = {}
    for each in found:
        out[each.pair.kind] = out.get(each.pair.kind, Count()) + each.count
    return out


def _merged(register: Register, pair: Pair) -> bool | None:
    a, b = (register.by_quote.get((page, kind.value, digest)) for _, page, kind, digest in (pair.a, pair.b))
    if not a or not b:
        return None
    return any(_together(register, x, y, pair.kind) for x in a for y in b)


def _together(register: Register, a: str, b: str, kind: RecordKind) -> bool:
    """Tell whether two records are in one entry.

    Statements of different days that carry one commitment are steps of its entry, and not one statement.
    """
    entry = register.entry_of.get(a)
    if entry is None or register.entry_of.get(b) is not entry:
        return False
    if kind is not RecordKind.STATEMENT or not entry.steps:
        return True
    acts = {record: r.act for r in entry.reports for record in (r.act.record, r.act.statement) if record}
    x, y = acts[a], acts[b]
    gap = apart((x.first_day, x.last_day), (y.first_day, y.last_day))
    return gap is None or gap <= (DAYS if x.dated and y.dated else UNDATED_DAYS)[kind]
