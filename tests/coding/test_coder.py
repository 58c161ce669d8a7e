"""Statements as a whole: each field is filled or says why not, and all evidence is words of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.actors.base import Base, shipped
from onrecord.actors.loading import read_table
from onrecord.coding.acts import Choice
from onrecord.coding.coder import _with_condition
from onrecord.encoder.labels import ACTS, STANCES
from onrecord.encoder.session import Encoder, Read
from onrecord.model import (
    UNDECIDED,
    Act,
    Attribution,
    Directness,
    Document,
    Evidence,
    Piece,
    Span,
    SpeakerRole,
    Stance,
    Statement,
    Zone,
    ZoneKind,
)
from onrecord.reader import Reader
from onrecord.reading.record import Weights

HEAD = "Monitors due before winter"
BODY = (
    "LAKESIDE - Varnian President Vera Marenko said on Friday that Varnia would send monitors to Orlin only "
    "after a ceasefire. “We will not wait for the snow,” she told reporters.\n"
    "An aide was silent. The minister, the Harbour Post wrote, denied that troops would follow."
)
TEXT = f"{HEAD}\n{BODY}"
STATES = b"""\
code,name,other_names,demonyms,metonyms,wikidata
XAA,Varnia,,Varnian|Varnians,Lakeside,
XBB,Orlin,,Orlish,,
"""
EVEN = (0.0,) * (len(ACTS) + 1 + len(STANCES))
"""Scores of an encoder that has no view of act and stance."""

MAY_BE_OPEN = ("speakers", "act", "stance", "issues")
SPANS = (
    "quote", "cue", "speaker_text", "speaker_mentions", "via_text", "addressee_text", "condition",
    "said_on_text",
)  # fmt: skip


class ByHand(Encoder):
    """Give attributions that were marked by hand, and all else as the shipped model has it."""

    def __init__(self, real: Encoder) -> None:
        vars(self).update(vars(real))
        self.found: Sequence[Attribution] = ()
        self._kept: dict[str, Read] = {}

    def read(self, texts: Sequence[str], *options: Any, **more: Any) -> list[Read]:
        for text in texts:
            if text not in self._kept:
                (self._kept[text],) = super().read([text], *options, **more)
        return [self._kept[text]._replace(attributions=[*self.found]) for text in texts]


@pytest.fixture(scope="module")
def base() -> Base:
    return shipped().with_facts(read_table(STATES, "states.csv"))


Code = Callable[[Sequence[Attribution]], tuple[Statement, ...]]


@pytest.fixture(scope="module")
def code(encoder: Encoder, base: Base) -> Iterator[Code]:
    """Return what makes statements of attributions of TEXT; none is left out as unlikely."""
    by_hand, reader = ByHand(encoder), Reader(base=base)
    vars(reader)["encoder"] = by_hand

    def statements(found: Sequence[Attribution]) -> tuple[Statement, ...]:
        by_hand.found = found
        return reader.read([document()])[0].statements

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("onrecord.reading.statements.weights", lambda: Weights(0.0, {}, 0.0))
        yield statements


def document() -> Document:
    zones = (
        Zone(ZoneKind.HEADLINE, Span(0, len(HEAD))),
        Zone(ZoneKind.BODY, Span(len(HEAD) + 1, len(TEXT))),
    )
    return Document(
        id="d", digest="", name="a.txt", media_type="text/plain", source_text=TEXT, text=TEXT,
        pieces=(Piece(0, 0, len(TEXT)),), zones=zones, furniture=(), title=HEAD, outlet="Lantern Wire",
        byline=None, published="2031-05-04", language="en", url=None, path=None,
    )  # fmt: skip


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def marked(source: str, cue: str, content: str) -> Attribution:
    return Attribution((at(source),), (at(cue),), (at(content),), {"content": 0.9}, EVEN)


SENDS = marked(
    "Varnian President Vera Marenko",
    "said on Friday that",
    "Varnia would send monitors to Orlin only after a ceasefire",
)
WAITS = marked("she", "told", "“We will not wait for the snow,”")
SILENT = marked("An aide", "was", "silent")
DENIES = marked("The minister", "denied that", "troops would follow")


def evidence(statement: Statement) -> Iterator[Evidence]:
    for role in SPANS:
        yield from getattr(statement, role)
    for relation in statement.relations:
        yield from (relation.cue, relation.left, relation.right)


def is_complete(s: Statement) -> bool:
    """Tell whether each field has a value that it may have, or a reason why it has none."""
    for name in MAY_BE_OPEN:
        value = getattr(s, name)
        is_open = not value or value == UNDECIDED
        assert is_open == bool(s.undecided.get(name)), (name, value, s.undecided)
        assert not (is_open and s.confidence.get({"speakers": "speaker", "issues": "issue"}.get(name, name)))
    assert s.act in {*Act, UNDECIDED}
    assert s.stance in {*Stance, UNDECIDED}
    assert all(0 <= sure <= 1 for sure in s.confidence.values())
    return set(s.undecided) <= {*MAY_BE_OPEN}


def test_every_field_is_filled_from_the_text(code: Code) -> None:
    sends, waits, silent, denies = code([SENDS, WAITS, SILENT, DENIES])
    assert all(map(is_complete, (sends, waits, silent, denies)))
    assert sends.speakers == waits.speakers == ("Vera Marenko",)
    assert (sends.affiliation, sends.speaker_role) == ("XAA", SpeakerRole.HEAD)
    assert (sends.directness, waits.directness) == (Directness.INDIRECT, Directness.DIRECT)
    assert [e.exact for e in waits.quote] == ["We will not wait for the snow,"]
    assert [e.exact for e in sends.condition] == ["only after a ceasefire"]
    assert (sends.said_on, [e.exact for e in sends.said_on_text]) == ("2031-05-02", ["on Friday"])
    assert sends.zone is ZoneKind.BODY
    assert {"monitoring", "ceasefire"} & {*sends.issues}
    assert denies.via == ("Harbour Post",)
    assert [e.exact for e in denies.cue] == ["denied that"]


def test_the_same_words_have_the_same_id(code: Code) -> None:
    assert code([SENDS])[0].id == code([SENDS, WAITS])[0].id
    assert len({s.id for s in code([SENDS, WAITS, DENIES])}) == 3


WORDS = [Span(*found.span()) for found in re.finditer(r"\S+", TEXT)]


@st.composite
def spans(draw: st.DrawFn, least: int = 0, most: int = 2) -> tuple[Span, ...]:
    """Return stretches of whole words, in order and apart."""
    count = 2 * draw(st.integers(least, most))
    places = st.lists(st.integers(0, len(WORDS) - 1), min_size=count, max_size=count, unique=True)
    bounds = sorted(draw(places))
    pairs = zip(bounds[::2], bounds[1::2], strict=True)
    return tuple(Span(WORDS[first].start, WORDS[last].end) for first, last in pairs)


scores = st.lists(st.floats(-9, 9, width=32), min_size=len(EVEN), max_size=len(EVEN)).map(tuple)
attributions = st.builds(
    Attribution, spans(), spans(), spans(1), st.just({"content": 0.5, "cue": 0.5}), scores
)


@pytest.mark.slow
@given(st.lists(attributions, max_size=3))
def test_whatever_was_marked_all_evidence_is_words_of_the_text(code: Code, found: list[Attribution]) -> None:
    made = code(sorted(found, key=lambda a: a.content))
    assert len(made) <= len(found)
    for statement in made:
        assert is_complete(statement)
        assert all(e.holds(TEXT) and e.exact.strip() for e in evidence(statement))


def test_what_changes_a_reading_changes_the_name_of_its_model(base: Base, encoder: Encoder) -> None:
    def model(**options: Any) -> str:
        reader = Reader(**options)
        vars(reader)["encoder"] = encoder
        return reader.model

    other = base.with_facts(read_table(STATES.replace(b"Lakeside", b"Seaside"), "others.csv"))
    again = shipped().with_facts(read_table(b"# the same\n" + STATES, "elsewhere.csv"))
    plain = Reader().codebook
    names = [model(), model(base=base), model(base=other), model(codebook=replace(plain, digest="f" * 12))]
    assert len(set(names)) == len(names)
    assert model(base=again) == model(base=base)


def test_a_condition_settles_a_stance_that_was_left_open_and_no_other() -> None:
    left_open = Choice(UNDECIDED, 0.3, "no stance is likely enough")
    assert _with_condition(left_open, [Span(0, 5)]).value == "conditional"
    assert _with_condition(left_open, []) is left_open
    against = Choice("against", 0.8)
    assert _with_condition(against, [Span(0, 5)]) is against
