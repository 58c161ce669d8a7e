"""Proposals stand once, with each answer in the order of time, and silence as silence."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.model import Answer, Entry, EntryKind, EntryLinkKind, ZoneKind
from onrecord.views.proposals.proposal_records import PROPOSAL_COLUMNS, proposal_cells, proposal_record
from onrecord.views.proposals.proposals import Proposal, ProposalFilter, proposal, proposals

Desk = Any  # what the fixture of this name gives


def shown(desk: Desk, **where: Any) -> list[Proposal]:
    return list(proposals(desk.casefile, ProposalFilter(**({"every": True} | where))))


@pytest.fixture
def plan(desk: Desk) -> Entry:
    """Return a plan that is put to three."""
    page = desk.page("Sand proposed a zone on the river to Orlin, Thessia and the clans.", "2031-03-12")
    towards = ("XBB", "XCC", "group: the clans")
    entry: Entry = desk.entry(desk.act(page, "a zone on the river", towards=towards, issues=("zone",)))
    return entry


def test_a_later_answer_of_the_same_party_follows_its_first(desk: Desk, plan: Entry) -> None:
    desk.answer(plan, desk.page("Orlin said yes after all.", "2031-06-20"), "yes after all", Answer.ACCEPTED)
    desk.answer(plan, desk.page("Orlin said no.", "2031-03-13"), "no", Answer.REJECTED, cue="said")
    (found,) = shown(desk)
    (party,) = found.parties
    assert [(r.answer, r.day) for r in party.replies] == [
        (Answer.REJECTED, "2031-03-13"),
        (Answer.ACCEPTED, "2031-06-20"),
    ]
    assert party.latest is Answer.ACCEPTED
    first = party.replies[0]
    assert (first.by, first.voice, first.quoted.words, first.quoted.cue) == (
        "Bo Reed",
        "minister",
        "no",
        "said",
    )
    assert first.origins == (first.quoted.document,)


def test_who_was_asked_by_name_and_speaks_of_other_things_is_silent(desk: Desk, plan: Entry) -> None:
    assert shown(desk)[0].unheard == ("XBB", "XCC")
    desk.entry(
        desk.act(desk.page("Thessia met.", "2031-03-20"), "met", principals=("XCC",), kind=EntryKind.CLAIM)
    )
    desk.answer(plan, desk.page("Orlin said yes.", "2031-03-13"), "yes", Answer.ACCEPTED)
    (found,) = shown(desk)
    assert found.silent == ("XCC",)
    assert found.unnamed == ("group: the clans",)
    assert found.is_open


@pytest.mark.parametrize(("acts", "silent"), [(False, ()), (True, ("Ilmar Council",))])
def test_a_name_of_no_actor_is_not_called_silent(desk: Desk, acts: bool, silent: tuple[str, ...]) -> None:
    page = desk.page("Sand proposed a zone to the Ilmar Council. The council met.", "2031-03-12")
    desk.entry(desk.act(page, "a zone", towards=("Ilmar Council",)))
    if acts:
        desk.entry(desk.act(page, "The council met", kind=EntryKind.CLAIM, principals=("Ilmar Council",)))
    assert shown(desk)[0].silent == silent


def test_as_of_a_day_later_answers_are_not_known(desk: Desk, plan: Entry) -> None:
    desk.answer(plan, desk.page("Orlin said no.", "2031-03-13"), "no", Answer.REJECTED)
    desk.answer(plan, desk.page("Orlin said yes.", "2031-06-20"), "yes", Answer.ACCEPTED)
    assert shown(desk, as_of="2031-03")[0].parties[0].latest is Answer.REJECTED
    assert shown(desk, as_of="2031-03-12")[0].parties == ()
    assert shown(desk, as_of="2031-03-11") == []
    assert shown(desk, as_of="2031-03-12", answered=True) == []


def test_what_is_put_forward_again_is_one_with_the_answers_to_either(desk: Desk, plan: Entry) -> None:
    again_page = desk.page("Sand proposed the zone again.", "2031-04-08")
    again = desk.entry(desk.act(again_page, "the zone again", issues=("zone",)))
    desk.link(again, plan, kind=EntryLinkKind.REPEATS)
    desk.answer(again, desk.page("Orlin said yes.", "2031-04-09"), "yes", Answer.ACCEPTED)
    (found,) = shown(desk)
    assert [card.id for card in found.versions] == [plan.id, again.id]
    assert found.parties[0].latest is Answer.ACCEPTED
    assert proposal(desk.casefile, again.id[:10]).id == plan.id


def test_an_answer_to_a_part_is_shown_as_that(desk: Desk, plan: Entry) -> None:
    page = desk.page("Under the plan observers would come.", "2031-03-12")
    part = desk.entry(desk.act(page, "observers would come", kind=EntryKind.OFFER))
    desk.link(part, plan, kind=EntryLinkKind.PART_OF)
    desk.answer(part, desk.page("Orlin wants no observers.", "2031-03-13"), "no observers", Answer.REJECTED)
    (found,) = shown(desk)
    assert [card.id for card in found.parts] == [part.id]
    assert found.parties[0].latest is None
    assert [reply.of_part for reply in found.parties[0].replies] == [True]


def test_what_a_caption_tells_of_it_is_no_other_proposal(desk: Desk) -> None:
    page = desk.page(
        "Sand shows her plan to reporters. Sand proposed a zone. Orlin said yes to her plan.", "2031-03-12"
    )
    caption = desk.entry(desk.act(page, "her plan", zone=ZoneKind.CAPTION, issues=("talks",)))
    body = desk.entry(desk.act(page, "a zone", issues=("zone",)))
    desk.answer(caption, page, "yes to her plan", Answer.ACCEPTED)
    for where in ({}, {"issues": ("talks",)}):
        (found,) = shown(desk, **where)
        assert [card.id for card in found.versions] == [body.id, caption.id]
        assert found.parties[0].latest is Answer.ACCEPTED
    assert [card.id for card in proposal(desk.casefile, body.id).versions] == [body.id, caption.id]


def test_denials_are_no_answers_and_claims_are_not_put_forward(desk: Desk) -> None:
    page = desk.page("Sand claims that troops came. Orlin denied it. Sand offered talks.", "2031-03-12")
    claim = desk.entry(desk.act(page, "troops came", kind=EntryKind.CLAIM))
    offer = desk.entry(desk.act(page, "talks", kind=EntryKind.OFFER))
    desk.answer(claim, page, "denied it", Answer.DENIED, kind=EntryKind.DENIAL)
    assert [found.id for found in shown(desk)] == [offer.id]


def test_filters_choose(desk: Desk, plan: Entry) -> None:
    page = desk.page("Reed demanded ships.", "2031-05-01")
    demand = desk.entry(
        desk.act(
            page, "ships", kind=EntryKind.DEMAND, actors=("Bo Reed",), principals=("XBB",), issues=("ships",)
        )
    )
    desk.answer(
        demand, desk.page("Varnia said no.", "2031-05-02"), "no", Answer.REJECTED, principals=("XAA",)
    )
    assert [found.id for found in shown(desk)] == [demand.id, plan.id]  # what is answered comes first
    assert [found.id for found in shown(desk, open=True)] == [plan.id]
    assert [found.id for found in shown(desk, issues=("ships",))] == [demand.id]
    assert [found.id for found in shown(desk, actor="sand")] == [plan.id]
    assert [found.id for found in shown(desk, since="2031-04")] == [demand.id]
    assert [found.id for found in shown(desk, until="2031-04")] == [plan.id]
    assert [found.id for found in shown(desk, answered=False)] == [plan.id]


def test_what_is_put_to_nobody_by_name_or_on_no_issue_is_shown_only_with_the_rest(desk: Desk) -> None:
    page = desk.page(
        "Sand offered Orlin ships. Sand asked for calm. Sand wants Orlin to listen.", "2031-03-12"
    )
    put = desk.entry(desk.act(page, "ships", kind=EntryKind.OFFER, towards=("XBB",)))
    desk.entry(desk.act(page, "calm", kind=EntryKind.DEMAND))
    desk.entry(desk.act(page, "to listen", kind=EntryKind.DEMAND, towards=("XBB",), issues=("other",)))
    assert [found.id for found in shown(desk, every=False)] == [put.id]
    assert len(shown(desk)) == 3


def test_what_is_taken_back_is_not_open(desk: Desk) -> None:
    page = desk.page("Sand withdrew the offer of ships.", "2031-03-12")
    desk.entry(desk.act(page, "the offer of ships", kind=EntryKind.OFFER, status="withdrawn"))
    assert not shown(desk)[0].is_open
    assert shown(desk, open=True) == []


def test_a_later_shift_on_the_matter_stands_beside_the_answers(desk: Desk, plan: Entry) -> None:
    no = desk.answer(plan, desk.page("Orlin said no.", "2031-03-13"), "no", Answer.REJECTED, issues=("zone",))
    turn = desk.page("Orlin takes a zone.", "2031-06-20")
    yes = desk.entry(
        desk.act(turn, "takes a zone", kind=EntryKind.COMMITMENT, principals=("XBB",), issues=("zone",))
    )
    desk.shift(desk.point(no, "against"), desk.point(yes, "for"))
    (party,) = shown(desk)[0].parties
    assert [(later.stance, later.opening.entry) for later in party.later] == [("for", yes.id)]
    assert party.latest is Answer.REJECTED
    assert shown(desk, as_of="2031-05")[0].parties[0].later == ()


def test_records_and_rows_have_what_is_published(desk: Desk, plan: Entry) -> None:
    desk.answer(plan, desk.page("Orlin said no.", "2031-03-13"), "no", Answer.REJECTED)
    (found,) = shown(desk)
    cells = proposal_cells(found)
    assert tuple(cells) == PROPOSAL_COLUMNS
    assert cells["answers"] == "XBB: rejected 2031-03-13"
    assert cells["rejected"] == "XBB"
    record = proposal_record(found)
    assert (record["silent"], record["unheard"]) == ([], ["XCC"])
    assert record["parties"][0]["replies"][0]["report"]["words"] == "no"
