"""The workbook: every sheet, linked to its evidence, read back by another library than wrote it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from onrecord.model import (
    Basis,
    Conflict,
    ConflictKind,
    EntryKind,
    Point,
    Position,
    RecordKind,
    Side,
    SubjectKind,
    Voice,
)
from onrecord.store.casefile import open_casefile

Run = Callable[..., Result]


def point(entry: Any, stance: str, day: str, **given: Any) -> Point:
    act = entry.reports[0].act
    plain = Point(
        entry=entry.id, record=act.record, document=act.document, holder="XVM", speakers=("Vera Marenko",),
        voice=Voice.BINDING, subject="monitoring", about=SubjectKind.ISSUE, stance=stance, basis=Basis.SAID,
        kind=EntryKind.OFFER, words=act.text, first_day=day, last_day=day,
    )  # fmt: skip
    return replace(plain, **given)


@pytest.fixture
def shown(by_hand: Path, made: Any) -> Path:
    """Give the casefile a shift, a position on a proposition and a conflict."""
    before = point(made.offer, "for", "2031-05-03", order="before arms_supply")
    after = point(made.denial, "against", "2031-05-06", condition="after winter")
    weaker = replace(after, voice=Voice.UNNAMED, stance="for")
    first = Position(
        holder="XVM", subject="monitoring", about=SubjectKind.ISSUE, stance="for", since="2031-05-03",
        until="2031-05-06", opening=before, latest=before, entries=(made.offer.id,), origins=1,
        voices={"binding": 1},
    )  # fmt: skip
    shift = replace(
        first, stance="against", since="2031-05-06", until=None, opening=after, latest=after,
        entries=(made.denial.id,), before=before, changed=("stance",), others=(weaker,), compared="monitors",
    )  # fmt: skip
    on = replace(
        first, holder="XTV", subject=made.offer.id, about=SubjectKind.PROPOSITION, stance="against",
        until=None, opening=replace(after, basis=Basis.ANSWER), latest=after, entries=(made.denial.id,),
    )  # fmt: skip
    left, right = (
        Side(
            RecordKind.COMMITMENT, report.act.record, report.act.document, made.offer.id, report.act.outlet,
            report.act.published, report.act.outlet, report.wording, report.act.quote,
        )
        for report in made.offer.reports
    )  # fmt: skip
    conflict = Conflict(
        ConflictKind.STRENGTH, "to send monitors", left, right, "one is firmer than the other",
        ("monitoring",), "2031-05-03", "2031-05-04", 0.8, "entry",
    )  # fmt: skip
    with open_casefile(str(by_hand)) as casefile:
        casefile.put_positions([("XVM", "monitoring")], [first, shift])
        casefile.put_positions([("XTV", made.offer.id)], [on])
        casefile.put_conflicts([left.record, right.record], [conflict], "entry")
    return by_hand


def book(run: Run, db: Path, *options: str) -> tuple[Workbook, Result]:
    path = db.with_suffix(".xlsx")
    result = run("export", "--to", "xlsx", "-o", path, *options, "--db", db)
    assert result.exit_code == 0, result.output
    return load_workbook(path), result


def rows(held: Workbook, sheet: str) -> list[dict[str, Any]]:
    head, *others = held[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in others]


def test_every_sheet_is_there(run: Run, shown: Path) -> None:
    held, result = book(run, shown)
    assert held.sheetnames == [
        "Read me", "Register", "Reports", "Positions", "Shifts", "Conflicts", "Commitments", "Proposals",
        "Calendar", "Documents", "Codebook",
    ]  # fmt: skip
    assert "3 entries written to" in result.stderr
    amounts = {name: len(rows(held, name)) for name in held.sheetnames[1:-1]}
    assert amounts == {
        "Register": 3, "Reports": 4, "Positions": 3, "Shifts": 1, "Conflicts": 1, "Commitments": 2,
        "Proposals": 2, "Calendar": 0, "Documents": 4,
    }  # fmt: skip


def test_a_row_of_the_register_leads_to_its_reports_and_back(run: Run, shown: Path, made: Any) -> None:
    held, _ = book(run, shown)
    register, reports = held["Register"], held["Reports"]
    for cell in register["A"][1:]:
        sheet, place = cell.hyperlink.location.replace("'", "").split("!")
        there = held[sheet][place]
        assert there.value == cell.value
        assert reports.cell(there.row, 2).value == 1
        assert there.hyperlink.location == f"'Register'!A{cell.row}"
    offer = next(row for row in rows(held, "Register") if row["Entry"] == made.offer.id)
    assert offer["Earliest day"].date() == date(2031, 5, 3)
    assert (offer["Reports"], offer["Origins"], offer["Strongest wording"]) == (2, 1, 0.62)
    assert offer["Beware"] == "one origin, reported by 2 articles"


def test_a_denial_never_stands_without_its_cue(run: Run, shown: Path) -> None:
    held, _ = book(run, shown)
    words = "{denied} that monitors were invited"
    (denial,) = (row for row in rows(held, "Register") if row["Kind"] == "denial")
    assert (denial["What"], denial["Words"]) == (words, words)
    assert words in {row["Words"] for row in rows(held, "Reports")}


def test_addresses_of_outlets_are_links(run: Run, shown: Path) -> None:
    held, _ = book(run, shown)
    links = [cell for row in held["Documents"].iter_rows(min_row=2) for cell in row if cell.hyperlink]
    assert [cell.hyperlink.target for cell in links] == [cell.value for cell in links] != []
    assert all(str(cell.value).startswith("https://news.example/") for cell in links)


def test_positions_shifts_and_conflicts_lead_to_entries(run: Run, shown: Path, made: Any) -> None:
    held, _ = book(run, shown)
    (shift,) = rows(held, "Shifts")
    assert (shift["Stance before"], shift["Stance"], shift["Changed"]) == ("for", "against", "stance")
    assert (shift["Order before"], shift["Condition"]) == ("before arms supply", "after winter")
    on = next(row for row in rows(held, "Positions") if row["On is"] == "proposition")
    assert on["On"] == "to send 40 monitors before winter"
    assert [row["Latest"] for row in rows(held, "Positions") if row["Holder"] == "XVM"] == ["no", "yes"]
    now = next(row for row in rows(held, "Positions") if row["Holder"] == "XVM" and row["Until"] is None)
    assert now["Weaker voices say otherwise"].startswith("unnamed, Vera Marenko, 2031-05-06: for: “")
    (conflict,) = rows(held, "Conflicts")
    assert (conflict["One: Says"], conflict["Other: Says"]) == ("offered", "is open to")
    targets = {
        cell.value: held["Register"][cell.hyperlink.location.split("!")[1]].value
        for name in ("Positions", "Shifts", "Conflicts", "Commitments")
        for row in held[name].iter_rows(min_row=2)
        for cell in row
        if cell.hyperlink and cell.hyperlink.location
    }
    assert {id for id in targets if id != on["On"]} == {made.offer.id, made.denial.id, made.headline.id}
    assert all(there == (made.offer.id if here == on["On"] else here) for here, there in targets.items())


def test_filters_choose_what_belongs_to_their_entries(run: Run, shown: Path, made: Any) -> None:
    held, _ = book(run, shown, "--entry-kind", "denial")
    assert [row["Entry"] for row in rows(held, "Register")] == [made.denial.id]
    assert {row["Outlet"] for row in rows(held, "Documents")} == {"Tarn Today"}
    assert rows(held, "Conflicts") == rows(held, "Commitments") == []
    assert {row["Stance"] for row in rows(held, "Positions")} == {"against"}
    told = {row[0]: row[1] for row in held["Read me"].iter_rows(values_only=True)}
    assert told["Chosen"] == "kinds denial"


def test_confirmed_leaves_out_what_no_person_confirmed(run: Run, shown: Path) -> None:
    held, _ = book(run, shown)
    assert {row["Confirmed"] for row in rows(held, "Register")} == {"no"}
    held, result = book(run, shown, "--confirmed")
    assert "0 entries written" in result.stderr
    for name in ("Register", "Reports", "Positions", "Shifts", "Conflicts", "Documents"):
        assert rows(held, name) == []


def test_what_a_person_confirmed_stays(run: Run, shown: Path, made: Any) -> None:
    best, other = made.offer.reports
    best = replace(best, act=replace(best.act, reviewed=True))
    acts = tuple(sorted((best.act, other.act), key=lambda act: act.place))
    entry = replace(made.offer, reports=(best, other))
    with open_casefile(str(shown)) as casefile:
        (cluster,) = casefile.clusters([best.act.record])
        casefile.put_acts(best.act.document, (best.act,), {best.act.record: ()})
        casefile.put_clusters([cluster.id], [replace(cluster, acts=acts, entries=(entry,))])
    held, _ = book(run, shown)
    marks = {row["Entry"]: row["Confirmed"] for row in rows(held, "Register")}
    assert marks == {made.offer.id: "in part", made.denial.id: "no", made.headline.id: "no"}
    held, _ = book(run, shown, "--confirmed")
    assert [row["Entry"] for row in rows(held, "Register")] == [made.offer.id]
    assert [row["Outlet"] for row in rows(held, "Reports")] == ["Harbour Post"]
    assert [row["Outlet"] for row in rows(held, "Documents")] == ["Harbour Post"]
    assert rows(held, "Conflicts") == []
    told = {row[0]: row[1] for row in held["Read me"].iter_rows(values_only=True)}
    assert told["Confirmed only"].startswith("what no person accepted")
    for form in ("jsonld", "plover"):
        result = run("export", "--to", form, "--confirmed", "--db", shown)
        assert made.offer.id in result.stdout
        assert "Lantern Wire" not in result.stdout.replace("outlet/Lantern", "")
        assert made.denial.id not in result.stdout


def test_the_same_casefile_gives_the_same_bytes(run: Run, shown: Path) -> None:
    first, second = (run("export", "--to", "xlsx", "--db", shown) for _ in range(2))
    assert first.stdout_bytes == second.stdout_bytes
    assert len(load_workbook(io.BytesIO(first.stdout_bytes)).sheetnames) == 11


def test_a_workbook_is_of_everything(run: Run, shown: Path) -> None:
    result = run("export", "--to", "xlsx", "--what", "entries", "--db", shown)
    assert result.exit_code == 2
    assert "leave --what out" in result.stderr
    assert run("export", "--to", "xlsx", "--speaker", "x", "--db", shown).exit_code == 2
