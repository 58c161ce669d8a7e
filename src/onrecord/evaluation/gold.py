"""Read a folder of gold codings: NAME.json beside the NAME.txt that it codes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import UsageError

_NEEDED = ("speakers", "act", "issues")  # of every gold statement
_REMEDY = "name a folder of NAME.txt and NAME.json files"


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """Hold one coded article and where its text lies."""

    name: str
    text: Path
    coding: Mapping[str, Any]


def gold_articles(folder: Path) -> list[GoldArticle]:
    """Read the codings of a gold folder in the order of their names.

    Raises:
        UsageError: the folder holds no codings, a coding is broken, or its text is missing.
    """
    if not folder.is_dir():
        raise UsageError("is not a folder", str(folder), _REMEDY)
    codings = ((path, _coding(path)) for path in sorted(folder.glob("*.json")))
    articles = [
        GoldArticle(path.stem, _text(path), coding) for path, coding in codings if "statements" in coding
    ]
    if not articles:
        raise UsageError(
            "holds no gold codings", str(folder), "name a folder of NAME.txt and NAME.json files"
        )
    return articles


def _coding(path: Path) -> Mapping[str, Any]:
    """Read one JSON file; what is no coding at all (a list, another object) comes back without statements."""
    try:
        coding = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot be read as a gold coding ({error})", str(path)) from error
    if not isinstance(coding, dict):
        return {}
    for index, statement in enumerate(coding.get("statements", [])):
        missing = [name for name in _NEEDED if name not in statement]
        if missing:
            raise UsageError(f"statement {index} lacks {', '.join(missing)}", str(path))
    return coding


def _text(path: Path) -> Path:
    text = path.with_suffix(".txt")
    if not text.is_file():
        raise UsageError("is missing", str(text), f"{path.name} codes it")
    return text
