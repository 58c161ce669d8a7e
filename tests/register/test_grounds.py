"""Happenings of one country are not one happening: something has to show that two reports are of the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import EntryKind, RecordKind, ReportedAct, Tie
from onrecord.register.cluster import Decided, groups
from onrecord.register.grounds import where, without_grounds

MakeAct = Callable[..., ReportedAct]


def happening(make_act: MakeAct, text: str, page: str, **fields: object) -> ReportedAct:
    given = {
        "record_kind": RecordKind.EVENT,
        "kind": EntryKind.EVENT,
        "issues": ("event:attack",),
        "act": "",
        "stance": "undecided",
        "principals": ("XQA",),
        "actors": ("XQA",),
        "dated": False,
    }
    return make_act(text, page=page, **{**given, **fields})


@pytest.mark.parametrize(
    ("place", "other", "found"),
    [
        ("Ukraine", "Ukraine", None),
        ("eastern Ukraine", "Ukraine", None),
        ("Velmora", "Velmora", None),
        ("the Lorrin region", "Lorrin", ("Lorrin", "Lorrin")),
        ("Lorrin", None, None),
    ],
)
def test_a_country_or_a_party_is_no_place(
    make_act: MakeAct, place: str, other: str | None, found: tuple[str, str] | None
) -> None:
    names = {"names": (("Velmora", "XQA"),)}
    a = happening(make_act, "a raid", "a", place_name=place, **names)
    b = happening(make_act, "a raid", "b", place_name=other, **names)
    assert where(a, b) == found
    assert where(b, a) == (found[::-1] if found else None)


def test_undated_happenings_with_nothing_but_a_state_in_common_are_two(make_act: MakeAct) -> None:
    a = happening(make_act, "paratroopers slain near the river", "a")
    b = happening(make_act, "its advances against the militants", "b")
    assert without_grounds(a, b)
    assert without_grounds(b, a)


def test_a_place_and_a_number_show_it(make_act: MakeAct) -> None:
    a = happening(make_act, "10,000 people joined a rally", "a", place_name="Lorrin")
    b = happening(make_act, "an estimated 10,000 protesters came", "b", place_name="Lorrin")
    assert without_grounds(a, b) is None


def test_a_summit_is_known_by_its_place(make_act: MakeAct) -> None:
    summit = {"issues": ("event:summit",), "place_name": "Grauhavn", "actors": (), "principals": ()}
    a = happening(make_act, "the summit in Grauhavn", "a", **summit)
    b = happening(make_act, "leaders gather for a summit", "b", **summit)
    assert without_grounds(a, b) is None


def test_happenings_of_other_months_are_two(make_act: MakeAct) -> None:
    a = happening(make_act, "Halloway met the grain envoys", "a", actors=("Warren Halloway",), due="XXXX-06")
    b = happening(
        make_act, "Halloway met the grain envoys", "b", actors=("Warren Halloway",), due="XXXX-05-11"
    )
    assert without_grounds(a, b) == "They are of different months"


def test_happenings_are_no_chain(make_act: MakeAct) -> None:
    a, b, c = (happening(make_act, f"a raid on {what}", what) for what in ("Lorrin", "Tessk", "Halden"))
    ties = [Tie(a.record, b.record, 0.9), Tie(b.record, c.record, 0.8)]
    assert [len(group) for group in groups([a, b, c], ties, Decided())] in ([1, 2], [2, 1])
    whole = [*ties, Tie(a.record, c.record, 0.6)]
    assert [len(group) for group in groups([a, b, c], whole, Decided())] == [3]
