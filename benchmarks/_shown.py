"""Look up, in a casefile, what a key plants: by the words that it quotes, whatever entry reports them."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from _setting import ROOT, conditions, digest
from _world import from_key, from_tables
from onrecord.actors.base import Base
from onrecord.cli.progress import progress
from onrecord.intake.pages import pages
from onrecord.model import Document, Entry, Evidence
from onrecord.pipeline import add, keep_register
from onrecord.reader import Reader
from onrecord.store.casefile import open_casefile
from onrecord.store.entry_filters import EntryFilter
from onrecord.store.interface import CasefileStore

EXAMPLES = ROOT / "examples"
UNSEEN = ROOT / "benchmarks/data/unseen"
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Check:
    """Hold one thing that a key plants: how much of it was found, and by what."""

    part: str
    what: str
    found: int
    of: int
    note: str = ""

    @property
    def whole(self) -> bool:
        """Tell whether all of it was found."""
        return self.found == self.of


@dataclass(frozen=True)
class Chosen:
    """Hold which key a run is about, with its articles and the facts of their world."""

    unseen: bool
    totals: bool
    key: Item
    base: Base
    files: Sequence[Path]  # those that are read
    told: str  # the line that says under what conditions the figures were taken


def chosen(description: str) -> Chosen:
    """Read the command line of a benchmark over examples/planted.yaml or the key of the unseen articles."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--unseen", action="store_true", help="the articles in benchmarks/data/unseen")
    parser.add_argument("--totals", action="store_true", help="print the totals alone")
    parser.add_argument("--smoke", action="store_true", help="three articles of the examples")
    args = parser.parse_args()
    folder, path = (
        (UNSEEN, UNSEEN / "key.yaml") if args.unseen else (EXAMPLES / "articles", EXAMPLES / "planted.yaml")
    )
    key = yaml.safe_load(path.read_text(encoding="utf-8"))
    base = from_key(key["world"]) if args.unseen else from_tables(EXAMPLES / "actors")
    files = sorted(f for f in folder.iterdir() if f.suffix in (".txt", ".html", ".csv"))
    told = conditions(f"{path.relative_to(ROOT)} {digest([path])}; {len(files)} files")
    return Chosen(args.unseen, args.totals, key, base, files[:3] if args.smoke else files, told)


@contextmanager
def casefile_of(files: Sequence[Path], base: Base) -> Iterator[CasefileStore]:
    """Make a casefile of articles, in step; raise ``SystemExit`` where one cannot be read."""
    with tempfile.TemporaryDirectory() as folder, open_casefile(f"{folder}/c.db", create=True) as casefile:
        with progress("Reading", "articles", len(files), printing=True) as track:
            report = add(
                casefile,
                pages([str(path) for path in files]),
                Reader(threads=1, base=base),
                progress=lambda done: track.step(done.name),
            )
        if report.problems:
            raise SystemExit("\n".join(map(str, report.problems)))
        keep_register(casefile, base)
        yield casefile


class Finder:
    """Look evidence of a key up in a casefile."""

    def __init__(self, casefile: CasefileStore) -> None:
        self.casefile = casefile
        self.documents = {each.name: each for each in casefile.documents()}
        self.entries_in = cache(self._entries_in)

    def document(self, evidence: Item) -> Document | None:
        """Return the document that evidence stands in, ``None`` where it was not read."""
        row = evidence.get("row")
        return self.documents.get(f"{evidence['file']}#{row}" if row else str(evidence["file"]))

    def _entries_in(self, document_id: str) -> tuple[Entry, ...]:
        return tuple(self.casefile.entries(EntryFilter(document=document_id)))

    def entries(self, evidence: Item) -> set[str]:
        """Return the ids of the entries with a report in the words of evidence, or in their sentence."""
        document = self.document(evidence)
        if document is None:
            return set()
        return {
            entry.id
            for entry in self.entries_in(document.id)
            if any(
                report.act.document == document.id
                and self.touches(document, (*report.act.quote, *report.act.cue), evidence)
                for report in entry.reports
            )
        }

    def holds(self, document_id: str, quote: Sequence[Evidence], evidence: Item) -> bool:
        """Tell whether the words of a record stand in those of evidence, at least in part."""
        document = self.document(evidence)
        return document is not None and document.id == document_id and self.touches(document, quote, evidence)

    @staticmethod
    def touches(document: Document, quote: Sequence[Evidence], evidence: Item) -> bool:
        """Tell whether words of a document stand in those of evidence, at least in part."""
        wanted = evidence["quote"]
        pieces = [wanted] if isinstance(wanted, str) else list(wanted)
        spans = [(at, at + len(piece)) for piece in pieces if (at := document.text.find(piece)) >= 0]
        return any(e.start < end and start < e.end for start, end in spans for e in quote)


def table(checks: Sequence[Check], totals: bool) -> Iterator[str]:
    """Yield what is printed of checks: each where ``totals`` does not forbid it, then the totals."""
    if not totals:
        for check in checks:
            mark = "found  " if check.whole else "missing" if not check.found else "in part"
            yield f"{mark} {check.part:18} {check.found}/{check.of}  {check.what[:90]}  {check.note}"
    yield f"\n{'':20}{'whole':>6}{'in part':>9}{'of':>5}"
    for part in dict.fromkeys(check.part for check in checks):
        own = [check for check in checks if check.part == part]
        whole = sum(check.whole for check in own)
        yield f"{part:20}{whole:6}{sum(check.found > 0 for check in own) - whole:9}{len(own):5}"
