"""Descriptions against titles: what fits, what does not, and what conflicts."""

from __future__ import annotations

import pytest

from onrecord.model import Mention, MentionKind, Span
from onrecord.reading.lexicon import words
from onrecord.reading.names import Actor, Role, gather
from onrecord.reading.roles import add_roles, describe, fits


def role(text: str) -> Role:
    found = describe(words(text, 0, len(text)))
    assert found is not None
    return found


def person(text: str, name: str) -> Actor:
    """Return the actor of a name with the roles that the text puts beside it."""
    start = text.index(name)
    cast = gather(text, [Mention(Span(start, start + len(name)), MentionKind.PERSON, 0.9)], [], None)
    add_roles(text, cast)
    return cast.named[0].actor


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("The Varnian foreign minister, Vera Marenko, spoke.", ["minister"]),
        ("Prime Minister Vera Marenko spoke.", ["premier"]),
        ("Vera Marenko, the head of the Harbour Institute, spoke.", ["head"]),
        ("The UN special envoy for Varnia, Vera Marenko, spoke.", ["envoy"]),
        ("Sen. Vera Marenko spoke.", ["senator"]),
        ("When the president met the press, Vera Marenko spoke.", []),
        ("In May, Vera Marenko, alone, spoke.", []),
    ],
)
def test_roles_are_read_on_both_sides_of_a_name(text: str, heads: list[str]) -> None:
    assert [r.head for r in person(text, "Vera Marenko").roles] == heads


def test_a_role_before_the_next_name_is_not_taken() -> None:
    text = "Vera Marenko, President Pavel Ostrin and others spoke."
    spans = [Span(0, 12), Span(24, 36)]
    cast = gather(text, [Mention(s, MentionKind.PERSON, 0.9) for s in spans], [], None)
    add_roles(text, cast)
    assert [[r.head for r in n.actor.roles] for n in cast.named] == [[], ["president"]]


def test_states_come_from_names_demonyms_and_seats() -> None:
    assert role("the South Korean president").states == {"KOR"}
    assert role("Turkey's foreign minister").states == {"TUR"}


@pytest.mark.parametrize(
    ("wanted", "better", "worse"),
    [
        ("the French president", "the French president, Vera Marenko,", "the president, Vera Marenko,"),
        ("the leader", "President Vera Marenko", "Vera Marenko, a Varnian analyst,"),
        ("the minister", "the defence minister, Vera Marenko,", "the deputy minister, Vera Marenko,"),
        ("the Varnian minister", "Varnia's minister, Vera Marenko,", "Sorrel's minister, Vera Marenko,"),
    ],
)
def test_the_closer_title_fits_better(wanted: str, better: str, worse: str) -> None:
    good, poor = (fits(role(wanted), person(f"{text} spoke.", "Vera Marenko")) for text in (better, worse))
    assert good is not None
    assert poor is not None
    assert good > poor


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("the German president", "the French president, Vera Marenko,"),
        ("the spokesman", "Ms. Vera Marenko"),
        ("the Democratic senator", "Republican senator Vera Marenko"),
    ],
)
def test_another_state_gender_or_party_conflicts(wanted: str, text: str) -> None:
    assert fits(role(wanted), person(f"{text} spoke.", "Vera Marenko")) is None


def test_another_portfolio_does_not_fit() -> None:
    assert (
        fits(
            role("the finance minister"), person("The foreign minister, Vera Marenko, left.", "Vera Marenko")
        )
        == 0
    )
