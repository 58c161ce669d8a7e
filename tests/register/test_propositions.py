"""A proposition is short, noun-like and in the words of the quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.register.propositions import content_words, proposition
from onrecord.register.sameness import same_proposition

CASES = [
    ("Ostmere itself would send four patrol ships, if its Senate pays", "Ostmere sending four patrol ships"),
    ("to withdraw from the eastern bank", "withdrawal from the eastern bank"),
    ("Korvath must withdraw from the eastern bank", "Korvath’s withdrawal from the eastern bank"),
    ("his government would be ready to consider sending a battalion", "sending a battalion"),
    (
        "a plan for a demilitarised zone along the Ilmar, which has four points",
        "demilitarised zone along the Ilmar",
    ),
    (
        "Velmora will not accept guarantees in place of membership",
        "Velmora accepting guarantees in place of membership",
    ),
    ("security guarantees before membership", "security guarantees before membership"),
    ("We will never put 1,200 people in danger, she added", "putting 1,200 people in danger, she added"),
    ("“I will not vote for a calendar”", "voting for a calendar"),
    ("Vessany has agreed to exchange a pilot", "Vessany’s exchange of a pilot"),
    ("the withdrawal of the coast guard", "withdrawal of the coast guard"),
]


@pytest.mark.parametrize(("quote", "wanted"), CASES)
def test_quotations_become_what_they_are_about(quote: str, wanted: str) -> None:
    assert proposition(quote) == wanted


def test_what_is_asked_or_said_not_to_be_keeps_its_not() -> None:
    assert proposition("not to recklessly attack the harbour", negation=True) == (
        "not recklessly attacking the harbour"
    )
    quote = "Ostmere will not openly decide to launch a strike"
    assert proposition(quote, negation=True) == "Ostmere not openly deciding to launch a strike"
    assert proposition(quote) == "Ostmere openly deciding to launch a strike"
    assert proposition("to supply arms") == "supplying arms"


def test_the_speaker_is_left_out_and_other_actors_stay() -> None:
    assert proposition("Skerrin will open the strait", actor="Skerrin") == "opening the strait"
    assert proposition("Skerrin will open the strait", actor="Ostmere") == "Skerrin opening the strait"


def test_a_quotation_that_only_points_gives_its_issue() -> None:
    assert proposition("We accept it as it stands", issues=["demilitarised_zone"]) == "demilitarised zone"


def test_of_several_pieces_the_first_that_says_something_counts() -> None:
    assert proposition(["Yes.", "We will open the eastern harbour."]) == "opening the eastern harbour"


@given(st.text(max_size=200))
def test_any_text_gives_a_proposition_without_losing_all_of_its_words(text: str) -> None:
    said = proposition(text)
    assert bool(content_words(text)) <= bool(said)


@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                "to",
                "will",
                "if",
                "the",
                "plan",
                "for",
                "ships",
                ",",
                ".",
                "—",
                "not",
                "ready",
                "consider",
                "sends",
                "It",
            ]
        )
    )
)
def test_a_proposition_is_short(words: list[str]) -> None:
    assert len(proposition(" ".join(words)).split()) <= 18


@pytest.mark.parametrize(
    ("a", "b", "least", "opposed"),
    [
        (
            "withdrawal from the eastern bank",
            "Korvath withdrew from the eastern bank of the Ilmar",
            0.6,
            False,
        ),
        ("sending 1,200 troops", "Skerrin will not send its 1,200 troops", 0.6, True),
        ("recognising the border", "recognition of the border", 0.9, False),
        ("a loan of 400 million", "a loan of four hundred crowns", 0.2, False),
    ],
)
def test_the_same_matter_in_other_words_is_near(a: str, b: str, least: float, opposed: bool) -> None:
    same = same_proposition(a, b)
    assert same.score >= least
    assert same.opposed is opposed


def test_another_matter_is_far() -> None:
    assert same_proposition("sending four patrol ships", "a vote on the budget of the schools").score == 0


def test_other_numbers_are_seen() -> None:
    assert same_proposition("1,200 troops", "9,000 troops").numbers == 0
    assert same_proposition("nineteen states", "19 states").numbers == 1


@given(st.text(max_size=80), st.text(max_size=80))
def test_sameness_is_the_same_from_either_side(a: str, b: str) -> None:
    left, right = same_proposition(a, b), same_proposition(b, a)
    assert left == right
    assert 0 <= left.score <= 1
    assert left.score <= left.contained + 1e-9


@given(st.text(alphabet="abc XYZ123,.’-", min_size=1, max_size=60))
def test_a_text_is_the_same_as_itself(text: str) -> None:
    same = same_proposition(text, text)
    assert same.score == (1 if content_words(text) else 0)
    assert not same.opposed
