"""Hold every kind of store to how reviews are kept: appended once, bound to their page, never changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord.errors import UsageError
from onrecord.model import Document, Evidence, Given, Reading, RecordKind, Span
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore, NewPage
from onrecord.store.reviews import (
    Review,
    ReviewAction,
    ReviewedDocument,
    review_json,
    review_of,
    sealed,
)

MakePage = Callable[..., NewPage]
MakeReading = Callable[..., Reading]


def review(document: Document, *, minute: int = 0, by: str = "Cy") -> Review:
    named = ReviewedDocument(document.id, document.digest, document.name, document.url)
    quote = (Evidence.at(document.text, Span(0, 7)),)
    return sealed(
        Review(
            "", datetime(2031, 5, 2, 12, minute, 0, 123456, tzinfo=UTC), by, named, RecordKind.STATEMENT,
            ReviewAction.CORRECT, quote, quote, {"act": "deny"}, ({"act": "warn"},), {"act": "offer"}, "m1",
            "a note", "first", None,
        )
    )  # fmt: skip


def test_a_review_comes_back_as_it_was_given(
    casefile: CasefileStore, location: str, make_page: MakePage
) -> None:
    page = make_page()
    document = casefile.add_document(page.document, page.raw).document
    given = review(document)
    (kept,) = casefile.add_reviews([given])
    assert (kept.review, kept.document) == (given, document.id)
    with open_casefile(location, read_only=True) as again:
        assert again.reviews(document.id) == (given,)
        assert again.all_reviews() == (kept,)
        assert again.reviewed() == {document.id}
    assert review_of(review_json(given)) == given


def test_the_same_review_again_adds_nothing(casefile: CasefileStore, make_page: MakePage) -> None:
    page = make_page()
    document = casefile.add_document(page.document, page.raw).document
    first, second = review(document), review(document, minute=1)
    assert len(casefile.add_reviews([second])) == 1
    assert [each.review for each in casefile.add_reviews([first, second, first])] == [first]
    assert casefile.reviews(document.id) == (first, second)


def test_reviews_outlive_readings(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    page = make_page()
    document = casefile.add_document(page.document, page.raw).document
    casefile.put_reading(make_reading(document))
    casefile.add_reviews([review(document)])
    casefile.put_reading(make_reading(document, model="m2"))
    assert len(casefile.reviews(document.id)) == 1


def test_a_review_of_another_casefile_waits_for_its_page(
    casefile: CasefileStore, make_page: MakePage
) -> None:
    page = make_page()
    (kept,) = casefile.add_reviews([review(page.document)])
    assert (kept.document, casefile.reviewed()) == (None, frozenset())
    document = casefile.add_document(page.document, page.raw).document
    assert casefile.reviews(document.id) == (kept.review,)
    assert casefile.reviewed() == {document.id}
    assert casefile.all_reviews()[0].document == document.id


def test_a_review_holds_for_other_versions_of_its_page(casefile: CasefileStore, make_page: MakePage) -> None:
    url = "https://gazette.example/1"
    old, new = (make_page(text, given=Given(url=url)) for text in ("The old text.", "The new text."))
    first, second = (
        casefile.add_document(each.document, each.raw, each.given).document for each in (old, new)
    )
    given = review(first)
    casefile.add_reviews([given])
    assert casefile.reviews(second.id) == (given,)
    assert casefile.reviewed() == {first.id, second.id}


def test_a_review_of_an_unknown_version_is_bound_by_its_address(
    casefile: CasefileStore, make_page: MakePage
) -> None:
    page = make_page("The new text.", given=Given(url="https://gazette.example/1"))
    document = casefile.add_document(page.document, page.raw, page.given).document
    elsewhere = replace(make_page("The old text.").document, url="https://gazette.example/1")
    (kept,) = casefile.add_reviews([review(elsewhere)])
    assert kept.document == document.id


def test_a_review_needs_somebody_who_makes_it(casefile: CasefileStore, make_page: MakePage) -> None:
    good, bad = review(make_page().document), review(make_page().document, by=" ", minute=1)
    with pytest.raises(UsageError, match="--by"):
        casefile.add_reviews([good, bad])
    assert casefile.all_reviews() == ()
