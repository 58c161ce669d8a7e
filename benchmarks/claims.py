"""Count the claims found in coded articles and in other texts, per property and per pattern.

usage: python benchmarks/claims.py [FOLDER ...] [--by-pattern] [--show] [--smoke]

No coding by hand of claims exists, so nothing is scored here: the figures say how many claims of which kind
an article gives. How often they are right was counted by reading them; see docs/claims.md.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from _setting import conditions, digest, shared
from onrecord.actors.base import shipped
from onrecord.claims.claims import drafts
from onrecord.coding.said_on import day_of
from onrecord.coding.surroundings import Surroundings
from onrecord.encoder.session import Encoder
from onrecord.intake.document import to_document
from onrecord.model import Document, RawPage
from onrecord.reader import Reader
from onrecord.reading.statements import likely_drafts


def documents(folder: Path) -> list[Document]:
    """Read the .txt pages of a folder."""
    pages = (RawPage(p.name, p.read_bytes(), "text/plain") for p in sorted(folder.glob("*.txt")))
    return [d for d in map(to_document, pages) if d.is_read]


def main() -> None:
    """Print the counts of each folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, help="default: gold/train, gold/dev, articles/seeds")
    parser.add_argument("--by-pattern", action="store_true", help="count by pattern instead of property")
    parser.add_argument("--show", action="store_true", help="print every claim with its sentence")
    parser.add_argument("--smoke", action="store_true", help="three articles: does it run?")
    args = parser.parse_args()
    data = shared()
    usual = [data / p for p in ("gold/train", "gold/dev", "articles/seeds")] if data else []
    folders = args.folders or usual
    if not folders:
        print("skipped: the articles are not here; name a folder")
    encoder, reader = Encoder(1), Reader(1)
    for folder in folders[: 1 if args.smoke else None]:
        found = documents(folder)[: 3 if args.smoke else None]
        print(f"{folder.name}: {len(found)} articles; {conditions(digest(folder.glob('*.txt')))}", flush=True)
        readings = zip(found, reader.read(found), encoder.read([d.text for d in found]), strict=True)
        counts: Counter[str] = Counter()
        for document, reading, read in readings:
            casting = likely_drafts(document, read.attributions, read.mentions).casting
            around = Surroundings(document.text, casting, shipped(), day_of(document))
            for d in drafts(document, reading.statements, around, reading.mentions):
                counts[d.pattern if args.by_pattern else d.property.value] += 1
                if args.show:
                    sentence = " ".join(d.sentence.span.of(document.text).split())
                    print(f"  {document.name}: {d.pattern}; {d.subject}; {d.value}; {d.as_of}; {sentence}")
        for name, count in counts.most_common():
            print(f"  {name}: {count}")
        print(f"  all: {counts.total()}")


if __name__ == "__main__":
    main()
