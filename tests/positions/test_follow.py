"""Positions are followed through time; a change is a shift only where nothing speaks against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Basis, EntryKind, Point, SubjectKind, Voice
from onrecord.positions.follow import positions_of
from onrecord.positions.leanings import PLAIN

Say = Callable[..., list[Point]]

FOR = Point(
    entry="e1", record="r1", document="d1", holder="XQA", speakers=("Lena Tarr",), voice=Voice.BINDING,
    subject="ground_troops", about=SubjectKind.ISSUE, stance="for", basis=Basis.SAID,
    kind=EntryKind.PROPOSAL, words="sending 600 soldiers to the sound", first_day="2032-03-01",
    last_day="2032-03-01", matter="sending 600 soldiers to the sound", confidence=0.7,
)  # fmt: skip


def at(day: str, stance: str = "for", **fields: Any) -> Point:
    """Return a point of another day; by default it says the same of the same matter."""
    kind = EntryKind.REFUSAL if stance == "against" else EntryKind.PROPOSAL
    given: dict[str, Any] = {"entry": f"e-{day}-{stance}", "record": f"r-{day}-{stance}", "kind": kind}
    point = replace(FOR, **{**given, "first_day": day, "last_day": day, "stance": stance, **fields})
    return point if "matter" in fields else replace(point, matter=point.words)


def test_a_shift_quotes_before_and_after() -> None:
    old, new = positions_of([FOR, at("2032-06-01", "against")])
    assert (old.stance, old.since, old.until) == ("for", "2032-03-01", "2032-06-01")
    assert (new.stance, new.until, new.changed) == ("against", None, ("stance",))
    assert new.before == FOR
    assert "soldiers" in new.compared


@pytest.mark.parametrize(
    "other",
    [
        at("2032-03-02", "against"),  # within days
        at("2032-06-01", "against", voice=Voice.WITHIN),
        at("2032-06-01", "against", voice=Voice.SPEAKING),
        at("2032-06-01", "against", told="standing"),
        at("2032-06-01", "against", told="earlier"),
        at("2032-06-01", "against", first_day="2032-02-01"),  # the days overlap
        at("2032-06-01", "against", words="letting Vessan grain cross the border"),
        at("2032-06-01", "against", confidence=0.2),
        at("2032-06-01", "against", kind=EntryKind.CLAIM, confidence=0.5),
        at("2032-06-01", "against", counts=False),
        at("2032-06-01", "against", basis=Basis.UNDERTAKEN, status="delivered"),
        at("2032-06-01", "none"),
    ],
)
def test_what_is_no_shift(other: Point) -> None:
    assert not any(p.before for p in positions_of([FOR, other]))


def test_a_weaker_voice_stands_beside_the_position() -> None:
    weaker = at("2032-06-01", "against", voice=Voice.WITHIN)
    (held,) = positions_of([FOR, weaker])
    assert held.others == (weaker,)
    assert held.entries == ("e1",)


def test_a_stronger_voice_takes_the_place_of_a_weaker_one_but_shifts_nothing() -> None:
    first = replace(FOR, voice=Voice.WITHIN)
    positions = positions_of([first, at("2032-06-01", "against")])
    assert [p.stance for p in positions] == ["for", "against"]
    assert positions[-1].before is None


def test_people_are_followed_whatever_their_office() -> None:
    own: dict[str, Any] = {"holder": "Lena Tarr", "voice": Voice.APART}
    _, new = positions_of([replace(FOR, **own), at("2032-06-01", "against", **own)])
    assert new.before is not None


def test_what_comes_back_within_days_is_no_change() -> None:
    stray = at("2032-06-01", "against")
    (held,) = positions_of([FOR, stray, at("2032-06-05")])
    assert held.others == (stray,)


def test_a_mere_repetition_drops_no_condition_and_a_promise_does() -> None:
    hangs = replace(FOR, stance="conditional", condition="if the Senate pays", kind=EntryKind.OFFER)
    (held,) = positions_of([hangs, at("2032-06-01")])
    assert held.stance == "conditional"
    promise = at("2032-06-01", kind=EntryKind.COMMITMENT, basis=Basis.UNDERTAKEN, status="pledged")
    _, new = positions_of([hangs, promise])
    assert new.changed == ("stance", "condition")


def test_another_condition_is_a_shift_and_the_same_in_other_words_is_none() -> None:
    first = replace(FOR, stance="conditional", condition="if the Senate pays for the fuel")
    same = at("2032-06-01", "conditional", condition="provided that the Senate pays")
    other = at("2032-06-01", "conditional", condition="once the shelling of Petra has stopped")
    assert len(positions_of([first, same])) == 1
    assert positions_of([first, other])[-1].changed == ("condition",)


def test_another_order_of_the_same_two_matters_is_a_shift() -> None:
    first = replace(FOR, order="before nato_membership: any entry")
    other = at("2032-06-01", order="instead_of nato_membership: the door", words="guarantees that bind")
    assert positions_of([first, other])[-1].changed == ("order",)
    third = at("2032-06-01", order="instead_of eu_membership: the customs union")
    assert len(positions_of([first, third])) == 1


def test_answers_to_one_proposal_are_about_one_matter() -> None:
    no = replace(FOR, stance="against", answers="p1", basis=Basis.ANSWER, matter="the paper")
    yes = at("2032-06-01", answers="p1", basis=Basis.ANSWER, matter="a zone on either bank")
    assert positions_of([no, yes])[-1].compared == "both answer one proposal"


def test_silence_is_no_position_and_taking_no_side_is_one_alone() -> None:
    assert positions_of([replace(FOR, first_day=None, last_day=None)]) == ()
    (neither,) = positions_of([at("2032-06-01", "none")])
    assert neither.stance == "none"
    (held,) = positions_of([FOR, at("2032-06-01", "none")])
    assert held.stance == "for"


def test_a_pledge_that_is_taken_back_is_a_shift_of_one_entry(say: Say) -> None:
    pledged = say("will send four boats to the sound", undertaken="pledged")
    back = say("withdraws the offer of boats", "2032-06-01", undertaken="withdrawn")
    points = [*pledged, *(replace(p, entry=pledged[0].entry) for p in back)]
    assert positions_of(points)[-1].compared == "one undertaking"


DAYS = st.sampled_from([f"2032-{month:02}-{day:02}" for month in (3, 4, 6) for day in (1, 3, 9)])
POINTS = st.lists(
    st.builds(
        lambda day, stance, voice, words, number: at(
            day, stance, voice=voice, words=words, entry=f"e{number}", record=f"r{number}"
        ),
        DAYS,
        st.sampled_from(["for", "against", "none"]),
        st.sampled_from([Voice.BINDING, Voice.SPEAKING, Voice.WITHIN]),
        st.sampled_from(["sending 600 soldiers to the sound", "letting grain cross the border"]),
        st.integers(0, 40),
    ),
    max_size=8,
    unique_by=lambda p: p.entry,
)


@given(POINTS, st.randoms())
def test_the_order_in_which_points_come_changes_nothing(points: Sequence[Point], chance: Any) -> None:
    other = list(points)
    chance.shuffle(other)
    assert positions_of(points) == positions_of(other)


@given(POINTS)
def test_positions_follow_one_another_and_every_point_has_a_place(points: Sequence[Point]) -> None:
    found = positions_of(points)
    assert [p.until for p in found[:-1]] == [p.since for p in found[1:]]
    told = {e for p in found for e in p.entries} | {o.entry for p in found for o in p.others}
    taking = {p.entry for p in points if p.stance != "none"}
    assert told == (taking or {p.entry for p in points})
    for p in found:
        assert p.before is None or str(p.before.last_day) < str(p.opening.first_day)


REFUSED = at("2032-06-01", "against", counts=False, why_not=PLAIN, kind=EntryKind.CLAIM, confidence=0.4)


def test_plain_words_turn_what_was_said_of_the_same_matter() -> None:
    old, new = positions_of([FOR, REFUSED])
    assert (old.stance, new.stance, new.changed) == ("for", "against", ("stance",))
    assert (new.before, new.opening.record) == (FOR, REFUSED.record)


@pytest.mark.parametrize(
    "others",
    [
        [],
        [replace(FOR, counts=False, why_not=PLAIN)],  # neither counts by itself
        [replace(FOR, words="letting Vessan grain cross", matter="letting Vessan grain cross")],
        [replace(FOR, stance="against")],
        [replace(FOR, first_day="2032-05-31", last_day="2032-05-31")],  # too near in time
    ],
)
def test_plain_words_alone_make_no_position(others: Sequence[Point]) -> None:
    found = positions_of([*others, REFUSED])
    assert [p.entries for p in found] == [(q.entry,) for q in others if q.counts]
    assert not any(p.before for p in found)
