"""Which predicted fields are right, one line each."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.evaluation.judgements import every_judgement, judgements

QUOTE = "the monitors would arrive before the first snow falls"
GOLD: dict[str, Any] = {
    "statements": [
        {
            "quote": QUOTE, "cue": "said", "speaker_text": "she", "speakers": ["Vera Marenko"],
            "act": "commit", "issues": ["monitoring"], "stance": "for", "directness": "indirect",
            "affiliation": "XAA", "addressees": [], "condition": None, "said_on": "2031-05-02", "via": [],
        }
    ],
    "commitments": [
        {
            "party": "XAA", "measure": "monitoring", "status": "pledged", "beneficiary": "XBB",
            "condition": None, "quantity": ["40", "monitors"], "quote": QUOTE,
        }
    ],
    "events": [
        {
            "kind": "talks", "participants": ["XAA", "XBB"], "place": "Lakeside", "date": "2031-05-01",
            "status": "happened", "quote": "They met in Lakeside on Friday",
        }
    ],
}  # fmt: skip


def rights(predicted: dict[str, Any], *, every: bool = False) -> dict[tuple[str, str], bool]:
    judge = every_judgement if every else judgements
    return {(j.kind, j.field): j.right for j in judge("a.json", GOLD, predicted)}


def changed(kind: str, **fields: Any) -> dict[str, Any]:
    return GOLD | {kind: [GOLD[kind][0] | fields]}


def test_gold_is_right_about_itself() -> None:
    scored, every = rights(GOLD), rights(GOLD, every=True)
    assert list(scored) == [
        *(("statement", field) for field in ("record", "speaker", "act", "issue", "stance")),
        *(("commitment", field) for field in ("record", "status")),
        ("event", "record"),
    ]
    assert set(scored) < set(every)
    assert all(every.values())


def test_a_record_that_is_not_there_has_no_right_field() -> None:
    elsewhere = {kind: [GOLD[kind][0] | {"quote": "something else altogether"}] for kind in GOLD}
    assert len(rights(elsewhere, every=True)) == len(rights(GOLD, every=True))
    assert not any(rights(elsewhere, every=True).values())


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("statements", {"act": "undecided"}, "act"),
        ("statements", {"speakers": "undecided"}, "speaker"),
        ("statements", {"issues": ["unity", "other", "monitoring"]}, "issue"),
        ("statements", {"condition": "if both sides sign"}, "condition"),
        ("statements", {"said_on": "undecided"}, "said_on"),
        ("statements", {"said_on": None}, "said_on"),
        ("statements", {"addressees": ["XCC"]}, "addressees"),
        ("statements", {"affiliation": None}, "affiliation"),
        ("commitments", {"status": "proposed"}, "status"),
        ("commitments", {"beneficiary": None}, "beneficiary"),
        ("commitments", {"quantity": "400 trucks"}, "quantity"),
        ("events", {"date": "2031-05-02"}, "date"),
        ("events", {"place": "Lakeside Hall of the Upper Northern Province"}, "place"),
    ],
)
def test_one_field_is_wrong(kind: str, fields: dict[str, Any], wrong: str) -> None:
    found = rights(changed(kind, **fields), every=True)
    assert [name for name, right in found.items() if not right] == [(kind.removesuffix("s"), wrong)]


def test_confidence_by_field_or_for_the_whole_record() -> None:
    by_field = changed("commitments", confidence={"status": 0.7})
    whole = changed("events", confidence=0.4)
    given = {
        (j.kind, j.field): j.confidence
        for p in (by_field, whole)
        for j in judgements("a.json", GOLD, {k: v for k, v in p.items() if "confidence" in v[0]})
    }
    assert given == {("commitment", "record"): None, ("commitment", "status"): 0.7, ("event", "record"): 0.4}
