"""Words and their weights, runs of words, and keys."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.lineage import keys as keying
from onrecord.lineage.keys import KeyKind, keys, kind_of, points
from onrecord.lineage.prepared import Prepared
from onrecord.lineage.runs import Run, bridged, covered, runs
from onrecord.lineage.words import stem, weight, words

TELLING = [
    "ferry",
    "quarry",
    "mortar",
    "lantern",
    "harvest",
    "canal",
    "bakery",
    "orchard",
    "tunnel",
    "glacier",
]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ochakov", "Ochakiv"), ("eleven", "11"), ("agree", "agreement"), ("Velmoran", "Velmora")],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one.lower()) == stem(other.lower())


def test_rare_words_weigh_more_than_usual_ones() -> None:
    assert weight("the") == 0
    assert weight("government") < weight("artillery") < weight("brennock")
    assert weight("quarries") < weight("brennock")


def test_words_keep_their_places() -> None:
    text = "Kyiv’s 1,200 “men”"
    assert [text[a:b] for _, a, b in words(text)] == ["Kyiv’s", "1,200", "men"]


def prepared(make: Any, name: str, text: str) -> Prepared:
    return Prepared(make(name, text))


def test_runs_are_the_longest_common_ones(make: Any) -> None:
    a = prepared(make, "a", "x y one two three four five six seven z")
    b = prepared(make, "b", "one two three four five six seven w one two three four five six")
    assert runs(a, b) == [Run(2, 0, 7)]


def test_short_edits_between_runs_belong_to_a_copy(make: Any) -> None:
    a = prepared(make, "a", "one two three four five six seven eight nine ten eleven twelve")
    b = prepared(make, "b", "one two three four five SIX seven EIGHTH nine ten eleven twelve")
    found = runs(a, b)
    assert covered(found, len(a.words), in_a=True).mean() < 1
    assert bridged(runs(a, b, 4), (12, 12)) == (1.0, 1.0)


passages = st.lists(st.sampled_from([*TELLING, "the", "of", "said", "to"]), min_size=15, max_size=40)
others = st.lists(st.integers(0, 10**6).map(lambda n: f"w{n}x"), max_size=30)


@pytest.mark.slow
@settings(deadline=None)
@given(passage=passages, left=others, right=others, before=others)
def test_a_passage_of_fifteen_words_shares_a_key(
    make: Any, passage: list[str], left: list[str], right: list[str], before: list[str]
) -> None:
    a = keys(prepared(make, "a", " ".join([*left, *passage, *right])))
    b = keys(prepared(make, "b", " ".join([*before, *passage])))
    assert any(kind_of(key) is KeyKind.PASSAGE for key in a & b)


def test_keys_hang_on_the_words_alone(make: Any) -> None:
    text = "The ferry left the quarry. A mortar hit the bakery near the canal in 2031."
    assert keys(prepared(make, "a", text)) == keys(prepared(make, "b", text))
    assert all(-(2**63) <= key < 2**63 for key in keys(prepared(make, "a", text)))


def test_a_sentence_put_otherwise_shares_pairs(make: Any) -> None:
    a = keys(prepared(make, "a", "The mortar hit a bakery and an orchard near Brennock."))
    b = keys(prepared(make, "b", "Near Brennock, orchard and bakery were hit by mortars."))
    assert points(a & b) >= keying.NEEDED


@pytest.mark.slow
def test_a_long_text_has_no_more_keys_than_the_limit(make: Any) -> None:
    text = " ".join(f"{TELLING[n % 10]} w{n}x is near w{n + 1}y." for n in range(4_000))
    found = keys(prepared(make, "a", text))
    for kind in KeyKind:
        assert sum(kind_of(key) is kind for key in found) <= keying.MOST


def test_furniture_of_the_last_line_gives_no_fingerprint(make: Any) -> None:
    tail = "Have we made a mistake? Tell the duty editor, who answers within the working week by letter."
    a = prepared(make, "a", "Ferry lost\nThe ferry left.\nIt sank in the canal.\nNobody was hurt.\n" + tail)
    b = prepared(make, "b", "Glacier\nThe glacier moved.\nA tunnel was shut.\nTrains wait.\n" + tail)
    assert not any(kind_of(key) is KeyKind.PASSAGE for key in keys(a) & keys(b))
