"""Hold every kind of store to one contract about articles: pages of lists, who takes from whom, origins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.model import (
    Cluster,
    Derivation,
    DerivationKind,
    Document,
    Entry,
    Evidence,
    Given,
    Passage,
    Reading,
    ReportedAct,
    Span,
)
from onrecord.store.interface import CasefileStore, DocumentFilter, NewPage, StatementFilter
from onrecord.store.interface_coverage import OutletCount, OutletTie, TieFilter

MakePage = Callable[..., NewPage]
MakeReading = Callable[..., Reading]
PAGES = (
    ("Lantern Wire", "2031-05-02"),
    ("Harbour Post", "2031-05-03"),
    ("HARBOUR POST", "2031-05"),
    (None, None),
)


@pytest.fixture
def documents(casefile: CasefileStore, make_page: MakePage) -> list[Document]:
    """Return four articles: a wire's, two of one outlet that spells itself in two ways, one of nobody."""
    return [
        casefile.add_document(page.document, page.raw, page.given).document
        for page in (
            make_page(f"Ada Quill will sign paper {n}.", given=Given(outlet=outlet, published=published))
            for n, (outlet, published) in enumerate(PAGES)
        )
    ]


@pytest.fixture
def derivations(casefile: CasefileStore, documents: list[Document]) -> list[Derivation]:
    wire, post, other, nobody = documents
    words = Evidence.at(wire.text, Span(0, 9))
    made = [
        Derivation(wire.id, post.id, DerivationKind.COPY, passages=(Passage(words, words),)),
        Derivation(wire.id, other.id, DerivationKind.PARTIAL),
        Derivation("", other.id, DerivationKind.CITES, outlet="Lorrin One"),
        Derivation("", nobody.id, DerivationKind.CITES, outlet="lorrin one"),
        Derivation(post.id, nobody.id, DerivationKind.REWRITE),
    ]
    casefile.put_derivations([each.id for each in documents], made)
    return made


def ids(found: tuple[object, int]) -> list[str]:
    return [each.id for each in found[0]]  # type: ignore[attr-defined]


def test_a_list_comes_in_pages_in_either_order(casefile: CasefileStore, documents: list[Document]) -> None:
    wire, post, other, nobody = (each.id for each in documents)
    assert ids(casefile.document_page(DocumentFilter())) == [post, wire, other, nobody]
    assert ids(casefile.document_page(DocumentFilter(), newest_first=False)) == [other, wire, post, nobody]
    found, total = casefile.document_page(DocumentFilter(), offset=1, limit=2)
    assert ([each.id for each in found], total) == ([wire, other], 4)
    assert casefile.document_page(DocumentFilter(), offset=9) == ((), 4)
    assert casefile.document_page(DocumentFilter(text="paper 2"))[1] == 1


def test_documents_are_chosen_by_outlet_reading_and_what_they_take(
    casefile: CasefileStore,
    documents: list[Document],
    derivations: list[Derivation],
    make_reading: MakeReading,
) -> None:
    wire, post, other, nobody = documents
    casefile.put_readings([make_reading(wire), make_reading(post, speaker="anon: two officials")])
    for where, wanted in (
        (DocumentFilter(outlets=("harbour post",)), {post.id, other.id}),
        (DocumentFilter(outlets=("Post",)), set()),
        (DocumentFilter(outlets=("", "Lantern Wire")), {nobody.id, wire.id}),
        (DocumentFilter(unread=True), {other.id, nobody.id}),
        (DocumentFilter(copied=True), {wire.id, post.id}),
        (DocumentFilter(copies=True), {post.id, nobody.id}),
        (DocumentFilter(copies=True, copied=True), {post.id}),
    ):
        assert {each.id for each in casefile.summaries(where)} == wanted
    assert [row.document.id for row in casefile.statements(StatementFilter(outlets=("Harbour Post",)))] == [
        post.id
    ]


def test_outlets_are_counted_by_what_their_pages_come_to(
    casefile: CasefileStore,
    documents: list[Document],
    derivations: list[Derivation],
    make_reading: MakeReading,
) -> None:
    wire, post, *_ = documents
    casefile.put_readings([make_reading(wire), make_reading(post, speaker="anon: two officials")])
    found = casefile.outlets_counted()
    assert found == (
        OutletCount("HARBOUR POST", 2, taken=1, shared=1, statements=1, unnamed=1, placeholders=2),
        OutletCount("", 1, taken=1, shared=0, statements=0, unnamed=0, placeholders=1),
        OutletCount("Lantern Wire", 1, taken=0, shared=0, statements=1, unnamed=0, placeholders=1),
    )
    assert [each.own for each in found] == [1, 0, 1]


