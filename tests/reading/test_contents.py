import pytest

from onrecord.model import Attribution, Span
from onrecord.reading.contents import tidy


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected", "expected_cue"),
    [
        ("Orlan said that it ends.", "said", "that it ends", "it ends", "said that"),
        ("Orlan said, that it ends.", "said", "that it ends", "it ends", "said"),
        ("“It ends,” Orlan said.", "said", "“It ends,”", "It ends,", "said"),
        (
            "Orlan said: “It ends” and “it hurts”.",
            "said",
            "“It ends” and “it hurts”",
            "“It ends” and “it hurts”",
            "said",
        ),
        ("“It ends, Orlan said.", "said", "“It ends,", "It ends", "said"),
        ("''It ends,'' Orlan said.", "said", "''It ends,''", "It ends,", "said"),
        ("« It ends » Orlan said.", "said", "« It ends »", "It ends", "said"),
        ("Orlan said “it ends” today.", "said", "“it ends” today", "“it ends” today", "said"),
        ("Orlan said that.", "said", "that", "that", "said"),
    ],
)
def test_edges_are_brought_to_the_manuals_form(
    text: str, cue: str, content: str, expected: str, expected_cue: str
) -> None:
    a = tidy(text, Attribution((), (at(text, cue),), (at(text, content),)))
    assert [s.of(text) for s in a.content] == [expected]
    assert [s.of(text) for s in a.cue] == [expected_cue]


def test_a_content_of_marks_alone_is_left_as_it_is() -> None:
    a = Attribution((), (), (Span(0, 2),))
    assert tidy("“” said", a) == a
