"""The day a statement was said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from onrecord.coding.said_on import SaidOn, day_of, said_on
from onrecord.model import Attribution, Document, Span, Zone, ZoneKind

Marking = Callable[[str, str, str, str], Attribution]
DAY = "2031-06-12"  # a Thursday


def one(text: str, a: Attribution, who: str = "Ana Oster", published: str | None = DAY) -> SaidOn | None:
    return said_on(text, [a], [[who]], published)[0]


@pytest.mark.parametrize(
    ("text", "cue", "content", "edtf", "words"),
    [
        ("On Tuesday Oster said the plan was dead.", "said", "the plan was dead", "2031-06-10", "On Tuesday"),
        ("Oster said on Tuesday that the plan was dead.", "said on Tuesday that", "the plan was dead",
         "2031-06-10", "on Tuesday"),
        ("Oster on Monday rejected the plan.", "rejected", "the plan", "2031-06-09", "on Monday"),
        ("“It is dead,” Oster told reporters in Sern last week.", "told reporters", "It is dead", "2031-06",
         "last week"),
        ("In March, Oster warned of a long war.", "warned of", "a long war", "2031-03", "In March"),
    ],
)  # fmt: skip
def test_words_beside_the_cue(
    marked: Marking, text: str, cue: str, content: str, edtf: str, words: str
) -> None:
    found = one(text, marked(text, "Oster", cue, content))
    assert found is not None
    assert (found.edtf, found.spans[0].of(text)) == (edtf, words)


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Oster said the attack on Monday was a crime.", "said", "the attack on Monday was a crime"),
        ("Oster, who met Marr in Sern on Monday for many hours, says no.", "says", "no"),
        ("Oster says the talks go on.", "says", "the talks go on"),
    ],
)
def test_days_of_other_things_are_not_taken(marked: Marking, text: str, cue: str, content: str) -> None:
    assert one(text, marked(text, "Oster", cue, content)) is None


@pytest.mark.parametrize(
    "plan",
    [
        "Oster and Marr agreed to meet again in Sern, the old capital, on 20 July.",
        "Oster and Marr agreed to meet again in Sern, the old capital, on Friday.",
        "Oster and Marr said no more than that they will meet in Sern on 3 September.",
    ],
)
def test_plans_ahead_date_no_speech(marked: Marking, plan: str) -> None:
    text = f"The plan is old. Oster said it was dead. {plan}"
    cue = "agreed" if "agreed" in plan else "said no more"
    content = "to meet again in Sern" if "agreed" in plan else "they will meet in Sern"
    given = [marked(text, "Oster", "said", "it was dead"), marked(text, "Oster and Marr", cue, content)]
    assert said_on(text, given, [["Ana Oster"], ["Ana Oster", "Dov Marr"]], DAY) == [None, None]


def test_the_same_speaker_goes_on_and_another_does_not(marked: Marking) -> None:
    text = "Today is long. Oster said on Monday it was over. “Go home,” she said. Marr said it was not."
    given = [
        marked(text, "Oster", "said", "it was over"),
        marked(text, "she", "said", "Go home"),
        marked(text, "Marr", "said", "it was not"),
    ]
    found = said_on(text, given, [["Ana Oster"], ["Ana Oster"], ["XAA"]], DAY)
    assert [f.edtf if f else None for f in found] == ["2031-06-09", "2031-06-09", None]
    assert found[1] is not None
    assert (found[1].basis, found[1].spans[0].of(text)) == ("carried", "on Monday")


def test_repeated_and_standing_sayings_are_not_carried(marked: Marking) -> None:
    text = "Oster said on Monday it was over. Oster has repeatedly said it is lost. Oster says he lies."
    given = [
        marked(text, "Oster", "said", "it was over"),
        marked(text, "Oster", "has repeatedly said", "it is lost"),
        marked(text, "Oster", "says", "he lies"),
    ]
    found = said_on(text, given, [["Ana Oster"]] * 3, DAY)
    assert [f is not None for f in found] == [True, False, False]


def test_caption_dates_a_page_without_a_date(marked: Marking) -> None:
    text = "Crowds in Sern, Friday, May 9, 2031.\nOster said on Thursday that the bridge was shut."
    found = one(text, marked(text, "Oster", "said on Thursday that", "the bridge was shut"), published=None)
    assert found is not None
    assert found.edtf == "2031-05-08"


def test_first_sentence_of_a_report_of_the_day(marked: Marking) -> None:
    lead = "The Ostrian foreign minister has said that her country will leave the league."
    report = f"{lead} Markets fell on Thursday."
    given = marked(
        report, "The Ostrian foreign minister", "has said that", "her country will leave the league"
    )
    found = one(report, given)
    assert found is not None
    assert (found.edtf, found.spans) == (DAY, ())
    undated = f"{lead} Markets fell."
    assert one(undated, given) is None


def test_headline_is_not_the_lead(marked: Marking) -> None:
    head = "Tuesday is dark in Sern"
    text = f"{head}\nThe valley is without light again, and nobody knows why. It rains. “Go,” Oster said."
    given = [marked(text, "Oster", "said", "Go")]
    assert said_on(text, given, [["Ana Oster"]], DAY)[0] is not None
    zones = [Zone(ZoneKind.HEADLINE, Span(0, len(head)))]
    assert said_on(text, given, [["Ana Oster"]], DAY, zones) == [None]


def test_day_of_a_document() -> None:
    base = Document(
        id="1", digest="d", name="talks.txt", media_type="text/plain", source_text="a", text="a", pieces=(),
        zones=(), furniture=(), title=None, outlet=None, byline=None, published=None, language="en", url=None,
        path=None,
    )  # fmt: skip
    assert day_of(base) is None
    assert day_of(replace(base, name="eastline_2031-06-12_talks.txt")) == DAY
    assert day_of(replace(base, url="https://eastline.example/2031/06/12/talks")) == DAY
    assert day_of(replace(base, url="https://eastline.example/2031/13/45/talks")) is None
    assert day_of(replace(base, published="2030", name="2031-06-12.txt")) == "2030"


def test_no_attributions(marked: Marking) -> None:
    empty: Sequence[Attribution] = []
    assert said_on("Nothing.", empty, [], DAY) == []
    assert said_on("", empty, [], None) == []
