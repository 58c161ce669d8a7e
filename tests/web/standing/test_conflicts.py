"""Which conflicts are chosen by what is asked for, and which one an id names."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.store.fold import fold
from onrecord.views.conflicts.disputes import Dispute
from onrecord.views.counted import Counted
from onrecord.web.standing.conflicts import Choice, Listed, chosen, found_by, with_actor


def listed(
    id: str,
    kind: str = "number",
    days: tuple[str | None, str | None] = ("2031-06-12", "2031-06-12"),
    names: frozenset[str] = frozenset(),
    others: tuple[str, ...] = (),
) -> Listed:
    dispute = Dispute(
        kind, f"killed: {id}", (), "why", ("ceasefire",), *days, 0.8, Counted.of((id, *others)), Counted()
    )
    return Listed(dispute, names, fold(f"killed: {id} why Šest vojáků"))


BOTH = (
    listed("aaaa1111", names=frozenset({"XVM", "Ana Vell"})),
    listed("bbbb2222", "control", ("2031-07-01", "2031-07-31"), frozenset({"XKV"}), ("cccc3333",)),
    listed("dddd4444", "date", (None, None)),
)


def ids(found: tuple[Listed, ...]) -> list[str]:
    return [each.dispute.id for each in found]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), ["aaaa1111", "bbbb2222", "dddd4444"]),
        (Choice(kinds=("control", "date")), ["bbbb2222", "dddd4444"]),
        (Choice(actor="vell"), ["aaaa1111"]),
        (Choice(issue="ceasefire"), ["aaaa1111", "bbbb2222", "dddd4444"]),
        (Choice(issue="territory"), []),
        (Choice(text="sest vojaku"), ["aaaa1111", "bbbb2222", "dddd4444"]),
        (Choice(since="2031-07-15"), ["bbbb2222"]),
        (Choice(until="2031-06"), ["aaaa1111"]),
        (Choice(since="2031-06-12", until="2031-07-01"), ["aaaa1111", "bbbb2222"]),
    ],
)
def test_what_is_asked_for_is_chosen(choice: Choice, expected: list[str]) -> None:
    assert ids(chosen(BOTH, choice)) == expected


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="date"):
        chosen(BOTH, Choice(since="soon"))


def test_actors_are_found_by_their_whole_names() -> None:
    assert ids(with_actor(BOTH, "XKV")) == ["bbbb2222"]
    assert with_actor(BOTH, "XK") == ()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("bbbb2222", "bbbb2222"), ("cccc3333", "bbbb2222"), ("cccc33", "bbbb2222"), ("cccc", None), ("", None)],
)
def test_an_id_of_any_pair_names_the_conflict(wanted: str, expected: str | None) -> None:
    found = found_by(BOTH, wanted)
    assert (found.dispute.id if found else None) == expected


@given(st.dates(), st.dates(), st.dates())
def test_a_longer_period_never_has_less(one: object, two: object, three: object) -> None:
    first, second, third = sorted(map(str, (one, two, three)))
    held = tuple(listed(f"x{n}", days=(a, b)) for n, (a, b) in enumerate(pairwise((first, second, third))))
    whole = {*ids(chosen(held, Choice(since=first, until=third)))}
    assert {*ids(chosen(held, Choice(since=second, until=third)))} <= whole == {"x0", "x1"}
