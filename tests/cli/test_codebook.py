"""onrecord codebook: what it prints, how it ends, what it writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli.main import onrecord

Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run a subcommand in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(onrecord, ["codebook", *arguments], prog_name="onrecord")


def test_a_new_codebook_is_sound_and_its_examples_pass(call: Call) -> None:
    assert call("new", "trade-talks").exit_code == 0
    checked = call("check", "trade-talks.yaml")
    assert (checked.exit_code, "no fault" in checked.output) == (0, True)
    tested = call("test", "trade-talks.yaml")
    assert (tested.exit_code, "3 examples, 0 failed" in tested.output) == (0, True), tested.output


def test_new_overwrites_nothing(call: Call) -> None:
    Path("mine.yaml").write_text("mine", "utf-8")
    result = call("new", "mine")
    assert result.exit_code == 2
    assert Path("mine.yaml").read_text("utf-8") == "mine"
    assert call("new", "mine", "--out", "other.yaml").exit_code == 0
    assert call("new", "No Name").exit_code == 2


def broken(path: str) -> None:
    content = Path(path).read_text("utf-8").replace("label: Tariffs\n", "lable: Tariffs\n", 1)
    Path(path).write_text(content.replace("[levy, ", "[the, ", 1), "utf-8")


def test_check_names_every_fault_with_its_line(call: Call) -> None:
    call("new", "t")
    broken("t.yaml")
    result = call("check", "t.yaml")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert len(lines) == 4
    assert all(line.startswith("t.yaml:") for line in lines[:3])
    assert lines[3] == "3 faults"
    told = json.loads(call("check", "t.yaml", "--json").output)
    assert [f"t.yaml:{f['line']}: {f['what']}" for f in told["faults"]] == lines[:3]
    assert call("test", "t.yaml").exit_code == 1


def test_check_as_json(call: Call) -> None:
    told = json.loads(call("check", "climate-pledges", "--json").output)
    assert told["faults"] == []
    assert "methane" in told["issues"]


def test_a_failed_example_is_shown_with_what_it_was_given(call: Call) -> None:
    call("new", "t")
    content = Path("t.yaml").read_text("utf-8")
    Path("t.yaml").write_text(
        content.replace("text: Steel quotas have to rise", "text: It was cold"), "utf-8"
    )
    result = call("test", "t.yaml")
    assert result.exit_code == 1
    assert "steel_tariffs was taken for other" in result.output
    assert "3 examples, 1 failed" in result.output
    rows = json.loads(call("test", "t.yaml", "--json").output)
    assert (rows["failed"], [row["right"] for row in rows["examples"]]) == (1, [True, False, True])


def test_a_file_that_is_not_there(call: Call) -> None:
    result = call("check", "none.yaml")
    assert result.exit_code == 1
    assert "none.yaml: there is no such file, and no codebook of this name" in result.output


def test_list(call: Call) -> None:
    lines = call("list").output.splitlines()
    assert [line.split()[0] for line in lines] == ["climate-pledges", "security-and-peace"]
    assert lines[1].endswith("(default)")
    rows = json.loads(call("list", "--json").output)
    assert [row["name"] for row in rows if row["default"]] == ["security-and-peace"]
