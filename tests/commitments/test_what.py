"""The action in the text's own words, and whether a counted party's members are named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.commitments.condition import condition
from onrecord.commitments.members_named import members_named
from onrecord.commitments.what import shortened, what
from onrecord.model import Mention, MentionKind, Span


@pytest.mark.parametrize(
    ("text", "trigger", "wanted"),
    [
        ("Xenia pledged $5bn to its neighbours, officials said.", "pledged", "$5bn to its neighbours"),
        (
            "Xenia has suspended gas talks with Ystria.",
            "suspended",
            "suspended gas talks with Ystria",
        ),
        ("Xenia will not join the bloc.", "will", "join the bloc"),
        ("Xenia agreed on sending monitors.", "agreed", "sending monitors"),
        ("Xenia is ready to send 40 tanks.", "ready", "send 40 tanks"),
        ("Xenia promised: “We will leave Orvel by May.”", "promised", "leave Orvel by May"),
        ("40 tanks were delivered.", "delivered", "40 tanks were delivered"),
        ("A deployment of 2,000 troops is being considered.", "considered", "A deployment of 2,000 troops"),
        ("Xenia vowed to hold Orvel, while Ystria gave it up.", "vowed", "hold Orvel"),
        ("Xenia refused.", "refused", "refused"),
    ],
)
def test_what(text: str, trigger: str, wanted: str) -> None:
    at = text.index(trigger)
    party = [Span(0, 5)] if text.startswith("Xenia") else []
    assert what(text, [Span(0, len(text))], Span(at, at + len(trigger)), party) == wanted


@given(st.text(alphabet="ab ,to.", min_size=1, max_size=300), st.integers(min_value=5, max_value=120))
def test_shortened_is_the_beginning_and_never_longer(words: str, length: int) -> None:
    cut = shortened(words, length)
    assert len(cut) <= length
    assert words.startswith(cut.removesuffix("…"))


@given(st.text(alphabet="Xenia will pay, but no.;“”\n", min_size=1, max_size=120), st.data())
def test_what_invents_no_word(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(min_value=0, max_value=len(text) - 1))
    end = data.draw(st.integers(min_value=start + 1, max_value=len(text)))
    if text[start:end].strip():
        got = what(text, [Span(0, len(text))], Span(start, end))
        assert got.removesuffix("…") in " ".join(text.split())


def names(text: str, *found: str) -> list[Mention]:
    at = [text.index(f) for f in found]
    return [Mention(Span(a, a + len(f)), MentionKind.PLACE, 1.0) for a, f in zip(at, found, strict=True)]


@pytest.mark.parametrize(
    ("text", "party", "found", "wanted"),
    [
        ("26 nations will help.", "26 nations", (), False),
        ("Two states (Xenia and Ystria) agreed.", "Two states", ("Xenia", "Ystria"), True),
        ("Three states: Xenia, Ystria and Zara, agreed.", "Three states", ("Xenia", "Ystria", "Zara"), True),
        ("Six countries, among them Xenia and Ystria, agreed.", "Six countries", ("Xenia", "Ystria"), False),
        ("Several states, namely Xenia and Ystria, agreed.", "Several states", ("Xenia", "Ystria"), True),
        ("Several states, including Xenia and Ystria, agreed.", "Several states", ("Xenia", "Ystria"), False),
        ("Two states agreed. Xenia and Ystria did not.", "Two states", ("Xenia", "Ystria"), False),
        ("26 nations will help Xenia.", "26 nations", ("Xenia",), False),
    ],
)
def test_members(text: str, party: str, found: tuple[str, ...], wanted: bool) -> None:
    got = members_named(text, f"group: {party}", [Span(0, len(party))], names(text, *found))
    assert got is wanted


def test_one_party_has_no_members() -> None:
    assert members_named("Xenia agreed.", "XAA", [Span(0, 5)], ()) is None


def test_condition_of_the_words_only() -> None:
    text = "Xenia will pay only after a ceasefire. If it rains, Ystria stays."
    assert [e.exact for e in condition(text, [Span(0, 38)])] == ["only after a ceasefire"]
    assert condition(text, [Span(0, 14)]) == ()
    assert condition(text, []) == ()
