"""The words of a report with what carries it marked: nothing is lost, nothing is shown twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Evidence, Span
from onrecord.views.report.words import CUT, GAP, Run, marked

TEXT = (
    "“We will send them,” Vera Marenko said, “before the first snow.” She denied that troops would follow. "
    * 3
)


def at(words: str, nth: int = 0) -> Evidence:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Evidence.at(TEXT, Span(start, start + len(words)))


def test_quote_and_cue_are_told_apart_within_their_sentence() -> None:
    sentence = at("“We will send them,” Vera Marenko said, “before the first snow.”")
    found = marked(
        [("quote", (at("We will send them"), at("before the first snow"))), ("cue", (at("said"),))],
        (sentence,),
    )
    assert found == (
        Run("“"), Run("We will send them", "quote"), Run(",” Vera Marenko "), Run("said", "cue"), Run(", “"),
        Run("before the first snow", "quote"), Run(".”"),
    )  # fmt: skip


def test_words_that_no_sentence_has_stand_with_what_is_around_them() -> None:
    found = marked([("quote", (at("troops would follow"),))])
    assert Run("troops would follow", "quote") in found
    assert "She denied that " in "".join(run.text for run in found)


def test_words_around_are_cut_between_words_and_said_to_be_cut() -> None:
    text = "Understandably the harbourmaster of Sarnholt refused to open the northern lock tomorrow evening."
    start = text.index("refused to open")
    found = marked([("quote", (Evidence.at(text, Span(start, start + len("refused to open"))),))])
    assert found == (
        Run("…"), Run("the harbourmaster of Sarnholt "), Run("refused to open", "quote"),
        Run(" the northern lock tomorrow"), Run("…"),
    )  # fmt: skip


def test_nothing_is_said_to_be_cut_where_the_text_begins_and_ends() -> None:
    found = marked([("quote", (Evidence.at("He will not go.", Span(3, 11)),))])
    assert found == (Run("He "), Run("will not", "quote"), Run(" go."))


def test_places_far_apart_are_parted() -> None:
    found = marked([("quote", (at("send them"), at("send them", 2)))])
    assert Run(GAP) in found


spans = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 60)).map(
    lambda pair: Evidence.at(TEXT, Span(pair[0], min(len(TEXT), pair[0] + pair[1])))
)


@given(
    quotes=st.lists(spans, min_size=1, max_size=4),
    cues=st.lists(spans, max_size=2),
    around=st.lists(spans, max_size=2),
)
def test_every_word_of_a_quote_is_marked_in_the_order_of_the_text(
    quotes: list[Evidence], cues: list[Evidence], around: list[Evidence]
) -> None:
    found = marked([("quote", quotes), ("cue", cues)], around)
    stretches = "".join(run.text for run in found).split(GAP)
    assert all(stretch.strip(CUT) in TEXT.replace("\n", " ") for stretch in stretches)
    covered = {place for quote in quotes for place in range(quote.start, quote.end)}
    assert sum(len(run.text) for run in found if run.mark == "quote") == len(covered)
