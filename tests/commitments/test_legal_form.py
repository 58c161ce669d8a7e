"""The kind of instrument, on sentences written for it."""

from __future__ import annotations

import pytest

from onrecord.commitments.legal_form import legal_form
from onrecord.model import LegalForm, Span


@pytest.mark.parametrize(
    ("sentence", "form", "words"),
    [
        ("They signed a memorandum of understanding.", "memorandum", "memorandum of understanding"),
        ("A legally binding treaty is needed.", "treaty", "legally binding treaty"),
        ("It is a binding treaty on borders.", "treaty", "binding treaty"),
        ("He signed an executive order.", "decree", "executive order"),
        ("The pledge is non-binding.", "political", "non-binding"),
        ("The accord is not legally binding.", "political", "not legally binding"),
        ("They made a political declaration.", "political", "political declaration"),
        ("It passed an amnesty law.", "law", "amnesty law"),
        ("They adopted a joint declaration.", "declaration", "joint declaration"),
        ("It rests on Security Council resolution 2254.", "resolution", "Security Council resolution 2254"),
        ("It signed a $10 billion deal with Norvania.", "agreement", "deal"),
        ("They signed a bilateral security agreement.", "agreement", "bilateral security agreement"),
        ("It ends the supply contract.", "contract", "supply contract"),
    ],
)
def test_form(sentence: str, form: str, words: str) -> None:
    got, evidence = legal_form(sentence, [Span(0, len(sentence))])
    assert got is LegalForm(form)
    assert [e.exact for e in evidence] == [words]


@pytest.mark.parametrize(
    "sentence",
    [
        "Xenia will send 40 tanks.",
        "Ystria has found a way to deal with the drought.",
        "It acted under international law.",
        "Martial law was lifted.",
        "A great deal was said about conflict resolution.",
    ],
)
def test_no_form(sentence: str) -> None:
    assert legal_form(sentence, [Span(0, len(sentence))]) == (None, ())


def test_the_nearest_to_the_trigger() -> None:
    text = "Under the treaty of Orvel Xenia promised a memorandum."
    at = text.index("promised")
    assert legal_form(text, [Span(0, len(text))], Span(at, at + 8))[0] is LegalForm.MEMORANDUM


def test_only_the_spans_are_read() -> None:
    text = "The treaty stands. Xenia will pay."
    assert legal_form(text, [Span(19, len(text))]) == (None, ())
