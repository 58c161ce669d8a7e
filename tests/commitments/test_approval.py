"""By whom something must be or was approved, on sentences written for it."""

from __future__ import annotations

import pytest

from onrecord.actors.base import shipped
from onrecord.actors.context import Context, Resolved
from onrecord.actors.resolve import resolve
from onrecord.commitments.approval import approval
from onrecord.model import Span


def who(phrase: str, place: int) -> Resolved:
    """Resolve a phrase to itself."""
    return Resolved((phrase,), resolve(phrase, Context(shipped())).kind)


@pytest.mark.parametrize(
    ("sentence", "phrases", "words"),
    [
        (
            "The pact is subject to ratification by the Senate.",
            ["the Senate"],
            "subject to ratification by the Senate",
        ),
        ("The law was approved by parliament on Monday.", ["parliament"], "approved by parliament"),
        (
            "The plan needs the consent of both chambers and the president.",
            ["both chambers", "the president"],
            "needs the consent of both chambers and the president",
        ),
        ("The loan awaits parliamentary approval.", ["parliament"], "awaits parliamentary approval"),
        (
            "The law has yet to be reviewed by parliament.",
            ["parliament"],
            "has yet to be reviewed by parliament",
        ),
        ("Congress must still ratify it.", ["Congress"], "Congress must still ratify"),
        ("The upper house voted to approve it.", ["The upper house"], "The upper house voted to approve"),
        ("It struck after gaining the approval of Ystria.", ["Ystria"], "gaining the approval of Ystria"),
        ("It won the Senate's approval.", ["the Senate"], "the Senate's approval"),
    ],
)
def test_approval(sentence: str, phrases: list[str], words: str) -> None:
    forms, evidence = approval(sentence, [Span(0, len(sentence))], who)
    assert list(forms) == phrases
    assert [e.exact for e in evidence] == [words]


@pytest.mark.parametrize("sentence", ["Xenia will send 40 tanks.", "It was passed by a large majority."])
def test_no_approval(sentence: str) -> None:
    assert approval(sentence, [Span(0, len(sentence))], who) == ((), ())


def test_what_is_approved_is_nobody() -> None:
    text = "It will speed up approval of gas exports."
    base = Context(shipped())
    assert approval(text, [Span(0, len(text))], lambda p, _: resolve(p, base)) == ((), ())


def test_forms_are_those_of_the_base() -> None:
    text = "It is subject to ratification by the US Senate."
    base = Context(shipped())
    forms, _ = approval(text, [Span(0, len(text))], lambda p, _: resolve(p, base))
    assert forms == resolve("the US Senate", base).forms
    assert forms
