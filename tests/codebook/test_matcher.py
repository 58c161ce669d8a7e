"""Cues are found where they stand: longest first, narrower before broader, never in what is excluded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.codebook.matcher import Matcher, PatternError, compiled, matcher, wider
from onrecord.codebook.packs import shipped, shipped_names
from onrecord.codebook.records import Codebook, Cue, Issue, Strength


def book(*issues: Issue) -> Codebook:
    return Codebook("trial", "Trial", issues)


def issue(name: str, *strong: str, weak: str = "", no: str = "", broader: tuple[str, ...] = ()) -> Issue:
    cues = [Cue(phrase, Strength.STRONG) for phrase in strong]
    cues += [Cue(weak, Strength.WEAK)] * bool(weak) + [Cue(no, Strength.NOT)] * bool(no)
    return Issue(name, name, name, tuple(cues), broader)


def found(text: str, *issues: Issue) -> list[tuple[str, str]]:
    return [(hit.issue, text[hit.start : hit.end]) for hit in Matcher(book(*issues)).hits(text)]


@pytest.mark.parametrize(
    ("cue", "text", "matched"),
    [
        ("no-fly zone", "A No Fly Zone, they said", "No Fly Zone"),
        ("peace talk", "the peace talks failed", "peace talks"),
        ("negotiat*", "Renegotiating? No: negotiated.", "negotiated"),
        (
            "(join|enter) ... alliance",
            "to enter the old military alliance soon",
            "enter the old military alliance",
        ),
        ("Elysee", "the Élysée’s answer", "Élysée’s"),
        ("F-16", "six F-16s", "F-16s"),
        ("WTO", "the WTO rules", "WTO"),
        ("NATO", "a Nato base", "Nato"),
        ("US", "the U.S. answer", "U.S."),
        ("ceasefire", "the\nceasefire held", "ceasefire"),
    ],
)
def test_a_phrase_is_found(cue: str, text: str, matched: str) -> None:
    assert found(text, issue("a", cue)) == [("a", matched)]


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("peace talks", "They want peace. Talks are far off."),
        ("peace talks", "peace\n\ntalks"),
        ("enter ... alliance", "enter one two three four five alliance"),
        ("enter ... alliance", "enter it. The alliance waits"),
        ("WTO", "wto"),
        ("US", "he told us"),
        ("negotiat*", "renegotiate"),
        ("import*", "of great weight"),
    ],
)
def test_a_phrase_is_not_found(cue: str, text: str) -> None:
    assert found(text, issue("a", cue)) == []


def test_a_narrower_issue_takes_the_words_of_a_broader_one() -> None:
    general, special = issue("duties", "duties"), issue("steel", "steel duties", broader=("duties",))
    assert found("steel duties, and duties", general, special) == [
        ("steel", "steel duties"),
        ("duties", "duties"),
    ]
    same = issue("steel", "duties", broader=("duties",))
    assert found("duties", general, same) == [("steel", "duties")]


def test_an_exclusion_holds_for_its_own_issue_alone() -> None:
    force, labour = issue("force", "strike", no="hunger strike"), issue("labour", "strike")
    assert found("a hunger strike", force, labour) == [("labour", "strike")]
    assert found("a strike", force, labour) == [("force", "strike"), ("labour", "strike")]


def test_a_weak_cue_within_a_strong_one_is_not_counted_twice() -> None:
    assert found("peace talks", issue("a", "peace talks", weak="talks")) == [("a", "peace talks")]


def test_patterns_know_capitals_and_places_in_characters() -> None:
    text = "Élan: S-400 and s-400"
    assert found(text, issue("a", r"re:S-\d{3}")) == [("a", "S-400")]


def test_a_pattern_that_needs_long_to_fail_elsewhere_is_harmless() -> None:
    text = "a" * 50_000 + "!"
    assert found(text, issue("a", "re:(a+)+b")) == []


@pytest.mark.parametrize("pattern", ["(", "[a", r"(a)\1", "(?=a)b", "a{9999}"])
def test_patterns_that_re2_does_not_take(pattern: str) -> None:
    with pytest.raises(PatternError):
        compiled(pattern)


def test_wider_issues_near_and_far() -> None:
    trial = book(issue("a", "x"), issue("b", "y", broader=("a",)), issue("c", "z", broader=("b",)))
    assert wider(trial) == {"a": frozenset(), "b": {"a"}, "c": {"a", "b"}}


@pytest.mark.parametrize("name", shipped_names())
def test_no_shipped_codebook_finds_anything_in_plain_words(name: str) -> None:
    assert matcher(shipped(name)).hits("He was there on Monday, and she was not.") == []


TEXT = "the ceasefire talks about security guarantees NATO withdraw troops from a demilitarised zone . -"
WORDS = [*TEXT.split(), "\n"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_hits_are_in_order_within_the_text_and_no_two_are_the_same(words: list[str]) -> None:
    text = " ".join(words)
    hits = matcher(shipped()).hits(text)
    places = [(hit.start, hit.end, hit.issue) for hit in hits]
    assert len(set(places)) == len(places)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)
