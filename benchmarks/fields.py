"""Measure said_on, via and conditions on coded articles, given the spans and speakers of each statement.

usage: python benchmarks/fields.py [GOLD_DIR ...] [--errors] [--smoke]

The spans of each gold statement are located in the text, its speakers are taken over, and the date of
saying, the relay and the condition are worked out from them; what is measured is each of these alone, as the
scorer counts it (F1 over all statements whose spans are found). Relations and speakers' roles, which the gold
does not code, are measured by the tests on sentences of their own.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from _setting import conditions as setting
from _setting import digest, gold_folders
from onrecord.coding.conditions import conditions
from onrecord.coding.relay import relays
from onrecord.coding.said_on import said_on
from onrecord.evaluation.compare import jaccard, listed, shared_actors, words
from onrecord.evaluation.gold import GoldArticle, gold_articles
from onrecord.model import Attribution
from speakers import attribution

FIELDS = ("said_on", "via", "conditions")
_NAMED_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def measure(folder: Path, errors: bool, limit: int | None) -> Counter[tuple[str, str]]:
    """Count what is right, predicted and gold for each field in a gold folder."""
    counts: Counter[tuple[str, str]] = Counter()
    spent, statements = 0.0, 0
    for article in gold_articles(folder)[:limit]:
        text = article.text.read_text(encoding="utf-8")
        found = [(s, attribution(text, s)) for s in article.coding["statements"]]
        pairs = [(s, a) for s, a in found if a is not None]
        started = time.process_time()
        rows = coded(article, text, [a for _, a in pairs], [s["speakers"] for s, _ in pairs])
        spent += time.process_time() - started
        statements += len(pairs)
        for (gold, _), row in zip(pairs, rows, strict=True):
            count(counts, gold, row)
            if errors:
                show(article.name, gold, row)
    print(f"{folder}: {statements} statements, {1000 * spent / max(statements, 1):.2f} ms each")
    return counts


def coded(
    article: GoldArticle, text: str, given: Sequence[Attribution], speakers: Sequence[Sequence[str]]
) -> list[dict[str, Any]]:
    """Code the three fields of an article's statements."""
    document = article.coding.get("document", {})
    in_name = _NAMED_DAY.search(article.name)
    day = document.get("published") or (in_name.group() if in_name else None)
    ways = relays(text, given, speakers, document.get("outlet"))
    told = [[*who, *way.names] for who, way in zip(speakers, ways, strict=True)]
    days = said_on(text, given, told, day)
    return [
        {
            "said_on": said.edtf if said else None,
            "via": list(way.names),
            "conditions": [c.of(text) for c in conditions(text, a)],
        }
        for a, way, said in zip(given, ways, days, strict=True)
    ]


def count(counts: Counter[tuple[str, str]], gold: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    """Add one statement to the counts, as the scorer does."""
    via, condition = listed(gold.get("via")), gold.get("condition")
    counts["said_on", "gold"] += bool(gold.get("said_on"))
    counts["said_on", "predicted"] += bool(row["said_on"])
    counts["said_on", "right"] += bool(row["said_on"]) and row["said_on"] == gold.get("said_on")
    counts["via", "gold"] += len(via)
    counts["via", "predicted"] += len(row["via"])
    counts["via", "right"] += shared_actors(via, row["via"])
    counts["conditions", "gold"] += bool(listed(condition))
    counts["conditions", "predicted"] += bool(row["conditions"])
    counts["conditions", "right"] += jaccard(words(condition), words(row["conditions"])) >= 0.5


def show(name: str, gold: Mapping[str, Any], row: Mapping[str, Any]) -> None:
    """Print the fields of one statement that differ from the gold."""
    for field, key in (("said_on", "said_on"), ("via", "via"), ("conditions", "condition")):
        if (gold.get(key) or None) != (row[field] or None):
            print(f"  {name[:16]} {field:10s} {gold.get(key)!r} <> {row[field]!r} | {gold.get('cue')!r}")


def report(name: str, counts: Counter[tuple[str, str]]) -> None:
    """Print precision, recall and F1 of each field."""
    for field in FIELDS:
        right, predicted, gold = (counts[field, what] for what in ("right", "predicted", "gold"))
        p, r = right / max(predicted, 1), right / max(gold, 1)
        f1 = 2 * p * r / (p + r) if right else 0.0
        print(
            f"{name:10s} {field:10s} P {p:.3f}  R {r:.3f}  F1 {f1:.3f}  ({predicted} predicted, {gold} gold)"
        )


def main() -> int:
    """Measure the folders named, or the coded articles beside the checkout, each and pooled."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="*", help="gold folders (default: train and dev)")
    parser.add_argument("--errors", action="store_true", help="name each field that differs")
    parser.add_argument("--smoke", action="store_true", help="three articles: does it run?")
    o = parser.parse_args()
    pooled: Counter[tuple[str, str]] = Counter()
    folders = gold_folders(o.folders, o.smoke)
    for folder in folders:
        counts = measure(folder, o.errors, 3 if o.smoke else None)
        report(folder.name, counts)
        print(setting(digest(folder.glob("*"))))
        pooled.update(counts)
    if len(folders) > 1:
        report("pooled", pooled)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
