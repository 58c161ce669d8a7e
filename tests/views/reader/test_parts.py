"""Cutting an article into paragraphs and parts."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.reader.parts import paragraphs, part_with, parts

texts = st.text(st.sampled_from("ab \n\t\u00a0\u2028🕊"), max_size=200)


@given(texts, st.integers(2, 30))
def test_paragraphs_hold_every_line_that_is_not_blank(text: str, longest: int) -> None:
    found = paragraphs(text, longest)
    assert all(each.end - each.start <= longest for each in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    lines = [line for line in text.split("\n") if line.strip()]
    assert "".join(each.of(text) for each in found) == "".join(lines)


@given(texts, st.lists(st.integers(0, 200), max_size=20), st.integers(5, 300))
def test_parts_follow_one_another_and_leave_nothing_out(text: str, begins: list[int], most: int) -> None:
    lines = paragraphs(text, 10)
    cut = parts(lines, sorted(begins), most)
    assert [number for first, last in cut for number in range(first, last)] == list(range(len(lines)))
    for number, (first, _) in enumerate(cut):
        assert part_with(lines, cut, lines[first].start) == number


def test_records_take_room_beside_the_text() -> None:
    lines = paragraphs("One line.\nAnother line.\nA third line.")
    assert parts(lines, [], 200) == [(0, 3)]
    assert parts(lines, [0, 10], 200) == [(0, 1), (1, 3)]


def test_a_long_line_is_cut_between_words() -> None:
    text = "word " * 30
    assert all(each.of(text).endswith("word ") for each in paragraphs(text, 40))
    assert [each.of("a" * 5) for each in paragraphs("a" * 5, 2)] == ["aa", "aa", "a"]
