"""Find documents and statements by speaker, outlet, date and text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from onrecord.errors import UsageError
from onrecord.model import UNDECIDED, Act, Given, Reading, Span, SpeakerRole, Stance
from onrecord.store.interface import CasefileStore, DocumentFilter, NewPage, StatementFilter
from onrecord.text.days import days

MakePage = Callable[..., NewPage]
MakeReading = Callable[..., Reading]

ARTICLES = {
    "april": ("Treaty “now”,  says\nŠefa Ōrr here.", "Gazette of Xandria", "2031-04-05", "Šefa Ōrr"),
    "spring": ("Treaty later, says 100% of them.", "Le Courrier Ébène", "2031-04", "Bo O’Tarn"),
    "unknown year": ("Nothing was decided, he says so.", "The Quarrel", "XXXX-04-05", "Cy"),
    "undated": ("No treaty at all, she says there.", None, None, "Ada Quill"),
    "old": ("A treaty of old, the two say now.", "The Quarrel", "2029/2030-01", "Ada Quill"),
}


@pytest.fixture
def filled(casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading) -> CasefileStore:
    for name, (text, outlet, published, speaker) in ARTICLES.items():
        page = make_page(text, found=Given(title=name, outlet=outlet, published=published))
        document = casefile.add_document(page.document, page.raw).document
        casefile.put_reading(make_reading(document, speaker=speaker, content=(Span(0, 7), Span(7, 22))))
    return casefile


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (DocumentFilter(), ["old", "spring", "april", "undated", "unknown year"]),
        (DocumentFilter(outlet="gazette OF"), ["april"]),
        (DocumentFilter(outlet="ebene"), ["spring"]),
        (DocumentFilter(date_from="2031-04-06"), ["spring"]),
        (DocumentFilter(date_from="2031", date_until="2031-04-05"), ["spring", "april"]),
        (DocumentFilter(date_until="2030"), ["old"]),
        (DocumentFilter(text='"NOW", says Šéfa'), ["april"]),
        (DocumentFilter(text="100%"), ["spring"]),
        (DocumentFilter(text="100_"), []),
        (DocumentFilter(text="undated"), ["undated"]),
        (DocumentFilter(text="treaty", outlet="quarrel"), ["old"]),
    ],
)
def test_documents_are_found(filled: CasefileStore, where: DocumentFilter, names: list[str]) -> None:
    assert sorted(str(each.title) for each in filled.documents(where)) == sorted(names)
    found = [str(each.title) for each in filled.summaries(where)]
    dated = [name for name in found if name not in ("undated", "unknown year")]
    assert sorted(found) == sorted(names)
    assert found[: len(dated)] == [name for name in names if name in dated]


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (StatementFilter(), ["old", "spring", "april", "undated", "unknown year"]),
        (StatementFilter(speaker="sefa orr"), ["april"]),
        (StatementFilter(speaker="o'tarn"), ["spring"]),
        (StatementFilter(speaker="quill", outlet="quarrel"), ["old"]),
        (StatementFilter(speaker="n", text="nothing was"), ["unknown year"]),
        (StatementFilter(text="treaty later, says"), ["spring"]),
        (StatementFilter(text="them"), []),  # stands outside the content
        (StatementFilter(date_from="2031-04-01", date_until="2031-04-30"), ["spring", "april"]),
    ],
)
def test_statements_are_found_in_the_order_of_documents(
    filled: CasefileStore, where: StatementFilter, names: list[str]
) -> None:
    rows = list(filled.statements(where))
    found = [str(row.document.title) for row in rows]
    dated = [name for name in found if name not in ("undated", "unknown year")]
    assert sorted(found) == sorted(names)
    assert found[: len(dated)] == [name for name in names if name in dated]
    for row in rows:
        reading = filled.reading(row.document.id)
        assert reading is not None
        assert row.statement in reading.statements
        assert row.document == filled.summary(row.statement.document_id)


CODED: dict[str, dict[str, Any]] = {
    "threat": {"act": Act.THREATEN, "issues": ("ground_troops", "nuclear"), "said_on": "2031-04-05"},
    "denial": {"act": Act.DENY, "issues": ("nuclear",), "stance": Stance.AGAINST, "said_on": "2031-03"},
    "offer": {"act": Act.OFFER, "stance": Stance.FOR, "addressees": ("Šefa Ōrr",), "said_on": "XXXX-04-05"},
    "open": {"act": UNDECIDED, "speaker_role": None, "affiliation": None, "stance": UNDECIDED},
}
"""What each statement is coded as; what is not named here is as in ``BARE``."""
BARE: dict[str, Any] = {
    "issues": (), "stance": Stance.NONE, "addressees": (), "addressee_text": (), "condition": (),
    "said_on": None, "affiliation": "European Concert", "speaker_role": SpeakerRole.MINISTER,
}  # fmt: skip


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (StatementFilter(), {"threat", "denial", "offer", "open"}),
        (StatementFilter(acts=("threaten", "deny")), {"threat", "denial"}),
        (StatementFilter(acts=("undecided",)), {"open"}),
        (StatementFilter(issues=("nuclear",)), {"threat", "denial"}),
        (StatementFilter(issues=("ground_troops", "undecided")), {"threat", "offer", "open"}),
        (StatementFilter(issues=("ground",)), set()),
        (StatementFilter(stances=("none", "undecided")), {"threat", "open"}),
        (StatementFilter(addressee="sefa orr"), {"offer"}),
        (StatementFilter(affiliation="CONCERT"), {"threat", "denial", "offer"}),
        (StatementFilter(roles=("minister",)), {"threat", "denial", "offer"}),
        (StatementFilter(roles=("undecided", "envoy")), {"open"}),
        (StatementFilter(said_from="2031-03-20"), {"threat", "denial"}),
        (StatementFilter(said_from="2031-04"), {"threat"}),
        (StatementFilter(said_until="2031-03"), {"denial"}),
        (StatementFilter(with_condition=True), {"threat"}),
        (StatementFilter(acts=("deny", "threaten"), issues=("nuclear",), said_from="2031-04"), {"threat"}),
    ],
)
def test_statements_are_found_by_what_they_were_coded_as(
    casefile: CasefileStore,
    make_page: MakePage,
    make_reading: MakeReading,
    where: StatementFilter,
    names: set[str],
) -> None:
    page = make_page("A text that is long enough for every span.")
    document = casefile.add_document(page.document, page.raw).document
    plain = make_reading(document).statements[0]
    terms = {"threat": {"condition": plain.condition}}
    coded = [replace(plain, id=name, **{**BARE, **terms.get(name, {}), **CODED[name]}) for name in CODED]
    casefile.put_reading(Reading(document.id, "m1", tuple(coded), ()))
    assert {row.statement.id for row in casefile.statements(where)} == names
    assert [row.statement for row in casefile.statements()] == coded


def test_statements_of_one_document_are_those_of_any_version(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    ids = []
    for n in "12":
        page = make_page(f"Version {n} of a page.", path="/a.txt")
        ids.append(casefile.add_document(page.document, page.raw).document.id)
        casefile.put_reading(make_reading(casefile.document(ids[-1])))
    assert [row.document.id for row in casefile.statements()] == ids[1:]
    assert {row.document.id for row in casefile.statements(StatementFilter(all_versions=True))} == set(ids)
    for each in ids:
        found = casefile.statements(StatementFilter(document=each[:8]))
        assert [row.document.id for row in found] == [each]
    with pytest.raises(UsageError, match="there is no document 'zz'"):
        list(casefile.statements(StatementFilter(document="zz")))


@pytest.mark.slow
def test_more_statements_than_one_chunk_come_whole_and_in_order(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    expected = []
    for n in range(4):
        page = make_page("word " * 200 + str(n), found=Given(published=f"2031-01-0{n + 1}"))
        document = casefile.add_document(page.document, page.raw).document
        spans = [Span(at, at + 4) for at in range(0, 900, 5)]
        held = [make_reading(document, content=(span,)).statements[0] for span in spans]
        casefile.put_reading(Reading(document.id, "m1", tuple(held), ()))
        expected += held
    assert [row.statement for row in casefile.statements()] == expected


@pytest.mark.parametrize("given", ["", "soon", "2031-13", "2031-02-30"])
def test_a_date_to_look_from_has_to_be_one(casefile: CasefileStore, given: str) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        list(casefile.documents(DocumentFilter(date_from=given)))
    with pytest.raises(UsageError, match="has no year"):
        list(casefile.documents(DocumentFilter(date_until="XXXX-01-01")))


@pytest.mark.parametrize(
    ("edtf", "bounds"),
    [
        ("2031-04-05", ("2031-04-05", "2031-04-05")),
        ("2031-04-05T10:00:00Z", ("2031-04-05", "2031-04-05")),
        ("2031?", ("2031-01-01", "2031-12-31")),
        ("203X", ("2030-01-01", "2039-12-31")),
        ("2031-XX-07", ("2031-01-07", "2031-12-07")),
        ("2031-1X", ("2031-10-01", "2031-12-31")),
        ("2031-04/..", ("2031-04-01", "9999-12-31")),
        ("../2031-04", ("0000-01-01", "2031-04-31")),
        ("2032/2031", None),
        ("2031-4-5", None),
        (None, None),
    ],
)
def test_days_bound_a_partial_date(edtf: str | None, bounds: tuple[str, str] | None) -> None:
    assert days(edtf) == bounds
