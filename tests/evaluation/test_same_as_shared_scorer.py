"""The project's scorer gives the numbers of the shared scoring tool, on gold and on perturbed gold."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluation.gold import GoldArticle, gold_articles
from onrecord.evaluation.score import score

SHARED = Path(__file__).parents[3] / "shared"
TOOL = SHARED / "tools" / "score.py"
pytestmark = pytest.mark.skipif(not TOOL.exists(), reason="../shared with the shared scorer is not here")


def perturb(coding: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Drop, double, cut, rename and unsettle records, so that every branch of the scorer is taken."""
    out = copy.deepcopy(coding)
    for kind in ("statements", "commitments", "events"):
        records = [r for r in out.get(kind, []) if chance.random() > 0.15]
        records += [copy.deepcopy(r) for r in records if chance.random() < 0.1]
        chance.shuffle(records)
        for record in records:
            _perturb_record(record, chance)
        out[kind] = records
    for name in ("title", "outlet", "byline", "published"):
        if chance.random() < 0.3:
            out["document"][name] = chance.choice([None, "Harbour Post", "2031-05"])
    out["document"]["furniture"] = [*out["document"].get("furniture", []), "Share", "Read more"]
    return out


def _perturb_record(record: dict[str, Any], chance: random.Random) -> None:
    for name in list(record):
        roll = chance.random()
        if roll < 0.08:
            record[name] = "undecided"
        elif roll < 0.14:
            record[name] = None
        elif roll < 0.18:
            del record[name]
        elif roll < 0.4 and isinstance(record[name], str):
            split = record[name].split()
            record[name] = " ".join(split[len(split) // 3 :])
        elif roll < 0.5 and isinstance(record[name], list):
            record[name] = [*record[name][1:], "XAA"]


def tool_scores(gold: Path, predicted: Path) -> Any:
    """Run the shared tool as its users do."""
    command = [sys.executable, str(TOOL), str(gold), str(predicted), "--json"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.mark.parametrize("seed", [None, 1, 2, 3])
@pytest.mark.parametrize("part", ["train", "dev"])
def test_same_numbers(part: str, seed: int | None, tmp_path: Path) -> None:
    articles: list[GoldArticle] = gold_articles(SHARED / "gold" / part)
    chance = random.Random(seed)
    pairs = []
    for article in articles:
        predicted = article.coding if seed is None else perturb(dict(article.coding), chance)
        if seed is not None and chance.random() < 0.1:
            predicted = {}
        else:
            (tmp_path / f"{article.name}.json").write_text(json.dumps(predicted), "utf-8")
        pairs.append((article.coding, predicted))
    ours = json.loads(json.dumps(score(pairs).as_json()))
    assert ours == tool_scores(SHARED / "gold" / part, tmp_path)
