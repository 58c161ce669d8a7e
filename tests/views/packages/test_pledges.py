"""What was pledged stands against what is known to be delivered; amounts are never added up."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.model import EntryKind, RecordKind
from onrecord.views.packages.pledges import (
    PLEDGE_COLUMNS,
    Pledge,
    PledgeFilter,
    pledge_cells,
    pledge_record,
    pledges,
)

Hand = Any  # what the fixture of this name gives


def shown(hand: Hand, **where: Any) -> list[Pledge]:
    return list(pledges(hand.casefile, PledgeFilter(**where)))


def test_amounts_of_merged_reports_stand_side_by_side(hand: Hand) -> None:
    hand.entry(
        hand.act(
            "Skerrin pledged 1,200 troops", quantities=(("troops", 1200.0, 1200.0),), quantity_text="1,200"
        ),
        hand.act(
            "Skerrin pledged troops worth 5 million crowns", "2031-05-03",
            quantities=(("troops", 1200.0, 1200.0), ("XSK crowns", 5e6, 5e6), ("days", 30.0, 30.0)),
        ),
    )  # fmt: skip
    (pledge,) = shown(hand)
    amounts = {(a.unit, a.least, a.most): len(a.records) for a in pledge.standing.amounts}
    assert amounts == {("troops", 1200.0, 1200.0): 2, ("XSK crowns", 5e6, 5e6): 1}
    assert pledge.standing.amounts[0].words == "1,200"


def test_overdue_is_what_was_due_and_is_not_known_to_be_delivered(hand: Hand) -> None:
    late = hand.entry(hand.act("Skerrin sends troops by June", due="2031-06", due_text="by June"))
    hand.entry(
        hand.act(
            "Ostmere sends ships by June", party="XOM", measure="ships", due="2031-06", due_text="by June"
        ),
        hand.act(
            "Ostmere delivered the ships", "2031-05-20", party="XOM", measure="ships", status="delivered"
        ),
    )
    hand.entry(
        hand.act("Aurelle sends troops by June", party="XAR", due="2031-06", due_text="by June"),
        hand.act("Aurelle cancels its pledge", "2031-05-20", party="XAR", status="withdrawn"),
    )
    assert shown(hand, overdue=True, as_of="2031-06-30") == []
    (pledge,) = shown(hand, overdue=True, as_of="2031-07-01")
    assert pledge.standing.entry == late.id
    assert [due.edtf for due in pledge.overdue] == ["2031-06"]
    assert [p.delivered for p in shown(hand, as_of="2031-07-01")].count(True) == 1
    assert pledge_record(pledge, "2031-07-01")["overdue"] == ["2031-06"]


@pytest.mark.parametrize(
    ("text", "due", "words"),
    [
        ("Skerrin will send troops within thirty days of ratification.", "2031-10-17", "within thirty days"),
        (
            "Skerrin will send troops within a week after the ceasefire, he said.",
            "2031-05-09",
            "within a week",
        ),
    ],
)
def test_days_reckoned_from_another_day_are_due_on_none(hand: Hand, text: str, due: str, words: str) -> None:
    hand.entry(hand.act(text, due=due, due_text=words))
    (pledge,) = shown(hand, as_of="2033")
    (told,) = pledge.standing.dues
    assert (told.edtf, pledge.overdue) == (None, ())
    assert told.words in text
    assert told.words.startswith(f"{words} ")


def test_open_ends_are_never_overdue(hand: Hand) -> None:
    hand.entry(hand.act("Skerrin sends troops from January on", due="2031-01/..", due_text="from January on"))
    assert shown(hand, overdue=True, as_of="2040") == []


def test_filters(hand: Hand) -> None:
    a = hand.entry(hand.act("Skerrin pledged troops"))
    b = hand.entry(hand.act("Ostmere considers ships", party="XOM", measure="ships", status="considered",
                            kind=EntryKind.OFFER, towards=("XSK",)))  # fmt: skip
    hand.entry(
        hand.act("Ostmere will not send troops", party="XOM", status="refused", kind=EntryKind.REFUSAL)
    )

    def ids(**where: Any) -> list[str]:
        return [p.standing.entry for p in shown(hand, **where)]

    assert sorted(ids()) == sorted((a.id, b.id))
    assert ids(parties=("XSK",)) == [a.id]
    assert ids(beneficiaries=("XSK",)) == [b.id]
    assert ids(measures=("ships",)) == [b.id]
    assert ids(offers=False) == [a.id]
    assert ids(parties=("XS",)) == []
    assert ids(as_of="2031-05-01") == []


def test_cells_have_every_column(hand: Hand) -> None:
    hand.entry(hand.act("Skerrin pledged troops", None, due="2031-06", due_text="Skerrin"))
    (pledge,) = shown(hand, as_of="2031-07")
    cells = pledge_cells(pledge)
    assert tuple(cells) == PLEDGE_COLUMNS
    assert (cells["apart"], cells["overdue"], cells["due"]) == ("undated", "", "2031-06")


def test_a_statement_alone_is_an_undertaking(hand: Hand) -> None:
    entry = hand.entry(
        hand.act("Skerrin offers troops", kind=EntryKind.OFFER, act="offer", status="",
                 record_kind=RecordKind.STATEMENT)
    )  # fmt: skip
    assert [(p.standing.entry, p.standing.status) for p in shown(hand)] == [(entry.id, "proposed")]
