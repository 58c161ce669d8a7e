"""The data file of words that settle a status: what it must hold, and how words are inflected."""

from __future__ import annotations

import pytest

from onrecord.commitments.status_words import inflected, words
from onrecord.model import CommitmentStatus

TOLD = {"plain", "past", "perfect", "doing", "present", "ing", "will", "may", "not", "wont"}


def test_every_outcome_is_a_status_of_a_known_way_of_telling() -> None:
    families = {e.family.name: e.family for entries in words().entries.values() for e in entries}
    assert len(families) > 15
    for f in families.values():
        assert set(f.outcomes) <= TOLD, f.name
        assert set(f.outcomes.values()) <= set(CommitmentStatus), f.name
        assert f.outcomes or f.soft, f"{f.name} says nothing"


def test_every_status_can_be_settled() -> None:
    hard = {
        v
        for e in words().entries.values()
        for x in e
        if not x.family.soft
        for v in x.family.outcomes.values()
    }
    assert hard == set(CommitmentStatus)


def test_no_form_belongs_to_two_families() -> None:
    for first, entries in words().entries.items():
        for a in entries:
            same = {b.family.name for b in entries if (b.rest, b.apart, b.form) == (a.rest, a.apart, a.form)}
            assert len(same) == 1, f"{first} {a.rest}: {same}"


def test_longer_phrases_are_tried_first() -> None:
    for entries in words().entries.values():
        lengths = [len(e.rest) for e in entries]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("ratify", ["ratify", "ratifies", "ratified", "ratified", "ratifying"]),
        ("pledge", ["pledge", "pledges", "pledged", "pledged", "pledging"]),
        ("dismiss", ["dismiss", "dismisses", "dismissed", "dismissed", "dismissing"]),
        ("agree", ["agree", "agrees", "agreed", "agreed", "agreeing"]),
        ("delay", ["delay", "delays", "delayed", "delayed", "delaying"]),
    ],
)
def test_regular_verbs_are_inflected_by_rule(base: str, forms: list[str]) -> None:
    assert [word for _, word in inflected(base, {})] == forms


def test_irregular_verbs_have_the_listed_forms() -> None:
    listed = {"withdraw": "withdraws withdrew withdrawn withdrawing"}
    names = ["base", "s", "past", "participle", "ing"]
    forms = ["withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"]
    assert list(inflected("withdraw", listed)) == list(zip(names, forms, strict=True))
