"""Cutting a text where marks cross each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.views.reader.stretches import Mark, Role, Segment, Stretch, segments

TEXT = "Ana Vell said “no, never” on Monday."
LENGTH = 40

marks = st.builds(Mark, st.sampled_from(list(Role)), st.sampled_from(["", "a", "b", "c"]))
bounds = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(sorted)
some = st.lists(st.builds(lambda at, mark: Stretch(at[0], at[1], mark), bounds, marks), max_size=12)
texts = st.text(st.characters(codec="utf-8"), min_size=LENGTH, max_size=LENGTH)


@given(texts, some, bounds)
def test_the_words_stay_and_each_mark_covers_its_own(
    text: str, stretches: list[Stretch], window: list[int]
) -> None:
    start, end = window
    found = list(segments(text, start, end, stretches)) if start < end else []
    assert "".join(each.text for each in found) == text[start:end]
    for mark in {each.mark for each in stretches}:
        wanted = {
            at
            for each in stretches
            if each.mark == mark
            for at in range(max(start, each.start), min(end, each.end))
        }
        assert {
            at
            for each in found
            if mark in each.marks
            for at in range(each.start, each.start + len(each.text))
        } == wanted


@given(texts, some)
def test_each_mark_opens_where_it_begins(text: str, stretches: list[Stretch]) -> None:
    opened = {(each.start, mark) for each in segments(text, 0, LENGTH, stretches) for mark in each.opening}
    assert opened == {(each.start, each.mark) for each in stretches if each.start < each.end}


def test_a_stretch_within_another_is_the_inner_one() -> None:
    inner = Stretch(0, 8, Mark(Role.SPEAKER, "b"))
    outer = Stretch(0, 25, Mark(Role.CONTENT, "a"))
    first, *_ = segments(TEXT, 0, len(TEXT), [inner, outer])
    assert (first.text, first.roles, first.records) == ("Ana Vell", ("content", "speaker"), ("a", "b"))
    assert first.of("speaker") == "b"
    assert first.of("cue") is None


def test_what_began_before_the_paragraph_does_not_open_in_it() -> None:
    found = list(segments(TEXT, 9, len(TEXT), [Stretch(0, 13, Mark(Role.CUE, "a"))]))
    assert found[0] == Segment(9, "said", (Mark(Role.CUE, "a"),), ())
