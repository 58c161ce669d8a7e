"""Deadlines are merged over reports and say no more than that something is not known to be met."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from onrecord.model import Claim, ClaimProperty, EntryKind, Reading, RecordKind, ZoneKind
from onrecord.views.packages.deadlines import (
    DEADLINE_COLUMNS,
    Deadline,
    DeadlineFilter,
    DeadlineKind,
    DeadlineState,
    deadline_cells,
    deadline_record,
    deadlines,
    within,
)

Hand = Any  # what the fixture of this name gives


def shown(hand: Hand, **where: Any) -> list[Deadline]:
    return list(deadlines(hand.casefile, DeadlineFilter(**where)))


def planned(hand: Hand, text: str, due: str, day: str = "2031-05-02", status: str = "planned") -> Any:
    return hand.act(
        text, day, status=status, kind=EntryKind.EVENT, record_kind=RecordKind.EVENT, measure="event:summit",
        due=due, dated=True, towards=(),
    )  # fmt: skip


def test_a_commitment_is_one_line_however_often_it_is_reported(hand: Hand) -> None:
    entry = hand.entry(
        hand.act("Skerrin sends troops by 1 August", due="2031-08-01", due_text="by 1 August"),
        hand.act("Troops by 1 August, says Skerrin", "2031-05-03", due="2031-08-01", due_text="by 1 August"),
    )
    (found,) = shown(hand, as_of="2031-07-01")
    assert (found.kind, found.due, found.state) == (
        DeadlineKind.COMMITMENT,
        "2031-08-01",
        DeadlineState.TO_COME,
    )
    assert (found.entries.ids, found.documents.number, len(found.records)) == ((entry.id,), 2, 2)
    assert [d.state for d in shown(hand, as_of="2031-08-01")] == [DeadlineState.TO_COME]
    assert [d.state for d in shown(hand, as_of="2031-08-02")] == [DeadlineState.NOT_KNOWN]
    assert [d.state for d in shown(hand)] == [DeadlineState.OPEN]


def test_met_and_taken_back(hand: Hand) -> None:
    def pair(party: str, status: str, words: str) -> None:
        hand.entry(
            hand.act(
                f"{party} sends troops by 1 August", party=party, due="2031-08-01", due_text="by 1 August"
            ),
            hand.act(f"{party} {words}", "2031-07-20", party=party, status=status),
        )

    pair("XSK", "delivered", "has delivered")
    pair("XOM", "withdrawn", "withdraws its pledge")
    states = {d.parties[0]: d.state for d in shown(hand, as_of="2031-09")}
    assert states == {"XSK": DeadlineState.MET, "XOM": DeadlineState.TAKEN_BACK}


def test_a_planned_event_that_has_happened_is_met(hand: Hand) -> None:
    hand.entry(
        planned(hand, "The summit is to be on 8 July", "2031-07-08"),
        replace(
            planned(hand, "The summit was held", "2031-07-08", "2031-07-09", "happened"),
            first_day="2031-07-08", last_day="2031-07-08",
        ),
    )  # fmt: skip
    before, after = (shown(hand, as_of=day) for day in ("2031-07-01", "2031-07-10"))
    assert [d.state for d in before] == [DeadlineState.TO_COME]
    assert [d.state for d in after] == [DeadlineState.MET]
    assert after[0].documents.number == 1  # the page that planned it


def test_what_merely_happened_sets_no_day(hand: Hand) -> None:
    hand.entry(planned(hand, "The summit was held", "2031-07-08", "2031-07-09", status="happened"))
    assert shown(hand) == []


def test_what_lies_after_its_article_is_to_come_whatever_the_verb(hand: Hand) -> None:
    hand.entry(planned(hand, "The vote takes place on 8 July", "2031-07-08", status="happened"))
    assert [d.state for d in shown(hand, as_of="2031-07-10")] == [DeadlineState.NOT_KNOWN]


def test_a_day_that_the_words_do_not_give_comes_last(hand: Hand) -> None:
    text = "Skerrin sends troops within a week of the ceasefire."
    hand.entry(hand.act(text, due="2031-05-09", due_text="within a week"))
    hand.entry(hand.act("Ostmere sends ships from June on", due="2031-06/..", due_text="from June on"))
    found = shown(hand, as_of="2032")
    assert [(d.due, d.last_day, d.state) for d in found] == [
        ("2031-06/..", None, DeadlineState.OPEN), (None, None, DeadlineState.OPEN),
    ]  # fmt: skip
    assert found[1].words == "within a week of the ceasefire"
    assert [d.due for d in shown(hand, first="2031-05", last="2031-07")] == ["2031-06/.."]


def test_claims_that_say_the_same_are_one_and_past_ones_are_none(hand: Hand) -> None:
    for day, value in (
        ("2031-05-02", "2031-09-17"),
        ("2031-05-03", "2031-09-17"),
        ("2031-10-01", "2031-09-17"),
    ):
        page = hand.page(f"The signing is set for 17 September, {day}", day)
        words = hand.act(f"Elsewhere {day}", day).quote  # any evidence
        claim = Claim(
            f"k{day}", page.id, words, ZoneKind.BODY, ClaimProperty.DATE, "The signing", (), value, words
        )
        hand.casefile.put_reading(Reading(page.id, "by hand", (), (), claims=(claim,)))
    (found,) = shown(hand, as_of="2031-06")
    assert (found.kind, found.records) == (DeadlineKind.CLAIM, ("k2031-05-02", "k2031-05-03"))
    assert [d.records for d in shown(hand, as_of="2031-05-02")] == [("k2031-05-02",)]


def test_filters_and_records(hand: Hand) -> None:
    hand.entry(hand.act("Skerrin sends troops by August", due="2031-08", due_text="by August"))
    hand.entry(planned(hand, "The summit is to be on 8 July", "2031-07-08"))
    assert [d.due for d in shown(hand)] == ["2031-07-08", "2031-08"]
    assert [d.due for d in shown(hand, first="2031-08-15")] == ["2031-08"]
    assert [d.due for d in shown(hand, last="2031-07")] == ["2031-07-08"]
    assert [d.due for d in shown(hand, beneficiaries=("XVM",))] == ["2031-08"]
    assert [d.due for d in shown(hand, kinds=(DeadlineKind.EVENT,))] == ["2031-07-08"]
    assert shown(hand, parties=("XOM",)) == []
    for each in shown(hand):
        assert tuple(deadline_cells(each)) == DEADLINE_COLUMNS
        assert deadline_record(each, None)["entries"] == list(each.entries.ids)


def test_of_all_deadlines_a_period_has_those_that_are_looked_for_in_it(hand: Hand) -> None:
    for day in ("2031-08-01", "2031-08", "../2031-09-15", "2031-10-01/..", "2032"):
        hand.entry(hand.act(f"Skerrin sends troops by {day}", due=day, due_text=f"by {day}"))
        hand.entry(planned(hand, f"a summit on {day}", day))
    every = deadlines(hand.casefile, DeadlineFilter(as_of="2031-09-01"))
    assert len(every) >= 5
    for first, last in (
        ("2031-08-01", "2031-08-31"),
        ("2031-09", None),
        (None, "2031-08-15"),
        ("2032", "2033"),
    ):
        for kinds in ((), (DeadlineKind.EVENT,), (DeadlineKind.ACT, DeadlineKind.COMMITMENT)):
            where = DeadlineFilter(first=first, last=last, as_of="2031-09-01", kinds=kinds)
            assert within(every, where) == deadlines(hand.casefile, where)
