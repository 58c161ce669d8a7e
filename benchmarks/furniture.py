"""Measure intake: furniture found and lost by words, document fields and cites against hand coding.

usage: python benchmarks/furniture.py [--shared DIR] [--errors] [--smoke]

Word counts are compared as in the shared scorer: per page, as multisets of lower-case words.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from _setting import ROOT, conditions, digest, shared
from onrecord.errors import PageError
from onrecord.intake.document import to_document
from onrecord.intake.pages import pages
from onrecord.model import Document

SECOND_HALF = ("b38", "b39", "b44")
"""Bases of the lineage set counted apart. Their outlets also stand in the other half: no independent test."""

FIELDS = ("title", "outlet", "byline", "published")


@dataclass
class Tally:
    """Count what was found, predicted and coded, key by key."""

    hit: collections.Counter[str] = field(default_factory=collections.Counter)
    predicted: collections.Counter[str] = field(default_factory=collections.Counter)
    gold: collections.Counter[str] = field(default_factory=collections.Counter)

    def add(self, key: str, hit: int, predicted: int, gold: int) -> None:
        """Count one page."""
        self.hit[key] += hit
        self.predicted[key] += predicted
        self.gold[key] += gold

    def line(self, key: str) -> str:
        """Return precision, recall and F1 of a key as a line."""
        p = self.hit[key] / self.predicted[key] if self.predicted[key] else 0.0
        r = self.hit[key] / self.gold[key] if self.gold[key] else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        counts = f"({self.predicted[key]} predicted, {self.gold[key]} coded)"
        return f"{key:46s} P {p:.3f}  R {r:.3f}  F1 {f:.3f}  {counts}"


def tokens(text: str) -> list[str]:
    """Return the words of a text as the shared scorer counts them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9 ]+", " ", plain).split() or text.lower().split()


def words(pieces: Iterable[str]) -> collections.Counter[str]:
    """Return the words of several pieces as a multiset."""
    joined = " ".join(pieces)
    return collections.Counter(tokens(joined)) if joined.strip() else collections.Counter()


def documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a folder's pages; a page that cannot be read is reported."""
    for page in pages([str(folder)]):
        if isinstance(page, PageError):
            print(page, file=sys.stderr)
            continue
        try:
            yield to_document(page)
        except PageError as error:
            print(error, file=sys.stderr)


def furniture(document: Document) -> list[str]:
    """Return the furniture of a document as text."""
    return [s.of(document.source_text) for s in document.furniture]


def count_furniture(
    tally: Tally, keys: Iterable[str], document: Document, gold: list[str], errors: bool
) -> None:
    """Compare the furniture of one page with its coding."""
    g, p = words(gold), words(furniture(document))
    for key in keys:
        tally.add(f"furniture words, {key}", sum((g & p).values()), sum(p.values()), sum(g.values()))
    if errors and g != p:
        print(f"  {document.name}: kept {sorted((g - p).elements())}, lost {sorted((p - g).elements())}")


def gold_set(tally: Tally, folder: Path, name: str, errors: bool) -> None:
    """Score a gold folder: furniture, document fields, cites."""
    for document in documents(folder / "gold" / name):
        if document.media_type != "text/plain" or not document.name.endswith(".txt"):
            continue
        coded = folder / "gold" / name / (document.name[:-4] + ".json")
        gold = json.loads(coded.read_text(encoding="utf-8"))["document"]
        count_furniture(tally, (f"gold/{name}", "pooled"), document, gold.get("furniture") or [], errors)
        for key in FIELDS:
            g, p = gold.get(key), getattr(document, key)
            right = bool(g and p) and tokens(g) == tokens(p)
            for where in (f"gold/{name}", "gold"):
                tally.add(f"document fields, {where}", right, bool(p), bool(g))
            if errors and (g or p) and not right:
                print(f"  {document.name}: {key} is {g!r}, not {p!r}")
        ours = [c.outlet.lower().removeprefix("the ") for c in document.cites]
        theirs = [c["outlet"].lower().removeprefix("the ") for c in gold.get("cites") or []]
        both = sum((collections.Counter(ours) & collections.Counter(theirs)).values())
        tally.add("cites, gold", both, len(ours), len(theirs))


def marked_set(tally: Tally, folder: Path, marks: Path, name: str, errors: bool) -> None:
    """Score pages against marks of spans; a page that is not the one marked stops the run."""
    coded = json.loads(marks.read_text(encoding="utf-8"))
    for document in documents(folder):
        mark = coded.get(document.name)
        if mark is None:
            continue
        if mark["sha256"] != document.digest:
            raise SystemExit(f"{document.name} is not the page that {marks.name} marks")
        gold = [document.source_text[a:b] for a, b in mark["spans"]]
        keys = [name, "pooled"]
        if name.startswith("lineage"):
            keys.append(f"{name}, {'second half' if document.name.startswith(SECOND_HALF) else 'first half'}")
        count_furniture(tally, keys, document, gold, errors)


def examples_set(tally: Tally, folder: Path, errors: bool) -> None:
    """Score the pages of examples/ against their list of furniture lines."""
    coded = json.loads((folder / "furniture.json").read_text(encoding="utf-8"))
    for document in documents(folder / "articles"):
        if document.name in coded and document.media_type == "text/plain":
            count_furniture(tally, ("examples", "pooled"), document, coded[document.name], errors)


def outlets(tally: Tally, folder: Path, errors: bool) -> None:
    """Score the outlets of the lineage pages that name one on the page."""
    coded = json.loads((folder / "lineage/dev/outlets.json").read_text(encoding="utf-8"))
    for document in documents(folder / "lineage" / "dev"):
        gold = coded.get(document.name)
        if gold is None or document.name.endswith("_base.txt"):  # bases carry no outlet
            continue
        right = document.outlet is not None and _key(document.outlet) == _key(gold)
        tally.add("outlets, lineage/dev", right, document.outlet is not None, 1)
        if errors and not right:
            print(f"  {document.name}: outlet is {gold!r}, not {document.outlet!r}")


def _key(name: str) -> str:
    return " ".join(w for w in tokens(name) if w != "the")


def main() -> int:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, help="folder with gold/, lineage/ and articles/")
    parser.add_argument("--errors", action="store_true", help="name what was kept or lost wrongly")
    parser.add_argument("--smoke", action="store_true", help="only the examples: does it run?")
    options = parser.parse_args()
    tally, folder = Tally(), shared(options.shared)
    examples_set(tally, ROOT / "examples", options.errors)
    if folder is None:
        print("skipped: the coded pages are not here; name their folder by --shared. Examples only:")
    elif not options.smoke:
        shared_sets(tally, folder, options.errors)
    for key in sorted(tally.gold, key=lambda k: (not k.startswith("furniture"), k)):
        print(tally.line(key))
    measured = [ROOT / "examples", ROOT / "examples/articles"]
    if folder is not None:
        measured += [folder / f for f in ("gold/train", "gold/dev", "lineage/dev", "articles/seeds")]
    print(conditions(digest(p for f in measured for p in (*f.glob("*.txt"), *f.glob("*.json")))))
    return 0


def shared_sets(tally: Tally, folder: Path, errors: bool) -> None:
    """Score everything outside the examples."""
    for name in ("train", "dev"):
        gold_set(tally, folder, name, errors)
    data = ROOT / "benchmarks" / "data"
    for name, marks in (("lineage/dev", "lineage"), ("articles/seeds", "seeds")):
        marked_set(tally, folder / name, data / f"{marks}_furniture.json", name, errors)
    outlets(tally, folder, errors)


if __name__ == "__main__":
    raise SystemExit(main())
