"""Offsets between clean and source text are a round trip, whatever is cut out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.text.offsets import from_source, joined, to_source, without

TEXT = st.text(alphabet="ab \n\u00a0\u200fé“", min_size=1, max_size=60)


@st.composite
def _cut_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXT)
    starts = draw(st.lists(st.integers(0, len(text) - 1), max_size=6))
    return text, [Span(s, draw(st.integers(s + 1, len(text)))) for s in starts]


@given(_cut_texts())
def test_clean_text_is_the_source_without_what_was_cut(case: tuple[str, list[Span]]) -> None:
    text, cut = case
    kept = "".join(c for i, c in enumerate(text) if not any(s.start <= i < s.end for s in cut))
    assert joined(text, without(len(text), cut)) == kept


@given(_cut_texts(), st.data())
def test_a_span_of_the_clean_text_comes_back_from_the_source(
    case: tuple[str, list[Span]], data: st.DataObject
) -> None:
    text, cut = case
    pieces = without(len(text), cut)
    clean = joined(text, pieces)
    if not clean:
        assert from_source(pieces, Span(0, len(text))) is None
        return
    start = data.draw(st.integers(0, len(clean) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(clean))))
    there = to_source(pieces, span)
    assert "".join(s.of(text) for s in there) == span.of(clean)
    assert from_source(pieces, Span(there[0].start, there[-1].end)) == span


def test_what_was_cut_has_no_place_in_the_clean_text() -> None:
    assert from_source(without(10, [Span(2, 6)]), Span(3, 5)) is None
