"""Phrases: what they are read as, and what is said of those that cannot be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.codebook.phrases import MOST_ALTERNATIVES, PhraseError, segments, tokens


def plain(phrase: str) -> list[list[str]]:
    return [[" ".join(w.text for w in run) for run in segment] for segment in segments(phrase)]


def test_alternatives_options_and_gaps() -> None:
    assert plain("(join|enter) the ... alliance") == [["join the", "enter the"], ["alliance"]]
    assert plain("(import)? duties") == [["import duties", "duties"]]
    assert plain("No-Fly Zone") == [["no fly zone"]]


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("", "may have no word"),
        ("(the)?", "may have no word"),
        ("... troops", "begins or ends"),
        ("troops ...", "begins or ends"),
        ("(a|(b|c))", "'('"),
        ("(open", "not closed"),
        ("open)", "')'"),
        ("ab*", "at least 3 letters"),
        ("tank[s]", "'['"),
        ("*", "'*'"),
    ],
)
def test_what_cannot_be_read(phrase: str, said: str) -> None:
    with pytest.raises(PhraseError, match=re.escape(said)):
        segments(phrase)


def test_too_many_alternatives_are_refused_before_they_are_made() -> None:
    phrase = " ".join(["(one|two|three|four|five|six)"] * 40)
    with pytest.raises(PhraseError, match=f"at most {MOST_ALTERNATIVES}"):
        segments(phrase)


@given(st.text(alphabet="ab*()|?. …-'é[", max_size=30))
def test_any_phrase_is_read_or_refused(phrase: str) -> None:
    try:
        found = segments(phrase)
    except PhraseError:
        return
    assert found
    assert all(run and all(word.text for word in run) for segment in found for run in segment)


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end
