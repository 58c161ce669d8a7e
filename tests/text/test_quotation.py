import pytest

from onrecord.model import Directness, Span
from onrecord.text.quotation import directness, quoted_spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “no”.", ["“no”"]),
        ('He said "no".', ['"no"']),
        ("''No,'' he said.", ["''No,''"]),
        ("``No,'' he said.", ["``No,''"]),
        ("Il dit « non » hier.", ["« non »"]),
        ("Er sagte „nein“ dazu.", ["„nein“"]),
        ("She called it ‘a trap’ today.", ["‘a trap’"]),
        ("The minister's aide said 'it's over' today.", ["'it's over'"]),
        ("The ministers' plan and the delegates' vote failed.", []),
        ("“One ‘two’ three” four", ["“One ‘two’ three”"]),
        ("“It goes on and on", ["“It goes on and on"]),
        ("and on until here,” she said. “Then", ["and on until here,”", "“Then"]),
        ("“First.\nSecond is not quoted.", ["“First."]),
    ],
)
def test_quotation_marks_of_every_fashion(text: str, expected: list[str]) -> None:
    assert [s.of(text) for s in quoted_spans(text)] == expected


def test_directness_counts_words_and_not_marks() -> None:
    text = 'He wants "peace now" and bread.'
    quoted = quoted_spans(text)
    assert directness(text, (Span(9, 20),), quoted) is Directness.DIRECT
    assert directness(text, (Span(9, 30),), quoted) is Directness.MIXED
    assert directness(text, (Span(21, 30),), quoted) is Directness.INDIRECT


@pytest.mark.slow
def test_directness_of_a_very_long_text_is_told() -> None:
    text = 'He said "yes" and "no".\n' * 30_000
    assert directness(text, (Span(0, len(text)),), quoted_spans(text)) is Directness.MIXED
    quoted = quoted_spans(text)
    assert directness(text, tuple(quoted), quoted) is Directness.DIRECT
