"""The scale of wordings orders sentences as a reader does, and takes the words that govern the matter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import EntryKind
from onrecord.register.strength import of_text
from onrecord.register.wordings import scale

PAIRS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("strength_pairs.yaml").read_text(encoding="utf-8")
)


def strength(pair: dict[str, Any], side: str) -> float:
    sentence = pair[side]
    cue, quote = ("", sentence) if isinstance(sentence, str) else sentence
    found = of_text(cue, quote, EntryKind(pair["kind"]))
    assert found.strength is not None, f"no wording of the scale: {sentence}"
    return found.strength


@pytest.mark.parametrize("pair", PAIRS["scale"], ids=lambda p: str(p["stronger"])[:60])
def test_the_pairs_of_the_scale_stand_in_order(pair: dict[str, Any]) -> None:
    assert strength(pair, "weaker") < strength(pair, "stronger")


@pytest.mark.parametrize("pair", PAIRS["later"], ids=lambda p: str(p["stronger"])[:60])
def test_pairs_that_were_written_after_the_scale_stand_in_order(pair: dict[str, Any]) -> None:
    assert strength(pair, "weaker") < strength(pair, "stronger")


def test_there_are_as_many_pairs_as_the_documentation_says() -> None:
    assert (len(PAIRS["scale"]), len(PAIRS["later"])) == (30, 12)


@pytest.mark.parametrize(
    ("cue", "quote", "kind", "words"),
    [
        (
            "said",
            "his country would be ready to consider sending ships",
            EntryKind.OFFER,
            "would be ready to consider",
        ),
        ("has not pledged", "any ships", EntryKind.COMMITMENT, "not pledged"),
        ("firmly rejects", "the plan", EntryKind.REFUSAL, "rejects"),
        ("said", "the weather was fine", EntryKind.COMMITMENT, ""),
    ],
)
def test_the_wording_is_what_governs_the_matter(cue: str, quote: str, kind: EntryKind, words: str) -> None:
    assert of_text(cue, quote, kind).words == words


def test_the_trigger_of_a_commitment_chooses_among_wordings() -> None:
    quote = "Skerrin, which may close a harbour, pledged 1,200 troops"
    assert of_text("", quote, EntryKind.COMMITMENT, quote.index("pledged")).words == "pledged"


def test_a_condition_makes_a_promise_weaker_and_leaves_a_demand_as_it_is() -> None:
    free = of_text("said", "Skerrin will send troops", EntryKind.COMMITMENT).strength
    bound = of_text("said", "Skerrin will send troops if others do", EntryKind.COMMITMENT).strength
    assert free is not None
    assert bound is not None
    assert bound < free
    asked = [of_text("demanded", t, EntryKind.DEMAND).strength for t in ("a truce", "a truce if talks fail")]
    assert asked[0] == asked[1]


def test_what_happened_has_no_strength() -> None:
    assert of_text("", "Skerrin agreed to meet", EntryKind.EVENT) == of_text("", "", EntryKind.EVENT)


WORDS = st.sampled_from(
    [
        "may",
        "not",
        "will",
        "would",
        "firmly",
        "agreed",
        "pledged",
        "to",
        "consider",
        "open",
        "ready",
        "never",
        ",",
        ".",
        "said",
        "that",
        "if",
        "the",
        "plan’s",
        "“",
    ]
)


@given(st.lists(WORDS, max_size=20), st.lists(WORDS, max_size=4), st.sampled_from(list(EntryKind)))
def test_a_strength_lies_on_the_scale_and_its_words_stand_in_the_text(
    quote: list[str], cue: list[str], kind: EntryKind
) -> None:
    found = of_text(" ".join(cue), " ".join(quote), kind)
    assert found.strength is None or 0 <= found.strength <= 1
    assert (found.strength is None) == (not found.words)
    assert found.words in " ".join((*cue, *quote))


def test_every_family_has_its_wordings_in_ascending_rows() -> None:
    assert set(scale().families) == {
        *("commitment", "demand", "acceptance", "refusal", "denial", "criticism", "claim")
    }
    for family in scale().families.values():
        assert all(0 < value < 1 for value, _ in family.words.values)
