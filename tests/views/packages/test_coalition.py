"""A board narrowed to some parties says what these would still lack, and keeps who asks."""

from __future__ import annotations

from typing import Any

from onrecord.codebook.records import Codebook
from onrecord.views.packages.coalition import among
from onrecord.views.packages.gaps import Board, Line, Supposition, gaps
from onrecord.views.packages.lacks import LackKind

Hand = Any  # what the fixture of this name gives


def board(hand: Hand, book: Codebook, **given: Any) -> Board:
    return gaps(hand.casefile, book, "XVM", None, book.packages[0], **given)


def line(board: Board, name: str) -> Line:
    return next(each for each in board.lines if each.id == name)


def test_of_no_parties_it_is_the_whole_board(hand: Hand, book: Codebook) -> None:
    hand.entry(hand.act("Skerrin pledged ships.", party="XSK", measure="ships"))
    whole = board(hand, book)
    assert among(whole, ()) is whole


def test_what_others_have_signed_is_missing_of_those_who_have_not(hand: Hand, book: Codebook) -> None:
    hand.entry(hand.act("Skerrin delivered ships.", party="XSK", measure="ships", status="delivered"))
    hand.entry(hand.act("Arland pledged ships.", party="XAR", measure="ships"))
    hand.said("Velmora asked for ships.", measure="ships")
    whole = board(hand, book)
    alone = line(among(whole, ("XAR",)), "sea")
    assert [each.standing.parties for each in alone.stands] == [("XAR",)]
    assert [lack.kind for lack in alone.missing] == [LackKind.DEED]
    assert alone.asked == line(whole, "sea").asked
    nobody = line(among(whole, ("XQQ",)), "sea")
    assert [lack.kind for lack in nobody.missing] == [LackKind.NOBODY]


def test_refusals_of_others_and_supposed_steps_stay_apart(hand: Hand, book: Codebook) -> None:
    from onrecord.model import EntryKind, RecordKind

    hand.said(
        "Ostmere ruled ships out.", kind=EntryKind.REFUSAL, act="reject", party="XOM", towards=("XVM",),
        measure="ships", record_kind=RecordKind.STATEMENT,
    )  # fmt: skip
    steps = (Supposition("XAR", "sea", "delivered"),)
    whole = board(hand, book, steps=steps)
    assert [each.parties for each in line(whole, "sea").refusals] == [("XOM",)]
    alone = line(among(whole, ("XAR",)), "sea")
    assert alone.refusals == ()
    assert [each.step for each in alone.supposed] == list(steps)
