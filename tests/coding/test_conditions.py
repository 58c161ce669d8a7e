"""The verbatim condition of a statement."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.conditions import conditions
from onrecord.model import Attribution, Span

Marking = Callable[[str, str, str, str], Attribution]


WORDS = [
    *("if", "unless", "they", "not", "without", ",", ".", "“", "”", "only after", "should", "Xenia"),
    *("\n", "then", "in exchange for", "would require"),
]


def of_content(text: str) -> list[str]:
    return [s.of(text) for s in conditions(text, Attribution((), (), (Span(0, len(text)),)))]


@pytest.mark.parametrize(
    ("content", "condition"),
    [
        ("Troops would be sent only after a ceasefire.", "only after a ceasefire"),
        ("We will not sign unless the army withdraws.", "unless the army withdraws"),
        ("Velmark would drop the claim in exchange for guarantees.", "in exchange for guarantees"),
        ("If the road is opened, we will come back.", "If the road is opened"),
        ("But if they attack then it is war.", "if they attack"),
        ("If the bridge falls we will have to leave.", "If the bridge falls"),
        ("They are ready to talk provided that the shelling ends.", "provided that the shelling ends"),
        ("The sanctions stay as long as troops stay, and more will follow.", "as long as troops stay"),
        ("There will be no talks until the siege ends.", "until the siege ends"),
        ("Return is impossible without a settlement.", "without a settlement"),
        ("The union would agree on condition that wages rise.", "on condition that wages rise"),
        ("The fleet will answer in case of an attack on the port.", "in case of an attack on the port"),
        ("The league would strike again should Norvania use gas.", "should Norvania use gas"),
        ("Any talks would require a change of course by Sern.", "a change of course by Sern"),
        ("He would close the border if elected to the office.", "if elected"),
        ("“We can help,” he said, “if they ask.”", "if they ask"),
    ],
)
def test_conditions(content: str, condition: str) -> None:
    assert of_content(content) == [condition]


@pytest.mark.parametrize(
    "content",
    [
        "He asked if the road was open.",
        "It looked as if the road was open.",
        "They will come even if it rains.",
        "What if the bridge falls?",
        "If they come, what do they want?",
        "The army withdrew without a fight.",
        "They left without naming a date.",
        "We stayed until the rain ended.",
        "No ship may call until 20 March.",
        "The road should not be closed.",
        "The mayor should have known.",
        "The aid provided by the league was late.",
        "The talks ended on Friday.",
        "The officials spoke on condition of anonymity.",
        "The minister spoke on condition that neither her name nor her country be named.",
        "I cannot live without a treaty.",
        "A people under fire could not be expected to wait until two chambers had voted.",
    ],
)
def test_no_conditions(content: str) -> None:
    assert of_content(content) == []


def test_condition_between_cue_and_content(marked: Marking) -> None:
    text = "The draft says if the shelling goes on “the league is ready to act”."
    found = conditions(text, marked(text, "The draft", "says", "the league is ready to act"))
    assert [s.of(text) for s in found] == ["if the shelling goes on"]


def test_what_is_asked_is_no_condition(marked: Marking) -> None:
    text = "The guard asked the old man if he had anything to declare."
    asked = marked(text, "The guard", "asked the old man", "if he had anything to declare")
    assert conditions(text, asked) == ()


def test_condition_that_opens_the_sentence(marked: Marking) -> None:
    text = "It rained. If the siege ends, Oster said the council would talk."
    found = conditions(text, marked(text, "Oster", "said", "the council would talk"))
    assert [s.of(text) for s in found] == ["If the siege ends"]
    text = "It rained. When the siege ended, Oster said the council would talk."
    assert conditions(text, marked(text, "Oster", "said", "the council would talk")) == ()


@given(st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_spans_lie_within_the_content(text: str) -> None:
    body = f"So {text} it is"
    for s in conditions(body, Attribution((), (), (Span(0, len(body)),))):
        assert 0 <= s.start < s.end <= len(body)
        assert s.of(body) == s.of(body).strip()
