"""What follows from the register, in every format: the same rows, with the columns that are published."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import Result

from onrecord.cli.export_shown import KINDS
from onrecord.views.tables import TABLES

Run = Callable[..., Result]


def exported(run: Run, db: Path, form: str, what: str, *options: str) -> str:
    result = run("export", "--to", form, "--what", what, *options, "--db", db)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def lines(run: Run, db: Path, what: str, *options: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported(run, db, "jsonl", what, *options).splitlines()]


@pytest.mark.parametrize("what", KINDS)
def test_every_format_holds_the_same(run: Run, examples_casefile: Path, tmp_path: Path, what: str) -> None:
    held = lines(run, examples_casefile, what)
    assert held
    path = tmp_path / "out.parquet"
    result = run("export", "--to", "parquet", "--what", what, "-o", path, "--db", examples_casefile)
    assert result.exit_code == 0, result.output
    assert pq.read_table(path).to_pylist(maps_as_pydicts="strict") == held
    rows = list(csv.DictReader(io.StringIO(exported(run, examples_casefile, "csv", what))))
    assert len(rows) == len(held)
    assert tuple(rows[0]) == tuple(TABLES[what].columns)


@pytest.mark.parametrize("what", KINDS)
def test_schemas_have_every_field_of_the_records(run: Run, examples_casefile: Path, what: str) -> None:
    def compare(value: object, kind: pa.DataType, where: str) -> None:
        if value is None or pa.types.is_map(kind):
            return
        if pa.types.is_struct(kind):
            assert isinstance(value, dict)
            assert set(value) == {field.name for field in kind}, where
            for field in kind:
                compare(value[field.name], field.type, f"{where}.{field.name}")
        elif pa.types.is_list(kind):
            assert isinstance(value, list), where
            for each in value:
                compare(each, kind.value_type, where)
        else:
            is_text = pa.types.is_string(kind)
            assert isinstance(value, str) is is_text, where
            assert isinstance(value, bool) is pa.types.is_boolean(kind), where

    for record in lines(run, examples_casefile, what):
        compare(record, pa.struct(list(TABLES[what].schema())), what)


def test_positions_of_a_day(run: Run, examples_casefile: Path) -> None:
    everything = lines(run, examples_casefile, "positions", "--every-position")
    held = lines(run, examples_casefile, "positions", "--as-of", "2031-04")
    assert 0 < len(held) < len(everything)
    assert all(each["since"] <= "2031-04-30" for each in held)
    assert any(each["until"] for each in everything)


def test_filters_choose(run: Run, examples_casefile: Path) -> None:
    (issue, *_) = {
        each["subject"] for each in lines(run, examples_casefile, "positions") if each["about"] == "issue"
    }
    assert {each["subject"] for each in lines(run, examples_casefile, "positions", "--issue", issue)} == {
        issue
    }
    found = lines(run, examples_casefile, "calendar", "--kind", "signing")
    assert {each["kind"] for each in found} == {"signing"}
    assert lines(run, examples_casefile, "points", "--confirmed") == []
    parties = {each["parties"][0] for each in lines(run, examples_casefile, "pledges") if each["parties"]}
    party = next(each for each in sorted(parties) if len(each) == 3)
    chosen = lines(run, examples_casefile, "pledges", "--party", party)
    assert chosen
    assert all(party in [*each["parties"], *each["actors"]] for each in chosen)


@pytest.mark.parametrize(
    ("what", "option"),
    [
        ("positions", ["--outlet", "x"]),
        ("shifts", ["--as-of", "2031"]),
        ("deadlines", ["--confirmed"]),
        ("conflicts", ["--rejected"]),
        ("pledges", ["--actor", "x"]),
    ],
)
def test_a_filter_that_does_not_choose_is_refused(
    run: Run, examples_casefile: Path, what: str, option: list[str]
) -> None:
    result = run("export", "--to", "csv", "--what", what, *option, "--db", examples_casefile)
    assert result.exit_code == 2
    assert f", not {what}" in result.stderr


def test_reports_stand_one_by_one(run: Run, by_hand: Path, made: Any) -> None:
    told = lines(run, by_hand, "reports")
    assert [(each["entry"], each["number"]) for each in told].count((made.offer.id, 2)) == 1
    assert len(told) == 4
    rows = list(
        csv.DictReader(io.StringIO(exported(run, by_hand, "csv", "reports", "--entry-kind", "denial")))
    )
    assert [row["quote"] for row in rows] == ["{denied} that monitors were invited"]
