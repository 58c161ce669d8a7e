"""What its words do not undertake is doubtful, whatever it is recorded as; what a person confirmed is not."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.codebook.records import Codebook
from onrecord.views.doubt import AGAINST, NEGATED, POSSIBLE, TALKS, UNSURE, doubt, doubt_of
from onrecord.views.packages.gaps import gaps

Hand = Any  # what the fixture of this name gives


def act(hand: Hand, text: str, trigger: str, **given: Any) -> Any:
    made = hand.act(text, **given)
    start = text.index(trigger)
    at = type(made.quote[0])(start, start + len(trigger), trigger, "", "")
    return type(made)(**{name: getattr(made, name) for name in made.__slots__} | {"trigger": at})


@pytest.mark.parametrize(
    ("text", "trigger", "status", "expected"),
    [
        ("The allies agree that Velmora will not join", "agree", "agreed", NEGATED),
        ("Skerrin promised that it couldn't attack", "promised", "pledged", NEGATED),
        ("Skerrin will not send troops", "will not send", "refused", ""),
        ("Skerrin will send not only troops", "will send", "pledged", ""),
        ("Skerrin accepts observers but never troops", "accepts", "agreed", ""),
        ("Leaders will discuss the guarantees", "will discuss", "pledged", TALKS),
        ("Skerrin pledged to consult", "pledged", "pledged", ""),
        ("Troops might be deployed", "deployed", "pledged", POSSIBLE),
        ("Troops might be deployed", "might", "considered", ""),
        ("Skerrin pledged troops in May", "pledged", "pledged", ""),
    ],
)
def test_words_that_undertake_nothing(
    hand: Hand, text: str, trigger: str, status: str, expected: str
) -> None:
    made = act(hand, text, trigger, status=status)
    assert doubt(made) == expected
    assert doubt(act(hand, text + "!", trigger, status=status, reviewed=True)) == ""


def test_records_below_the_floor(hand: Hand) -> None:
    assert doubt(hand.act("Skerrin pledged troops", confidence=0.01)) == UNSURE
    assert doubt(hand.act("Skerrin pledged its troops", confidence=0.5)) == ""


def test_one_report_that_undertakes_it_will_do(hand: Hand) -> None:
    weak = act(hand, "Skerrin will discuss troops", "will discuss")
    strong = act(hand, "Skerrin pledged troops", "pledged")
    assert doubt_of(hand.entry(weak)) == TALKS
    assert doubt_of(hand.entry(act(hand, "Skerrin will discuss its troops", "will discuss"), strong)) == ""


def test_doubtful_records_and_what_is_done_against_it_stand_apart(hand: Hand, book: Codebook) -> None:
    talks = hand.entry(act(hand, "Aurelle will discuss troops", "will discuss", party="XAR"))
    attack = hand.entry(
        act(hand, "Korvath sent its troops against Velmora", "sent", party="XKV", status="delivered",
            names=(("Velmora", "XVM"),))
    )  # fmt: skip
    (line,) = gaps(hand.casefile, book, "XVM").lines
    assert not line.stands
    assert {s.entry: s.apart for s in line.apart} == {talks.id: TALKS, attack.id: AGAINST}
