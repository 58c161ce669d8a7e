"""The articles coded for training hold what they say: every quote, cue and place stands in its text."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from onrecord.encoder.labels import ISSUES, KINDS, STATUSES
from onrecord.model import Act, Stance

TRAINING = Path(__file__).parents[2] / "training"
CODED = TRAINING / "coded"
PLACES = re.compile(r"\d+-\d+(?: \d+-\d+)*")
SPANS = (
    "trigger",
    "evidence",
    "actors",
    "beneficiary",
    "place",
    "date",
    "condition",
    "quantity",
    "reported_by",
)
Row = Mapping[str, str]


def rows_of(name: str) -> list[Row]:
    lines = (CODED / name).read_text("utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


def places(value: str) -> list[tuple[int, int]]:
    """Return the places that a cell holds, checked one by one."""
    assert not value or PLACES.fullmatch(value), value
    found = []
    for place in value.split():
        a, b = map(int, place.split("-"))
        assert 0 <= a < b, value
        found.append((a, b))
    return found


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Return the texts of the invented articles by name, as the coded places count in them."""
    found = {}
    for path in sorted(CODED.glob("*.txt")):
        for article in f"\n{path.read_text('utf-8')}".split("\n=== ")[1:]:
            head, _, rest = article.partition("\n---\n")
            text, _, _ = rest.partition("\n--- statements\n")
            found[f"coded/{head.splitlines()[0].strip()}"] = text.strip() + "\n"
    return found


def test_every_coded_article_is_without_fault(texts: dict[str, str]) -> None:
    files = sorted(CODED.glob("*.txt"))
    run = subprocess.run(
        [sys.executable, TRAINING / "coded.py", *files], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    counted = re.match(r"(\d+) articles, (\d+) statements", run.stdout)
    assert counted is not None, run.stdout
    assert int(counted[1]) == len(texts) > 100
    assert int(counted[2]) > 5 * len(texts)


def test_coded_attributions_are_places_and_classes_without_text() -> None:
    rows = rows_of("attributions.tsv")
    assert len(rows) > 10_000
    acts, stances = {*Act, "x"}, {*Stance, ""}
    for row in rows:
        assert None not in row, row
        assert row["text"].startswith(("syn/", "polnear/")), row
        assert row["act"] in acts
        assert row["stance"] in stances
        assert row["issue"] in {"", *ISSUES}
        assert places(row["content"])
        places(row["cue"])
        places(row["addressee"])


@pytest.fixture(scope="module")
def records() -> list[Row]:
    return rows_of("records.tsv")


def test_coded_records_are_places_and_classes_without_text(records: list[Row]) -> None:
    assert len(records) > 1_000
    codes = {"commitment": STATUSES, "event": KINDS}
    for row in records:
        assert None not in row, row
        assert row["text"].startswith(("coded/", "syn/", "polnear/")), row
        if row["kind"] == "none":
            assert not any(row[c] for c in (*SPANS, "code", "measure")), row
            continue
        assert row["code"] in codes[row["kind"]], row
        assert row["measure"] in (ISSUES if row["kind"] == "commitment" else ("",)), row
        assert row["planned"] in ("", "planned"), row
        assert places(row["trigger"]), row
        assert places(row["evidence"]), row
        for column in SPANS:
            places(row[column])


def test_coded_records_of_the_invented_articles_are_words_of_theirs(
    records: list[Row], texts: dict[str, str]
) -> None:
    ours = [row for row in records if row["text"].startswith("coded/")]
    assert {row["text"] for row in ours} <= set(texts)
    for row in ours:
        text = texts[row["text"]]
        for column in SPANS:
            for a, b in places(row[column]):
                words = text[a:b]
                assert b <= len(text), row
                assert words == words.strip(), (row, column, words)


def test_an_article_without_records_has_none(records: list[Row]) -> None:
    empty = {row["text"] for row in records if row["kind"] == "none"}
    assert not empty & {row["text"] for row in records if row["kind"] != "none"}


@pytest.fixture
def held_out() -> list[str]:
    lines = (CODED / "held_out.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_held_out_texts_are_coded_ones_named_once(held_out: list[str], records: list[Row]) -> None:
    known = {row["text"] for row in records} | {row["text"] for row in rows_of("attributions.tsv")}
    assert len(held_out) == len(set(held_out)) > 100
    assert {name for name in held_out if name.startswith("coded/")} == set()
    assert set(held_out) <= known
