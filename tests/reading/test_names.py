"""Names of people are gathered whole."""

from __future__ import annotations

import pytest

from onrecord.model import Mention, MentionKind, Span
from onrecord.reading.names import whole_names


def _mentions(text: str, *words: str, kind: MentionKind = MentionKind.PERSON) -> list[Mention]:
    starts = [text.index(w) for w in words]
    return [Mention(Span(at, at + len(w)), kind, 0.9) for at, w in zip(starts, words, strict=True)]


def test_given_name_and_surname_that_were_marked_apart_are_one() -> None:
    text = "by the mediator, Foreign Minister Vasil Orlovik declared"
    assert [m.span.of(text) for m in whole_names(text, _mentions(text, "Vasil", "Orlovik"))] == [
        "Vasil Orlovik"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Marenko, Orlovik and others", ("Marenko", "Orlovik")),
        ("Vasil Orlovik Rold", ("Vasil Orlovik", "Rold")),
        ("MARENKO ORLOVIK", ("MARENKO", "ORLOVIK")),
    ],
)
def test_what_is_not_plainly_one_name_stays_apart(text: str, words: tuple[str, str]) -> None:
    assert len(whole_names(text, _mentions(text, *words))) == 2


def test_places_are_not_joined() -> None:
    text = "Sarnholt Tessk"
    found = _mentions(text, "Sarnholt", "Tessk", kind=MentionKind.PLACE)
    assert whole_names(text, found) == found
