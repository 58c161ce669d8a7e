"""Who may fill a trigger's arguments: the phrases near it, whom they mean, and what speaks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.base import Base
from onrecord.actors.context import Kind
from onrecord.coding.arguments import (
    WORTH,
    Filler,
    Fillers,
    Phrase,
    Ranked,
    instead,
    logit,
    phrases_near,
    ranked,
    weighable,
    worth_asking,
)
from onrecord.coding.carriers import Carried, Carriers
from onrecord.coding.regression import Regression
from onrecord.coding.surroundings import Surroundings
from onrecord.encoder.triggers import Trigger
from onrecord.model import Directness, Evidence, Mention, MentionKind, Span, Statement, ZoneKind
from onrecord.reading.speakers import cast_speakers

MakeTrigger = Callable[..., Trigger]
PLEDGED = {"pledged": 0.9}
PARTY = Regression({"bias": 0.0, "party": 2.0}, 0.5)


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def names(text: str, *given: str, kind: MentionKind = MentionKind.PLACE) -> list[Mention]:
    return sorted((Mention(at(text, w), kind, 0.9) for w in given), key=lambda m: m.span)


def statement(
    text: str, quote: str, cue: str = "said", speakers: Sequence[str] = ("Vera Marenko",)
) -> Statement:
    return Statement(
        id=quote[:12], document_id="d", quote=(Evidence.at(text, at(text, quote)),),
        cue=(Evidence.at(text, at(text, cue)),), speaker_text=(), speakers=tuple(speakers),
        speaker_mentions=(), directness=Directness.INDIRECT, zone=ZoneKind.BODY, affiliation="XAA",
        act="commit", confidence={"speaker": 0.8},
    )  # fmt: skip


def fillers(
    text: str,
    t: Trigger,
    base: Base,
    mentions: Sequence[Mention],
    carried: Carried | None = None,
    arguments: Sequence[str] = ("party", "beneficiary"),
) -> list[Filler]:
    near = phrases_near(text, [t], mentions)
    asked = worth_asking([t], near)
    casting = cast_speakers(text, [], mentions, None, asked)
    around = Surroundings(text, casting, base, "2031-05-04")
    made = Fillers(text, around, dict(zip(asked, casting.phrases, strict=True)))
    return made.of(t, near[0], carried, arguments)


def forms(found: Sequence[Filler]) -> set[tuple[str, str]]:
    return {(f.form, f.stands_for) for f in found}


class TestPhrasesNear:
    TEXT = "The envoy waited. Varnia promised its rebels 300 troops. They left for Orlin."

    def near(self, make: MakeTrigger, word: str, evidence: str) -> list[tuple[str, str]]:
        t = make(self.TEXT, word, PLEDGED, evidence=evidence)
        (found,) = phrases_near(self.TEXT, [t], names(self.TEXT, "Varnia", "Orlin"))
        return [(p.span.of(self.TEXT), p.how) for p in found]

    def test_names_descriptions_and_pronouns_of_the_sentence(self, trigger_of: MakeTrigger) -> None:
        found = self.near(trigger_of, "promised", "promised its rebels")
        assert ("Varnia", "name") in found
        assert any("rebels" in words for words, _ in found)
        assert not {"They", "Orlin", "The envoy"} & {words for words, _ in found}

    def test_evidence_that_goes_on_brings_its_sentences(self, trigger_of: MakeTrigger) -> None:
        found = self.near(trigger_of, "promised", "promised its rebels 300 troops. They left")
        assert {("They", "pronoun"), ("Orlin", "name")} <= set(found)
        assert "The envoy" not in {words for words, _ in found}

    def test_of_a_sentence_without_end_only_what_is_near(self, trigger_of: MakeTrigger) -> None:
        text = f"Varnia {'again and ' * 200}promised grain to Orlin"
        t = trigger_of(text, "promised", PLEDGED, evidence="promised")
        (found,) = phrases_near(text, [t], names(text, "Varnia", "Orlin"))
        assert [p.span.of(text) for p in found if p.how == "name"] == ["Orlin"]

    def test_an_acronym_is_no_pronoun(self, trigger_of: MakeTrigger) -> None:
        text = "The IT fund and US promised it aid."
        (found,) = phrases_near(text, [trigger_of(text, "promised", PLEDGED)], [])
        assert [p.span.of(text) for p in found if p.how == "pronoun"] == ["it"]

    def test_triggers_of_one_stretch_share_their_phrases(self, trigger_of: MakeTrigger) -> None:
        two = [trigger_of(self.TEXT, w, PLEDGED, evidence=w) for w in ("promised", "troops")]
        one, other = phrases_near(self.TEXT, two, names(self.TEXT, "Varnia", "Orlin"))
        assert one is other
        assert phrases_near(self.TEXT, [], []) == []

    def test_a_trigger_that_is_hardly_one_is_not_looked_at(self, trigger_of: MakeTrigger) -> None:
        t = replace(trigger_of(self.TEXT, "promised", PLEDGED), chance=WORTH - 0.01)
        mentions = names(self.TEXT, "Varnia", "Orlin")
        assert phrases_near(self.TEXT, [t], mentions) == [()]
        assert phrases_near(self.TEXT, [t], mentions, least=0.0) != [()]


def test_worth_asking_are_phrases_that_some_argument_of_the_kind_sees(trigger_of: MakeTrigger) -> None:
    text = "Varnia promised Orlin troops."
    near = [tuple(Phrase(at(text, w), "name") for w in ("Varnia", "Orlin"))]
    pledge = trigger_of(
        text, "promised", PLEDGED, fills={"party": {"Varnia": 2.0}, "participant": {"Orlin": 5.0}}
    )
    assert worth_asking([pledge], near) == [at(text, "Varnia")]
    meets = trigger_of(
        text, "promised", {"meeting": 0.9}, fills={"party": {"Varnia": 2.0}, "participant": {"Orlin": 5.0}}
    )
    assert worth_asking([meets], near) == [at(text, "Orlin")]
    assert worth_asking([pledge, meets], near * 2) == [at(text, "Varnia"), at(text, "Orlin")]
    assert worth_asking([trigger_of(text, "promised", PLEDGED)], near) == []


class TestFillers:
    def test_a_state_by_its_name(self, trigger_of: MakeTrigger, invented_states: Base) -> None:
        text = "Varnia promised grain to Orlin."
        t = trigger_of(text, "promised", PLEDGED, fills={"party": {"Varnia": 4.0, "Orlin": -4.0}})
        found = fillers(text, t, invented_states, names(text, "Varnia", "Orlin"))
        assert forms(found) == {("XAA", "itself"), ("XBB", "itself")}
        one, other = found
        assert one.span.of(text) == "Varnia"
        assert (one.kind, one.features["party"], one.features["party, best"]) == (Kind.STATE, 2.0, 1.0)
        assert (other.features["party"], other.features["party, best"]) == (-2.0, 0.0)
        assert (one.features["after"], other.features["after"]) == (0.0, 1.0)
        assert "after to" in other.features
        assert (one.features["subject"], other.features["subject"]) == (1.0, 0.0)

    def test_a_person_stands_for_herself_and_for_her_state(
        self, trigger_of: MakeTrigger, invented_states: Base
    ) -> None:
        text = "Varnian President Vera Marenko promised Orlin troops."
        t = trigger_of(text, "promised", PLEDGED, fills={"party": {"Varnian President Vera Marenko": 4.0}})
        mentions = names(text, "Vera Marenko", kind=MentionKind.PERSON)
        found = fillers(text, t, invented_states, mentions)
        assert {("Vera Marenko", "itself"), ("XAA", "state")} <= forms(found)
        person = next(f for f in found if f.form == "Vera Marenko")
        state = next(f for f in found if f.stands_for == "state")
        assert (person.kind, state.kind) == (Kind.PERSON, Kind.STATE)
        assert (person.features["has state"], state.features["as state"]) == (1.0, 1.0)

    def test_a_state_that_qualifies_a_phrase_may_act(
        self, trigger_of: MakeTrigger, invented_states: Base
    ) -> None:
        text = "Varnian troops bombed the harbour."
        t = trigger_of(text, "bombed", {"attack": 0.9}, fills={"participant": {"Varnian troops": 4.0}})
        found = fillers(text, t, invented_states, [], arguments=("participant",))
        assert "XAA" in {f.form for f in found}
        assert not any("state within, tied" in f.features for f in found)
        text = "Varnian-backed rebels bombed the harbour."
        t = trigger_of(text, "bombed", {"attack": 0.9}, fills={"participant": {"Varnian-backed rebels": 4.0}})
        found = fillers(text, t, invented_states, [], arguments=("participant",))
        within = [f for f in found if f.stands_for == "within"]
        assert [(f.form, f.span.of(text)) for f in within] == [("XAA", "Varnian")]
        assert within[0].features["tied backed"] == 1.0
        assert any(f.form.startswith("group:") for f in found)

    def test_the_first_person_is_the_carrying_statement_s_speaker(
        self, trigger_of: MakeTrigger, invented_states: Base
    ) -> None:
        text = "“We will send troops,” Vera Marenko said."
        t = trigger_of(text, "send", PLEDGED, fills={"party": {"We": 4.0}})
        carried = Carriers([statement(text, "We will send troops,")]).of(t)
        assert carried is not None
        found = fillers(text, t, invented_states, [], carried)
        first = [f for f in found if f.features.get("first person")]
        assert {(f.form, f.stands_for) for f in first} == {("Vera Marenko", "itself"), ("XAA", "state")}
        assert {f.span.of(text) for f in first} == {"We"}
        assert all(f.sure == 0.8 for f in first)

    def test_without_a_statement_we_is_nobody_s(self, trigger_of: MakeTrigger, invented_states: Base) -> None:
        text = "We will send troops."
        t = trigger_of(text, "send", PLEDGED, fills={"party": {"We": 4.0}})
        assert fillers(text, t, invented_states, []) == []

    def test_who_says_it_may_be_who_does_it(self, trigger_of: MakeTrigger, invented_states: Base) -> None:
        text = "Vera Marenko promised that troops would go."
        t = trigger_of(text, "promised", PLEDGED)
        carried = Carriers([statement(text, "troops would go", cue="promised that")]).of(t)
        assert carried is not None
        assert carried.by_cue
        found = fillers(text, t, invented_states, [], carried)
        assert forms(found) == {("Vera Marenko", "itself"), ("XAA", "state")}
        assert all(f.features["speaker"] == f.features["speaker, by cue"] == 1.0 for f in found)

    def test_what_no_argument_sees_fills_none(self, trigger_of: MakeTrigger, invented_states: Base) -> None:
        text = "Varnia promised Orlin troops."
        t = trigger_of(text, "promised", PLEDGED)
        assert fillers(text, t, invented_states, names(text, "Varnia", "Orlin")) == []


FIRST = Span(0, 6)


def filler(form: str, span: Span = FIRST, stands_for: str = "itself", **features: float) -> Filler:
    return Filler(form, span, Kind.STATE, stands_for, 0.9, features)


class TestRanked:
    def test_the_likeliest_first_and_each_form_once(self) -> None:
        few = [
            filler("XAA", party=1.0),
            filler("XBB", Span(9, 12), party=2.0),
            filler("XAA", Span(20, 26), party=3.0),
        ]
        found = ranked(few, PARTY, {})
        assert [(r.filler.form, r.filler.span) for r in found] == [
            ("XAA", Span(20, 26)),
            ("XBB", Span(9, 12)),
        ]
        assert [r.chance for r in found] == sorted((r.chance for r in found), reverse=True)
        assert ranked([], PARTY, {}) == ()

    @given(
        st.permutations(
            [
                filler(f, Span(i, i + 3), party=i % 3)
                for i, f in enumerate(("XAA", "XBB", "XCC", "XAA", "XDD"))
            ]
        )
    )
    def test_the_order_of_fillers_does_not_matter(self, found: list[Filler]) -> None:
        forms_ = [r.filler.form for r in ranked(found, PARTY, {})]
        assert forms_ == [r.filler.form for r in ranked(sorted(found, key=lambda f: f.span), PARTY, {})]
        assert sorted(forms_) == ["XAA", "XBB", "XCC", "XDD"]

    def test_two_readings_of_one_phrase_exclude_each_other(self) -> None:
        person, state = (Ranked(0.9, filler("a", Span(0, 9), s)) for s in ("itself", "state"))
        elsewhere = Ranked(0.9, filler("b", Span(20, 29), "state"))
        listed = Ranked(0.9, filler("c", Span(0, 9), "itself"))
        assert instead(person, state)
        assert instead(state, person)
        assert not instead(person, elsewhere)
        assert not instead(person, listed), "one phrase that means two states names both"

    def test_features_of_filler_and_record_count_together(self) -> None:
        out = weighable(
            replace(filler("XAA"), features={"as state": 1.0, "far": 2.0}),
            {"event call": 0.8, "event visit": 0.05},
        )
        assert out["as state, event call"] == 0.8
        assert out["event call"] == 0.8
        assert "as state, event visit" not in out
        assert not any(name.startswith("far,") for name in out)


@given(st.floats(0, 1))
def test_log_odds_are_held(p: float) -> None:
    assert -4 <= logit(p) <= 4
    assert logit(1 - p) == pytest.approx(-logit(p), abs=1e-6)


class TestCarriedBy:
    TEXT = "Orlin said that Vera Marenko said she would send troops. Nobody answered."

    def test_the_shortest_content_that_holds_it(self, trigger_of: MakeTrigger) -> None:
        outer = statement(self.TEXT, "Vera Marenko said she would send troops", speakers=("XBB",))
        inner = statement(self.TEXT, "she would send troops")
        t = trigger_of(self.TEXT, "send", PLEDGED)
        for given_ in ([outer, inner], [inner, outer]):
            assert Carriers(given_).of(t) == Carried(inner, by_cue=False)

    def test_else_the_cue_that_meets_it(self, trigger_of: MakeTrigger) -> None:
        one = replace(
            statement(self.TEXT, "she would send troops"),
            cue=(Evidence.at(self.TEXT, at(self.TEXT, "said she")),),
        )
        t = trigger_of(self.TEXT, "said she", PLEDGED)
        assert Carriers([one]).of(t) == Carried(one, by_cue=True)

    def test_plain_narration_is_carried_by_none(self, trigger_of: MakeTrigger) -> None:
        t = trigger_of(self.TEXT, "answered", PLEDGED)
        assert Carriers([statement(self.TEXT, "she would send troops")]).of(t) is None
        assert Carriers([]).of(t) is None
