"""Triggers read off scores: runs of neighbours, whole words, evidence within its paragraph."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.encoder.labels import (
    ARGUMENTS,
    CODES,
    ISSUES,
    KINDS,
    MARK_TAGS,
    MENTION_TAGS,
    ROLE_TAGS,
    STATUSES,
)
from onrecord.encoder.links import Window
from onrecord.encoder.session import BLOCK, Encoder
from onrecord.encoder.tokens import SEP, Pieces, pieces, windows
from onrecord.encoder.triggers import LEAST, OFFSET, Trigger, triggers
from onrecord.encoder.viterbi import Floats
from onrecord.model import RecordKind, Span

WIDE = 4  # of an argument's vector
TEXT = (
    "Varnia promised unconditionally to send monitors. Orlin welcomed that.\n"
    "The ministers met in Tarn. Nobody was hurt."
)
PARAGRAPHS = TEXT.split("\n")


def window(n: int, begin: int = 0) -> Window:
    """Return a window whose scores see nothing anywhere."""

    def zeros(width: int) -> Floats:
        return np.zeros((n, width), np.float32)

    commitments, events = zeros(1 + len(STATUSES)), zeros(1 + len(KINDS) + 1)
    commitments[:, 0] = events[:, 0] = 9.0
    pointer = np.zeros((2, n, 64), np.float32)
    return Window(
        begin, begin + n, tags=zeros(len(ROLE_TAGS)), mentions=zeros(len(MENTION_TAGS)), vectors=zeros(128),
        asks=pointer, answers=np.zeros((2, n + 1, 64), np.float32), coded=zeros(len(ROLE_TAGS)),
        marks=zeros(len(MARK_TAGS)), cue_codes=zeros(CODES), content_codes=zeros(CODES),
        commitments=commitments, events=events, measures=zeros(1 + len(ISSUES)),
        seeks=zeros(len(ARGUMENTS) * WIDE), fills=zeros(len(ARGUMENTS) * WIDE),
    )  # fmt: skip


def of_words(p: Pieces, text: str, words: str) -> list[int]:
    """Return the pieces of some words."""
    start = text.index(words)
    end = start + len(words)
    return [i for i in range(len(p)) if p.ids[i] != SEP and p.starts[i] < end and p.ends[i] > start]


def promised(p: Pieces, w: Window, at: Sequence[int], status: str = "pledged") -> None:
    w.commitments[list(at), 0] = 0.0
    w.commitments[list(at), 1 + STATUSES.index(status)] = 6.0


def held(p: Pieces, w: Window, at: Sequence[int], kind: str = "meeting") -> None:
    w.events[list(at), 0] = 0.0
    w.events[list(at), 1 + KINDS.index(kind)] = 6.0


def asks(w: Window, trigger: Sequence[int], argument: str, log_odds: Floats) -> None:
    """Let a trigger see these log odds for an argument at each piece."""
    a = ARGUMENTS.index(argument) * WIDE
    w.seeks[list(trigger), a] = np.sqrt(WIDE)
    w.fills[:, a] = log_odds + OFFSET


def read(text: str, p: Pieces, w: Window) -> list[Trigger]:
    return triggers([text], [p], [[w]])[0]


@pytest.fixture
def cut() -> Pieces:
    return pieces([TEXT])[0]


def test_a_trigger_has_its_word_its_kind_and_its_codes(cut: Pieces) -> None:
    w = window(len(cut))
    promised(cut, w, of_words(cut, TEXT, "promised"))
    held(cut, w, of_words(cut, TEXT, "met"))
    w.events[of_words(cut, TEXT, "met"), -1] = 2.5
    one, two = read(TEXT, cut, w)
    assert (one.kind, one.span.of(TEXT)) == (RecordKind.COMMITMENT, "promised")
    assert (two.kind, two.span.of(TEXT)) == (RecordKind.EVENT, "met")
    assert STATUSES[int(np.argmax(one.codes))] == "pledged"
    assert KINDS[int(np.argmax(two.codes))] == "meeting"
    assert (one.planned, two.planned) == (0.0, 2.5)
    assert one.chance > 0.9 < two.chance
    assert np.exp(one.codes).sum() == pytest.approx(1, abs=1e-3)
    assert np.exp(one.measures).sum() == pytest.approx(1, abs=1e-3)
    assert len(one.measures) == len(ISSUES)


def test_one_word_may_trigger_a_commitment_and_an_event(cut: Pieces) -> None:
    w = window(len(cut))
    at = of_words(cut, TEXT, "send")
    promised(cut, w, at, "delivered")
    held(cut, w, at, "deployment")
    assert [t.kind for t in read(TEXT, cut, w)] == [RecordKind.COMMITMENT, RecordKind.EVENT]
    assert len({t.span for t in read(TEXT, cut, w)}) == 1


def test_a_piece_of_a_word_triggers_the_whole_word(cut: Pieces) -> None:
    at = of_words(cut, TEXT, "unconditionally")
    assert len(at) > 1, "the word is to have several pieces"
    w = window(len(cut))
    promised(cut, w, at[-1:])
    assert [t.span.of(TEXT) for t in read(TEXT, cut, w)] == ["unconditionally"]


def test_neighbours_are_one_trigger_and_a_sentence_ends_it(cut: Pieces) -> None:
    w = window(len(cut))
    first, second = of_words(cut, TEXT, "send monitors."), of_words(cut, TEXT, "Orlin welcomed")
    assert second[0] == first[-1] + 1
    promised(cut, w, [*first, *second])
    assert [t.span.of(TEXT) for t in read(TEXT, cut, w)] == ["send monitors.", "Orlin welcomed"]


def test_what_is_hardly_likely_triggers_nothing(cut: Pieces) -> None:
    w = window(len(cut))
    at = of_words(cut, TEXT, "promised")
    others = len(STATUSES)
    for chance, count in ((LEAST - 0.02, 0), (LEAST + 0.02, 1)):
        w.commitments[at] = np.log(chance / others)
        w.commitments[at, 0] = np.log(1 - chance)
        assert len(read(TEXT, cut, w)) == count


def test_evidence_is_what_speaks_for_it_and_the_trigger(cut: Pieces) -> None:
    w = window(len(cut))
    at = of_words(cut, TEXT, "promised")
    promised(cut, w, at)
    odds = np.full(len(cut), -3.0)
    odds[of_words(cut, TEXT, "Varnia promised")] = 4.0
    odds[of_words(cut, TEXT, "to send monitors")] = 4.0  # outweighs what stands between
    asks(w, at, "evidence", odds)
    (t,) = read(TEXT, cut, w)
    assert t.evidence.of(TEXT) == "Varnia promised unconditionally to send monitors"


def test_evidence_never_leaves_the_paragraph(cut: Pieces) -> None:
    w = window(len(cut))
    first, second = of_words(cut, TEXT, "promised"), of_words(cut, TEXT, "met")
    promised(cut, w, first)
    held(cut, w, second)
    for at in (first, second):
        asks(w, at, "evidence", np.full(len(cut), 5.0))
    assert [t.evidence.of(TEXT) for t in read(TEXT, cut, w)] == PARAGRAPHS


def test_a_span_fills_an_argument_by_the_mean_of_its_pieces(cut: Pieces) -> None:
    w = window(len(cut))
    at = of_words(cut, TEXT, "promised")
    promised(cut, w, at)
    odds = np.full(len(cut), -2.0)
    odds[of_words(cut, TEXT, "Varnia")] = 3.0
    asks(w, at, "party", odds)
    (t,) = read(TEXT, cut, w)
    assert t.fills("party", Span(0, 6)) == pytest.approx(3.0, abs=1e-4)
    assert t.fills("beneficiary", Span(0, 6)) == pytest.approx(-OFFSET, abs=1e-4)
    pieces_of_varnia = len(of_words(cut, TEXT, "Varnia"))
    expected = (3.0 * pieces_of_varnia - 2.0 * len(at)) / (pieces_of_varnia + len(at))
    assert t.fills("party", Span(0, 15)) == pytest.approx(expected, abs=1e-4)
    assert t.fills("party", Span(len(TEXT) + 5, len(TEXT) + 9)) is None
    assert t.best("party", Span(0, 15)) == pytest.approx(3.0, abs=1e-4)
    assert t.best("party", Span(len(TEXT) + 5, len(TEXT) + 9)) == t.scores[1].min()


def test_a_block_s_trigger_moves_to_its_place(cut: Pieces) -> None:
    w = window(len(cut))
    at = of_words(cut, TEXT, "promised")
    promised(cut, w, at)
    (t,) = read(TEXT, cut, w)
    moved, longer = t.shifted(11), "x" * 10 + "\n" + TEXT
    assert t.shifted(0) is t
    assert (moved.span.of(longer), moved.evidence.of(longer)) == ("promised", t.evidence.of(TEXT))
    assert moved.fills("party", Span(11, 17)) == t.fills("party", Span(0, 6))
    spans = [Span(int(a), int(b)) for a, b in zip(t.starts, t.ends, strict=True) if b > a]
    assert len(spans) == len(cut) - 1, "each piece but the break between the paragraphs"
    assert [t.best("place", s) for s in spans] == [
        moved.best("place", Span(s.start + 11, s.end + 11)) for s in spans
    ]


WORDS = ("Varnia", "unconditionally", "promised", "monitors.", "Yes.", "“No,”")
SOME_WORDS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)
TEXTS = st.lists(SOME_WORDS, min_size=1, max_size=4).map("\n".join)


@given(TEXTS, st.integers(0, 2**32 - 1), st.integers(5, 60))
def test_whatever_the_scores_triggers_are_words_of_one_paragraph(text: str, seed: int, limit: int) -> None:
    (p,) = pieces([text])
    chance = np.random.default_rng(seed)
    made = []
    for begin, end in windows(p.breaks, limit):
        w = window(end - begin, begin)
        for scores in (w.commitments, w.events, w.seeks, w.fills, w.measures):
            scores[:] = 3 * chance.standard_normal(scores.shape)
        made.append(w)
    (found,) = triggers([text], [p], [made])
    assert [(t.span, t.kind) for t in found] == sorted((t.span, t.kind) for t in found)
    for t in found:
        assert t.evidence.start <= t.span.start < t.span.end <= t.evidence.end <= len(text)
        assert "\n" not in t.evidence.of(text)
        for s in (t.span, t.evidence):
            assert s.of(text).strip() == s.of(text)
            assert not (s.start and text[s.start - 1].isalnum() and text[s.start].isalnum())
            assert not (s.end < len(text) and text[s.end - 1].isalnum() and text[s.end].isalnum())
        assert LEAST <= t.chance <= 1
        assert np.exp(t.codes).sum() == pytest.approx(1, abs=1e-2)
        assert t.scores.shape == (len(ARGUMENTS), len(t.starts))


@pytest.mark.slow
def test_a_text_of_several_blocks_has_its_triggers_in_place(encoder: Encoder) -> None:
    filler = "The river runs through the valley. " * (BLOCK // 34)
    plain = "Varnia promised Orlin 2,000 peacekeeping troops."
    text = f"{filler}\n{plain}"
    alone, within = (encoder.read([t])[0].triggers for t in (plain, text))
    assert "promised" in [t.span.of(plain) for t in alone]
    assert "promised" in [t.span.of(text) for t in within]
    assert all(t.evidence.of(text).strip() for t in within)


def test_an_empty_text_has_no_triggers() -> None:
    (p,) = pieces([""])
    assert triggers([""], [p], [[]]) == [[]]
