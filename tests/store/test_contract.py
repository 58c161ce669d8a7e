"""Hold every kind of store to the same contract: what is kept, what is the same page, what is a version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from onrecord.errors import CasefileError, UsageError
from onrecord.model import UNDECIDED, Document, Given, Reading, Span, Statement
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import (
    EVIDENCE,
    AddKind,
    AddOutcome,
    CasefileStore,
    Counts,
    DocumentFilter,
    NewPage,
)
from onrecord.store.record_kinds import evidence_fields

MakePage = Callable[..., NewPage]
MakeReading = Callable[..., Reading]

ALL = DocumentFilter(all_versions=True)
U1, U2 = "https://gazette.example/1", "https://mirror.example/1"


def add(casefile: CasefileStore, page: NewPage) -> AddOutcome:
    return casefile.add_document(page.document, page.raw, page.given)


def test_a_page_comes_back_as_it_was_put(casefile: CasefileStore, make_page: MakePage) -> None:
    found = Given("Signed?", "The Gazette", "Cy Orr", "2031-04", U1)
    page = make_page("Grüße 🕊 “no”\u00a0said\u2028he", path="/a/ü.txt", found=found)
    outcome = add(casefile, page)
    assert outcome == AddOutcome(AddKind.ADDED, replace(page.document, id=outcome.document.id), None, None)
    assert casefile.document(outcome.document.id) == outcome.document
    assert list(casefile.documents()) == [outcome.document]
    assert casefile.raw(outcome.document.id) == page.raw
    summary = casefile.summary(outcome.document.id)
    assert [getattr(summary, name) for name in ("title", "outlet", "byline", "published", "url")] == [
        "Signed?",
        "The Gazette",
        "Cy Orr",
        "2031-04",
        U1,
    ]
    assert (summary.version, summary.previous, summary.newest, summary.model) == (1, None, True, None)
    assert (summary.edited, summary.notes) == ((), ("decoded as utf-8",))


def test_a_casefile_keeps_what_it_holds_once_closed(location: str, make_page: MakePage) -> None:
    with open_casefile(location, create=True) as first:
        added = add(first, make_page())
    with open_casefile(location, read_only=True) as second:
        assert list(second.documents()) == [added.document]


def test_the_same_page_again_changes_nothing(casefile: CasefileStore, make_page: MakePage) -> None:
    page = make_page(path="/a.txt", given=Given(outlet="The Gazette", published="2031"))
    first = add(casefile, page)
    before = [*casefile.documents()], casefile.edits(first.document.id), casefile.counts()
    again = [add(casefile, each) for each in (page, make_page(path="/copy/a.txt"), page)]
    assert {each.kind for each in again} == {AddKind.UNCHANGED}
    assert {each.document for each in again} == {first.document}
    assert ([*casefile.documents()], casefile.edits(first.document.id), casefile.counts()) == before


def test_what_is_newly_stated_about_a_known_page_is_an_edit(
    casefile: CasefileStore, make_page: MakePage
) -> None:
    first = add(casefile, make_page(found=Given(outlet="gazette.example", title="T")))
    page = make_page(found=Given(outlet="gazette.example", title="T"), given=Given(outlet="The Gazette"))
    assert [add(casefile, page).kind for _ in range(3)] == [
        AddKind.EDITED,
        AddKind.UNCHANGED,
        AddKind.UNCHANGED,
    ]
    document = casefile.document(first.document.id)
    assert (document.outlet, document.title) == ("The Gazette", "T")
    assert casefile.summary(document.id).edited == ("outlet",)


def test_an_edit_outlives_adding_the_page_again(casefile: CasefileStore, make_page: MakePage) -> None:
    page = make_page(given=Given(outlet="Gazete", published="2031-04-05"))
    document = add(casefile, page).document
    edited = casefile.edit_document(document.id, Given(outlet="The Gazette", published="", byline="Cy Orr"))
    assert (edited.outlet, edited.published, edited.byline) == ("The Gazette", None, "Cy Orr")
    assert add(casefile, page).document == edited == casefile.document(document.id)
    newly = make_page(given=Given(outlet="Gazette & Mail"))
    assert add(casefile, newly).document == replace(edited, outlet="Gazette & Mail")


def test_every_edit_is_kept_with_its_time(casefile: CasefileStore, make_page: MakePage) -> None:
    document = add(casefile, make_page(given=Given(title="A"))).document
    for title in ("B", "B", ""):
        casefile.edit_document(document.id, Given(title=title))
    edits = casefile.edits(document.id)
    assert [(edit.field, edit.value) for edit in edits] == [("title", "A"), ("title", "B"), ("title", None)]
    assert all(timedelta() <= datetime.now(UTC) - edit.at < timedelta(hours=1) for edit in edits)


def test_a_date_is_kept_as_edtf_however_it_was_stated(casefile: CasefileStore, make_page: MakePage) -> None:
    page = make_page(given=Given(published="2031-04"))
    spelt = replace(page, given=Given(published="April 2031"))
    outcome = casefile.add_documents([spelt])[0]
    assert [edit.value for edit in casefile.edits(outcome.document.id)] == ["2031-04"]
    unclear = replace(make_page("Other."), given=Given(published="when it rained"))
    assert casefile.summary(casefile.add_documents([unclear])[0].document.id).edited == ()
    edited = casefile.edit_document(outcome.document.id, Given(published="5 April 2031"))
    assert edited.published == "2031-04-05"


def test_an_edit_has_to_make_sense(casefile: CasefileStore, make_page: MakePage) -> None:
    one = add(casefile, make_page(given=Given(url=U1))).document
    two = add(casefile, make_page(given=Given(url=U2))).document
    with pytest.raises(UsageError, match="'last week' is not a date"):
        casefile.edit_document(one.id, Given(published="last week"))
    with pytest.raises(UsageError, match=f"document {two.id} already is this page"):
        casefile.edit_document(one.id, Given(url=U2))
    assert casefile.document(one.id) == one


def test_the_same_bytes_under_two_addresses_are_two_documents(
    casefile: CasefileStore, make_page: MakePage
) -> None:
    outcomes = [add(casefile, make_page(given=Given(url=url))) for url in (U1, U2, U1)]
    assert [each.kind for each in outcomes] == [AddKind.ADDED, AddKind.ADDED, AddKind.UNCHANGED]
    assert {document.url for document in casefile.documents()} == {U1, U2}
    assert len({document.digest for document in casefile.documents()}) == 1


def test_a_page_whose_address_becomes_known_is_called_as_if_it_always_was(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    plain, addressed = make_page(path="/a.txt"), make_page(path="/a.txt", given=Given(url=U1))
    first = add(casefile, plain).document
    casefile.put_reading(make_reading(first))
    outcome = add(casefile, addressed)
    assert (outcome.kind, outcome.model) == (AddKind.EDITED, None)
    assert outcome.document.id != first.id
    assert casefile.document(first.id) == outcome.document
    assert casefile.reading(first.id) is None
    assert add(casefile, plain).kind == AddKind.UNCHANGED
    assert casefile.counts() == Counts(1, 1, 0)


def test_the_address_that_the_user_states_overrules_that_of_the_page(
    casefile: CasefileStore, make_page: MakePage
) -> None:
    own, stated = (
        make_page(path="/a.html", found=Given(url=U1)),
        make_page(path="/a.html", found=Given(url=U1), given=Given(url=U2)),
    )
    kinds = [add(casefile, page).kind for page in (own, stated, own, stated)]
    assert kinds == [AddKind.ADDED, AddKind.EDITED, AddKind.UNCHANGED, AddKind.UNCHANGED]
    assert [document.url for document in casefile.documents()] == [U2]


@pytest.mark.parametrize("address", [{"given": Given(url=U1)}, {"found": Given(url=U1)}, {"path": "/a.txt"}])
def test_another_page_under_the_same_address_is_a_new_version(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading, address: dict[str, object]
) -> None:
    pages = [make_page(f"Xandria signs, version {n}.", **address) for n in (1, 2, 3)]
    outcomes = [add(casefile, page) for page in pages]
    ids = [each.document.id for each in outcomes]
    assert [each.kind for each in outcomes] == [AddKind.ADDED, AddKind.NEW_VERSION, AddKind.NEW_VERSION]
    assert [each.previous for each in outcomes] == [None, *ids[:2]]
    casefile.put_reading(make_reading(outcomes[0].document))
    assert [document.id for document in casefile.documents()] == ids[2:]
    assert {document.id for document in casefile.documents(ALL)} == set(ids)
    for document_id in ids:
        versions = casefile.versions(document_id)
        assert [(each.id, each.version, each.newest) for each in versions] == [
            (ids[0], 1, False),
            (ids[1], 2, False),
            (ids[2], 3, True),
        ]
    assert casefile.reading(ids[0]) is not None
    assert casefile.counts() == Counts(1, 3, 0)
    assert add(casefile, pages[0]).kind == AddKind.UNCHANGED
    assert [document.id for document in casefile.documents()] == ids[2:]


def test_a_page_in_two_files_stays_as_long_as_one_of_them_has_it(
    casefile: CasefileStore, make_page: MakePage
) -> None:
    for page in (make_page("Old.", path="/a"), make_page("Old.", path="/b"), make_page("New.", path="/b")):
        add(casefile, page)
    assert {document.text for document in casefile.documents()} == {"Old.", "New."}
    add(casefile, make_page("New.", path="/a"))
    assert {document.text for document in casefile.documents()} == {"New."}


def test_rows_of_a_table_and_pages_from_nowhere_are_no_versions_of_one_another(
    casefile: CasefileStore, make_page: MakePage
) -> None:
    for n in (1, 2):
        assert add(casefile, make_page(f"Row {n} of a table.", path="/t.csv#1")).kind == AddKind.ADDED
        outcome = add(casefile, make_page(f"Page {n} from the standard input."))
        assert outcome.kind == AddKind.ADDED
        assert [each.id for each in casefile.versions(outcome.document.id)] == [outcome.document.id]
    assert casefile.counts().documents == 4


@pytest.mark.parametrize("paths", [("/t.csv#1", "/t.csv#2"), ("/a.txt", "/b.txt")])
def test_one_text_in_two_papers_is_two_documents(
    casefile: CasefileStore, make_page: MakePage, paths: tuple[str, str]
) -> None:
    one = make_page(path=paths[0], given=Given(outlet="The Gazette", published="2031-04-05"))
    two = make_page(path=paths[1], given=Given(outlet="The Mail", published="2031-04-05"))
    kinds = [add(casefile, page).kind for page in (one, two, one, two)]
    assert kinds == [AddKind.ADDED, AddKind.ADDED, AddKind.UNCHANGED, AddKind.UNCHANGED]
    assert {document.outlet for document in casefile.documents()} == {"The Gazette", "The Mail"}
    same = make_page(path="/elsewhere/" + paths[0], given=Given(outlet="The Mail"))
    assert add(casefile, same).kind == AddKind.UNCHANGED


def test_rows_that_moved_are_the_documents_they_were(casefile: CasefileStore, make_page: MakePage) -> None:
    rows = [make_page(path=f"/t.csv#{n}", given=Given(outlet=f"Paper {n}")) for n in (1, 2)]
    for row in rows:
        add(casefile, row)
    moved = [make_page(path=f"/t.csv#{n}", given=Given(outlet=f"Paper {n - 1}")) for n in (1, 2, 3)]
    assert [add(casefile, row).kind for row in moved] == [
        AddKind.ADDED, AddKind.UNCHANGED, AddKind.UNCHANGED,
    ]  # fmt: skip
    assert {document.outlet for document in casefile.documents()} == {"Paper 0", "Paper 1", "Paper 2"}


def test_editing_an_address_moves_the_document_among_the_versions(
    casefile: CasefileStore, make_page: MakePage
) -> None:
    old, new = (add(casefile, make_page(text, path="/a.txt")).document for text in ("Old page.", "New page."))
    casefile.edit_document(new.id, Given(url=U1))
    assert {document.id for document in casefile.documents()} == {old.id, new.id}
    assert casefile.summary(new.id).previous is None
    casefile.edit_document(old.id, Given(url=U1))
    assert [each.id for each in casefile.versions(new.id)] == [new.id, old.id]


def test_a_reading_comes_back_as_it_was_put_and_is_replaced_whole(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    document = add(casefile, make_page()).document
    assert casefile.reading(document.id) is None
    first = make_reading(document)
    casefile.put_reading(first)
    assert casefile.reading(document.id) == first
    second = make_reading(document, model="m2", content=(Span(2, 4),))
    second = replace(second, statements=second.statements * 2, mentions=(), events=())
    casefile.put_reading(second)
    assert casefile.reading(document.id) == second
    assert [row.statement for row in casefile.statements()] == list(second.statements)
    assert [row.record for row in casefile.commitments()] == list(second.commitments)
    assert [row.record for row in casefile.claims()] == list(second.claims)
    assert not [*casefile.events()]
    summary, counts = casefile.summary(document.id), casefile.counts()
    assert summary.statements == counts.statements == 2
    assert (summary.commitments, summary.events, summary.claims) == (1, 0, 1)
    assert (counts.commitments, counts.events, counts.claims) == (1, 0, 1)
    with pytest.raises(CasefileError, match="has no document nowhere"):
        casefile.put_reading(replace(second, document_id="nowhere"))


def test_every_field_of_a_statement_is_kept(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    document = add(casefile, make_page()).document
    (put,) = make_reading(document).statements
    casefile.put_reading(make_reading(document))
    kept = casefile.reading(document.id)
    assert kept is not None
    for field in fields(Statement):
        assert getattr(put, field.name) not in (None, (), {}, UNDECIDED), f"{field.name} is not tried"
        assert getattr(kept.statements[0], field.name) == getattr(put, field.name)
        holds_evidence = field.type == "tuple[Evidence, ...]"
        assert holds_evidence == (field.name in EVIDENCE)


@pytest.mark.parametrize("kind", ["commitments", "events", "claims"])
def test_every_field_of_other_records_is_kept(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading, kind: str
) -> None:
    document = add(casefile, make_page()).document
    (put,) = getattr(make_reading(document), kind)
    casefile.put_reading(make_reading(document))
    kept = casefile.reading(document.id)
    assert kept is not None
    with_evidence = {name for name, held in evidence_fields(put) if held}
    for field in fields(put):
        assert getattr(put, field.name) not in (None, (), {}, UNDECIDED), f"{field.name} is not tried"
        assert getattr(getattr(kept, kind)[0], field.name) == getattr(put, field.name)
        assert ("Evidence" in str(field.type)) == (field.name in with_evidence)
    (row,) = getattr(casefile, kind)()
    assert (row.record, row.document) == (put, casefile.summary(document.id))


@pytest.mark.parametrize("kind", ["commitments", "events", "claims"])
def test_a_record_with_as_little_as_it_can_have_is_kept(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading, kind: str
) -> None:
    document = add(casefile, make_page()).document
    full = make_reading(document)
    (record,) = getattr(full, kind)
    needed = {"party": UNDECIDED, "measure": UNDECIDED, "status": UNDECIDED, "kind": UNDECIDED}
    plain = {
        field.name: field.default if field.default is not MISSING else {}
        for field in fields(record)
        if field.default is not MISSING or field.default_factory is not MISSING
    }
    bare = replace(record, **plain, **{k: v for k, v in needed.items() if hasattr(record, k)})
    casefile.put_reading(Reading(document.id, "m1", (), (), **{kind: (bare,)}))
    kept = casefile.reading(document.id)
    assert kept is not None
    assert getattr(kept, kind) == (bare,)
    assert UNDECIDED not in casefile.actor_names()


def test_what_is_unread_is_what_this_model_has_not_read(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    one, two = (add(casefile, make_page(f"Page {n}, long enough.")).document for n in "12")
    add(casefile, make_page("Une page en français.", language="fr"))
    add(casefile, make_page("   "))
    unread: list[Document] = sorted([one, two], key=lambda document: document.id)
    assert casefile.unread("m1") == 2
    assert casefile.take_unread("m1", 9) == unread
    assert casefile.take_unread("m1", 1) == unread[:1]
    casefile.put_reading(make_reading(one))
    assert casefile.take_unread("m1", 9) == [two]
    assert casefile.unread("m2") == 2
    assert add(casefile, make_page("Page 1, long enough.")).model == "m1"


def test_a_batch_is_kept_whole_or_not_at_all(casefile: CasefileStore, make_page: MakePage) -> None:
    good = make_page("A good page.")
    bad = replace(good, document=replace(make_page("A bad page.").document, text="\ud800"))
    with pytest.raises(UnicodeEncodeError):
        casefile.add_documents([good, bad])
    assert casefile.counts() == Counts(0, 0, 0)
    outcomes = casefile.add_documents([good, good])
    assert [each.kind for each in outcomes] == [AddKind.ADDED, AddKind.UNCHANGED]
    assert casefile.add_documents([]) == []


def test_a_document_is_found_by_the_beginning_of_its_id(casefile: CasefileStore, make_page: MakePage) -> None:
    ids = [add(casefile, make_page(f"Page {n}.")).document.id for n in range(17)]
    lone = next(each for each in ids if sum(other.startswith(each[:4]) for other in ids) == 1)
    assert casefile.document(lone[:4].upper()).id == casefile.document(lone).id == lone
    with pytest.raises(UsageError, match="several documents begin with"):  # 17 ids, 16 digits
        casefile.document(next(each[0] for each in ids if sum(o[0] == each[0] for o in ids) > 1))
    for wanted in ("", "zz", "%", "_"):
        with pytest.raises(UsageError, match="there is no document"):
            casefile.raw(wanted)


def test_a_stream_sees_one_state_while_others_write(casefile: CasefileStore, make_page: MakePage) -> None:
    for n in range(3):
        add(casefile, make_page(f"Page {n}."))
    seen = []
    for document in casefile.documents():
        seen.append(document.id)
        add(casefile, make_page(f"Meanwhile {len(seen)}."))
        casefile.edit_document(document.id, Given(title="Seen"))
    assert len(seen) == 3
    assert casefile.counts().documents == 6


def test_undecodable_names_are_kept_readable(casefile: CasefileStore, make_page: MakePage) -> None:
    page = make_page(path="/caf\udce9.txt", given=Given(title="half \ud800"))
    document = add(casefile, page).document
    assert (document.name, document.path) == ("/caf\\udce9.txt",) * 2
    assert document.title == "half \\ud800"
    assert add(casefile, page).kind == AddKind.UNCHANGED


def test_settings_are_kept_and_replaced(location: str) -> None:
    with open_casefile(location, create=True) as first:
        assert first.setting("codebook") is None
        first.put_setting("codebook", "issues:\n- id: tariffs\n")
        first.put_setting("other", "")
        first.put_setting("codebook", "issues: []\n")
    with open_casefile(location, read_only=True) as second:
        assert (second.setting("codebook"), second.setting("other")) == ("issues: []\n", "")


def test_what_a_list_shows_of_some_documents(casefile: CasefileStore, make_page: MakePage) -> None:
    pages = [
        make_page(f"Page {n}.", found=Given(published=day)) for n, day in enumerate(("2031", "XXXX-06", None))
    ]
    ids = [add(casefile, page).document.id for page in pages]
    known = {each.id: each for each in casefile.summaries()}
    assert casefile.summaries_by_id([ids[2], ids[0], "unknown"]) == {i: known[i] for i in (ids[0], ids[2])}
    assert casefile.summaries_by_id([]) == {}
    assert {each.id for each in casefile.summaries(DocumentFilter(undated=True))} == set(ids[1:])


def test_several_readings_are_kept_at_once_or_none(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    documents = [add(casefile, make_page(f"{n} will sign, said Ada Quill.")).document for n in range(3)]
    first = [make_reading(each) for each in documents]
    casefile.put_readings(first)
    assert [casefile.reading(each.id) for each in documents] == first
    newer = make_reading(documents[1], model="m2", speaker="Cy Orr")
    stray = replace(newer, document_id="unknown")
    with pytest.raises(CasefileError, match="has no document unknown to keep a reading of"):
        casefile.put_readings([newer, stray])
    assert casefile.reading(documents[1].id) == first[1]
    casefile.put_readings([newer])
    casefile.put_readings([])
    assert [casefile.reading(each.id) for each in documents] == [first[0], newer, first[2]]
