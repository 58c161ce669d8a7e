"""A board of gaps says of each measure what is on record of it, and supposes nothing unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onrecord.codebook.records import Codebook
from onrecord.model import EntryKind, RecordKind, ZoneKind
from onrecord.views.packages.gap_records import GAP_COLUMNS, gap_cells, gap_record
from onrecord.views.packages.gaps import Board, Line, Read, Supposition, entries_of, gaps
from onrecord.views.packages.lacks import LackKind
from onrecord.views.packages.undertakings import COUNTS_PARTIES, HEADLINE, NOBODY, UNDATED

Hand = Any  # what the fixture of this name gives


def board(hand: Hand, book: Codebook, as_of: str | None = None, **given: Any) -> Board:
    return gaps(hand.casefile, book, "XVM", as_of, book.packages[0], **given)


def line(hand: Hand, book: Codebook, name: str, as_of: str | None = None, **given: Any) -> Line:
    return next(each for each in board(hand, book, as_of, **given).lines if each.id == name)


def kinds(found: Line) -> list[LackKind]:
    return [lack.kind for lack in found.missing]


def test_silence_is_shown_as_silence(hand: Hand, book: Codebook) -> None:
    shown = board(hand, book)
    assert [each.id for each in shown.lines] == ["land", "sea", "consultation"]
    for each in shown.lines:
        assert not list(entries_of(each))
        assert kinds(each) == [LackKind.NOBODY]
    assert gaps(hand.casefile, book, "XVM").lines == ()


def test_what_is_asked_and_who_stands_behind_it(hand: Hand, book: Codebook) -> None:
    asked = hand.said("Velmora asks for troops", towards=("XSK",))
    pledge = hand.entry(hand.act("Skerrin pledges 200 troops", quantities=(("troops", 200.0, 200.0),)))
    found = line(hand, book, "land")
    assert [s.entry for s in found.asked] == [asked.id]
    (stand,) = found.stands
    assert (stand.standing.entry, stand.standing.status, stand.standing.since) == (
        pledge.id,
        "pledged",
        "2031-05-02",
    )
    assert [lack.kind for lack in stand.lacks] == [LackKind.STATUS, LackKind.FORM_NOT_TOLD]
    assert not found.meets
    assert kinds(found) == [LackKind.STATUS, LackKind.FORM_NOT_TOLD]
    assert found.missing[0].entries.ids == (pledge.id,)


def test_demands_of_others_on_it_and_its_own_promises_are_no_requests(hand: Hand, book: Codebook) -> None:
    hand.said("Korvath demands that Velmora withdraw its troops", party="XKV", towards=("XVM",))
    hand.entry(hand.act("Velmora will send troops to Skerrin", party="XVM", towards=("XSK",)))
    assert not list(entries_of(line(hand, book, "land")))


def test_a_proposal_of_another_for_it_is_asked_and_a_plan_of_ones_own_is_undertaken(
    hand: Hand, book: Codebook
) -> None:
    given: dict[str, Any] = {
        "kind": EntryKind.PROPOSAL,
        "act": "propose",
        "party": "XAR",
        "towards": ("XVM",),
    }
    put = hand.said("Aurelle proposes troops for Velmora", **given)
    plan = hand.entry(hand.act("Skerrin proposes a battalion", status="proposed", kind=EntryKind.PROPOSAL))
    found = line(hand, book, "land")
    assert [s.entry for s in found.asked] == [put.id]
    assert [s.standing.entry for s in found.stands] == [plan.id]


def test_a_ladder_as_of_a_day(hand: Hand, book: Codebook) -> None:
    entry = hand.entry(
        hand.act("Skerrin considers troops", "2031-02-04", status="considered"),
        hand.act("Skerrin pledged troops", "2031-04-22"),
        hand.act(
            "The treaty obliges Skerrin to send troops", "2031-09-17", status="signed", legal_form="treaty",
            legal_form_text="treaty",
        ),
    )  # fmt: skip

    def status(as_of: str) -> tuple[str | None, tuple[str, ...], int]:
        (stand,) = line(hand, book, "land", as_of).stands
        s = stand.standing
        return s.status, tuple(form.value for form in s.legal_forms), len(s.origins)

    assert not line(hand, book, "land", "2031-02-03").stands
    assert status("2031-02-04") == ("considered", (), 1)
    assert status("2031-09") == ("signed", ("treaty",), 3)
    assert status("2031-09-16") == ("pledged", (), 2)
    (stand,) = line(hand, book, "land").stands
    assert stand.standing.quote == "The treaty obliges Skerrin to send troops"
    assert stand.standing.entry == entry.id
    assert [lack.kind for lack in stand.lacks] == [LackKind.APPROVAL]


def test_an_act_that_its_text_dates_counts_from_then(hand: Hand, book: Codebook) -> None:
    late = hand.act("In May Skerrin pledged troops", "2031-09-17", dated=True)
    hand.entry(replace(late, first_day="2031-05-01", last_day="2031-05-31"))
    assert not line(hand, book, "land", "2031-05-30").stands
    assert line(hand, book, "land", "2031-05-31").stands


def test_what_is_taken_back_stands_behind_nothing(hand: Hand, book: Codebook) -> None:
    entry = hand.entry(
        hand.act("Ostmere pledged four patrol ships", "2031-04-22", party="XOM", measure="ships"),
        hand.act(
            "Ostmere withdraws the ships", "2031-07-08", party="XOM", measure="ships", status="withdrawn"
        ),
    )
    before, after = (line(hand, book, "sea", day) for day in ("2031-05", "2031-08"))
    assert kinds(before) == [LackKind.DEED]
    (stand,) = after.stands
    assert (stand.standing.taken_back, stand.standing.taken_back_on) == ("withdrawn", "2031-07-08")
    assert stand.standing.status == "pledged"  # what it had been
    assert kinds(after) == [LackKind.NOBODY, LackKind.TAKEN_BACK]
    assert after.missing[1].entries.ids == (entry.id,)


def test_all_that_is_needed(hand: Hand, book: Codebook) -> None:
    entry = hand.entry(
        hand.act(
            "Skerrin signed a treaty on troops, approved by parliament", status="signed", legal_form="treaty",
            legal_form_text="treaty", approval=("XSK",), approval_text="approved by parliament",
        )
    )  # fmt: skip
    found = line(hand, book, "land")
    assert found.meets.ids == (entry.id,)
    assert found.missing == ()
    assert [a.state for s in found.stands for a in s.standing.approvals] == ["given"]


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("subject to approval by parliament", "open"),
        ("pending ratification by parliament", "open"),
        ("parliament must still approve", "open"),
        ("approved by parliament", "given"),
        ("parliamentary approval", "undecided"),
    ],
)
def test_an_approval_is_open_given_or_left_undecided(
    hand: Hand, book: Codebook, words: str, state: str
) -> None:
    hand.entry(
        hand.act(
            f"Skerrin signed an agreement on troops, {words}", status="signed", legal_form="agreement",
            legal_form_text="agreement", approval=("XSK",), approval_text=words,
        )
    )  # fmt: skip
    (stand,) = line(hand, book, "land").stands
    assert [a.state for a in stand.standing.approvals] == [state]
    assert [lack.kind for lack in stand.lacks] == ([] if state == "given" else [LackKind.APPROVAL])


def test_a_form_that_is_too_weak(hand: Hand, book: Codebook) -> None:
    hand.entry(
        hand.act(
            "Skerrin ratified a memorandum on troops", status="ratified", legal_form="memorandum",
            legal_form_text="memorandum",
        )
    )  # fmt: skip
    found = line(hand, book, "land")
    assert [(lack.kind, lack.words) for lack in found.missing] == [
        (LackKind.FORM, "memorandum; needed: treaty or agreement")
    ]


def test_a_condition_is_open_unless_the_package_has_one_itself(hand: Hand, book: Codebook) -> None:
    hand.entry(
        hand.act("Ostmere sends ships if others follow", measure="ships", condition="if others follow")
    )
    hand.entry(
        hand.act(
            "Aurelle would consult if attacked", party="XAR", measure="guarantees", condition="if attacked"
        )
    )
    assert LackKind.CONDITION in kinds(line(hand, book, "sea"))
    found = line(hand, book, "consultation")
    assert found.missing == ()
    assert [c.words for s in found.stands for c in s.standing.conditions] == ["if attacked"]


def test_a_counted_group_is_shown_as_that(hand: Hand, book: Codebook) -> None:
    group = hand.entry(
        hand.act("Nineteen states pledged troops", party="group: nineteen states", status="ratified",
                 members_named=False, legal_form="treaty", legal_form_text="pledged")
    )  # fmt: skip
    alone = hand.entry(hand.act("Skerrin pledged troops", "2031-05-03"))
    refusal = hand.entry(
        hand.act("Ostmere will not send troops", party="XOM", status="refused", kind=EntryKind.REFUSAL)
    )
    found = line(hand, book, "land")
    assert [s.entry for s in found.groups] == [group.id]
    assert {s.standing.parties for s in found.stands} == {("group: nineteen states",), ("XSK",)}
    assert LackKind.UNNAMED in kinds(found)
    assert not found.meets  # a group whose members are not named binds nobody that is known of
    assert {party: ids.ids for party, ids in found.spoken} == {"XSK": (alone.id,)}
    assert [s.entry for s in found.refusals] == [refusal.id]


def test_words_that_count_parties_bind_nobody_alone(hand: Hand, book: Codebook) -> None:
    entry = hand.entry(
        hand.act("Ostmere: nineteen states pledged troops", party="XOM", quantities=(("states", 19.0, 19.0),))
    )
    found = line(hand, book, "land")
    assert not found.stands
    assert [(s.entry, s.apart) for s in found.apart] == [(entry.id, COUNTS_PARTIES)]


def test_headlines_undated_and_unowned_records_stand_apart(hand: Hand, book: Codebook) -> None:
    headline = hand.entry(hand.act("SKERRIN TROOPS BOUND FOR THE RIVER", zone=ZoneKind.HEADLINE))
    undated = hand.entry(hand.act("Aurelle pledges troops", None, party="XAR"))
    unowned = hand.entry(hand.act("Troops were promised", party=""))
    found = line(hand, book, "land", "2031-12")
    assert not found.stands
    assert {s.entry: s.apart for s in found.apart} == {
        headline.id: HEADLINE, undated.id: UNDATED, unowned.id: NOBODY,
    }  # fmt: skip
    (stand,) = line(hand, book, "land").stands  # no day to hold it against
    assert stand.standing.entry == undated.id


def test_an_undated_report_adds_nothing_as_of_a_day(hand: Hand, book: Codebook) -> None:
    hand.entry(
        hand.act("Skerrin pledged troops", "2031-05-02"),
        hand.act("Skerrin ratified the treaty on troops", None, status="ratified"),
    )
    (stand,) = line(hand, book, "land", "2031-12").stands
    assert (stand.standing.status, stand.standing.documents.number) == ("pledged", 1)


def test_words_keep_what_is_wider_than_the_measure_out(hand: Hand, book: Codebook) -> None:
    wide = hand.entry(hand.act("Aurelle pledges guarantees", party="XAR", measure="guarantees"))
    fits = hand.entry(hand.act("Skerrin agreed to consult Velmora", measure="guarantees", status="agreed"))
    found = line(hand, book, "consultation")
    assert [s.standing.entry for s in found.stands] == [fits.id]
    assert [s.standing.entry for s in found.general] == [wide.id]
    near = line(hand, book, "land")
    assert {s.standing.entry for s in near.general} == {wide.id, fits.id}
    assert kinds(near) == [LackKind.NOBODY]


def test_reports_on_another_measure_carry_no_step_of_this_one(hand: Hand, book: Codebook) -> None:
    hand.entry(
        hand.act("Skerrin proposed troops", "2031-02-04", status="proposed"),
        hand.act("Skerrin signed the defence pact", "2031-03-04", status="signed", measure="defence"),
    )
    assert {s.standing.measure: s.standing.status for each in gaps(hand.casefile, book, "XVM").lines
            for s in each.stands} == {"defence": "signed", "troops": "proposed"}  # fmt: skip


def test_what_is_against_the_measure_is_no_undertaking(hand: Hand, book: Codebook) -> None:
    entry = hand.entry(hand.act("Korvath vows that no troops will come", party="XKV", stance="against"))
    found = line(hand, book, "land")
    assert not found.stands
    assert [s.entry for s in found.refusals] == [entry.id]


def test_who_tells_of_anothers_promise_is_named(hand: Hand, book: Codebook) -> None:
    told = {"sayers": ("Warren Halloway",), "sayers_for": ("XOM",)}
    hand.entry(hand.act("Halloway: Skerrin will send troops", **told))
    hand.entry(hand.act("Halloway: Ostmere will send troops", party="XOM", **told))
    found = {s.standing.parties[0]: s.standing.told_by for s in line(hand, book, "land").stands}
    assert found == {"XSK": ("Warren Halloway",), "XOM": ()}


STEP = Supposition("XSK", "troops", "ratified", "treaty")


def test_a_supposed_step_changes_nothing_on_record(hand: Hand, book: Codebook) -> None:
    entry = hand.entry(hand.act("Skerrin pledges troops"))
    plain = board(hand, book)
    supposing = board(hand, book, steps=[STEP])
    assert tuple(replace(each, supposed=()) for each in supposing.lines) == plain.lines
    (supposed,) = next(each.supposed for each in supposing.lines if each.id == "land")
    assert supposed.on == entry.id
    assert supposed.would_do
    assert [lack.kind for lack in supposed.before] == [LackKind.STATUS, LackKind.FORM_NOT_TOLD]


def test_supposed_steps_follow_on_each_other_and_may_lead_nowhere(hand: Hand, book: Codebook) -> None:
    steps = [
        Supposition("XAR", "land", "signed"),
        Supposition("XAR", "land", "ratified", "agreement"),
        Supposition("XAR", "land", "withdrawn"),
        Supposition("XAR", "sea", "delivered"),
    ]
    shown = board(hand, book, steps=steps)
    land, sea = shown.lines[:2]
    assert [[lack.kind for lack in s.after] for s in land.supposed] == [
        [LackKind.FORM_NOT_TOLD, LackKind.APPROVAL], [], [LackKind.TAKEN_BACK],
    ]  # fmt: skip
    assert [s.on for s in land.supposed] == [None, None, None]
    assert kinds(land) == [LackKind.NOBODY]
    assert [[lack.kind for lack in s.after] for s in sea.supposed] == [[LackKind.STATUS]]


def test_without_a_package_all_measures_are_shown_in_the_codebooks_order(hand: Hand, book: Codebook) -> None:
    hand.entry(hand.act("Skerrin pledges troops"))
    hand.entry(hand.act("Ostmere pledges ships", party="XOM", measure="ships"))
    hand.entry(hand.act("Aurelle pledges flour", party="XAR", measure="flour"))
    shown = gaps(hand.casefile, book, "XVM")
    assert [(each.id, each.label) for each in shown.lines] == [
        ("ships", "Ships"), ("troops", "Troops"), ("flour", "flour"),
    ]  # fmt: skip
    assert all(each.missing == () for each in shown.lines)  # nothing is needed


def test_every_row_and_record_leads_to_entries(hand: Hand, book: Codebook) -> None:
    hand.said("Velmora asks for troops")
    hand.entry(hand.act("Skerrin pledges troops"))
    hand.entry(hand.act("Aurelle pledges troops", None, party="XAR"))
    shown = board(hand, book, "2031-12", steps=[STEP])
    for each in shown.lines:
        ids = set(entries_of(each))
        record = gap_record(each, shown)
        for part in ("asked", "stands", "in_general_terms", "refusals", "apart"):
            assert {row["entry"] for row in record[part]} <= ids
        for row in gap_cells(each, shown):
            assert set(row) == set(GAP_COLUMNS)
            assert {i for i in row["entry"].split("; ") if i} <= ids
    roles = [row["role"] for row in gap_cells(shown.lines[0], shown)]
    assert roles == ["stands", "asked", "apart", "missing", "missing", "supposed"]


def test_statements_alone_are_on_their_first_issue(hand: Hand, book: Codebook) -> None:
    offer = hand.entry(
        hand.act("Skerrin offers troops and ships", kind=EntryKind.OFFER, act="offer", status="",
                 record_kind=RecordKind.STATEMENT, issues=("troops", "ships"))
    )  # fmt: skip
    shown = board(hand, book)
    assert [s.standing.entry for s in shown.lines[0].stands] == [offer.id]
    assert not shown.lines[1].stands


def test_of_many_the_furthest_and_latest_are_read_and_the_others_counted(hand: Hand, book: Codebook) -> None:
    early = hand.entry(hand.act("Skerrin pledges troops", "2031-05-01"))
    signed = hand.entry(hand.act("Ostmere signs on troops", "2031-04-01", party="XOM", status="signed"))
    late = hand.entry(hand.act("Aurelle pledges troops", "2031-05-03", party="XAR"))
    hand.entry(hand.act("Tavoria pledges troops", "2031-06-03", party="XTV"))
    refusal = hand.entry(hand.act("No troops", party="XLR", status="refused", kind=EntryKind.REFUSAL))
    found = line(hand, book, "land", "2031-05-31", most=2)
    assert [s.standing.entry for s in found.stands] == [signed.id, late.id]
    assert [s.entry for s in found.refusals] == [refusal.id]
    assert found.unread.ids == (early.id,)
    assert not line(hand, book, "land", "2031-05-31", most=None).unread


def test_boards_made_of_what_was_read_once_are_those_made_alone(hand: Hand, book: Codebook) -> None:
    hand.entry(hand.act("Skerrin sends troops to Velmora", measure="ground_troops", status="pledged"))
    hand.entry(hand.act("Ystria sends ships to Velmora", "2031-06-01", party="XYS", measure="naval_presence"))
    for day in (None, "2031-05-20"):
        read = Read()
        for package in (*book.packages, None):
            shared = gaps(hand.casefile, book, "XVM", day, package, read=read)
            assert shared == gaps(hand.casefile, book, "XVM", day, package)
            assert shared.lines
