"""What every answer that shows positions leaves out unless it is asked for."""

from __future__ import annotations

from onrecord.model import Basis, EntryKind, Point, Position, SubjectKind, Voice
from onrecord.views.positions.standing import Standing, usual, whole


def held(holder: str, entry: str, stance: str = "for", speaker: str = "Warren Halloway") -> Standing:
    point = Point(
        entry=entry, record=f"r-{entry}", document="d", holder=holder, speakers=(speaker,),
        voice=Voice.BINDING, subject="naval_support", about=SubjectKind.ISSUE, stance=stance,
        basis=Basis.SAID, kind=EntryKind.CLAIM, words="words", first_day="2031-03-01", last_day="2031-03-01",
    )  # fmt: skip
    position = Position(
        holder=holder, subject="naval_support", about=SubjectKind.ISSUE, stance=stance, since="2031-03-01",
        until=None, opening=point, latest=point, entries=(entry,), origins=1,
    )  # fmt: skip
    return whole(position)


FOUND = (
    held("Warren Halloway", "e1"),
    held("XOM", "e1"),
    held("Ada Quill", "e2", speaker="Ada Quill"),
    held("XOR", "e3", stance="none"),
)


def test_people_whose_state_says_it_and_those_of_no_side_are_left_out() -> None:
    assert [each.holder for each in usual(FOUND)] == ["XOM", "Ada Quill"]


def test_they_are_kept_where_they_are_asked_for() -> None:
    assert [s.holder for s in usual(FOUND, people=True)] == ["Warren Halloway", "XOM", "Ada Quill"]
    assert [s.holder for s in usual(FOUND, no_side=True)] == ["XOM", "Ada Quill", "XOR"]
