"""Words that carry a record are marked within their paragraph, and the paragraph stays as it is."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Evidence, Span
from onrecord.web.passages import Marks, stretches

TEXT = "Varnia waits.\n\nOrlin will send ships if the guns fall silent, its envoy said.\nThat is all.\n"


def at(words: str, text: str = TEXT) -> Evidence:
    """Return the evidence of words in a text."""
    start = text.index(words)
    return Evidence.at(text, Span(start, start + len(words)))


def test_marks_may_lie_within_one_another() -> None:
    marks: Marks = (
        ("quote", [at("Orlin will send ships if the guns fall silent")]),
        ("cue", [at("said")]),
        ("condition", [at("if the guns fall silent")]),
        ("trigger", [at("send")]),
    )
    (found,) = stretches(TEXT, marks)
    assert [(run.text, run.marks) for run in found.runs] == [
        ("Orlin will ", ("quote",)),
        ("send", ("quote", "trigger")),
        (" ships ", ("quote",)),
        ("if the guns fall silent", ("quote", "condition")),
        (", its envoy ", ()),
        ("said", ("cue",)),
        (".", ()),
    ]
    assert (found.paragraph, found.begun, found.goes_on) == (2, False, False)


def test_evidence_over_two_paragraphs_shows_both() -> None:
    found = stretches(TEXT, (("quote", [at("its envoy said.\nThat is")]),))
    assert [each.paragraph for each in found] == [2, 3]
    assert ["".join(run.text for run in each.runs if run.marks) for each in found] == [
        "its envoy said.",
        "That is",
    ]


def test_a_long_paragraph_is_cut_between_words() -> None:
    text = f"{'before ' * 200}the pass is closed{' after' * 200}."
    (found,) = stretches(text, (("quote", [at("the pass is closed", text)]),))
    shown = "".join(run.text for run in found.runs)
    assert found.begun
    assert found.goes_on
    assert len(shown) < 600
    assert shown.startswith("before ")
    assert shown.endswith(" after")


def test_evidence_that_does_not_stand_there_marks_nothing() -> None:
    gone = Evidence(3, 9, "absent", "", "")
    assert stretches(TEXT, (("quote", [gone]),)) == ()
    (found,) = stretches(TEXT, (("quote", [gone, at("ships")]),))
    assert [run.text for run in found.runs if run.marks] == ["ships"]


@given(st.data(), st.text("ab c\n", min_size=1, max_size=60))
def test_what_is_shown_stands_in_the_text_and_every_mark_is_shown(data: st.DataObject, text: str) -> None:
    spans = data.draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12)).map(
                lambda pair: Span(pair[0], min(len(text), pair[0] + pair[1]))
            ),
            max_size=4,
        )
    )
    pieces = [Evidence.at(text, span) for span in spans]
    found = stretches(text, (("quote", pieces[:2]), ("cue", pieces[2:])))
    marked = set()
    for each in found:
        shown = "".join(run.text for run in each.runs)
        assert text[each.start : each.start + len(shown)] == shown
        place = each.start
        for run in each.runs:
            marked |= set(range(place, place + len(run.text))) if run.marks else set()
            place += len(run.text)
    wanted = {place for span in spans for place in range(span.start, span.end) if text[place] not in " \n"}
    assert wanted <= marked
    assert all(later.start > before.start for before, later in itertools.pairwise(found))
