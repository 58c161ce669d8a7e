"""Two articles side by side."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.views.reader.differing import Change, Differences, differences

LEFT = "The port opens on Monday, Mr Calder said.\n\nHe denied that ships would follow.\n\nNo day was set."
RIGHT = "The port opens on Tuesday, Mr Calder firmly said.\n\nNo day was set.\n\nA storm is near."

lines = st.lists(st.text(st.sampled_from("ab ,’'"), max_size=14), max_size=8).map("\n".join)


def sides(found: Differences) -> tuple[str, str]:
    return (
        "\n".join("".join(run.text for run in row.left) for row in found.rows if row.left),
        "\n".join("".join(run.text for run in row.right) for row in found.rows if row.right),
    )


@given(lines, lines)
def test_both_sides_say_what_their_articles_say(left: str, right: str) -> None:
    found = differences(left, right)
    for text, shown in zip((left, right), sides(found), strict=True):
        assert "".join(shown.split()) == "".join(text.split())
    for row in found.rows:
        for side, text in ((row.left, left), (row.right, right)):
            assert all(text[run.start : run.start + len(run.text)] == run.text for run in side)


@given(lines)
def test_an_article_does_not_differ_from_itself(text: str) -> None:
    found = differences(text, text)
    assert all(row.is_same for row in found.rows)
    assert (found.dropped, found.added) == (0, 0)


@given(lines, lines)
def test_what_is_kept_stands_in_both_in_one_order(left: str, right: str) -> None:
    kept = differences(left, right).kept
    assert all(a.end <= b.start and x.end <= y.start for (a, x), (b, y) in itertools.pairwise(kept))


def test_words_are_told_apart_within_a_paragraph() -> None:
    found = differences(LEFT, RIGHT)
    first = found.rows[0]
    assert [run.text for run in first.left if run.change is Change.DROPPED] == ["Monday"]
    assert [run.text.strip() for run in first.right if run.change is Change.ADDED] == ["Tuesday", "firmly"]
    assert found.rows[1].right == ()
    assert found.rows[2].is_same
    assert found.rows[3].left == ()


def test_typographic_signs_make_no_difference() -> None:
    assert differences("“No,” he said – it’s late.", '"No," he said - it\'s late.').dropped == 0


def test_paragraphs_that_say_the_same_in_other_words_stand_side_by_side() -> None:
    left = "Guarantees come first, the president said.\n\nA truce was broken daily."
    right = "A guest looked at his shoes.\n\nThe paper puts promises before membership.\n\nShots fell."
    pair = Span(0, 42), Span(right.index("The paper"), right.index("\n\nShots"))
    found = differences(left, right, [pair])
    row = next(row for row in found.rows if row.left and row.right)
    assert row.left[0].text.startswith("Guarantees")
    assert row.right[0].text.startswith("The paper")
    assert row.is_reworded
    assert not differences("a b c d", "a b c e").rows[0].is_reworded


def test_only_the_beginnings_of_very_long_articles_are_compared() -> None:
    text = "\n".join(f"Line {number}." for number in range(6_000))
    found = differences(text, text)
    assert not found.is_whole
    assert len(found.rows) == 5_000
