"""Entries, links, derivations and stories in every format, with the filters that choose them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import Result

Run = Callable[..., Result]
KINDS = {"entries": 3, "links": 1, "derivations": 2, "stories": 1}


def exported(run: Run, by_hand: Path, form: str, what: str, *options: str) -> str:
    result = run("export", "--to", form, "--what", what, *options, "--db", by_hand)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


@pytest.mark.parametrize(("what", "count"), KINDS.items())
def test_parquet_holds_what_json_lines_hold(
    run: Run, by_hand: Path, tmp_path: Path, what: str, count: int
) -> None:
    lines = [json.loads(line) for line in exported(run, by_hand, "jsonl", what).splitlines()]
    assert len(lines) == count
    path = tmp_path / "out.parquet"
    result = run("export", "--to", "parquet", "--what", what, "-o", path, "--db", by_hand)
    name = {"entries": "entries", "stories": "story", "links": "link"}.get(what, what)
    assert f"{count} {name} written to {path}" in result.stderr
    table = pq.read_table(path)
    assert set(table.column_names) == set(lines[0])
    rows = table.to_pylist()
    for row in rows:
        row |= {name: dict(value) for name, value in row.items() if name == "why" and isinstance(value, list)}
    assert rows == lines


@pytest.mark.parametrize(("what", "count"), KINDS.items())
def test_csv_has_a_row_for_each(run: Run, by_hand: Path, what: str, count: int) -> None:
    assert len(list(csv.DictReader(io.StringIO(exported(run, by_hand, "csv", what))))) == count


def test_a_denial_in_csv_has_its_cue(run: Run, by_hand: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(exported(run, by_hand, "csv", "links")))
    assert row["source_proposition"] == "{denied} that monitors were invited"
    assert (row["kind"], row["answer"], row["evidence"]) == ("responds_to", "denied", "monitors")


@pytest.mark.parametrize(
    ("what", "options", "count"),
    [
        ("entries", ["--entry-kind", "denial"], 1),
        ("entries", ["--actor", "marenko", "--done-since", "2031"], 1),
        ("links", ["--entry-kind", "offer"], 0),
        ("links", ["--status", "agreed"], 0),
        ("derivations", ["--relation", "cites"], 1),
        ("derivations", ["--outlet", "lantern"], 1),
        ("stories", ["--outlet", "lantern"], 1),
        ("stories", ["--outlet", "tarn"], 0),
    ],
)
def test_filters_choose(run: Run, by_hand: Path, what: str, options: list[str], count: int) -> None:
    assert len(exported(run, by_hand, "jsonl", what, *options).splitlines()) == count


def test_a_filter_of_another_kind_is_refused(run: Run, by_hand: Path) -> None:
    result = run("export", "--to", "csv", "--what", "stories", "--entry-kind", "offer", "--db", by_hand)
    assert result.exit_code == 2
    assert "--entry-kind chooses entries, reports and links, not stories" in result.output
