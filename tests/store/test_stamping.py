"""Hold which documents are out of step: those whose acts and keys are made of something that has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from onrecord.model import (
    Document,
    Given,
    JudgementKind,
    Likeness,
    Place,
    Reading,
    RecordKind,
    ReportedAct,
)
from onrecord.store.interface import CasefileStore, NewPage
from onrecord.store.reviews import Review, ReviewAction, ReviewedDocument, sealed

MakePage = Callable[..., NewPage]
MakeReading = Callable[..., Reading]
MakeAct = Callable[..., ReportedAct]

URL = "https://gazette.example/1"


@pytest.fixture
def documents(casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading) -> list[Document]:
    """Put three documents that are in step; the third names Cy Vale where the others name Ada Quill."""
    pages = [make_page(f"Page {n} says no, said Ada Quill.") for n in range(3)]
    added = [each.document for each in casefile.add_documents(pages)]
    for n, document in enumerate(added):
        casefile.put_reading(named(make_reading(document), "Ada Quill" if n < 2 else "Cy Vale"))
    settle(casefile)
    return added


def named(reading: Reading, name: str) -> Reading:
    """Return a reading in which one person alone is named, by one statement."""
    said = replace(reading.statements[0], speakers=(name,), addressees=(), via=(), affiliation=None)
    return replace(reading, statements=(said,), commitments=(), events=(), claims=())


def settle(casefile: CasefileStore) -> None:
    casefile.put_stamps(casefile.out_of_step("r1"))
    assert casefile.out_of_step("r1") == {}


def due(casefile: CasefileStore) -> set[str]:
    """Return which documents are out of step, and bring them in step."""
    found = set(casefile.out_of_step("r1"))
    settle(casefile)
    return found


def test_new_documents_are_out_of_step_until_stamped(
    casefile: CasefileStore, documents: list[Document], make_page: MakePage
) -> None:
    new = casefile.add_documents([make_page("A fourth page.")])[0].document
    assert set(casefile.out_of_step("r1")) == {new.id}
    assert set(casefile.out_of_step("r1", [documents[0].id])) == set()
    assert set(casefile.out_of_step("r1", [documents[0].id, new.id])) == {new.id}
    assert due(casefile) == {new.id}


def test_another_version_of_what_derives_makes_all_out_of_step(
    casefile: CasefileStore, documents: list[Document]
) -> None:
    assert set(casefile.out_of_step("r2")) == {each.id for each in documents}
    casefile.put_stamps({documents[0].id: ""})
    assert due(casefile) == {documents[0].id}


def test_another_reading_and_an_edit_make_their_document_out_of_step(
    casefile: CasefileStore, documents: list[Document], make_reading: MakeReading
) -> None:
    one, two, _ = documents
    casefile.put_reading(make_reading(one, model="m1"))
    assert due(casefile) == set()  # by the same model: the same reading
    casefile.put_reading(make_reading(one, model="m2"))
    assert due(casefile) == {one.id}
    casefile.edit_document(two.id, Given(outlet="The Gazette"))
    assert due(casefile) == {two.id}
    casefile.edit_document(two.id, Given(outlet="The Gazette"))
    assert due(casefile) == set()
    casefile.edit_document(two.id, Given(published="2031-04"))
    assert due(casefile) == {two.id}


def review(document: Document, by: str, **fields: object) -> Review:
    named = ReviewedDocument(document.id, document.digest, document.name)
    at = datetime(2031, 4, 5, tzinfo=UTC)
    made = Review("", at, by, named, RecordKind.STATEMENT, ReviewAction.REJECT, **fields)  # type: ignore[arg-type]
    return sealed(made)


def test_reviews_make_their_document_and_its_other_versions_out_of_step(
    casefile: CasefileStore, documents: list[Document], make_page: MakePage
) -> None:
    casefile.add_reviews([review(documents[1], "Bo")])
    assert due(casefile) == {documents[1].id}
    casefile.add_reviews([review(documents[1], "Bo")])  # nothing new
    assert due(casefile) == set()
    old, new = (
        casefile.add_documents([make_page(text, given=Given(url=URL))])[0].document for text in ("A.", "B.")
    )
    assert due(casefile) == {new.id}
    casefile.add_reviews([review(old, "Bo")])
    assert due(casefile) == {new.id}


def test_a_review_that_waited_for_its_page_counts(casefile: CasefileStore, make_page: MakePage) -> None:
    page = make_page("A page that comes late.")
    casefile.add_reviews([review(replace(page.document, id="elsewhere"), "Bo")])
    late = casefile.add_documents([page])[0].document
    assert "|r1" in casefile.out_of_step("r1")[late.id]
    assert due(casefile) == {late.id}


def test_decisions_on_actors_concern_the_documents_that_name_them(
    casefile: CasefileStore, documents: list[Document], make_reading: MakeReading
) -> None:
    one, two, three = (each.id for each in documents)
    casefile.rename_actor("Ada Quill", "Ada M. Quill", "Bo")
    assert due(casefile) == {one, two}
    casefile.rename_actor("Cy Vale", "Cy R. Vale", "Bo")
    assert due(casefile) == {three}
    casefile.merge_actors(["Ada M. Quill", "Cy R. Vale"], "Bo")
    assert due(casefile) == {three}
    casefile.rename_actor("Ada M. Quill", "A. Quill", "Bo")
    assert due(casefile) == {one, two, three}
    casefile.undo_decision("Bo")
    assert due(casefile) == {one, two, three}
    casefile.rename_actor("Ada M. Quill", "B. Quill", "Bo")
    casefile.undo_decision("Bo")
    assert due(casefile) == set()  # as if nothing had been decided
    casefile.split_actor("Ada M. Quill", "Another Quill", "Bo", document=two)
    assert due(casefile) == {two}
    casefile.add_reviews([review(documents[2], "Bo")])
    assert due(casefile) == {three}
    casefile.put_reading(replace(make_reading(documents[0]), model="m1"))
    casefile.rename_actor("XBB", "Orlin", "Bo")
    assert due(casefile) == {
        one,
        two,
        three,
    }  # two and three: a split and a review may have brought the name in


def test_relayed_names_count_too(
    casefile: CasefileStore, documents: list[Document], make_reading: MakeReading
) -> None:
    reading = named(make_reading(documents[0]), "Ada Quill")
    relayed = replace(reading.statements[0], via=("The Quarrel",))
    casefile.put_reading(replace(reading, statements=(relayed,), model="m2"))
    settle(casefile)
    casefile.rename_actor("The Quarrel", "Quarrel", "Bo")
    assert due(casefile) == {documents[0].id}


def test_a_judgement_makes_both_its_documents_out_of_step(
    casefile: CasefileStore, documents: list[Document]
) -> None:
    one, two, _ = documents
    left, right = Place(one.digest, 0, 4), Place(two.digest, 3, 9)
    made = casefile.add_judgement(JudgementKind.SAME_ACT, left, right, "Bo")
    assert due(casefile) == {one.id, two.id}
    casefile.undo_judgement(made.id, "Bo")
    assert due(casefile) == {one.id, two.id}
    casefile.add_judgement(JudgementKind.OTHER_ACT, Place("elsewhere", 0, 1), right, "Bo")
    assert due(casefile) == {two.id}


def test_an_older_version_is_out_of_step_until_it_has_neither_acts_nor_stamp(
    casefile: CasefileStore, make_page: MakePage, make_act: MakeAct
) -> None:
    old = casefile.add_documents([make_page("The first page.", given=Given(url=URL))])[0].document
    settle(casefile)
    casefile.put_acts(old.id, [make_act(old)], {})
    new = casefile.add_documents([make_page("The second page.", given=Given(url=URL))])[0].document
    found = dict(casefile.out_of_step("r1"))
    assert found.pop(old.id) == ""
    assert set(found) == {new.id}
    casefile.put_stamps({old.id: "", **found})
    assert casefile.out_of_step("r1") == {old.id: ""}  # as long as it has acts
    casefile.put_acts(old.id, (), {})
    assert casefile.out_of_step("r1") == {}
    # Once it is taken to another address, both are the newest there.
    casefile.edit_document(new.id, Given(url="https://gazette.example/2"))
    assert due(casefile) == {old.id, new.id}


def test_a_page_whose_address_is_told_later_is_looked_at_anew_with_what_is_like_it(
    casefile: CasefileStore, documents: list[Document], make_page: MakePage
) -> None:
    one, two, three = sorted(documents, key=lambda each: each.id)
    casefile.put_keys(one.id, {1, 2})
    casefile.put_keys(two.id, {2})
    casefile.put_likenesses(
        [Likeness(one.id, two.id, None, (), {}), Likeness(two.id, three.id, None, (), {})], []
    )
    renamed = casefile.add_documents([make_page(one.text, given=Given(url=URL))])[0].document
    assert renamed.id != one.id
    assert casefile.document(one.id) == renamed
    assert casefile.holders([1, 2], 5) == {2: (two.id,)}
    assert [(each.a, each.b) for each in casefile.likenesses([renamed.id, two.id, three.id])] == [
        (two.id, three.id)
    ]
    assert due(casefile) == {renamed.id, two.id}