def test_ties_of_outlets_are_counted_whatever_the_spelling(
    casefile: CasefileStore, documents: list[Document], derivations: list[Derivation]
) -> None:
    assert casefile.outlet_ties() == (
        OutletTie("HARBOUR POST", "", "rewrite", 1),
        OutletTie("Lantern Wire", "HARBOUR POST", "copy", 1),
        OutletTie("Lantern Wire", "HARBOUR POST", "partial", 1),
        OutletTie("Lorrin One", "", "cites", 1),
        OutletTie("Lorrin One", "HARBOUR POST", "cites", 1),
    )


def test_derivations_are_found_by_the_outlets_of_both_ends(
    casefile: CasefileStore, documents: list[Document], derivations: list[Derivation]
) -> None:
    copy, partial, cites, other_cites, rewrite = derivations
    for where, wanted in (
        (TieFilter(), derivations),
        (TieFilter(source="LANTERN WIRE"), [copy, partial]),
        (TieFilter(source="Lorrin One"), [cites, other_cites]),
        (TieFilter(derived=""), [other_cites, rewrite]),
        (TieFilter(source="Harbour Post", derived="", kinds=("rewrite", "copy")), [rewrite]),
        (TieFilter(source="Nobody"), []),
    ):
        found, total = casefile.ties(where)
        assert total == len(found) == len(wanted)
        assert all(each in found for each in wanted)
    assert len(casefile.ties(TieFilter(), offset=3, limit=5)[0]) == 2
    assert casefile.ties(TieFilter(), offset=3, limit=5)[1] == 5


def test_origins_and_entries_lead_to_one_another(
    casefile: CasefileStore, documents: list[Document], make_act: Callable[..., ReportedAct],
    make_entry: Callable[..., Entry], make_cluster: Callable[..., Cluster],
) -> None:  # fmt: skip
    wire, post, *_ = documents
    both = make_entry(make_act(wire, 0), make_act(post, 0))
    both = replace(both, reports=tuple(replace(each, origin=wire.id) for each in both.reports))
    alone = make_entry(make_act(post, 9, first_day="2031-04-07", last_day="2031-04-07"))
    alone = replace(alone, reports=(replace(alone.reports[0], origin="outlet: Lorrin One"),))
    casefile.put_clusters([], [make_cluster(both), make_cluster(alone)])
    found, total = casefile.origins_counted()
    assert total == 2
    assert sorted((each.origin, each.entries) for each in found) == sorted(
        [(wire.id, 1), ("outlet: Lorrin One", 1)]
    )
    assert casefile.entries_from(wire.id) == ((both.id,), 1)
    assert casefile.entries_from("outlet: Lorrin One") == ((alone.id,), 1)
    assert casefile.entries_from(post.id) == ((), 0)
    held = casefile.entries_of_records(post.id)
    mine = next(each.act.record for each in both.reports if each.act.document == post.id)
    assert {record: (each.entry, each.reports) for record, each in held.items()} == {
        mine: (both.id, 2),
        alone.reports[0].act.record: (alone.id, 1),
    }


def test_citations_that_lead_nowhere_are_found(casefile: CasefileStore, documents: list[Document]) -> None:
    found, total = casefile.placeholders()
    assert total == len(documents)
    assert {each.document for each in found} == {each.id for each in documents}
    held = {each.id: each.placeholders[0] for each in documents}
    assert all(each.evidence == held[each.document] for each in found)
    assert len(casefile.placeholders(offset=3, limit=9)[0]) == 1


def test_an_empty_casefile_has_none_of_it(casefile: CasefileStore) -> None:
    assert casefile.document_page(DocumentFilter()) == ((), 0)
    assert (casefile.outlets_counted(), casefile.outlet_ties()) == ((), ())
    assert casefile.origins_counted() == ((), 0)
    assert casefile.placeholders() == ((), 0)
    assert casefile.ties(TieFilter()) == ((), 0)
