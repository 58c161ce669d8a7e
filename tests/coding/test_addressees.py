"""At whom a statement is aimed: which words may name an actor, and which of them are taken."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.base import shipped
from onrecord.actors.loading import read_table
from onrecord.coding.actor_phrases import actor_phrases
from onrecord.coding.acts import Choice
from onrecord.coding.addressees import Candidate, addressees, candidates, choose
from onrecord.coding.surroundings import Surroundings
from onrecord.model import Attribution, Mention, MentionKind, Span
from onrecord.reading.speakers import cast_speakers

STATES = b"""\
code,name,other_names,demonyms,metonyms,wikidata
XAA,Varnia,,Varnian|Varnians,Lakeside,
XBB,Orlin,,Orlish,,
"""
TEXT = "Varnia accused Orlin of shelling the valley. The months were hard and the formula was old."


def _phrases(text: str) -> list[str]:
    return [p.span.of(text) for p in actor_phrases(text, Span(0, len(text)), ())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It urged the heavily armed rebels to leave.", ["the heavily armed rebels"]),
        ("It warned smugglers and their government.", ["smugglers", "their government"]),
        ("The months were hard, the formula was old and it is late.", []),
        ("He wrote letters about borders and offers.", []),
        ("the rebels’ demands", ["the rebels"]),
    ],
)
def test_only_actors_are_candidates(text: str, found: list[str]) -> None:
    assert _phrases(text) == found


@given(st.text(alphabet="the rebs,.’'-of MinstryA\n", max_size=80))
def test_phrases_stand_in_order_and_apart(text: str) -> None:
    found = actor_phrases(text, Span(0, len(text)), ()) if text else []
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@pytest.fixture
def around() -> Surroundings:
    return Surroundings(
        TEXT, cast_speakers(TEXT, [], (), None), shipped().with_facts(read_table(STATES, "states.csv")), None
    )


def _named(*names: str) -> list[Mention]:
    places = [(TEXT.index(n), n) for n in names]
    return [Mention(Span(at, at + len(n)), MentionKind.PLACE, 1.0) for at, n in places]


def test_the_accused_is_addressed_and_the_speaker_is_no_candidate(
    marked: Callable[[str, str, str, str], Attribution], around: Surroundings
) -> None:
    said = marked(TEXT, "Varnia", "accused Orlin of", "shelling the valley")
    given = (TEXT, [said], [Choice("accuse", 1.0)], [("XAA",)], (), _named("Varnia", "Orlin"), around)
    assert {c.form for found in candidates(*given) for c in found} == {"XBB"}
    (to,) = addressees(*given)
    assert to.forms == ("XBB",)
    assert [s.of(TEXT) for s in to.spans] == ["Orlin"]
    assert 0 < to.confidence <= 1


def test_the_likeliest_are_chosen_first_and_no_more_than_asked() -> None:
    scored = [(p, Candidate(Span(0, 1), f, {})) for p, f in ((0.3, "a"), (0.6, "b"), (0.1, "c"), (0.5, "d"))]
    assert [c.form for _, c in choose(scored, 0.2, 2)] == ["b", "d"]
    assert choose(scored, 0.7, 2) == []
