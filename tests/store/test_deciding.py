"""Hold every kind of store to what decisions on actors do: they last, filters see them, mistakes are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from onrecord.errors import UsageError
from onrecord.model import Document, Given, Reading, Span
from onrecord.store.casefile import open_casefile
from onrecord.store.decisions import DecisionKind
from onrecord.store.interface import CasefileStore, NewPage, StatementFilter

MakePage = Callable[..., NewPage]
MakeReading = Callable[..., Reading]


class Spoken:
    """Add documents with one statement for each speaker, and read them again."""

    def __init__(self, casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading) -> None:
        self.casefile, self.make_page, self.make_reading = casefile, make_page, make_reading

    def __call__(self, *speakers: str) -> Document:
        text = f"{', '.join(speakers)} said what had to be said on that long day in the harbour."
        page = self.make_page(text)
        document = self.casefile.add_document(page.document, page.raw).document
        self.put(document, *speakers)
        return document

    def put(self, document: Document, *speakers: str, model: str = "m1") -> None:
        bare: dict[str, Any] = {"speaker_text": (), "addressee_text": (), "addressees": (), "via": ()}
        found = []
        for n, speaker in enumerate(speakers):
            content = (Span(9 * n, 9 * n + 8),)
            (statement,) = self.make_reading(document, content=content).statements
            found.append(replace(statement, speakers=(speaker,), affiliation=None, **bare))
        self.casefile.put_reading(Reading(document.id, model, tuple(found), ()))


@pytest.fixture
def spoken(casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading) -> Spoken:
    return Spoken(casefile, make_page, make_reading)


def speakers(casefile: CasefileStore, **where: Any) -> list[str]:
    """Return who speaks, by the names that are shown, sorted."""
    return sorted(row.statement.speakers[0] for row in casefile.statements(StatementFilter(**where)))


def test_merged_actors_are_one_everywhere_and_filters_see_it(casefile: CasefileStore, spoken: Spoken) -> None:
    first = spoken("Ada Quill", "A. Quill", "Bo Tarn")
    decision = casefile.merge_actors(["Ada Quill", "a. QUILL"], "Cy")
    assert (decision.number, decision.kind, decision.names, decision.into, decision.by) == (
        1, DecisionKind.MERGE, ("A. Quill",), "Ada Quill", "Cy",
    )  # fmt: skip
    assert timedelta() <= datetime.now(UTC) - decision.at < timedelta(hours=1)
    assert speakers(casefile) == ["Ada Quill", "Ada Quill", "Bo Tarn"]
    assert speakers(casefile, speaker="ada") == ["Ada Quill", "Ada Quill"]
    assert speakers(casefile, speaker="a. quill") == []
    reading = casefile.reading(first.id)
    assert reading is not None
    assert [each.speakers[0] for each in reading.statements] == ["Ada Quill", "Ada Quill", "Bo Tarn"]
    assert casefile.actor_names() == {"A. Quill": "Ada Quill", "Ada Quill": "Ada Quill", "Bo Tarn": "Bo Tarn"}


def test_decisions_outlive_newer_models_and_hold_for_new_pages(
    casefile: CasefileStore, location: str, spoken: Spoken
) -> None:
    first = spoken("Ada Quill", "A. Quill")
    casefile.merge_actors(["Ada Quill", "A. Quill"], "Cy")
    casefile.rename_actor("Ada Quill", "Ada M. Quill", "Cy")
    spoken.put(first, "A. Quill", model="m2")
    spoken("A. Quill", "Bo Tarn")
    assert speakers(casefile, speaker="m. quill") == ["Ada M. Quill", "Ada M. Quill"]
    with open_casefile(location, read_only=True) as again:
        assert speakers(again) == ["Ada M. Quill", "Ada M. Quill", "Bo Tarn"]
        assert [each.kind.value for each in again.decisions()] == ["merge", "rename"]


def test_a_split_holds_in_its_document_alone(casefile: CasefileStore, spoken: Spoken) -> None:
    one, two = spoken("Tarn", "Quill"), spoken("Tarn", "Cy Orr")
    casefile.split_actor("tarn", "Eva Tarn", "Cy", document=two.id[:8])
    assert speakers(casefile, speaker="eva") == ["Eva Tarn"]
    assert speakers(casefile, document=one.id) == ["Quill", "Tarn"]
    spoken.put(two, "Tarn", "Tarn", model="m2")
    assert speakers(casefile, document=two.id) == ["Eva Tarn", "Eva Tarn"]
    casefile.merge_actors(["Quill", "Eva Tarn"], "Cy")
    assert speakers(casefile, speaker="quill") == ["Quill", "Quill", "Quill"]
    assert [each.document for each in casefile.decisions()] == [two.id, None]


def test_a_split_of_a_statement_knows_it_again_by_its_words(casefile: CasefileStore, spoken: Spoken) -> None:
    document = spoken("Tarn", "Tarn")
    reading = casefile.reading(document.id)
    assert reading is not None
    decision = casefile.split_actor("Tarn", "Eva Tarn", "Cy", statement=reading.statements[1].id)
    assert (decision.document, decision.statement) == (document.id, (Span(9, 17),))
    assert speakers(casefile) == ["Eva Tarn", "Tarn"]
    moved = replace(reading.statements[1], id="other", quote=reading.statements[1].quote[:1])
    casefile.put_reading(Reading(document.id, "m2", (moved, reading.statements[0]), ()))
    assert [row.statement.speakers for row in casefile.statements()] == [("Eva Tarn",), ("Tarn",)]
    assert speakers(casefile, speaker="eva") == ["Eva Tarn"]


def test_a_split_outlives_a_new_address_of_its_page(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    page = make_page(path="/a.txt")
    document = casefile.add_document(page.document, page.raw).document
    casefile.put_reading(make_reading(document))
    casefile.split_actor("Ada Quill", "Eva Quill", "Cy", document=document.id)
    known = make_page(path="/a.txt", given=Given(url="https://gazette.example/1"))
    renamed = casefile.add_document(known.document, known.raw, known.given).document
    assert renamed.id != document.id
    casefile.put_reading(make_reading(renamed))
    assert [row.statement.speakers[0] for row in casefile.statements(StatementFilter(speaker="eva"))] == [
        "Eva Quill"
    ]
    assert casefile.decisions()[0].document == renamed.id


def test_addressees_affiliations_and_relays_are_named_as_decided(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    page = make_page()
    document = casefile.add_document(page.document, page.raw).document
    casefile.put_reading(make_reading(document))
    for old, new in (("XAA", "Concert"), ("XBB", "League"), ("The Quarrel", "Quarrel")):
        casefile.rename_actor(old, new, "Cy")
    (row,) = casefile.statements(StatementFilter(affiliation="concert", addressee="league"))
    statement = row.statement
    assert (statement.affiliation, statement.addressees, statement.via) == (
        "Concert", ("League", "Cy Orr"), ("Quarrel", "Bo Tarn"),
    )  # fmt: skip
    assert not [*casefile.statements(StatementFilter(affiliation="xaa"))]


def test_undoing_takes_back_the_latest_and_keeps_all(casefile: CasefileStore, spoken: Spoken) -> None:
    spoken("Ada Quill", "A. Quill")
    casefile.merge_actors(["Ada Quill", "A. Quill"], "Cy")
    casefile.rename_actor("Ada Quill", "Quill", "Cy")
    assert casefile.undo_decision("Bo").undoes == 2
    assert speakers(casefile, speaker="ada") == ["Ada Quill", "Ada Quill"]
    assert casefile.undo_decision("Bo").undoes == 1
    assert speakers(casefile) == ["A. Quill", "Ada Quill"]
    assert speakers(casefile, speaker="a. quill") == ["A. Quill"]
    with pytest.raises(UsageError, match="there is no decision to undo"):
        casefile.undo_decision("Bo")
    assert [(each.kind.value, each.undone) for each in casefile.decisions()] == [
        ("merge", True), ("rename", True), ("undo", False), ("undo", False),
    ]  # fmt: skip


def test_merging_in_circles_is_refused(casefile: CasefileStore, spoken: Spoken) -> None:
    spoken("Ada Quill", "A. Quill", "Quill")
    casefile.merge_actors(["Ada Quill", "A. Quill"], "Cy")
    for names in (["A. Quill", "Ada Quill"], ["Quill", "A. Quill"]):
        with pytest.raises(UsageError, match=r"'A\. Quill' is 'Ada Quill' already, by an earlier decision"):
            casefile.merge_actors(names, "Cy")
    casefile.merge_actors(["Quill", "Ada Quill"], "Cy")
    assert speakers(casefile) == ["Quill"] * 3
    assert len(casefile.decisions()) == 2


@pytest.mark.parametrize(
    ("decide", "message"),
    [
        (lambda c, _: c.merge_actors(["Ada Quill"], "Cy"), "it takes two actors"),
        (lambda c, _: c.merge_actors(["Bo Tarn", "BO TARN"], "Cy"), "'Bo Tarn' cannot be merged with itself"),
        (lambda c, _: c.merge_actors(["Bo Tarn", "Nobody"], "Cy"), "there is no actor 'Nobody'"),
        (lambda c, _: c.merge_actors(["Bo Tarn", "cy orr"], "Cy"), "may be any of 'CY Orr', 'Cy Orr'"),
        (
            lambda c, _: c.rename_actor("Bo Tarn", " \t ", "Cy"),
            "is no name; an actor has to be called something",
        ),
        (lambda c, _: c.rename_actor("Bo Tarn", "—", "Cy"), "is no name"),
        (lambda c, _: c.rename_actor("Bo Tarn", "Bo  Tarn", "Cy"), "is called so already"),
        (lambda c, _: c.rename_actor("Bo Tarn", "Cy Orr", "Cy"), "'Cy Orr' is another actor; merge the two"),
        (lambda c, _: c.rename_actor("Bo Tarn", "Bob", " "), "a decision needs somebody who makes it"),
        (
            lambda c, d: c.split_actor("Nobody", "Bo", "Cy", document=d.id),
            "nothing in that document names",
        ),
        (lambda c, d: c.split_actor("Bo Tarn", "", "Cy", document=d.id), "is no name"),
        (lambda c, d: c.split_actor("Bo Tarn", "Bo Tarn", "Cy", document=d.id), "is called so already"),
        (lambda c, _: c.split_actor("Bo Tarn", "Bo", "Cy", document="zz"), "there is no document 'zz'"),
        (lambda c, _: c.split_actor("Bo Tarn", "Bo", "Cy", statement="zz"), "there is no statement 'zz'"),
        (
            lambda c, d: c.split_actor("Bo Tarn", "Bo", "Cy", statement=d.id[:4]),
            "several statements begin with",
        ),
        (lambda c, _: c.split_actor("Bo Tarn", "Bo", "Cy"), "in a document or in a statement"),
    ],
)
def test_a_decision_has_to_make_sense(
    casefile: CasefileStore, spoken: Spoken, decide: Callable[[CasefileStore, Document], object], message: str
) -> None:
    document = spoken("Bo Tarn", "Cy Orr", "CY Orr", "Ada Quill")
    with pytest.raises(UsageError, match=message):
        decide(casefile, document)
    assert casefile.decisions() == ()


def test_files_of_facts_are_kept_as_they_are(casefile: CasefileStore) -> None:
    for name, content in (("a.csv", b"code,name\n"), ("b.json", b"\xff{}")):
        casefile.import_actors(name, content, "Cy")
    assert [(each.name, each.content, each.by) for each in casefile.actor_files()] == [
        ("a.csv", b"code,name\n", "Cy"), ("b.json", b"\xff{}", "Cy"),
    ]  # fmt: skip
    casefile.undo_decision("Cy")
    assert [each.name for each in casefile.actor_files()] == ["a.csv"]


@pytest.mark.slow
def test_a_merge_over_many_documents_is_brought_in_step(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    for n in range(130):
        page = make_page(f"Page {n} has quite a number of words.")
        document = casefile.add_document(page.document, page.raw).document
        casefile.put_reading(make_reading(document, speaker="Ada Quill" if n % 2 else "A. Quill"))
    casefile.merge_actors(["Ada Quill", "A. Quill"], "Cy")
    assert len([*casefile.statements(StatementFilter(speaker="ada quill"))]) == 130
