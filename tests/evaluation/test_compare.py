"""When two names mean one actor and two strings the same words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluation.compare import half_shared, jaccard, overlapping, same_actor, shared_actors, words


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Vera Marenko", "vera marenko", True),
        ("Marenko", "Vera Marenko", True),
        ("Vera Márenko", "Vera Marenko", True),
        ("Vera Marenko", "Pavel Marenko", False),
        ("UN", "United Nations", True),
        ("the Guardian", "Guardian", True),
        ("Border Commission", "Peace Commission", False),
        ("Commission", "Peace Commission", False),
        ("anon: an envoy", "anon: five diplomats", True),
        ("group: 26 nations", "anon: five diplomats", False),
        ("anon: an envoy", "Vera Marenko", False),
        ("Мария", "мария", True),
        ("", "", True),
        ("", "XAA", False),
    ],
)
def test_same_actor(left: str, right: str, same: bool) -> None:
    assert same_actor(left, right) is same
    assert same_actor(right, left) is same


def test_each_actor_is_used_once() -> None:
    assert shared_actors(["XAA", "XAA"], ["XAA"]) == 1
    assert shared_actors("XAA", ["XBB", "XAA"]) == 1
    assert shared_actors("undecided", ["XAA"]) == 0


def test_half_of_the_union() -> None:
    assert half_shared(["XAA", "XBB"], ["XAA"])
    assert not half_shared(["XAA", "XBB"], ["XAA", "XCC"])


def test_overlap_needs_three_words_where_there_are_three() -> None:
    assert overlapping("will send monitors soon", ["they", "will send monitors"])
    assert not overlapping("will send monitors soon", "will send envoys later")
    assert overlapping("ceasefire", "a ceasefire")
    assert not overlapping("", "a ceasefire")


@given(st.text(), st.text())
def test_jaccard_is_symmetric_and_bounded(left: str, right: str) -> None:
    value = jaccard(words(left), words(right))
    assert 0.0 <= value <= 1.0
    assert value == jaccard(words(right), words(left))
    assert not words(left) or jaccard(words(left), words(left)) == 1.0
