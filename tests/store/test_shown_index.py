"""Hold every index of positions and of conflicts to one contract: what is put comes back, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.conflicts.memory import MemoryConflicts
from onrecord.errors import CasefileError
from onrecord.model import (
    Conflict,
    ConflictIndex,
    Document,
    Fact,
    Point,
    Position,
    PositionIndex,
)
from onrecord.positions.memory import MemoryPositions
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import NewPage

MakePage = Callable[..., NewPage]
MakePoint = Callable[..., Point]
MakePosition = Callable[..., Position]
MakeFact = Callable[..., Fact]
MakeConflict = Callable[..., Conflict]

BACKENDS = ("memory", "sqlite", "postgresql")


@pytest.fixture(params=BACKENDS)
def index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PositionIndex]:
    if request.param == "memory":
        yield MemoryPositions()
        return
    location = str(tmp_path / "onrecord.db")
    if request.param == "postgresql":
        location = request.getfixturevalue("new_postgres")()
    with open_casefile(location, create=True) as casefile:
        yield casefile


@pytest.fixture(params=BACKENDS)
def conflicting(
    request: pytest.FixtureRequest, tmp_path: Path, make_page: MakePage
) -> Iterator[tuple[ConflictIndex, list[Document]]]:
    pages = [make_page(f"Page {n} says no, said Ada Quill of Port Élan.") for n in range(3)]
    if request.param == "memory":
        documents = [replace(page.document, id=f"{n:016x}") for n, page in enumerate(pages)]
        yield MemoryConflicts(), documents
        return
    location = str(tmp_path / "onrecord.db")
    if request.param == "postgresql":
        location = request.getfixturevalue("new_postgres")()
    with open_casefile(location, create=True) as casefile:
        added = [each.document for each in casefile.add_documents(pages)]
        yield casefile, sorted(added, key=lambda each: each.id)


def by_words(points: Any) -> list[str]:
    return [each.words for each in points]


def test_points_come_back_as_they_were_put(index: PositionIndex, make_point: MakePoint) -> None:
    full, bare = make_point("e1"), make_point("e2", condition="", order="", vector=b"", towards=())
    second = replace(full, subject="sanctions", words="and more")
    index.put_points(["e1", "e2"], [second, full, bare])
    assert list(index.points_of_entries(["e2", "e1", "nobody"])) == [second, full, bare]
    index.put_points(["e1"], [replace(full, stance="against")])
    assert list(index.points_of_entries(["e1"])) == [replace(full, stance="against")]
    index.put_points(["e1"], ())
    assert list(index.points_of_entries(["e1"])) == []
    assert list(index.points_of_entries(["e2"])) == [bare]
    assert index.points_on([("XAA", "sanctions")]) == {}


def test_points_of_a_pair_come_by_day_then_entry(index: PositionIndex, make_point: MakePoint) -> None:
    days = {
        "undated": (None, None),
        "late": ("2031-05-01", "2031-05-01"),
        "wide": ("2031-04-01", "2031-04-31"),
        "narrow": ("2031-04-01", "2031-04-02"),
    }
    points = [
        make_point(f"e{n}", words=words, first_day=first, last_day=last)
        for n, (words, (first, last)) in enumerate(days.items())
    ]
    twin = make_point("e0", words="twin", first_day="2031-05-01", last_day="2031-05-01")
    others = [make_point("e7", holder="Łucja Élan"), make_point("e8", subject="ceasefire")]
    index.put_points([each.entry for each in points], [*points, twin, *others])
    found = index.points_on([("XAA", "arms_supply"), ("Łucja Élan", "arms_supply"), ("XBB", "arms_supply")])
    assert set(found) == {("XAA", "arms_supply"), ("Łucja Élan", "arms_supply")}
    assert by_words(found["XAA", "arms_supply"]) == ["narrow", "wide", "twin", "late", "undated"]
    assert list(found["Łucja Élan", "arms_supply"]) == [others[0]]


def test_many_pairs_are_looked_up_at_once(index: PositionIndex, make_point: MakePoint) -> None:
    points = [make_point(f"e{n:03}", holder=f"Holder {n}") for n in range(130)]
    index.put_points([], points)
    found = index.points_on([(each.holder, each.subject) for each in points])
    assert {pair: list(held) for pair, held in found.items()} == {
        (each.holder, each.subject): [each] for each in points
    }


def test_putting_positions_takes_the_place_of_earlier_ones(
    index: PositionIndex, make_position: MakePosition
) -> None:
    pair = ("XAA", "arms_supply")
    first, then = make_position(since="2031-04-05", until="2031-05-01"), make_position(since="2031-05-01")
    other = make_position(holder="XBB")
    index.put_positions([pair], [then, other, first])
    assert positions_of(index) == [first, then, other]
    index.put_positions([pair], [then])
    assert positions_of(index) == [then, other]
    index.put_positions([pair, ("XBB", "arms_supply")], [])
    assert positions_of(index) == []


def positions_of(index: PositionIndex) -> list[Position]:
    """Return all that an index holds, in the order of the store's streams."""
    held: Any = index
    found = held.positions()
    return sorted(found, key=lambda each: (each.subject, each.holder, each.since))


