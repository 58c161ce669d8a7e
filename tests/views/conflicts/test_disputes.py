"""Pairs of reports are grouped so that forty rewrites of one side are one voice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import pytest

from onrecord.model import (
    Conflict,
    ConflictKind,
    Derivation,
    DerivationKind,
    Entry,
    Evidence,
    RecordKind,
    Side,
)
from onrecord.store.interface_shown import ConflictFilter
from onrecord.views.conflicts.disputes import disputes


class Casefile:
    """Hold conflicts and derivations."""

    def __init__(self, made: Sequence[Conflict], derived: Sequence[Derivation] = ()) -> None:
        self.made, self.derived = made, derived

    def conflicts(self, where: ConflictFilter = ConflictFilter()) -> Iterator[Conflict]:  # noqa: B008
        """Stream them."""
        yield from self.made

    def entries_by_id(self, ids: Collection[str]) -> Sequence[Entry]:
        """Know no entry."""
        return ()

    def derivations(self, document_ids: Collection[str] | None = None) -> Sequence[Derivation]:
        """Return those of documents."""
        asked = document_ids or ()
        return tuple(d for d in self.derived if d.source in asked or d.derived in asked)


def side(document: str, value: str, day: str = "2034-05-11") -> Side:
    quote = (Evidence(0, len(value), value, "", ""),)
    return Side(
        RecordKind.CLAIM, f"r {document}", document, None, f"Outlet {document}", day, None, value, quote
    )


def pair(left: Side, right: Side, subject: str = "Brod", **fields: str) -> Conflict:
    kind = ConflictKind(fields.get("kind", "control"))
    return Conflict(kind, subject, left, right, "Not both.", by=fields.get("by", "facts"))


def test_rewrites_of_one_side_stand_on_it_as_one_origin() -> None:
    against = side("z", "held by Velmark")
    copies = [side(f"{n:02}", "held by Ostria") for n in range(40)]
    derived = [Derivation("00", f"{n:02}", DerivationKind.COPY) for n in range(1, 40)]
    (dispute,) = disputes(Casefile([pair(each, against) for each in copies], derived))
    stands = {stand.value: stand for stand in dispute.stands}
    assert len(stands["held by Ostria"].reports) == 40
    assert stands["held by Ostria"].origins.ids == ("00",)
    assert stands["held by Velmark"].origins.number == 1
    assert dispute.conflicts.number == 40


def test_three_values_are_three_sides() -> None:
    one, two, three = side("a", "14 dead"), side("b", "30 dead"), side("c", "90 dead")
    made = [pair(one, two), pair(one, three), pair(two, three)]
    (dispute,) = disputes(Casefile(made))
    assert [stand.value for stand in dispute.stands] == ["14 dead", "30 dead", "90 dead"]


def test_matters_and_kinds_are_kept_apart() -> None:
    one, two = side("a", "x"), side("b", "y")
    made = [pair(one, two), pair(one, two, "Tolle"), pair(one, two, kind="number")]
    assert len(list(disputes(Casefile(made)))) == 3


def test_a_number_that_is_counted_in_two_ways_is_one_line() -> None:
    one, two = side("a", "7 soldiers"), side("b", "31 servicemen were killed")
    less = side("b", "31 servicemen")
    made = [pair(one, two, "killed", kind="number"), pair(one, less, "soldiers", kind="number")]
    assert len(list(disputes(Casefile(made)))) == 1


def test_both_ways_of_finding_one_conflict_make_one_line() -> None:
    one, two = side("a", "x"), side("b", "y")
    made = [pair(one, two, "four ships", kind="scope"), pair(one, two, "ships", kind="scope", by="entry")]
    assert len(list(disputes(Casefile(made)))) == 1


@pytest.mark.parametrize(("actor", "number"), [("velmark", 1), ("Nobody", 0)])
def test_actor_is_looked_for_in_what_is_said(actor: str, number: int) -> None:
    made = [pair(side("a", "x"), side("b", "y"), "Brod of Velmark")]
    assert len(list(disputes(Casefile(made), actor=actor))) == number
