"""The planted proposals, answers and meetings are all in the views, as the key has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import vobject
import yaml

from onrecord.model import EventStatus
from onrecord.store.casefile import open_casefile
from onrecord.store.interface import CasefileStore
from onrecord.views.calendar.calendar import Line, calendar
from onrecord.views.calendar.ics import to_ics
from onrecord.views.digest.digest import digest
from onrecord.views.digest.window import DigestFilter
from onrecord.views.proposals.proposals import ProposalFilter, proposals

KEY = Path(__file__).parents[2] / "examples" / "planted.yaml"
PLANTED: dict[str, Any] = yaml.safe_load(KEY.read_text("utf-8"))["planted"]


@pytest.fixture(scope="module")
def casefile(examples_casefile: Path) -> Iterator[CasefileStore]:
    with open_casefile(str(examples_casefile), read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def lines(casefile: CasefileStore) -> list[Line]:
    return list(calendar(casefile))


def _is_told_by(casefile: CasefileStore, line: Line, planted: dict[str, Any]) -> bool:
    """Tell whether a report of a line stands in the words of the key."""
    page = casefile.documents_by_id([each.quoted.document for each in line.tellings])
    return any(
        planted["file"] == page[each.quoted.document].name
        and (each.quoted.words in planted["quote"] or planted["quote"] in each.quoted.words)
        for each in line.tellings
    )


@pytest.mark.parametrize("meeting", PLANTED["meetings"], ids=lambda m: f"{m['date']} {m['place']}")
def test_each_planted_meeting_is_one_line(
    casefile: CasefileStore, lines: list[Line], meeting: dict[str, Any]
) -> None:
    (line,) = (each for each in lines if _is_told_by(casefile, each, meeting["evidence"][0]))
    assert line.date == meeting["date"]
    assert meeting["place"] is None or meeting["place"] in line.places
    people = [name for name in meeting["participants"] if " " in name and "Alliance" not in name]
    states = [name for name in meeting["participants"] if name.isupper()]
    assert {*people, *states} <= {*line.participants, *line.principals}
    for told in meeting["evidence"]:
        if "status" in told:
            reports = line.planned if told["status"] == "planned" else line.happened
            assert reports, f"nobody tells it {told['status']}"


def test_the_planned_ones_that_took_place_say_both(lines: list[Line]) -> None:
    both = {line.date for line in lines if line.planned and line.happened}
    assert {"2031-03-10", "2031-09-17", "2031-10-21"} <= both
    assert all(line.status is EventStatus.HAPPENED for line in lines if line.happened)


def test_nothing_is_told_to_have_happened_before_its_day(lines: list[Line]) -> None:
    for line in lines:
        for each in line.happened:
            if line.certain and each.quoted.published and line.first_day and "X" not in each.quoted.published:
                assert each.quoted.published[:10] >= line.first_day[: len(each.quoted.published)], line


def test_the_planted_plan_has_its_answers_and_no_other_of_these_parties(casefile: CasefileStore) -> None:
    (planted,) = PLANTED["proposals"]
    found = [
        p for p in proposals(casefile, ProposalFilter(answered=True)) if p.actors == (planted["proposer"],)
    ]
    (plan,) = (p for p in found if planted["issue"] in p.issues and p.first_day == "2031-03-12")
    told = {(party.name, reply.answer.value) for party in plan.parties for reply in party.replies}
    for answer in planted["answers"]:
        assert (answer["party"], answer["answer"]) in told
        if answer["party"] != "XKV":  # in this page a Velmoran is taken for one of Korvath's
            assert {how for party, how in told if party == answer["party"]} == {answer["answer"]}
    assert plan.parties[0].name == "XKV"


def test_the_turn_of_a_party_that_refused_stands_beside_its_answer(casefile: CasefileStore) -> None:
    (plan,) = proposals(
        casefile, ProposalFilter(answered=True, issues=("demilitarised_zone",), until="2031-03-31")
    )
    (korvath,) = (party for party in plan.parties if party.name == "XKV")
    assert [(later.stance, later.since) for later in korvath.later] == [("for", "2031-06-20")]


def test_the_calendar_of_the_examples_is_read_back(lines: list[Line]) -> None:
    made = to_ics(lines)
    events = vobject.readOne(made.content.decode()).vevent_list
    assert len(events) == made.events
    assert len(events) + len(made.left_out) == len(lines)
    assert len({event.uid.value for event in events}) == len(events)


def test_what_ostmere_took_back_is_in_the_digest_of_its_week(casefile: CasefileStore) -> None:
    found = digest(casefile, DigestFilter("2031-07-07", "2031-07-13"))
    assert any("XOM" in moved.card.who and moved.after == "withdrawn" for moved in found.taken_back)
    assert any("XOM" in shift.holders for shift in found.shifts)
    assert found.undated.number == 4
