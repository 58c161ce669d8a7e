"""Which of several dates is an event's, and when it has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.events.calendar import Calendar
from onrecord.events.when import candidates, event_date
from onrecord.model import Span

Find = Callable[[str, str], Span]
DAY = "2031-06-12"


def date_of(
    find: Find, text: str, trigger: str, planned: bool = False, published: str | None = DAY
) -> str | None:
    calendar, at = Calendar(text, published), find(text, trigger)
    sentence = calendar.sentences[calendar.sentence(at.start)]
    found = event_date(calendar, at, [sentence], planned)
    return found.edtf if found else None


@pytest.mark.parametrize(
    ("text", "trigger", "edtf"),
    [
        ("Pia Oster met the generals in Tarn on Monday.", "met", "2031-06-09"),
        ("Velmark shelled Tarn in March, killing four people.", "shelled", "2031-03"),
        ("On Tuesday the army arrested six reporters in Ost.", "arrested", "2031-06-10"),
        ("The failed 2016 coup in Tarn is not forgotten.", "coup", "2016"),
        ("The attack on Tarn on 3 May killed six people.", "attack", "2031-05-03"),
        ("Troops entered Ost in 2029 and have been there since.", "entered", "2029"),
    ],
)
def test_the_date_beside_the_trigger(find: Find, text: str, trigger: str, edtf: str) -> None:
    assert date_of(find, text, trigger) == edtf


def test_two_events_of_one_sentence_have_their_own_dates(find: Find) -> None:
    text = "The army shelled Tarn on 3 May, and Oster visited the ruins on 9 May."
    assert (date_of(find, text, "shelled"), date_of(find, text, "visited")) == ("2031-05-03", "2031-05-09")


def test_what_is_planned_lies_ahead(find: Find) -> None:
    text = "The ministers will meet in Tarn on Saturday."
    assert date_of(find, text, "meet", planned=True) == "2031-06-14"
    assert date_of(find, text, "meet", planned=False) == "2031-06-07"


@pytest.mark.parametrize("text", ["The army shelled Tarn.", "Ost is used to war.", "met"])
def test_no_words_no_date(find: Find, text: str) -> None:
    assert date_of(find, text, text.split()[-1].rstrip(".")) is None


def test_the_date_of_the_page_is_no_candidate(find: Find) -> None:
    text = "2031-06-12\nVelmark has shelled Tarn for years.\n"
    calendar, at = Calendar(text, DAY), find(text, "shelled")
    assert candidates(calendar, at, [at], False) == []


def test_an_unknown_year_stays_unknown(find: Find) -> None:
    assert date_of(find, "They met in Tarn on 11 May.", "met", published=None) == "XXXX-05-11"


def test_the_encoder_decides_between_candidates(find: Find) -> None:
    text = "The army shelled Tarn on 3 May or on 9 May."
    calendar, at = Calendar(text, DAY), find(text, "shelled")
    for day in ("3 May", "9 May"):
        wanted = find(text, day)

        def score(s: Span, wanted: Span = wanted) -> float:
            return 8.0 if s.start < wanted.end and wanted.start < s.end else -8.0

        found = event_date(calendar, at, [Span(0, len(text))], False, score)
        assert found is not None
        assert found.spans[0].of(text).startswith(day)


def test_the_words_and_a_probability_come_with_the_date(find: Find) -> None:
    text = "They met on Monday."
    found = event_date(Calendar(text, DAY), find(text, "met"), [Span(0, 18)], False)
    assert found is not None
    assert [s.of(text) for s in found.spans] == ["on Monday"]
    assert 0.5 <= found.confidence <= 1
    assert found.features["same"] == 1
