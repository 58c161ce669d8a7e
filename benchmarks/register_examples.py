"""Tell which of the things that a key plants in articles the register finds.

usage: python benchmarks/register_examples.py [--unseen] [--totals] [--smoke]

Derivations, merges, ladders, meetings and answers of examples/planted.yaml, or of
benchmarks/data/unseen/key.yaml, whose articles and key were written by somebody who did not know the program.
The articles are read with the facts of their world, as its user would bring them in. Something is found where
the words that the key gives stand in reports of one entry (or in two that a link ties); a record that reading
did not give is a miss like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from _registering import Register, read_articles, register_of
from _shown import Check, chosen, table
from onrecord.model import Document, Entry, EntryKind, EntryLink, EntryLinkKind, ReportedAct
from onrecord.register import links

Item = Mapping[str, Any]


class Finder:
    """Look things up in a register by the words of the key."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.names = {document.id: name for name, (document, _) in register.read.items()}
        self.pairs = {
            (self.names[d.source], self.names[d.derived]): d for d in register.derivations if d.source
        }
        self.links = _links(register.entries)

    def entries(self, evidence: Item, kinds: Sequence[EntryKind] = ()) -> list[Entry]:
        """Return the entries with a report that stands in the words of evidence, or in their sentence."""
        name = _name(evidence)
        if name not in self.register.read:
            return []
        spans = _spans(self.register.read[name][0], evidence["quote"])
        return [
            entry
            for entry in self.register.entries
            if not kinds or entry.kind in kinds
            if any(
                r.act.document == self.register.read[name][0].id and _stands_in(r.act, spans)
                for r in entry.reports
            )
        ]

    def together(self, evidence: Sequence[Item], kinds: Sequence[EntryKind] = ()) -> tuple[int, Entry | None]:
        """Return how much of the evidence the entry holds that holds most of it, and this entry."""
        held: dict[str, set[int]] = defaultdict(set)
        known: dict[str, Entry] = {}
        for n, each in enumerate(evidence):
            for entry in self.entries(each, kinds):
                held[entry.id].add(n)
                known[entry.id] = entry
        best = max(held, key=lambda id: (len(held[id]), id), default=None)
        return (len(held[best]), known[best]) if best else (0, None)

    def answered(self, answer: Item, proposal: Item, kind: str) -> bool:
        """Tell whether a link says that one answers the other, and how."""
        sources = {entry.id for entry in self.entries(answer)}
        targets = {entry.id for entry in self.entries(proposal)}
        return any(
            link.kind is EntryLinkKind.RESPONDS_TO
            and link.source in sources
            and link.target in targets
            and link.answer == kind
            for link in self.links
        )


def _links(entries: Sequence[Entry]) -> list[EntryLink]:
    return [link for entry in entries for link in links.links_of(entry, entries)]


def _name(evidence: Item) -> str:
    row = evidence.get("row")
    return f"{evidence['file']}#{row}" if row else str(evidence["file"])


def _spans(document: Document, quote: str | Sequence[str]) -> list[tuple[int, int]]:
    pieces = [quote] if isinstance(quote, str) else list(quote)
    starts = [(document.text.find(piece), len(piece)) for piece in pieces]
    return [(at, at + length) for at, length in starts if at >= 0]


def _stands_in(act: ReportedAct, spans: Sequence[tuple[int, int]]) -> bool:
    return any(e.start < end and start < e.end for start, end in spans for e in (*act.quote, *act.cue))


