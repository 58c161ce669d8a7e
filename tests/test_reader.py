"""Reading as a whole: everything has its evidence, and only the document itself counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import pytest

from onrecord.actors.base import Base
from onrecord.encoder.session import Encoder
from onrecord.model import (
    Commitment,
    CommitmentStatus,
    Document,
    Event,
    EventKind,
    EventStatus,
    Evidence,
    Reading,
    ZoneKind,
)
from onrecord.reader import Reader
from onrecord.store.interface import NewPage

MakeArticle = Callable[..., Document]


@pytest.fixture(scope="module")
def examples_reader(encoder: Encoder, examples_base: Base) -> Reader:
    """Return the reader that read the examples: it knows the facts about their world."""
    made = Reader(base=examples_base)
    vars(made)["encoder"] = encoder
    return made


@pytest.fixture(scope="module")
def articles(examples_read: Sequence[tuple[NewPage, Reading]]) -> list[Document]:
    return [page.document for page, _ in examples_read]


@pytest.fixture(scope="module")
def readings(examples_read: Sequence[tuple[NewPage, Reading]]) -> list[Reading]:
    return [reading for _, reading in examples_read]


@pytest.fixture(scope="module")
def of_states(encoder: Encoder, invented_states: Base) -> Reader:
    """Return the shipped reader, to which three invented states are known."""
    made = Reader(base=invented_states)
    vars(made)["encoder"] = encoder
    return made


def evidence(value: Any) -> Iterator[Evidence]:
    """Yield every evidence within a record, however deep."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from evidence(each)
    elif hasattr(value, "__dataclass_fields__"):
        for field in fields(value):
            yield from evidence(getattr(value, field.name))


def records(r: Reading) -> list[Any]:
    return [*r.statements, *r.commitments, *r.events, *r.claims]


def test_every_record_s_evidence_holds(articles: list[Document], readings: list[Reading]) -> None:
    assert len(articles) > 15
    kinds = set()
    for document, found in zip(articles, readings, strict=True):
        for record in records(found):
            kinds.add(type(record).__name__)
            words = list(evidence(record))
            assert words, record
            assert all(e.holds(document.text) and e.exact.strip() for e in words), record
            assert record.document_id == found.document_id == document.id
            assert record.zone is not ZoneKind.CREDIT
    assert {"Statement", "Commitment", "Event"} <= kinds


def test_every_field_has_a_value_of_the_manual_s(reader: Reader, readings: list[Reading]) -> None:
    for found in readings:
        told = {s.id for s in found.statements}
        for c in found.commitments:
            assert c.status in {*CommitmentStatus}
            assert c.measure in reader.codebook.ids
            assert c.statement is None or c.statement in told
            assert bool(c.beneficiary) == bool(c.beneficiary_text)
            assert (c.due is None) == (not c.due_text)
            assert c.party != c.beneficiary
        for e in found.events:
            assert e.kind in {*EventKind}
            assert e.status in {*EventStatus}
            assert (e.date is None) == (not e.date_text)
            assert (e.place is None) == (not e.place_text)
            assert len(e.participants) == len(set(e.participants))
        given = [r.confidence for r in found.commitments] + [r.confidence for r in found.events]
        assert all(0 <= sure <= each["record"] for each in given for sure in each.values())


def test_ids_are_unique(readings: list[Reading]) -> None:
    for found in readings:
        for every in (found.statements, found.commitments, found.events, found.claims):
            assert len({r.id for r in every}) == len(every)


@pytest.mark.slow
def test_reading_again_gives_the_same(
    examples_reader: Reader, articles: list[Document], readings: list[Reading]
) -> None:
    assert examples_reader.read(articles[:6]) == readings[:6]


@pytest.mark.slow
def test_documents_beside_each_other_change_nothing(
    examples_reader: Reader, articles: list[Document], readings: list[Reading]
) -> None:
    assert examples_reader.read(articles[5:9][::-1]) == readings[5:9][::-1]
    assert examples_reader.read([articles[-1]]) == readings[-1:]


def read(of_states: Reader, article_of: MakeArticle, text: str) -> Reading:
    return of_states.read([article_of(text)])[0]


class TestSoPlainThatTheyMustHold:
    """Whatever the weights: a model that misses these is broken."""

    def commitment(self, found: Reading, word: str) -> Commitment:
        return next(c for c in found.commitments if word in c.trigger.exact)

    def test_a_promise_of_a_state(self, of_states: Reader, article_of: MakeArticle) -> None:
        text = "Varnia promised to send 2,000 peacekeeping troops to Orlin."
        c = self.commitment(read(of_states, article_of, text), "promised")
        assert (c.party, c.status) == ("XAA", "pledged")
        assert "2,000" in c.quote[0].exact

    def test_a_refusal_of_a_state(self, of_states: Reader, article_of: MakeArticle) -> None:
        found = read(of_states, article_of, "Varnia refused to send troops to Orlin.")
        c = self.commitment(found, "refused")
        assert (c.party, c.status) == ("XAA", "refused")
        assert c.statement == found.statements[0].id

    def test_a_meeting_of_two_people(self, of_states: Reader, article_of: MakeArticle) -> None:
        text = "Varnian President Vera Marenko and Orlish Prime Minister Pavel Ostrin met in Tarn on Friday."
        (e,) = read(of_states, article_of, text).events
        assert isinstance(e, Event)
        assert (e.kind, e.status) in (("meeting", "happened"), ("talks", "happened"))
        assert set(e.participants) == {"Vera Marenko", "Pavel Ostrin"}
        assert (e.date, e.place) == ("2031-05-02", "Tarn")

    def test_a_text_without_parties_has_neither(self, of_states: Reader, article_of: MakeArticle) -> None:
        found = read(
            of_states, article_of, "The sun shone over the harbour. It was warm, and the sea was calm."
        )
        assert found.commitments == ()
        assert found.events == ()


USUAL = [
    ("Varnia delivered 12 tanks to Orlin in March.", "delivered", {"XAA"}, "delivered"),
    ("Varnia has signed a treaty on mutual defence with Orlin.", "signed", {"XAA"}, "signed"),
    ("Varnia suspended its arms deliveries to Orlin.", "suspended", {"XAA"}, "suspended"),
    ("Varnia offered to train 300 soldiers of Thessia.", "offered", {"XAA"}, "proposed"),
    ("Orlin agreed to withdraw its troops from the valley by 3 June.", "agreed", {"XBB"}, "agreed"),
    (
        "“We will not send troops to Orlin,” Varnian President Vera Marenko said on Friday.",
        "will not send",
        {"XAA", "Vera Marenko"},
        "refused",
    ),
    ("Thessia is considering sanctions against Varnia.", "considering", {"XCC"}, "considered"),
]
"""Sentences that a model should get right, and may now and then get wrong."""


def test_most_usual_sentences_are_right(of_states: Reader, article_of: MakeArticle) -> None:
    right = []
    for text, word, parties, status in USUAL:
        found = read(of_states, article_of, text).commitments
        right.append(
            any(word in c.trigger.exact and c.party in parties and c.status == status for c in found)
        )
    assert sum(right) >= len(USUAL) / 2, list(zip(USUAL, right, strict=True))


def test_an_empty_document_and_one_not_read_have_nothing(of_states: Reader, article_of: MakeArticle) -> None:
    other = replace(article_of("Varnia versprach Orlin 2.000 Soldaten."), language="de")
    found = of_states.read([other, article_of("Varnia promised to send troops to Orlin.")])
    assert records(found[0]) == []
    assert found[1].commitments
