"""Tell how many of the shifts in benchmarks/data/shifts/cases.yaml are found, and how many that are none.

usage: python benchmarks/shifts.py [--smoke]

Each case is a register of its own: its pages are read with the facts of their world, merged, and positions
followed. A shift is found where the words before and after stand in those that the key quotes, of its holder
or of the state that this person speaks for; whether it is also on the key's issue is counted apart. The same
change of a person and of their state is one. What was missed or wrong is told of part fit alone: part judge
is only measured with.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from _registering import Register, register_of
from _setting import ROOT, conditions, digest
from _world import from_key
from onrecord.actors.base import Base
from onrecord.cli.progress import progress
from onrecord.errors import PageError
from onrecord.intake.document import to_document
from onrecord.model import Document, EntryLink, Given, Point, Position, RawPage
from onrecord.positions.memory import MemoryPositions
from onrecord.positions.update import update
from onrecord.reader import Reader
from onrecord.register import links

CASES = ROOT / "benchmarks/data/shifts/cases.yaml"
KINDS = ("stance", "condition", "order")
Item = Mapping[str, Any]


@dataclass
class Score:
    """Count what was found of the shifts of one part, and what else."""

    of: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    on_issue: int = 0
    false: int = 0
    false_in_none: int = 0  # of them in cases where nobody has moved
    none: int = 0
    lines: list[str] = field(default_factory=list)


def positions_in(register: Register) -> Sequence[Position]:
    """Return the positions that a register gives."""
    index, entries = MemoryPositions(), {e.id: e for e in register.entries}
    found: list[EntryLink] = []
    for entry in register.entries:
        first, last = links.window(entry)
        candidates = register.index.entries_with(links.keys(entry), first, last)
        found += links.links_of(entry, candidates)
    update(index, entries, (), found, entries)
    return index.positions()


def read_case(case: Item, reader: Reader, base: Base) -> tuple[Mapping[int, Document], Register]:
    """Read the pages of a case and make their register; a page without an article is left out."""
    made = {n: _document(case["id"], n, page) for n, page in enumerate(case["pages"])}
    documents = {n: document for n, document in made.items() if document is not None}
    readings = reader.read(list(documents.values()))
    read = {str(n): (documents[n], r) for n, r in zip(documents, readings, strict=True)}
    return documents, register_of(read, base)


def _document(case: str, number: int, page: Item) -> Document | None:
    title = f"{page['title']}\n\n" if page.get("title") else ""
    given = Given(title=page.get("title"), outlet=page["outlet"], published=page["published"])
    raw = f"{title}{page['text']}".encode()
    try:
        return to_document(RawPage(f"{case}-{number}.txt", raw, "text/plain", given=given))
    except PageError:
        return None


def score_case(
    case: Item, documents: Mapping[int, Document], register: Register, base: Base, out: Score
) -> None:
    """Add what was found in a case to a score."""
    shifts = _each_once([p for p in positions_in(register) if p.before is not None])
    left = list(shifts)
    for wanted in case["shifts"]:
        out.of[wanted["what"]] += 1
        fitting = [p for p in left if _fits(p, wanted, documents, register, base)]
        if fitting:
            out.found[wanted["what"]] += 1
            out.on_issue += any(p.subject == wanted["issue"] for p in fitting)
            left = [p for p in left if p not in fitting]
        else:
            out.lines.append(f"missed  {case['id']}: {wanted['holder']}, {wanted['issue']}")
    out.none += not case["shifts"]
    out.false += len(left)
    out.false_in_none += bool(left and not case["shifts"])
    for p in left:
        before = p.before.words if p.before else ""
        out.lines.append(f'wrong   {case["id"]}: {p.holder}, {p.subject}: "{before}" -> "{p.opening.words}"')


def _each_once(shifts: Sequence[Position]) -> list[Position]:
    """Keep one of the shifts that the same two records show."""
    seen: dict[tuple[str, str, str], Position] = {}
    for p in shifts:
        seen.setdefault((p.before.record if p.before else "", p.opening.record, p.subject), p)
    return list(seen.values())


def _fits(
    p: Position, wanted: Item, documents: Mapping[int, Document], register: Register, base: Base
) -> bool:
    if p.holder not in (wanted["holder"], base.answers_for(wanted["holder"])):
        return False
    sides: list[tuple[Point | None, Item]] = [(p.before, wanted["from"]), (p.opening, wanted["to"])]
    return all(point is not None and _stands_in(point, side, documents, register) for point, side in sides)


def _stands_in(point: Point, side: Item, documents: Mapping[int, Document], register: Register) -> bool:
    """Tell whether the record of a point stands in the words that the key quotes, at least in part."""
    document = documents.get(side["page"])
    if document is None:
        return False
    start = document.text.find(side["quote"])
    end = start + len(side["quote"])
    return start >= 0 and any(
        e.start < end and start < e.end
        for entry in register.entries
        for report in entry.reports
        if report.act.record == point.record and report.act.document == document.id
        for e in (*report.act.quote, *report.act.cue)
    )


def table(scores: Mapping[str, Score]) -> Iterator[str]:
    """Yield the totals of each part."""
    yield (
        f"{'part':8}{'shifts':>8}{'found':>7}{'recall':>8}{'wrong':>7}{'precision':>11}{'on issue':>10}"
        + "".join(f"{kind:>12}" for kind in KINDS)
        + f"{'quiet cases':>14}"
    )
    for part, s in scores.items():
        of, found = sum(s.of.values()), sum(s.found.values())
        recall = f"{found / of:.2f}" if of else "-"
        precision = f"{found / (found + s.false):.2f}" if found + s.false else "-"
        kinds = "".join(f"{f'{s.found[k]}/{s.of[k]}':>12}" for k in KINDS)
        quiet = f"{s.none - s.false_in_none}/{s.none}"
        yield f"{part:8}{of:8}{found:7}{recall:>8}{s.false:7}{precision:>11}{s.on_issue:10}{kinds}{quiet:>14}"


def main() -> None:
    """Read, follow, compare and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--smoke", action="store_true", help="four cases of part fit")
    args = parser.parse_args()
    key = yaml.safe_load(CASES.read_text(encoding="utf-8"))
    cases = key["cases"]
    if args.smoke:
        cases = [c for c in cases if c["part"] == "fit"][:4]
    base = from_key(key["world"])
    reader, scores = Reader(threads=1, base=base), {part: Score() for part in ("fit", "judge")}
    with progress("Reading", "cases", len(cases), printing=True) as track:
        for case in cases:
            score_case(case, *read_case(case, reader, base), base, scores[case["part"]])
            track.step(case["id"])
    print(conditions(f"{CASES.relative_to(ROOT)} {digest([CASES])}; {len(cases)} cases"))
    print("\n".join(scores["fit"].lines), end="\n\n")
    print("\n".join(table(scores)))


if __name__ == "__main__":
    main()
