"""Measure the peak memory of adding many articles to a new casefile with the shipped model.

    python benchmarks/memory.py [--articles 10000] [--examples examples/articles]

The articles are those of the examples with a line of their own each, so that every one is a page of its own.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from _setting import conditions, digest
from onrecord.model import RawPage
from onrecord.pipeline import Progress, add
from onrecord.reader import Reader
from onrecord.store.casefile import open_casefile

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
TARGET = 600
"""Peak resident memory to stay below, in MB (10**6 bytes)."""


def pages(folder: Path, number: int) -> Iterator[RawPage]:
    """Yield this many different pages, made of the articles in a folder."""
    articles = [(path, path.read_bytes()) for path in sorted(folder.glob("*.txt"))]
    if not articles:
        raise SystemExit(f"{folder}: holds no .txt articles")
    for count, (path, raw) in enumerate(islice(cycle(articles), number)):
        line = f"\n\nThis report was filed as number {count} of its series, and the minister said so.\n"
        yield RawPage(f"{path.stem}-{count}.txt", raw + line.encode(), "text/plain")


def peak() -> float:
    """Return the most memory that this process has held so far, in MB."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / 1e6 if sys.platform == "darwin" else held * 1024 / 1e6


def tell(progress: Progress) -> None:
    """Print how far the run is, every 500 pages."""
    if progress.done % 500 == 0:
        print(f"{progress.done:>7} pages, peak {peak():.0f} MB", flush=True)


def main() -> int:
    """Add the articles and print what it took; fail where it is more than the target."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--examples", type=Path, default=EXAMPLES)
    parser.add_argument("--smoke", action="store_true", help="sixty articles: does it run?")
    options = parser.parse_args()
    number = 60 if options.smoke else options.articles
    reader = Reader()
    model, loaded = reader.model, peak()  # naming the model loads it
    begun = time.monotonic()
    with TemporaryDirectory() as folder:
        location = Path(folder) / "onrecord.db"
        with open_casefile(str(location), create=True) as casefile:
            report = add(casefile, pages(options.examples, number), reader, progress=tell)
        size = location.stat().st_size / 1e6
    took = time.monotonic() - begun
    print(f"{model}; {conditions('examples ' + digest(options.examples.glob('*.txt')))}")
    print(
        f"{report.added} articles added, {report.statements} statements, in {took:.0f} s; "
        f"casefile {size:.0f} MB"
    )
    print(f"peak memory {peak():.0f} MB (model loaded: {loaded:.0f} MB); target < {TARGET} MB")
    return 0 if peak() < TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
