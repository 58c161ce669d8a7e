"""An entry puts on record what its words carry, and says why where it makes no position."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from onrecord.model import (
    UNDATED,
    Answer,
    Entry,
    EntryKind,
    EntryLink,
    Evidence,
    Point,
    RelationKind,
    Report,
    Span,
    SubjectKind,
    Voice,
    ZoneKind,
)
from onrecord.positions import leanings
from onrecord.positions.points import points_of

MakeEntry = Callable[..., Entry]
MakeLink = Callable[..., EntryLink]
MakeReport = Callable[..., Report]
Say = Callable[..., list[Point]]

TROOPS = "sending 600 soldiers to the Calder Sound"


def test_what_a_minister_says_is_the_position_of_the_state_and_their_own(say: Say) -> None:
    (state,) = say(TROOPS)
    (person,) = say(TROOPS, holder="Lena Tarr")
    assert (state.stance, state.voice, state.counts, state.subject) == (
        "for", Voice.BINDING, True, "ground_troops",
    )  # fmt: skip
    assert (person.stance, person.counts) == ("for", True)
    assert state.words == person.words == TROOPS


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"day": None}, UNDATED),
        ({"zone": ZoneKind.HEADLINE}, leanings.HEADLINE),
        ({"stance_confidence": 0.2}, leanings.DOUBTFUL),
        ({"stance": "conditional"}, leanings.NO_CONDITION),
        ({"kind": EntryKind.ACCEPTANCE, "stance": "against"}, leanings.BOTH_WAYS),
        ({"unnamed": True, "actors": ("anon: an official",), "role": "unnamed"}, "an unnamed source alone"),
        ({"role": "former"}, "speaks for nobody else"),
        ({"role": "expert"}, "speaks for nobody else"),
    ],
)
def test_what_makes_no_position_says_why(say: Say, fields: dict[str, object], why: str) -> None:
    given = dict(fields)
    day = given.pop("day", "2032-03-01")
    (point,) = say(TROOPS, day, **given)
    assert not point.counts
    assert why in point.why_not


def test_a_former_minister_has_a_position_of_their_own(say: Say) -> None:
    (own,) = say(TROOPS, holder="Lena Tarr", role="former")
    assert own.counts
    assert own.voice is Voice.APART


def test_a_person_may_accept_a_doubtful_stance(say: Say) -> None:
    (point,) = say(TROOPS, stance_confidence=0.2, reviewed=True)
    assert point.counts
    assert point.confidence == 1.0


@pytest.mark.parametrize(
    ("words", "fields", "why"),
    [
        ("agree that it will not join the league", {"kind": EntryKind.ACCEPTANCE}, leanings.BOTH_WAYS),
        ("will discuss 600 soldiers", {"undertaken": "pledged"}, leanings.WEIGHED),
        ("failed to send 600 soldiers", {"undertaken": "pledged"}, leanings.BOTH_WAYS),
        ("has sent 600 soldiers", {"undertaken": "delivered"}, leanings.NARRATED_DEED),
        ("will send 600 soldiers", {"undertaken": "pledged", "confidence": 0.2}, leanings.DOUBTFUL),
        (
            "600 soldiers were killed there",
            {"kind": EntryKind.CLAIM, "issues": ("territory",)},
            "names a field",
        ),
    ],
)
def test_words_that_only_seem_to_take_a_side(
    say: Say, words: str, fields: dict[str, object], why: str
) -> None:
    (point,) = say(words, **fields)
    assert not point.counts
    assert why in point.why_not


@pytest.mark.parametrize("kind", [EntryKind.DENIAL, EntryKind.EVENT])
def test_denials_and_events_have_no_points(say: Say, kind: EntryKind) -> None:
    assert say(TROOPS, kind=kind) == []


@pytest.mark.parametrize(
    ("status", "trigger", "stance", "counts"),
    [
        ("pledged", "sending", "for", True),
        ("ratified", "sending", "for", True),
        ("refused", "will not", "against", True),
        ("refused", "did not", "against", False),
        ("withdrawn", "sending", "against", True),
        ("considered", "sending", "none", False),
    ],
)
def test_an_undertaking_leans_by_how_far_it_has_come(
    say: Say, status: str, trigger: str, stance: str, counts: bool
) -> None:
    text = f"{trigger} send 600 soldiers to the Calder Sound"
    (point,) = say(text, undertaken=status, trigger=trigger)
    assert (point.stance, point.counts) == (stance, counts)


def test_what_was_pledged_and_taken_back_says_two_things_on_two_days(
    make_report: MakeReport, make_entry: MakeEntry
) -> None:
    pledged = make_report("will send four boats", "2032-03-01", undertaken="pledged")
    back = make_report("withdraws the four boats", "2032-06-01", undertaken="withdrawn")
    points = [p for p in points_of(make_entry(pledged, back), (), {}) if p.about is SubjectKind.ISSUE]
    assert {(p.stance, p.last_day) for p in points} == {("for", "2032-03-01"), ("against", "2032-06-01")}


def test_reports_that_disagree_about_one_act_are_weighed(
    make_report: MakeReport, make_entry: MakeEntry
) -> None:
    sure = make_report(TROOPS, "2032-03-01", stance_confidence=0.9)
    unsure = make_report(f"{TROOPS} now", "2032-03-04", stance="against", stance_confidence=0.3)
    even = make_report(f"{TROOPS} at once", "2032-03-04", stance="against", stance_confidence=0.85)
    (clear,) = {
        p.stance for p in points_of(make_entry(sure, unsure), (), {}) if p.counts and p.about == "issue"
    }
    assert clear == "for"
    disputed = [p for p in points_of(make_entry(sure, even), (), {}) if p.about == "issue"]
    assert {p.why_not for p in disputed} == {leanings.DISPUTED}


def test_what_one_side_says_of_another_is_not_the_others_word(say: Say) -> None:
    told = {"sayers": ("Goran Stelk",), "sayers_for": ("XQC",), "role": "minister"}
    (point,) = say("will withdraw 600 soldiers from the sound", undertaken="pledged", **told)
    assert not point.counts
    assert point.why_not == leanings.OF_OTHERS


def test_a_condition_stands_in_the_words_of_the_text(say: Say) -> None:
    (read,) = say("we send soldiers if others follow", condition="if others follow", stance="conditional")
    (told,) = say("we send soldiers once the shelling stops", stance="conditional")
    assert (read.condition, read.matter) == ("if others follow", "we send soldiers")
    assert (told.condition, told.counts) == ("once the shelling stops", True)


def test_how_long_a_measure_lasts_is_no_condition(say: Say) -> None:
    text = "our sanctions stay in force for as long as a soldier stands there"
    (point,) = say(text, undertaken="in_force", condition="as long as a soldier stands there")
    assert point.stance == "for"


def test_giving_a_matter_up_is_against_it(say: Say) -> None:
    bid = {"issues": ("nato_membership",), "kind": EntryKind.OFFER}
    (point,) = say("abandoning the bid for membership", **bid)
    (kept,) = say("we will never abandon the bid for membership", **bid)
    assert (point.stance, kept.stance) == ("against", "for")


@pytest.mark.parametrize(
    ("kind", "stance", "order"),
    [(RelationKind.BEFORE, "for", "after ground_troops"), (RelationKind.INSTEAD_OF, "against", "instead_of")],
)
def test_an_order_concerns_both_matters(say: Say, kind: RelationKind, stance: str, order: str) -> None:
    text = f"600 soldiers {kind.value.replace('_', ' ')} membership"
    tie = (kind, "600 soldiers", "membership", ("ground_troops", "nato_membership"))
    by = {p.subject: p for p in say(text, tie=tie)}
    assert by["ground_troops"].order == f"{kind.value} nato_membership: membership"
    assert by["nato_membership"].stance == stance
    assert by["nato_membership"].order.startswith(order)


def test_an_answer_is_on_what_was_put_forward_and_on_its_issue(
    make_report: MakeReport, make_entry: MakeEntry, make_link: MakeLink
) -> None:
    plan = make_entry(
        make_report("a lane for fishing boats", principals=("XQB",), actors=("Ada Fonti",), issues=("sea",))
    )
    text = "rejects Fonti's plan outright"
    no = make_entry(
        make_report(text, "2032-03-04", kind=EntryKind.REFUSAL, stance="undecided", issues=("talks",))
    )
    points = points_of(no, (make_link(no, plan, Answer.REJECTED),), {plan.id: plan})
    on = {p.subject: p for p in points if p.holder == "XQA"}
    assert on[plan.id].about is SubjectKind.PROPOSITION
    assert (on[plan.id].stance, on["sea"].stance) == ("against", "against")
    assert on["sea"].answers == plan.id
    assert "fishing boats" in on["sea"].matter


def test_an_answer_that_its_stance_belies_counts_neither_way(
    make_report: MakeReport, make_entry: MakeEntry, make_link: MakeLink
) -> None:
    plan = make_entry(make_report(TROOPS, principals=("XQB",), actors=("Ada Fonti",)))
    answer = make_entry(make_report("a plan for 600 soldiers in the sound", "2032-03-05"))
    points = points_of(answer, (make_link(answer, plan, Answer.REJECTED),), {plan.id: plan})
    assert not any(p.counts for p in points if p.subject == "ground_troops")


def test_who_puts_something_forward_is_for_it(make_report: MakeReport, make_entry: MakeEntry) -> None:
    entry = make_entry(make_report(TROOPS))
    own = [p for p in points_of(entry, (), {}) if p.about is SubjectKind.PROPOSITION]
    assert {(p.holder, p.subject, p.stance) for p in own} == {
        ("XQA", entry.id, "for"), ("Lena Tarr", entry.id, "for"),
    }  # fmt: skip


def test_words_that_say_nothing_of_a_matter_make_no_position(say: Say) -> None:
    (point,) = say("it, more quietly")
    assert not point.counts


def test_a_position_held_for_long_and_a_look_back_are_told_apart(say: Say) -> None:
    (standing,) = say("600 soldiers", cue="has long demanded", dated=False)
    (earlier,) = say("600 soldiers", cue="had earlier demanded", dated=False)
    (dated,) = say("600 soldiers", cue="had earlier demanded", dated=True)
    assert (standing.told, earlier.told, dated.told) == ("standing", "earlier", "")


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("our soldiers have no business on the Calder Sound", "against"),
        ("we will send 600 soldiers to the Calder Sound", "for"),
    ],
)
def test_plain_words_tell_a_stance_that_was_left_open(say: Say, text: str, stance: str) -> None:
    (point,) = say(text, kind=EntryKind.UNDECIDED, stance="undecided")
    assert (point.stance, point.counts, point.why_not) == (stance, False, leanings.PLAIN)


def test_plain_words_on_a_field_are_on_its_second_issue_too(say: Say) -> None:
    text = "our soldiers have no business on the Calder Sound"
    issues = ("military_operations", "ground_troops")
    found = say(text, kind=EntryKind.UNDECIDED, stance="undecided", issues=issues)
    assert {p.subject for p in found} == {"military_operations", "ground_troops"}
    assert not any(p.counts for p in found)


def test_what_is_made_harder_is_not_wanted(say: Say, make_report: MakeReport, make_entry: MakeEntry) -> None:
    act = make_report("to unite the allies on the Calder Sound", stance_confidence=0.9).act
    sentence = "He wants trade with Vess, complicating the efforts to unite the allies on the Calder Sound."
    quote = Evidence.at(sentence, Span(sentence.index("to unite"), len(sentence) - 1))
    act = replace(act, quote=(quote,), around=(Evidence.at(sentence, Span(0, len(sentence))),))
    (point, *_) = points_of(make_entry(Report(act, (), act.document)), (), {})
    assert (point.counts, point.why_not) == (False, leanings.HINDERED)


def test_what_somebody_else_said_is_theirs(say: Say) -> None:
    names = (("Oster", "XQB"),)
    (point,) = say("Oster appeared to threaten the envoys of the Sound", names=names)
    assert (point.counts, point.why_not) == (False, leanings.OF_ANOTHER)


def test_who_is_sent_takes_no_position(say: Say) -> None:
    assert not any(
        p.counts for p in say(TROOPS, holder="group: 600 soldiers", principals=("group: 600 soldiers",))
    )


def test_the_report_of_the_day_is_quoted(make_report: MakeReport, make_entry: MakeEntry) -> None:
    late = make_report("the plan for soldiers on the sound", "2032-06-30", stance_confidence=0.9,
                       first_day="2032-03-01")  # fmt: skip
    late = replace(late, act=replace(late.act, last_day="2032-03-31"))
    entry = make_entry(late, make_report(TROOPS, "2032-03-13", stance_confidence=0.6))
    assert {p.words for p in points_of(entry, (), {}) if p.about == "issue"} == {TROOPS}
