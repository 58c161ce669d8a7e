"""Who "both countries", "the two leaders" and "all three candidates" are, and when that is left open."""

from __future__ import annotations

import pytest

from onrecord.model import Attribution, Mention, MentionKind, Span
from onrecord.reading.speakers import cast_speakers

PEOPLE = ("Vera Marenko", "Pavel Ostrin", "Bo Tarsk")
PLACES = ("Varnia", "Orlin")


def named(text: str, source: str) -> tuple[str, ...]:
    """Name the speakers of a source that says the last word of the text."""
    mentions = [
        Mention(Span(text.index(name), text.index(name) + len(name)), kind, 0.9)
        for names, kind in ((PEOPLE, MentionKind.PERSON), (PLACES, MentionKind.PLACE))
        for name in names
        if name in text
    ]
    start = text.index(source)
    attribution = Attribution((Span(start, start + len(source)),), (), (Span(len(text) - 4, len(text) - 1),))
    (naming,) = cast_speakers(text, [attribution], mentions, None).namings
    return naming.names


@pytest.mark.parametrize(
    ("text", "source", "names"),
    [
        ("Varnia met Orlin on the ice. Both countries said yes.", "Both countries", ("Varnia", "Orlin")),
        (
            "Varnia met Orlin on the ice. The two governments said yes.",
            "The two governments",
            ("Varnia", "Orlin"),
        ),
        ("Vera Marenko met Pavel Ostrin. The two leaders said yes.", "The two leaders", PEOPLE[:2]),
        (
            "Mayor Vera Marenko and Mayor Pavel Ostrin saw Bo Tarsk, a poet. Both mayors said yes.",
            "Both mayors",
            PEOPLE[:2],
        ),
        (
            "Vera Marenko ran. Pavel Ostrin ran too. Bo Tarsk ran best. All three candidates said yes.",
            "All three candidates",
            PEOPLE,
        ),
    ],
)
def test_a_counted_description_takes_up_those_before_it(
    text: str, source: str, names: tuple[str, ...]
) -> None:
    assert named(text, source) == names


def test_one_too_many_leaves_it_open() -> None:
    text = "Vera Marenko met Pavel Ostrin and Bo Tarsk. The two leaders said yes."
    assert not set(named(text, "The two leaders")) & set(PEOPLE)


def test_two_of_many_are_not_both() -> None:
    text = "Vera Marenko met Pavel Ostrin. Two leaders said yes."
    assert named(text, "Two leaders") == ("anon: two leaders",)
