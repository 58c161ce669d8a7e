"""What a reading of an article becomes: acts with places of their own, and who answers for them."""

from __future__ import annotations

import pytest

from onrecord.actors.base import Base
from onrecord.encoder.session import Encoder
from onrecord.intake.document import to_document
from onrecord.model import Document, Given, RawPage, Reading, RecordKind, ReportedAct
from onrecord.reader import Reader
from onrecord.register.acts import acts_of

ARTICLE = """Ruritania promised on Tuesday to send 300 soldiers to Graustark.

Varnian President Vera Marenko told reporters that Varnia would not send ships to the region. "We stand by
Orlin and its people," she said.

Orlin and Thessia have pledged to train 1,200 Varnian soldiers. An official in Lakeside said Thessia was
ready to pay for the transport.

Marenko and Orlish Prime Minister Pavel Ostrin met in Tarn on 3 March.
"""

Article = tuple[Document, Reading]


@pytest.fixture(scope="module")
def article(encoder: Encoder, invented_states: Base) -> Article:
    given = Given(outlet="The Harbour Courier", published="2023-03-04")
    document = to_document(RawPage("a.txt", ARTICLE.encode(), "text/plain", given))
    reader = Reader(base=invented_states)
    vars(reader)["encoder"] = encoder
    return document, reader.read([document])[0]


@pytest.fixture(scope="module")
def acts(article: Article) -> tuple[ReportedAct, ...]:
    return acts_of(*article)


def test_every_record_is_in_one_act_with_its_words(article: Article, acts: tuple[ReportedAct, ...]) -> None:
    _, reading = article
    kinds = (reading.statements, reading.commitments, reading.events)
    records = {record.id for kind in kinds for record in kind}
    held = {act.record for act in acts} | {act.statement for act in acts if act.statement}
    assert records <= held
    assert all(act.text for act in acts)


def test_no_two_acts_have_one_place_and_all_lie_in_the_text(
    article: Article, acts: tuple[ReportedAct, ...]
) -> None:
    document, _ = article
    places = [act.place for act in acts]
    assert len(set(places)) == len(places)
    assert places == sorted(places)
    assert all(0 <= p.start < p.end <= len(document.text) and p.digest == document.digest for p in places)


def test_a_statement_that_a_commitment_carries_is_no_act_besides(
    article: Article, acts: tuple[ReportedAct, ...]
) -> None:
    _, reading = article
    carried = {c.statement for c in reading.commitments if c.statement}
    for statement in reading.statements:
        alone = [act for act in acts if act.record == statement.id]
        if statement.id in carried and statement.act in ("commit", "offer", "refuse"):
            assert not alone
            assert any(act.statement == statement.id and act.act == statement.act for act in acts)
        else:
            assert len(alone) == 1


def test_a_person_answers_as_the_state(acts: tuple[ReportedAct, ...]) -> None:
    said = [act for act in acts if "Vera Marenko" in act.actors and act.record_kind is RecordKind.STATEMENT]
    assert said
    assert {act.principals for act in said} == {("XAA",)}


def test_who_is_known_elsewhere_is_asked_for(article: Article) -> None:
    document, reading = article
    known = acts_of(document, reading, lambda name: "XRU" if name == "Ruritania" else None)
    parties = {act.principals for act in known if "Ruritania" in act.actors}
    assert parties <= {("XRU",)}


@pytest.mark.parametrize("kind", [RecordKind.STATEMENT, RecordKind.COMMITMENT])
def test_vectors_and_sentences_come_with_the_acts(acts: tuple[ReportedAct, ...], kind: RecordKind) -> None:
    found = [act for act in acts if act.record_kind is kind]
    assert found
    assert all(len(act.vector) == 128 and act.around for act in found)


def test_an_act_that_no_word_dates_is_of_the_day_of_publication(acts: tuple[ReportedAct, ...]) -> None:
    undated = [act for act in acts if not act.dated]
    assert undated
    assert {(act.first_day, act.last_day) for act in undated} == {("2023-03-04", "2023-03-04")}
