"""The example tracker: both files hold the same, and its key holds what stands in the articles."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml

from onrecord.intake.decoding import decode
from onrecord.tracker.sheets import Sheet, read

EXAMPLES = Path(__file__).parents[2] / "examples"
KEY: dict[str, Any] = yaml.safe_load((EXAMPLES / "tracker" / "key.yaml").read_text(encoding="utf-8"))
KINDS = {"new", "repeats", "moves_status", "contradicts"}


@cache
def page(name: str, row: int | None) -> str:
    path = EXAMPLES / "articles" / name
    if row is not None:
        with path.open(encoding="utf-8", newline="") as table:
            return "\n".join(list(csv.DictReader(table))[row - 1].values())
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".html":
        return text
    tree = lxml.html.document_fromstring(text.encode())
    for unread in tree.xpath("//script | //style"):
        unread.drop_tree()
    return str(tree.text_content())


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    held = decode(content, name)
    return held.text, held.encoding


def sheet(name: str) -> Sheet:
    return read((EXAMPLES / "tracker" / name).read_bytes(), name, _decoded)


@pytest.mark.parametrize("item", [*KEY["findings"], *KEY["free"]], ids=lambda item: str(item["quote"])[:40])
def test_a_quote_of_the_key_stands_in_its_file(item: dict[str, Any]) -> None:
    text = page(item["file"], item.get("row_of"))
    assert " ".join(str(item["quote"]).split()) in re.sub(r"\s+", " ", text)


def test_the_key_names_rows_and_kinds_that_there_are() -> None:
    rows = {line.number for line in sheet("tracker.xlsx").lines if line.values[0].isdigit()}
    assert len(rows) == 25
    for item in KEY["findings"]:
        assert set(item["kinds"]) <= KINDS
        assert set(item["rows"]) <= rows
        assert bool(item["rows"]) == (item["kinds"] != ["new"])
    assert {kind for item in KEY["findings"] for kind in item["kinds"]} == KINDS


def test_workbook_and_text_hold_the_same_rows() -> None:
    def day(cell: str) -> str:
        return re.sub(r"(\d\d)\.(\d\d)\.(\d{4})", r"\3-\2-\1", cell)

    workbook, text = sheet("tracker.xlsx"), sheet("tracker.csv")
    assert [line.values for line in workbook.lines[4:]] == [
        tuple(map(day, line.values)) for line in text.lines[4:]
    ]
