"""``onrecord export``: every format to a file and to a pipe."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest


@pytest.mark.parametrize("what", ["statements", "documents"])
def test_every_format_holds_the_same_records(
    run: Any, examples_casefile: Path, tmp_path: Path, what: str
) -> None:
    files = {form: tmp_path / f"out.{form}" for form in ("jsonl", "csv", "parquet")}
    for form, path in files.items():
        result = run("export", "--to", form, "--what", what, "-o", path, "--db", examples_casefile)
        assert result.exit_code == 0, result.output
        assert result.stdout == ""
    lines = [json.loads(line) for line in files["jsonl"].read_text("utf-8").splitlines()]
    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text("utf-8"))))
    table = pq.read_table(files["parquet"]).to_pylist(maps_as_pydicts="strict")
    assert table == lines
    assert [row["id"] for row in rows] == [line["id"] for line in lines]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.jsonl", "out.parquet"]


def test_standard_output_holds_what_a_file_holds(run: Any, examples_casefile: Path, tmp_path: Path) -> None:
    for form in ("jsonl", "csv"):
        run("export", "--to", form, "-o", tmp_path / form, "--db", examples_casefile)
        piped = run("export", "--to", form, "--db", examples_casefile)
        assert piped.stdout_bytes == (tmp_path / form).read_bytes()


def test_filters_choose(run: Any, examples_casefile: Path) -> None:
    result = run("export", "--to", "jsonl", "--date", "2031-03", "--db", examples_casefile)
    dates = [json.loads(line)["published"] for line in result.stdout.splitlines()]
    assert dates
    assert all(date.startswith("2031-03") for date in dates)


def test_a_speaker_is_for_statements(run: Any, examples_casefile: Path) -> None:
    options = ("--to", "csv", "--what", "documents", "--speaker", "x", "--db", examples_casefile)
    assert run("export", *options).exit_code == 2


def test_an_output_that_cannot_be_written_is_one_line(
    run: Any, examples_casefile: Path, tmp_path: Path
) -> None:
    target = tmp_path / "nowhere" / "out.csv"
    result = run("export", "--to", "csv", "-o", target, "--db", examples_casefile)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "No such file" in result.stderr
