"""Pictures: every number and mark stands for entries, nothing is clipped, nothing lies on other words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.views.pictures import matrix, package, timeline, unity
from onrecord.views.pictures.letters import wide
from onrecord.views.pictures.sheet import Area, Line, Picture, Words

Shown = Callable[[Picture], str]
Drawn = dict[str, Callable[[], Picture]]


def box(words: Words) -> tuple[float, float, float, float]:
    size = wide(words.text, words.size, bold=words.bold)
    left = words.x - {"left": 0.0, "center": size / 2, "right": size}[words.at]
    return left, words.y - 0.75 * words.size, left + size, words.y + 0.2 * words.size


def every(picture: Picture) -> list[Words]:
    return [thing for mark in picture.marks for thing in mark.things if isinstance(thing, Words)]


def test_each_number_stands_in_a_mark_that_has_what_it_counts(picture: Picture) -> None:
    told = 0
    for mark in picture.marks:
        for thing in mark.things:
            if not isinstance(thing, Words) or "silent" in thing.text:
                continue
            found = re.search(r"^(\d+) or\.$|: (\d+)$|^(\d+) meetings$", thing.text)
            if found is None:
                continue
            number = int(next(filter(None, found.groups())))
            assert mark.count == number
            assert mark.of in ("origins", "members") or len(mark.ids) == number
            assert mark.ids or not number
            told += 1
    assert told


def test_each_mark_says_the_words_outlet_and_day_that_it_rests_on(picture: Picture) -> None:
    marks = [mark for mark in picture.marks if mark.ids and mark.of != "members"]
    assert marks
    for mark in marks:
        assert ("Harbour Post, 2031-05-02" if "e1" in mark.ids else "Lantern Wire, 2031-06") in mark.told
        assert "e2" not in mark.ids or "(unconfirmed)" in mark.told


def test_no_words_lie_on_others_or_are_clipped(picture: Picture) -> None:
    boxes = [box(words) for words in every(picture) if words.text]
    for number, a in enumerate(boxes):
        assert a[0] >= 0
        assert a[2] <= picture.width
        assert a[3] <= picture.height
        for b in boxes[number + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)


def test_no_letter_is_too_small_to_read(picture: Picture) -> None:
    assert min(words.size for words in every(picture) if len(words.text) > 1) >= 7.0


def test_the_description_says_the_picture_in_words(picture: Picture, shown: Shown) -> None:
    assert "Velmora" in picture.told
    assert "Data: here." in shown(picture)


def test_stances_differ_in_shape_where_colours_are_gone(drawn: Drawn) -> None:
    """Each cell of the matrix has other shapes: fills that are not white or black count as one grey."""
    shapes = []
    for mark in drawn["matrix"]().marks:
        if mark.ids and mark.count is None:
            things = [thing for thing in mark.things if isinstance(thing, Area | Line)]
            things = things[1:]  # without its frame
            shapes.append(
                tuple(
                    (
                        type(t).__name__,
                        len(t.corners if isinstance(t, Area) else t.spots),
                        t.look.hatch,
                        fill(t),
                    )
                    for t in things
                )
            )
    assert len(shapes) == 6
    assert len(set(shapes)) == 6


def fill(thing: Area | Line) -> str:
    known = {"#ffffff": "white", "#000000": "black", None: "open"}
    return known.get(thing.look.fill, "grey") if isinstance(thing, Area) else "line"


def test_silence_is_empty_and_said_in_the_legend(drawn: Drawn, shown: Shown) -> None:
    picture = drawn["matrix"]()
    assert "empty = silent: nothing on record" in shown(picture)
    assert not any("Tarn" in mark.told for mark in picture.marks)
    assert "Tarn, issue number 0 with a long name: silent" in picture.told


def test_what_is_left_out_is_said(drawn: Drawn, shown: Shown) -> None:
    assert "Left out: 3 actors." in shown(drawn["matrix"]())


def test_a_shift_is_marked_with_before_and_after(drawn: Drawn, shown: Shown) -> None:
    picture = drawn["timeline"]()
    assert "for → conditional: after a ceasefire" in shown(picture)
    mark = next(mark for mark in picture.marks if "for → conditional" in mark.told)
    assert any(isinstance(t, Area) and len(t.corners) == 3 for t in mark.things), "an arrow"


def test_a_day_that_is_told_roughly_has_a_soft_beginning(drawn: Drawn) -> None:
    first = next(mark for mark in drawn["timeline"]().marks if mark.ids == ("e1",))
    dashed = [t for t in first.things if isinstance(t, Area) and t.look.dash]
    assert len(dashed) == 1


def test_happenings_close_to_one_another_are_one_sign_with_their_number(drawn: Drawn) -> None:
    found = [mark for mark in drawn["timeline"]().marks if mark.count == 2]
    assert [mark.ids for mark in found] == [("e1", "e2")]
    assert "2031-03-02: talks again" in found[0].told


def test_what_is_supposed_is_framed_and_leads_to_nothing(drawn: Drawn, shown: Shown) -> None:
    picture = drawn["package"]()
    assert "supposed" in shown(picture)
    assert "framed: supposed, not on record" in shown(picture)
    supposed = [mark for mark in picture.marks if "supposed" in mark.told]
    assert [mark.ids for mark in supposed] == [()]


def test_missing_and_counted_groups_are_said(drawn: Drawn, shown: Shown) -> None:
    words = shown(drawn["package"]())
    assert "19 states, unnamed" in words
    assert words.count("missing") >= 3
    assert "withdrawn (was pledged)" in words
    assert "said: 1" in words


def test_without_a_package_nothing_is_said_to_be_missing(shown: Shown) -> None:
    pieces = {("g", "Velmora"): (package.Piece("signed", ("e1",), 2),)}
    board = package.Board(
        "All",
        "",
        ("Velmora", "Tarn"),
        frozenset(),
        (package.Measure("g", "guarantees"),),
        pieces,
        compared=False,
    )
    assert "missing" not in shown(package.draw(board, {}, "c"))


def test_bars_that_show_no_shift_stand_apart() -> None:
    bars = (
        timeline.Bar("against", "2031-01-01", "2031-01-01", "2031-01-05", "2031-06-01", ("e1",), apart=True),
        timeline.Bar("for", "2031-06-01", "2031-06-01", "2031-06-01", None, ("e2",)),
    )
    course = timeline.Course((timeline.Lane("Velmora", "talks", bars),), (), "2031-12-31")
    marks = [mark for mark in timeline.draw(course, {}, "c").marks if mark.ids]
    first, second = (
        [t for t in mark.things if isinstance(t, Area) and len(t.corners) == 4] for mark in marks
    )
    assert (
        max(x for area in first for x, _ in area.corners) < min(x for a in second for x, _ in a.corners) - 50
    )


def test_ticks_are_quiet_and_widen_no_line_of_days() -> None:
    bar = timeline.Bar("for", "2031-02-01", "2031-02-01", "2031-03-01", None, ("e1",))
    ticks = tuple(
        timeline.Happening("meetings", f"talks {day}", day, day, planned, (f"m-{day}",))
        for day, planned in (("2019-01-01", False), ("2031-04-01", False), ("2031-05-01", True))
    )
    plain = timeline.Course((timeline.Lane("Velmora", "talks", (bar,)),), (), "2031-06-01")
    drawn = timeline.draw(replace(plain, ticks=ticks), {}, "c")
    assert [mark.ids for mark in drawn.marks if mark.ids][1:] == [("m-2031-04-01",), ("m-2031-05-01",)]
    words = [t.text for mark in drawn.marks for t in mark.things if isinstance(t, Words)]
    assert not any("talks 2031" in each for each in words), "what they are is said where one asks"
    assert words.count("meetings") == 2, "the lane, and what its sign means"
    assert "meetings: planned" in words
    assert timeline.draw(plain, {}, "c").ids == ("e1",)


def test_the_silent_stand_apart(drawn: Drawn, shown: Shown) -> None:
    assert "silent: 1" in shown(drawn["unity"]())
    assert "against: 1" in shown(drawn["unity"]())


@pytest.mark.parametrize(
    "picture",
    [
        matrix.draw(matrix.Table("2031", (), (), {}), {}, "c"),
        timeline.draw(timeline.Course((), (), "2031-01-01"), {}, "c"),
        package.draw(package.Board("A", "", (), frozenset(), (), {}), {}, "c"),
        unity.draw(unity.Spread("A", "b", "2031-01-01", ()), {}, "c"),
    ],
)
def test_where_there_is_nothing_a_picture_says_so(picture: Picture, shown: Shown) -> None:
    assert re.search(r"No |Nothing |no ", shown(picture))
    assert not picture.ids