def test_facts_come_back_as_they_were_put(
    conflicting: tuple[ConflictIndex, list[Document]], make_fact: MakeFact
) -> None:
    index, (one, other, _) = conflicting
    late, early, elsewhere = make_fact(one, "f2"), make_fact(one, "f1", vector=b""), make_fact(other, "f0")
    index.put_facts(one.id, [late, early], {"f2": ["a", "b"], "f1": ["a", "a"]})
    index.put_facts(other.id, [elsewhere], {"f0": ["a"]})
    assert list(index.facts_of_documents([other.id, one.id, "nobody"])) == [early, late, elsewhere]
    assert found_with(index, "abc", 3) == {"a": [early, late, elsewhere], "b": [late]}
    assert found_with(index, "abc", 2) == {"b": [late]}
    assert found_with(index, (), 2) == {}
    index.put_facts(one.id, [early], {"f1": ["c"]})
    assert found_with(index, "abc", 1) == {"a": [elsewhere], "c": [early]}
    index.put_facts(one.id, (), {})
    assert list(index.facts_of_documents([one.id])) == []
    assert found_with(index, "abc", 9) == {"a": [elsewhere]}


def found_with(index: ConflictIndex, keys: Any, limit: int) -> dict[str, list[Fact]]:
    return {key: list(found) for key, found in index.facts_with(list(keys), limit).items()}


@pytest.mark.parametrize("conflicting", ["sqlite", "postgresql"], indirect=True)
def test_facts_of_an_unknown_document_are_refused(
    conflicting: tuple[ConflictIndex, list[Document]],
) -> None:
    with pytest.raises(CasefileError, match="has no document zz"):
        conflicting[0].put_facts("zz", (), {})


def test_conflicts_go_with_their_records_and_way(
    conflicting: tuple[ConflictIndex, list[Document]], make_conflict: MakeConflict
) -> None:
    index, (one, other, _) = conflicting
    a = make_conflict((one, "a"), (other, "b"))
    b = make_conflict((other, "b"), (other, "c"), first_day=None, last_day=None)
    c = make_conflict((one, "a"), (other, "b"), by="entry")
    index.put_conflicts([], [a, b], "facts")
    index.put_conflicts(["a"], [c], "entry")
    assert conflicts_of(index) == by_id(a, b, c)
    index.put_conflicts(["x"], [replace(a, why="again")], "facts")
    assert conflicts_of(index) == by_id(replace(a, why="again"), b, c)
    index.put_conflicts(["a"], [], "facts")
    assert conflicts_of(index) == by_id(b, c)
    index.put_conflicts(["c", "a"], [], "entry")
    assert conflicts_of(index) == [b]


def by_id(*found: Conflict) -> list[Conflict]:
    return sorted(found, key=lambda each: each.id)


def conflicts_of(index: ConflictIndex) -> list[Conflict]:
    held: Any = index
    return by_id(*held.conflicts())
