"""Measure merging: reports that a reader calls one act stand in one entry, others do not.

usage: python benchmarks/merging.py [--shared DIR] [--part judge|fit] [--smoke]

Registers of the sets are made with traced derivations, and the pairs of benchmarks/data/merging/pairs.csv
looked up in them; of the part "judge" only counts were looked at. A pair whose quotes the software does not
give is counted apart. Intervals (95 %) come from drawing articles, not pairs: one act in five articles gives
ten pairs.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from _merging import PAIRS, Count, Outcome, counts, outcomes, pairs, sets
from _setting import conditions, digest

DRAWS = 1000
SEED = 7


def total(found: Sequence[Outcome]) -> Count:
    """Return the counts of all kinds together."""
    return sum(counts(found).values(), Count())


def intervals(found: Sequence[Outcome]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the intervals of precision and recall, by drawing the articles of the first records anew."""
    by_article: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for each in found:
        by_article[each.pair.a[:2]].append(each)
    articles = [total(group) for _, group in sorted(by_article.items())]
    draw = random.Random(SEED)
    drawn = [sum(draw.choices(articles, k=len(articles)), Count()) for _ in range(DRAWS)]
    return _middle([c.precision for c in drawn]), _middle([c.recall for c in drawn])


def _middle(values: Sequence[float]) -> tuple[float, float]:
    order = sorted(values)
    return order[int(0.025 * len(order))], order[int(0.975 * len(order)) - 1]


def table(found: Sequence[Outcome], title: str) -> None:
    """Print one row for each kind, and one for all."""
    print(f"\n{title}")
    print(f"{'':12}{'same':>6}{'not':>6}{'gone':>6}   {'precision':22}{'recall':22}")
    rows: Mapping[str, list[Outcome]] = {
        kind: [each for each in found if kind in ("all", each.pair.kind.value)]
        for kind in ("statement", "commitment", "event", "all")
    }
    for kind, group in rows.items():
        if not group:
            continue
        count, (precise, recalled) = total(group), intervals(group)
        same = sum(each.pair.same for each in group if each.merged is not None)
        apart = sum(not each.pair.same for each in group if each.merged is not None)
        print(
            f"{kind:12}{same:6}{apart:6}{count.absent:6}   "
            f"{count.precision:.3f} ({precise[0]:.2f} to {precise[1]:.2f})  "
            f"{count.recall:.3f} ({recalled[0]:.2f} to {recalled[1]:.2f})"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--part", choices=("judge", "fit"), default="judge")
    parser.add_argument("--smoke", action="store_true", help="a few articles of the examples")
    args = parser.parse_args()
    made = sets(args.shared, smoke=args.smoke)
    listed = [pair for pair in pairs() if pair.part == args.part]
    found = outcomes(made.registers(), listed)
    print(conditions(f"pairs {digest([PAIRS])}, part {args.part}"))
    table(found, "all sets  (reach: statements P >= 0.90, R >= 0.75)")
    for name in made.read if len(made.read) > 1 else ():
        table([each for each in found if each.pair.set == name], name)


if __name__ == "__main__":
    main()
