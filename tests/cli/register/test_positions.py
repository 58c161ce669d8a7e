"""Where actors stand, who moved and how far apart a bloc is, through the commands that a user has."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from onrecord.model import Stance
from onrecord.positions.voices import because
from onrecord.store.casefile import open_casefile
from onrecord.store.entry_filters import EntryFilter
from onrecord.views.positions.position_records import POSITION_COLUMNS, SHIFT_COLUMNS

Run = Callable[..., Result]
Told = Callable[..., str]


@pytest.fixture
def told(run: Run, examples_casefile: Path) -> Told:
    def call(*arguments: str, **given: Any) -> str:
        result = run("show", *arguments, "--db", examples_casefile, **given)
        assert result.exit_code == 0, result.output
        return str(result.stdout)

    return call


def test_the_planted_changes_of_position_are_shown_and_no_others(told: Told) -> None:
    found = json.loads(told("shifts", "--json"))
    moves = {(s["holders"][0], s["subject"], s["from_stance"], s["to_stance"]) for s in found}
    assert moves == {
        ("XVM", "nato_membership", "for", "against"),
        ("XKV", "demilitarised_zone", "against", "for"),
        ("XOM", "naval_support", "for", "against"),
    }


def test_both_sides_of_a_shift_are_words_of_their_documents(told: Told, examples_casefile: Path) -> None:
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        entries = {e.id: e for e in casefile.entries(EntryFilter())}
    for shift in json.loads(told("shifts", "--json")):
        assert set(shift["entries"]) <= entries.keys()
        for side in (shift["before"], shift["after"]):
            reports = {r.act.record: r.act for r in entries[side["entry"]].reports}
            quoted = reports[side["record"]]
            assert quoted.document == side["document"]
            assert all(piece.exact in side["words"] for piece in quoted.quote)


def test_a_day_shows_what_was_on_record_by_then(told: Told) -> None:
    asked = ("positions", "--actor", "XKV", "--issue", "demilitarised_zone", "--json")
    (spring,) = json.loads(told(*asked, "--as-of", "2031-05-31"))
    (summer,) = json.loads(told(*asked, "--as-of", "2031-07-31"))
    (latest,) = json.loads(told(*asked))
    assert (spring["stance"], summer["stance"], latest["stance"]) == ("against", "for", "for")
    assert spring["latest"]["last_day"] <= "2031-05-31"
    assert summer["latest"]["last_day"] <= "2031-07-31"
    assert summer["age"] == 41
    assert summer["before"]["stance"] == "against"
    assert set(summer["entries"]) <= set(latest["entries"])
    assert len(summer["others"]) < len(latest["others"])
    history = json.loads(told(*asked, "--history"))
    assert [p["stance"] for p in history] == ["against", "for"]
    assert history[0]["until"] == history[1]["since"]


def test_a_weaker_voice_is_shown_beside_the_position(told: Told) -> None:
    (held,) = json.loads(
        told(
            "positions", "--actor", "Korvath", "--issue", "demilitarised_zone", "--as-of", "2031-05", "--json"
        )
    )
    assert held["opening"]["voice"] == "binding"
    assert {(o["speakers"][0], o["stance"]) for o in held["others"]} == {("Petr Andrassin", "conditional")}
    page = told("positions", "--actor", "Korvath", "--issue", "demilitarised_zone", "--as-of", "2031-05")
    assert "! Petr Andrassin, speaking: conditional" in page


def test_positions_come_as_asked_for(told: Told) -> None:
    recent = json.loads(told("positions", "--order", "recent", "--json"))
    days = [p["latest"]["last_day"] for p in recent]
    assert days == sorted(days, reverse=True)
    names = [p["holder"] for p in json.loads(told("positions", "--order", "name", "--json"))]
    assert names == sorted(names)
    rows = list(csv.DictReader(io.StringIO(told("positions", "--csv", "--limit", "5"))))
    assert len(rows) == 5
    assert tuple(rows[0]) == POSITION_COLUMNS


def test_a_person_stands_apart_only_where_asked_for(told: Told) -> None:
    plain = {p["holder"] for p in json.loads(told("positions", "--issue", "naval_support", "--json"))}
    people = {
        p["holder"] for p in json.loads(told("positions", "--issue", "naval_support", "--people", "--json"))
    }
    assert plain == {"XOM"}
    assert people == {"XOM", "Warren Halloway"}


def test_a_proposal_has_its_proposer_and_its_answers(told: Told, examples_casefile: Path) -> None:
    with open_casefile(str(examples_casefile), read_only=True) as casefile:
        answered = casefile.entries(EntryFilter(answered=True))
        plans = [e.id for e in answered if "Amina Sorrel" in (*e.actors, *e.principals)]
    found = []
    for plan in plans:
        held = json.loads(told("positions", "--proposition", plan, "--people", "--json"))
        assert all(p["subject"] == plan for p in held)
        found += held
    assert ("XKV", "against") in {(p["holder"], p["stance"]) for p in found}
    assert ("Amina Sorrel", "for") in {(p["holder"], p["stance"]) for p in found}


@pytest.mark.slow
def test_the_matrix_shows_silence_as_silence(told: Told) -> None:
    asked = ("matrix", "--actors", "XVM,XKV,XPK", "--issues", "nato_membership,demilitarised_zone")
    cells = json.loads(told(*asked, "--as-of", "2031-07", "--json"))
    assert len(cells) == 6
    by = {(c["actor"], c["issue"]): c for c in cells}
    assert by["XPK", "nato_membership"]["stance"] == "silent"
    assert by["XPK", "nato_membership"]["position"] is None
    assert by["XKV", "demilitarised_zone"]["stance"] == "for"
    for cell in cells:
        assert (cell["stance"] == "silent") == (not cell["stances"])
        if cell["position"]:
            assert cell["position"]["entries"]
    assert "silent (·)" in told(*asked, "--as-of", "2031-07")
    assert "days old" in told(*asked, "--as-of", "2031-07", "--wide")


def test_undated_words_are_shown_as_undated_and_stay_out_of_a_day(told: Told) -> None:
    asked = ("matrix", "--actors", "XTV", "--issues", "sanctions", "--json")
    (cell,) = json.loads(told(*asked))
    assert cell["stance"] == "mixed"
    assert cell["stances"] == ["against", "conditional"]
    assert all(p["why_not"] == "no day is known" for p in cell["undated"])
    (then,) = json.loads(told(*asked, "--as-of", "2031-12"))
    assert then["stance"] == "silent"


def test_a_divided_bloc_is_shown_as_divided(told: Told) -> None:
    asked = ("unity", "Coastal Union", "--issue", "sanctions", "--members", "XAR,XSK,XLR,XTV")
    found = json.loads(told(*asked, "--json"))
    assert found["counts"] == {
        "for": 2, "conditional": 0, "against": 0, "mixed": 1, "none": 0, "silent": 1,
    }  # fmt: skip
    assert 0.5 < found["apart"] < 1
    stances = {m["actor"]: m["stances"] for m in found["by_member"]}
    assert stances["XAR"] == stances["XSK"] == ["for"]
    assert "against" in stances["XTV"]
    assert "How far apart" in told(*asked)


def test_a_counted_group_is_never_taken_apart(told: Told) -> None:
    asked = ("unity", "Guarantor Group", "--issue", "security_guarantees", "--members", "XPK,XLR")
    found = json.loads(told(*asked, "--json"))
    assert [g["holder"].casefold() for g in found["groups"]] == ["group: nineteen states"]
    assert found["counts"]["silent"] == 2
    assert found["apart"] is None


def test_members_are_those_of_the_day(told: Told) -> None:
    early, late = (
        json.loads(told("unity", "NATO", "--issue", "ground_troops", "--as-of", day, "--json"))["members"]
        for day in ("2020-06-01", "2025-06-01")
    )
    assert set(late) - set(early) == {"FIN", "SWE"}


@pytest.mark.parametrize("columns", [80, *(pytest.param(each, marks=pytest.mark.slow) for each in (60, 160))])
@pytest.mark.parametrize(
    "asked",
    [
        ("positions",), ("shifts",), ("matrix", "--actors", "XVM,XKV,XAR,XOM,XSK"),
        ("unity", "Coastal Union", "--issue", "sanctions", "--members", "XAR,XTV"),
    ],
)  # fmt: skip
def test_tables_fit_the_terminal(told: Told, asked: tuple[str, ...], columns: int) -> None:
    page = told(*asked, env={"COLUMNS": str(columns)})
    assert max(map(len, page.splitlines())) <= columns


@pytest.mark.slow
def test_empty_answers_say_what_to_do(run: Run, examples_casefile: Path, tmp_path: Path) -> None:
    def error(*arguments: str, db: Path = examples_casefile) -> str:
        result = run("show", *arguments, "--db", db)
        return str(result.stderr)

    with open_casefile(str(tmp_path / "new.db"), create=True):
        pass
    assert "onrecord add" in error("positions", db=tmp_path / "new.db")
    assert "onrecord add" in error("matrix", db=tmp_path / "new.db")
    assert "onrecord add" in error("shifts", db=tmp_path / "new.db")
    assert "without --as-of" in error("positions", "--as-of", "1999")
    assert "show positions" in error("shifts", "--since", "2040")
    assert "--members" in error("unity", "Coastal Union", "--issue", "sanctions")
    unknown = run("show", "positions", "--actor", "Qqqqq", "--db", examples_casefile)
    assert unknown.exit_code == 2
    assert "nobody in the register" in unknown.stderr


def test_csv_has_the_columns_that_are_published(told: Told) -> None:
    (header, *rows) = csv.reader(io.StringIO(told("shifts", "--csv")))
    assert tuple(header) == SHIFT_COLUMNS
    assert len(rows) == 3
    cells = list(csv.DictReader(io.StringIO(told("matrix", "--actors", "XKV", "--csv"))))
    assert {c["actor"] for c in cells} == {"XKV"}
    assert {c["stance"] for c in cells} <= {*(s.value for s in Stance), "silent", "mixed"}


def test_the_help_names_every_voice_that_makes_a_position(run: Run) -> None:
    page = " ".join(run("show", "positions", "--help").stdout.split())
    from onrecord.model import Voice

    for voice in (Voice.BINDING, Voice.SPEAKING, Voice.WITHIN):
        assert f'"{voice.value}"' in page
        assert because(voice)
