"""Which drafts become commitments, and with which fields; triggers and weights are made by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.base import Base
from onrecord.actors.context import Kind
from onrecord.codebook.packs import shipped as codebook
from onrecord.coding.arguments import Filler, Fillers
from onrecord.coding.carriers import Carried
from onrecord.coding.regression import Regression
from onrecord.coding.surroundings import Surroundings
from onrecord.commitments.commitments import SETTLED_LEAST, Article, commitments, overlap
from onrecord.commitments.drafts import CommitmentDraft, drafts
from onrecord.commitments.status import Statuses, features
from onrecord.commitments.weighing import Weights, taken
from onrecord.commitments.wording import said
from onrecord.encoder.labels import STATUSES
from onrecord.encoder.triggers import Trigger
from onrecord.events.calendar import Calendar
from onrecord.model import (
    Commitment,
    CommitmentStatus,
    Directness,
    Document,
    Evidence,
    Span,
    Statement,
    ZoneKind,
)
from onrecord.reading.speakers import cast_speakers

MakeTrigger = Callable[..., Trigger]
MakeArticle = Callable[..., Document]
BY_HAND = Weights(
    party=Regression({"bias": 0.0, "party": 2.0}, 0.5),
    beneficiary=Regression({"bias": 0.0, "beneficiary": 2.0}, 0.6),
    status=Statuses({s: Regression({"bias": -6.0, f"heard {s}": 9.0}, 0.0) for s in STATUSES}),
    record=Regression({"bias": 0.0, "trigger": 1.0}, 0.5),
)
TEXT = "Varnia promised Orlin and Thessia 2,000 tonnes of grain by 3 June."
DONE = ("delivered", "withdrawn", "refused")


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def filler(text: str, words: str, form: str, stands_for: str = "itself", **values: float) -> Filler:
    return Filler(form, at(text, words), Kind.STATE, stands_for, 0.9, values)


def draft(
    t: Trigger,
    fillers: Sequence[Filler],
    measures: dict[str, float] | None = None,
    statuses: dict[str, float] | None = None,
    carried: Carried | None = None,
) -> CommitmentDraft:
    return CommitmentDraft(
        trigger=t,
        zone=ZoneKind.BODY,
        carried=carried,
        fillers=tuple(fillers),
        measures=measures or {"humanitarian": 0.7, "other": 0.1},
        of_status={f"heard {s}": value for s, value in (statuses or {"pledged": 0.8, "agreed": 0.1}).items()},
        happening={},
        rival=-4.0,
    )


@pytest.fixture(scope="module")
def article(article_of: MakeArticle, invented_states: Base) -> Callable[[str], Article]:
    def made(text: str) -> Article:
        around = Surroundings(text, cast_speakers(text, [], [], None), invented_states, "2031-05-04")
        return Article(article_of(text), around, (), Calendar(text, "2031-05-04").anchor)

    return made


@pytest.fixture
def trigger(trigger_of: MakeTrigger) -> Trigger:
    return trigger_of(TEXT, "promised", {"pledged": 0.9})


def parties(d: CommitmentDraft, w: Weights = BY_HAND) -> list[tuple[str, str | None]]:
    return [(t.party.filler.form, t.beneficiary.filler.form if t.beneficiary else None) for t in taken(d, w)]


def evidence(c: Commitment) -> list[Evidence]:
    spans = (
        c.quote + c.party_text + c.beneficiary_text + c.condition + c.due_text + c.legal_form_text
    ) + c.approval_text
    return [c.trigger, *spans, *(q.text for q in c.quantities)]


class TestWeighing:
    def test_the_party_is_who_scores_highest(self, trigger: Trigger) -> None:
        varnia, orlin = filler(TEXT, "Varnia", "XAA", party=2.0), filler(TEXT, "Orlin", "XBB", party=-1.0)
        assert parties(draft(trigger, [orlin, varnia])) == [("XAA", None)]

    def test_each_of_a_list_is_a_party(self, trigger: Trigger) -> None:
        both = [filler(TEXT, "Orlin", "XBB", party=2.0), filler(TEXT, "Thessia", "XCC", party=1.0)]
        assert [p for p, _ in parties(draft(trigger, both))] == ["XBB", "XCC"]

    def test_where_nobody_is_likely_the_likeliest_is_taken(self, trigger: Trigger) -> None:
        both = [filler(TEXT, "Orlin", "XBB", party=-2.0), filler(TEXT, "Thessia", "XCC", party=-1.0)]
        assert [p for p, _ in parties(draft(trigger, both))] == ["XCC"]

    def test_without_anybody_there_is_no_commitment(self, trigger: Trigger) -> None:
        assert taken(draft(trigger, []), BY_HAND) == []

    def test_a_person_or_the_state_spoken_for_but_not_both(self, trigger: Trigger) -> None:
        person = filler(TEXT, "Varnia", "Vera Marenko", party=1.0)
        state = filler(TEXT, "Varnia", "XAA", "state", party=2.0)
        assert parties(draft(trigger, [person, state])) == [("XAA", None)]
        surer = replace(person, features={"party": 3.0})
        assert parties(draft(trigger, [surer, state])) == [("Vera Marenko", None)]

    def test_a_beneficiary_is_another_actor_of_other_words(self, trigger: Trigger) -> None:
        varnia = filler(TEXT, "Varnia", "XAA", party=2.0, beneficiary=3.0)
        orlin = filler(TEXT, "Orlin", "XBB", party=-2.0, beneficiary=2.0)
        state = filler(TEXT, "Varnia", "XDD", "state", party=-2.0, beneficiary=2.5)
        assert parties(draft(trigger, [varnia, orlin, state])) == [("XAA", "XBB")]
        unlikely = replace(orlin, features={"party": -2.0, "beneficiary": -2.0})
        assert parties(draft(trigger, [varnia, unlikely])) == [("XAA", None)]

    def test_the_likeliest_measure(self, trigger: Trigger) -> None:
        d = draft(trigger, [filler(TEXT, "Varnia", "XAA", party=2.0)], {"other": 0.2, "sanctions": 0.6})
        assert [t.measure for t in taken(d, BY_HAND)] == ["sanctions"]


class TestCommitments:
    def test_every_field_has_its_words(self, trigger: Trigger, article: Callable[[str], Article]) -> None:
        varnia = filler(TEXT, "Varnia", "XAA", party=2.0)
        orlin = filler(TEXT, "Orlin", "XBB", party=-3.0, beneficiary=2.0)
        (c,) = commitments(article(TEXT), [draft(trigger, [varnia, orlin])], BY_HAND)
        assert (c.party, c.beneficiary, c.measure, c.status) == ("XAA", "XBB", "humanitarian", "pledged")
        assert [e.exact for e in c.party_text + c.beneficiary_text] == ["Varnia", "Orlin"]
        assert (c.trigger.exact, c.quote[0].exact) == ("promised", TEXT)
        assert [q.text.exact for q in c.quantities] == ["2,000 tonnes of grain"]
        assert (c.due, c.statement, c.zone) == ("2031-06-03", None, ZoneKind.BODY)
        assert all(e.holds(TEXT) for e in evidence(c))
        assert {"record", "party", "status", "measure", "beneficiary", "quantity", "due"} <= set(c.confidence)
        assert not {"condition", "legal_form", "approval"} & set(c.confidence), "what is not there has none"

    def test_what_is_unlikely_is_left_out(
        self, trigger_of: MakeTrigger, article: Callable[[str], Article]
    ) -> None:
        few = [filler(TEXT, "Varnia", "XAA", party=2.0)]
        for chance, count in ((0.45, 0), (0.55, 1)):
            t = trigger_of(TEXT, "promised", {"pledged": 0.9}, chance=chance)
            assert len(commitments(article(TEXT), [draft(t, few)], BY_HAND)) == count

    def test_words_that_settle_the_status_overrule_and_lower_the_bar(
        self, trigger_of: MakeTrigger, article: Callable[[str], Article]
    ) -> None:
        few = [filler(TEXT, "Varnia", "XAA", party=2.0)]
        t = trigger_of(TEXT, "promised", {"agreed": 0.9}, chance=(SETTLED_LEAST + 0.5) / 2)
        unsettled = draft(t, few, statuses={"agreed": 0.9})
        assert commitments(article(TEXT), [unsettled], BY_HAND) == ()
        plain = replace(unsettled, said=said(TEXT, t.span))
        (c,) = commitments(article(TEXT), [plain], BY_HAND)
        assert c.status == "pledged"
        unlikely = replace(plain, trigger=replace(t, chance=SETTLED_LEAST - 0.05))
        assert commitments(article(TEXT), [unlikely], BY_HAND) == ()

    @pytest.mark.parametrize("status", [s.value for s in CommitmentStatus])
    def test_what_is_done_is_not_due(
        self, status: str, trigger: Trigger, article: Callable[[str], Article]
    ) -> None:
        d = draft(trigger, [filler(TEXT, "Varnia", "XAA", party=2.0)], statuses={status: 0.8})
        (c,) = commitments(article(TEXT), [d], BY_HAND)
        assert c.status == status
        assert (c.due is None) == (status in DONE)
        assert ("due" in c.confidence) == (c.due is not None)

    def test_the_same_words_twice_are_one_commitment(
        self, trigger_of: MakeTrigger, article: Callable[[str], Article]
    ) -> None:
        few = [filler(TEXT, "Varnia", "XAA", party=2.0)]
        surer = trigger_of(TEXT, "promised", {"pledged": 0.9}, chance=0.9)
        again = trigger_of(TEXT, "tonnes", {"pledged": 0.9}, chance=0.7)
        (c,) = commitments(article(TEXT), [draft(again, few), draft(surer, few)], BY_HAND)
        assert c.trigger.exact == "promised"
        other = draft(again, few, {"ceasefire": 0.9})
        assert len(commitments(article(TEXT), [draft(surer, few), other], BY_HAND)) == 2
        apart = trigger_of(TEXT, "tonnes", {"pledged": 0.9}, evidence="tonnes of grain by 3 June")
        near = trigger_of(TEXT, "promised", {"pledged": 0.9}, evidence="Varnia promised Orlin")
        assert len(commitments(article(TEXT), [draft(near, few), draft(apart, few)], BY_HAND)) == 2

    def test_parties_of_one_trigger_have_ids_of_their_own_that_stay(
        self, trigger: Trigger, article: Callable[[str], Article]
    ) -> None:
        both = [filler(TEXT, "Orlin", "XBB", party=2.0), filler(TEXT, "Thessia", "XCC", party=1.0)]
        one, other = commitments(article(TEXT), [draft(trigger, both)], BY_HAND)
        assert [one.party, other.party] == ["XBB", "XCC"]
        assert one.id != other.id
        again = commitments(article(TEXT), [draft(trigger, both[::-1])], BY_HAND)
        assert [c.id for c in again] == [one.id, other.id]
        elsewhere = replace(article(TEXT), document=replace(article(TEXT).document, id="e"))
        assert {c.id for c in commitments(elsewhere, [draft(trigger, both)], BY_HAND)}.isdisjoint(
            {one.id, other.id}
        )

    def test_the_condition_of_its_own_words_or_of_the_statement_that_holds_it(
        self, trigger_of: MakeTrigger, article: Callable[[str], Article]
    ) -> None:
        text = "Varnia would send grain, she said, only if the siege ends."
        t = trigger_of(text, "send", {"pledged": 0.9}, evidence="Varnia would send grain")
        told = Statement(
            id="s", document_id="d", quote=(Evidence.at(text, at(text, "Varnia would send grain")),),
            cue=(Evidence.at(text, at(text, "said")),), speaker_text=(), speakers=("Vera Marenko",),
            speaker_mentions=(), directness=Directness.INDIRECT, zone=ZoneKind.BODY,
            condition=(Evidence.at(text, at(text, "only if the siege ends")),),
        )  # fmt: skip
        few = [filler(text, "Varnia", "XAA", party=2.0)]
        cases: list[tuple[Carried | None, list[str]]] = [
            (Carried(told, by_cue=False), ["only if the siege ends"]),
            (Carried(told, by_cue=True), []),
            (None, []),
        ]
        for carried, words in cases:
            (c,) = commitments(article(text), [draft(t, few, carried=carried)], BY_HAND)
            assert [e.exact for e in c.condition] == words
            assert c.statement == (carried and "s")
        own = trigger_of(text, "send", {"pledged": 0.9})
        (c,) = commitments(article(text), [draft(own, few)], BY_HAND)
        assert [e.exact for e in c.condition] == ["only if the siege ends"]

    @given(st.floats(0.02, 0.98), st.floats(-3, 3), st.floats(-3, 3), st.floats(0.01, 1), st.floats(0.01, 1))
    def test_no_confidence_is_above_the_record_s(
        self,
        trigger_of: MakeTrigger,
        article: Callable[[str], Article],
        chance: float,
        party: float,
        beneficiary: float,
        measure: float,
        status: float,
    ) -> None:
        t = trigger_of(TEXT, "promised", {"pledged": 0.9}, chance=chance)
        few = [
            filler(TEXT, "Varnia", "XAA", party=party),
            filler(TEXT, "Orlin", "XBB", beneficiary=beneficiary),
        ]
        d = draft(t, few, {"other": measure}, {"pledged": status})
        w = replace(BY_HAND, record=Regression({"bias": 0.0, "trigger": 1.0}, 0.0))
        made = commitments(article(TEXT), [d], w)
        assert made
        for c in made:
            assert all(0 <= sure <= c.confidence["record"] <= 1 for sure in c.confidence.values())
            assert all(e.holds(TEXT) for e in evidence(c))


class TestStatus:
    @given(st.dictionaries(st.sampled_from([f"heard {s}" for s in STATUSES]), st.floats(-9, 9)))
    def test_shares_are_of_every_status_and_sum_to_one(self, heard: dict[str, float]) -> None:
        shares = BY_HAND.status.shares(heard)
        assert set(shares) == set(STATUSES)
        assert sum(shares.values()) == pytest.approx(1)
        if heard and max(heard.values()) > 0:
            assert shares[max(heard, key=lambda n: heard[n]).removeprefix("heard ")] == max(shares.values())

    def test_tense_is_read_within_the_clause(self, trigger_of: MakeTrigger) -> None:
        text = "Nobody objected, and Varnia has signed the treaty."
        t = trigger_of(text, "signed", {"signed": 0.9})
        found = features(text, t, None)
        assert (found["ends in ed"], found["ends in ing"]) == (1.0, 0.0)
        assert set(found) >= {f"heard {s}" for s in STATUSES}
        other = text.replace("has", "had").replace("Nobody", "They would have")
        assert features(other, trigger_of(other, "signed", {"signed": 0.9}), None).keys() == found.keys()


class TestDrafts:
    def drafted(self, document: Document, triggers: Sequence[Trigger], base: Base) -> list[CommitmentDraft]:
        text, book = document.text, codebook()
        around = Surroundings(text, cast_speakers(text, [], [], None), base, None)
        none: list[tuple[()]] = [() for _ in triggers]
        return drafts(
            document, triggers, none, Fillers(text, around, {}), (), [], book, np.zeros((len(book.ids), 128))
        )

    def test_nothing_is_drafted_in_the_credit_zone_nor_of_events(
        self, trigger_of: MakeTrigger, article_of: MakeArticle, invented_states: Base
    ) -> None:
        document = article_of(TEXT, credit="By Tom Vale, who promised nothing")
        word = trigger_of(document.text, "promised", {"pledged": 0.9})
        by_author = trigger_of(document.text, "promised nothing", {"pledged": 0.9})
        event = trigger_of(document.text, "tonnes", {"other": 0.9})
        assert [d.trigger for d in self.drafted(document, [word, event, by_author], invented_states)] == [
            word
        ]

    def test_the_encoder_s_measure_is_heard(
        self, trigger_of: MakeTrigger, article_of: MakeArticle, invented_states: Base
    ) -> None:
        text = "Varnia promised it to Orlin."
        word = trigger_of(text, "promised", {"pledged": 0.9}, measures={"detainees": 0.97})
        (d,) = self.drafted(article_of(text), [word], invented_states)
        assert max(d.measures, key=lambda m: d.measures[m]) == "detainees"
        assert sum(d.measures.values()) == pytest.approx(1, abs=1e-6)
        heard = {name: x for name, x in d.of_status.items() if name.startswith("heard ")}
        assert max(heard, key=lambda name: heard[name]) == "heard pledged"


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda p: Span(p[0], p[0] + p[1]))


@given(SPANS, SPANS)
def test_overlap_is_a_share_and_goes_both_ways(a: Span, b: Span) -> None:
    assert 0 <= overlap(a, b) == overlap(b, a) <= 1
    assert overlap(a, a) == 1
    assert (overlap(a, b) > 0) == (a.start < b.end and b.start < a.end)
