"""Reviews find their record by evidence, one to one, whatever the order of records and of reviews."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from _simulated import Read, article, document, newer, read, reading
from onrecord.model import Commitment, Document, Evidence, Reading, RecordKind, Span, Statement, ZoneKind
from onrecord.review.attach import attach
from onrecord.review.effective import EffectiveRecord, ReviewState, effective
from onrecord.review.locate import locate
from onrecord.review.making import Reviewer
from onrecord.review.snapshot import Record
from onrecord.store.reviews import Review

TEXT = "Varnia promised training and patrol boats to Orlin. Ada Quill said that the truce would hold.\n"


def page(text: str = TEXT) -> Document:
    return document(text, "page.txt")[0]


def at(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence.at(text, Span(start, start + len(words)))


def promise(text: str, measure: str, name: str = "c") -> Commitment:
    quote = at(text, "Varnia promised training and patrol boats to Orlin")
    return Commitment(
        id=name + measure, document_id="offered", quote=(quote,), trigger=at(text, "promised"),
        zone=ZoneKind.BODY, party="XAA", party_text=(at(text, "Varnia"),), measure=measure, status="pledged",
        what=measure,
    )  # fmt: skip


def said(text: str, content: str = "the truce would hold", who: str = "Ada Quill") -> Statement:
    from onrecord.model import Directness

    return Statement(
        id="s" + content, document_id="offered", quote=(at(text, content),), cue=(at(text, "said that"),),
        speaker_text=(at(text, "Ada Quill"),), speakers=(who,), speaker_mentions=(),
        directness=Directness.INDIRECT, zone=ZoneKind.BODY,
    )  # fmt: skip


def whole(*records: Record) -> Reading:
    return reading(page(), "m", [Read("", each) for each in records])


def by(
    who: str, shown: Reading, *reviews: Review, text: str = TEXT
) -> tuple[Reviewer, list[EffectiveRecord]]:
    found = effective(page(text), shown, reviews)
    return Reviewer(who, page(text), found), list(found.records)


def states(text: str, shown: Reading, *reviews: Review) -> list[ReviewState]:
    return [each.mark.state for each in effective(page(text), shown, reviews).records]


def test_an_accepted_record_is_accepted_in_the_next_reading() -> None:
    reviewer, (each,) = by("Cy", whole(said(TEXT)))
    review = reviewer.accept(each)
    assert states(TEXT, whole(replace(said(TEXT), id="another")), review) == [ReviewState.ACCEPTED]
    assert states(TEXT, whole(said(TEXT, "truce would hold")), review) == [ReviewState.ACCEPTED]


def test_a_corrected_field_outlives_the_value_of_a_newer_model() -> None:
    reviewer, (each,) = by("Cy", whole(said(TEXT)))
    review = reviewer.correct(each, {"speakers": ["Bo Tarn"], "act": "deny"})
    (found,) = effective(page(), whole(replace(said(TEXT), speakers=("Dana",), act="warn")), [review]).records
    assert isinstance(found.record, Statement)
    assert (found.record.speakers, found.record.act) == (("Bo Tarn",), "deny")
    assert (found.mark.state, found.mark.corrected) == (ReviewState.CORRECTED, ("speakers", "act"))
    assert found.machine is not None
    assert found.machine.speakers == ("Dana",)  # type: ignore[union-attr]


def test_a_rejected_record_that_comes_back_stays_rejected() -> None:
    reviewer, (each,) = by("Cy", whole(said(TEXT)))
    review = reviewer.reject(each)
    gone = effective(page(), whole(), [review])
    assert gone.records == ()
    assert [subject.id for subject in gone.waiting] == [review.id]
    back = effective(page(), whole(said(TEXT)), [review])
    assert [each.mark.state for each in back.records] == [ReviewState.REJECTED]
    assert back.shown() == ()
    assert len(back.shown(rejected=True)) == 1


def test_an_added_record_stays_until_the_machine_finds_it() -> None:
    reviewer, _ = by("Cy", whole())
    review = reviewer.add(RecordKind.STATEMENT, replace(said(TEXT), act="assert"))
    (kept,) = effective(page(), whole(), [review]).records
    assert (kept.mark.state, kept.machine, kept.record.quote) == (
        ReviewState.ADDED, None, (at(TEXT, "the truce would hold"),),
    )  # fmt: skip
    (found,) = effective(page(), whole(replace(said(TEXT), act="warn")), [review]).records
    assert (found.mark.state, found.machine is not None) == (ReviewState.CORRECTED, True)
    assert found.record.act == "assert"  # type: ignore[union-attr]


def test_an_accepted_record_that_the_machine_drops_is_kept() -> None:
    reviewer, (each,) = by("Cy", whole(said(TEXT)))
    (kept,) = effective(page(), whole(), [reviewer.accept(each)]).records
    assert (kept.mark.state, kept.mark.is_found) == (ReviewState.ACCEPTED, False)
    assert kept.record.quote == said(TEXT).quote


def test_a_neighbour_on_the_same_words_is_never_taken_for_the_record() -> None:
    both = whole(promise(TEXT, "training"), promise(TEXT, "naval_support"))
    reviewer, (first, _) = by("Cy", both)
    review = reviewer.reject(first)
    (left,) = effective(page(), whole(promise(TEXT, "naval_support", "x")), [review]).records
    assert left.mark.state == ReviewState.NONE
    again = effective(page(), whole(promise(TEXT, "naval_support"), promise(TEXT, "training", "y")), [review])
    assert [each.mark.state for each in again.records] == [ReviewState.NONE, ReviewState.REJECTED]


def test_words_are_found_where_the_page_moved_them() -> None:
    reviewer, (each,) = by("Cy", whole(said(TEXT)))
    review = reviewer.correct(each, {"act": "deny"})
    moved = "Updated at noon.\n\nThe truce would hold, many thought.\n\n" + TEXT
    (found,) = effective(page(moved), whole(said(moved)), [review]).records
    assert found.mark.state == ReviewState.CORRECTED
    (kept,) = effective(page(moved), whole(), [review]).records
    assert kept.record.quote[0].holds(moved)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            TEXT.replace("the truce would hold", "the truce might fail"),
            "has changed: it now reads 'Ada Quill",
        ),
        ("Nothing of it is left.\n", "is not in the text any more"),
    ],
)
def test_a_review_whose_passage_is_gone_is_set_aside_with_the_reason(text: str, why: str) -> None:
    reviewer, (each,) = by("Cy", whole(said(TEXT)))
    review = reviewer.accept(each)
    found = effective(page(text), whole(), [review])
    assert found.records == ()
    assert [each.review for each in found.set_aside] == [review]
    assert why in found.set_aside[0].why


def test_short_words_elsewhere_are_not_the_passage() -> None:
    evidence = at(TEXT, "hold")
    assert locate("They hold.", [evidence]).why is not None
    assert locate("Long before, it said that the truce would hold.\n", [evidence]).spans != ()


def test_two_reviewers_who_differ_are_both_kept_and_shown_as_a_disagreement() -> None:
    shown = whole(said(TEXT))
    first, (each,) = by("Cy", shown)
    one = first.correct(each, {"act": "deny"})
    second, (now,) = by("Dana", shown, one)
    two = second.correct(now, {"act": "warn"})
    (found,) = effective(page(), shown, [two, one]).records
    assert found.mark.state == ReviewState.DISPUTED
    assert found.record.act == "warn"  # type: ignore[union-attr]
    (differing,) = found.mark.disagreements
    assert (differing.field, [(o.by, o.value) for o in differing.opinions]) == (
        "act", [("Cy", "deny"), ("Dana", "warn")],
    )  # fmt: skip
    third, (now,) = by("Cy", shown, one, two)
    agreed = effective(page(), shown, [one, two, third.accept(now)]).records[0]
    assert agreed.mark.state == ReviewState.CORRECTED


def test_one_rejects_and_another_accepts() -> None:
    shown = whole(said(TEXT))
    first, (each,) = by("Cy", shown)
    one = first.accept(each)
    second, (now,) = by("Dana", shown, one)
    found = effective(page(), shown, [one, second.reject(now)])
    assert [each.mark.state for each in found.records] == [ReviewState.DISPUTED]
    assert found.records[0].mark.is_rejected
    assert found.records[0].mark.disagreements[0].field == "record"


def test_what_is_undone_does_not_hold() -> None:
    shown = whole(said(TEXT))
    reviewer, (each,) = by("Cy", shown)
    one = reviewer.reject(each)
    assert states(TEXT, shown, one, reviewer.undo(one)) == [ReviewState.NONE]


def test_decisions_of_two_casefiles_on_one_record_come_together() -> None:
    """Neither knew the other's: their reviews name no common subject, only the same words."""
    shown = whole(promise(TEXT, "training"), promise(TEXT, "naval_support"))
    one = by("Cy", shown)[0]
    two = by("Dana", shown)[0]
    reviews = [one.accept(one.shown.records[0]), two.reject(two.shown.records[0]),
               two.accept(two.shown.records[1])]  # fmt: skip
    assert states(TEXT, shown, *reviews) == [ReviewState.DISPUTED, ReviewState.ACCEPTED]
    assert len(effective(page(), whole(), reviews).records) == 1 + (not reviews)


