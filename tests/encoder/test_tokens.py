import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.encoder.tokens import SEP, pieces, tokenizer, windows

TEXTS = st.text(alphabet=st.sampled_from("abcZ .!?\n\r\u00a0“”é中\u200f'-0"), max_size=120)


@given(TEXTS)
def test_every_piece_covers_text_of_its_own_and_in_order(text: str) -> None:
    p = pieces([text])[0]
    real = p.ids != SEP
    assert (p.ends[real] > p.starts[real]).all()
    assert (np.diff(p.starts[real]) >= 0).all()
    assert (p.ends <= len(text)).all()


def test_offsets_are_code_points_of_the_text() -> None:
    text = "𝔘 é\n\nDelegates agreed."
    p = pieces([text])[0]
    word = tokenizer().token_to_id("delegates")
    at = int(np.flatnonzero(p.ids == word)[0])
    assert text[p.starts[at] : p.ends[at]] == "Delegates"


def test_paragraphs_are_set_apart_and_sentences_marked() -> None:
    p = pieces(["One. Two.\nThree."])[0]
    assert p.breaks.tolist() == [2, 0, 1, 0, 0, 2, 0]
    assert p.ids[4] == SEP


def test_a_batch_gives_what_each_text_gives_alone() -> None:
    texts = ["A said b.", "", "C\n\nd."]
    together = pieces(texts)
    for text, p in zip(texts, together, strict=True):
        assert pieces([text])[0].ids.tolist() == p.ids.tolist()


@given(
    st.lists(st.sampled_from([0, 0, 0, 0, 1, 2]), max_size=300),
    st.integers(3, 60),
    st.one_of(st.none(), st.integers(2, 60)),
)
def test_windows_cover_everything_once_and_keep_the_limit(
    breaks: list[int], limit: int, first: int | None
) -> None:
    cut = windows(np.array(breaks, np.int8), limit, first)
    assert [a for a, _ in cut] == [0, *(b for _, b in cut)][: len(cut)]
    assert (cut[-1][1] if cut else 0) == len(breaks)
    assert all(0 < b - a <= max(limit, first or 0) for a, b in cut)


def test_a_window_ends_at_a_paragraph_rather_than_a_sentence() -> None:
    breaks = np.zeros(40, np.int8)
    breaks[[14, 16, 18]] = [2, 1, 1]
    assert windows(breaks, 20)[0] == (0, 14)
