"""The articles coded for training hold what they say: every quote, cue and condition stands in its text."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from pathlib import Path

from onrecord.model import Act, Stance

TRAINING = Path(__file__).parents[2] / "training"
PLACES = re.compile(r"\d+-\d+(?: \d+-\d+)*")


def test_every_coded_article_is_without_fault() -> None:
    files = sorted((TRAINING / "coded").glob("*.txt"))
    run = subprocess.run(
        [sys.executable, TRAINING / "coded.py", *files], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout
    assert run.stdout.startswith("168 articles, 1675 statements"), run.stdout


def test_coded_attributions_are_places_and_classes_without_text() -> None:
    lines = (TRAINING / "coded" / "attributions.tsv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    assert len(rows) == 13444
    acts, stances = {*Act, "x"}, {*Stance, ""}
    for row in rows:
        assert row["act"] in acts
        assert row["stance"] in stances
        assert PLACES.fullmatch(row["cue"])
        assert PLACES.fullmatch(row["content"])
        assert not row["addressee"] or PLACES.fullmatch(row["addressee"])
