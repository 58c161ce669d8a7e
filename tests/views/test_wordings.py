"""Words for entries, derivations and likenesses: a denial never alone, what is not known said to be so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from onrecord.model import (
    Derivation,
    DerivationKind,
    Entry,
    EntryKind,
    Evidence,
    Likeness,
    Link,
    Passage,
    Place,
    RecordKind,
    Report,
    ReportedAct,
    Span,
    ZoneKind,
)
from onrecord.views.explaining import act_words, derivation_sentences, likeness_sentences
from onrecord.views.lineage import beginnings, family, tie_line
from onrecord.views.wordings import chain_line, proposition_of, strengths, words_of


def words(text: str) -> Evidence:
    return Evidence.at(text, Span(0, len(text)))


def report(strength: float | None = None, **given: Any) -> Report:
    act = ReportedAct(
        place=Place("0", 0, 1), document="d", record_kind=RecordKind.STATEMENT, record="r",
        kind=EntryKind.DENIAL, principals=(), actors=(), towards=(), act="deny", issues=(), stance="none",
        status="", quote=(words("troops would\nfollow"),), text="", zone=ZoneKind.BODY, first_day=None,
        last_day=None, dated=False, published=None, outlet=None, cue=(words("denied that"),),
    )  # fmt: skip
    return Report(replace(act, **given), (Link("Post", "outlet", "d"),), "d", "", strength)


def entry(*reports: Report) -> Entry:
    return Entry(
        id="e", kind=reports[0].act.kind, proposition="troops follow", actors=(), principals=(), towards=(),
        issues=(), stance="none", status="", reports=reports, origins=("d",), first_reported=None,
        last_reported=None, first_day=None, last_day=None,
    )  # fmt: skip


@pytest.mark.parametrize(("given", "cue"), [({}, "{denied that}"), ({"cue": ()}, "{denied, without a cue}")])
def test_a_denial_never_stands_alone(given: dict[str, Any], cue: str) -> None:
    denial = report(**given)
    assert words_of(denial) == act_words(denial.act) == f"{cue} troops would follow"
    assert proposition_of(entry(denial)) == f"{cue} troops follow"


def test_what_is_no_denial_stands_without_its_cue() -> None:
    claim = report(kind=EntryKind.CLAIM, act="assert")
    assert words_of(claim) == "troops would follow"
    assert proposition_of(entry(claim)) == "troops follow"


def test_strengths_are_those_of_the_reports_that_have_one() -> None:
    assert strengths(entry(report(), report(0.4), report(0.2))) == (0.2, 0.4)
    assert strengths(entry(report())) is None


def test_a_chain_says_what_is_to_be_known_of_each_link() -> None:
    chain = (Link("A", "outlet"), Link("B", "relay", note="goes in a circle"), Link("C", "speaker"))
    assert chain_line(chain) == "A ← B (goes in a circle) ← C"


@pytest.mark.parametrize(
    ("kind", "given", "line"),
    [
        (DerivationKind.COPY, {"credited": True, "direction": "credit"}, "copy, credited"),
        (DerivationKind.REWRITE, {}, "rewrite, not credited, which was first is undecided"),
        (DerivationKind.CITES, {"credited": True, "direction": "credit"}, "cites it"),
        (DerivationKind.REVISION, {"direction": "version"}, "later version"),
        (
            DerivationKind.PARTIAL,
            {"direction": "decision"},
            "takes parts of it, not credited, decided by a person",
        ),
    ],
)
def test_a_tie_says_what_is_not_known(kind: DerivationKind, given: dict[str, Any], line: str) -> None:
    assert tie_line(Derivation("a", "b", kind, **given)) == line


def test_a_derivation_is_told_in_sentences() -> None:
    passage = Passage(words("one two"), words("two, one"))
    found = Derivation(
        "a", "b", DerivationKind.REWRITE, passages=(passage,), direction="dates", confidence=0.8
    )
    assert list(derivation_sentences(found, "Post", "Wire")) == [
        "Wire is a rewrite of Post: the same report in other words",
        "It does not name its source",
        "Which was first: their dates say which was first",
        "1 passage says the same in both, 8 characters in all",
        "Sure: 0.80",
    ]


def test_documents_kept_apart_are_told_in_sentences() -> None:
    assert list(likeness_sentences(None, "Post", "Wire")) == [
        "Post and Wire share no passage, and too few rare names and numbers to be taken for one report"
    ]
    likeness = Likeness(
        "a", "b", None, ((words("one"), words("one")),) * 2, {}, credit_in_b=(words("Post says"),)
    )
    assert list(likeness_sentences(likeness, "Post", "Wire")) == [
        "Post and Wire tell of the same happening, but neither was made from the other",
        "2 passages say the same in both, 6 characters in all",
        "Wire names the other: “Post says”",
    ]


def test_a_family_is_followed_to_its_ends() -> None:
    every = [
        Derivation(a, b, DerivationKind.COPY) for a, b in (("a", "b"), ("b", "c"), ("x", "c"), ("y", "z"))
    ]

    def ask(ids: Any) -> list[Derivation]:
        return [each for each in every if {each.source, each.derived} & set(ids)]

    assert {(each.source, each.derived) for each in family(["b"], ask)} == {
        ("a", "b"),
        ("b", "c"),
        ("x", "c"),
    }


def test_a_story_begins_with_what_is_taken_from_none_of_the_others() -> None:
    found = [
        Derivation("a", "b", DerivationKind.REWRITE),
        Derivation("a", "c", DerivationKind.CITES),
        Derivation("outside", "d", DerivationKind.COPY),
    ]
    assert beginnings(("a", "b", "c", "d"), found) == ("a", "c", "d"), "citing is no taking over"
