"""Who reports an event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.events.calendar import Calendar
from onrecord.events.reported_by import Told, reported_by
from onrecord.model import Span

Find = Callable[[str, str], Span]


def test_the_innermost_statement_that_holds_the_trigger(find: Find) -> None:
    text = "The agency said that Oster said shells had hit Tarn."
    outer = Told(
        (find(text, "Oster said shells had hit Tarn"),), ("Ost Agency",), (find(text, "The agency"),)
    )
    inner = Told((find(text, "shells had hit Tarn"),), ("Pia Oster",), (find(text, "Oster"),))
    found = reported_by(Calendar(text, None), find(text, "hit"), [outer, inner])
    assert found is not None
    assert (found.names, [s.of(text) for s in found.spans]) == (("Pia Oster",), ["Oster"])


@pytest.mark.parametrize(
    ("text", "trigger", "words"),
    [
        ("Six people were killed, according to the monitor.", "killed", "the monitor"),
        ("According to local officials, shells hit Tarn.", "hit", "local officials"),
        ("The army shelled Tarn, the ministry said.", "shelled", "the ministry"),
        ("He fled to Brenn, the Ost Herald reported.", "fled", "the Ost Herald"),
    ],
)
def test_words_that_name_a_source(find: Find, text: str, trigger: str, words: str) -> None:
    found = reported_by(Calendar(text, None), find(text, trigger), [])
    assert found is not None
    assert [s.of(text) for s in found.spans] == [words]
    assert found.names == (f"anon: {words}",)


@pytest.mark.parametrize("text", ["The army shelled Tarn.", "Six were killed in the raid, and it hit Tarn."])
def test_the_outlet_itself(find: Find, text: str) -> None:
    assert reported_by(Calendar(text, None), find(text, "Tarn"), []) is None


def test_a_statement_without_speaker_names_nobody(find: Find) -> None:
    text = "Shells hit Tarn."
    assert reported_by(Calendar(text, None), find(text, "hit"), [Told((Span(0, 15),), ())]) is None
