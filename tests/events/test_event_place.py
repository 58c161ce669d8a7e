"""Where an event was: in the text's own words, or nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from onrecord.actors.base import shipped
from onrecord.events.calendar import Calendar
from onrecord.events.place import Places, candidates, event_place
from onrecord.model import Mention, MentionKind, Span

Find = Callable[[str, str], Span]


def names(find: Find, text: str, marked: Sequence[str]) -> list[str]:
    mentions = [Mention(find(text, m), MentionKind.PLACE, 1.0) for m in marked]
    return [s.of(text) for s in Places(text, mentions, shipped()).spans]


@pytest.mark.parametrize(
    ("text", "marked", "found"),
    [
        ("Bombs fell in southern Tarn.", ["Tarn"], ["southern Tarn"]),
        ("He was held at Tarn airport.", ["Tarn"], ["Tarn airport"]),
        ("They met in Ost, Brenn and Tarn.", ["Ost", "Brenn", "Tarn"], ["Ost, Brenn and Tarn"]),
        ("They met in Ost, Tarn.", ["Ost", "Tarn"], ["Ost", "Tarn"]),
        ("A rally in Ost, N.V., drew many.", ["Ost"], ["Ost, N.V."]),
        ("They met in the port of Tarn.", ["port", "Tarn"], ["Tarn"]),
        ("They met near Brennhold yesterday.", [], ["Brennhold"]),
        ("French troops left on Monday.", ["French"], []),
        ("Ost-backed rebels fled.", ["Ost"], []),
        ("They came to France by sea.", [], ["France"]),
    ],
)
def test_places_with_the_words_that_belong_to_them(
    find: Find, text: str, marked: Sequence[str], found: list[str]
) -> None:
    assert names(find, text, marked) == found


def place_of(
    find: Find, text: str, trigger: str, marked: Sequence[str], kind: str | None = None
) -> str | None:
    places = Places(text, [Mention(find(text, m), MentionKind.PLACE, 1.0) for m in marked], shipped())
    calendar, at = Calendar(text, "2031-06-12"), find(text, trigger)
    found = event_place(calendar, at, [calendar.sentences[calendar.sentence(at.start)]], places, kind)
    return found.name if found else None


@pytest.mark.parametrize(
    ("text", "trigger", "marked", "kind", "name"),
    [
        ("The generals met in Tarn on Monday.", "met", ["Tarn"], "meeting", "Tarn"),
        ("Shells hit several towns in southern Brenn.", "hit", ["Brenn"], "attack", "southern Brenn"),
        ("Police arrested her at Tarn airport.", "arrested", ["Tarn"], "arrest", "Tarn airport"),
        ("Protesters rallied in Kiev.", "rallied", ["Kiev"], "protest", "Kyiv"),
    ],
)
def test_the_place_beside_the_trigger(
    find: Find, text: str, trigger: str, marked: Sequence[str], kind: str, name: str
) -> None:
    assert place_of(find, text, trigger, marked, kind) == name


def test_no_place_named_none_given(find: Find) -> None:
    assert place_of(find, "Oster and Halvar spoke by phone.", "spoke", []) is None


def test_the_encoder_counts(find: Find) -> None:
    text = "The army attacked between Ost in Brenn near Tarn."
    marked = ("Ost", "Brenn", "Tarn")
    places = Places(text, [Mention(find(text, m), MentionKind.PLACE, 1.0) for m in marked], shipped())
    calendar, at = Calendar(text, None), find(text, "attacked")
    for name in marked:
        scores = dict.fromkeys([find(text, m) for m in marked], -9.0) | {find(text, name): 9.0}
        found = event_place(calendar, at, [Span(0, len(text))], places, "attack", scores.__getitem__)
        assert found is not None
        assert found.name == name


def test_candidates_are_in_the_text(find: Find) -> None:
    text = "Tarn was quiet. The army shelled Ost. Brenn was next."
    marked = [Mention(find(text, m), MentionKind.PLACE, 1.0) for m in ("Tarn", "Ost", "Brenn")]
    found = candidates(Calendar(text, None), find(text, "shelled"), [], Places(text, marked, shipped()))
    assert [c.name for c in found] == ["Tarn", "Ost", "Brenn"]
