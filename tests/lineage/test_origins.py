"""Where reports began, and through whose hands they went."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onrecord.lineage import origins as lineage
from onrecord.model import Citation, Derivation, DerivationKind, Evidence, Passage, Span, Zone, ZoneKind

TEXT = "Talks ended. The ferry left. Nobody spoke."


def derived(source: str, document: str, kind: DerivationKind, **more: Any) -> Derivation:
    return Derivation(source, document, kind, **more)


def at(text: str, words: str) -> Evidence:
    place = text.index(words)
    return Evidence.at(text, Span(place, place + len(words)))


@pytest.fixture
def documents(make: Any) -> dict[str, Any]:
    outlets = {"a": "Racurs", "b": "Buna Times", "c": "Lantern Post", "d": None}
    return {d: make(d, TEXT, outlet).document for d, outlet in outlets.items()}


def test_a_rewrite_of_a_copy_began_with_the_first(documents: Any) -> None:
    found = lineage.by_derived(
        [derived("a", "b", DerivationKind.COPY), derived("b", "c", DerivationKind.REWRITE)]
    )
    assert lineage.origins("c", found, documents) == ("a",)
    assert lineage.origins("a", found, documents) == ("a",)
    links = lineage.chain("c", found, documents, speakers=["anon: diplomat"])
    assert [(x.name, x.role, x.document) for x in links] == [
        ("Lantern Post", "outlet", "c"),
        ("Buna Times", "relay", "b"),
        ("Racurs", "relay", "a"),
        ("anon: diplomat", "speaker", None),
    ]
    assert links[-1].note == lineage.UNNAMED


def test_what_cites_an_outlet_without_a_page_began_there_and_with_itself(documents: Any) -> None:
    quote = at(TEXT, "Talks ended")
    cites = derived("", "a", DerivationKind.CITES, outlet="Politico", credited=True, credit=(quote,))
    found = lineage.by_derived([cites])
    assert lineage.origins("a", found, documents) == ("a", "outlet: Politico")
    assert lineage.origin_at("a", 0, 5, found, documents) == "outlet: Politico"
    assert lineage.origin_at("a", *_place("ferry"), found, documents) == "a"
    link = lineage.chain("a", found, documents, (0, 5))[1]
    assert (link.name, link.note, link.evidence) == ("Politico", lineage.NOT_HERE, (quote,))


def _place(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_only_the_passage_that_was_taken_began_elsewhere(documents: Any) -> None:
    passage = Passage(at(TEXT, "The ferry left."), at(TEXT, "The ferry left."))
    found = lineage.by_derived([derived("a", "b", DerivationKind.PARTIAL, passages=(passage,))])
    assert lineage.origins("b", found, documents) == ("a", "b")
    assert lineage.origin_at("b", *_place("ferry"), found, documents) == "a"
    assert lineage.origin_at("b", *_place("Nobody"), found, documents) == "b"


def test_a_circle_ends_and_is_told(documents: Any) -> None:
    found = lineage.by_derived(
        [derived("a", "b", DerivationKind.REWRITE), derived("b", "a", DerivationKind.REWRITE)]
    )
    assert lineage.origins("a", found, documents) == lineage.origins("b", found, documents) == ("a",)
    assert lineage.origin_at("b", 0, 5, found, documents) == "a"
    links = lineage.chain("b", found, documents)
    assert [x.note for x in links] == [None, None, lineage.CIRCLE]


def test_a_placeholder_is_a_link_that_cannot_be_looked_up(make: Any) -> None:
    text = "Talks ended [Citation: summaries]. The ferry left."
    documents = {"a": make("a", text, "Racurs", placeholders=["[Citation: summaries]"]).document}
    near = lineage.chain("a", {}, documents, (0, 5))
    assert [(x.name, x.note) for x in near[1:]] == [("[Citation: summaries]", lineage.NO_SOURCE)]
    far = text.index("ferry")
    assert len(lineage.chain("a", {}, documents, (far, far + 5))) == 1


def test_a_relay_that_the_words_name_comes_once(documents: Any) -> None:
    found = lineage.by_derived([derived("a", "b", DerivationKind.REWRITE)])
    links = lineage.chain("b", found, documents, via=["the Racurs", "Politico"])
    assert [(x.name, x.note) for x in links] == [
        ("Buna Times", None),
        ("Racurs", None),
        ("Politico", lineage.NOT_HERE),
    ]


LEAD = "Talks ended on Monday. Politico writes about this. The ferry left. Source: Racurs"


def test_what_is_said_of_all_of_a_text_is_a_chain_nearest_first(make: Any) -> None:
    document = make("b", LEAD, "Buna Times").document
    source = at(LEAD, "Source: Racurs")
    credit = Zone(ZoneKind.CREDIT, Span(source.start, source.end))
    cited = [("Racurs", source), ("Politico", at(LEAD, "Politico writes about this"))]
    document = replace(
        document,
        cites=tuple(Citation(outlet, quote) for outlet, quote in cited),
        zones=(Zone(ZoneKind.BODY, Span(0, source.start)), credit),
    )
    found = lineage.by_derived(
        derived("", "b", DerivationKind.CITES, outlet=outlet, credited=True, credit=(quote,))
        for outlet, quote in reversed(cited)
    )
    ferry = LEAD.index("The ferry"), LEAD.index(" Source")
    names = [x.name for x in lineage.chain("b", found, {"b": document}, ferry, speakers=["Ann"])]
    assert names == ["Buna Times", "Racurs", "Politico", "Ann"]
    assert lineage.origins("b", found, {"b": document}) == ("outlet: Politico",)
    assert lineage.origin_at("b", *ferry, found, {"b": document}) == "outlet: Politico"


def test_a_relay_that_the_words_name_leads_to_its_page(documents: Any) -> None:
    passage = Passage(at(TEXT, "The ferry left."), at(TEXT, "The ferry left."))
    found = lineage.by_derived(
        [derived("a", "b", DerivationKind.PARTIAL, outlet="Racurs", passages=(passage,))]
    )
    here = _place("Nobody")
    links = lineage.chain("b", found, documents, here, via=["Racurs"])
    assert [(x.name, x.document) for x in links] == [("Buna Times", "b"), ("Racurs", "a")]
    assert lineage.origin_at("b", *here, found, documents, ["Racurs"]) == "a"


def test_pages_that_credit_each_other_in_a_circle_are_one_origin(documents: Any) -> None:
    credit = (at(TEXT, "Talks ended"),)
    found = lineage.by_derived(
        [
            derived("a", "b", DerivationKind.REWRITE),
            derived("b", "c", DerivationKind.PARTIAL),
            derived("c", "a", DerivationKind.CITES, outlet="Lantern Post", credit=credit),
        ]
    )
    for document in "abc":
        assert lineage.origins(document, found, documents) == ("a",)
        assert lineage.origin_at(document, *_place("Nobody"), found, documents) == "a"
        assert lineage.origin_at(document, *_place("Talks"), found, documents) == "a"
