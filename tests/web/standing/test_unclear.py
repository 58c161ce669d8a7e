"""Who spoke of an issue where no position follows."""

from __future__ import annotations

from onrecord.model import UNDATED, Basis, EntryKind, Point, SubjectKind, Voice
from onrecord.web.standing.unclear import spoke


def _point(entry: str, holder: str, speaker: str, stance: str, why: str = UNDATED) -> Point:
    return Point(
        entry=entry,
        record=f"statement-{entry}",
        document="d1",
        holder=holder,
        speakers=(speaker,),
        voice=next(iter(Voice)),
        subject="ground_troops",
        about=SubjectKind.ISSUE,
        stance=stance,
        basis=next(iter(Basis)),
        kind=EntryKind.CLAIM,
        words=f"words of {entry}",
        first_day=None,
        last_day=None,
        counts=False,
        why_not=why,
    )


def test_undated_stances_come_first_and_lead_to_their_entries() -> None:
    points = [
        _point("e1", "XKV", "Ina Marl", "none", "too doubtful"),
        _point("e2", "XAU", "Tor Venn", "against"),
        _point("e3", "XAU", "Tor Venn", "for"),
    ]
    first, second = spoke(points, ())
    assert (first.holder, first.entries, first.why) == ("XAU", ("e2", "e3"), UNDATED)
    assert [each.name for each in first.stances] == ["against", "for"]
    assert (second.holder, second.stances, second.why) == ("XKV", (), "too doubtful")


def test_people_are_left_out_where_their_state_has_the_same_words() -> None:
    points = [
        _point("e1", "XKV", "Ina Marl", "for"),
        _point("e1", "Ina Marl", "Ina Marl", "for"),
        _point("e2", "Tor Venn", "Tor Venn", "for"),
    ]
    assert {each.holder for each in spoke(points, ())} == {"XKV", "Tor Venn"}
    assert spoke(points, {"XKV", "Tor Venn", "Ina Marl"}) == ()
