"""Take pages through the steps into a casefile: what is read, what is left, what is told, what is checked."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.errors import CasefileError, PageError
from onrecord.model import (
    Directness,
    Document,
    Evidence,
    Given,
    RawPage,
    Reading,
    Relation,
    RelationKind,
    Span,
    Statement,
    ZoneKind,
)
from onrecord.pipeline import NotRead, Progress, add, check, code, reread
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import AddKind, CasefileStore

ARTICLE = """Xandria and Ebene close to a treaty ({n})

Envoys of the two states met for the {n}th time in the lakeside town of Orrey and left with a draft in hand.

"We will sign before the winter," Ada Quill said on the steps of the old customs house in Orrey.

Bo Tarn said that his government would wait for the vote of the assembly before it signed anything at all.
"""

FRENCH = """Le traité attendra encore, selon les envoyés des deux gouvernements réunis au bord du lac.

Les deux délégations se sont quittées sans signer, mais avec un projet commun que chacune doit relire.
"""


@dataclass
class LightReader:
    """Read each sentence with "said" as a statement: a reader that is quick, and knows what it was given."""

    model: str = "light 1"
    batches: list[list[str]] = field(default_factory=list)
    fails_at: int | None = None

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        self.batches.append([document.name for document in documents])
        if len(self.batches) == self.fails_at:
            raise KeyboardInterrupt
        return [Reading(each.id, self.model, tuple(said(each)), ()) for each in documents]


def said(document: Document) -> Iterator[Statement]:
    for found in re.finditer(r"[^\n]*\b(said)\b[^\n]*", document.text):
        quote, cue = (Evidence.at(document.text, Span(*found.span(group))) for group in (0, 1))
        yield Statement(
            id=f"{document.id}{found.start()}",
            document_id=document.id,
            quote=(quote,),
            cue=(cue,),
            speaker_text=(),
            speakers=(),
            speaker_mentions=(),
            directness=Directness.INDIRECT,
            zone=ZoneKind.BODY,
            condition=(cue,),
            relations=(Relation(RelationKind.AFTER, cue, envoys(document) or cue, cue),),
        )


def envoys(document: Document) -> Evidence | None:
    at = document.text.find("Envoys")
    return Evidence.at(document.text, Span(at, at + 6)) if at >= 0 else None


def page(n: int, text: str = ARTICLE, given: Given | None = None) -> RawPage:
    name = f"{n}.txt"
    return RawPage(name, text.format(n=n).encode(), "text/plain", given or Given(), f"/pages/{name}")


@pytest.fixture
def location(tmp_path: Path) -> str:
    return str(tmp_path / "onrecord.db")


@pytest.fixture
def casefile(location: str) -> Iterator[CasefileStore]:
    with open_casefile(location, create=True) as opened:
        yield opened


def test_pages_are_kept_read_and_counted(casefile: CasefileStore) -> None:
    problem = PageError("cannot be opened", "6.txt", "check its rights")
    empty = RawPage("5.txt", b"", "text/plain")
    told: list[Progress] = []
    pages: list[RawPage | PageError] = [
        page(1),
        page(2),
        page(1),
        page(3, FRENCH),
        page(2, given=Given(outlet="Gazette")),
        empty,
        problem,
    ]
    report = add(casefile, pages, LightReader(), progress=told.append)
    assert (report.added, report.unchanged, report.edited, report.new_versions) == (3, 1, 1, 0)
    assert (report.statements, report.completed, report.pages) == (4, 0, 7)
    assert report.not_read == [NotRead("3.txt", "fr")]
    assert [problem.where for problem in report.problems] == ["5.txt", "6.txt"]
    assert report.problems[1] is problem
    assert [(each.done, each.name, each.kind, each.statements) for each in told] == [
        (1, "1.txt", AddKind.ADDED, 2),
        (2, "2.txt", AddKind.ADDED, 2),
        (3, "1.txt", AddKind.UNCHANGED, 0),
        (4, "3.txt", AddKind.ADDED, 0),
        (5, "2.txt", AddKind.EDITED, 0),
        (6, "5.txt", None, 0),
        (7, "6.txt", None, 0),
    ]
    assert [each.problem for each in told[5:]] == report.problems
    rows = list(casefile.statements())
    assert sorted(row.statement.quote[0].exact[:4] for row in rows) == ['"We ', '"We ', "Bo T", "Bo T"]
    assert list(check(casefile)) == []


def test_adding_again_reads_nothing(casefile: CasefileStore) -> None:
    pages = [page(n) for n in range(5)]
    add(casefile, pages, LightReader())
    reader = LightReader()
    report = add(casefile, pages, reader)
    assert (report.unchanged, report.added, report.statements, reader.batches) == (5, 0, 0, [])


def test_a_changed_page_is_a_new_version(casefile: CasefileStore) -> None:
    add(casefile, [page(1)], LightReader())
    changed = replace(page(1), raw=page(1).raw.replace(b"winter", b"summer"))
    report = add(casefile, [changed], LightReader())
    assert (report.new_versions, report.added, report.statements) == (1, 0, 2)
    assert any("summer" in row.statement.quote[0].exact for row in casefile.statements())
    assert not any("winter" in row.statement.quote[0].exact for row in casefile.statements())


def test_documents_are_read_in_batches(casefile: CasefileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = LightReader()
    add(casefile, (page(n) for n in range(7)), reader, batch=3)
    assert [len(batch) for batch in reader.batches] == [3, 3, 1]
    monkeypatch.setattr(pipeline.adding, "BATCH_BYTES", 2 * len(page(1).raw))
    add(casefile, (page(n) for n in range(10, 16)), reader, batch=100)
    assert [len(batch) for batch in reader.batches[3:]] == [2, 2, 2]


def test_an_interrupted_run_is_completed_by_the_next(casefile: CasefileStore) -> None:
    pages = [page(n) for n in range(9)]
    with pytest.raises(KeyboardInterrupt):
        add(casefile, pages, LightReader(fails_at=2), batch=3)
    assert casefile.counts().documents == 6
    assert casefile.unread("light 1") == 3
    told: list[Progress] = []
    report = add(casefile, pages, LightReader(), progress=told.append, batch=2)
    assert (report.completed, report.unchanged, report.added, report.statements) == (3, 6, 3, 12)
    assert [each.kind for each in told] == [None] * 3 + [AddKind.UNCHANGED] * 6 + [AddKind.ADDED] * 3
    assert casefile.unread("light 1") == 0
    assert casefile.counts().statements == 18


def test_another_model_reads_everything_again(casefile: CasefileStore) -> None:
    add(casefile, [page(1), page(2), page(3, FRENCH)], LightReader())
    assert reread(casefile, LightReader()).completed == 0
    report = reread(casefile, LightReader("light 2"))
    assert (report.completed, report.statements, report.pages) == (2, 4, 0)
    assert {row.document.model for row in casefile.statements()} == {"light 2"}
    assert casefile.counts().statements == 4


def test_a_page_whose_address_becomes_known_is_read_again(casefile: CasefileStore) -> None:
    add(casefile, [page(1)], LightReader())
    report = add(casefile, [page(1, given=Given(url="https://gazette.example/1"))], LightReader())
    assert (report.edited, report.statements, casefile.counts().statements) == (1, 2, 2)
    (document,) = casefile.documents()
    assert {row.statement.document_id for row in casefile.statements()} == {document.id}


def test_a_casefile_that_fails_ends_the_run(casefile: CasefileStore, location: str) -> None:
    add(casefile, [page(1)], LightReader())
    with (
        open_casefile(location, patience=0.01) as impatient,
        closing(sqlite3.connect(location, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CasefileError, match="is locked by another program"):
            add(impatient, [page(2)], LightReader())
    assert casefile.counts().documents == 1


def test_coding_needs_no_casefile_and_keeps_the_order() -> None:
    problem = PageError("cannot be opened", "6.txt")
    pages: list[RawPage | PageError] = [
        page(1),
        problem,
        page(2, FRENCH),
        RawPage("3.txt", b"", "text/plain"),
        page(4),
    ]
    reader = LightReader()
    results = list(code(iter(pages), reader, batch=4))
    assert results[1] is problem
    assert isinstance(results[3], PageError)
    taken = [each for each in results if not isinstance(each, PageError)]
    assert [each[0].name for each in taken] == ["1.txt", "2.txt", "4.txt"]
    assert [len(reading.statements) for _, _, reading in taken] == [2, 0, 2]
    assert all(reading.document_id == document.id for _, document, reading in taken)
    assert reader.batches == [["1.txt"], ["4.txt"]]


def test_coding_streams() -> None:
    asked = []

    def pages() -> Iterator[RawPage]:
        for n in range(100):
            asked.append(n)
            yield page(n)

    results = code(pages(), LightReader(), batch=2)
    for _ in range(3):
        next(results)
    assert asked == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            "UPDATE evidence SET exact = 'swore' WHERE role = 'cue'",
            r"the cue of statement \w+ at \d+\.\.\d+ does",
        ),
        ("UPDATE evidence SET prefix = '' WHERE role = 'quote'", "the quote of statement"),
        ("UPDATE evidence SET exact = 'once' WHERE role = 'condition'", "the condition of statement"),
        (
            "UPDATE statements SET relations = replace(relations, '\"Envoys\"', '\"Nobody\"')",
            "a relation of statement",
        ),
        ("UPDATE bodies SET text = replace(text, 'lakeside', 'seashore')", "the piece of the text at"),
        ("UPDATE bodies SET pieces = '[]'", "the pieces cover 0 characters"),
        ("UPDATE bodies SET zones = '[[\"body\", 0, 99999]]'", "the zone at 0..99999"),
        ("UPDATE bodies SET furniture = '[[0, 99999]]'", "the furniture at 0..99999"),
        ('UPDATE bodies SET placeholders = \'[[0, 1, "?", "", ""]]\'', "a placeholder at 0..1"),
        ("UPDATE raws SET raw = x'789c030000000001'", "the kept page is not the page that was added"),
        ("UPDATE raws SET raw = x'00'", "is damaged"),
        ("DELETE FROM raws", "lacks the page of document"),
        ("INSERT INTO mentions SELECT document_key, 0, 0, 99999, 'person', 1 FROM readings", "a mention at"),
        (
            "INSERT INTO citations SELECT key, 0, 'The Quarrel', 0, 1, '?', '', '' FROM documents",
            "a cited outlet at 0..1 does not say '\\?' there",
        ),
    ],
)
def test_what_does_not_hold_any_more_is_found(
    casefile: CasefileStore, location: str, change: str, what: str
) -> None:
    add(casefile, [page(1), page(2, FRENCH)], LightReader())
    with closing(sqlite3.connect(location)) as connection:
        connection.execute(change)
        connection.commit()
    problems = list(check(casefile))
    assert problems
    assert all(re.search(what, problem.what) for problem in problems)
    names = {document.id: document.name for document in casefile.documents()}
    assert all(names[problem.document_id] == problem.name for problem in problems)


@dataclass
class ChokingReader(LightReader):
    """Fail on whatever holds a certain word."""

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        if any("choke" in each.text for each in documents):
            raise RecursionError("too deep")
        return super().read(documents)


def test_a_page_that_breaks_the_reader_is_named_and_stops_no_other(casefile: CasefileStore) -> None:
    bad = page(2, ARTICLE + "\nThey choke, he said.")
    report = add(casefile, [page(1), bad, page(3)], ChokingReader())
    assert (report.added, len(report.problems)) == (3, 1)
    assert "RecursionError: too deep" in str(report.problems[0])
    again = add(casefile, [page(4)], ChokingReader(), batch=1)
    assert (again.added, again.completed, len(again.problems)) == (1, 0, 1)
    read = {each.statement.document_id for each in casefile.statements()}
    assert len(read) == 3


def test_coding_names_a_page_that_breaks_the_reader() -> None:
    bad = page(2, ARTICLE + "\nThey choke, he said.")
    kinds = [isinstance(each, PageError) for each in code([page(1), bad], ChokingReader())]
    assert kinds == [False, True]
