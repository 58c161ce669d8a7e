"""By when something is to be done, reckoned from Thursday 12 June 2031."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.when import anchor
from onrecord.commitments.due import due
from onrecord.model import Span

DAY = "2031-06-12"


def reckoned(text: str, day: str | None = DAY) -> tuple[str | None, list[str]]:
    edtf, evidence = due(text, [Span(0, len(text))], anchor(day))
    return edtf, [e.exact for e in evidence]


@pytest.mark.parametrize(
    ("sentence", "edtf", "words"),
    [
        ("It will be done by the end of the year.", "2031-12-31", "by the end of the year"),
        ("It will send troops within 30 days.", "2031-07-12", "within 30 days"),
        ("It will pay within a year.", "2032-06-12", "within a year"),
        ("The ban applies from January.", "2032-01/..", "from January"),
        ("They will leave by 12 July.", "2031-07-12", "by 12 July"),
        ("They will leave by 3 March.", "2032-03-03", "by 3 March"),
        ("They will leave by March 2032.", "2032-03", "by March 2032"),
        ("It must be ready by 2035.", "2035", "by 2035"),
        ("It will vote next week.", "2031-06-16/2031-06-22", "next week"),
        ("It will vote on Friday.", "2031-06-13", "on Friday"),
        ("It pledged to leave by Thursday.", "2031-06-19", "by Thursday"),
        ("They will stay until 30 November.", "../2031-11-30", "until 30 November"),
        ("It will act in the next two weeks.", "2031-06-26", "in the next two weeks"),
        ("It will begin by the summer of 2032.", "2032-22", "by the summer of 2032"),
        ("It will arrive by the end of March.", "2032-03-31", "by the end of March"),
        ("They will do so this year.", "2031", "this year"),
        ("It will come into force from 1 July 2032.", "2032-07-01/..", "from 1 July 2032"),
        ("By year-end it will pay.", "2031-12-31", "By year-end"),
        ("It will reply tomorrow.", "2031-06-13", "tomorrow"),
    ],
)
def test_due(sentence: str, edtf: str, words: str) -> None:
    assert reckoned(sentence) == (edtf, [words])


@pytest.mark.parametrize(
    "sentence",
    [
        "They will agree before the summit.",
        "In November, it signed a deal.",
        "He left in May.",
        "It will act in the coming weeks.",
        "They will be home by Christmas.",
        "Within the alliance they will stay.",
        "They may leave the north by sea.",
    ],
)
def test_what_cannot_be_dated(sentence: str) -> None:
    assert reckoned(sentence) == (None, [])


@pytest.mark.parametrize(
    ("sentence", "day", "edtf"),
    [
        ("It will pay by the end of the year.", "2031-06", "2031-12-31"),
        ("It will pay by the end of the year.", "XXXX-06-12", None),
        ("It will pay within 30 days.", "XXXX-06-12", "XXXX-07-12"),
        ("It will pay within 30 days.", None, None),
        ("It will pay by 12 July.", None, "XXXX-07-12"),
        ("It will pay by 2035.", None, "2035"),
    ],
)
def test_as_far_as_the_day_is_known(sentence: str, day: str | None, edtf: str | None) -> None:
    assert reckoned(sentence, day)[0] == edtf


def test_what_follows_the_trigger_comes_first() -> None:
    text = "By Friday the talks end and Xenia will pay by 2035."
    at = text.index("pay")
    assert due(text, [Span(0, len(text))], anchor(DAY), Span(at, at + 3))[0] == "2035"


@given(st.integers(min_value=1, max_value=10**7), st.sampled_from(["days", "weeks", "months", "years"]))
def test_any_count_of_any_unit_is_dated_or_left(count: int, unit: str) -> None:
    edtf, words = reckoned(f"It will pay within {count} {unit}.")
    assert (edtf is None) == (not words)
    assert edtf is None or edtf > DAY


@pytest.mark.parametrize(
    ("sentence", "trigger", "edtf"),
    [
        ("Xenia promised Yara 2,000 troops on Friday.", "promised", None),
        ("Xenia pledged on 3 March to send 2,000 troops.", "pledged", None),
        ("Xenia agreed in March to open the crossing by June.", "agreed", "2031-06"),
        ("Xenia agreed on Friday that it will vote on Monday.", "agreed", "2031-06-16"),
        ("Xenia promised to send troops on Friday.", "promised", "2031-06-13"),
        ("Xenia said on Monday it promised Yara a reply on Friday.", "promised", None),
        ("Xenia is set to send troops on Friday.", "send", "2031-06-13"),
        ("Xenia promised troops to Yara on Friday.", "promised", None),
        ("Xenia promised troops that are due on Friday.", "promised", "2031-06-13"),
        ("Xenia says that troops will be pledged on Friday.", "pledged", "2031-06-13"),
        ("Xenia agreed to send troops on Friday.", "agreed to send", "2031-06-13"),
        ("Troops are expected on Friday.", "expected", "2031-06-13"),
        ("Xenia promised Yara troops by Friday.", "promised", "2031-06-13"),
        ("Xenia promised Yara troops next month.", "promised", "2031-07"),
    ],
)
def test_a_day_of_the_promise_is_not_the_day_it_falls_due(
    sentence: str, trigger: str, edtf: str | None
) -> None:
    at = sentence.index(trigger)
    found = due(sentence, [Span(0, len(sentence))], anchor(DAY), Span(at, at + len(trigger)))
    assert found[0] == edtf