def test_names_decided_since_hold_for_corrections_too() -> None:
    reviewer, (each,) = by("Cy", whole(said(TEXT)))
    review = reviewer.correct(each, {"speakers": ["A. Quill"]})
    (found,) = effective(page(), whole(said(TEXT)), [review], {"A. Quill": "Ada Quill"}).records
    assert found.record.speakers == ("Ada Quill",)  # type: ignore[union-attr]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_attach_is_one_to_one_and_blind_to_order(seed: int, shuffle: random.Random) -> None:
    draw = random.Random(seed)
    text, sentences = article(draw, 0)
    doc = page(text)
    found = read(draw, doc, sentences)
    shown = effective(doc, reading(doc, "m1", found), [])
    reviewer = Reviewer("Cy", doc, shown)
    decide = (reviewer.accept, reviewer.reject)
    reviews = [draw.choice(decide)(each) for each in draw.sample(shown.records, len(shown.records) // 2)]
    later = newer(draw, doc, found)
    records = [each.record for each in later]
    before = attach(text, reviews, records)
    taken = [at for _, at in before.found if at is not None]
    assert len(taken) == len(set(taken))
    assert len(before.found) + len(before.set_aside) == len(reviews)
    serials = {each.record.id: each.serial for each in found}
    for subject, at in before.found:
        was = subject.reviews[0].shown
        assert was is not None
        if at is not None:
            assert later[at].serial == serials[was["id"]], "moved to another record"
    mixed, mixed_reviews = list(records), list(reviews)
    shuffle.shuffle(mixed)
    shuffle.shuffle(mixed_reviews)
    after = attach(text, mixed_reviews, mixed)
    assert {s.id: None if i is None else records[i].id for s, i in before.found} == {
        s.id: None if i is None else mixed[i].id for s, i in after.found
    }
