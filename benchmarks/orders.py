"""Add the example articles in random orders and compare what the register holds with a rebuild.

    python benchmarks/orders.py [--orders 20] [--articles FOLDER] [--smoke]

Each order comes in portions of random size, and the register is brought into step after each. Compared is
everything: entries with their reports, chains, ladders and notes, links, derivations, stories, points,
positions and conflicts.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from _setting import conditions, digest
from _world import from_tables
from onrecord.actors.base import Base
from onrecord.intake.document import to_document
from onrecord.intake.pages import pages
from onrecord.model import RawPage, Reading
from onrecord.pipeline import keep_register
from onrecord.reader import Reader
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileView, NewPage

EXAMPLES = Path(__file__).parents[1] / "examples"


@dataclass(frozen=True)
class Read:
    """Hold a page and what reading it gave."""

    page: NewPage
    reading: Reading


def read_all(folder: Path, base: Base, most: int | None = None) -> list[Read]:
    """Read every page of a folder once, or the first so many."""
    raw = [page for page in pages([str(folder)]) if isinstance(page, RawPage)][:most]
    documents = [to_document(page) for page in raw]
    readings = Reader(threads=1, base=base).read(documents)
    found = zip(raw, documents, readings, strict=True)
    return [Read(NewPage(d, page.raw, page.given), reading) for page, d, reading in found]


def held(casefile: CasefileView) -> dict[str, list[str]]:
    """Return all that a casefile holds that was derived."""
    entries = list(casefile.entries())
    return {
        "entries": [repr(each) for each in entries],
        "links": [repr(link) for each in entries for link in casefile.entry_links(each.id)],
        "derivations": [repr(each) for each in casefile.derivations()],
        "stories": [repr(each) for each in casefile.stories()],
        "points": sorted(repr(each) for each in casefile.points()),
        "positions": [repr(each) for each in casefile.positions()],
        "conflicts": [repr(each) for each in casefile.conflicts()],
    }


def grown(
    portions: Sequence[Sequence[Read]], base: Base, batch: int, *, rebuild: bool = False
) -> dict[str, list[str]]:
    """Return what a casefile holds to which portions were added one after another."""
    with tempfile.TemporaryDirectory() as folder, open_casefile(f"{folder}/c.db", create=True) as casefile:
        for portion in portions:
            for each in portion:
                casefile.add_documents([each.page])
                casefile.put_reading(each.reading)
            keep_register(casefile, base, batch=batch)
        if rebuild:
            keep_register(casefile, base, everything=True)
        return held(casefile)


def portioned(articles: Sequence[Read], chance: random.Random) -> list[list[Read]]:
    """Return the articles in a random order and portions."""
    waiting, portions = chance.sample(articles, len(articles)), []
    while waiting:
        size = chance.randint(1, 6)
        portions.append(list(waiting[:size]))
        waiting = waiting[size:]
    return portions


def main() -> int:
    """Run it; the exit code is 1 where any order gives something else."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--orders", type=int, default=20)
    parser.add_argument("--articles", type=Path, default=EXAMPLES / "articles")
    parser.add_argument("--smoke", action="store_true", help="two orders of eight articles")
    o = parser.parse_args()
    base = from_tables(EXAMPLES / "actors")
    articles = read_all(o.articles, base, 8 if o.smoke else None)
    whole = grown([articles], base, 1000)
    orders = 2 if o.smoke else o.orders
    differing = []
    for seed in range(orders):
        chance = random.Random(seed)
        found = grown(portioned(articles, chance), base, chance.choice([1, 3, 64]), rebuild=seed % 2 == 1)
        differing += [f"order {seed}: {name}" for name in whole if found[name] != whole[name]]
    sizes = ", ".join(f"{len(found)} {name}" for name, found in whole.items())
    print(f"{len(articles)} articles, {orders} orders: {sizes}; {len(differing)} differing")
    for line in differing:
        print(f"  {line}")
    print(conditions(digest(sorted(o.articles.iterdir()))))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
