import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text.sentences import sentence_starts, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met Gen. Orlan. They spoke.", ["He met Gen. Orlan.", "They spoke."]),
        ("The U.S. Navy left.", ["The U.S. Navy left."]),
        ("“Go.” She went.", ["“Go.”", "She went."]),
        ("It rose 2.5 percent. Then it fell.", ["It rose 2.5 percent.", "Then it fell."]),
        ("J. Vale spoke! Why? No one knows…", ["J. Vale spoke!", "Why?", "No one knows…"]),
        ("Title\n\nBody one. Body two.", ["Title", "Body one.", "Body two."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [s.of(text) for s in sentences(text)] == expected


@given(st.text(alphabet='aB .!?\n\r"”\u00a0', max_size=80))
def test_sentences_keep_every_character_that_is_no_space(text: str) -> None:
    assert "".join("".join(s.of(text).split()) for s in sentences(text)) == "".join(text.split())
    assert sentence_starts(text) == sorted(set(sentence_starts(text)))


def test_a_row_of_dots_is_one_mark() -> None:
    text = "Guarantees" + "." * 200_000 + " Page 4."
    assert [len(s.of(text)) for s in sentences(text)] == [200_010, 7]
