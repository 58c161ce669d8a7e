"""Measure how far words settle the status of a commitment: alone, and through the whole chain.

usage: python benchmarks/statuses.py [--smoke]

Alone: the triggers coded in the invented articles of training/coded; which share of them the words settle,
and how often that is the coded status. The chain: sentences of benchmarks/data/statuses.tsv, each read as an
article with a paragraph that promises nothing; right is a commitment of the party at the status. The word
lists were written with part "fit" and the coded triggers in sight; part "judge" was written before them, by
the same hand, and is never looked into.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from _setting import ROOT, conditions, digest
from onrecord.actors.base import shipped
from onrecord.actors.loading import read_table
from onrecord.commitments.wording import said
from onrecord.intake.document import to_document
from onrecord.model import Document, RawPage, Span
from onrecord.reader import Reader

CODED = ROOT / "training/coded"
SENTENCES = ROOT / "benchmarks/data/statuses.tsv"
STATES = ROOT / "examples/actors/states.csv"
REST = (
    "Snow fell on the harbour of Grauhavn on Wednesday, and the market stayed closed for most of the day. "
    "The season had been a poor one for everybody who lives from the sea, and the old people of the town do "
    "not remember such a winter."
)


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table whose first line says what it is."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE))


def coded() -> Iterator[tuple[str, str | None, bool]]:
    """Yield for each coded commitment its status, the words' and whether they settle it."""
    sys.path.append(str(CODED.parent))
    articles = import_module("coded").folder(CODED)
    texts: dict[str, str] = {f"coded/{a.name}": a.text for a in articles}
    for row in rows(CODED / "records.tsv"):
        if row["kind"] == "commitment" and row["text"] in texts:
            start, end = map(int, row["trigger"].split()[0].split("-"))
            found = said(texts[row["text"]], Span(start, end))
            yield row["code"], found.status, found.settled


def alone() -> None:
    """Print how often the words settle the coded status."""
    every = list(coded())
    settled = [(code, status) for code, status, is_settled in every if is_settled]
    hits = sum(code == status for code, status in settled)
    print(
        f"coded triggers {len(every)}, settled by their words {len(settled)}, right {hits / len(settled):.3f}"
    )
    by = Counter(status for _, status in settled)
    for status, count in by.most_common():
        print(f"  {status:10s} {sum(c == s == status for c, s in settled):4d} of {count}")


def page(number: int, sentence: str) -> Document:
    """Return a sentence as an article."""
    text = f"Lantern Wire\n\nNews of the day\n\n5 March 2031\n\n{sentence}\n\n{REST}\n"
    return to_document(RawPage(f"{number}.txt", text.encode(), "text/plain"))


def chain(smoke: bool) -> None:
    """Print how often the reader gives the party at the status."""
    base = shipped().with_facts(read_table(STATES.read_bytes(), STATES.name))
    named = {row["name"]: row["code"] for row in csv.DictReader(_table(STATES))}
    sentences = rows(SENTENCES)[:: 12 if smoke else 1]
    read = Reader(1, base=base).read([page(i, row["sentence"]) for i, row in enumerate(sentences)])
    tally: Counter[tuple[str, str]] = Counter()
    for row, reading in zip(sentences, read, strict=True):
        got = [(c.party, c.status) for c in reading.commitments]
        if row["status"] == "none":
            tally[row["part"], "none"] += 1
            tally[row["part"], "given where there is none"] += bool(got)
            continue
        own = [s for p, s in got if p == named.get(row["party"], "") or p.startswith(f"{row['party']}:")]
        tally[row["part"], "commitments"] += 1
        tally[row["part"], "of the party"] += bool(own)
        tally[row["part"], "at the status"] += row["status"] in own
    for (part, name), count in sorted(tally.items()):
        print(f"{part:6s} {name:26s} {count}")


def _table(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def main() -> None:
    """Print all figures."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--smoke", action="store_true", help="every twelfth sentence")
    print(conditions(digest([SENTENCES, CODED / "records.tsv"])))
    alone()
    chain(p.parse_args().smoke)


if __name__ == "__main__":
    main()