def planted(finder: Finder, key: Item) -> Iterator[Check]:
    """Yield what examples/planted.yaml asks for."""
    parts = key["planted"]
    for relation, part in (("rewrite", "rewrites"), ("copy", "near_copies")):
        for item in parts[part]:
            for derived in item["derived"]:
                yield _derived(finder, item["source"], derived["file"], relation, derived["credited"])
    for item in parts["second_hand_chains"]:
        for source, derived in zip(item["chain"], item["chain"][1:], strict=False):
            yield _derived(finder, source, derived, None, None)
        # Evidence that only names the outlet is of the derivation, not of what the diplomat said.
        said = [e for e in item["evidence"] if "with reference to" not in e["quote"]]
        yield _merged("merges", finder, item, said)
    for part in ("commitments_climbing", "commitments_withdrawn"):
        for item in parts[part]:
            yield from _ladder(finder, item, item["evidence"])
    for item in parts["meetings"]:
        yield _merged("meetings", finder, item, item["evidence"], (EntryKind.EVENT,))
    for item in parts["proposals"]:
        proposal = next(e for e in item["evidence"] if e["role"] == "proposal")
        for e in item["evidence"]:
            if e is not proposal:
                yield _answer(finder, e, proposal, e["role"])


def unseen(finder: Finder, key: Item) -> Iterator[Check]:
    """Yield what the key of the unseen articles asks for."""
    for item in key["derivations"]:
        yield _derived(finder, item["from"], item["to"], item["relation"], item["credited"])
    for item in key["not_derived"]:
        a, b = item["pair"]
        tied = (a, b) in finder.pairs or (b, a) in finder.pairs
        yield Check("left alone", f"{a} | {b}", int(not tied), 1)
    for item in key["merges"]:
        yield _merged("merges", finder, item, item["evidence"])
    for item in key["kept_apart"]:
        held, _ = finder.together(item["evidence"])
        yield Check("kept apart", item["explanation"], int(held < len(item["evidence"])), 1)
    for item in key["ladders"]:
        yield from _ladder(finder, item, item["steps"])
    for item in key["meetings"]:
        yield _merged("meetings", finder, item, item["evidence"], (EntryKind.EVENT,))
    for item in key["links"]:
        yield _answer(finder, item["by"], item["of"], item["answer"])


def _derived(finder: Finder, source: str, derived: str, relation: str | None, credited: bool | None) -> Check:
    found = finder.pairs.get((source, derived))
    what = f"{derived} <- {source}"
    if found is None:
        return Check("derivations", what, 0, 1)
    asked = [relation in (None, found.kind.value), credited in (None, found.credited)]
    said = f"{found.kind.value}, {'credited' if found.credited else 'not credited'}"
    return Check("derivations", what, int(all(asked)), 1, said)


def _merged(
    part: str, finder: Finder, item: Item, evidence: Sequence[Item], kinds: Sequence[EntryKind] = ()
) -> Check:
    held, entry = finder.together(evidence, kinds)
    return Check(part, item["explanation"], held, len(evidence), entry.id[:8] if entry else "")


def _ladder(finder: Finder, item: Item, steps: Sequence[Item]) -> Iterator[Check]:
    """Yield how many reports one entry holds, and how many of the steps it has."""
    held, entry = finder.together(steps)
    yield Check("ladders", f"reports: {item['explanation']}", held, len(steps), entry.id[:8] if entry else "")
    wanted = list(dict.fromkeys(step["status"] for step in steps))
    has = {step.status for step in entry.steps} if entry else set()
    said = " > ".join(str(step.status) for step in entry.steps) if entry else ""
    yield Check("ladders", f"steps: {item['explanation']}", sum(w in has for w in wanted), len(wanted), said)


def _answer(finder: Finder, answer: Item, proposal: Item, kind: str) -> Check:
    what = f"{kind}: {str(answer['quote'])[:70]}"
    return Check("answers", what, int(finder.answered(answer, proposal, kind)), 1)


def main() -> None:
    """Read, register, look up and print."""
    run = chosen(__doc__ or "")
    register = register_of(read_articles(run.files, run.base), run.base)
    checks = list((unseen if run.unseen else planted)(Finder(register), run.key))
    print(run.told)
    for line in table(checks, run.totals):
        print(line)


if __name__ == "__main__":
    main()
