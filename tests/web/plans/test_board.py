"""The table of a board has every party that refuses or alone acts, and says what each cell stands on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook.records import Codebook
from onrecord.model import EntryKind
from onrecord.views.packages.gaps import Board, Line, Stand, weighed
from onrecord.views.packages.lacks import lacks
from onrecord.views.packages.undertakings import Standing
from onrecord.web.plans.board import Table, how_far, table
from onrecord.web.plans.stages import Stage, stages

Stands = Any  # what the fixture of this name gives


def board(book: Codebook, *standings: Standing, **given: Any) -> Board:
    (package,) = book.packages
    lines = []
    for need in package.measures:
        held = tuple(Stand(s, tuple(lacks(s, need))) for s in standings if s.measure in need.issues)
        plain = Line(need.id, need.label, need.issues, need, stands=held, **given.get(need.id, {}))
        lines.append(weighed(plain, "XVM"))
    return Board("XVM", None, package, tuple(lines))


def cell(found: Table, measure: str, party: str) -> Any:
    (row,) = (row for row in found.rows if row.line.id == measure)
    (held,) = (cell for cell in row.cells if cell.party.name == party)
    return held


def test_a_board_of_nothing_has_its_measures_and_nobody(book: Codebook) -> None:
    found = table(board(book))
    assert (found.parties, found.others) == ((), ())
    assert [(row.line.id, row.state) for row in found.rows] == [("land", "nobody"), ("sea", "nobody")]
    assert found.of_state("met") == ()


def test_who_has_all_that_is_needed_meets_and_is_offered_no_step(book: Codebook, stands: Stands) -> None:
    found = table(board(book, stands("XSK", "ships"), stands("XAR", "ships", "considered")))
    assert cell(found, "sea", "XSK").meets
    assert cell(found, "sea", "XSK").suppose is None
    assert not cell(found, "sea", "XAR").meets
    assert cell(found, "sea", "XAR").suppose == "XAR:sea:pledged"
    assert cell(found, "land", "XAR").suppose == "XAR:land:signed:treaty"
    assert cell(found, "land", "XAR").is_empty
    assert [row.state for row in found.rows] == ["nobody", "met"]


def test_counted_groups_are_called_unnamed_and_are_supposed_to_do_nothing(
    book: Codebook, stands: Stands
) -> None:
    found = table(board(book, stands("group: 26 nations", "ships", members_named=False)))
    (party,) = found.parties
    assert (party.shown, party.group) == ("26 nations, unnamed", True)
    assert cell(found, "sea", party.name).suppose is None


def test_what_was_taken_back_is_struck_through_and_what_was_before_is_told(
    book: Codebook, stands: Stands
) -> None:
    gone = stands("XOM", "ships", "pledged", taken_back="withdrawn", taken_back_on="2031-07-08")
    found = cell(table(board(book, gone)), "sea", "XOM")
    assert [(piece.off, piece.told) for piece in found.pieces] == [
        (True, "withdrawn 8 Jul 2031 (had been pledged since 2 May 2031)")
    ]
    assert not found.meets
    assert found.suppose == "XOM:sea:pledged"


def test_who_is_asked_has_a_column_though_nothing_of_it_is_on_record(book: Codebook, stands: Stands) -> None:
    demand = stands("XVM", "ships", None, kind=EntryKind.DEMAND.value, towards=("XQQ", "group: states"))
    found = table(board(book, sea={"asked": (demand,)}))
    assert [party.name for party in found.parties] == ["XQQ"]
    assert cell(found, "sea", "XQQ").asked.ids == (demand.entry,)


@given(acting=st.integers(0, 12), refusing=st.integers(0, 6), most=st.integers(1, 6))
def test_a_table_never_has_more_than_twice_the_parties_it_should_and_names_the_others(
    book: Codebook, stands: Stands, acting: int, refusing: int, most: int
) -> None:
    standings = [stands(f"X{chr(65 + n)}A", "ships") for n in range(acting)]
    refusals = tuple(stands(f"X{chr(65 + n)}R", "ships", None, kind="refusal") for n in range(refusing))
    found = table(board(book, *standings, sea={"refusals": refusals}), most)
    assert len(found.parties) <= 2 * most
    assert len(found.parties) + len(found.others) == acting + refusing
    everybody = table(board(book, *standings, sea={"refusals": refusals}), None)
    assert everybody.others == ()
    assert {p.name for p in everybody.parties} == {p.name for p in (*found.parties, *found.others)}


def test_stages_go_through_those_before_and_a_delivery_says_nothing_of_a_decision(stands: Stands) -> None:
    assert stages(stands("XSK", status="signed"), asked=False) == {
        Stage.OFFERED, Stage.UNDERTAKEN, Stage.DECIDED
    }  # fmt: skip
    assert stages(stands("XSK", status="in_force"), asked=True) == set(Stage) - {Stage.DELIVERED}
    assert stages(stands("XSK", kind="offer", status=None, done="delivered"), asked=False) == {
        Stage.OFFERED, Stage.DELIVERED
    }  # fmt: skip
    assert stages(stands("XSK", kind="demand", status=None), asked=False) == set()


def test_how_far_it_is_undecided_is_said(stands: Stands) -> None:
    plain = stands("XSK", status=None)
    assert list(how_far(plain)) == ["how far is undecided"]
    done = replace(plain, status="in_force", since=None, done="delivered", done_since="2031")
    assert list(how_far(done)) == ["in force", "delivered 2031"]
