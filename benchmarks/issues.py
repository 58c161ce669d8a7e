"""Measure how often a coded statement is given one of its issues, given its spans.

usage: python benchmarks/issues.py [GOLD_DIR ...] [--by-issue]

The spans of each gold statement are located in the article's text. Right is a statement of whose first two
issues one is the gold's, as the scorer counts. On the articles that the weights were fitted on the figure is
too good: ``training/fit_issues.py`` prints the cross-validated one.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from _setting import conditions, digest, gold_folders
from onrecord.codebook.packs import shipped
from onrecord.coding.issues import Weighing, issues, weighing
from onrecord.coding.meaning import Floats, issue_vectors, likeness, text_vectors
from onrecord.encoder.session import Encoder
from onrecord.evaluation.gold import gold_articles
from onrecord.model import Attribution, Span, Zone, ZoneKind
from speakers import attribution, located

FOLDS = 8
NEVER_HELD_OUT = "polnear"


@dataclass(frozen=True, slots=True)
class Example:
    """Hold a coded article: its statements in the order of the text, and the issues of each."""

    name: str
    text: str
    zones: tuple[Zone, ...]
    statements: tuple[Attribution, ...]
    issues: tuple[frozenset[str], ...]
    like: Floats  # of statements and issues


def examples(folder: Path) -> list[Example]:
    """Read the coded articles of a folder."""
    encoder = Encoder(1)
    centres = issue_vectors(shipped(), encoder).centres()
    out = []
    for article in gold_articles(folder):
        text = article.text.read_text(encoding="utf-8")
        found = [(attribution(text, s), frozenset(s["issues"])) for s in article.coding["statements"]]
        pairs = sorted(((a, i) for a, i in found if a is not None), key=lambda p: p[0].content[0].start)
        title = article.coding.get("document", {}).get("title")
        head = located(text, title, [Span(0, 1)]) if title else None
        zones = (Zone(ZoneKind.HEADLINE, head),) if head else ()
        statements = tuple(a for a, _ in pairs)
        like = likeness(statements, text_vectors(text, encoder), centres)
        out.append(Example(article.name, text, zones, statements, tuple(i for _, i in pairs), like))
    return out


def folds(names: Iterable[str]) -> list[frozenset[str]]:
    """Deal articles out to folds by their names; those that the encoder was trained on stay out."""
    dealt = sorted(n for n in names if not n.startswith(NEVER_HELD_OUT))
    return [frozenset(dealt[i::FOLDS]) for i in range(FOLDS)]


def share_right(
    pairs: Iterable[tuple[Example, Weighing]], by_issue: bool = False, has_likeness: bool = True
) -> Iterator[str]:
    """Yield lines that say how many statements were given one of their issues."""
    seen, right, decided, first, two = (Counter[str]() for _ in range(5))
    for example, weights in pairs:
        like = example.like if has_likeness else None
        codings = issues(example.text, example.statements, example.zones, shipped(), like, weights)
        for coding, gold in zip(codings, example.issues, strict=True):
            for name in ("all", *gold):
                seen[name] += 1
                decided[name] += bool(coding.ids)
                right[name] += bool(gold & set(coding.ids))
                first[name] += coding.ids[:1] != () and coding.ids[0] in gold
                two[name] += len(coding.ids) > 1
    columns = f"{'n':>5s} {'right':>7s} {'first':>7s} {'decided':>8s} {'of decided':>11s} {'two given':>10s}"
    yield f"{'issue':24s} {columns}"
    for name, n in seen.most_common(None if by_issue else 1):
        told = max(decided[name], 1)
        yield (
            f"{name:24s} {n:5d} {right[name] / n:7.3f} {first[name] / n:7.3f} {decided[name] / n:8.3f}"
            f" {right[name] / told:11.3f} {two[name] / told:10.3f}"
        )


def measure(folder: Path, by_issue: bool, limit: int | None) -> None:
    """Print the figures of one folder."""
    found: Sequence[Example] = examples(folder)[:limit]
    print(folder)
    for name, has_likeness in (("with likeness", True), ("cues alone", False)):
        print(name)
        for line in share_right(((e, weighing(has_likeness)) for e in found), by_issue, has_likeness):
            print(line)
    print(conditions(digest(folder.glob("*"))))


def main() -> int:
    """Measure the folders named, or the coded articles beside the checkout."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*", help="gold folders (default: train and dev)")
    parser.add_argument("--by-issue", action="store_true", help="a line for each issue")
    parser.add_argument("--smoke", action="store_true", help="three articles: does it run?")
    o = parser.parse_args()
    for folder in gold_folders(o.folders, o.smoke):
        measure(folder, o.by_issue, 3 if o.smoke else None)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
