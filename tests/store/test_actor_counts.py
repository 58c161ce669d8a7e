"""Who speaks for whom, and what passes between two parties, counted over the examples."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore
from onrecord.store.interface_shown import PositionFilter


@pytest.fixture(scope="module")
def casefile(examples_casefile: Path) -> CasefileStore:
    return open_casefile(str(examples_casefile), read_only=True)


def test_who_answers_with_others_does_not_speak_for_them(casefile: CasefileStore) -> None:
    counted = Counter(
        (principal, actor)
        for entry in casefile.entries()
        for principal in entry.principals
        for actor in entry.actors
        if actor not in entry.principals
    )
    found = casefile.speakers_for()
    assert {(each.principal, each.speaker): each.entries for each in found} == counted
    assert [each.entries for each in found] == sorted(counted.values(), reverse=True)


def test_acts_are_counted_both_ways(casefile: CasefileStore) -> None:
    entries = list(casefile.entries())
    name = "XVM"
    counted = Counter(
        (name, other, str(entry.kind))
        for entry in entries
        if name in {*entry.actors, *entry.principals}
        for other in entry.towards
        if other != name
    ) + Counter(
        (other, name, str(entry.kind))
        for entry in entries
        if name in entry.towards
        for other in entry.principals
        if other != name
    )
    found = casefile.acts_between(name)
    assert {(each.source, each.target, each.kind): each.entries for each in found} == counted


def test_each_entry_of_an_actor_counts_once(casefile: CasefileStore) -> None:
    counted = Counter(n for entry in casefile.entries() for n in {*entry.actors, *entry.principals})
    found = casefile.actors_counted()
    assert dict(found) == counted
    assert [number for _, number in found] == sorted(counted.values(), reverse=True)


def test_days_lie_around_all_positions(casefile: CasefileStore) -> None:
    found = casefile.days_told()
    assert found is not None
    positions = list(casefile.positions(PositionFilter()))
    assert found[0] == min(p.since for p in positions)
    assert found[1] >= max(p.latest.last_day or "" for p in positions)


@pytest.mark.parametrize("day", ["0001-01-01", "2031-04-30", "2031-05-20", "2031-06-30", "9998-12-31"])
def test_who_answers_for_something_since_a_day_is_found_as_the_entries_tell(
    casefile: CasefileStore, day: str
) -> None:
    entries = list(casefile.entries())
    since = {name for each in entries if (each.last_day or "") >= day for name in each.principals}
    names = {name for each in entries for name in (*each.principals, *each.actors, *each.towards)} | {""}
    assert {name for name in names if casefile.acts_since(name, day)} == since


def test_a_casefile_without_positions_has_no_days(tmp_path: Path) -> None:
    with open_casefile(str(tmp_path / "new.db"), create=True) as casefile:
        assert casefile.days_told() is None
        assert casefile.speakers_for() == ()
        assert casefile.acts_between("XVM") == ()
        assert casefile.actors_counted() == ()
        assert not casefile.acts_since("XVM", "0001-01-01")
