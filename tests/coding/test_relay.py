"""Through whom a statement comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.coding.relay import nested, relays
from onrecord.model import Attribution, Span

Marking = Callable[[str, str, str, str], Attribution]


def via(text: str, a: Attribution, who: str = "Ana Oster", outlet: str | None = None) -> tuple[str, ...]:
    return relays(text, [a], [[who]], outlet)[0].names


@pytest.mark.parametrize(
    ("text", "cue", "content", "names"),
    [
        ("Oster told the BBC the road was shut.", "told the BBC", "the road was shut", ("BBC",)),
        ("“It is shut,” Oster said, according to Reuters.", "said", "It is shut", ("Reuters",)),
        ("“It is shut,” Oster was quoted by Interfax as saying.", "was quoted by Interfax as saying",
         "It is shut", ("Interfax",)),
        ("Oster said it was shut, Eastline Turk reported.", "said", "it was shut", ("Eastline Turk",)),
        ("Oster said it was shut in comments to Reuters.", "said", "it was shut", ("Reuters",)),
        ("Marr quoted Oster as saying it was shut.", "as saying", "it was shut", ("Marr",)),
    ],
)  # fmt: skip
def test_named_relay(marked: Marking, text: str, cue: str, content: str, names: tuple[str, ...]) -> None:
    assert via(text, marked(text, "Oster", cue, content)) == names


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Oster wrote on Telegram that it was shut.", "wrote on Telegram that", "it was shut"),
        ("Oster said in a statement on the ministry's website that it was shut.", "said", "it was shut"),
        ("Oster told reporters it was shut.", "told reporters", "it was shut"),
        ("Oster said the BBC reported nonsense.", "said", "the BBC reported nonsense"),
    ],
)
def test_own_channels_and_contents_are_no_relay(marked: Marking, text: str, cue: str, content: str) -> None:
    assert via(text, marked(text, "Oster", cue, content)) == ()


def test_what_the_article_was_told_itself(marked: Marking) -> None:
    text = "Oster told The Harbour Times it was shut."
    given = marked(text, "Oster", "told The Harbour Times", "it was shut")
    assert via(text, given) == ("The Harbour Times",)
    assert via(text, given, outlet="The Harbour Times") == ()


def test_outlet_that_speaks_is_not_its_own_relay(marked: Marking) -> None:
    text = "Reuters reported that the road was shut."
    assert via(text, marked(text, "Reuters", "reported that", "the road was shut"), "Reuters") == ()


def test_relay_stays_with_the_nearest_speaker_and_goes_on_once(marked: Marking) -> None:
    text = "Oster told Reuters it was shut. “Go round,” she said. Marr said it was open."
    given = [
        marked(text, "Oster", "told Reuters", "it was shut"),
        marked(text, "she", "said", "Go round"),
        marked(text, "Marr", "said", "it was open"),
    ]
    found = relays(text, given, [["Ana Oster"], ["Ana Oster"], ["Dov Marr"]], None)
    assert [f.names for f in found] == [("Reuters",), ("Reuters",), ()]
    assert [s.of(text) for s in found[1].spans] == ["told Reuters"]


def test_announced_in_a_sentence_of_its_own(marked: Marking) -> None:
    text = "Oster gave an interview to Reuters in Sern. “It is shut,” she said."
    assert via(text, marked(text, "she", "said", "It is shut")) == ("Reuters",)


def test_inner_act_comes_through_the_outer_speaker(marked: Marking) -> None:
    text = "Reuters reported that Oster said Velmark had rejected the plan."
    given = [
        marked(text, "Reuters", "reported that", "Oster said Velmark had rejected the plan"),
        marked(text, "Oster", "said", "Velmark had rejected the plan"),
        marked(text, "Velmark", "had rejected", "the plan"),
    ]
    assert nested(given) == [None, 0, 1]
    found = relays(text, given, [["Reuters"], ["Ana Oster"], ["XAA"]], None)
    assert [f.names for f in found] == [(), ("Reuters",), ("Ana Oster", "Reuters")]
    assert [s.of(text) for s in found[2].spans] == ["Oster"]


def test_own_words_and_mentioned_plans_are_no_inner_acts(marked: Marking) -> None:
    text = "Oster said she had refused, and she praised Velmark's proposal to open the road."
    given = [
        marked(text, "Oster", "said", "she had refused, and she praised Velmark's proposal to open the road"),
        marked(text, "she", "had refused", "and she praised Velmark's proposal to open the road"),
        marked(text, "Velmark", "proposal to", "open the road"),
    ]
    found = relays(text, given, [["Ana Oster"], ["Ana Oster"], ["XAA"]], None)
    assert [f.names for f in found] == [(), (), ()]


def test_teller_without_an_attribution_of_its_own(marked: Marking) -> None:
    text = "Oster said Velmark had rejected the plan. EU sources say Norvania tried to stall."
    first = marked(text, "Velmark", "had rejected", "the plan")
    second = marked(text, "Norvania", "tried", "to stall")
    found = relays(text, [first, second], [["XAA"], ["XAB"]], None)
    assert [f.names for f in found] == [("Oster",), ("anon: EU sources",)]


def test_outer_pronoun_gives_its_speaker(marked: Marking) -> None:
    text = "Oster was in Sern. He said Velmark had rejected the plan."
    given = [
        marked(text, "He", "said", "Velmark had rejected the plan"),
        marked(text, "Velmark", "had rejected", "the plan"),
    ]
    found = relays(text, given, [["Dov Oster"], ["XAA"]], None)
    assert [f.names for f in found] == [(), ("Dov Oster",)]


def test_own_outlet_relays_nothing(marked: Marking) -> None:
    text = "The Harbour Times said Velmark had rejected the plan."
    given = [
        marked(text, "The Harbour Times", "said", "Velmark had rejected the plan"),
        marked(text, "Velmark", "had rejected", "the plan"),
    ]
    found = relays(text, given, [["The Harbour Times"], ["XAA"]], "The Harbour Times")
    assert [f.names for f in found] == [(), ()]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("A league report citing two local officials said the road was shut.", "said"),
        ("A league report citing two local officials said it, and the road was shut.",
         "citing two local officials said it, and"),
    ],
)  # fmt: skip
def test_cited_people_are_the_way(marked: Marking, text: str, cue: str) -> None:
    given = marked(text, "A league report", cue, "the road was shut")
    assert via(text, given, "The League") == ("anon: two local officials",)


def test_pronoun_that_nobody_could_name_goes_on(marked: Marking) -> None:
    text = "Oster told Reuters it was shut. “Go round,” she said."
    given = [marked(text, "Oster", "told Reuters", "it was shut"), marked(text, "she", "said", "Go round")]
    found = relays(text, given, [["Ana Oster"], []], None)
    assert [f.names for f in found] == [("Reuters",), ("Reuters",)]


def test_outlet_that_reports_the_whole_sentence(marked: Marking) -> None:
    text = "Oster said it was shut and would stay so, Eastline News reported."
    given = [
        marked(text, "Oster", "said", "it was shut"),
        marked(text, "Eastline News", "reported", "would stay so"),
    ]
    found = relays(text, given, [["Ana Oster"], ["XAB"]], None)
    assert [f.names for f in found] == [("Eastline News",), ()]


def test_nothing_given() -> None:
    assert relays("Nothing.", [], [], None) == []
    alone = Attribution((), (), (Span(0, 7),))
    assert relays("Nothing.", [alone], [[]], None)[0].names == ()
