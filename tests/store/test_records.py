"""Find commitments, events and claims, and hold decisions on actors to apply to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from onrecord.errors import UsageError
from onrecord.model import (
    UNDECIDED,
    ClaimProperty,
    Commitment,
    CommitmentStatus,
    Document,
    EventKind,
    EventStatus,
    Evidence,
    Given,
    Reading,
    Span,
)
from onrecord.store.interface import CasefileStore, NewPage
from onrecord.store.record_filters import ClaimFilter, CommitmentFilter, EventFilter

MakePage = Callable[..., NewPage]
MakeReading = Callable[..., Reading]

NOTHING: dict[str, Any] = {
    "condition": (),
    "quantities": (),
    "due": None,
    "approval": (),
    "approval_text": (),
}
COMMITMENTS: dict[str, dict[str, Any]] = {
    "boats": {"party": "Šefa Ōrr", "status": CommitmentStatus.SIGNED, "due": "2031-06/2031-09"},
    "monitors": {**NOTHING, "measure": "monitoring", "beneficiary": None, "legal_form": None, "due": "2032"},
    "lumped": {**NOTHING, "party": "group: 26 ports", "statement": None, "due": "XXXX-06-12"},
    "open": {**NOTHING, "party": UNDECIDED, "measure": UNDECIDED, "status": UNDECIDED},
}
EVENTS: dict[str, dict[str, Any]] = {
    "summit": {"kind": EventKind.SUMMIT, "date": "2031-05-02", "status": EventStatus.HAPPENED},
    "raid": {"kind": EventKind.ATTACK, "date": "2031-04", "participants": ("XEE",), "reported_by": ()},
    "vote": {"kind": EventKind.VOTE, "date": None, "place": "Lorrin", "quantities": ()},
    "open": {"kind": UNDECIDED, "status": UNDECIDED, "date": "2031-05-01/2031-06", "reported_by": ("XEE",)},
}
CLAIMS: dict[str, dict[str, Any]] = {
    "member": {"as_of": "2031-04"},
    "holds": {"property": ClaimProperty.CONTROLS, "subject": "XEE", "value": "Port Élan", "as_of": None},
    "count": {"property": ClaimProperty.NUMBER, "subject": "the drones", "value": "40", "as_of": "2032"},
    "when": {"property": ClaimProperty.DATE, "subject": "the vote", "value": "2031-08", "as_of": "2034"},
    "some day": {"property": ClaimProperty.DATE, "subject": "the vote", "value": "XXXX-08-02", "as_of": None},
}
WORDS = (
    "party_text", "beneficiary_text", "participant_text", "place_text", "subject_text", "reported_by_text",
    "value_text",
)  # fmt: skip


@pytest.fixture
def filled(casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading) -> CasefileStore:
    """Return a casefile with one document that has each of these records."""
    page = make_page(
        "A text that is long enough for every span.", found=Given(outlet="The Gazette", published="2031-04")
    )
    document = casefile.add_document(page.document, page.raw).document
    casefile.put_reading(recorded(document, make_reading(document)))
    return casefile


def recorded(document: Document, plain: Reading) -> Reading:
    """Return a reading with each of the records, without statements."""

    def made(record: Any, coded: dict[str, dict[str, Any]]) -> tuple[Any, ...]:
        bare: dict[str, Any] = {name: () for name in WORDS if hasattr(record, name)}
        return tuple(replace(record, **bare, **fields, id=name) for name, fields in coded.items())

    return replace(
        plain,
        statements=(),
        commitments=made(plain.commitments[0], COMMITMENTS),
        events=made(plain.events[0], EVENTS),
        claims=made(plain.claims[0], CLAIMS),
    )


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (CommitmentFilter(), [*COMMITMENTS]),
        (CommitmentFilter(party="sefa orr"), ["boats"]),
        (CommitmentFilter(beneficiary="LORRIN"), ["boats", "lumped", "open"]),
        (CommitmentFilter(measures=("monitoring", "undecided")), ["monitors", "open"]),
        (CommitmentFilter(statuses=("signed", "undecided")), ["boats", "open"]),
        (CommitmentFilter(legal_forms=("undecided",)), ["monitors"]),
        (CommitmentFilter(legal_forms=("memorandum",), party="xbb"), []),
        (CommitmentFilter(approval="cy orr"), ["boats"]),
        (CommitmentFilter(with_condition=True), ["boats"]),
        (CommitmentFilter(with_quantity=True), ["boats"]),
        (CommitmentFilter(due_from="2031-09-15"), ["boats", "monitors"]),
        (CommitmentFilter(due_until="2031-06"), ["boats"]),
        (CommitmentFilter(narrated=True), ["lumped"]),
        (CommitmentFilter(narrated=False, lumped=False), ["boats", "monitors", "open"]),
        (CommitmentFilter(lumped=True), ["lumped"]),
        (CommitmentFilter(text="PATROL boats"), [*COMMITMENTS]),
        (CommitmentFilter(text="tractor"), []),
        (CommitmentFilter(outlet="gazette", date_from="2031-04-20"), [*COMMITMENTS]),
        (CommitmentFilter(date_until="2031-03"), []),
    ],
)
def test_commitments_are_found(filled: CasefileStore, where: CommitmentFilter, names: list[str]) -> None:
    assert [row.record.id for row in filled.commitments(where)] == names


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (EventFilter(), ["raid", "open", "summit", "vote"]),  # a time line, the undated last
        (EventFilter(kinds=("summit", "vote")), ["summit", "vote"]),
        (EventFilter(kinds=("undecided",)), ["open"]),
        (EventFilter(statuses=("happened",)), ["summit"]),
        (EventFilter(participant="26 ports"), ["open", "summit", "vote"]),
        (EventFilter(participant="xee"), ["raid"]),
        (EventFilter(place="port elan"), ["raid", "open", "summit"]),
        (EventFilter(reported_by="XEE"), ["open"]),
        (EventFilter(event_from="2031-05-02"), ["open", "summit"]),
        (EventFilter(event_until="2031-04-30"), ["raid"]),
        (EventFilter(with_quantity=True), ["raid", "open", "summit"]),
        (EventFilter(outlet="mail"), []),
    ],
)
def test_events_are_found_as_a_time_line(filled: CasefileStore, where: EventFilter, names: list[str]) -> None:
    assert [row.record.id for row in filled.events(where)] == names


@pytest.mark.parametrize(
    ("where", "names"),
    [
        (ClaimFilter(), [*CLAIMS]),
        (ClaimFilter(properties=("controls", "number")), ["holds", "count"]),
        (ClaimFilter(subject="drone"), ["count"]),
        (ClaimFilter(value="port elan"), ["holds"]),
        (ClaimFilter(as_of_from="2031-05"), ["count", "when"]),
        (ClaimFilter(value_from="2031-08-20"), ["when"]),
        (ClaimFilter(value_until="2031-07"), []),
        (ClaimFilter(value_from="2030", value_until="2031-08-01", subject="vote"), ["when"]),
        (ClaimFilter(as_of_until="2031-04-10"), ["member"]),
        (ClaimFilter(text="a tex"), [*CLAIMS]),
    ],
)
def test_claims_are_found(filled: CasefileStore, where: ClaimFilter, names: list[str]) -> None:
    assert [row.record.id for row in filled.claims(where)] == names


def test_a_date_to_look_from_has_to_be_one(filled: CasefileStore) -> None:
    for found in (
        filled.commitments(CommitmentFilter(due_from="soon")),
        filled.events(EventFilter(event_until="soon")),
        filled.claims(ClaimFilter(as_of_from="soon")),
    ):
        with pytest.raises(UsageError, match="'soon' is not a date"):
            next(found)


def test_records_are_those_of_newest_versions_unless_a_document_is_named(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    ids = []
    for n in "12":
        page = make_page(f"Version {n} of a page.", path="/a.txt")
        ids.append(casefile.add_document(page.document, page.raw).document.id)
        casefile.put_reading(make_reading(casefile.document(ids[-1])))
    assert [row.document.id for row in casefile.commitments()] == ids[1:]
    assert {row.document.id for row in casefile.events(EventFilter(all_versions=True))} == set(ids)
    assert [row.document.id for row in casefile.claims(ClaimFilter(document=ids[0][:8]))] == ids[:1]
    assert casefile.counts().commitments == 1
    with pytest.raises(UsageError, match="there is no document 'zz'"):
        next(casefile.commitments(CommitmentFilter(document="zz")))


def test_more_records_than_one_chunk_come_whole_and_in_order(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    expected: list[Commitment] = []
    for n in range(3):
        page = make_page("word " * 20 + str(n), found=Given(published=f"2031-01-0{n + 1}"))
        document = casefile.add_document(page.document, page.raw).document
        plain = make_reading(document)
        held = tuple(replace(plain.commitments[0], id=f"{n}-{k}") for k in range(150))
        casefile.put_reading(replace(plain, commitments=held))
        expected += held
    assert [row.record for row in casefile.commitments()] == expected


def test_decisions_hold_for_the_actors_of_every_record_and_filters_see_it(filled: CasefileStore) -> None:
    names = filled.actor_names()
    assert {"XEE", "Šefa Ōrr", "Lorrin Pact", "group: 26 ports", "Bo Tarn", "XAA", "XDD"} <= set(names)
    assert "the drones" not in names  # what a number is of may be no actor
    assert UNDECIDED not in names
    for old, new in (
        ("XEE", "Elland"),
        ("Lorrin Pact", "The Pact"),
        ("Bo Tarn", "Bo M. Tarn"),
        ("XAA", "Anda"),
    ):
        filled.rename_actor(old, new, "Cy")
    assert [
        row.record.beneficiary for row in filled.commitments(CommitmentFilter(beneficiary="the pact"))
    ] == (["The Pact"] * 3)
    assert [row.record.approval for row in filled.commitments(CommitmentFilter(approval="anda"))] == (
        [("Anda", "Cy Orr")]
    )
    assert [row.record.id for row in filled.events(EventFilter(participant="elland"))] == ["raid"]
    assert [row.record.id for row in filled.events(EventFilter(reported_by="m. tarn"))] == ["summit", "vote"]
    assert [(row.record.subject, row.record.value) for row in filled.claims(ClaimFilter(subject="ell"))] == [
        ("Elland", "Port Élan")
    ]
    assert [row.record.value for row in filled.claims(ClaimFilter(value="the pact"))] == ["The Pact"]
    assert not [*filled.events(EventFilter(participant="xee"))]
    filled.undo_decision("Cy")
    assert [row.record.id for row in filled.commitments(CommitmentFilter(approval="xaa"))] == ["boats"]


def test_a_merge_leaves_each_participant_once_and_outlives_a_newer_model(
    filled: CasefileStore, make_reading: MakeReading
) -> None:
    (document,) = filled.documents()
    filled.merge_actors(["XAA", "group: 26 ports"], "Cy")
    reading = filled.reading(document.id)
    assert reading is not None
    assert reading.events[0].participants == ("XAA",)
    assert reading.commitments[2].party == "XAA"
    filled.put_reading(replace(recorded(document, make_reading(document)), model="m2"))
    assert [row.record.id for row in filled.commitments(CommitmentFilter(party="xaa"))] == ["lumped"]


def test_a_split_of_a_statement_holds_for_what_its_words_carry(
    casefile: CasefileStore, make_page: MakePage, make_reading: MakeReading
) -> None:
    page = make_page("Tarn said that Tarn would send boats. Tarn also sent a letter to the ports.")
    document = casefile.add_document(page.document, page.raw).document
    plain = make_reading(document, content=(Span(10, 36),), speaker="Tarn")
    inside, outside = (
        replace(
            plain.commitments[0], id=name, party="Tarn", party_text=(),
            quote=(Evidence.at(document.text, span),),
        )
        for name, span in (("inside", Span(15, 36)), ("outside", Span(38, 60)))
    )  # fmt: skip
    casefile.put_reading(replace(plain, commitments=(inside, outside)))
    casefile.split_actor("Tarn", "Eva Tarn", "Cy", statement=plain.statements[0].id)
    assert [row.record.party for row in casefile.commitments()] == ["Eva Tarn", "Tarn"]
    assert [row.record.id for row in casefile.commitments(CommitmentFilter(party="eva"))] == ["inside"]


def test_a_name_that_only_an_event_has_can_be_split_in_its_document(filled: CasefileStore) -> None:
    (document,) = filled.documents()
    filled.split_actor("xee", "XFF", "Cy", document=document.id)
    assert [row.record.id for row in filled.events(EventFilter(participant="xff"))] == ["raid"]
    assert [row.record.subject for row in filled.claims()] == [
        "XDD",
        "XFF",
        "the drones",
        "the vote",
        "the vote",
    ]
