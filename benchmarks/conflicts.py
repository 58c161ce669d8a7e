"""Measure conflicts: how many pairs of reports that cannot both hold are found, and how many found are none.

usage: python benchmarks/conflicts.py [--part fit|judge|more|all] [--smoke]

The cases are those of benchmarks/data/conflicts/cases.yaml and, as part "more", of more.yaml, each read
alone, with the facts of their world. A case's conflict is found where one of its kind has its sides in the
words of the two quotes. What is found of one kind between the same pages counts once. One that stands in both
quotes and is shown under another kind counts as missed and as wrong; how many there are of these is told.
Single errors are not shown of the part "judge".
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from _registering import register_of
from _setting import ROOT, conditions, digest
from _world import from_key
from onrecord.actors.base import Base
from onrecord.conflicts.memory import MemoryConflicts
from onrecord.conflicts.update import update
from onrecord.errors import PageError
from onrecord.model import Conflict, Document, Given, RawPage, Reading, Side
from onrecord.pipeline import code
from onrecord.reader import Reader

CASES = ROOT / "benchmarks/data/conflicts/cases.yaml"
MORE = ROOT / "benchmarks/data/conflicts/more.yaml"
SMOKE = 6
Case = Mapping[str, Any]
Read = Mapping[str, tuple[Document, Reading]]


@dataclass(frozen=True)
class Outcome:
    """Hold what was found of one case: kinds found rightly, missed, and wrongly."""

    case: str
    found: tuple[str, ...]
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    renamed: int = 0  # found in the words of both quotes, under another kind


def pages(case: Case) -> Iterator[RawPage]:
    """Yield the pages of a case, the title above the text."""
    for number, page in enumerate(case["pages"]):
        title, outlet, published = page.get("title"), page.get("outlet"), page.get("published")
        text = f"{title}\n\n{page['text']}" if title else page["text"]
        given = Given(title=title, outlet=outlet, published=published)
        yield RawPage(f"{number}.txt", text.encode(), "text/plain", given)


def read_case(case: Case, reader: Reader) -> Read:
    """Return the documents of a case with their readings, by number."""
    out = {}
    for result in code(list(pages(case)), reader):
        if isinstance(result, PageError):
            raise SystemExit(str(result))
        page, document, reading = result
        out[page.name] = (document, reading)
    return out


def conflicts_of(read: Read, base: Base) -> tuple[Conflict, ...]:
    """Return the conflicts of some pages."""
    register = register_of(read, base)
    index = MemoryConflicts()
    records = {report.act.record for entry in register.entries for report in entry.reports}
    update(index, {d.id: (d, r) for d, r in read.values()}, register.entries, records, base)
    return index.conflicts()


def outcome(case: Case, read: Read, made: Sequence[Conflict]) -> Outcome:
    """Compare what was found with what the case holds."""
    found: list[str] = []
    missed: list[str] = []
    renamed = 0
    right: set[tuple[str, frozenset[str]]] = set()
    for item in case["conflicts"]:
        fitting = [c for c in made if c.kind.value == item["kind"] and _is(item, c, read)]
        (found if fitting else missed).append(item["kind"])
        right |= {_unit(c) for c in fitting}
        renamed += not fitting and any(_is(item, c, read) for c in made)
    wrong = sorted({_unit(c) for c in made} - right, key=str)
    return Outcome(case["id"], tuple(found), tuple(missed), tuple(kind for kind, _ in wrong), renamed)


def _unit(c: Conflict) -> tuple[str, frozenset[str]]:
    return c.kind.value, frozenset((c.left.document, c.right.document))


def _is(item: Case, c: Conflict, read: Read) -> bool:
    """Tell whether the sides of a conflict stand in the words of a case's two quotes, either way."""
    sides = (item["left"], item["right"])
    return any(
        all(_stands(each, side, read) for each, side in zip(order, sides, strict=True))
        for order in ((c.left, c.right), (c.right, c.left))
    )


def _stands(side: Side, told: Case, read: Read) -> bool:
    document, _ = read[f"{told['page']}.txt"]
    start = document.text.find(told["quote"])
    end = start + len(told["quote"])
    return side.document == document.id and any(e.start < end and start < e.end for e in side.quote)


def table(outcomes: Sequence[Outcome], title: str) -> None:
    """Print precision and recall by kind."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in outcomes:
        for n, kinds in enumerate((each.found, each.missed, each.wrong)):
            for kind in kinds:
                counts[kind][n] += 1
                counts["all"][n] += 1
    held = sum(not each.wrong for each in outcomes if not each.found and not each.missed)
    none = sum(not each.found and not each.missed for each in outcomes)
    print(f"\n{title}: {len(outcomes)} cases; {held} of the {none} without a conflict stay without one")
    print(f"{'':14}{'found':>6}{'missed':>8}{'wrong':>7}   precision  recall")
    for kind, (found, missed, wrong) in sorted(counts.items(), key=lambda x: (x[0] == "all", x[0])):
        print(
            f"{kind:14}{found:6}{missed:8}{wrong:7}   {_share(found, found + wrong):>9}"
            f"  {_share(found, found + missed):>6}"
        )

    print(f"found under another kind, and counted as missed: {sum(each.renamed for each in outcomes)}")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--part", choices=("fit", "judge", "more", "all"), default="all")
    parser.add_argument("--smoke", action="store_true", help="a few cases of the part fit")
    args = parser.parse_args()
    held = yaml.safe_load(CASES.read_text("utf-8"))
    base = from_key(held["world"])
    reader = Reader(threads=1, base=base)
    print(conditions(f"cases {digest([CASES, MORE])}"))
    parts = {part: [c for c in held["cases"] if c["part"] == part] for part in ("fit", "judge")}
    parts["more"] = yaml.safe_load(MORE.read_text("utf-8"))["cases"]
    for part in ("fit",) if args.smoke else tuple(parts) if args.part == "all" else (args.part,):
        cases = parts[part][: SMOKE if args.smoke else None]
        outcomes = []
        for case in cases:
            read = read_case(case, reader)
            outcomes.append(outcome(case, read, conflicts_of(read, base)))
        table(outcomes, f"part {part}")
        for each in outcomes if part != "judge" else ():
            if each.missed or each.wrong:
                missed, wrong = (", ".join(kinds) or "-" for kinds in (each.missed, each.wrong))
                print(f"  {each.case}: missed {missed}; wrong {wrong}")


if __name__ == "__main__":
    main()
