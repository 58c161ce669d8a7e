"""Score the links from answers to what they answer on articles whose answers were marked by hand.

usage: python benchmarks/answers.py [--part fit|judge] [--show] [--smoke]

The articles are read with the shipped model and the facts beside them, their acts made to entries, and every
``responds_to`` link compared with data/answers/key.yaml: it is right where the entries at both its ends are
told by the words that the key has. Recall is also given among the answers of which both sides were read.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from _setting import ROOT, conditions, digest
from _world import from_tables
from onrecord.actors.base import Base
from onrecord.errors import PageError
from onrecord.intake.pages import pages
from onrecord.model import Document, Entry, EntryLink, EntryLinkKind
from onrecord.pipeline import code
from onrecord.reader import Reader
from onrecord.register import links
from onrecord.register.acts import acts_of
from onrecord.register.context import Context
from onrecord.register.memory import MemoryRegister
from onrecord.register.update import rebuild

DATA = ROOT / "benchmarks" / "data" / "answers"


@dataclass(frozen=True)
class Spot:
    """Hold words of the key: a document and a stretch of its text."""

    document: str
    start: int
    end: int

    def tells(self, entry: Entry) -> bool:
        """Tell whether a report of an entry is told by these words."""
        return any(
            e.start < self.end and self.start < e.end
            for report in entry.reports
            if report.act.document == self.document
            for e in (*report.act.quote, *report.act.cue)
        )


@dataclass(frozen=True)
class Marked:
    """Hold one answer of the key: where it is told, what it answers and how."""

    family: str
    words: str
    answer: str
    here: tuple[Spot, ...]
    there: tuple[Spot, ...]


@dataclass
class Tally:
    """Count links and answers of one part."""

    predicted: int = 0
    right: int = 0
    kind_right: int = 0
    marked: int = 0
    found: int = 0
    readable: int = 0
    found_readable: int = 0

    def line(self) -> str:
        """Return the figures in a line."""
        p, r = _share(self.right, self.predicted), _share(self.found, self.marked)
        readable = _share(self.found_readable, self.readable)
        return (
            f"{self.marked} answers, {self.predicted} links: precision {p}, recall {r}; "
            f"{self.readable} with both sides read, of these {readable}; "
            f"answer named rightly in {self.kind_right} of {self.right}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def register(files: Sequence[Path], base: Base) -> tuple[dict[str, Document], list[Entry], list[EntryLink]]:
    """Read articles and return their documents by file name, entries and links."""
    documents, acts = {}, {}

    for result in code(pages([str(f) for f in files]), Reader(threads=1, base=base)):
        if isinstance(result, PageError):
            raise SystemExit(str(result))
        page, document, reading = result
        documents[Path(page.name).name] = document
        acts[document.id] = acts_of(document, reading, base.answers_for)
        print(f"read {page.name}", end="\r", flush=True)
    index = MemoryRegister()
    rebuild(index, acts, lambda _: Context())
    entries = list(index.entries())
    return documents, entries, list(linked(entries))


def linked(entries: Sequence[Entry]) -> Iterator[EntryLink]:
    """Yield the links of all entries, with candidates looked up by keys."""
    holders: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        for key in links.keys(entry):
            holders.setdefault(key, {})[entry.id] = entry
    for entry in entries:
        near = {i: e for key in links.keys(entry) for i, e in holders[key].items()}
        yield from links.links_of(entry, list(near.values()))


def spots(of: Mapping[str, Any], documents: Mapping[str, Document]) -> tuple[Spot, ...]:
    """Return where the words of a place of the key stand."""
    out = []
    for each in (of, *of.get("or", ())):
        name = next(n for n in documents if n.startswith(each["in"]))
        start = documents[name].text.find(each["quote"])
        if start < 0:
            raise SystemExit(f"key.yaml: these words do not stand in {name}: {each['quote']}")
        out.append(Spot(documents[name].id, start, start + len(each["quote"])))
    return tuple(out)


def marked(
    key: Mapping[str, Any], documents: Mapping[str, Document], families: Iterable[str]
) -> list[Marked]:
    """Return the answers of some families."""
    chosen = set(families)
    return [
        Marked(
            a["in"][0],
            a["quote"],
            a["answer"],
            spots(a, documents),
            spots(key["targets"][a["to"]], documents),
        )
        for a in key["answers"]
        if a["in"][0] in chosen
    ]


def score(
    answers: Sequence[Marked], entries: Sequence[Entry], found: Sequence[EntryLink], names: Mapping[str, str]
) -> tuple[Tally, list[str]]:
    """Count one part; return also what went wrong, in lines."""
    tally, wrong = Tally(marked=len(answers)), []
    by_id = {e.id: e for e in entries}
    families = {a.family for a in answers}
    hit: set[Marked] = set()
    for link in found:
        source, target = by_id[link.source], by_id[link.target]
        if names[source.reports[0].act.document][0] not in families:
            continue
        tally.predicted += 1
        fitting = [a for a in answers if _any(a.here, source) and _any(a.there, target)]
        hit.update(fitting)
        tally.right += bool(fitting)
        tally.kind_right += any(a.answer == link.answer for a in fitting)
        if not fitting:
            wrong.append(f"wrong: {_told(source)} -> {link.answer} -> {_told(target)} ({link.why})")
    for a in answers:
        readable = any(_any(a.here, e) for e in entries) and any(_any(a.there, e) for e in entries)
        tally.found += a in hit
        tally.readable += readable
        tally.found_readable += readable and a in hit
        if a not in hit:
            wrong.append(f"{'missed' if readable else 'not read'}: {a.family}: {a.words} [{a.answer}]")
    return tally, wrong


def _any(places: Iterable[Spot], entry: Entry) -> bool:
    return any(spot.tells(entry) for spot in places)


def _told(entry: Entry) -> str:
    who = ", ".join(entry.actors) or "nobody known"
    return f"{entry.kind.value} of {who}: {entry.reports[0].act.text[:90]!r}"


def main() -> None:
    """Print the figures of each part."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--part", choices=("fit", "judge"), help="one part alone; both unless given")
    parser.add_argument("--show", action="store_true", help="print what is wrong, missed or was not read")
    parser.add_argument("--smoke", action="store_true", help="one family: does it run?")
    args = parser.parse_args()
    key = yaml.safe_load((DATA / "key.yaml").read_text(encoding="utf-8"))
    parts = (
        {"smoke": ["c"]} if args.smoke else {p: f for p, f in key["parts"].items() if args.part in (None, p)}
    )
    wanted = {family for families in parts.values() for family in families}
    files = sorted(f for f in DATA.glob("*.txt") if f.name[0] in wanted)
    documents, entries, found = register(files, from_tables(DATA / "actors"))
    names = {d.id: name for name, d in documents.items()}
    answering = [link for link in found if link.kind is EntryLinkKind.RESPONDS_TO]
    print(f"{len(files)} articles, {len(entries)} entries; {conditions(digest([DATA / 'key.yaml', *files]))}")
    for part, families in parts.items():
        tally, wrong = score(marked(key, documents, families), entries, answering, names)
        print(f"{part}: {tally.line()}")
        for line in wrong if args.show else ():
            print(f"  {line}")


if __name__ == "__main__":
    main()
