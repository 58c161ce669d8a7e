"""Bring gold codings together with codings to be measured: made now, or by someone before."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.cli.progress import progress
from onrecord.errors import PageError
from onrecord.evaluation.gold import GoldArticle, gold_articles
from onrecord.evaluation.match import Coding
from onrecord.intake.pages import pages
from onrecord.pipeline import code
from onrecord.reader import Reader
from onrecord.views.coding import coding


def pairs(folder: Path, made: Path | None, limit: int | None = None) -> list[tuple[str, Coding, Coding]]:
    """Return name, gold and coding of each article of a gold folder.

    Args:
        folder: the gold.
        made: a folder of NAME.json to be measured; articles without one are left out. ``None``: code now.
        limit: how many articles at most.
    """
    articles = gold_articles(folder)
    if made is None:
        return list(_coded(articles[:limit]))
    found = [a for a in articles if (made / f"{a.name}.json").is_file()]
    print(f"{folder}: {len(found)} of {len(articles)} articles have a coding in {made}")
    if not found:
        raise SystemExit(f"{made}: holds no coding of an article of {folder}")
    return [
        (a.name, a.coding, json.loads((made / f"{a.name}.json").read_text("utf-8"))) for a in found[:limit]
    ]


def _coded(articles: Sequence[GoldArticle]) -> Iterator[tuple[str, Coding, Coding]]:
    results = code(pages([str(a.text) for a in articles]), Reader(threads=1))
    with progress("Coding", "articles", len(articles), printing=True) as track:
        for article, result in zip(articles, results, strict=True):
            if isinstance(result, PageError):
                raise SystemExit(str(result))
            track.step(article.name)
            _, document, reading = result
            yield article.name, article.coding, coding(document, reading)
