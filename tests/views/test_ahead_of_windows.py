"""What is looked for of a few days is what is looked for of all, with the rest left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore
from onrecord.store.interface_shown import PositionFilter
from onrecord.text.days import days
from onrecord.views.calendar.calendar import CalendarFilter, Line, calendar
from onrecord.views.digest import changes
from onrecord.views.digest.digest import digest
from onrecord.views.digest.window import DigestFilter
from onrecord.views.positions.matrix import matrix
from onrecord.views.positions.standing import is_of_people, people_apart, standings, whole
from onrecord.views.published.leaving import Leaving, policy
from onrecord.views.published.public import PublicView


@pytest.fixture(scope="module")
def casefile(examples_casefile: Path) -> Iterator[CasefileStore]:
    with open_casefile(str(examples_casefile), read_only=True) as opened:
        yield opened


def _told_by(line: Line, day: str) -> bool:
    return any((on := days(each.quoted.published)) and on[0] <= day for each in line.tellings)


@pytest.mark.parametrize("day", ["2031-03-01", "2031-04-30", "2031-05-20", "2031-09-01"])
def test_happenings_told_by_a_day_are_those_that_a_page_of_it_or_before_tells(
    casefile: CasefileStore, day: str
) -> None:
    every = list(calendar(casefile, CalendarFilter(undated=True)))
    found = list(calendar(casefile, CalendarFilter(undated=True, told_by=day)))
    assert every
    assert found == [line for line in every if _told_by(line, day)]


@pytest.mark.parametrize("window", [("2031-05", "2031-05"), ("2031-05-12", "2031-05-12"), ("2031", None)])
def test_a_digest_is_the_same_whichever_way_its_entries_are_found(
    casefile: CasefileStore, monkeypatch: pytest.MonkeyPatch, window: tuple[str, str | None]
) -> None:
    by_pages = digest(casefile, DigestFilter(*window))
    monkeypatch.setattr(changes, "_FEW", 0)
    assert digest(casefile, DigestFilter(*window)) == by_pages


def test_positions_and_standings_are_parted_alike(casefile: CasefileStore) -> None:
    held = list(casefile.positions())
    apart = [each.position for each in people_apart(map(whole, held))]
    assert apart == list(people_apart(held))
    assert apart != held


def test_a_cell_of_a_matrix_stands_as_its_holder_did(casefile: CasefileStore) -> None:
    day = "2031-05-20"
    found = matrix(casefile, day)
    stood = {(s.holder, s.subject): s for s in standings(casefile, PositionFilter(as_of=day))}
    held = [each.standing for each in found.cells.values() if each.standing]
    assert held
    assert not any(map(is_of_people, held))
    assert [stood[each.holder, each.subject] for each in held] == held


def test_what_is_held_back_is_no_word_of_anybody(casefile: CasefileStore) -> None:
    held = {each.id: each for each in casefile.entries() if "XVM" in each.principals}
    left = Leaving(casefile, held)
    assert casefile.acts_since("XVM", "2031-01-01")
    assert not left.acts_since("XVM", "0001-01-01")
    assert left.acts_since("XKV", "2031-01-01") == casefile.acts_since("XKV", "2031-01-01")
    shown = PublicView(casefile, policy(casefile), confirmed_alone=True)
    assert not shown.ids, "nobody confirmed anything of the examples"
    assert not shown.acts_since("XVM", "0001-01-01")
