"""Two reports are one act, or they are not, for reasons that a reader can check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import DerivationKind, EntryKind, RecordKind, ReportedAct
from onrecord.register.context import Between
from onrecord.register.keys import keys
from onrecord.register.matching import among
from onrecord.register.same_act import AGAINST, IN_WORDS, alike, compare, fitted
from onrecord.register.vetoes import why_not

MakeAct = Callable[..., ReportedAct]
SHIPS = "Ostmere will send four patrol ships to keep the grain route open"
TEXTS = (
    SHIPS,
    "Ostmere will send four patrol ships to the grain route before summer",
    "Ostmere will not send patrol ships",
    "nobody in Grauhavn expects the talks to end in a treaty",
    "no",
)


def test_the_same_words_by_the_same_actor_on_one_day_are_one_act(make_act: MakeAct) -> None:
    told = compare(make_act(SHIPS, page="a"), make_act(SHIPS, page="b"))
    assert told.same
    assert told.reasons
    assert told.chance > 0.8


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"principals": ("XKV",), "actors": ("Anton Grudzek",)}, "Different actors: XKV and XOM"),
        ({"day": "2031-06-01"}, "92 days lie between them"),
        ({"kind": EntryKind.DENIAL}, "One denies what the other says"),
        ({"record_kind": RecordKind.EVENT, "kind": EntryKind.EVENT}, "One is a happening"),
    ],
)
def test_what_cannot_be_one_is_not_whatever_its_words(
    make_act: MakeAct, other: dict[str, object], why: str
) -> None:
    a, b = make_act(SHIPS, page="a"), make_act(SHIPS, page="b", **other)
    told = compare(a, b)
    assert not told.same
    assert told.reasons[0].startswith(why) or why.split(": ")[0] in told.reasons[0]


def commitment(make_act: MakeAct, text: str, page: str, **fields: object) -> ReportedAct:
    given = {
        "record_kind": RecordKind.COMMITMENT,
        "kind": EntryKind.COMMITMENT,
        "act": "",
        "status": "pledged",
    }
    return make_act(text, page=page, **{**given, **fields})


def test_a_commitment_may_be_told_of_months_later(make_act: MakeAct) -> None:
    a = commitment(make_act, SHIPS, "a")
    b = commitment(make_act, SHIPS, "b", day="2031-09-17", status="signed")
    assert compare(a, b).same


def test_a_commitment_to_something_else_is_another(make_act: MakeAct) -> None:
    a, b = commitment(make_act, SHIPS, "a"), commitment(make_act, SHIPS, "b", issues=("sanctions",))
    assert compare(a, b).reasons == ("Different measures: naval_support and sanctions",)


@pytest.mark.parametrize(("least", "most", "same"), [(4.0, 4.0, True), (9.0, 9.0, False), (None, 5.0, True)])
def test_numbers_that_cannot_both_hold_keep_apart(
    make_act: MakeAct, least: float | None, most: float | None, same: bool
) -> None:
    a = commitment(make_act, SHIPS, "a", quantities=(("ships", 4.0, 4.0),))
    b = commitment(make_act, SHIPS, "b", quantities=(("ships", least, most),))
    assert compare(a, b).same is same


def test_a_pledge_and_its_withdrawal_are_steps_of_one_commitment(make_act: MakeAct) -> None:
    pledge = make_act(SHIPS, page="a", kind=EntryKind.COMMITMENT, act="commit")
    refusal = make_act(
        "Ostmere will not send patrol ships to keep the grain route open",
        page="b", day="2031-07-08", kind=EntryKind.REFUSAL, act="refuse", stance="against",
    )  # fmt: skip
    assert compare(pledge, refusal).same
    assert keys(pledge) & keys(refusal)


def test_a_repeated_act_is_alike_and_not_the_same(make_act: MakeAct) -> None:
    a, b = make_act(SHIPS, page="a"), make_act(SHIPS, page="b", day="2031-06-01")
    assert alike(a, b).same
    assert not compare(a, b).same


def test_in_a_passage_and_its_copy_a_misread_speaker_does_not_keep_apart(make_act: MakeAct) -> None:
    a = make_act(SHIPS, page="a")
    b = make_act(SHIPS, page="b", principals=("XKV",), actors=("Anton Grudzek",))
    passages = (((0, 99_999), (0, 99_999)),)
    assert compare(a, b, Between(DerivationKind.COPY, passages, direct=True)).same
    assert not compare(a, b, Between(None, passages)).same


def test_the_acts_of_a_copy_answer_those_of_its_source(make_act: MakeAct) -> None:
    ours = [make_act(text, page="a") for text in TEXTS[:4]]
    theirs = [make_act(text, page="b") for text in TEXTS[:4]]
    found = among(Between(DerivationKind.COPY, direct=True), ours, theirs)
    assert found.best == frozenset((x.record, y.record) for x, y in zip(ours, theirs, strict=True))


def test_one_article_reports_an_act_once(make_act: MakeAct) -> None:
    a, b = make_act(TEXTS[0], page="a"), make_act(TEXTS[1], page="a")
    assert why_not(a, b, Between()) is not None


@st.composite
def acts(draw: st.DrawFn, make_act: MakeAct, page: str) -> ReportedAct:
    act = make_act(
        draw(st.sampled_from(TEXTS)),
        page=page,
        day=draw(st.sampled_from(["2031-03-01", "2031-03-20", None])),
        kind=draw(st.sampled_from(sorted(EntryKind))),
        principals=draw(st.sampled_from([(), ("XOM",), ("XKV",)])),
        stance=draw(st.sampled_from(["for", "against", "none"])),
        vector=draw(st.sampled_from([b"", bytes([127, 0]), bytes([90, 90])])),
    )
    kind = (
        RecordKind.EVENT
        if act.kind is EntryKind.EVENT
        else draw(st.sampled_from([RecordKind.STATEMENT, RecordKind.COMMITMENT]))
    )
    return replace(act, record_kind=kind)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_comparing_is_the_same_from_either_side(make_act: MakeAct, data: st.DataObject) -> None:
    a, b = data.draw(acts(make_act, "a")), data.draw(acts(make_act, "b"))
    kind = data.draw(st.sampled_from([None, DerivationKind.COPY, DerivationKind.PARTIAL]))
    ends = st.tuples(st.integers(0, 40_000), st.integers(40_001, 70_000))
    passages = tuple(data.draw(st.lists(st.tuples(ends, ends), max_size=2)))
    between = among(Between(kind, passages, direct=kind is not None), [a], [b])
    forth, back = compare(a, b, between), compare(b, a, between.turned())
    assert (forth.same, forth.chance, forth.measures) == (back.same, back.chance, back.measures)
    assert 0 <= forth.chance <= 1


def test_every_weight_has_words_for_it() -> None:
    for weights in fitted().values():
        assert set(weights.weights) - {"bias"} <= set(IN_WORDS)
        assert all(weight >= 0 for name, weight in weights.weights.items() if name != "bias")
    assert set(AGAINST) <= set(IN_WORDS)
