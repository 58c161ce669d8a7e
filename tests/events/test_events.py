"""Which drafts become events, and with which fields; triggers and weights are made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.base import Base
from onrecord.actors.context import Kind
from onrecord.coding.arguments import Filler, Fillers
from onrecord.coding.regression import Regression
from onrecord.coding.surroundings import Surroundings
from onrecord.encoder.triggers import Trigger
from onrecord.events.calendar import Calendar
from onrecord.events.drafts import EventDraft, drafts
from onrecord.events.events import Article, events
from onrecord.events.place import Places
from onrecord.events.reported_by import Told
from onrecord.events.weighing import Weights, taken
from onrecord.model import Document, Event, EventKind, Evidence, Span, ZoneKind
from onrecord.reading.speakers import cast_speakers

MakeTrigger = Callable[..., Trigger]
MakeArticle = Callable[..., Document]
BY_HAND = Weights(
    participant=Regression({"bias": 0.0, "participant": 2.0}, 0.5),
    record=Regression({"bias": 0.0, "trigger": 1.0}, 0.5),
)
TEXT = "Orlin and Varnia held talks in Tarn on Friday, Thessia reported. The talks drew 300 people."


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def filler(words: str, form: str, participant: float = 2.0, stands_for: str = "itself") -> Filler:
    return Filler(form, at(TEXT, words), Kind.STATE, stands_for, 0.9, {"participant": participant})


def draft(t: Trigger, fillers: Sequence[Filler], kinds: dict[str, float] | None = None) -> EventDraft:
    return EventDraft(
        trigger=t,
        zone=ZoneKind.BODY,
        carried=None,
        kinds=kinds or {"talks": 0.8, "meeting": 0.1},
        fillers=tuple(fillers),
        rival=-4.0,
    )


BOTH = [filler("Varnia", "XAA"), filler("Orlin", "XBB", 1.0)]


@pytest.fixture
def trigger(trigger_of: MakeTrigger) -> Trigger:
    return trigger_of(TEXT, "talks", {"talks": 0.9}, evidence="Orlin and Varnia held talks in Tarn on Friday")


@pytest.fixture(scope="module")
def article(article_of: MakeArticle, invented_states: Base) -> Article:
    around = Surroundings(TEXT, cast_speakers(TEXT, [], [], None), invented_states, "2031-05-04")
    told = Told(
        (at(TEXT, "Orlin and Varnia held talks in Tarn on Friday"),), ("XCC",), (at(TEXT, "Thessia"),)
    )
    return Article(
        article_of(TEXT), around, Calendar(TEXT, "2031-05-04"), Places(TEXT, [], invented_states), (told,)
    )


def forms(d: EventDraft) -> list[str]:
    return [r.filler.form for r in taken(d, BY_HAND).participants]


def evidence(e: Event) -> list[Evidence]:
    spans = e.quote + e.participant_text + e.place_text + e.date_text + e.reported_by_text
    return [e.trigger, *spans, *(q.text for q in e.quantities)]


class TestWeighing:
    def test_participants_are_those_likely_enough_in_the_text_s_order(self, trigger: Trigger) -> None:
        assert forms(draft(trigger, [*BOTH, filler("Thessia", "XCC", -1.0)])) == ["XBB", "XAA"]

    def test_nobody_is_taken_where_nobody_is_likely(self, trigger: Trigger) -> None:
        assert forms(draft(trigger, [filler("Thessia", "XCC", -1.0)])) == []

    def test_of_one_phrase_only_the_likeliest_reading(self, trigger: Trigger) -> None:
        person, state = filler("Varnia", "Vera Marenko", 3.0), filler("Varnia", "XAA", 2.0, "state")
        assert forms(draft(trigger, [state, person])) == ["Vera Marenko"]


class TestEvents:
    def test_every_field_has_its_words(self, trigger: Trigger, article: Article) -> None:
        (e,) = events(article, [draft(trigger, BOTH)], BY_HAND)
        assert (e.kind, e.participants) == ("talks", ("XBB", "XAA"))
        assert [x.exact for x in e.participant_text] == ["Orlin", "Varnia"]
        assert (e.trigger.exact, e.reported_by) == ("talks", ("XCC",))
        assert [x.exact for x in e.reported_by_text] == ["Thessia"]
        assert all(x.holds(TEXT) for x in evidence(e))
        assert {"record", "kind", "participants", "status", "reported_by"} <= set(e.confidence)
        assert ("date" in e.confidence) == (e.date is not None) == bool(e.date_text)
        assert ("place" in e.confidence) == (e.place is not None) == bool(e.place_text)

    @pytest.mark.parametrize("kind", [k.value for k in EventKind])
    def test_the_likeliest_kind(self, kind: str, trigger: Trigger, article: Article) -> None:
        (e,) = events(article, [draft(trigger, BOTH, {"other": 0.2, kind: 0.7})], BY_HAND)
        assert e.kind == kind

    def test_what_is_unlikely_is_left_out(self, trigger_of: MakeTrigger, article: Article) -> None:
        for chance, count in ((0.45, 0), (0.55, 1)):
            t = trigger_of(TEXT, "talks", {"talks": 0.9}, chance=chance)
            assert len(events(article, [draft(t, BOTH)], BY_HAND)) == count

    def test_the_same_words_twice_are_one_event(
        self, trigger: Trigger, trigger_of: MakeTrigger, article: Article
    ) -> None:
        again = trigger_of(TEXT, "held", {"talks": 0.9}, chance=0.7)
        (e,) = events(article, [draft(again, BOTH), draft(trigger, BOTH)], BY_HAND)
        assert e.trigger.exact == "talks"
        another = [draft(trigger, BOTH), draft(again, BOTH, {"visit": 0.9})]
        assert [e.kind for e in events(article, another, BY_HAND)] == ["visit", "talks"]
        some_of_them = [draft(trigger, BOTH), draft(again, BOTH[:1])]
        assert [e.participants for e in events(article, some_of_them, BY_HAND)] == [("XBB", "XAA")]
        of_others = [draft(trigger, BOTH), draft(again, [filler("Thessia", "XCC")])]
        assert len(events(article, of_others, BY_HAND)) == 2
        apart = trigger_of(TEXT, "drew", {"talks": 0.9}, evidence="The talks drew 300 people")
        assert len(events(article, [draft(trigger, BOTH), draft(apart, BOTH)], BY_HAND)) == 2

    def test_ids_stay_and_differ(self, trigger: Trigger, trigger_of: MakeTrigger, article: Article) -> None:
        apart = trigger_of(TEXT, "drew", {"protest": 0.9}, evidence="The talks drew 300 people")
        drafted = [draft(trigger, BOTH), draft(apart, [], {"protest": 0.9})]
        first, second = ([e.id for e in events(article, drafted, BY_HAND)] for _ in range(2))
        assert first == second
        assert len(set(first)) == 2
        elsewhere = replace(article, document=replace(article.document, id="e"))
        assert {e.id for e in events(elsewhere, drafted, BY_HAND)}.isdisjoint(first)

    @given(st.floats(0.02, 0.98), st.floats(-3, 3), st.floats(0.01, 1), st.floats(-9, 9))
    def test_no_confidence_is_above_the_record_s(
        self,
        trigger_of: MakeTrigger,
        article: Article,
        chance: float,
        odds: float,
        kind: float,
        planned: float,
    ) -> None:
        t = trigger_of(TEXT, "talks", {"talks": 0.9}, chance=chance, planned=planned)
        d = draft(t, [filler("Varnia", "XAA", odds), filler("Orlin", "XBB", -odds)], {"talks": kind})
        (e,) = events(article, [d], replace(BY_HAND, record=Regression({"bias": 0.0, "trigger": 1.0}, 0.0)))
        assert all(0 <= sure <= e.confidence["record"] <= 1 for sure in e.confidence.values())
        assert all(x.holds(TEXT) for x in evidence(e))
        assert len(e.participants) == len(e.participant_text)


def test_nothing_is_drafted_in_the_credit_zone_nor_of_commitments(
    trigger_of: MakeTrigger, article_of: MakeArticle, invented_states: Base
) -> None:
    document = article_of(TEXT, credit="By Tom Vale, who held the pen")
    text = document.text
    word = trigger_of(text, "talks", {"talks": 0.9})
    by_author = trigger_of(text, "held the pen", {"other": 0.9})
    pledge = trigger_of(text, "drew", {"pledged": 0.9})
    around = Surroundings(text, cast_speakers(text, [], [], None), invented_states, None)
    found = drafts(document, [word, pledge, by_author], [(), (), ()], Fillers(text, around, {}), ())
    assert [d.trigger for d in found] == [word]
    (d,) = found
    assert max(d.kinds, key=lambda k: d.kinds[k]) == "talks"
    assert sum(d.kinds.values()) == pytest.approx(1, abs=1e-3)
