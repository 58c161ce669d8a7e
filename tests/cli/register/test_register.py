"""Decisions on entries and origins: kept, logged, undone, and followed by the register."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]


class Register:
    """Run commands on one casefile and look at what came of them."""

    def __init__(self, run: Run, path: Path) -> None:
        self._run, self.path = run, path

    def __call__(self, *arguments: str, code: int = 0) -> str:
        result = self._run("register", *arguments, "--db", self.path)
        assert result.exit_code == code, result.output
        return str(result.output)

    def shown(self, *arguments: str) -> Any:
        result = self._run("show", *arguments, "--json", "--db", self.path)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout)

    @property
    def entries(self) -> dict[str, Any]:
        return {each["id"]: each for each in self.shown("register")}

    def of_kind(self, kind: str) -> str:
        (found,) = (name for name, each in self.entries.items() if each["kind"] == kind)
        return found

    def documents(self) -> list[str]:
        return [each["id"] for each in self.shown("documents")]


@pytest.fixture
def register(run: Run, coded: Path) -> Register:
    """Return a register of two pages with a denial, an offer, a threat and an acceptance."""
    made = Register(run, coded)
    assert "Register: 4 entries made or changed from 4 reports" in made("update")
    return made


def test_a_second_update_changes_nothing(register: Register) -> None:
    before = register.entries
    assert register("update") == "The register is in step.\n"
    assert register.entries == before


def test_merge_makes_one_entry_that_both_ids_find(register: Register) -> None:
    offer, threat = register.of_kind("offer"), register.of_kind("threat")
    told = register("merge", offer[:8], threat[:8], "--by", "ann", "--note", "one speech")
    assert "2 reports" in told
    assert len(register.entries) == 3
    both = [register.shown("entry", each) for each in (offer, threat)]
    assert both[0] == both[1]
    assert len(both[0]["decided"]) == 1


@pytest.mark.slow
def test_split_takes_a_record_out_again(register: Register) -> None:
    offer, threat = register.of_kind("offer"), register.of_kind("threat")
    record = register.entries[threat]["reports"][0]["record"]
    register("merge", offer, threat, "--by", "ann")
    told = register("split", offer, record, "--by", "ben")
    assert "1 report," in told
    assert {offer, threat} <= set(register.entries)


@pytest.mark.slow
def test_undo_brings_back_what_was(register: Register) -> None:
    before = register.entries
    register("merge", register.of_kind("offer"), register.of_kind("threat"), "--by", "ann")
    assert register("undo", "--by", "ben").startswith("Undone: ")
    assert register.entries == before
    assert "no decision on the register holds" in register("undo", "--by", "ben", code=2)


@pytest.mark.slow
def test_the_log_keeps_everything(register: Register) -> None:
    assert "Nothing was decided yet." in register("log")
    register(
        "merge", register.of_kind("offer"), register.of_kind("denial"), "--by", "ann", "--note", "one breath"
    )
    register("undo", "--by", "ben")
    told = register("log")
    assert "“{denied that} troops would follow” (Harbour Post, 2031-05-03)" in told
    assert "is the same act as" in told
    assert "“one breath”  (undone)" in told
    assert "2 decisions, 0 of them in force." in told
    merge, undo = json.loads(register("log", "--json"))
    assert (merge["kind"], merge["by"], merge["undone"], merge["note"]) == (
        "same act",
        "ann",
        True,
        "one breath",
    )
    assert (undo["undoes"], undo["by"]) == (merge["id"], "ben")


@pytest.mark.slow
def test_a_judgement_is_undone_by_its_id(register: Register) -> None:
    first, second = register.documents()
    register("same-origin", first, second, "--by", "ann")
    register("not-derived", first, second, "--by", "ann")
    origin, derived = json.loads(register("log", "--json"))
    assert "has one origin with" in register("undo", origin["id"][:8], "--by", "ann")
    assert [each["undone"] for each in json.loads(register("log", "--json"))] == [True, False, False]
    assert derived["kind"] == "not derived"


def test_same_origin_counts_two_pages_as_one(register: Register) -> None:
    offer, threat = register.of_kind("offer"), register.of_kind("threat")
    register("merge", offer, threat, "--by", "ann")
    (merged,) = (each for each in register.entries.values() if len(each["reports"]) == 2)
    assert len(merged["origins"]) == 2
    told = register("same-origin", *register.documents(), "--by", "ann")
    assert "Harbour Post, 2031-05-03 and Lantern Wire, 2031-05-04: same origin." in told
    assert len(register.entries[merged["id"]]["origins"]) == 1


@pytest.mark.slow
def test_decisions_outlive_a_rebuild(register: Register) -> None:
    register("merge", register.of_kind("offer"), register.of_kind("threat"), "--by", "ann")
    before = register.entries
    assert "Computed anew from 2 documents: nothing differs." in register("rebuild")
    assert register.entries == before


def test_a_rebuild_says_what_differs(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.register.entries.notes", lambda *_: ("seen anew",))
    told = register("rebuild", code=1)
    assert f"changed: entry {register.of_kind('offer')}" in told
    assert "the lines above differ" in told


@pytest.mark.parametrize("command", ["same-origin", "not-derived"])
def test_one_document_twice_is_refused(register: Register, command: str) -> None:
    (first, _) = register.documents()
    assert "are one document" in register(command, first, first[:8], "--by", "ann", code=2)


def test_what_cannot_be_merged_or_split_is_refused(register: Register) -> None:
    offer = register.of_kind("offer")
    record = register.entries[offer]["reports"][0]["record"]
    assert "are one entry already" in register("merge", offer, offer[:8], "--by", "ann", code=2)
    assert "has this one record alone" in register("split", offer, record, "--by", "ann", code=2)
    assert f"its records are {record}" in register("split", offer, "elsewhere", "--by", "ann", code=2)
