"""``onrecord documents edit``: what a user states of a page, and the register that follows it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def shown(run: Any, db: Path, what: str) -> list[dict[str, Any]]:
    result = run("show", what, "--db", db, "--json")
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout))


@pytest.mark.slow
def test_the_register_follows_another_outlet_and_date(run: Any, coded: Path) -> None:
    assert run("register", "update", "--db", coded).exit_code == 0
    document = next(each for each in shown(run, coded, "documents") if each["outlet"] == "Lantern Wire")
    stated = ("--title", "A truce", "--url", "https://tarn.example/1", "--outlet", "Tarn Today")
    edited = run("documents", "edit", document["id"][:8], "--db", coded, *stated)
    assert edited.exit_code == 0, edited.output
    assert "outlet     Tarn Today" in edited.stdout
    reports = [
        report
        for entry in shown(run, coded, "register")
        for report in entry["reports"]
        if report["document"] == document["id"]
    ]
    assert reports
    assert {report["outlet"] for report in reports} == {"Tarn Today"}
    assert run("register", "update", "--db", coded).stdout == "The register is in step.\n"
    assert "nothing differs" in run("register", "rebuild", "--db", coded).stdout
