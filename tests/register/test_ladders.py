"""A commitment's ladders say how far it is decided and how far it is done, step by step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.model import CommitmentStatus, EntryKind, RecordKind, Report, ReportedAct
from onrecord.register.ladders import status, steps, words

MakeAct = Callable[..., ReportedAct]


@pytest.fixture(scope="session")
def told(make_act: MakeAct) -> Callable[..., Report]:
    def tell(status: str, day: str, text: str = "the contingent of 1,200 troops", **fields: object) -> Report:
        given = {
            "record_kind": RecordKind.COMMITMENT,
            "kind": EntryKind.COMMITMENT,
            "act": "",
            "status": status,
        }
        act = make_act(text, page=f"{status} {day}", day=day, **{**given, **fields})
        return Report(act, (), act.document)

    return tell


def test_a_climbing_commitment_has_each_step_once_in_the_order_of_time(told: Callable[..., Report]) -> None:
    reports = [
        told("signed", "2031-09-17"),
        told("considered", "2031-02-04"),
        told("pledged", "2031-04-22"),
        told("pledged", "2031-05-02"),
    ]
    found = steps(reports)
    assert [(s.status, s.on, s.report) for s in found] == [
        ("considered", "2031-02-04", 1),
        ("pledged", "2031-04-22", 2),
        ("signed", "2031-09-17", 0),
    ]
    assert status(reports) == "signed"


def test_a_commitment_taken_back_may_be_given_again(told: Callable[..., Report]) -> None:
    reports = [told("pledged", "2031-04-22"), told("withdrawn", "2031-07-08"), told("pledged", "2031-08-01")]
    assert [s.status for s in steps(reports)] == ["pledged", "withdrawn", "pledged"]
    assert status(reports) == "pledged"
    assert status(reports[:2]) == "withdrawn"


def test_the_furthest_of_one_day_is_the_status(told: Callable[..., Report]) -> None:
    assert status([told("proposed", "2031-04-22"), told("agreed", "2031-04-22")]) == "agreed"


def test_delivery_is_a_step_of_the_other_ladder(told: Callable[..., Report]) -> None:
    found = steps([told("pledged", "2031-04-22"), told("delivered", "2031-06-30")])
    assert [(s.ladder, s.status) for s in found] == [("decided", "pledged"), ("done", "delivered")]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("the Senate has allocated the money for the ships", "allocated"),
        ("the Senate will allocate the money for the ships", None),
        ("the first twenty ambulances arrived in Sarnholt", "delivered"),
        ("to deliver twenty ambulances", None),
    ],
)
def test_what_is_done_is_told_from_what_is_to_come(
    told: Callable[..., Report], text: str, step: str | None
) -> None:
    done = [s.status for s in steps([told("pledged", "2031-04-22", text)]) if s.ladder == "done"]
    assert done == ([step] if step else [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ostmere withdraws the naval offer", CommitmentStatus.WITHDRAWN),
        ("Ostmere has dropped its pledge of four ships", CommitmentStatus.WITHDRAWN),
        ("Korvath withdraws its army from the pass", "pledged"),
    ],
)
def test_taking_a_pledge_back_is_told_from_withdrawing_troops(
    told: Callable[..., Report], text: str, found: str
) -> None:
    assert status([told("pledged", "2031-07-08", text)]) == found


def test_every_status_has_its_place_on_a_ladder() -> None:
    known = {*words()["decided"], *words()["back"], *words()["done"]}
    assert {s.value for s in CommitmentStatus} <= known
