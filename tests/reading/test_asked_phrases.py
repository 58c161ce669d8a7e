"""Asking whom further phrases mean changes nothing for the attributions, and answers each phrase."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Attribution, Mention, MentionKind, Span
from onrecord.reading.speakers import cast_speakers

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
ARTICLES = sorted(EXAMPLES.glob("*.txt"))
SAID = re.compile(
    r"([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*|\b(?:he|she|they)) (said|told|added|warned) ([^.\n]{8,120})"
)
NAME = re.compile(r"\b[A-Z][a-zé]+ [A-Z][a-zé]+\b")


@cache
def article(path: Path) -> tuple[str, tuple[Attribution, ...], tuple[Mention, ...]]:
    """Return a text with the attributions and the people that plain patterns find in it."""
    text = path.read_text("utf-8")
    spans = [[Span(*m.span(part)) for part in (1, 2, 3)] for m in SAID.finditer(text)]
    found = tuple(Attribution((source,), (cue,), (content,)) for source, cue, content in spans)
    people = tuple(Mention(Span(*m.span()), MentionKind.PERSON, 0.9) for m in NAME.finditer(text))
    return text, found, people


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(st.sampled_from(ARTICLES), st.data())
def test_phrases_change_no_naming(path: Path, data: st.DataObject) -> None:
    text, found, people = article(path)
    words = [Span(*m.span()) for m in re.finditer(r"\w[\w’'-]*(?: \w[\w’'-]*)?", text)]
    phrases = data.draw(st.lists(st.sampled_from(words), max_size=12, unique=True))
    plain = cast_speakers(text, found, people, None)
    asked = cast_speakers(text, found, people, None, phrases)
    assert asked.namings == plain.namings
    assert (asked.people, asked.named) == (plain.people, plain.named)
    assert len(asked.phrases) == len(phrases)
    assert plain.phrases == ()


PRONOUN = re.compile(r"\b(?:he|him|his|she|her|they|its?|who|both)\b", re.IGNORECASE)


def test_no_pronoun_that_is_asked_about_teaches_a_gender() -> None:
    for path in ARTICLES:
        text, found, people = article(path)
        phrases = [Span(*m.span()) for m in PRONOUN.finditer(text)]
        asked = cast_speakers(text, found, people, None, phrases)
        assert asked.namings == cast_speakers(text, found, people, None).namings


def test_the_patterns_find_something_to_hold_still() -> None:
    assert sum(len(article(path)[1]) for path in ARTICLES) > 20


TEXT = "Vera Marenko arrived on Friday. She promised grain, and later she promised fuel."
PEOPLE = [Mention(Span(0, len("Vera Marenko")), MentionKind.PERSON, 0.9)]


def test_a_phrase_is_named_by_what_stands_before_it() -> None:
    she = Span(TEXT.index("She"), TEXT.index("She") + 3)
    (naming,) = cast_speakers(TEXT, [], PEOPLE, None, [she]).phrases
    assert naming.names == ("Vera Marenko",)
    assert [s.of(TEXT) for s in naming.mentions] == ["Vera Marenko"]
    turned = "She promised grain. Vera Marenko arrived on Friday."
    after = [Mention(Span(20, 32), MentionKind.PERSON, 0.9)]
    (naming,) = cast_speakers(turned, [], after, None, [Span(0, 3)]).phrases
    assert naming.names == ()


def test_answers_come_in_the_order_of_the_questions() -> None:
    at = [Span(TEXT.index(w), TEXT.index(w) + n) for w, n in (("she promised", 3), ("She", 3))]
    found = cast_speakers(TEXT, [], PEOPLE, None, at).phrases
    assert found == cast_speakers(TEXT, [], PEOPLE, None, at[::-1]).phrases[::-1]
    assert cast_speakers("", [], [], None).phrases == ()
