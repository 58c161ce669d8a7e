"""Which issue a statement is about: by its own cues first, then by what stands around it."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.codebook.packs import shipped, shipped_names
from onrecord.codebook.records import Codebook, Cue, Issue, Strength
from onrecord.coding.issues import NO_CUE, IssueCoding, issues, weighing
from onrecord.coding.meaning import issue_vectors, likeness, text_vectors
from onrecord.coding.pack_examples import outcomes
from onrecord.encoder.session import Encoder
from onrecord.model import Attribution, Span, Zone, ZoneKind

FISH = Codebook(
    "fish",
    "Fish",
    (
        Issue("quota", "Quotas", "How much may be caught.", (Cue("quota", Strength.STRONG),)),
        Issue("cod", "Cod", "Cod.", (Cue("cod quota", Strength.STRONG),), broader=("quota",)),
        Issue("waters", "Waters", "Who may fish where.", (Cue("waters", Strength.STRONG),)),
    ),
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(1)


Said = Callable[..., list[IssueCoding]]


@pytest.fixture
def said(encoder: Encoder) -> Said:
    """Code quotations of a text, found in it in their order."""

    def code(
        text: str,
        *quotes: str,
        cue: str = "",
        codebook: Codebook = FISH,
        headline: str = "",
        by_cues_alone: bool = False,
    ) -> list[IssueCoding]:
        statements = []
        for quote in quotes:
            at = text.index(quote)
            cues = (Span(text.index(cue), text.index(cue) + len(cue)),) if cue else ()
            statements.append(Attribution((), cues, (Span(at, at + len(quote)),)))
        zones = [Zone(ZoneKind.HEADLINE, Span(0, len(headline)))] if headline else []
        if by_cues_alone:
            return issues(text, statements, zones, codebook)
        like = likeness(statements, text_vectors(text, encoder), issue_vectors(codebook, encoder).centres())
        return issues(text, statements, zones, codebook, like)

    return code


def test_the_content_decides_before_what_is_around_it(said: Said) -> None:
    text = "The sanctions hurt. More sanctions. He said the ceasefire holds. The sanctions, the sanctions."
    assert said(text, "the ceasefire holds", codebook=shipped())[0].ids[0] == "ceasefire"


def test_the_most_specific_comes_first(said: Said) -> None:
    assert said("She said the cod quota is too low.", "the cod quota is too low")[0].ids[0] == "cod"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Mediators proposed a ceasefire from Sunday on. He rejected it.", "it"),
        ("A ceasefire from Sunday on was on the table, and he rejected it.", "it"),
    ],
)
def test_a_silent_content_takes_its_issue_from_around(text: str, quote: str, said: Said) -> None:
    assert "ceasefire" in said(text, quote, codebook=shipped())[0].ids


def test_the_cue_can_name_the_issue(said: Said) -> None:
    text = "They accepted the ceasefire for the north and for the south."
    quote, cue = "for the north and for the south", "accepted the ceasefire"
    assert said(text, quote, cue=cue, codebook=shipped())[0].ids[0] == "ceasefire"


def test_the_headline_speaks_for_an_issue(said: Said) -> None:
    head = "Sanctions against the north to be extended"
    text = (
        f"{head}\n\nHe came late.\n\nNothing was said.\n\nIt rained.\n\nShe called the sanctions sanctions."
    )
    quote = "sanctions sanctions"
    (with_it,) = said(text, quote, headline=head, codebook=shipped(), by_cues_alone=True)
    (without,) = said(text, quote, codebook=shipped(), by_cues_alone=True)
    assert with_it.ids[0] == without.ids[0] == "sanctions"
    assert with_it.confidence > without.confidence


def test_the_statement_before_speaks_for_an_issue(said: Said) -> None:
    text = (
        "He said the waters are ours. Later there was a long break, and coffee. She said that this is wrong."
    )
    first, second = said(text, "the waters are ours", "this is wrong")
    (alone,) = said(text, "this is wrong")
    assert first.ids[0] == "waters"
    assert second.confidence > alone.confidence


def test_two_issues_where_both_are_named(said: Said) -> None:
    (coding,) = said(
        "He said the waters and the quota are one matter.", "the waters and the quota are one matter"
    )
    assert set(coding.ids) == {"waters", "quota"}
    assert 0.5 < coding.confidence <= 1


def test_without_a_cue_a_statement_is_undecided(said: Said) -> None:
    (coding,) = said("He said the hall was cold.", "the hall was cold")
    assert (coding.ids, coding.reason) == ((), NO_CUE)


def test_a_residual_issue_takes_what_belongs_to_none(said: Said) -> None:
    (coding,) = said("He said the hall was cold.", "the hall was cold", codebook=shipped())
    assert coding.ids[0] == "other"


def test_no_statement_no_coding() -> None:
    assert issues("The quota.", [], [], FISH, np.zeros((0, 3))) == []


def test_cues_alone_have_weights_of_their_own() -> None:
    text = "He said the waters are ours, and the quota of the north is too low."
    at = text.index("the quota")
    statements = [Attribution((), (), (Span(at, len(text) - 1),))]
    (coding,) = issues(text, statements, [], FISH)
    assert coding.ids[0] == "quota"
    assert weighing(False).weights["likeness"] == 0


def test_weights_name_no_issue() -> None:
    ids = {name for pack in shipped_names() for name in shipped(pack).ids}
    assert not ids & (set(weighing(True).weights) | set(weighing(False).weights))


WORDS = ("quota", "waters", "cod", "said", "the", "hall", ".", "\n", "He")


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40), st.data())
def test_any_spans_are_coded(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True)))
    pairs = itertools.pairwise(cuts)
    statements = [Attribution((), (), (Span(a, b),)) for a, b in pairs]
    codings = issues(text, statements, [], FISH, np.zeros((len(statements), 3)))
    assert len(codings) == len(statements)
    for coding in codings:
        assert 0 <= coding.confidence <= 1 + 1e-9
        assert len(coding.ids) <= 2
        assert bool(coding.ids) != bool(coding.reason)


def test_likeness_is_of_the_sentences_that_hold_the_content(encoder: Encoder) -> None:
    book = shipped()
    text = "The museum opened late. Three hospitals were out of medicine, and the wounded waited."
    at = text.index("Three")
    statements = [Attribution((), (), (Span(at, len(text)),)), Attribution((), (), (Span(0, 5),))]
    like = likeness(statements, text_vectors(text, encoder), issue_vectors(book, encoder).centres())
    assert like.shape == (2, len(book.ids))
    column = book.ids.index("humanitarian")
    assert like[0, column] > like[1, column]
    assert abs(like.mean(1)).max() < 1e-6


def test_an_example_can_be_left_out_of_its_issue(encoder: Encoder) -> None:
    found = issue_vectors(shipped(), encoder)
    column = shipped().ids.index(shipped().examples[0].issues[0])
    differs = (found.centres() != found.centres(without=0)).any(1)
    assert differs[column]
    assert differs.sum() == 1


@pytest.mark.parametrize("name", shipped_names())
def test_the_examples_of_shipped_codebooks(name: str, encoder: Encoder) -> None:
    wrong = [
        (o.example.text, o.given.ids, o.missing, o.unwanted)
        for o in outcomes(shipped(name), encoder)
        if not o.is_right
    ]
    assert wrong == []
    named = {issue for example in shipped(name).examples for issue in example.issues}
    assert named == set(shipped(name).ids)
