"""What the scorer counts as right, on codings of invented articles."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluation.score import MEASURES, score

STATEMENT: dict[str, Any] = {
    "quote": "the monitors would arrive before the first snow falls",
    "directness": "indirect",
    "cue": "said",
    "speaker_text": "she",
    "speakers": ["Vera Marenko"],
    "affiliation": "XAA",
    "act": "commit",
    "addressees": ["XBB"],
    "issues": ["monitoring"],
    "stance": "for",
    "condition": "if both sides sign",
    "said_on": "2031-05-02",
    "via": ["Harbour Post"],
}
SECOND = STATEMENT | {
    "quote": ["no soldier of ours", "will cross the river"],
    "speakers": ["XBB"],
    "speaker_text": "Orvania",
    "act": "refuse",
    "issues": ["ground_troops"],
    "condition": None,
    "via": [],
}
GOLD: dict[str, Any] = {
    "document": {
        "title": "Monitors due before winter",
        "outlet": "Harbour Post",
        "byline": None,
        "published": "2031-05-03",
        "furniture": ["Share this page"],
        "cites": [{"outlet": "Lantern Wire", "quote": "Lantern Wire reported"}],
        "placeholders": [],
    },
    "statements": [STATEMENT, SECOND],
    "commitments": [
        {
            "party": "XAA",
            "measure": "monitoring",
            "beneficiary": "XBB",
            "status": "pledged",
            "condition": None,
            "quantity": "40 monitors",
            "quote": "the monitors would arrive before the first snow",
        }
    ],
    "events": [
        {
            "kind": "talks",
            "participants": ["XAA", "XBB"],
            "place": "Lakeside",
            "date": "2031-05-01",
            "status": "happened",
            "quote": "They met in Lakeside on Friday",
        }
    ],
}


def changed(**fields: Any) -> dict[str, Any]:
    """Return the gold coding with fields of its first statement changed."""
    coding = copy.deepcopy(GOLD)
    coding["statements"][0] |= fields
    return coding


def test_gold_against_itself_is_perfect() -> None:
    scores = score([(GOLD, GOLD)])
    assert tuple(scores.sets) == MEASURES
    assert {name for name, s in scores.sets.items() if s.gold and s.f1 != 1.0} == set()
    assert {name for name, s in scores.fields.items() if s.right != 1.0} == set()


def test_missing_prediction_counts_as_empty() -> None:
    scores = score([(GOLD, {})])
    assert scores.sets["statements"].gold == 2
    assert {s.f1 for s in scores.sets.values()} == {0.0}
    assert scores.fields == {}


def test_undecided_is_never_right_and_shown_as_share_decided() -> None:
    field = score([(GOLD, changed(act="undecided", speakers="undecided"))]).fields
    for name in ("act", "speaker"):
        assert (field[name].right, field[name].decided, field[name].right_of_decided) == (0.5, 0.5, 1.0)
    assert field["directness"].decided is None


@pytest.mark.parametrize(
    ("fields", "measure"),
    [
        ({"act": "offer"}, "full record"),
        ({"speakers": ["Pavel Marenko"]}, "full record"),
        ({"issues": ["other"]}, "full record"),
        ({"issues": ["other", "unity", "monitoring"]}, "full record"),  # only the first two count
        ({"condition": "whatever happens"}, "conditions"),
        ({"said_on": None}, "said_on"),
        ({"via": []}, "via"),
        ({"addressees": ["XCC"]}, "addressees"),
        ({"quote": "something else altogether"}, "statements"),
        ({"quote": None}, "statements"),
    ],
)
def test_a_wrong_field_costs_its_measure(fields: dict[str, Any], measure: str) -> None:
    scores = score([(GOLD, changed(**fields))])
    assert scores.sets[measure].f1 < 1.0
    if measure not in ("statements", "full record"):
        assert scores.sets["statements"].f1 == 1.0


def test_pieces_of_a_quote_are_joined() -> None:
    coding = copy.deepcopy(GOLD)
    coding["statements"][1]["quote"] = "no soldier of ours will cross the river"
    assert score([(GOLD, coding)]).sets["statements"].f1 == 1.0


def test_pronouns_are_counted_apart() -> None:
    name = "speaker where the text has a pronoun"
    assert score([(GOLD, GOLD)]).fields[name].n == 1


def test_equal_quotes_prefer_the_same_speaker() -> None:
    gold = {"statements": [STATEMENT, STATEMENT | {"speakers": ["XCC"]}]}
    swapped = {"statements": gold["statements"][::-1]}
    assert score([(gold, swapped)]).fields["speaker"].right == 1.0


def test_articles_are_pooled() -> None:
    once, twice = score([(GOLD, {})]), score([(GOLD, GOLD), (GOLD, {})])
    assert twice.sets["statements"].gold == 2 * once.sets["statements"].gold
    assert twice.sets["statements"].recall == 0.5


@given(st.lists(st.sampled_from([0, 1]), unique=True))
def test_every_statement_left_out_lowers_recall_only(kept: list[int]) -> None:
    coding = GOLD | {"statements": [GOLD["statements"][i] for i in kept]}
    result = score([(GOLD, coding)]).sets["statements"]
    assert result.recall == len(kept) / 2
    assert result.precision == (1.0 if kept else 0.0)
